"""Does in one go what comes in while the last of it is being done: a transaction costs the same for one as for many."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")


class Together(Generic[Item, Outcome]):
    """*act* takes the items that came together, at most *most*, and returns an outcome for each in the same order.

    It is called again before it has returned where *lanes* allow, with other items.
    """

    def __init__(
        self, act: Callable[[Sequence[Item]], Awaitable[Sequence[Outcome]]], most: int, lanes: int = 1
    ) -> None:
        self._act, self._most, self._lanes = act, most, lanes
        self._waiting: list[tuple[Item, asyncio.Future[Outcome]]] = []
        self._acting: dict[int, asyncio.Task[None]] = {}

    async def add(self, item: Item) -> Outcome:
        """Return the outcome for this item. Raises what *act* raises."""
        outcome: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, outcome))
        for lane in range(self._lanes):
            if lane not in self._acting:
                self._acting[lane] = asyncio.create_task(self._work(lane))
                break
        return await outcome

    async def _work(self, lane: int) -> None:
        try:
            while self._waiting:
                taken, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
                await self._act_on(taken)
        finally:
            del self._acting[lane]

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
