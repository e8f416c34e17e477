"""The resident says how Vouch is to behave, and it says back what changed."""

from datetime import UTC, date, datetime, time

import pytest

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp
from bot.domain.knowledge import Fact
from bot.domain.resident import NightSpell, QuietHours
from tests.conversations.dialogue import Dialogue


async def test_quiet_hours_in_plain_words(vouch: Dialogue) -> None:
    await vouch.hears("no messages after 8 pm please")
    assert vouch.said == "Noted\nQuiet: 8 pm to 7 am"
    assert (await vouch.resident()).quiet == QuietHours(time(20), time(7))
    await vouch.clicks("Undo")
    assert (await vouch.resident()).quiet == QuietHours(time(21), time(7))


async def test_nights_this_week_end_with_sundays_shift(vouch: Dialogue) -> None:
    await vouch.hears("I'm on nights this week")
    [spell] = (await vouch.resident()).nights
    assert spell.last == date(2026, 10, 18)
    assert NightSpell(spell.first, spell.last).first <= date(2026, 10, 13)


async def test_a_pause_of_seven_days_ends_at_the_same_clock_time(vouch: Dialogue) -> None:
    await vouch.hears("pause 7 days")
    assert (await vouch.resident()).paused_until == datetime(2026, 10, 20, 16, tzinfo=UTC)
    await vouch.hears("resume")
    assert (await vouch.resident()).paused_until == vouch.clock.now()


@pytest.mark.parametrize(
    ("told", "zone"),
    [
        ("I moved to Denver", "America/Denver"),
        ("im in chicago now so change my timezone", "America/Chicago"),
        ("timezone: pacific", "America/Los_Angeles"),
        ("my time zone is Pacific", "America/Los_Angeles"),
        ("chicago time", "America/Chicago"),
    ],
)
async def test_a_move_changes_the_zone(vouch: Dialogue, told: str, zone: str) -> None:
    await vouch.hears(told)
    assert (await vouch.resident()).tz == zone
    assert (await vouch.resident()).program is None


async def test_the_welcome_asks_three_things_and_each_can_be_skipped(vouch: Dialogue) -> None:
    await vouch.hears("hi")
    welcome = vouch.answers[0]
    vouch.answers = [welcome]
    form = vouch.reply.form
    assert form is not None
    assert len(form.fields) == 3
    assert not any(field.required for field in form.fields)
    await vouch.fills_in(tz="Chicago", starts_on="July 1", quiet="10 pm to 6 am")
    resident = await vouch.resident()
    assert resident.tz == "America/Chicago"
    assert resident.starts_on == date(2026, 7, 1)
    assert resident.quiet == QuietHours(time(22), time(6))


async def test_what_may_name_a_patient_waits_for_the_resident(vouch: Dialogue) -> None:
    """No patient's identity is acted on before the resident has looked."""
    message = await vouch.hears("Mr. Ortiz in room 12 with sepsis, presented him to Dr. Rao, fellow at Mercy")
    assert vouch.buttons == ["Redact", "Keep as is"]
    assert await vouch.keeps(Contact) == []
    await vouch.clicks("Redact")
    assert "Dr. Rao" in vouch.said
    assert (await vouch.note(message)).text.startswith("[redacted] in [redacted] with sepsis")
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Rao"]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("stop", "until you say “resume”"),
        ("please stop messaging me", "until you say “resume”"),
        ("unsubscribe", "until you say “resume”"),
        ("no more reminders please", "until you say “resume”"),
        ("quiet until monday", "until Mon 19 Oct begins"),
        ("Please, no messages until Monday!", "until Mon 19 Oct begins"),
        ("don't bother me for 3 days", "until Fri 16 Oct, 12 noon"),
        ("don't message me today", "until Wed 14 Oct begins"),
        ("no messages tomorrow", "on Wed 14 Oct"),
        ("no nudges this weekend", "from Sat 17 Oct to Sun 18 Oct"),
        ("no messages on saturday and sunday", "from Sat 17 Oct to Sun 18 Oct"),
        ("don't send me anything this week", "until Mon 19 Oct begins"),
    ],
)
async def test_who_asks_for_silence_gets_it(vouch: Dialogue, told: str, said: str) -> None:
    """In their own words: who is tired of messages does not look up what a command is called."""
    await vouch.hears(told)
    only = "Nothing comes unasked then but your own visa and contract dates; “resume” ends it sooner."
    assert vouch.said == f"Noted\n{only}\nPaused: {said}"
    await vouch.hears("resume")
    assert vouch.said == "Noted\nI write again as usual. What was held comes with the next digest."


