"""What comes in meanwhile is done in one go; a second go begins beside the first only where it is as large as any."""

import asyncio
from collections.abc import Sequence

from bot.together import Together

MOST = 3


class Work:
    """Goes that last until the test ends them, in the order in which they began."""

    def __init__(self, at_once: int) -> None:
        self.together = Together(self._act, MOST, at_once)
        self.begun: list[list[int]] = []
        self._ends: list[asyncio.Event] = []

    async def _act(self, items: Sequence[int]) -> Sequence[int]:
        self.begun.append(list(items))
        end = asyncio.Event()
        self._ends.append(end)
        await end.wait()
        return [item * 10 for item in items]

    async def come(self, *items: int) -> list[asyncio.Task[int]]:
        waiting = [asyncio.create_task(self.together.add(item)) for item in items]
        await self.rest()
        return waiting

    async def end(self, go: int) -> None:
        self._ends[go].set()
        await self.rest()

    async def rest(self) -> None:
        for _ in range(10):
            await asyncio.sleep(0)


async def test_what_comes_meanwhile_waits_and_is_then_done_in_one_go() -> None:
    work = Work(at_once=1)
    waiting = await work.come(1) + await work.come(2, 3, 4, 5)
    assert work.begun == [[1]]
    await work.end(0)
    assert work.begun == [[1], [2, 3, 4]]
    await work.end(1)
    await work.end(2)
    assert [await each for each in waiting] == [10, 20, 30, 40, 50]


async def test_a_second_go_begins_beside_the_first_for_as_many_as_it_takes_and_not_for_fewer() -> None:
    work = Work(at_once=2)
    waiting = await work.come(1) + await work.come(2, 3)
    assert work.begun == [[1]]
    waiting += await work.come(4) + await work.come(5, 6, 7, 8)
    assert work.begun == [[1], [2, 3, 4]]  # there is no third beside the two
    await work.end(0)
    assert work.begun[2:] == [[5, 6, 7]]
    await work.end(1)
    assert len(work.begun) == 3  # one is left, which waits for the others' end
    await work.end(2)
    assert work.begun[3:] == [[8]]
    await work.end(3)
    assert [await each for each in waiting] == [10, 20, 30, 40, 50, 60, 70, 80]
