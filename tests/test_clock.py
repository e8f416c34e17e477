"""Several machines go by the clock of the database they share, however wrong their own are."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import DatabaseClock, SystemClock, following
from bot.courier import Courier
from bot.delivery_loop import DeliveryLoop
from bot.domain.delivery import Delivery
from bot.domain.resident import Resident
from bot.ids import TimeOrderedIds
from bot.messages import Outgoing, Reply, reply_to_json
from storage.store import SqlStore
from tests.databases import KEYS, a_resident, new_database
from tests.processes import PATIENCE
from tests.recording import EVERYONE

HOUR = timedelta(hours=1)


@dataclass
class SlowMessenger:
    """Fits bot.ports.Messenger: a send takes until *finish* is set."""

    sent: list[str] = field(default_factory=list)
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    finish: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, outgoing: Outgoing) -> str:
        self.sent.append(outgoing.id)
        self.begun.set()
        await self.finish.wait()
        return outgoing.id

    async def was_sent(self, outgoing: Outgoing) -> bool:
        return False  # so that whoever takes it over sends it


@pytest.fixture
async def shared(tmp_path: Path) -> AsyncIterator[SqlStore]:
    """A store on PostgreSQL, the database that several machines can share."""
    async with new_database("postgresql", tmp_path) as url:
        store = await SqlStore.open(url, KEYS, SystemClock())
        yield store
        await store.close()


async def worker(store: SqlStore, messenger: SlowMessenger) -> DeliveryLoop:
    """Start a process as `vouch serve` does, on the machine that it is on just then."""
    clock = DatabaseClock()
    await clock.look(store.shown_by_clock)
    ids = TimeOrderedIds(clock)
    return DeliveryLoop(store, Courier(store, messenger, clock, ids), clock, ids, "worker", EVERYONE)


async def is_due(store: SqlStore, resident: Resident, message: str) -> None:
    """Put a delivery due a second ago: a look at the clock of a busy database is right to some milliseconds."""
    due_at = datetime.now(UTC) - timedelta(seconds=1)
    async with store.work_for(resident.id) as work:
        words = reply_to_json(Reply("Saved."))
        await work.deliveries.put(Delivery(message, resident.id, message, "reply", due_at, content=words))
        await work.commit()


@pytest.mark.parametrize("off", [HOUR, -HOUR], ids=["fast", "slow"])
async def test_a_machine_whose_clock_is_an_hour_off_takes_nothing_over_and_is_not_late(
    shared: SqlStore, monkeypatch: pytest.MonkeyPatch, off: timedelta
) -> None:
    ana = await shared.add_resident(a_resident("ana"))
    right, wrong = SlowMessenger(), SlowMessenger()
    wrong.finish.set()
    first = await worker(shared, right)
    await is_due(shared, ana, "d1")
    sending = asyncio.create_task(first.deliver_due())
    await right.begun.wait()
    monkeypatch.setattr(SystemClock, "now", lambda self: datetime.now(UTC) + off)
    second = await worker(shared, wrong)
    assert await second.deliver_due() == 0
    right.finish.set()
    assert await sending == 1
    assert (right.sent, wrong.sent) == (["d1"], [])
    await is_due(shared, ana, "d2")
    assert await second.deliver_due() == 1
    assert wrong.sent == ["d2"]


async def test_between_two_looks_it_counts_on_and_a_database_out_of_reach_does_not_stop_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    noon, looks = datetime(2026, 10, 13, 16, tzinfo=UTC), iter([True, False, True])
    looked = asyncio.Event()

    async def look() -> datetime:
        if not next(looks):
            raise ConnectionError
        looked.set()
        return noon

    clock = DatabaseClock()
    async with following(clock, look, every=timedelta(milliseconds=5)):
        monkeypatch.setattr(SystemClock, "now", lambda self: datetime(2030, 1, 1, tzinfo=UTC))
        looked.clear()
        await asyncio.wait_for(looked.wait(), PATIENCE)
        assert noon <= clock.now() < noon + timedelta(minutes=1)


async def test_an_embedded_database_goes_by_the_clock_of_its_machine() -> None:
    async def look() -> None:
        return None

    clock = DatabaseClock()
    async with following(clock, look):
        assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)
