"""Waiting in line within one process, so that tasks queue here instead of holding a connection while they wait."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class Line:
    """Like asyncio.Lock, with a way to the head of the line, and a say for the holder in when it is passed on."""

    def __init__(self) -> None:
        self.holder: asyncio.Task[object] | None = None
        self._taken = False
        self._line: deque[asyncio.Future[None]] = deque()

    @property
    def waits(self) -> bool:
        """Tell whether somebody is in line."""
        return any(not place.done() for place in self._line)

    async def acquire(self, *, first: bool, pass_on: Callable[[], None] | None = None) -> None:
        """Wait for the turn and take it. *pass_on* is done with a turn that came too late, pass_on() by itself.

        Raises RuntimeError in a task that holds it already, which would wait for itself for ever.
        """
        if self.holder is not None and self.holder is asyncio.current_task():
            raise RuntimeError("A unit of work is open: finish it before writing to the store around it.")
        if self._taken:
            place = asyncio.get_running_loop().create_future()
            (self._line.appendleft if first else self._line.append)(place)
            try:
                await place
            except asyncio.CancelledError:
                if place.done() and not place.cancelled():
                    # It was given to us in the moment in which we were told to stop.
                    (pass_on or self.pass_on)()
                raise
        self._taken = True
        self.holder = asyncio.current_task()

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
        self._turns: WeakValueDictionary[str, Line] = WeakValueDictionary()

    @asynccontextmanager
    async def take(self, name: str | None, *, first: bool = False) -> AsyncIterator[None]:
        """Wait for the turn and hold it; None waits for nobody. *first* is before all others that wait.

        Raises RuntimeError in a task that holds it already.
        """
        if name is None:
            yield
            return
        turn = self._turns.get(name)
        if turn is None:
            turn = self._turns[name] = Line()
        await turn.acquire(first=first)
        try:
            yield
        finally:
            turn.pass_on()