@pytest.mark.parametrize("told", ["quiet day today", "no messages after 8 pm", "stop reminding me about the QI form"])
async def test_what_only_sounds_like_it_is_no_pause(vouch: Dialogue, told: str) -> None:
    await vouch.hears(told)
    assert (await vouch.resident()).paused_at is None


async def test_silence_on_a_day_to_come_does_not_end_a_pause_under_way(vouch: Dialogue) -> None:
    await vouch.hears("quiet until thursday")
    await vouch.hears("no messages tomorrow")
    assert (await vouch.resident()).paused_until == datetime(2026, 10, 15, 4, tzinfo=UTC)


async def test_names_in_notifications_are_hidden_and_shown_in_plain_words(vouch: Dialogue) -> None:
    """A phone on the table shows whom a reminder is about: hiding that must not need a form."""
    await vouch.hears("hide names in notifications")
    assert vouch.said == "Noted\nNames in notifications: hidden"
    assert (await vouch.resident()).discreet
    await vouch.hears("show names in notifications")
    assert not (await vouch.resident()).discreet
    await vouch.hears("settings")
    assert "Names in notifications: shown" in vouch.said
    await vouch.clicks("Edit")
    assert vouch.reply.form is not None
    assert "discreet" in [field.name for field in vouch.reply.form.fields]


async def test_a_season_alone_is_the_goal_and_moves_no_reminder(vouch: Dialogue) -> None:
    """Also where a goal is set: nobody puts a call off to "this september"."""
    await vouch.hears("remind me to call the office on friday")
    for told, goal in (("this september", "same-cycle"), ("next cycle", "later"), ("this september", "same-cycle")):
        await vouch.hears(told)
        assert (await vouch.resident()).goal == goal
    await vouch.hears("this season")
    assert vouch.said.startswith("That is your goal already. You apply in September")
    [owed] = await vouch.keeps(FollowUp)
    assert owed.due_on == date(2026, 10, 16)


async def test_the_hour_of_the_morning_message_is_set_in_passing(vouch: Dialogue) -> None:
    await vouch.hears("morning msgs at 6am pls")
    assert vouch.said == "Noted\nMorning digest: 6 am"
    assert (await vouch.resident()).digest_at == time(6)


async def test_no_message_before_an_hour_leaves_the_digest_alone(vouch: Dialogue) -> None:
    await vouch.hears("no morning msgs before 8am")
    assert vouch.said == "Noted\nQuiet: 9 pm to 8 am"
    await vouch.hears("change my digest")
    assert vouch.said.startswith("Your settings"), "it says how to change one"


async def test_a_setting_that_is_so_already_is_said_to_be(vouch: Dialogue) -> None:
    await vouch.hears("no msgs after 9pm")
    assert vouch.said == "It is so already.\nQuiet: 9 pm to 7 am"
    await vouch.hears("resume")
    assert vouch.said == "Nothing is paused: I write as usual."


@pytest.mark.parametrize("told", ["update my timeline", "dont mention my goal", "make it sound more like me"])
async def test_what_is_no_setting_is_not_answered_with_the_settings(vouch: Dialogue, told: str) -> None:
    await vouch.hears("no messages after 8 pm")
    before = await vouch.resident()
    await vouch.hears(told)
    assert "Your settings" not in vouch.said
    assert "changed nothing" in vouch.said
    assert await vouch.resident() == before


@pytest.mark.parametrize("told", ["i'm post call tmrw dont bug me", "no messages tomorrow, I'm post-call"])
async def test_a_quiet_day_with_its_reason_is_one(vouch: Dialogue, told: str) -> None:
    await vouch.hears(told)
    assert vouch.said.endswith("Paused: on Wed 14 Oct")


@pytest.mark.parametrize("told", ["done w nights", "finished with nights", "done w/ nights"])
async def test_nights_that_are_done_are_over(vouch: Dialogue, told: str) -> None:
    await vouch.hears("on nights this week")
    await vouch.hears(told)
    assert (await vouch.resident()).nights == ()


async def test_hours_wanted_on_nights_change_no_day(vouch: Dialogue) -> None:
    await vouch.hears("hi")
    before = (await vouch.resident()).quiet
    await vouch.hears("dont text me before 5pm on nights")
    assert "On nights nothing comes unasked from 8 am to 4:30 pm" in vouch.said
    assert (await vouch.resident()).quiet == before
    assert (await vouch.resident()).nights == ()
    await vouch.hears("on nights until sunday, no texts before 4pm")
    assert "On nights: Tue 13 Oct to Sun 18 Oct" in vouch.said
    assert (await vouch.resident()).quiet == before


