"""Every kind of thing that is kept goes out with an export and comes back with it, as it was."""

import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.delivery import Delivery, DeliveryState
from bot.domain.note import Note, NoteState
from bot.domain.records import Record, type_of
from bot.domain.recurrence import Recurrence, Step
from bot.domain.resident import Address, Resident
from bot.exchange.account import NOT_TAKEN
from bot.messages import Button, Reply, reply_to_json
from storage.store import SqlStore
from tests.conversations.dialogue import Dialogue, open_dialogue
from tests.databases import NOON, SetClock

OF_THE_RESIDENT = tuple(kind for kind in type_of if kind not in NOT_TAKEN)
OF_THE_PLACE = frozenset(("id", "address", "tz", "platform_tz", "dashboard", "welcomed", "created_at", "pack"))
WORDS = ("Dr. Zoë Q. Patel", "H-1B; “maybe”, she said\nin two lines", "2026-10-15", "=1+1", "a" * 300)
_runs = itertools.count()


def every_field_of(kind: type[Any], **known: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return values of a dataclass with all of its fields told, also those that have a default."""
    told = {field.name: known.get(field.name, ...) for field in fields(kind)}
    return st.builds(kind, **told)


def register() -> None:
    days = st.dates(date(2026, 8, 1), date(2027, 6, 30))
    st.register_type_strategy(str, st.sampled_from(WORDS))
    st.register_type_strategy(int, st.integers(0, 300))
    st.register_type_strategy(date, days)
    st.register_type_strategy(time, st.times().map(lambda at: at.replace(second=0, microsecond=0)))
    st.register_type_strategy(datetime, days.map(lambda day: datetime(day.year, day.month, day.day, 12, tzinfo=UTC)))
    rhythms = st.builds(Recurrence, st.just(Step.WEEK), st.integers(1, 4), st.just((0, 3)), until=st.none() | days)
    st.register_type_strategy(Recurrence, rhythms)
    st.register_type_strategy(timedelta, st.integers(0, 60).map(lambda number: timedelta(days=number)))


@pytest.fixture(autouse=True, scope="module")
def _values_that_can_be() -> None:
    register()


RECORDS = st.fixed_dictionaries(
    {kind: every_field_of(type_of[kind], id=st.just(f"{kind}-1")) for kind in OF_THE_RESIDENT}
)
SETTINGS = every_field_of(Resident, tz=st.just("America/Chicago"), pack=st.none(), paused_until=st.none())


NOTES = st.tuples(
    *(
        every_field_of(
            Note,
            id=st.just(f"note-{state}"),
            message_id=st.just(f"message-{state}"),
            text=st.sampled_from(WORDS),
            state=st.just(state),
            channel=st.none(),
            reply_to=st.just({}),
        )
        for state in NoteState
        if state is not NoteState.RECEIVED
    )
)


def test_what_does_not_go_out_belongs_to_a_cohort() -> None:
    """A new kind goes out by itself; one that is to stay has to be told here too."""
    of_a_cohort = {"announcement", "share", "shared_claim", "peer_wish", "peer_round"}
    assert of_a_cohort | {"cohort_profile", "kept_apart", "member_name", "member_tally"} == NOT_TAKEN
    assert set(type_of) >= NOT_TAKEN


@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(RECORDS, SETTINGS, NOTES)
async def test_an_account_with_something_of_every_kind_comes_back_as_it_was(
    store: SqlStore, clock: SetClock, kept: Mapping[str, Record], told: Resident, notes: Sequence[Note]
) -> None:
    clock.moment = NOON
    here, there = dialogue(store, clock), dialogue(store, clock)
    await here.hears("hello")
    nudge = Delivery("n", "", "nudge-1", "nudge", NOON, DeliveryState.SENT, about=("follow_up:1",), sent_at=NOON)
    async with store.work_for((await here.resident()).id) as work:
        for record in kept.values():
            await work.put(record)
        for note in notes:
            await work.notes.add(note)
        own = replace(nudge, id=f"n-{next(_runs)}", resident_id=work.resident.id)
        await work.deliveries.put(
            replace(own, content=reply_to_json(Reply(WORDS[1], buttons=(Button("Done", "done:1"),))))
        )
        await work.save_resident(replace(told, **{name: getattr(work.resident, name) for name in OF_THE_PLACE}))
        await work.commit()
    file = await exported(here)
    for _ in range(3):
        await there.hears(f"import\n{file}")
        if "Confirm" in there.buttons:
            await there.clicks("Confirm")
    assert "nothing new" in there.said
    back = told_in(await exported(there))
    assert back == told_in(file)
    assert {kind for kind, every in back["records"].items() if every} == set(OF_THE_RESIDENT)
    assert (len(back["notes"]), len(back["sent"])) == (len(notes), 1)


async def exported(told: Dialogue) -> str:
    await told.hears("export json")
    assert told.reply.file is not None
    return told.reply.file.content


def told_in(file: str) -> dict[str, Any]:
    """Return what a file says, but for what was noted down and said in this test itself."""
    whole: dict[str, Any] = json.loads(file)
    whole["records"]["audit"] = [entry for entry in whole["records"]["audit"] if entry["id"] == "audit-1"]
    whole["notes"] = [note for note in whole["notes"] if note["id"].startswith("note-")]
    return whole


def dialogue(store: SqlStore, clock: SetClock) -> Dialogue:
    opened, run = open_dialogue(store, clock), next(_runs)
    opened.address, opened.count = Address("terminal", f"W{run}", "ana"), run * 1000
    return opened
