"""A reminder that the resident calls one is taken off or moved, and no other thing is touched."""

from datetime import date

import pytest

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp, FollowUpState
from bot.domain.year import Promise, PromiseState
from tests.conversations.dialogue import Dialogue


async def _two_set(vouch: Dialogue) -> None:
    await vouch.hears("remind me to call the GME office friday")
    await vouch.hears("remind me to register for step 3 on oct 30")


@pytest.mark.parametrize(
    "told",
    ["cancel the reminder about GME", "delete the GME reminder", "please remove the reminder to call the GME office"],
)
async def test_the_one_named_is_taken_off_and_nothing_else(vouch: Dialogue, told: str) -> None:
    await _two_set(vouch)
    await vouch.hears(told)
    assert vouch.said == "I won't bring it up again: call the GME office."
    left = [each.what for each in await vouch.keeps(FollowUp) if each.state is FollowUpState.OPEN]
    assert left == ["register for step 3"]
    await vouch.clicks("Undo")
    assert all(each.state is FollowUpState.OPEN for each in await vouch.keeps(FollowUp))


@pytest.mark.parametrize(
    ("told", "answered"),
    [
        ("change the step 3 reminder to nov 5", "I'll remind you Thu 5 Nov: register for step 3."),
        ("move the reminder about GME to monday", "I'll remind you Mon 19 Oct: call the GME office."),
    ],
)
async def test_the_one_named_is_moved_and_none_is_made(vouch: Dialogue, told: str, answered: str) -> None:
    await _two_set(vouch)
    await vouch.hears(told)
    assert vouch.said.endswith(answered)
    assert len(await vouch.keeps(FollowUp)) == 2


async def test_one_that_is_not_there_is_said_to_be_missing(vouch: Dialogue) -> None:
    await _two_set(vouch)
    before = await vouch.state()
    await vouch.hears("delete the dentist reminder")
    assert vouch.said.startswith("I have no open reminder about “dentist”, so nothing is changed.")
    assert await vouch.state() == before


async def test_one_not_named_is_the_latest_and_of_several_it_asks_which(vouch: Dialogue) -> None:
    await _two_set(vouch)
    await vouch.hears("delete reminders")
    assert vouch.said.startswith("Which one shall I drop?")
    await vouch.hears("cancel that reminder")
    assert vouch.said == "I won't bring it up again: register for step 3."


async def test_what_is_not_to_be_forgotten_is_named_without_those_words(vouch: Dialogue) -> None:
    await vouch.hears("dont let me forget step 3 registration end of month")
    assert vouch.said.endswith("step 3 registration.")


async def test_a_time_told_first_is_of_the_new_task_and_moves_no_other(vouch: Dialogue) -> None:
    await vouch.hears("call GME tomorrow 14:00")
    await vouch.hears("at 3pm page the fellow")
    assert vouch.said.endswith("page the fellow.")
    await vouch.hears("in 20 min check potassium")
    assert vouch.said.endswith("check potassium.")
    assert [each.what for each in await vouch.keeps(FollowUp)] == ["call GME", "page the fellow", "check potassium"]
    await vouch.hears("friday instead")
    assert vouch.said == "I'll remind you Fri 16 Oct: check potassium."
    assert len(await vouch.keeps(FollowUp)) == 3


async def test_later_puts_off_what_is_open_and_sets_no_goal(vouch: Dialogue) -> None:
    await vouch.hears("remind me to call the GME office today at 6 pm")
    await vouch.hears("later")
    assert vouch.said == "I'll remind you Wed 14 Oct: call the GME office."
    assert (await vouch.resident()).goal is None


async def test_what_to_be_reminded_of_is_kept_when_the_patient_is_taken_out(vouch: Dialogue) -> None:
    await vouch.hears("my patient John Smith MRN 4458821 has sepsis, remind me to check his lactate")
    await vouch.clicks("Redact")
    assert "check his lactate" in vouch.said
    assert [each.what for each in await vouch.keeps(FollowUp)] == ["check his lactate"]


