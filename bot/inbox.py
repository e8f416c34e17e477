"""What came in, stored before the platform is told that we have it, so that a crash loses nothing.

Whatever arrives together is stored in one transaction: a commit costs the same for one message as for fifty, and each
platform waits only a few seconds for its acknowledgement.
"""

import asyncio
import contextlib
from collections.abc import Sequence

from bot.domain.delivery import Reach
from bot.messages import Incoming
from bot.ports import Arrival, Clock, Ids, Store

MOST_ATTEMPTS = 3
"""How many restarts take up one arrival: what brings the process down must not do so for ever."""

FORGET_AFTER = 1.0
"""Seconds after which what was answered is forgotten at the latest; until then it waits for the next write."""


WAITS_FOR_ANOTHER = 15.0
"""Seconds for which an answer lets another process go first that took in an earlier one; that one may have died."""

LOOKS_EVERY = 0.05
"""Seconds between two looks whether it has."""


class Inbox:
    def __init__(self, store: Store, clock: Clock, ids: Ids) -> None:
        self._store, self._clock, self._ids = store, clock, ids
        self._started_at = clock.now()
        self._keeping: list[tuple[Arrival, asyncio.Future[None]]] = []
        self._answered: list[str] = []
        self._ours: set[str] = set()
        self._behind: dict[str, frozenset[str]] = {}
        self._writing: asyncio.Task[None] | None = None
        self._storing = False
        self._stored = asyncio.Event()

    async def keep(self, incoming: Incoming) -> Arrival:
        """Return when it is stored. Raises what the store raises: then it was not taken in and can be sent again."""
        arrival = Arrival(self._ids.new(), self._clock.now(), incoming)
        stored = asyncio.get_running_loop().create_future()
        self._keeping.append((arrival, stored))
        self._ours.add(arrival.id)
        self._write_soon()
        await stored
        return arrival

    async def quiet(self, patience: float) -> None:
        """Return when nothing is waiting to be stored, or after *patience* seconds."""
        if self._keeping or self._storing:
            self._stored.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stored.wait(), patience)

    async def earlier_answered(self, arrival: Arrival) -> None:
        """Return when what its sender sent before was answered by the processes that took it in, or may never be.

        Within this process the order is the front door's.
        """
        behind = self._behind.get(arrival.id, frozenset())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(WAITS_FOR_ANOTHER):
                while behind and (behind := await self._store.arrivals_left(behind)):  # noqa: ASYNC110  # nobody tells us
                    await asyncio.sleep(LOOKS_EVERY)
        self._behind.pop(arrival.id, None)

    def answered(self, arrival: Arrival) -> None:
        """Let it be forgotten with the next write; should that be lost, it is known as a repeat when taken up again."""
        self._answered.append(arrival.id)
        if len(self._answered) == 1:
            asyncio.get_running_loop().call_later(FORGET_AFTER, self._write_soon)

    async def take_up(self, reach: Reach) -> list[Arrival]:
        """Return what was stored before this start and never answered, oldest first."""
        left = await self._store.unanswered(reach, self._started_at)
        if hopeless := [arrival.id for arrival in left if arrival.attempts > MOST_ATTEMPTS]:
            await self._store.write_arrivals((), hopeless)
        return [arrival for arrival in left if arrival.attempts <= MOST_ATTEMPTS]

    async def drain(self) -> None:
        """Return when everything that is to be written is."""
        self._write_soon()
        while self._writing:
            await asyncio.wait([self._writing])

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
            for arrival, stored in keeping:
                self._ours.discard(arrival.id)
                if not stored.done():
                    stored.set_exception(error)
            return
        self._behind |= {each: earlier - self._ours for each, earlier in before.items() if earlier - self._ours}
        self._ours.difference_update(answered)
        for _, stored in keeping:
            if not stored.done():
                stored.set_result(None)
