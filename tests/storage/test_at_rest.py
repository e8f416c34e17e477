"""Whoever gets hold of the file or of a dump reads ids and times in it, and nothing that a resident told."""

import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import make_url

from bot.domain.act import Act
from bot.domain.contact import Contact, Position
from bot.domain.delivery import Delivery, Reach
from bot.domain.follow_up import FollowUp
from bot.domain.knowledge import Fact
from bot.domain.note import Note
from bot.domain.resident import Resident
from bot.domain.vocabulary import FactKind, FollowUpKind, Role, Visa
from storage.store import SqlStore
from storage.tables import metadata
from tests.databases import KEYS, NOON

TOLD = ("Quixotina", "Brobdingnag", "H-1B", "xylophone", "zephyr@example.org", "program_director", "Terpsichore")


async def tell(store: SqlStore, ana: Resident) -> None:
    async with store.work_for(ana.id) as work:
        work.acts.begin(Act("act-1", NOON, "note-1"))
        await work.save_resident(replace(ana, name="Terpsichore", visa=Visa.H1B))
        job = Position(Role.PROGRAM_DIRECTOR, "Brobdingnag General")
        await work.put(Contact("contact-1", "Quixotina Patel", NOON, positions=(job,), email="zephyr@example.org"))
        await work.put(Fact("fact-1", "Brobdingnag", FactKind.VISA, "yes", date(2026, 10, 13), NOON, Visa.H1B))
        await work.put(FollowUp("follow-up-1", FollowUpKind.SEND, "send the xylophone", NOON, "contact-1"))
        await work.notes.add(Note("note-1", "message-1", NOON, "met Quixotina at Brobdingnag, bring the xylophone"))
        words = b"Follow up with Quixotina of Brobdingnag: xylophone"
        await work.deliveries.put(
            Delivery("delivery-1", ana.id, "key-1", "nudge", NOON, wall_at=datetime(2026, 10, 13, 12), content=words)
        )
        await work.commit()
    # What is removed or replaced leaves traces too.
    async with store.work_for(ana.id) as work:
        work.acts.begin(Act("act-2", NOON, undoes="act-1"))
        contact = await work.find(Contact, "contact-1")
        assert contact is not None
        await work.remove(contact)
        await work.commit()
    await store.claim_due(NOON, 10, timedelta(minutes=1), Reach(("terminal",)))


def sqlite_files(url: str) -> dict[str, bytes]:
    file = Path(make_url(url).database or "")
    return {path.name: path.read_bytes() for path in file.parent.glob(file.name + "*")}


async def dump(url: str) -> bytes:
    """Return every table of a PostgreSQL database as its rows are stored."""
    connection = await asyncpg.connect(make_url(url).set(drivername="postgresql").render_as_string(False))
    rows = io.BytesIO()
    for table in metadata.sorted_tables:
        await connection.copy_from_table(table.name, output=rows, format="binary")
    await connection.close()
    return rows.getvalue()


def assert_nothing_told(stored: bytes) -> None:
    for word in TOLD:
        assert word.encode() not in stored, word
        assert word.lower().encode() not in stored.lower(), word
    assert KEYS.current not in stored


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_sqlite_file_and_its_log_tell_nothing(store: SqlStore, ana: Resident, database_url: str) -> None:
    await tell(store, ana)
    while_open = sqlite_files(database_url)
    assert b"resident-ana" in while_open["vouch.db-wal"]  # so the search would have found words in clear
    assert_nothing_told(b"".join(while_open.values()))
    await store.close()
    closed = sqlite_files(database_url)
    assert b"follow-up-1" in closed["vouch.db"]
    assert_nothing_told(b"".join(closed.values()))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_dump_of_postgresql_tells_nothing(store: SqlStore, ana: Resident, database_url: str) -> None:
    await tell(store, ana)
    rows = await dump(database_url)
    assert b"follow-up-1" in rows
    assert_nothing_told(rows)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_nothing_forgotten_lingers_in_free_pages_or_the_log(
    store: SqlStore, ana: Resident, database_url: str
) -> None:
    await tell(store, ana)
    assert b"resident-ana" in b"".join(sqlite_files(database_url).values())
    await store.forget_resident(ana.id)
    left = b"".join(sqlite_files(database_url).values())
    for trace in (b"resident-ana", b"contact-1", b"note-1", b"key-1"):
        assert trace not in left, trace
