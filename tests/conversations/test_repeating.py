"""A reminder that comes again and again: each time is done, put off or stopped for itself."""

import json

import pytest

from bot.domain.follow_up import FollowUp, FollowUpState
from bot.domain.recurrence import Recurrence, Step
from tests.conversations.dialogue import Dialogue

# The conversations begin on Tuesday 13 Oct 2026, in the morning.


@pytest.mark.parametrize(
    ("told", "answered"),
    [
        ("remind me every monday to check the ERAS portal", "every Mon, from Mon 19 Oct: check the ERAS portal."),
        ("every other friday remind me to water the plants", "every other Fri, from Fri 16 Oct: water the plants."),
        ("remind me mondays at 6 pm to call mom", "every Mon at 6 pm, from Mon 19 Oct: call mom."),
        ("remind me every mon and thurs to do questions", "every Mon and Thu, from Thu 15 Oct: do questions."),
        ("remind me on weekdays at 6:30am to pre-round", "every weekday at 6:30 am, from Wed 14 Oct: pre-round."),
        ("remind me on the 1st of every month to pay rent", "on the 1st of each month, from Sun 1 Nov: pay rent."),
        (
            "remind me every first monday of the month to check the visa bulletin",
            "on the first Mon of each month, from Mon 2 Nov: check the visa bulletin.",
        ),
        (
            "remind me on the last day of every month to log my hours",
            "on the last day of each month, from Sat 31 Oct: log your hours.",
        ),
        (
            "remind me every month on the first day to pay rent",
            "on the 1st of each month, from Sun 1 Nov: pay rent.",
        ),
        ("remind me every 3 days to stretch", "every 3 days, from Wed 14 Oct: stretch."),
        ("every night at 8 remind me to read one article", "every day at 8 pm, from Tue 13 Oct: read one article."),
        (
            "remind me every sunday to plan my week until dec 15",
            "every Sun, from Sun 18 Oct until Tue 15 Dec: plan your week.",
        ),
        (
            "remind me monday, wed and fri to call GME",
            "every Mon, Wed and Fri, from Wed 14 Oct until Tue 20 Oct: call GME.",
        ),
        ("remind me every year on march 3 to renew ACLS", "every year, from Wed 3 Mar 2027: renew ACLS."),
        (
            "remind me every tuesday until jan 30 to email the coordinator",
            "every Tue, from Tue 20 Oct until Sat 30 Jan 2027: email the coordinator.",
        ),
        ("submit duty hours every friday", "every Fri, from Fri 16 Oct: submit duty hours."),
        ("remind me to email Dr. Patel every wednesday", "every Wed, from Wed 14 Oct: email Dr. Patel."),
    ],
)
async def test_the_rhythm_is_said_back_with_the_first_day(vouch: Dialogue, told: str, answered: str) -> None:
    await vouch.hears(told)
    assert f"I'll remind you {answered}" in vouch.said


async def test_done_settles_one_day_and_undo_takes_that_back(vouch: Dialogue) -> None:
    await vouch.hears("remind me every monday to check the ERAS portal")
    await vouch.hears("done with the ERAS portal")
    assert vouch.said == "Done: check the ERAS portal. Next: Mon 26 Oct."
    await vouch.hears("what's due")
    assert "Mon 26 Oct, every Mon: check the ERAS portal" in vouch.said
    await vouch.hears("undo")
    await vouch.hears("what's due")
    assert "Mon 19 Oct, every Mon: check the ERAS portal" in vouch.said


async def test_one_time_is_skipped_and_the_rhythm_goes_on(vouch: Dialogue) -> None:
    await vouch.hears("remind me every monday at 7 am to check the ERAS portal")
    await vouch.hears("skip the ERAS portal this week")
    assert vouch.said == "Skipped this once: check the ERAS portal. Next: Mon 26 Oct at 7 am."
    await vouch.hears("skip lunch today")
    assert "nothing is changed" in vouch.said


async def test_all_that_repeats_is_offered_to_be_dropped(vouch: Dialogue) -> None:
    await vouch.hears("remind me every monday to check the ERAS portal")
    await vouch.hears("remind me to call GME friday")
    await vouch.hears("delete all my recurring reminders")
    assert vouch.buttons == ["check the ERAS portal, every Mon"]


async def test_later_moves_this_one_and_says_when_the_rhythm_goes_on(vouch: Dialogue) -> None:
    await vouch.hears("remind me every monday to check the ERAS portal")
    await vouch.hears("snooze the ERAS portal to wednesday oct 21")
    assert vouch.said == ("I'll remind you Wed 21 Oct: check the ERAS portal. Then every Mon again, from Mon 26 Oct.")


