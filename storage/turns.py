"""Waiting in line within one process, so that tasks queue here instead of holding a connection while they wait."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class _Turn(asyncio.Lock):
    holder: asyncio.Task[object] | None = None


class Turns:
    """One holder at a time for each name."""

    def __init__(self) -> None:
        self._turns: WeakValueDictionary[str, _Turn] = WeakValueDictionary()

    @asynccontextmanager
    async def take(self, name: str | None) -> AsyncIterator[None]:
        """Wait for the turn and hold it; None waits for nobody.

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
        async with turn:
            turn.holder = asyncio.current_task()
            try:
                yield
            finally:
                turn.holder = None
