"""Runs for ever: claims what is due, hands it to the courier, sleeps until the next delivery or until it is woken.

Any number of processes may run it on one database; a claim is a lease, so what a dead process held is due again.
"""

import asyncio
import contextlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

from bot.courier import Courier
from bot.domain.delivery import Delivery, Rate, Reach
from bot.failures import log_failure
from bot.planner import replan_stale
from bot.ports import Clock, Ids, Store

logger = logging.getLogger(__name__)

_GATHER = timedelta(milliseconds=250)
"""How long after being woken the loop waits for more of it: ten answers in a row are one look."""

_SHORTEST_SLEEP = timedelta(milliseconds=20)


@dataclass(frozen=True, slots=True)
class LoopSettings:
    """*at_once* is how many deliveries are under way together; one alone keeps their order, for replaying time.

    *longest_sleep* bounds how late a delivery planned by another process is noticed. *keep_for* is how long what was
    done can be looked at and undone: a day more than the thirty that residents are promised. *rates* is how fast each
    platform takes messages; one that is not named takes them at once.
    """

    at_once: int = 16
    longest_sleep: timedelta = timedelta(seconds=15)
    beat_every: timedelta = timedelta(seconds=15)
    purge_every: timedelta = timedelta(hours=24)
    keep_for: timedelta = timedelta(days=31)
    rates: Mapping[str, Rate] = field(default_factory=dict)
    longest_pause_after_failure: timedelta = timedelta(seconds=30)


class DeliveryLoop:
    """*worker* names this process in the heartbeat, *reach* says to whom it can deliver."""

    def __init__(
        self,
        store: Store,
        courier: Courier,
        clock: Clock,
        ids: Ids,
        worker: str,
        reach: Reach,
        *,
        settings: LoopSettings | None = None,
    ) -> None:
        self._store = store
        self._courier = courier
        self._clock = clock
        self._ids = ids
        self._worker = worker
        self._reach = reach
        self._settings = settings or LoopSettings()
        self._woken = asyncio.Event()
        self._stopping = False
        self._last_beat: datetime | None = None
        self._last_purge: datetime | None = None
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @property
    def last_beat(self) -> datetime | None:
        """Return when it was last alive and could write that down (UTC), None before the first time."""
        return self._last_beat

    def wake(self) -> None:
        """Look at once: something may be due sooner than was known."""
        self._woken.set()

    def stop(self) -> None:
        """Claim nothing more; run() returns when what is under way has been delivered."""
        self._stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Deliver until stop(). Survives a database or platform that fails, with growing pauses."""
        failures = 0
        while not self._stopping:
            self._woken.clear()
            try:
                await self.deliver_due()
                await self._purge()
                pause = await self._until_next()
                failures = 0
            except Exception as error:  # noqa: BLE001  # the one catch-all of a pass: the next one tries again
                log_failure(logger, "The delivery loop", error)
                failures += 1
                pause = min(timedelta(seconds=2 ** min(failures, 10) / 2), self._settings.longest_pause_after_failure)
            await self._sleep(pause)

    async def deliver_due(self) -> int:
        """Deliver until nothing is due any more and every plan is fresh; return how many deliveries were taken up."""
        await self._beat()
        taken = await self._deliver()
        while not self._stopping and await replan_stale(self._store, self._clock.now(), self._ids):
            taken += await self._deliver()
        return taken

    async def _deliver(self) -> int:
        under_way: set[asyncio.Task[None]] = set()
        taken = 0
        try:
            while not self._stopping:
                claimed = await self._claim(self._settings.at_once - len(under_way))
                taken += len(claimed)
                under_way |= {asyncio.create_task(self._dispatch(delivery)) for delivery in claimed}
                if not under_way:
                    break
                # Claiming for half of the places at once keeps the claims few, and no slow platform holds up the rest.
                while len(under_way) > self._settings.at_once // 2 or (under_way and not claimed):
                    _, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
        finally:
            if under_way:
                await asyncio.wait(under_way)
        return taken

    async def _claim(self, room: int) -> list[Delivery]:
        await self._beat()
        # Looking costs nobody anything, where a claim keeps other writers waiting; most wakes find nothing due.
        next_at = await self._store.next_due_at(self._reach)
        if next_at is None or next_at > self._clock.now():
            return []
        settings = self._settings
        return await self._store.claim_due(
            self._clock.now(), room, self._courier.pace.lease, self._reach, settings.rates
        )

    async def _dispatch(self, delivery: Delivery) -> None:
        # One after the other for one resident, so that an answer never overtakes the one before it.
        turn = self._turns.setdefault(delivery.resident_id, asyncio.Lock())
        async with turn:
            try:
                await self._courier.dispatch(delivery)
            except Exception as error:  # noqa: BLE001  # its lease ends by itself; the others go on
                log_failure(logger, f"Delivery {delivery.id}", error)

    async def _beat(self) -> None:
        now = self._clock.now()
        # A clock that is put back must not keep the loop from showing that it lives.
        if self._last_beat is None or abs(now - self._last_beat) >= self._settings.beat_every:
            await self._store.beat(self._worker, now)
            self._last_beat = now

    async def _purge(self) -> None:
        now = self._clock.now()
        if self._last_purge is None or now - self._last_purge >= self._settings.purge_every:
            await self._store.purge(now - self._settings.keep_for)
            self._last_purge = now

    async def _until_next(self) -> timedelta:
        next_at = await self._store.next_due_at(self._reach)
        if next_at is None:
            return self._settings.longest_sleep
        return min(max(next_at - self._clock.now(), _SHORTEST_SLEEP), self._settings.longest_sleep)

    async def _sleep(self, pause: timedelta) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), pause.total_seconds())
            if not self._stopping:
                await asyncio.sleep(_GATHER.total_seconds())
