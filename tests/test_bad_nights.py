"""What goes wrong at three in the morning: the disk is full, the clock jumps, the database restarts."""

import re

import pytest

from bot.domain.contact import Contact
from bot.messages import ButtonPress
from storage.store import SqlStore
from tests.databases import SetClock, full, read_only
from tests.test_arrivals import ANA, Process, told

LONG = "met Dr. Sam Lee, PD at Mercy. " + "He told me how prelims are taken over there. " * 600
NOT_KEPT = re.compile(
    r"I could not write that down, and nothing of it is kept\. (.*) Whoever runs Vouch can look for \w+\."
)


@pytest.fixture
async def process(store: SqlStore, clock: SetClock) -> Process:
    process = Process(store, clock)
    await process.door.accept(told("met Dr. Rao at Lakeside"))
    await process.door.drain()
    process.messenger.sent.clear()
    return process


async def people(store: SqlStore) -> list[str]:
    resident = await store.find_resident(ANA)
    assert resident is not None
    async with store.work_for(resident.id) as work:
        return [contact.name for contact in await work.all(Contact)]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
class TestTheDiskIsFull:
    """The resident hears that nothing was kept and what to do, and nothing of it is there."""

    async def test_what_a_platform_hands_in_is_refused_and_said_to_be_lost_once(
        self, store: SqlStore, process: Process
    ) -> None:
        async with full(store):
            for _ in range(3):  # as a platform does that gets no acknowledgement
                with pytest.raises(Exception, match="full"):
                    await process.door.accept(told(LONG, 2), comes_again=True)
            await process.door.drain()
        (said,) = process.said
        again = NOT_KEPT.fullmatch(said)
        assert again
        assert again[1] == "If I have not answered it in ten minutes, please send it again."
        assert await people(store) == ["Rao"]
        await process.door.accept(told(LONG, 2), comes_again=True)  # the disk has room again
        await process.door.drain()
        assert process.said[1:] == ["Saved Dr. Sam Lee"]

    async def test_what_is_typed_into_a_terminal_is_said_to_be_lost(self, store: SqlStore, process: Process) -> None:
        async with full(store):
            await process.door.receive(told(LONG, 2))
            await process.door.receive(told("who is Dr. Rao?" + " please" * 4_000, 3))
        again = [found and found[1] for found in map(NOT_KEPT.fullmatch, process.said)]
        assert again == ["Please send it again in a few minutes."] * 2
        assert await people(store) == ["Rao"]
        await process.door.receive(told(LONG, 4))
        assert process.said[2:] == ["Saved Dr. Sam Lee"]

    async def test_where_nothing_may_be_written_a_button_changes_nothing_and_says_so(
        self, store: SqlStore, process: Process
    ) -> None:
        await process.door.receive(told("met Dr. Kim at Lakeside", 2))
        _, saved = process.messenger.sent[-1]
        undo = next(button.action for button in saved.reply.buttons if button.label == "Undo")
        with read_only(store):
            await process.door.receive(ButtonPress(ANA, undo, saved.id, ("press-1",)))
        assert "nothing was changed. Please try it once more" in process.said[-1]
        assert await people(store) == ["Rao", "Kim"]
