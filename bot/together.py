"""Does in one go what comes in while the last of it is being done: a transaction costs the same for one as for many."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")


class Together(Generic[Item, Outcome]):
    """*act* takes the items that came together, at most *most*, and returns an outcome for each in the same order.

    It is called again once it has returned, with what came meanwhile.
    """

    def __init__(self, act: Callable[[Sequence[Item]], Awaitable[Sequence[Outcome]]], most: int) -> None:
        self._act, self._most = act, most
        self._waiting: list[tuple[Item, asyncio.Future[Outcome]]] = []
        self._acting: asyncio.Task[None] | None = None

    async def add(self, item: Item) -> Outcome:
        """Return the outcome for this item. Raises what *act* raises."""
        outcome: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, outcome))
        if self._acting is None:
            self._acting = asyncio.create_task(self._work())
        return await outcome

    async def _work(self) -> None:
        try:
            while self._waiting:
                taken, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
                await self._act_on(taken)
        finally:
            self._acting = None

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
