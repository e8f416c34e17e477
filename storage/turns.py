"""Waiting in line within one process, so that tasks queue here instead of holding a connection while they wait."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class _Turn:
    """Like asyncio.Lock, with a way to the head of the line."""

    def __init__(self) -> None:
        self.holder: asyncio.Task[object] | None = None
        self._taken = False
        self._line: deque[asyncio.Future[None]] = deque()

    async def acquire(self, *, first: bool) -> None:
        if not self._taken:
            self._taken = True
            return
        place = asyncio.get_running_loop().create_future()
        (self._line.appendleft if first else self._line.append)(place)
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self.pass_on()  # it was given to us in the moment in which we were told to stop
            raise

    def pass_on(self) -> None:
        self.holder = None
        while self._line:
            place = self._line.popleft()
            if not place.done():
                place.set_result(None)
                return
        self._taken = False


class Turns:
    """One holder at a time for each name."""

    def __init__(self) -> None:
        self._turns: WeakValueDictionary[str, _Turn] = WeakValueDictionary()

    @asynccontextmanager
    async def take(self, name: str | None, *, first: bool = False) -> AsyncIterator[None]:
        """Wait for the turn and hold it; None waits for nobody. *first* is before all others that wait.

        Raises RuntimeError in a task that holds it already, which would wait for itself for ever.
        """
        if name is None:
            yield
            return
        turn = self._turns.get(name)
        if turn is None:
            turn = self._turns[name] = _Turn()
        if turn.holder is not None and turn.holder is asyncio.current_task():
            raise RuntimeError("A unit of work is open: finish it before writing to the store around it.")
        await turn.acquire(first=first)
        turn.holder = asyncio.current_task()
        try:
            yield
        finally:
            turn.pass_on()
