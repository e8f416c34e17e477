"""The year in the conversation: what is due, where things stand, and what was done without being asked."""

from datetime import date, timedelta

import pytest

from bot.domain.contact import Contact
from bot.domain.follow_up import ConferenceGoals, Event, EventKind
from bot.domain.knowledge import Encounter
from bot.domain.nudge import Response, ResponseState
from bot.domain.resident import CallSpell
from bot.domain.year import Promise, PromiseState
from tests.conversations.dialogue import Dialogue

TODAY = date(2026, 10, 13)


async def test_the_agenda_has_what_vouch_brings_up_beside_what_is_owed(vouch: Dialogue) -> None:
    await vouch.hears("Dr. Lee will send me the abstract by oct 14")
    await vouch.hears("remind me to email Dr. Rao oct 16")
    vouch.clock.advance(timedelta(days=3))
    await vouch.hears("what's due?")
    assert "2 to do" in vouch.said
    assert vouch.said.index("email Dr. Rao") < vouch.said.index("remind Dr. Lee")
    assert vouch.buttons.count("Done") == 2
    await vouch.clicks("Done")
    await vouch.hears("what's due?")
    assert "email Dr. Rao" not in vouch.said


async def test_progress_says_the_one_next_thing_first_then_where_things_stand(vouch: Dialogue) -> None:
    await vouch.hears("my year started july 1")
    for told in (
        "met Dr. Amy Gupta, attending here, she is my mentor",
        "Dr. Chen is my research mentor",
        "Dr. Chen is an IMG",
        "Sam Patel is a co-intern",
        "met Dr. Paul Novak, PD at Mercy, at ACP",
        "Dr. Gupta agreed to write my letter",
    ):
        await vouch.hears(told)
    await vouch.hears("how am I doing?")
    assert vouch.reply.title is not None
    assert vouch.reply.title.startswith("Next: ")
    fields = dict(vouch.reply.fields)
    assert fields["Mentors"] == "2 of 2-3"
    assert fields["IMG mentors"] == "1 of 1-3"
    assert fields["Peers"] == "1 of 5-10"
    assert (
        fields["Kinds of mentor"].startswith("2 of 4; not yet: career strategy") or "of 4" in fields["Kinds of mentor"]
    )
    assert fields["Roles you know"].startswith("3 of 8")
    assert fields["Inside and outside"].startswith("3 inside, 1 outside")
    assert fields["Letters"] == "1 agreed"
    assert "Dr. Gupta agreed to a letter (next: send the packet" in fields["Mentor to sponsor"]
    assert "done" in fields["Milestones now"]


async def test_a_promise_ends_when_it_came_and_undo_opens_it_again(vouch: Dialogue) -> None:
    promise = await _overdue_promise(vouch)
    await vouch.hears("got the abstract from Dr. Lee")
    assert "So it came: send you the abstract." in vouch.said
    (kept,) = await vouch.keeps(Promise)
    assert kept.state is PromiseState.KEPT
    await vouch.hears("undo")
    assert (await vouch.keeps(Promise))[0].state is promise.state


async def _overdue_promise(vouch: Dialogue) -> Promise:
    await vouch.hears("Dr. Lee will send me the abstract by friday")
    assert "Promised to you by Fri 16 Oct: send you the abstract. I'll ask if it has not come." in vouch.said
    (promise,) = await vouch.keeps(Promise)
    assert promise.due_on == date(2026, 10, 16)
    return promise


