"""What is kept across residents: who they are, what is to be taken up again, and what is forgotten for good."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.domain.act import Act
from bot.domain.cohort import CohortRole
from bot.domain.contact import Contact
from bot.domain.delivery import Delivery, DeliveryState, Reach
from bot.domain.note import Note, NoteState
from bot.domain.resident import Address, Resident
from bot.messages import TextMessage
from bot.ports import Arrival
from storage.store import SqlStore
from storage.tables import belonging_to_resident, metadata
from tests.databases import NOON, SetClock, a_resident

DAY = timedelta(days=1)


async def rows_of(url: str, resident_id: str) -> dict[str, int]:
    """Count what is stored of a resident, table by table, past the store."""
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        counts = {
            table.name: await connection.scalar(
                select(func.count()).select_from(table).where(table.c.resident_id == resident_id)
            )
            for table in belonging_to_resident
        }
    await engine.dispose()
    return {name: count or 0 for name, count in counts.items()}


async def tell_everything(store: SqlStore, resident: Resident) -> None:
    """Leave a row of this resident in every table."""
    async with store.work_for(resident.id) as work:
        work.acts.begin(Act("a1", NOON))
        await work.put(Contact("c1", "Anita Patel", NOON))
        await work.notes.add(Note("n1", "m1", NOON, "met Dr. Patel"), ["d1"])
        delivery = Delivery(f"{resident.id}-1", resident.id, "k1", "nudge", NOON, content=b"words")
        await work.deliveries.put(delivery)
        await work.link(replace(resident.address, user=f"{resident.id} elsewhere"))
        await work.cohorts.keep_code(f"code of {resident.id}", "claim", resident.id, resident.tenant, NOON + DAY)
        await work.add_account(replace(resident, id="cohort", address=replace(resident.address, user="#prelims")))
        await work.cohorts.join("cohort", resident.id, CohortRole.MEMBER)
        await work.commit()


async def test_a_resident_is_found_by_their_address(store: SqlStore, ana: Resident) -> None:
    assert await store.find_resident(replace(ana.address, reference={"any": "thing"})) == ana
    for other in (
        Address("slack", "W1", "ana"),
        Address("terminal", "W2", "ana"),
        Address("terminal", "W1", "ben"),
    ):
        assert await store.find_resident(other) is None


async def test_a_resident_who_writes_twice_at_once_is_added_once(store: SqlStore) -> None:
    arrivals = [replace(a_resident("ana"), id=f"resident-{number}") for number in range(5)]
    added = await asyncio.gather(*(store.add_resident(each) for each in arrivals))
    assert len({each.id for each in added}) == 1
    assert await store.find_resident(arrivals[0].address) == added[0]


async def test_an_unknown_resident_has_no_unit_of_work(store: SqlStore) -> None:
    with pytest.raises(KeyError, match="nobody"):
        async with store.work_for("nobody"):
            pass


async def test_forget_me_leaves_nothing(store: SqlStore, ana: Resident, database_url: str) -> None:
    ben = await store.add_resident(a_resident("ben"))
    for resident in (ana, ben):
        await tell_everything(store, resident)
    assert set((await rows_of(database_url, ana.id)).values()) == {1}

    assert await store.forget_resident(ana.id) == len(belonging_to_resident) + 1

    assert set((await rows_of(database_url, ana.id)).values()) == {0}
    assert set((await rows_of(database_url, ben.id)).values()) == {1}
    assert await store.find_resident(ana.address) is None
    with pytest.raises(KeyError):
        async with store.work_for(ana.id):
            pass
    assert await store.forget_resident(ana.id) == 0
    async with store.work_for(ben.id) as work:
        assert [note.text for note in await work.notes.newest()] == ["met Dr. Patel"]


async def test_what_was_sent_and_not_yet_answered_is_forgotten_too(store: SqlStore, ana: Resident) -> None:
    """From wherever they wrote: words that waited for an answer would come back as a stranger's."""
    in_teams, ben = Address("teams", "W2", "29:ana"), Address("terminal", "W1", "ben")
    async with store.work_for(ana.id) as work:
        await work.link(in_teams)
        await work.commit()
    senders = {"here": ana.address, "there": in_teams, "another's": ben}
    sent = [Arrival(name, NOON, TextMessage(at, "met Dr. Rao", name), NOON) for name, at in senders.items()]
    await store.write_arrivals(sent, ())
    await store.forget_resident(ana.id)
    left = await store.take_up_arrivals(Reach(("terminal", "teams")), NOON, NOON + DAY, ())
    assert [each.id for each in left] == ["another's"]


async def test_forgetting_waits_for_a_message_under_way(store: SqlStore, ana: Resident, database_url: str) -> None:
    """Otherwise what that message stores would be left behind."""
    async with store.work_for(ana.id) as work:
        forgetting = asyncio.create_task(store.forget_resident(ana.id))
        await asyncio.sleep(0.05)
        await work.put(Contact("c1", "Anita Patel", NOON))
        await work.commit()
    assert await forgetting == 3  # the resident, the key and the contact
    assert set((await rows_of(database_url, ana.id)).values()) == {0}


async def test_a_claimed_delivery_of_a_forgotten_resident_cannot_be_finished(store: SqlStore, ana: Resident) -> None:
    await tell_everything(store, ana)
    [claimed] = await store.claim_due(NOON, 1, DAY, Reach(("terminal",)))
    await store.forget_resident(ana.id)
    assert not await store.finish(replace(claimed, state=DeliveryState.SENT, sent_at=NOON))


