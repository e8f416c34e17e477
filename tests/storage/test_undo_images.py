"""Whatever an act changed, the images it keeps put back: that is all there is to undo."""

from dataclasses import replace
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.act import Act
from bot.domain.contact import Contact, Distinction
from bot.domain.resident import Resident
from storage.store import SqlStore
from storage.unit_of_work import SqlUnitOfWork
from tests.databases import NOON, a_resident

Snapshot = tuple[Resident, list[Contact], list[Distinction]]

numbers = count(1)

few = st.sampled_from("abcd")
contacts = st.builds(Contact, few, st.sampled_from(["Anita Patel", "Wei Chen", "Ola Nor"]), st.just(NOON))
distinctions = st.builds(Distinction, few, few, few)
steps = st.one_of(
    st.tuples(st.just("put"), contacts | distinctions),
    st.tuples(st.just("remove"), contacts | distinctions),
    st.tuples(st.just("name"), st.sampled_from(["Ana", "Ben", None])),
    st.tuples(st.just("look"), st.none()),
)
several_steps = st.lists(steps, max_size=8)


async def take(work: SqlUnitOfWork, step: tuple[str, object]) -> None:
    match step:
        case "put", Contact() | Distinction() as record:
            await work.put(record)
        case "remove", Contact() | Distinction() as record:
            await work.remove(record)
        case "name", (str() | None) as name:
            await work.save_resident(replace(work.resident, name=name))
        case "look", None:
            await work.all(Contact)
        case unknown:
            raise ValueError(unknown)


async def act(store: SqlStore, resident: Resident, steps: list[tuple[str, object]], named: str | None) -> None:
    async with store.work_for(resident.id) as work:
        if named:
            work.acts.begin(Act(named, NOON))
        for step in steps:
            await take(work, step)
        await work.commit()


async def undo(store: SqlStore, resident: Resident, named: str, undoing: str) -> None:
    async with store.work_for(resident.id) as work:
        undone = await work.acts.find(named)
        assert undone is not None
        work.acts.begin(Act(undoing, NOON, undoes=named))
        for change in undone.changes:
            assert await work.image(change.kind, change.record_id) == change.after
            await work.restore(change.kind, change.record_id, change.before)
        await work.commit()


async def snapshot(store: SqlStore, resident: Resident) -> Snapshot:
    async with store.work_for(resident.id) as work:
        return work.resident, await work.all(Contact), await work.all(Distinction)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])  # a new resident each time
@given(before=several_steps, acts=st.lists(several_steps, min_size=1, max_size=3))
async def test_acts_undone_in_reverse_leave_everything_as_it_was(
    store: SqlStore, before: list[tuple[str, object]], acts: list[list[tuple[str, object]]]
) -> None:
    resident = await store.add_resident(a_resident(f"resident-{next(numbers)}"))
    await act(store, resident, before, None)
    snapshots = [await snapshot(store, resident)]
    for number, steps in enumerate(acts):
        await act(store, resident, steps, f"act-{number}")
        snapshots.append(await snapshot(store, resident))

    for number in reversed(range(len(acts))):
        assert await snapshot(store, resident) == snapshots[number + 1]
        await undo(store, resident, f"act-{number}", f"undo-{number}")
        assert await snapshot(store, resident) == snapshots[number]

    # An undo is an act like any other: undone, everything is as before it.
    for number in range(len(acts)):
        await undo(store, resident, f"undo-{number}", f"redo-{number}")
        assert await snapshot(store, resident) == snapshots[number + 1]
