"""What came in, stored before the platform is told that we have it, so that a crash loses nothing.

Whatever arrives together is stored in one transaction: a commit costs the same for one message as for fifty, and each
platform waits only a few seconds for its acknowledgement.
"""

import asyncio
import contextlib
import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.domain.delivery import Reach
from bot.failures import log_failure
from bot.messages import Incoming
from bot.ports import Arrival, Clock, Ids, Store

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
"""How often one arrival is taken up after a process that died: what brings it down must not do so for ever."""

HELD_FOR = timedelta(seconds=6)
"""How long after a process was last heard of others take up what it had not answered. One that was only slow finds it
answered then: whoever acts first stores the ids of what came in with what came of it, and the other one's transaction
finds them there."""

HOLDS_EVERY = HELD_FOR / 3

FORGET_AFTER = 1.0
"""Seconds after which what was answered is forgotten at the latest; until then it waits for the next write."""


class Inbox:
    def __init__(self, store: Store, clock: Clock, ids: Ids) -> None:
        self._store, self._clock, self._ids = store, clock, ids
        self._keeping: list[tuple[Arrival, asyncio.Future[None]]] = []
        self._answered: list[str] = []
        self._ours: dict[str, datetime] = {}
        self._behind: dict[str, frozenset[str]] = {}
        self._taken_up: dict[str, Arrival] = {}
        self._writing: asyncio.Task[None] | None = None
        self._holding: asyncio.Task[None] | None = None
        self._storing = False
        self._stored = asyncio.Event()

    async def keep(self, incoming: Incoming) -> Arrival:
        """Return when it is stored. Raises what the store raises: then it was not taken in and can be sent again."""
        now = self._clock.now()
        arrival = Arrival(self._ids.new(), now, incoming, now + HELD_FOR)
        stored = asyncio.get_running_loop().create_future()
        self._keeping.append((arrival, stored))
        self._hold((arrival,))
        self._write_soon()
        await stored
        return arrival

    async def quiet(self, patience: float) -> None:
        """Return when nothing is waiting to be stored, or after *patience* seconds."""
        if self._keeping or self._storing:
            self._stored.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stored.wait(), patience)

    async def earlier(self, arrival: Arrival) -> Arrival | bool:
        """Look for what its sender sent before and another process took in: True while that is not answered.

        What such a process left when it died is returned, to be answered here first. Within this process the order is
        the front door's.
        """
        behind = self._behind.get(arrival.id, frozenset())
        if first := min((each for each in behind if each in self._taken_up), default=None):
            self._behind[arrival.id] = behind - {first}
            return self._taken_up.pop(first)
        if behind and (left := await self._store.arrivals_left(behind)):
            self._behind[arrival.id] = left
            return True
        self.wait_no_longer(arrival)
        return False

    def holds(self, arrival: Arrival) -> bool:
        """Tell whether nobody else may have taken it up: this process was never too slow to put that off."""
        until = self._ours.get(arrival.id)
        return until is not None and self._clock.now() < until

    def wait_no_longer(self, arrival: Arrival) -> None:
        self._behind.pop(arrival.id, None)

    def answered(self, arrival: Arrival) -> None:
        """Let it be forgotten with the next write; should that be lost, it is known as a repeat when taken up again."""
        self._answered.append(arrival.id)
        if len(self._answered) == 1:
            asyncio.get_running_loop().call_later(FORGET_AFTER, self._write_soon)

    async def take_up(self, reach: Reach) -> list[Arrival]:
        """Return what was stored and never answered by a process that is no more, oldest first.

        What somebody here waits for already is theirs to answer: earlier().
        """
        now = self._clock.now()
        left = await self._store.take_up_arrivals(reach, now, now + HELD_FOR, self._ours.keys())
        if hopeless := [arrival.id for arrival in left if arrival.attempts > MOST_ATTEMPTS]:
            await self._store.write_arrivals((), hopeless)
        left = [arrival for arrival in left if arrival.attempts <= MOST_ATTEMPTS]
        self._hold(left)
        waited_for = frozenset().union(*self._behind.values())
        self._taken_up |= {arrival.id: arrival for arrival in left if arrival.id in waited_for}
        return [arrival for arrival in left if arrival.id not in waited_for]

    async def drain(self) -> None:
        """Return when everything that is to be written is; what is left is anybody's."""
        self._write_soon()
        while self._writing:
            await asyncio.wait([self._writing])
        if self._holding:
            self._holding.cancel()
            self._holding = None
        if self._ours:
            await self._hold_until(self._clock.now())

    def _hold(self, held: Iterable[Arrival]) -> None:
        self._ours |= {arrival.id: arrival.held_until for arrival in held}
        if self._ours and self._holding is None:
            self._holding = asyncio.create_task(self._keep_holding())

    async def _keep_holding(self) -> None:
        while self._ours:
            await asyncio.sleep(HOLDS_EVERY.total_seconds())
            await self._hold_until(self._clock.now() + HELD_FOR)
        self._holding = None

    async def _hold_until(self, moment: datetime) -> None:
        now, held = self._clock.now(), dict(self._ours)
        try:
            await self._store.hold_arrivals(held.keys(), moment)
        except Exception as error:  # noqa: BLE001  # others take them up sooner or later than they might: nothing is lost
            log_failure(logger, "Holding what is to be answered", error)
            return
        # What was free for a while stays doubtful, whoever holds it now.
        self._ours |= {each: moment for each, until in held.items() if now < until and each in self._ours}

    def _write_soon(self) -> None:
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())

    async def _write(self) -> None:
        try:
            while self._keeping or self._answered:
                keeping, self._keeping = self._keeping, []
                answered, self._answered = self._answered, []
                self._storing = bool(keeping)
                await self._write_together(keeping, answered)
                self._storing = False
                if not self._keeping:
                    self._stored.set()
        finally:
            self._writing, self._storing = None, False
            self._stored.set()

    async def _write_together(
        self, keeping: Sequence[tuple[Arrival, asyncio.Future[None]]], answered: Sequence[str]
    ) -> None:
        try:
            before = await self._store.write_arrivals([arrival for arrival, _ in keeping], answered)
        except Exception as error:  # noqa: BLE001  # told to each that waits; what was answered is known as a repeat later
            self._let_go((*answered, *(arrival.id for arrival, _ in keeping)))
            for _, stored in keeping:
                if not stored.done():
                    stored.set_exception(error)
            return
        ours = self._ours.keys()
        self._behind |= {each: earlier - ours for each, earlier in before.items() if earlier - ours}
        self._let_go(answered)
        for _, stored in keeping:
            if not stored.done():
                stored.set_result(None)

    def _let_go(self, arrival_ids: Iterable[str]) -> None:
        for each in arrival_ids:
            self._ours.pop(each, None)