@pytest.mark.parametrize(
    "told",
    [
        "stop the monday reminder",
        "cancel the ERAS reminder",
        "stop reminding me to check the ERAS portal",
        "stop reminding me about the ERAS portal",
    ],
)
async def test_it_is_stopped_for_good_in_words(vouch: Dialogue, told: str) -> None:
    await vouch.hears("remind me every monday to check the ERAS portal")
    await vouch.hears("remind me every day at 8 pm to do questions")
    await vouch.hears(told)
    assert vouch.said == "I won't bring it up again: check the ERAS portal, every Mon."
    left = [each.what for each in await vouch.keeps(FollowUp) if each.state is FollowUpState.OPEN]
    assert left == ["do questions"]


@pytest.mark.parametrize(
    ("told", "answered"),
    [
        ("make it every friday", "I'll remind you every Fri, from Fri 16 Oct: check the ERAS portal."),
        ("no, every tuesday at 9am", "I'll remind you every Tue at 9 am, from Tue 20 Oct: check the ERAS portal."),
        ("change the monday reminder to every thursday", "I'll remind you every Thu, from Thu 15 Oct: check the"),
        ("change the ERAS reminder to 8 am", "I'll remind you every Mon at 8 am, from Mon 19 Oct: check the ERAS"),
        ("remind me every wednesday to check the ERAS portal", "I'll remind you every Wed, from Wed 14 Oct: check"),
    ],
)
async def test_another_rhythm_takes_the_place_of_the_old_one(vouch: Dialogue, told: str, answered: str) -> None:
    await vouch.hears("remind me every monday to check the ERAS portal")
    await vouch.hears(told)
    assert answered in vouch.said
    assert len(await vouch.keeps(FollowUp)) == 1


async def test_how_far_apart_to_be_in_touch_stays_a_matter_of_the_last_touch(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("remind me to check in with Dr. Patel every 6 weeks")
    assert "Dr. Patel 6 weeks after you were last in touch" in vouch.said
    assert not await vouch.keeps(FollowUp)


@pytest.mark.parametrize("told", ["my clinic is every tuesday", "Dr. Rao said every monday is fine", "every friday"])
async def test_a_rhythm_without_a_task_is_no_reminder(vouch: Dialogue, told: str) -> None:
    await vouch.hears(told)
    assert not any(each.series for each in await vouch.keeps(FollowUp))


@pytest.mark.parametrize(
    ("told", "answered"),
    [("remind me every monday", "Gladly. What of?"), ("remind me every 5 minutes to drink", "Once a day is the most")],
)
async def test_what_cannot_be_repeated_is_asked_for_and_set_by_no_guess(
    vouch: Dialogue, told: str, answered: str
) -> None:
    await vouch.hears(told)
    assert vouch.said.startswith(answered)
    assert not await vouch.keeps(FollowUp)


async def test_the_rhythm_goes_along_in_every_export(vouch: Dialogue) -> None:
    await vouch.hears("remind me every other monday at 7 pm to check the ERAS portal")
    assert (kept := (await vouch.keeps(FollowUp))[0].series)
    assert kept.recurrence == Recurrence(Step.WEEK, 2, (0,))
    calendar = await exported(vouch, "ics")
    assert "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO" in calendar
    in_json = json.loads(await exported(vouch, "json"))["records"]["follow_up"][0]["series"]
    assert in_json["recurrence"]["interval"] == 2
    await vouch.hears("forget me")
    await vouch.clicks("Confirm")
    await vouch.hears(f"import {calendar}")
    await vouch.clicks("Confirm")
    assert (again := (await vouch.keeps(FollowUp))[0].series)
    assert (again.recurrence, again.on, again.at) == (kept.recurrence, kept.on, kept.at)


async def exported(vouch: Dialogue, form: str) -> str:
    await vouch.hears(f"export {form}")
    assert vouch.reply.file
    return vouch.reply.file.content


@pytest.mark.parametrize(("said", "due"), [("actually weds", "Wed 14 Oct"), ("push it to thurs", "Thu 15 Oct")])
async def test_a_weekday_written_short_is_one_day(vouch: Dialogue, said: str, due: str) -> None:
    await vouch.hears("remind me tues to call the GME office")
    assert "every" not in vouch.said
    await vouch.hears(said)
    assert f"I'll remind you {due}: call the GME office." in vouch.said
    assert "every" not in vouch.said