async def test_a_setting_is_corrected_as_often_as_it_was_told_wrong(vouch: Dialogue) -> None:
    """Each hour is of the evening that was told first, and undo takes the last one back."""
    await vouch.hears("no messages after 10pm")
    await vouch.hears("actually 8")
    assert vouch.said == "Noted\nQuiet: 8 pm to 7 am"
    await vouch.hears("no, 9:30")
    assert vouch.said == "Noted\nQuiet: 9:30 pm to 7 am"
    await vouch.hears("undo")
    assert (await vouch.resident()).quiet == QuietHours(time(20), time(7))


@pytest.mark.parametrize(
    ("then", "first", "last"),
    [
        ("nights oct 26 to nov 1", date(2026, 10, 15), date(2026, 11, 1)),
        ("nights oct 14 to oct 16", date(2026, 10, 14), date(2026, 10, 28)),
        ("nights oct 17 to oct 20", date(2026, 10, 17), date(2026, 10, 20)),
    ],
)
async def test_nights_that_reach_into_those_told_before_leave_the_rest(
    vouch: Dialogue, then: str, first: date, last: date
) -> None:
    """Within them they are the same nights told anew."""
    await vouch.hears("on nights oct 15 to oct 28")
    await vouch.hears(then)
    assert (await vouch.resident()).nights == (NightSpell(first, last),)


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("no messages on sundays", (6,)),
        ("don't text me on weekends", (5, 6)),
        ("don't bother me every friday", (4,)),
        ("stop messages on saturdays and sundays pls", (5, 6)),
    ],
)
async def test_a_day_of_every_week_is_kept_free(vouch: Dialogue, told: str, days: tuple[int, ...]) -> None:
    """A day of rest is kept every week, and not once."""
    await vouch.hears(told)
    assert (await vouch.resident()).quiet_days == days
    assert (await vouch.resident()).paused_at is None
    assert "it waits for the next day" in vouch.said
    await vouch.hears(told)
    assert vouch.said.startswith("It is so already.\nNo messages on: ")
    await vouch.hears("sundays are fine again")
    assert (await vouch.resident()).quiet_days == tuple(day for day in days if day != 6)
    await vouch.hears("no messages on sunday")  # the next one alone
    assert 6 not in (await vouch.resident()).quiet_days
    assert "Paused: on Sun 18 Oct" in vouch.said


@pytest.mark.parametrize(
    "told",
    [
        "my year started july 1 2026",
        "my residency started on July 1, 2026",
        "I started july 1",
        "started intern year july 1",
        "my year starts july 1",
    ],
)
async def test_the_first_day_of_the_year_is_told_with_its_year_or_without(vouch: Dialogue, told: str) -> None:
    await vouch.hears(told)
    assert (await vouch.resident()).starts_on == date(2026, 7, 1)
    assert "Year starts: Wed 1 Jul" in vouch.said


@pytest.mark.parametrize("told", ["keep sundays free", "Sundays are for my family", "no messages on sundays"])
async def test_the_review_is_said_to_come_on_a_day_that_is_not_kept_free(vouch: Dialogue, told: str) -> None:
    await vouch.hears(told)
    await vouch.hears("settings")
    assert "Weekly review: Mondays" in vouch.said


async def test_the_end_of_opt_is_a_date_of_ones_own(vouch: Dialogue) -> None:
    await vouch.hears("My OPT ends on 30 June 2027.")
    assert "Your visa ends: Wed 30 Jun 2027" in vouch.said
    await vouch.hears("when does my OPT end?")
    assert "30 Jun 2027" in vouch.said


async def test_holding_off_over_nights_is_a_pause(vouch: Dialogue) -> None:
    await vouch.hears("call Dr. Rao wednesday")
    await vouch.hears("Can you hold off until I'm done with this block of nights, last one's Thursday")
    assert "Paused: until Fri 16 Oct, 5 pm" in vouch.said
    [owed] = await vouch.keeps(FollowUp)
    assert str(owed.due_on) == "2026-10-14"


async def test_thanks_before_what_is_told_change_nothing_of_it(vouch: Dialogue) -> None:
    """“Thank you. I am … awaiting an O-1” said that the own hospital sponsors it."""
    await vouch.hears("Thank you. I am in a preliminary year at Cedar Hollow Medical Center, on OPT awaiting an O-1.")
    assert "Your program: Cedar Hollow Medical Center" in vouch.said
    assert await vouch.keeps(Fact) == []


async def test_sleep_after_nights_is_kept_already(vouch: Dialogue) -> None:
    await vouch.hears("im on nights oct 19-25")
    await vouch.hears("can you not text me when im sleeping post nights")
    assert vouch.said.startswith("On nights nothing comes unasked from 8 am to 4:30 pm")
    await vouch.hears("what's my schedule")
    assert "On nights: Mon 19 Oct to Sun 25 Oct" in vouch.said
