"""Does in one go what comes in while the last of it is being done: a transaction costs the same for one as for many."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")


class Together(Generic[Item, Outcome]):
    """*act* takes the items that came together, at most *most*, and returns an outcome for each in the same order.

    It is called again once it has returned, with what came meanwhile; and before that, up to *at_once* times together,
    for as many as it takes. For fewer it would only halve what is done in one go.
    """

    def __init__(
        self, act: Callable[[Sequence[Item]], Awaitable[Sequence[Outcome]]], most: int, at_once: int = 1
    ) -> None:
        self._act, self._most, self._at_once = act, most, at_once
        self._waiting: list[tuple[Item, asyncio.Future[Outcome]]] = []
        self._acting: set[asyncio.Task[None]] = set()

    async def add(self, item: Item) -> Outcome:
        """Return the outcome for this item. Raises what *act* raises."""
        outcome: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, outcome))
        if not self._acting or (len(self._acting) < self._at_once and len(self._waiting) >= self._most):
            self._acting.add(asyncio.create_task(self._work()))
        return await outcome

    async def _work(self) -> None:
        try:
            while self._waiting and (len(self._acting) == 1 or len(self._waiting) >= self._most):
                taken, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
                await self._act_on(taken)
        finally:
            if this := asyncio.current_task():
                self._acting.discard(this)

    async def _act_on(self, taken: Sequence[tuple[Item, asyncio.Future[Outcome]]]) -> None:
        try:
            outcomes = await self._act([item for item, _ in taken])
        except Exception as error:  # noqa: BLE001  # told to each that waits
            for _, waiting in taken:
                if not waiting.done():
                    waiting.set_exception(error)
            return
        for (_, waiting), outcome in zip(taken, outcomes, strict=True):
            if not waiting.done():
                waiting.set_result(outcome)
