"""What goes wrong at three in the morning: the disk is full, the clock jumps, the database restarts."""

import asyncio
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from bot.courier import Courier
from bot.delivery_loop import DeliveryLoop, LoopSettings
from bot.domain.contact import Contact
from bot.domain.delivery import DeliveryState
from bot.domain.resident import Resident
from bot.messages import ButtonPress, Outgoing
from storage.migrations import upgrade
from storage.store import SqlStore
from tests.conversations.dialogue import words_of
from tests.databases import KEYS, SetClock, a_resident, full, postgres_of_its_own, read_only
from tests.recording import EVERYONE, Days, RecordingMessenger, in_new_york
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


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Wait for what a loop that runs beside brings about."""
    async with asyncio.timeout(60):
        while not await holds():  # noqa: ASYNC110 - it has no event to set
            await asyncio.sleep(0.01)


def running(days: Days, messenger: RecordingMessenger | None = None) -> tuple[DeliveryLoop, asyncio.Task[None]]:
    """Start the delivery loop as a process has it: it looks by itself, and goes on whatever fails."""
    courier = Courier(days.store, messenger or days.messenger, days.clock, days.ids)
    pauses = LoopSettings(longest_sleep=timedelta(seconds=0.01), longest_pause_after_failure=timedelta(seconds=0.1))
    loop = DeliveryLoop(days.store, courier, days.clock, days.ids, "worker", EVERYONE, settings=pauses)
    return loop, asyncio.create_task(loop.run())


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_clock_jumps_an_hour_back_and_an_hour_ahead(store: SqlStore, clock: SetClock, ana: Resident) -> None:
    """Nothing is told again in the hour that comes twice, nothing is lost in the one that is left out."""
    days = Days(store, clock, ana)
    friday = date(2026, 10, 16)
    await days.owe("call home", friday)
    await days.owe("email Dr. Rao", friday, time(8))
    await days.owe("thank Dr. Lee", friday, time(8, 30))
    loop, running_loop = running(days)

    async def it_is(hour: int, minute: int, heard: int) -> None:
        clock.moment = in_new_york(16, hour, minute)

        async def seen() -> bool:
            beat = await store.last_beat()
            return beat == clock.moment and len(days.heard) >= heard

        await until(seen)
        assert len(days.heard) == heard

    for hour, minute, heard in ((7, 30, 1), (6, 30, 1), (7, 30, 1), (8, 0, 2), (7, 5, 2), (8, 5, 2), (9, 5, 3)):
        await it_is(hour, minute, heard)
    loop.stop()
    await running_loop
    assert [words for _, words in days.heard] == ["Call home", "Email Dr. Rao", "Thank Dr. Lee"]
    assert "late" in words_of(days.messenger.sent[-1][1].reply)


class RestartsTheServer(RecordingMessenger):
    """Has the database server go away and come back while the seventh message is being sent."""

    server: Any = None

    async def send(self, outgoing: Outgoing) -> str:
        reference = await super().send(outgoing)
        if len(self.sent) == 7:
            await asyncio.to_thread(self.server.stop)
            asyncio.get_running_loop().call_later(0.5, lambda: asyncio.ensure_future(self._start()))
        return reference

    async def _start(self) -> None:
        await asyncio.to_thread(self.server.ensure_postgres_running)


async def test_postgresql_restarts_in_the_middle_of_the_loop(tmp_path: Path, clock: SetClock) -> None:
    """The loop goes on by itself when the server is back; what was just being sent is looked up and not sent twice."""
    server = postgres_of_its_own(tmp_path / "server")
    try:
        url = make_url(server.get_uri()).set(drivername="postgresql+asyncpg").render_as_string(hide_password=False)
        await upgrade(url)
        store = await SqlStore.open(url, KEYS, clock)
        days = Days(store, clock, await store.add_resident(a_resident("ana")))
        for minute in range(20):
            await days.owe(f"call number {minute}", date(2026, 10, 16), time(9, minute))
        messenger = RestartsTheServer(clock)
        messenger.server = server
        clock.moment = in_new_york(16, 9, 20)
        loop, running_loop = running(days, messenger)

        async def all_is_recorded() -> bool:
            clock.advance(timedelta(seconds=1))  # so that the leases of what failed end
            if len(messenger.sent) < 20:
                return False
            async with store.work_for(days.resident.id) as work:
                rows = await work.deliveries.sent(in_new_york(1))
                return [row.state for row in rows] == [DeliveryState.SENT] * 20

        await until(all_is_recorded)
        assert not running_loop.done()
        loop.stop()
        await running_loop
        told = Counter(outgoing.reply.title for _, outgoing in messenger.sent)
        assert told == {f"Call number {minute}": 1 for minute in range(20)}
        await store.close()
    finally:
        await asyncio.to_thread(server.cleanup)
