"""One resident's data in one transaction: what is committed is kept, and nothing else."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.contact import Contact
from bot.domain.note import Note
from bot.domain.resident import Resident
from storage.store import SqlStore
from tests.databases import NOON

PATEL = Contact("c1", "Anita Patel", NOON)
CHEN = Contact("c2", "Wei Chen", NOON, email="wei@example.org")


def a_note(named: str, text: str = "met Dr. Patel", minutes: int = 0) -> Note:
    return Note(named, f"message-{named}", NOON + timedelta(minutes=minutes), text)


async def keep(store: SqlStore, ana: Resident, *records: Contact) -> None:
    async with store.work_for(ana.id) as work:
        for record in records:
            await work.put(record)
        await work.commit()


async def contacts(store: SqlStore, ana: Resident) -> list[Contact]:
    async with store.work_for(ana.id) as work:
        return await work.all(Contact)


async def test_what_is_committed_is_there_the_next_time(store: SqlStore, ana: Resident) -> None:
    await keep(store, ana, CHEN, PATEL)
    assert await contacts(store, ana) == [PATEL, CHEN]


async def test_what_is_not_committed_never_happened(store: SqlStore, ana: Resident) -> None:
    async with store.work_for(ana.id) as work:
        await work.put(PATEL)
        await work.add_note(a_note("n1"))
        await work.save_resident(replace(ana, name="Ana Sousa"))
    async with store.work_for(ana.id) as work:
        assert await work.all(Contact) == []
        assert await work.notes() == []
        assert work.resident == ana