async def test_snooze_names_the_task_and_nobody(vouch: Dialogue) -> None:
    await _two_set(vouch)
    await vouch.hears("snooze call gme til wed")
    assert vouch.said.endswith(": call the GME office.")
    assert len(await vouch.keeps(FollowUp)) == 2
    assert await vouch.keeps(Contact) == []


_BOTH_OWED = "met Dr. Petrov and Dr. Reilly", "remind me to email Petrov friday", "remind me to call Reilly friday"


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("push petrov and reilly to next wed", (21, 21)),
        ("Move Dr. Petrov and the call to Dr. Reilly to Monday please", (19, 19)),
        ("push petrov to mon and reilly to tue", (19, 20)),
    ],
)
async def test_what_is_owed_to_several_people_is_put_off_at_once(
    vouch: Dialogue, told: str, days: tuple[int, int]
) -> None:
    for said in _BOTH_OWED:
        await vouch.hears(said)
    before = [each.due_on for each in await vouch.keeps(FollowUp)]
    await vouch.hears(told)
    after = [each.due_on for each in await vouch.keeps(FollowUp)]
    assert after == [date(2026, 10, day) for day in days]
    assert vouch.said.count("I'll remind you") == 2
    await vouch.clicks("Undo")
    assert [each.due_on for each in await vouch.keeps(FollowUp)] == before


async def test_where_one_of_several_is_unclear_nothing_is_put_off(vouch: Dialogue) -> None:
    for said in (*_BOTH_OWED, "remind me to email Reilly monday"):
        await vouch.hears(said)
    before = [each.due_on for each in await vouch.keeps(FollowUp)]
    await vouch.hears("push petrov and reilly to next wed")
    assert vouch.said.startswith("Which one shall I move?")
    assert [each.due_on for each in await vouch.keeps(FollowUp)] == before


@pytest.mark.parametrize(
    "told", ["dont remind me about rao", "stop nagging me about Dr. Rao", "no more reminders about rao"]
)
async def test_no_more_reminders_about_somebody(vouch: Dialogue, told: str) -> None:
    await vouch.hears("met Dr. Rao, email her friday")
    await vouch.hears(told)
    assert vouch.said.startswith("No more reminders about Dr. Rao. Off your list: email Dr. Rao.")
    assert "“Check in with Dr. Rao every 4 weeks” starts it again." in vouch.said
    assert [(contact.name, contact.cadence_days) for contact in await vouch.keeps(Contact)] == [("Rao", 0)]
    await vouch.clicks("Undo")
    assert [each.state for each in await vouch.keeps(FollowUp)] == [FollowUpState.OPEN]


async def test_no_more_reminders_about_a_task(vouch: Dialogue) -> None:
    await _two_set(vouch)
    await vouch.hears("dont remind me about step 3")
    left = [each.what for each in await vouch.keeps(FollowUp) if each.state is FollowUpState.OPEN]
    assert left == ["call the GME office"]


