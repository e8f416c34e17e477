"""What residents told opens with their key, in its own row, and in no other way."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Table, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from bot.domain.act import Act
from bot.domain.contact import Contact
from bot.domain.delivery import Delivery, DeliveryState, Reach
from bot.domain.knowledge import Encounter
from bot.domain.note import Note
from bot.domain.resident import Resident
from bot.errors import DamagedRow, SettingsError, WrongKey
from storage.sealing import KeyRing, Sealer, master_key_id
from storage.store import SqlStore
from storage.tables import acts, deliveries, notes, records, resident_keys, residents
from tests.databases import KEYS, NOON, SetClock, a_resident

ANOTHER = b"another master key of 32 bytes.."
TERMINAL = Reach(("terminal",))


@asynccontextmanager
async def tampering(url: str) -> AsyncIterator[AsyncConnection]:
    """Write to the database as somebody without the keys could."""
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        yield connection
    await engine.dispose()


async def tell(store: SqlStore, resident: Resident) -> None:
    async with store.work_for(resident.id) as work:
        work.acts.begin(Act("a1", NOON))
        await work.put(Contact("c1", "Anita Patel", NOON))
        await work.put(Contact("c2", "Wei Chen", NOON))
        await work.notes.add(Note("n1", "m1", NOON, "met Dr. Patel"))
        await work.deliveries.put(Delivery(f"{resident.id}-1", resident.id, "k1", "nudge", NOON, content=b"words"))
        await work.commit()


async def everything(store: SqlStore, resident: Resident) -> list[str]:
    """Read all that was told, which opens a sealed value of every table."""
    async with store.work_for(resident.id) as work:
        return [
            *(contact.name for contact in await work.all(Contact)),
            *(note.text for note in await work.notes.newest()),
            *(change.record_id for act in await work.acts.newest() for change in act.changes),
            *(str(delivery.content) for delivery in await work.deliveries.waiting()),
        ]


def test_ids_that_read_alike_when_joined_are_two_places() -> None:
    """An id may hold anything, so where one ends and the next begins is part of the place."""
    sealer = Sealer(ANOTHER)
    sealed = sealer.seal(b"words", "records", "ab", "c")
    with pytest.raises(DamagedRow):
        sealer.open(sealed, "records", "a", "bc")


@given(st.binary(), st.lists(st.text(), min_size=1), st.lists(st.text(), min_size=1))
def test_a_value_opens_in_its_own_place_only(value: bytes, place: list[str], other: list[str]) -> None:
    sealer = Sealer(KEYS.current)
    sealed = sealer.seal(value, *place)
    assert sealer.open(sealed, *place) == value
    assert value not in sealed or len(value) < 4
    if other != place:
        with pytest.raises(DamagedRow):
            sealer.open(sealed, *other)


@given(st.binary(), st.data())
def test_not_one_bit_can_be_altered(value: bytes, data: st.DataObject) -> None:
    sealed = bytearray(Sealer(KEYS.current).seal(value, "notes", "n1"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(DamagedRow, match="notes / n1"):
        Sealer(KEYS.current).open(bytes(sealed), "notes", "n1")


@pytest.mark.parametrize("length", [0, 5, 12, 20])
def test_what_is_too_short_to_be_sealed_is_damaged(length: int) -> None:
    with pytest.raises(DamagedRow):
        Sealer(KEYS.current).open(bytes(length), "notes", "n1")


def test_the_same_words_never_look_the_same() -> None:
    sealer = Sealer(KEYS.current)
    assert sealer.seal(b"yes", "facts", "f1") != sealer.seal(b"yes", "facts", "f1")


def test_a_key_ring_does_not_show_its_keys() -> None:
    assert "master key" not in repr(KEYS)


def test_a_master_key_of_another_length_is_refused() -> None:
    with pytest.raises(SettingsError, match="32 bytes"):
        KeyRing(b"short")
    with pytest.raises(SettingsError, match="32 bytes"):
        KeyRing(KEYS.current, (b"short",))


async def test_a_wrong_key_is_refused_at_the_door(store: SqlStore, ana: Resident, database_url: str) -> None:
    await tell(store, ana)
    with pytest.raises(WrongKey) as refused:
        await SqlStore.open(database_url, KeyRing(ANOTHER), SetClock())
    message = str(refused.value)
    for needed in ("VOUCH_KEY", "VOUCH_OLD_KEYS", master_key_id(KEYS.current), master_key_id(ANOTHER)):
        assert needed in message
    assert "Patel" in (await everything(store, ana))[0]


async def test_an_empty_database_takes_any_key(store: SqlStore, database_url: str) -> None:
    await (await SqlStore.open(database_url, KeyRing(ANOTHER), SetClock())).close()


async def test_a_key_changed_under_a_running_process_is_told_apart_from_damage(
    store: SqlStore, ana: Resident, database_url: str
) -> None:
    """A process that still runs with the old key after a rotation elsewhere must not take the rows for broken."""
    await tell(store, ana)
    newer = await SqlStore.open(database_url, KeyRing(ANOTHER, (KEYS.current,)), SetClock())
    await newer.rotate_keys()
    await newer.close()
    with pytest.raises(WrongKey):
        await everything(store, ana)
    with pytest.raises(WrongKey):
        await store.claim_due(NOON, 10, timedelta(minutes=1), TERMINAL)
    async with tampering(database_url) as connection:
        assert await connection.scalar(select(deliveries.c.lease)) is None


async def test_the_master_key_can_be_changed(store: SqlStore, ana: Resident, database_url: str) -> None:
    ben = await store.add_resident(a_resident("ben"))
    for resident in (ana, ben):
        await tell(store, resident)
    told = await everything(store, ana)
    await store.close()

    both = await SqlStore.open(database_url, KeyRing(ANOTHER, (KEYS.current,)), SetClock())
    assert await everything(both, ana) == told
    cleo = await both.add_resident(a_resident("cleo"))
    assert await both.rotate_keys() == 2
    assert await both.rotate_keys() == 0
    await both.close()

    new_alone = await SqlStore.open(database_url, KeyRing(ANOTHER), SetClock())
    for resident in (ana, ben):
        assert await everything(new_alone, resident) == told
    assert await new_alone.find_resident(cleo.address) == cleo
    await new_alone.close()
    with pytest.raises(WrongKey):
        await SqlStore.open(database_url, KEYS, SetClock())


async def test_rotation_without_the_old_key_changes_nothing(store: SqlStore, ana: Resident) -> None:
    await tell(store, ana)
    stranger = SqlStore(store._engine, KeyRing(ANOTHER), SetClock())
    with pytest.raises(WrongKey):
        await stranger.rotate_keys()
    assert await everything(store, ana)


@pytest.mark.parametrize("table", [records, notes, acts, deliveries, residents, resident_keys], ids=lambda t: t.name)
async def test_an_altered_row_is_named_without_its_contents(
    store: SqlStore, ana: Resident, database_url: str, table: Table
) -> None:
    await tell(store, ana)
    column = "wrapped" if table is resident_keys else "sealed"
    async with tampering(database_url) as connection:
        [sealed] = await connection.scalars(select(table.c[column]).limit(1))
        await connection.execute(update(table).values({column: sealed[:-1] + bytes([sealed[-1] ^ 1])}))
    with pytest.raises(DamagedRow, match=f"{table.name} / {ana.id}") as damaged:
        await everything(store, ana)
    assert "Patel" not in str(damaged.value)


async def test_two_rows_cannot_be_exchanged(store: SqlStore, ana: Resident, database_url: str) -> None:
    """Somebody who can write to the database must not make one contact pass for another."""
    await tell(store, ana)
    async with tampering(database_url) as connection:
        patel, chen = await connection.scalars(select(records.c.sealed).order_by(records.c.id))
        for named, sealed in (("c1", chen), ("c2", patel)):
            await connection.execute(update(records).where(records.c.id == named).values(sealed=sealed))
    with pytest.raises(DamagedRow, match="c1"):
        await everything(store, ana)


async def test_a_row_cannot_pass_for_another_kind(store: SqlStore, ana: Resident, database_url: str) -> None:
    await tell(store, ana)
    async with tampering(database_url) as connection:
        await connection.execute(update(records).values(kind="encounter"))
    async with store.work_for(ana.id) as work:
        with pytest.raises(DamagedRow, match="encounter / c1"):
            await work.find(Encounter, "c1")


async def test_a_row_cannot_be_given_to_another_resident(store: SqlStore, ana: Resident, database_url: str) -> None:
    """Nor can their key: it is bound to them as well."""
    ben = await store.add_resident(a_resident("ben"))
    await tell(store, ana)
    async with tampering(database_url) as connection:
        await connection.execute(update(records).values(resident_id=ben.id))
    with pytest.raises(DamagedRow, match=ben.id):
        await everything(store, ben)
    async with tampering(database_url) as connection:
        anas = await connection.scalar(select(resident_keys.c.wrapped).where(resident_keys.c.resident_id == ana.id))
        await connection.execute(update(resident_keys).values(wrapped=anas))
    with pytest.raises(DamagedRow, match=f"resident_keys / {ben.id}"):
        await everything(store, ben)


async def test_one_altered_delivery_holds_up_no_other(
    store: SqlStore, ana: Resident, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    ben = await store.add_resident(a_resident("ben"))
    for resident in (ana, ben):
        await tell(store, resident)
    async with tampering(database_url) as connection:
        await connection.execute(
            update(deliveries).where(deliveries.c.resident_id == ana.id).values(sealed=b"not what was sealed here")
        )
    [claimed] = await store.claim_due(NOON, 10, timedelta(minutes=1), TERMINAL)
    assert claimed.resident_id == ben.id
    assert f"deliveries / {ana.id}" in caplog.text
    async with tampering(database_url) as connection:
        rows = await connection.execute(select(deliveries))
        states = {row.resident_id: (row.state, bool(row.error)) for row in rows}
    assert states == {ana.id: (DeliveryState.FAILED, True), ben.id: (DeliveryState.WAITING, False)}


async def test_forget_me_destroys_the_key(store: SqlStore, ana: Resident, database_url: str) -> None:
    """A backup of the rows alone is worthless then."""
    await tell(store, ana)
    await store.forget_resident(ana.id)
    async with tampering(database_url) as connection:
        assert await connection.scalar(select(func.count()).select_from(resident_keys)) == 0


async def test_every_resident_has_a_key_of_their_own(store: SqlStore, ana: Resident, database_url: str) -> None:
    await store.add_resident(a_resident("ben"))
    async with tampering(database_url) as connection:
        rows = (await connection.execute(select(resident_keys))).all()
    keys = {KEYS.unwrap(row.wrapped, row.master_id, row.resident_id) for row in rows}
    assert len(keys) == 2
    assert {len(key) for key in keys} == {32}
    assert all(key not in row.wrapped for key in keys for row in rows)
