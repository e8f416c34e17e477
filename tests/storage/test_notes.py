"""What was told is kept word for word, and once, however often the platform says it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.note import Note, NoteState
from bot.domain.resident import Resident
from storage.store import SqlStore
from tests.databases import NOON
from tests.storage.made import a_note


async def test_a_note_is_kept_word_for_word(store: SqlStore, ana: Resident) -> None:
    note = replace(
        a_note("n1", "met Dr. Zoë Ångström 🩺\n\u200f\u05e9\u05dc\u05d5\u05dd\t\x00'; DROP TABLE notes; --"),
        thread="t",
        channel="C1",
        earlier=("before",),
    )
    async with store.work_for(ana.id) as work:
        assert await work.notes.add(note)
        await work.commit()
    async with store.work_for(ana.id) as work:
        assert await work.notes.find("n1") == note
        assert await work.notes.find_by_message("message-n1") == note
        assert await work.notes.find("n2") is None


async def test_notes_come_newest_first_without_those_taken_back_or_held(store: SqlStore, ana: Resident) -> None:
    states = list(NoteState)
    async with store.work_for(ana.id) as work:
        for minute, state in enumerate(states):
            await work.notes.add(replace(a_note(f"n{minute}", minutes=minute), state=state))
        await work.commit()
    async with store.work_for(ana.id) as work:
        shown = [note.state for note in await work.notes.newest()]
        hidden = (NoteState.UNDONE, NoteState.DELETED, NoteState.HELD)
        assert shown == [state for state in reversed(states) if state not in hidden]
        assert [note.state for note in await work.notes.newest(every=True)] == states[::-1]
        assert [note.state for note in await work.notes.newest(limit=1)] == shown[:1]


async def test_a_changed_note_replaces_the_old_one(store: SqlStore, ana: Resident) -> None:
    async with store.work_for(ana.id) as work:
        await work.notes.add(a_note("n1", "met Dr. Chan"))
        edited = replace(a_note("n1", "met Dr. Chen"), earlier=("met Dr. Chan",), state=NoteState.HANDLED)
        await work.notes.save(edited)
        await work.commit()
    async with store.work_for(ana.id) as work:
        assert await work.notes.newest() == [edited]
        with pytest.raises(KeyError):
            await work.notes.save(a_note("never added"))


@pytest.mark.parametrize(
    ("message_id", "delivery_ids", "new"),
    [
        ("message-n1", (), False),
        ("message-n1", ("d9",), False),
        ("another", ("d1",), False),
        ("another", ("d8", "d2"), False),
        ("another", ("d8", "d8"), True),
        ("another", (), True),
    ],
)
async def test_a_message_repeated_under_any_of_its_ids_is_stored_once(
    store: SqlStore, ana: Resident, message_id: str, delivery_ids: Sequence[str], new: bool
) -> None:
    async with store.work_for(ana.id) as work:
        assert await work.notes.add(a_note("n1"), ("d1", "d2"))
        await work.commit()
    async with store.work_for(ana.id) as work:
        again = Note("n2", message_id, NOON + timedelta(minutes=1), "met Dr. Patel")
        assert await work.notes.add(again, delivery_ids) is new
        assert [note.id for note in await work.notes.newest()] == (["n2", "n1"] if new else ["n1"])
        await work.commit()


async def test_a_button_pressed_once_counts_once(store: SqlStore, ana: Resident) -> None:
    async with store.work_for(ana.id) as work:
        assert await work.notes.see(["press-1", "press-1b"])
        assert not await work.notes.see(["press-1b", "press-2"])
        assert await work.notes.see(["press-2"])
        assert await work.notes.see([])
        await work.commit()
    async with store.work_for(ana.id) as work:
        assert not await work.notes.see(["press-1"])


async def test_one_message_sent_many_times_at_once_is_stored_once(store: SqlStore, ana: Resident) -> None:
    async def arrive(number: int) -> bool:
        async with store.work_for(ana.id) as work:
            stored = await work.notes.add(replace(a_note("n1"), id=f"n{number}"), ("d1", f"d-{number}"))
            await work.commit()
            return stored

    assert sorted(await asyncio.gather(*(arrive(number) for number in range(8)))) == [False] * 7 + [True]