async def test_someone_forgotten_can_come_back_as_a_stranger(store: SqlStore, ana: Resident) -> None:
    await tell_everything(store, ana)
    await store.forget_resident(ana.id)
    again = await store.add_resident(a_resident("ana"))
    async with store.work_for(again.id) as work:
        assert (await work.notes.newest(), await work.all(Contact), await work.deliveries.waiting()) == ([], [], [])


async def test_notes_never_acted_on_are_taken_up_oldest_first(store: SqlStore, ana: Resident) -> None:
    ben = await store.add_resident(a_resident("ben"))
    cleo = await store.add_resident(a_resident("cleo", platform="slack"))
    received = NoteState.RECEIVED
    told = ((ana, received), (ben, received), (cleo, received), (ana, NoteState.HANDLED), (ana, NoteState.FAILED))
    for minutes, (resident, state) in enumerate(told):
        async with store.work_for(resident.id) as work:
            note = Note(f"n{minutes}", f"m{minutes}", NOON - timedelta(minutes=minutes), "met Dr. Patel", state)
            await work.notes.add(note)
            await work.commit()
    assert await store.unfinished_notes(Reach(("slack", "terminal"))) == [
        (cleo.id, "n2"),
        (ben.id, "n1"),
        (ana.id, "n0"),
    ]
    assert await store.unfinished_notes(Reach(("terminal",), ana.id)) == [(ana.id, "n0")]
    assert await store.unfinished_notes(Reach(("teams",))) == []


async def test_residents_are_planned_anew_oldest_plan_first(store: SqlStore) -> None:
    ana, ben, cleo = [await store.add_resident(a_resident(name)) for name in ("ana", "ben", "cleo")]
    assert set(await store.residents_to_replan(NOON, 10)) == {ana.id, ben.id, cleo.id}
    await store.mark_planned(ana.id, NOON)
    await store.mark_planned(ben.id, NOON - DAY)
    assert await store.residents_to_replan(NOON, 10) == [cleo.id, ben.id]
    assert await store.residents_to_replan(NOON, 1) == [cleo.id]
    assert await store.residents_to_replan(NOON + DAY, 10) == [cleo.id, ben.id, ana.id]


async def test_saving_a_resident_keeps_their_plan(store: SqlStore, ana: Resident) -> None:
    await store.mark_planned(ana.id, NOON)
    async with store.work_for(ana.id) as work:
        await work.save_resident(replace(ana, name="Ana Sousa"))
        await work.commit()
    assert await store.residents_to_replan(NOON, 10) == []


async def test_the_latest_heartbeat_counts(store: SqlStore) -> None:
    assert await store.last_beat() is None
    await store.beat("one", NOON)
    await store.beat("two", NOON + timedelta(seconds=5))
    await store.beat("one", NOON + timedelta(seconds=3))
    assert await store.last_beat() == NOON + timedelta(seconds=5)


async def test_purging_drops_what_is_of_no_more_use(store: SqlStore, ana: Resident, clock: SetClock) -> None:
    await tell_everything(store, ana)
    await store.beat("one", NOON)
    [claimed] = await store.claim_due(NOON, 1, DAY, Reach(("terminal",)))
    await store.finish(replace(claimed, state=DeliveryState.SENT, sent_at=NOON))
    clock.advance(DAY)
    async with store.work_for(ana.id) as work:
        work.acts.begin(Act("a2", clock.now()))
        await work.notes.see(["d2"])
        await work.deliveries.put(Delivery("waits", ana.id, "k2", "nudge", NOON - DAY, content=b"to come"))
        await work.commit()

    assert await store.purge(NOON) == 0
    assert await store.purge(NOON + timedelta(seconds=1)) == 4  # an act, an id seen, a heartbeat and words

    async with store.work_for(ana.id) as work:
        assert [act.id for act in await work.acts.newest()] == ["a2"]
        assert (await work.notes.see(["d1"]), await work.notes.see(["d2"])) == (True, False)
        sent = await work.deliveries.find_by_key("k1")
        assert sent is not None
        assert (sent.content, sent.sent_at) == (None, NOON)
        assert [each.content for each in await work.deliveries.waiting()] == [b"to come"]
        assert len(await work.notes.newest()) == 1
        assert len(await work.all(Contact)) == 1


def test_every_table_with_a_residents_data_carries_the_tenant() -> None:
    """So that the database can be split by it; heartbeats and installations begun belong to nobody yet."""
    assert [table.name for table in metadata.sorted_tables if "tenant" not in table.c] == [
        "heartbeats",
        "install_states",
    ]


def test_everything_that_belongs_to_a_resident_is_forgotten() -> None:
    owned = {table.name for table in metadata.sorted_tables if "resident_id" in table.c}
    # Of a receipt the sum stays and the person goes: see test_cohorts.py.
    assert {table.name for table in belonging_to_resident} == owned - {"receipts"}


async def test_the_tenant_of_a_row_is_its_residents(store: SqlStore, ana: Resident, database_url: str) -> None:
    await tell_everything(store, ana)
    engine = create_async_engine(database_url)
    async with engine.connect() as connection:
        for table in (*belonging_to_resident, metadata.tables["residents"]):
            tenants = await connection.scalars(text(f"SELECT DISTINCT tenant FROM {table.name}"))  # noqa: S608
            assert list(tenants) == ["terminal:W1"], table.name
    await engine.dispose()
