"""What one act changed is remembered with it, before and after: all that undo and forgetting need."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.act import Act, Change
from bot.domain.contact import Contact
from bot.domain.resident import Resident
from storage.store import SqlStore
from tests.databases import NOON
from tests.storage.made import CHEN, PATEL, contacts, keep


async def changes_of(store: SqlStore, resident: Resident, act: str) -> tuple[Change, ...]:
    async with store.work_for(resident.id) as work:
        found = await work.acts.find(act)
    assert found is not None
    return found.changes


async def test_an_act_remembers_each_record_before_and_after(store: SqlStore, ana: Resident) -> None:
    await keep(store, ana, PATEL)
    renamed = replace(PATEL, name="Anita Patel-Shah")
    async with store.work_for(ana.id) as work:
        before = await work.image("contact", "c1")
        work.acts.begin(Act("a1", NOON, note_id="n1"))
        await work.put(replace(PATEL, name="A slip of the pen"))
        await work.put(renamed)
        await work.put(CHEN)
        await work.put(Contact("c3", "Gone at once", NOON))
        await work.remove(Contact("c3", "Gone at once", NOON))
        await work.save_resident(replace(ana, name="Ana Sousa"))
        after = await work.image("contact", "c1")
        added = await work.image("contact", "c2")
        await work.commit()
    changes = await changes_of(store, ana, "a1")
    assert changes[:2] == (Change("contact", "c1", before, after), Change("contact", "c2", None, added))
    assert [(change.kind, change.record_id) for change in changes[2:]] == [("resident", ana.id)]


async def test_what_changed_nothing_is_no_change(store: SqlStore, ana: Resident) -> None:
    await keep(store, ana, PATEL)
    await keep(store, ana, PATEL, act="a1")
    assert await changes_of(store, ana, "a1") == ()


async def test_what_changed_outside_an_act_is_not_remembered(store: SqlStore, ana: Resident) -> None:
    async with store.work_for(ana.id) as work:
        await work.put(PATEL)
        work.acts.begin(Act("a1", NOON))
        await work.put(CHEN)
        await work.commit()
    assert [change.record_id for change in await changes_of(store, ana, "a1")] == ["c2"]


async def test_what_was_made_final_is_in_no_acts_memory(store: SqlStore, ana: Resident) -> None:
    """Forgetting a person for good must not leave them in the images that undo would need."""
    await keep(store, ana, PATEL)
    async with store.work_for(ana.id) as work:
        work.acts.begin(Act("a1", NOON))
        await work.remove(PATEL)
        work.acts.make_final()
        await work.commit()
    async with store.work_for(ana.id) as work:
        assert (await work.all(Contact), await work.acts.newest()) == ([], [])


async def test_each_act_of_a_unit_of_work_keeps_its_own_changes(store: SqlStore, ana: Resident) -> None:
    """An edited message is undone and told again: two acts, one transaction."""
    await keep(store, ana, PATEL, act="a1")
    [told] = await changes_of(store, ana, "a1")
    async with store.work_for(ana.id) as work:
        work.acts.begin(Act("a2", NOON, undoes="a1"))
        await work.restore(told.kind, told.record_id, told.before)
        await work.acts.mark_undone("a1", "a2")
        work.acts.begin(Act("a3", NOON + timedelta(minutes=1), note_id="n1"))
        await work.put(CHEN)
        await work.commit()
    async with store.work_for(ana.id) as work:
        acts = {act.id: act for act in await work.acts.newest()}
        assert await work.all(Contact) == [CHEN]
    assert [(change.record_id, change.after is None) for change in acts["a2"].changes] == [("c1", True)]
    assert [(change.record_id, change.before) for change in acts["a3"].changes] == [("c2", None)]
    assert (acts["a1"].undone_by, acts["a2"].undoes, acts["a3"].note_id) == ("a2", "a1", "n1")


async def test_the_latest_acts_come_first(store: SqlStore, ana: Resident) -> None:
    for minute, named in enumerate(("a1", "a2", "a3")):
        async with store.work_for(ana.id) as work:
            work.acts.begin(Act(named, NOON + timedelta(minutes=minute), note_id="n1" if named != "a2" else "n2"))
            await work.commit()
    async with store.work_for(ana.id) as work:
        assert [act.id for act in await work.acts.newest(limit=2)] == ["a3", "a2"]
        assert [act.id for act in await work.acts.of_note("n1")] == ["a3", "a1"]
        assert await work.acts.find("a9") is None


async def test_forgetting_a_person_can_reach_into_the_memory_of_acts(store: SqlStore, ana: Resident) -> None:
    await keep(store, ana, PATEL, CHEN, act="a1")
    async with store.work_for(ana.id) as work:
        act = await work.acts.find("a1")
        assert act is not None
        await work.acts.save(replace(act, changes=tuple(c for c in act.changes if c.record_id != "c1")))
        await work.commit()
    assert [change.record_id for change in await changes_of(store, ana, "a1")] == ["c2"]


async def test_restoring_an_image_puts_the_record_back(store: SqlStore, ana: Resident) -> None:
    await keep(store, ana, PATEL)
    async with store.work_for(ana.id) as work:
        as_it_was = await work.image("contact", "c1")
        old_self = await work.image("resident", ana.id)
        await work.remove(PATEL)
        await work.save_resident(replace(ana, name="Ana Sousa"))
        await work.restore("contact", "c1", as_it_was)
        await work.restore("resident", ana.id, old_self)
        assert (await work.all(Contact), work.resident) == ([PATEL], ana)
        with pytest.raises(ValueError, match="forget_resident"):
            await work.restore("resident", ana.id, None)
        await work.commit()
    assert await contacts(store, ana) == [PATEL]