async def test_a_mail_to_somebody_met_at_a_conference_is_a_touch(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Novak, PD at Mercy, at ACP")
    await vouch.hears("emailed Dr. Novak")
    assert "That settles: write to Dr. Novak" in vouch.said
    assert len(await vouch.keeps(Encounter)) == 2


async def test_a_schedule_in_one_line_is_a_schedule_and_its_first_month_no_nights(vouch: Dialogue) -> None:
    await vouch.hears("schedule: micu 11/1-11/28, wards 11/29-12/26, nights 12/27-1/9")
    assert "Your schedule: 3 lines" in vouch.said
    assert "Sun 1 Nov to Sat 28 Nov: micu" in vouch.said
    assert "Sun 27 Dec to Sat 9 Jan 2027: nights (quiet by day)" in vouch.said


async def test_a_pasted_schedule_is_said_back_line_by_line_and_undone_whole(vouch: Dialogue) -> None:
    await vouch.hears("10/19-11/15 MICU Dr. Gupta\n11/16-11/29 Night float\n11/30 Call\n12/1-12/27 Wards")
    assert "Your schedule: 4 lines" in vouch.said
    assert "Mon 19 Oct to Sun 15 Nov: MICU with Dr. Gupta" in vouch.said
    events = await vouch.keeps(Event)
    assert [(event.title, event.kind) for event in events] == [
        ("MICU", EventKind.ROTATION),
        ("Night float", EventKind.ROTATION),
        ("Wards", EventKind.ROTATION),
    ]
    resident = await vouch.resident()
    assert resident.nights[0].first == date(2026, 11, 16)
    assert resident.calls == (CallSpell(date(2026, 11, 30), date(2026, 11, 30)),)
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Gupta"]
    await vouch.clicks("Undo")
    assert await vouch.keeps(Event) == []
    assert (await vouch.resident()).calls == ()


async def test_the_same_schedule_twice_changes_nothing(vouch: Dialogue) -> None:
    table = "10/19-11/15 MICU\n11/16-12/13 Wards"
    await vouch.hears(table)
    await vouch.hears(table)
    assert len(await vouch.keeps(Event)) == 2


async def test_a_line_pasted_twice_is_kept_once(vouch: Dialogue) -> None:
    await vouch.hears("10/19-11/15 MICU\n10/19-11/15 MICU\n11/16-12/13 Wards")
    assert len(await vouch.keeps(Event)) == 2


async def test_a_calendar_that_cannot_be_read_loses_nothing(vouch: Dialogue) -> None:
    message = await vouch.hears("BEGIN:VCALENDAR\nrubbish")
    assert "can't find an event in it" in vouch.said
    assert (await vouch.note(message)).text == "BEGIN:VCALENDAR\nrubbish"


async def test_a_rotation_without_an_end_takes_four_weeks_and_its_end_can_be_told_later(vouch: Dialogue) -> None:
    await vouch.hears("starting MICU with Dr. Gupta monday")
    assert "Mon 19 Oct to Sun 15 Nov" in vouch.said
    assert "You did not say until when" in vouch.said
    await vouch.hears("MICU until nov 30")
    (event,) = await vouch.keeps(Event)
    assert event.ends_on == date(2026, 11, 30)


async def test_rotations_are_listed_with_who_and_when(vouch: Dialogue) -> None:
    await vouch.hears("my rotations")
    assert "You have told me of no rotation yet" in vouch.said
    await vouch.hears("starting MICU with Dr. Gupta oct 19 until nov 15")
    await vouch.hears("rotations", command="/vouch")
    assert "Rotation: MICU, Mon 19 Oct to Sun 15 Nov, with Dr. Gupta" in vouch.said
    await vouch.hears("what's my next rotation")
    assert "Rotation: MICU" in vouch.said


async def test_the_two_clocks_are_chosen_at_the_end_of_the_welcome_with_reasons(vouch: Dialogue) -> None:
    await vouch.hears("hi")
    vouch.answers = vouch.answers[:1]
    await vouch.fills_in(tz="America/Chicago")
    assert "weeks 4 to 10" in vouch.said
    assert "months 6 to 9" in vouch.said
    await vouch.clicks("This September")
    assert (await vouch.resident()).goal == "same-cycle"
    assert "You apply in September, month 3" in vouch.said
    await vouch.clicks("Undo")
    assert (await vouch.resident()).goal is None


async def test_own_dates_calls_and_the_review_are_said_back_in_full(vouch: Dialogue) -> None:
    await vouch.hears("my visa expires june 30")
    assert "Your visa ends: Wed 30 Jun 2027" in vouch.said
    await vouch.hears("I'm on call saturday")
    assert "On call: Sat 17 Oct (nothing unasked then, nor on the day after)" in vouch.said
    await vouch.hears("weekly review on fridays")
    assert "Weekly review: Fridays" in vouch.said
    await vouch.hears("check in with Dr. Lee every 4 weeks")
    assert "I bring up Dr. Lee 4 weeks after you were last in touch." in vouch.said


async def test_forgetting_an_attending_keeps_the_rotation(vouch: Dialogue) -> None:
    await vouch.hears("starting MICU with Dr. Gupta oct 19 until nov 15")
    await vouch.hears("delete everything about Dr. Gupta")
    await vouch.clicks("Confirm")
    (event,) = await vouch.keeps(Event)
    assert (event.title, event.contact_ids) == ("MICU", ())


async def test_the_end_of_a_rotation_is_corrected_in_plain_words(vouch: Dialogue) -> None:
    await vouch.hears("starting MICU with Dr. Gupta monday until nov 1")
    await vouch.hears("no, until nov 8")
    (event,) = await vouch.keeps(Event)
    assert (event.starts_on, event.ends_on) == (date(2026, 10, 19), date(2026, 11, 8))


async def test_the_day_of_a_promise_is_corrected_and_nothing_else(vouch: Dialogue) -> None:
    await vouch.hears("going to ACP oct 29-31")
    await vouch.hears("Dr. Lee will send me the abstract by friday")
    await vouch.hears("actually monday")
    (promise,) = await vouch.keeps(Promise)
    assert promise.due_on == date(2026, 10, 19)
    (event,) = await vouch.keeps(Event)
    assert event.starts_on == date(2026, 10, 29)


async def test_what_will_not_be_is_taken_off_the_calendar(vouch: Dialogue) -> None:
    await vouch.hears("going to ACP oct 29-31")
    await vouch.hears("I'm not going to ACP anymore")
    assert "Off the calendar: Conference: ACP, Thu 29 Oct to Sat 31 Oct." in vouch.said
    assert await vouch.keeps(Event) == []
    await vouch.clicks("Undo")
    assert len(await vouch.keeps(Event)) == 1


async def test_an_early_thank_you_leaves_the_one_after_the_rotation(vouch: Dialogue) -> None:
    await vouch.hears("starting MICU with Dr. Gupta oct 12 until nov 15")
    await vouch.hears("thanked Dr. Gupta")
    assert "settles" not in vouch.said


async def test_the_season_is_listed_with_sources_and_their_age(vouch: Dialogue) -> None:
    await vouch.hears("when is match day?")
    assert "Fri 19 Mar 2027: Match Day" in vouch.said
    assert "checked Thu 26 Nov" in vouch.said
    assert "https://" in vouch.said


async def test_the_weekly_review_can_be_stopped_and_brought_back(vouch: Dialogue) -> None:
    await vouch.hears("no weekly review please")
    assert "No weekly review from now on" in vouch.said
    (answer,) = await vouch.keeps(Response)
    assert (answer.id, answer.state) == ("review", ResponseState.STOPPED)
    await vouch.hears("weekly review on fridays")
    assert await vouch.keeps(Response) == []


async def test_goals_told_with_a_conference_count_instead_of_the_usual_ones(vouch: Dialogue) -> None:
    await vouch.hears("going to ACP oct 20 to oct 22, goals 3 pds and 1 research partner")
    assert "Your goal: 3 PDs, 1 research partner." in vouch.said
    await vouch.hears("goals for ACP: two PDs, 1 IMG")
    assert vouch.said.startswith("Your goal for ACP: 2 PDs, 1 IMG.")
    await vouch.hears("prep me for ACP")
    assert "Goal: 2 PDs, 1 IMG." in vouch.said


async def test_goals_of_one_conference_leave_another_alone(vouch: Dialogue) -> None:
    await vouch.hears("going to ACP oct 20 to oct 22")
    await vouch.hears("attending SGIM nov 4-6")
    await vouch.hears("goals for SGIM: 4 PDs")
    goals = {each.title: each.goals for each in await vouch.keeps(Event)}
    assert goals == {"ACP": None, "SGIM": ConferenceGoals(directors=4)}


async def test_the_weekly_review_comes_when_it_is_asked_for_too(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Lin, fellow")
    await vouch.hears("call Dr. Rao thursday")
    await vouch.hears("how was my week?")
    assert vouch.said.startswith("Your week\nYour week: 1 person met.")
    assert "call Dr. Rao (Thu 15 Oct)" in vouch.said
    await vouch.hears("weekly review on fridays")
    assert "Weekly review: Fridays" in vouch.said


async def test_nights_of_this_week_do_not_shorten_the_run_that_a_schedule_told(vouch: Dialogue) -> None:
    await vouch.hears("9/23-10/20 Night float\n10/21-11/17 Oncology with Dr. Wu")
    await vouch.hears("I'm on nights this week")
    (nights,) = (await vouch.resident()).nights
    assert (str(nights.first), str(nights.last)) == ("2026-09-23", "2026-10-20")
    await vouch.hears("on nights until friday")
    (nights,) = (await vouch.resident()).nights
    assert str(nights.last) == "2026-10-16"


@pytest.mark.parametrize(
    ("told", "first"),
    [
        ("we worked together in micu in august, 4 weeks", date(2026, 8, 4)),
        ("micu oct 1-14", date(2026, 10, 1)),
        ("micu nov 2 to nov 15", date(2026, 11, 2)),
        ("starting micu july 5", date(2027, 7, 5)),
    ],
)
async def test_a_rotation_that_was_this_year_is_not_put_into_the_next(vouch: Dialogue, told: str, first: date) -> None:
    await vouch.hears("my year started july 1")
    await vouch.hears(told)
    (rotation,) = await vouch.keeps(Event)
    assert (rotation.kind, rotation.starts_on) == (EventKind.ROTATION, first)
    assert (rotation.ends_on < TODAY) != ("I come back" in vouch.said)


async def test_two_weeks_on_a_service_are_no_conference(vouch: Dialogue) -> None:
    await vouch.hears("on nephro with dr Shah from nov 2 to nov 15")
    assert vouch.said.startswith("Rotation: nephro with Dr. Shah")


@pytest.mark.parametrize(("told", "title"), [("my step 3 is on dec 12", "step 3"), ("im taking ITE on jan 20", "ITE")])
async def test_what_is_planned_is_called_as_it_was_told(vouch: Dialogue, told: str, title: str) -> None:
    await vouch.hears(told)
    assert [event.title for event in await vouch.keeps(Event)] == [title]
