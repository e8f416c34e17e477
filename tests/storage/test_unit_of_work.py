"""One resident's data in one transaction: what is committed is kept, and nothing else."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import get_args

import pytest

from bot.domain.act import Act
from bot.domain.announcement import Announcement, Every
from bot.domain.application import Brief, FilledOpening, LetterPlan, OpeningTerm, PackageDocument
from bot.domain.audit import AuditEntry, AuditEvent
from bot.domain.cohort import CohortProfile, KeptApart, MemberName, MemberTally
from bot.domain.contact import Contact, Distinction, Merge, Position
from bot.domain.delivery import Reach
from bot.domain.draft import DraftKind, Tone, WrittenDraft
from bot.domain.follow_up import Event, EventKind, FollowUp, FollowUpState
from bot.domain.knowledge import Encounter, Fact
from bot.domain.note import Source
from bot.domain.nudge import Occasion, Response, ResponseState
from bot.domain.own_words import OwnWord
from bot.domain.peers import PeerRound, PeerWish
from bot.domain.program import ChosenProgram, Program
from bot.domain.records import Record, type_of
from bot.domain.resident import Address, NightSpell, Resident
from bot.domain.sharing import Share, SharedClaim
from bot.domain.vocabulary import FactKind, FollowUpKind, Relationship, Role, Specialty, Visa
from bot.domain.year import Deed, DeedKind, Promise, PromiseState
from storage.store import SqlStore
from tests.databases import NOON, a_resident
from tests.storage.made import CHEN, PATEL, a_note, contacts, keep


async def test_what_is_committed_is_there_the_next_time(store: SqlStore, ana: Resident) -> None:
    await keep(store, ana, CHEN, PATEL)
    assert await contacts(store, ana) == [PATEL, CHEN]


async def test_what_is_not_committed_never_happened(store: SqlStore, ana: Resident) -> None:
    async with store.work_for(ana.id) as work:
        work.acts.begin(Act("a1", NOON))
        await work.put(PATEL)
        await work.notes.add(a_note("n1"), ["d1"])
        await work.save_resident(replace(ana, name="Ana Sousa"))
    async with store.work_for(ana.id) as work:
        assert (await work.all(Contact), await work.notes.newest(), await work.acts.newest()) == ([], [], [])
        assert work.resident == ana
        assert await work.notes.see(["d1"])


async def test_an_error_in_the_middle_takes_everything_back(store: SqlStore, ana: Resident) -> None:
    async def fail_half_way() -> None:
        async with store.work_for(ana.id) as work:
            await work.notes.add(a_note("n1"))
            await work.put(PATEL)
            raise LookupError

    with pytest.raises(LookupError):
        await fail_half_way()
    async with store.work_for(ana.id) as work:
        assert (await work.all(Contact), await work.notes.newest()) == ([], [])


async def test_changes_after_the_commit_are_refused_not_lost(store: SqlStore, ana: Resident) -> None:
    async with store.work_for(ana.id) as work:
        await work.commit()
        with pytest.raises(RuntimeError, match="committed"):
            await work.put(PATEL)
        with pytest.raises(RuntimeError, match="committed"):
            await work.save_resident(ana)


DAY = date(2026, 10, 13)
EVERY_KIND: tuple[Record, ...] = (
    Contact(
        "01C",
        "Anita Patel",
        NOON,
        positions=(
            Position(Role.ATTENDING, "Mercy", Specialty.CARDIOLOGY, date(2026, 10, 1), None, Source("n", 3, 9)),
        ),
        aliases=("Dr. A. Patel",),
        relationship=Relationship.MENTOR,
        img=True,
        email="anita@example.org",
        phone="555 0100",
        linkedin="anita-patel",
        title="Dr.",
    ),
    Distinction("01D", "c1", "c2"),
    Merge("01M", PATEL, CHEN, (("fact", "f1"),)),
    Encounter("01N", ("c1", "c2"), date(2026, 10, 13), NOON, "ACC"),
    Fact("01F", "Mercy", FactKind.VISA, "yes", date(2026, 10, 13), NOON, Visa.H1B, said_by="c1", confidence=0.8),
    FollowUp(
        "01U",
        FollowUpKind.SEND,
        "send your CV",
        NOON + timedelta(microseconds=1),
        "c1",
        date(2026, 10, 15),
        time(9, 30),
        FollowUpState.DONE,
        closed_at=NOON,
        moves=2,
        moved_at=NOON,
    ),
    Event("01E", EventKind.CONFERENCE, "ACC", date(2027, 3, 1), date(2027, 3, 4), NOON, time(8), ("c1",)),
    Occasion("follow_up:01U", (NOON, NOON + timedelta(days=3))),
    Response("milestone:two-attendings", NOON, ResponseState.OPEN, DAY, time(9), 1),
    OwnWord("01W", "the Rock", "Lakeside Regional", NOON, Source("n", 0, 8)),
    Promise("01P", "c1", "send you the abstract", DAY, NOON, DAY, PromiseState.KEPT, NOON),
    Deed("01X", DeedKind.WIN, "poster accepted", DAY, NOON, ("c1",)),
    WrittenDraft("01R", DraftKind.THANK_YOU, NOON, "c1", tone=Tone.USUAL, filled={"topic": "your talk"}),
    PackageDocument("cv", DAY),
    FilledOpening("01F", DAY),
    OpeningTerm("01F", DAY),
    LetterPlan("c1", NOON, DAY, DAY, (DAY,)),
    Brief("01B", NOON, ("What stood out?",)),
    ChosenProgram("mercy", "Mercy", DAY),
    Program("mercy", "Mercy", DAY, city="Springfield", visas={"H-1B": "yes"}, min_score=230),
    Announcement(
        "01A", "cohort", "room 5", NOON, "UTC", "prelims", wall_at=datetime(2026, 10, 14, 8), every=Every(days=7)
    ),
    AuditEntry("01G", AuditEvent.EXPORTED, NOON, 3),
    Share("01S", "cohort", "01F", NOON),
    SharedClaim("01S", "Mercy", FactKind.VISA, "yes", DAY, Visa.H1B),
    PeerWish("m1", wanted=True, without=("m2",)),
    PeerRound("2026-10-12", (("m1", "m3"), ("m2", "m4", "m5"))),
    CohortProfile(year="2026", track="medicine", site="Mercy"),
    KeptApart("m2"),
    MemberName("m1", "Ana Lee", ("ana",)),
    MemberTally("m1", 3, 1, 0, 7),
)


async def test_every_kind_of_record_comes_back_as_it_was(store: SqlStore, ana: Resident) -> None:
    assert {type(record) for record in EVERY_KIND} == set(type_of.values()) == set(get_args(Record))
    await keep(store, ana, *EVERY_KIND)
    async with store.work_for(ana.id) as work:
        for record in EVERY_KIND:
            assert await work.find(type(record), record.id) == record
            assert await work.all(type(record)) == [record]


async def test_a_record_is_read_back_before_the_commit(store: SqlStore, ana: Resident) -> None:
    await keep(store, ana, PATEL)
    renamed = replace(PATEL, name="Anita Patel-Shah")
    async with store.work_for(ana.id) as work:
        await work.put(renamed)
        await work.put(CHEN)
        assert await work.all(Contact) == [renamed, CHEN]
        await work.remove(renamed)
        assert await work.all(Contact) == [CHEN]
        assert await work.find(Contact, "c1") is None
        await work.commit()
    assert await contacts(store, ana) == [CHEN]


async def test_records_come_oldest_first_whatever_was_looked_at_before(store: SqlStore, ana: Resident) -> None:
    await keep(store, ana, *(Contact(f"c{number}", "Someone", NOON) for number in (3, 1, 2)))
    async with store.work_for(ana.id) as work:
        assert await work.find(Contact, "c2")
        await work.put(Contact("c0", "Someone", NOON))
        assert [contact.id for contact in await work.all(Contact)] == ["c0", "c1", "c2", "c3"]


async def test_an_id_belongs_to_its_kind(store: SqlStore, ana: Resident) -> None:
    await keep(store, ana, PATEL, Distinction("c1", "c1", "c2"))
    async with store.work_for(ana.id) as work:
        assert await work.find(Encounter, "c1") is None
        await work.remove(Distinction("c1", "c1", "c2"))
        await work.commit()
    assert await contacts(store, ana) == [PATEL]


async def test_nothing_crosses_from_one_resident_to_another(store: SqlStore, ana: Resident) -> None:
    ben = await store.add_resident(a_resident("ben"))
    async with store.work_for(ana.id) as work:
        work.acts.begin(Act("a1", NOON))
        await work.put(PATEL)
        assert await work.notes.add(a_note("n1"), ["d1"])
        await work.commit()
    async with store.work_for(ben.id) as work:
        assert await work.all(Contact) == []
        assert await work.find(Contact, "c1") is None
        assert await work.image("contact", "c1") is None
        assert await work.image("resident", ana.id) is None
        assert await work.acts.find("a1") is None
        assert await work.notes.find("n1") is None
        assert await work.notes.find_by_message("message-n1") is None
        work.acts.begin(Act("a1", NOON))
        await work.remove(PATEL)
        assert await work.notes.add(a_note("n1", "another one"), ["d1"])
        await work.commit()
    assert await contacts(store, ana) == [PATEL]


async def test_what_a_resident_changes_of_themselves_is_kept(store: SqlStore, ana: Resident) -> None:
    changed = replace(
        ana,
        tz="America/Phoenix",
        address=replace(ana.address, reference={"conversation": "19:abc"}),
        nights=(NightSpell(date(2026, 10, 12), date(2026, 10, 18)),),
        visa=Visa.J1,
        starts_on=date(2026, 7, 1),
    )
    async with store.work_for(ana.id) as work:
        await work.save_resident(changed)
        assert work.resident == changed
        await work.commit()
    async with store.work_for(ana.id) as work:
        assert work.resident == changed
    assert await store.find_resident(ana.address) == changed


async def test_a_unit_of_work_saves_its_own_resident_only(store: SqlStore, ana: Resident) -> None:
    async with store.work_for(ana.id) as work:
        for other in (replace(ana, id="someone-else"), replace(ana, address=Address("terminal", "W2", "ana"))):
            with pytest.raises(ValueError, match="resident-ana of terminal:W1"):
                await work.save_resident(other)


async def test_two_units_of_work_on_one_resident_wait_for_each_other(store: SqlStore, ana: Resident) -> None:
    """Without the wait one of two quick messages would overwrite what the other one did."""
    await keep(store, ana, Contact("count", "0", NOON))

    async def one_more() -> None:
        async with store.work_for(ana.id) as work:
            counted = await work.find(Contact, "count")
            assert counted is not None
            await asyncio.sleep(0.001)
            await work.put(replace(counted, name=str(int(counted.name) + 1)))
            await work.commit()

    await asyncio.gather(*(one_more() for _ in range(20)))
    assert [contact.name for contact in await contacts(store, ana)] == ["20"]


async def test_writing_around_an_open_unit_of_work_is_refused_instead_of_waiting_for_ever(
    store: SqlStore, ana: Resident
) -> None:
    async with store.work_for(ana.id):
        with pytest.raises(RuntimeError, match="unit of work is open"):
            await store.mark_planned(ana.id, NOON)


async def test_reading_goes_on_while_a_unit_of_work_is_open(store: SqlStore, ana: Resident) -> None:
    async with store.work_for(ana.id) as work:
        await work.put(PATEL)
        assert await store.find_resident(ana.address) == ana
        assert await store.unfinished_notes(Reach(("terminal",))) == []


async def test_a_moment_in_another_zone_stays_the_same_moment(store: SqlStore, ana: Resident) -> None:
    there = datetime(2026, 10, 13, 12, tzinfo=timezone(timedelta(hours=-4)))
    async with store.work_for(ana.id) as work:
        await work.notes.add(replace(a_note("n1"), received_at=there))
        work.acts.begin(Act("a1", there))
        await work.commit()
    async with store.work_for(ana.id) as work:
        act = await work.acts.find("a1")
    assert act is not None
    assert act.at == there
    assert act.at.tzinfo is UTC
