"""What was opened is kept in memory for a while, and never taken for what is stored by now."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import update

import storage.opened
from bot.domain.contact import Contact
from bot.domain.resident import Resident
from bot.errors import DamagedRow
from storage.opened import OpenedAccounts, OpenedRecord
from storage.sealing import Sealer
from storage.store import SqlStore
from storage.tables import records
from storage.unit_of_work import _RECORDS
from tests.databases import KEYS, NOON, SetClock
from tests.storage.test_sealing import tampering


@pytest.fixture
async def other(database_url: str) -> AsyncIterator[SqlStore]:
    """Another process on the same database."""
    opened = await SqlStore.open(database_url, KEYS, SetClock())
    yield opened
    await opened.close()


async def names(store: SqlStore, resident: Resident) -> list[str]:
    async with store.work_for(resident.id) as work:
        return [contact.name for contact in await work.all(Contact)]


async def put(store: SqlStore, resident: Resident, *contacts: Contact) -> None:
    async with store.work_for(resident.id) as work:
        for contact in contacts:
            await work.put(contact)
        await work.commit()


def kept_of(store: SqlStore, resident: Resident) -> list[str]:
    opened = store._accounts.opened._kept.get(resident.id)
    return sorted(record_id for _, record_id in opened.records) if opened else []


async def test_what_another_process_wrote_is_what_is_read(store: SqlStore, other: SqlStore, ana: Resident) -> None:
    await put(store, ana, Contact("c1", "Anita Patel", NOON), Contact("c2", "Wei Chen", NOON))
    assert await names(store, ana) == ["Anita Patel", "Wei Chen"]
    await put(other, ana, Contact("c1", "Anita Rao", NOON), Contact("c3", "Ana Lima", NOON))
    assert await names(store, ana) == ["Anita Rao", "Wei Chen", "Ana Lima"]
    assert await names(other, ana) == ["Anita Rao", "Wei Chen", "Ana Lima"]


async def test_what_was_not_committed_is_not_read(store: SqlStore, ana: Resident) -> None:
    await put(store, ana, Contact("c1", "Anita Patel", NOON))
    async with store.work_for(ana.id) as work:
        await work.put(Contact("c1", "Anita Rao", NOON))
        await work.write()
    assert await names(store, ana) == ["Anita Patel"]


async def test_what_is_listed_follows_every_change(store: SqlStore, other: SqlStore, ana: Resident) -> None:
    await put(store, ana, Contact("c2", "Wei Chen", NOON), Contact("c4", "Ana Lima", NOON))
    changes = (
        ((Contact("c5", "Omar Haddad", NOON),), (), ["Wei Chen", "Ana Lima", "Omar Haddad"]),
        ((Contact("c3", "Eva Novak", NOON),), (), ["Wei Chen", "Eva Novak", "Ana Lima", "Omar Haddad"]),
        ((Contact("c4", "Ana Rossi", NOON),), (), ["Wei Chen", "Eva Novak", "Ana Rossi", "Omar Haddad"]),
        ((Contact("c6", "Ed Weiss", NOON),), ("c2", "c5"), ["Eva Novak", "Ana Rossi", "Ed Weiss"]),
    )
    for puts, removed, expected in changes:
        async with store.work_for(ana.id) as work:
            before = {contact.id: contact for contact in await work.all(Contact)}
            for contact in puts:
                await work.put(contact)
            for each in removed:
                await work.remove(before[each])
            assert [contact.name for contact in await work.all(Contact)] == expected
            await work.write()
            assert [contact.name for contact in await work.all(Contact)] == expected
            await work.commit()
        assert await names(store, ana) == expected
        assert await names(other, ana) == expected


async def test_what_is_listed_after_a_trial_is_what_was_before(store: SqlStore, ana: Resident) -> None:
    await put(store, ana, Contact("c1", "Anita Patel", NOON))
    async with store.work_for(ana.id) as work:
        await work.all(Contact)
        async with work.tried_out():
            await work.put(Contact("c2", "Wei Chen", NOON))
            await work.all(Contact)
            await work.write()
        assert [contact.name for contact in await work.all(Contact)] == ["Anita Patel"]
        await work.commit()
    assert await names(store, ana) == ["Anita Patel"]


async def test_a_row_altered_after_it_was_opened_is_never_shown(
    store: SqlStore, other: SqlStore, ana: Resident, database_url: str
) -> None:
    await put(store, ana, Contact("c1", "Anita Patel", NOON))
    await names(store, ana)
    async with tampering(database_url) as connection:
        await connection.execute(update(records).values(sealed=b"altered, and longer than a nonce"))
    assert await names(store, ana) == ["Anita Patel"]
    with pytest.raises(DamagedRow):
        await names(other, ana)
    await put(other, ana, Contact("c2", "Wei Chen", NOON))
    with pytest.raises(DamagedRow):
        await names(store, ana)


async def test_records_are_read_again_only_where_another_process_changed_one(
    store: SqlStore, other: SqlStore, ana: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, rows = [], _RECORDS.rows

    async def counted(*given: Any) -> list[tuple[Any, ...]]:
        read.append(given)
        return await rows(*given)

    monkeypatch.setattr(_RECORDS, "rows", counted)
    await put(store, ana, Contact("c1", "Anita Patel", NOON))
    assert await names(store, ana) == ["Anita Patel"]
    assert len(read) == 1
    async with store.work_for(ana.id) as work:
        await work.all(Contact)
        await work.put(Contact("c2", "Wei Chen", NOON))
        await work.commit()
    assert await names(store, ana) == ["Anita Patel", "Wei Chen"]
    assert len(read) == 1
    await put(other, ana, Contact("c3", "Ana Lima", NOON))
    assert await names(store, ana) == ["Anita Patel", "Wei Chen", "Ana Lima"]
    assert len(read) == 2


async def test_what_a_trial_wrote_is_forgotten_with_it(store: SqlStore, ana: Resident) -> None:
    await put(store, ana, Contact("c1", "Anita Patel", NOON))
    async with store.work_for(ana.id) as work:
        async with work.tried_out():
            await work.all(Contact)
            await work.put(Contact("c2", "Wei Chen", NOON))
            await work.write()
        assert [contact.name for contact in await work.all(Contact)] == ["Anita Patel"]
        await work.put(Contact("c3", "Ana Lima", NOON))
        await work.commit()
    assert await names(store, ana) == ["Anita Patel", "Ana Lima"]


async def test_after_a_failed_commit_it_is_read_what_is_stored(store: SqlStore, other: SqlStore, ana: Resident) -> None:
    await put(store, ana, Contact("c1", "Anita Patel", NOON))
    with contextlib.suppress(RuntimeError):
        async with store.work_for(ana.id) as work:
            await work.all(Contact)
            await work.put(Contact("c2", "Wei Chen", NOON))
            await work.write()
            raise RuntimeError("The process lost its database.")
    await put(other, ana, Contact("c3", "Ana Lima", NOON))
    assert await names(store, ana) == ["Anita Patel", "Ana Lima"]


async def test_what_is_forgotten_leaves_the_memory_too(store: SqlStore, other: SqlStore, ana: Resident) -> None:
    await put(store, ana, Contact("c1", "Anita Patel", NOON), Contact("c2", "Wei Chen", NOON))
    async with other.work_for(ana.id) as work:
        await work.remove(Contact("c1", "Anita Patel", NOON))
        await work.commit()
    await names(store, ana)
    assert kept_of(store, ana) == ["c2"]
    await store.forget_resident(ana.id)
    assert kept_of(store, ana) == []


def test_the_accounts_used_last_stay_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage.opened, "MOST_RECORDS", 10)
    key, accounts = (b"wrapped", "master"), OpenedAccounts()
    for account in ("ana", "ben", "eva"):
        opened = accounts.add(account, key, Sealer(bytes(32)))
        opened.records.update({("contact", str(number)): OpenedRecord(b"", b"") for number in range(4)})
        accounts.find(account, key)
    assert [each for each in ("ana", "ben", "eva") if accounts.find(each, key)] == ["ben", "eva"]
    assert accounts.find("eva", (b"wrapped anew", "master")) is None


def test_what_nobody_used_for_long_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    key, accounts = (b"wrapped", "master"), OpenedAccounts()
    accounts.add("ana", key, Sealer(bytes(32)))
    monkeypatch.setattr(storage.opened, "KEPT_FOR", -1.0)
    accounts.add("ben", key, Sealer(bytes(32)))
    assert accounts.find("ana", key) is None
