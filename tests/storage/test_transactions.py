"""What waits to be written on SQLite is committed together, and still nothing depends on anybody else's luck."""

import asyncio
import sqlite3
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import event, make_url

from bot.domain.note import Note
from bot.domain.resident import Resident
from storage.store import SqlStore
from tests.databases import NOON, a_resident, full
from tests.processes import PATIENCE

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def residents(store: SqlStore) -> list[Resident]:
    return [await store.add_resident(a_resident(f"ana{number}")) for number in range(10)]


async def tell(store: SqlStore, resident: Resident, words: str = "met Dr. Rao", *, fails: bool = False) -> None:
    async with store.work_for(resident.id) as work:
        await work.notes.add(Note(f"note of {resident.id}", "message", NOON, words))
        if fails:
            await work.notes.newest()  # what was told is written by now
            raise ValueError("no answer")
        await work.commit()


def told(database_url: str) -> set[str]:
    """Return whose notes are on the disk."""
    other = sqlite3.connect(make_url(database_url).database or "")
    found = {row[0] for row in other.execute("SELECT resident_id FROM notes")}
    other.close()
    return found


def commits(store: SqlStore) -> Counter[str]:
    counted: Counter[str] = Counter()

    def count(_connection: Any) -> None:
        counted["commit"] += 1

    event.listen(store._engine.sync_engine, "commit", count)
    return counted


async def test_what_waits_is_committed_together(store: SqlStore, residents: list[Resident], database_url: str) -> None:
    counted = commits(store)
    await asyncio.gather(*(tell(store, each) for each in residents))
    assert told(database_url) == {each.id for each in residents}
    assert counted["commit"] < len(residents)


async def test_each_that_returns_is_on_the_disk(store: SqlStore, residents: list[Resident], database_url: str) -> None:
    async def check(resident: Resident) -> None:
        await tell(store, resident)
        assert resident.id in told(database_url)

    await asyncio.gather(*(check(each) for each in residents))


async def test_where_the_disk_is_full_who_is_told_that_it_is_written_is_right(
    store: SqlStore, residents: list[Resident], database_url: str
) -> None:
    """SQLite then takes back the whole transaction, with what the others wrote into it who wait for its commit."""
    words = ["met Dr. Rao" if number != 4 else "met Dr. Rao. " * 20_000 for number in range(len(residents))]
    async with full(store):
        outcomes = await asyncio.gather(
            *(tell(store, each, said) for each, said in zip(residents, words, strict=True)), return_exceptions=True
        )
    failed = {each.id for each, outcome in zip(residents, outcomes, strict=True) if outcome is not None}
    assert residents[4].id in failed
    assert told(database_url) == {each.id for each in residents} - failed
    await asyncio.gather(*(tell(store, each) for each in residents if each.id in failed))
    assert told(database_url) == {each.id for each in residents}


async def test_one_that_fails_takes_nothing_of_the_others_back(
    store: SqlStore, residents: list[Resident], database_url: str
) -> None:
    unlucky = residents[::3]
    done = await asyncio.gather(
        *(tell(store, each, fails=each in unlucky) for each in residents), return_exceptions=True
    )
    assert [isinstance(each, ValueError) for each in done] == [each in unlucky for each in residents]
    assert told(database_url) == {each.id for each in residents if each not in unlucky}


async def test_one_told_to_stop_while_it_waits_keeps_nobody_waiting(
    store: SqlStore, residents: list[Resident], database_url: str
) -> None:
    tasks = [asyncio.create_task(tell(store, each)) for each in residents]
    await asyncio.sleep(0)
    for task in tasks[1::2]:
        task.cancel()
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*tasks, return_exceptions=True)
        await tell(store, residents[1])
    assert {each.id for each in residents[::2]} | {residents[1].id} <= told(database_url)


async def test_a_commit_that_fails_is_told_to_each_that_waits_for_it(
    store: SqlStore, residents: list[Resident], database_url: str
) -> None:
    def full(_connection: Any) -> None:
        raise OSError("the disk is full")

    event.listen(store._engine.sync_engine, "commit", full)
    done = await asyncio.gather(*(tell(store, each) for each in residents), return_exceptions=True)
    event.remove(store._engine.sync_engine, "commit", full)
    assert [repr(each) for each in done] == [repr(OSError("the disk is full"))] * len(residents)
    assert told(database_url) == set()
    await tell(store, residents[0])
    assert told(database_url) == {residents[0].id}