async def test_what_they_promised_is_asked_about_no_more(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Rao, she will send me the abstract by friday")
    assert [each.state for each in await vouch.keeps(Promise)] == [PromiseState.OPEN]
    await vouch.hears("dont remind me about rao")
    assert [each.state for each in await vouch.keeps(Promise)] == [PromiseState.DROPPED]


@pytest.mark.parametrize(
    ("told", "comes"),
    [
        ("remind me today at 9am to call GI", "Wed 14 Oct at 9 am"),  # it is past ten
        ("remind me at 3am tonight to call GI", "Wed 14 Oct at 3 am"),
        ("remind me tonight at 11 to call GI", "Tue 13 Oct at 11 pm"),
    ],
)
async def test_a_clock_time_is_never_set_into_the_past(vouch: Dialogue, told: str, comes: str) -> None:
    await vouch.hears(told)
    assert vouch.said == f"I'll remind you {comes}: call GI."


@pytest.mark.parametrize(
    ("told", "hour"), [("can you move it to 5", "5 pm"), ("no 4:30", "4:30 pm"), ("sorry, make it 10am", "10 am")]
)
async def test_an_hour_alone_moves_what_was_set_last(vouch: Dialogue, told: str, hour: str) -> None:
    await vouch.hears("remind me friday to register for step 3")
    await vouch.hears("remind me thurs 3pm to call the GME office")
    await vouch.hears(told)
    assert vouch.said == f"I'll remind you Thu 15 Oct at {hour}: call the GME office."
    assert len(await vouch.keeps(FollowUp)) == 2


async def test_an_hour_after_a_setting_is_of_the_setting(vouch: Dialogue) -> None:
    await vouch.hears("remind me thurs 3pm to call the GME office")
    await vouch.hears("no texts after 8pm")
    await vouch.hears("no 9pm")
    assert "Quiet: 9 pm to 7 am" in vouch.said
    (owed,) = await vouch.keeps(FollowUp)
    assert str(owed.due_at) == "15:00:00"


@pytest.mark.parametrize("asked", ["when will you remind me about GME", "when is the GME reminder?"])
async def test_when_a_reminder_comes_is_said_and_nothing_is_set(vouch: Dialogue, asked: str) -> None:
    await _two_set(vouch)
    await vouch.hears(asked)
    assert vouch.said == "I remind you Fri 16 Oct: call the GME office."
    assert len(await vouch.keeps(FollowUp)) == 2


async def test_second_thoughts_take_the_last_one_back(vouch: Dialogue) -> None:
    await _two_set(vouch)
    await vouch.hears("actually dont")
    assert [each.what for each in await vouch.keeps(FollowUp)] == ["call the GME office"]


async def test_both_are_done_at_once(vouch: Dialogue) -> None:
    await vouch.hears("talked to Dr. Pratt and Dr. Sato, thank them tomorrow")
    await vouch.hears("email Dr. Wu friday")
    await vouch.hears("sent both thank yous")
    assert vouch.said == "Done: send Dr. Pratt a thank-you; send Dr. Sato a thank-you."
    owed = await vouch.keeps(FollowUp)
    assert [each.what for each in owed if each.state is FollowUpState.OPEN] == ["email Dr. Wu"]
    await vouch.clicks("Undo")
    assert all(each.state is FollowUpState.OPEN for each in await vouch.keeps(FollowUp))


@pytest.mark.parametrize("told", ["make that thank you friday", "make the chen thank-you for friday"])
async def test_a_task_that_is_called_no_reminder_is_moved_by_its_name(vouch: Dialogue, told: str) -> None:
    """With a thank-you in the drawer nobody who names a day wants another one written."""
    await vouch.hears("met Dr. Chen today. thank her wednesday")
    await vouch.hears("email Dr. Lee my CV thursday")
    await vouch.hears(told)
    assert vouch.said == "I'll remind you Fri 16 Oct: send Dr. Chen a thank-you."
    assert {each.what: each.due_on for each in await vouch.keeps(FollowUp)} == {
        "send Dr. Chen a thank-you": date(2026, 10, 16),
        "send your CV to Dr. Lee": date(2026, 10, 15),
    }
    await vouch.hears("make the thank you to chen warmer")
    assert vouch.draft.body.startswith("Dear Dr. Chen,")


@pytest.mark.parametrize(
    "told",
    [
        "push the Quan documents by 3 days",
        "I wonder whether you might postpone the documents for Ms. Quan by a few days",
    ],
)
async def test_by_some_days_counts_from_the_day_it_was_for(vouch: Dialogue, told: str) -> None:
    """What was for the end of the month was brought forward to three days from now."""
    await vouch.hears("Please remind me to send Ms. Quan my documents by 26 October.")
    await vouch.hears(told)
    assert vouch.said == "I'll remind you Thu 29 Oct: send your documents to Ms. Quan."


async def test_why_something_is_postponed_is_kept(vouch: Dialogue) -> None:
    await vouch.hears("Please remind me to send Ms. Quan my documents by 26 October.")
    await vouch.hears("postpone it for Ms. Quan by a week, as my attorney, Mr. Osei, has not returned them.")
    [owed] = await vouch.keeps(FollowUp)
    assert str(owed.due_on) == "2026-11-02"
    assert {contact.name for contact in await vouch.keeps(Contact)} == {"Quan", "Osei"}
