"""What the tests of storage keep and look for."""

from datetime import timedelta

from bot.domain.act import Act
from bot.domain.contact import Contact
from bot.domain.note import Note
from bot.domain.records import Record
from bot.domain.resident import Resident
from storage.store import SqlStore
from tests.databases import NOON

PATEL = Contact("c1", "Anita Patel", NOON)
CHEN = Contact("c2", "Wei Chen", NOON, email="wei@example.org")


def a_note(named: str, text: str = "met Dr. Patel", minutes: int = 0) -> Note:
    return Note(named, f"message-{named}", NOON + timedelta(minutes=minutes), text)


async def keep(store: SqlStore, resident: Resident, *records: Record, act: str | None = None) -> None:
    async with store.work_for(resident.id) as work:
        if act:
            work.acts.begin(Act(act, NOON))
        for record in records:
            await work.put(record)
        await work.commit()


async def contacts(store: SqlStore, resident: Resident) -> list[Contact]:
    async with store.work_for(resident.id) as work:
        return await work.all(Contact)
