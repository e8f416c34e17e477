"""Undo takes back all that one message did, for thirty days, and keeps what was told since."""

from datetime import date, timedelta

import pytest

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp, FollowUpState
from bot.domain.knowledge import Fact
from bot.domain.note import NoteState
from bot.domain.resident import QuietHours
from tests.conversations.dialogue import Dialogue

PATEL = "met Dr. Anita Patel, PD at Mercy, sponsors H-1B. email her my CV thursday"


async def test_one_undo_takes_back_all_one_message_did(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("undo")
    assert vouch.said == "Taken back: Dr. Anita Patel; Mercy H-1B: yes; “send your CV to Dr. Patel” (Thu 15 Oct)."
    assert await vouch.state() == []


async def test_the_words_are_kept_and_not_answered_from(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("undo")
    assert (await vouch.note("message-1")).state is NoteState.UNDONE
    await vouch.hears("what did Dr. Patel say?")
    assert "never told" in vouch.said


async def test_undo_by_the_button_changes_the_message_in_place_and_can_be_undone(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    saved, before = vouch.last, await vouch.state()
    await vouch.clicks("Undo")
    assert vouch.last.replaces == saved.id
    assert await vouch.state() == []
    await vouch.clicks("Redo")
    assert await vouch.state() == before
    assert (await vouch.note("message-1")).state is NoteState.HANDLED
    await vouch.clicks("Undo")
    assert await vouch.state() == []


async def test_undo_twice_takes_back_the_one_before(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Luis Ortega, fellow at Lakeside")
    before = await vouch.state()
    await vouch.hears(PATEL)
    await vouch.hears("undo")
    assert await vouch.state() == before
    await vouch.hears("undo")
    assert await vouch.state() == []
    await vouch.hears("undo")
    assert "nothing" in vouch.said


async def test_redo_brings_back_in_turn_what_undo_took(vouch: Dialogue) -> None:
    """Whoever undoes once too often must not be afraid of the word."""
    await vouch.hears("met Dr. Luis Ortega, fellow at Lakeside")
    first = await vouch.state()
    await vouch.hears(PATEL)
    both = await vouch.state()
    await vouch.hears("undo")
    await vouch.hears("undo")
    await vouch.hears("redo")
    assert vouch.said.startswith("Here again: Dr. Luis Ortega")
    assert await vouch.state() == first
    await vouch.hears("bring that back")
    assert await vouch.state() == both
    await vouch.hears("redo")
    assert vouch.said.startswith("I've kept your words. Nothing was taken back")
    await vouch.hears("undo")
    assert await vouch.state() == first


async def test_what_changed_nothing_is_not_in_the_way_of_undo(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("who sponsors H-1B?")
    await vouch.hears("thanks!")
    await vouch.hears("undo")
    assert await vouch.state() == []


async def test_done_is_undone(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("sent the CV to Dr. Patel")
    assert [each.state for each in await vouch.keeps(FollowUp)] == [FollowUpState.DONE]
    await vouch.clicks("Undo")
    assert "I'll remind you Thu 15 Oct" in vouch.said
    assert [each.state for each in await vouch.keeps(FollowUp)] == [FollowUpState.OPEN]


async def test_a_setting_is_undone(vouch: Dialogue) -> None:
    await vouch.hears("hi")
    before = (await vouch.resident()).quiet
    await vouch.hears("no messages after 9:30 pm")
    assert (await vouch.resident()).quiet != before
    await vouch.hears("undo")
    assert vouch.said == "Your settings are as they were."
    assert (await vouch.resident()).quiet == before == QuietHours(before.start, before.end)


async def test_a_person_others_speak_of_stays(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    first = vouch.last
    await vouch.hears("Dr. Patel said Lakeside sponsors H-1B")
    await vouch.clicks("Undo", on=first)
    assert "I keep Dr. Anita Patel: other notes speak of them." in vouch.said
    [patel] = await vouch.keeps(Contact)
    assert patel.positions == ()
    assert [fact.said_by for fact in await vouch.keeps(Fact)] == [patel.id]


async def test_a_reminder_moved_since_goes_with_its_message(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    first = vouch.last
    await vouch.hears("push the Patel one to monday")
    assert [each.due_on for each in await vouch.keeps(FollowUp)] == [date(2026, 10, 19)]
    await vouch.clicks("Undo", on=first)
    assert await vouch.state() == []


async def test_after_thirty_days_it_says_so(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    first, before = vouch.last, await vouch.state()
    vouch.clock.advance(timedelta(days=31))
    await vouch.clicks("Undo", on=first)
    assert "30 days" in vouch.said
    await vouch.hears("undo")
    assert "30 days" in vouch.said
    assert await vouch.state() == before


async def test_on_the_thirtieth_day_it_still_works(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    vouch.clock.advance(timedelta(days=30))
    await vouch.hears("undo")
    assert await vouch.state() == []


async def test_a_merge_is_undone(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Wei Chan, attending at Lakeside")
    await vouch.hears("met Dr. Wei Chang, attending at Mercy. email him friday")
    before = await vouch.state()
    await vouch.clicks("Same person")
    assert len(await vouch.keeps(Contact)) == 1
    await vouch.clicks("Undo")
    assert await vouch.state() == before


@pytest.mark.parametrize("said", ["no wait not done", "not done yet", "I haven't sent it actually", "oops, not sent"])
async def test_not_done_after_all_is_owed_again(vouch: Dialogue, said: str) -> None:
    await vouch.hears("met Dr. Lee, PD at Yale. send her my CV monday")
    await vouch.hears("done with the CV")
    await vouch.hears(said)
    assert vouch.said == "I'll remind you Mon 19 Oct: send your CV to Dr. Lee."
    await vouch.hears(said)
    assert vouch.said == "It stays open: nothing was marked as done in the last hours."


async def test_undo_after_a_brief_or_a_draft_takes_back_what_was_told_before_it(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Gupta in MICU")
    await vouch.hears("Dr. Gupta is my mentor now")
    await vouch.hears("prep me for Dr. Gupta")
    await vouch.hears("draft a thank-you to Dr. Gupta")
    await vouch.hears("undo")
    assert (await vouch.keeps(Contact))[0].relationship is None


async def test_put_it_back_takes_back_what_was_done_last_whatever_that_was(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    before = await vouch.state()
    await vouch.hears("push it to friday")
    await vouch.hears("no put it back")
    assert await vouch.state() == before
    await vouch.hears("undo")
    assert await vouch.state() == []
    await vouch.hears("put it back")
    assert await vouch.state() == before


async def test_second_thoughts_reach_no_further_than_the_last_message(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Sarah Kim, cards fellow. email her friday")
    before = await vouch.state()
    vouch.clock.advance(timedelta(minutes=1))
    await vouch.hears("what's due?")
    vouch.clock.advance(timedelta(minutes=1))
    await vouch.hears("no don't")
    assert vouch.said == "All right: your last message had changed nothing, and all stays as it is."
    assert await vouch.state() == before


async def test_second_thoughts_take_back_what_the_last_message_did(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Sarah Kim, cards fellow")
    before = await vouch.state()
    vouch.clock.advance(timedelta(minutes=1))
    await vouch.hears("remind me to email her friday")
    vouch.clock.advance(timedelta(minutes=1))
    await vouch.hears("actually, don't")
    assert await vouch.state() == before


TOLD_OF_CHEN = "met Dr. Chen, PD at Mercy, sponsors H-1B. email her thursday"


@pytest.mark.parametrize(
    ("said", "gone", "left"),
    [
        ("undo the visa line", "Mercy H-1B: yes", (0, 1)),
        ("scrap the h1b part", "Mercy H-1B: yes", (0, 1)),
        ("undo just the reminder", "“email Dr. Chen” (Thu 15 Oct)", (1, 0)),
    ],
)
async def test_one_part_of_what_was_told_is_taken_back_alone(
    vouch: Dialogue, said: str, gone: str, left: tuple[int, int]
) -> None:
    """One wrong word in a line must not cost the rest of the line."""
    await vouch.hears(TOLD_OF_CHEN)
    before = await vouch.state()
    await vouch.hears(said)
    assert vouch.said == f"Taken back: {gone}. The rest stays."
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Chen"]
    assert (len(await vouch.keeps(Fact)), len(await vouch.keeps(FollowUp))) == left
    await vouch.clicks("Undo")
    assert await vouch.state() == before


async def test_a_part_that_was_not_told_takes_nothing_else_along(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Chen, PD at Mercy")
    before = await vouch.state()
    await vouch.hears("undo the visa line")
    assert "nothing of that" in vouch.said
    assert await vouch.state() == before
