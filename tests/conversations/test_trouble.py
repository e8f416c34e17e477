"""Nothing told is ever lost: not by a bug of ours, not by a crash, not by a message that brings the process down."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from bot.domain.contact import Contact
from bot.domain.delivery import DeliveryState, Reach
from bot.domain.note import Note, NoteState
from bot.hearing import MOST_ATTEMPTS
from bot.messages import ButtonPress
from bot.understanding import KnownContact, Understanding, understand
from storage.store import SqlStore
from tests.conversations.dialogue import ADDRESS, Dialogue, open_dialogue, reply_of, words_of
from tests.databases import SetClock

PATEL = "met Dr. Anita Patel, PD at Mercy"
HERE = Reach(platforms=("terminal",))


class Reader:
    """Reads as Vouch does, until it is told to break."""

    def __init__(self) -> None:
        self.broken = True

    def __call__(self, text: str, now: datetime, tz: str, known: Sequence[KnownContact]) -> Understanding:
        if self.broken and "Patel" in text:
            raise ValueError(f"cannot read {text}")
        return understand(text, now, tz, known)


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def vouch(store: SqlStore, clock: SetClock, reader: Reader) -> Dialogue:
    return open_dialogue(store, clock, reader)


async def test_a_bug_of_ours_keeps_the_words_and_shows_a_reference(
    vouch: Dialogue, caplog: pytest.LogCaptureFixture
) -> None:
    """The same reference stands in the log, and nothing of what was told does."""
    with caplog.at_level(logging.ERROR):
        message = await vouch.hears(PATEL)
    note = await vouch.note(message)
    assert (note.text, note.state) == (PATEL, NoteState.FAILED)
    assert vouch.said.startswith("Your words are kept")
    [record] = caplog.records
    reference = vouch.said.rstrip(".").split()[-1]
    assert reference in record.getMessage()
    assert "Patel" not in caplog.text


async def test_what_failed_is_not_tried_again_by_itself(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    assert await vouch.conversation.recover(HERE) == ()
    assert await vouch.keeps(Contact) == []


async def test_an_edit_takes_up_what_failed(vouch: Dialogue, reader: Reader) -> None:
    message = await vouch.hears(PATEL)
    reader.broken = False
    await vouch.edits(message, PATEL + ", sponsors J-1")
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Anita Patel"]


async def test_a_crash_between_storing_and_acting_is_made_good_at_the_next_start(
    vouch: Dialogue, reader: Reader, store: SqlStore
) -> None:
    reader.broken = False
    await vouch.hears("hello")
    await _stored_and_not_acted_on(vouch, PATEL)
    answers = await vouch.conversation.recover(HERE)
    assert [words_of(reply_of(answer)) for answer in answers] == ["Saved Dr. Anita Patel\nProgram Director, Mercy"]
    assert await vouch.conversation.recover(HERE) == ()
    assert len(await vouch.keeps(Contact)) == 1


async def test_words_that_bring_the_process_down_do_not_do_so_for_ever(vouch: Dialogue, reader: Reader) -> None:
    await vouch.hears("hello")
    note_id = await _stored_and_not_acted_on(vouch, PATEL, attempts=MOST_ATTEMPTS)
    reader.broken = False
    [answer] = await vouch.conversation.recover(HERE)
    assert words_of(reply_of(answer)).startswith("Your words are kept")
    async with vouch.store.work_for((await vouch.resident()).id) as work:
        note = await work.notes.find(note_id)
    assert note is not None
    assert (note.text, note.state) == (PATEL, NoteState.FAILED)


async def test_an_answer_not_sent_is_due_again_after_its_lease(
    vouch: Dialogue, reader: Reader, clock: SetClock
) -> None:
    """A process that dies before it sent an answer leaves it to the delivery loop, which asks the platform first."""
    await vouch.hears("hello")
    answer = vouch.last
    async with vouch.store.work_for((await vouch.resident()).id) as work:
        kept = await work.deliveries.find(answer.id)
    assert kept is not None
    assert (kept.state, kept.maybe_sent, kept.content) == (DeliveryState.WAITING, True, answer.content)
    assert kept.next_at > clock.now()
    assert not answer.maybe_sent


async def test_a_button_that_breaks_changes_nothing_and_can_be_pressed_again(vouch: Dialogue, reader: Reader) -> None:
    reader.broken = False
    await vouch.hears(PATEL)
    undo = next(button for button in vouch.reply.buttons if button.label == "Undo")
    press = ButtonPress(ADDRESS, undo.action, vouch.last.id, ("d-press",))
    breaking = open_dialogue(vouch.store, vouch.clock, plan=_no_plan)
    await breaking.take(press)
    assert "nothing was changed" in breaking.said
    assert len(await vouch.keeps(Contact)) == 1
    await vouch.take(press)
    assert await vouch.keeps(Contact) == []


async def _no_plan(*_: object) -> None:
    raise RuntimeError("no plan")


async def _stored_and_not_acted_on(vouch: Dialogue, text: str, attempts: int = 0) -> str:
    """Leave the database as a crash between the two transactions does."""
    note = Note("note-1", "m-crash", vouch.clock.now(), text)
    async with vouch.store.work_for((await vouch.resident()).id) as work:
        await work.notes.add(replace(note, attempts=attempts), ["d-crash"])
        await work.commit()
    return note.id
