"""Edited and deleted chat messages are followed, and what a platform repeats is handled once."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp
from bot.domain.knowledge import Fact
from bot.domain.note import NoteState
from bot.messages import ButtonPress, TextMessage
from tests.conversations.dialogue import ADDRESS, Dialogue

PATEL = "met Dr. Anita Patel, PD at Mercy. email her my CV thursday"


async def test_an_edit_takes_back_the_old_words_and_applies_the_new(vouch: Dialogue) -> None:
    message = await vouch.hears(PATEL)
    answer = vouch.last
    await vouch.edits(message, "met Dr. Anita Patel, PD at Lakeside. email her my CV friday")
    [patel] = await vouch.keeps(Contact)
    assert [job.institution for job in patel.positions] == ["Lakeside"]
    assert [each.due_on.isoformat() for each in await vouch.keeps(FollowUp) if each.due_on] == ["2026-10-16"]
    assert "Lakeside" in vouch.said
    assert vouch.last.replaces == answer.id
    assert (await vouch.note(message)).earlier == (PATEL,)


async def test_the_same_edit_again_changes_nothing_and_is_not_answered(vouch: Dialogue) -> None:
    message = await vouch.hears(PATEL)
    await vouch.edits(message, "met Dr. Anita Patel, PD at Lakeside")
    before = await vouch.state()
    await vouch.edits(message, "met Dr. Anita Patel, PD at Lakeside")
    assert vouch.answers == []
    assert await vouch.state() == before


async def test_an_edit_that_means_the_same_is_not_answered(vouch: Dialogue) -> None:
    message = await vouch.hears(PATEL)
    await vouch.edits(message, PATEL.replace("met", "Met"))
    assert vouch.answers == []
    assert len(await vouch.keeps(Contact)) == 1


async def test_a_command_typed_as_a_line_stays_one_when_it_is_edited(vouch: Dialogue) -> None:
    message = await vouch.hears("/met Dr. Patel, PD at Mercy")
    await vouch.edits(message, "/met Dr. Patel, PD at Lakeside")
    assert vouch.said.startswith("Saved Dr. Patel")
    assert "Lakeside" in vouch.said
    await vouch.edits(message, "/vouch due")
    assert "Nothing is due" in vouch.said
    assert await vouch.keeps(Contact) == []


async def test_undo_after_an_edit_takes_back_all_the_message_did(vouch: Dialogue) -> None:
    message = await vouch.hears(PATEL)
    await vouch.edits(message, "met Dr. Anita Patel, PD at Lakeside")
    await vouch.hears("undo")
    assert await vouch.state() == []


async def test_what_others_say_of_the_person_survives_the_edit(vouch: Dialogue) -> None:
    message = await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("Dr. Patel sponsors H-1B. call her friday")
    await vouch.edits(message, "met Dr. Anita Patel, APD at Mercy")
    [patel] = await vouch.keeps(Contact)
    assert patel.position.role == "associate_program_director"
    assert [each.contact_id for each in await vouch.keeps(FollowUp)] == [patel.id]


async def test_an_edit_that_overtakes_its_message_stands_for_it(vouch: Dialogue) -> None:
    await vouch.edits("m-1", "met Dr. Anita Patel, PD at Lakeside")
    await vouch.hears(PATEL, message_id="m-1")
    assert vouch.answers == []
    [patel] = await vouch.keeps(Contact)
    assert patel.position.institution == "Lakeside"
    assert await vouch.keeps(FollowUp) == []


async def test_of_two_edits_the_later_one_stands_whichever_comes_first(vouch: Dialogue) -> None:
    message = await vouch.hears(PATEL)
    noon = datetime(2026, 10, 13, 16, tzinfo=UTC)
    await vouch.edits(message, "met Dr. Anita Patel, PD at Lakeside", at=noon + timedelta(minutes=2))
    await vouch.edits(message, "met Dr. Anita Patel, PD at Emory", at=noon + timedelta(minutes=1))
    [patel] = await vouch.keeps(Contact)
    assert patel.position.institution == "Lakeside"


async def test_an_edit_back_to_the_first_words_overtakes_the_one_before_it(vouch: Dialogue) -> None:
    message = await vouch.hears(PATEL)
    before = await vouch.state()
    noon = datetime(2026, 10, 13, 16, tzinfo=UTC)
    await vouch.edits(message, PATEL, at=noon + timedelta(minutes=2))
    await vouch.edits(message, "met Dr. Anita Patel, PD at Emory", at=noon + timedelta(minutes=1))
    assert await vouch.state() == before


async def test_deleting_a_message_takes_back_what_it_did(vouch: Dialogue) -> None:
    message = await vouch.hears(PATEL)
    answer = vouch.last
    await vouch.deletes(message)
    assert await vouch.state() == []
    assert vouch.said.startswith("Taken back: Dr. Anita Patel")
    assert vouch.last.replaces == answer.id
    assert (await vouch.note(message)).state is NoteState.DELETED


async def test_a_deletion_can_be_undone_and_the_note_is_there_again(vouch: Dialogue) -> None:
    message = await vouch.hears(PATEL)
    before = await vouch.state()
    await vouch.deletes(message)
    await vouch.clicks("Redo")
    assert await vouch.state() == before
    assert (await vouch.note(message)).state is NoteState.HANDLED


async def test_a_deletion_that_overtakes_its_message_keeps_it_out(vouch: Dialogue) -> None:
    await vouch.hears("hello")
    await vouch.deletes("m-1")
    assert vouch.answers == []
    await vouch.hears(PATEL, message_id="m-1")
    assert vouch.answers == []
    assert await vouch.state() == []


async def test_a_deletion_from_someone_unknown_makes_no_resident(vouch: Dialogue) -> None:
    await vouch.deletes("m-1")
    assert vouch.answers == []
    assert await vouch.store.find_resident(ADDRESS) is None


async def test_an_edit_after_undo_is_told_anew(vouch: Dialogue) -> None:
    message = await vouch.hears(PATEL)
    await vouch.clicks("Undo")
    await vouch.edits(message, "met Dr. Anita Patel, PD at Lakeside")
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Anita Patel"]
    assert vouch.said.startswith("Saved Dr. Anita Patel")


async def test_a_repeat_is_handled_once_even_at_the_same_moment(vouch: Dialogue) -> None:
    message = TextMessage(ADDRESS, PATEL, "m-1", ("d-1",))
    answers = await asyncio.gather(*(vouch.conversation.answer(message) for _ in range(4)))
    said = [answer for each in answers for answer in each if answer.re == "m-1"]
    assert len(said) == 1
    assert len(await vouch.keeps(Contact)) == 1


async def test_a_repeat_under_another_delivery_id_is_the_same_message(vouch: Dialogue) -> None:
    message = TextMessage(ADDRESS, PATEL, "m-1", ("d-1",))
    await vouch.take(message)
    await vouch.take(replace(message, delivery_ids=("d-2",)))
    assert vouch.answers == []
    assert len(await vouch.keeps(FollowUp)) == 1


async def test_a_button_pressed_twice_acts_once_and_its_message_stays_as_it_is(vouch: Dialogue) -> None:
    """Who double-clicks must not lose what the first press said, nor its button."""
    await vouch.hears(PATEL)
    saved = vouch.last
    await vouch.clicks("Undo")
    undone, said = await vouch.state(), vouch.reply
    await vouch.clicks("Undo", on=saved)
    assert vouch.reply == said
    assert [button.label for button in vouch.reply.buttons] == ["Redo"]
    assert await vouch.state() == undone


async def test_a_repeated_press_is_not_answered(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    undo = next(button for button in vouch.reply.buttons if button.label == "Undo")
    press = ButtonPress(ADDRESS, undo.action, vouch.last.id, ("d-press",))
    answers = await asyncio.gather(*(vouch.conversation.answer(press) for _ in range(3)))
    assert sum(len(each) for each in answers) == 1
    assert await vouch.state() == []


async def test_a_button_of_an_older_version_is_answered_plainly(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.take(ButtonPress(ADDRESS, "once-upon:a-time", vouch.last.id, ("d-press",)))
    assert "not there any more" in vouch.said


async def test_who_speaks_is_not_who_they_lead_to(vouch: Dialogue) -> None:
    await vouch.hears("dr sarah oneill (radiology APD, Kern) gave a talk at noon conf.")
    await vouch.hears("met her today! she said no h1, j1 yes. she'll intro me to their PD dr gomez")
    told = {(each.about, str(each.visa or each.kind), each.value) for each in await vouch.keeps(Fact)}
    assert told == {("Kern", "H-1B", "no"), ("Kern", "J-1", "yes"), ("Sarah Oneill", "advocates", "yes")}
    [gomez] = [each for each in await vouch.keeps(Contact) if each.name == "Gomez"]
    assert gomez.position.role == "program_director"


async def test_she_is_the_one_named_where_nobody_is_led_to(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Sarah Oneill, APD at Kern")
    await vouch.hears("she was so nice today, Dr. Gomez, PD at Mercy. sponsors J-1")
    assert [(each.about, each.value) for each in await vouch.keeps(Fact)] == [("Mercy", "yes")]


@pytest.mark.parametrize(
    ("order", "task"),
    [
        ("ask oneill if they sponsor h1", "ask Dr. Oneill if they sponsor h1"),
        ("tell dr oneill about my step 3", "tell Dr. Oneill about your step 3"),
    ],
)
async def test_what_one_is_to_be_asked_or_told_is_owed(vouch: Dialogue, order: str, task: str) -> None:
    await vouch.hears("met Dr. Sarah Oneill, APD at Kern")
    await vouch.hears(order)
    assert [each.what for each in await vouch.keeps(FollowUp)] == [task]
