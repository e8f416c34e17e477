"""Words for everything, or for what was spoken of last: "mark everything done", "stop that", "back from vacation"."""

from datetime import UTC, datetime

import pytest

from bot.domain.follow_up import Event, FollowUp, FollowUpState
from tests.conversations.dialogue import Dialogue
from tests.databases import SetClock


async def _week(vouch: Dialogue) -> None:
    await vouch.hears("call Dr. Rao thursday")
    await vouch.hears("remind me to renew my badge friday")
    await vouch.hears("zoom with Dr. Lin friday at 3 pm")


async def test_everything_is_put_off_and_a_meeting_with_somebody_stays(vouch: Dialogue) -> None:
    await _week(vouch)
    await vouch.hears("snooze everything to monday")
    assert vouch.said == (
        "I'll remind you Mon 19 Oct: call Dr. Rao.\n"
        "I'll remind you Mon 19 Oct: renew your badge.\n"
        "Left where it is, since somebody else comes too: zoom with Dr. Lin, Fri 16 Oct at 3 pm."
    )
    await vouch.clicks("Undo")
    days = sorted(str(each.due_on) for each in await vouch.keeps(FollowUp))
    assert days == ["2026-10-15", "2026-10-16", "2026-10-16"]


@pytest.mark.parametrize(
    "told", ["mark everything done", "all done", "everything is done!", "finished with everything"]
)
async def test_everything_due_is_done_and_nothing_that_is_ahead(vouch: Dialogue, clock: SetClock, told: str) -> None:
    await _week(vouch)
    clock.moment = datetime(2026, 10, 15, 22, tzinfo=UTC)
    await vouch.hears(told)
    assert vouch.said == "Done: call Dr. Rao."
    await vouch.hears(told)
    assert vouch.said.startswith("Nothing is due, so nothing is changed.\nWhich one is done?")
    assert sum(each.state is FollowUpState.OPEN for each in await vouch.keeps(FollowUp)) == 2


@pytest.mark.parametrize("told", ["stop that", "no more of that please", "don't remind me about that again"])
async def test_the_reminder_set_just_now_is_stopped_without_its_name(vouch: Dialogue, told: str) -> None:
    await vouch.hears("call Dr. Rao thursday")
    await vouch.hears("remind me every friday to update my log")
    await vouch.hears(told)
    assert vouch.said == "I won't bring it up again: update your log, every Fri."
    open_now = [each.what for each in await vouch.keeps(FollowUp) if each.state is FollowUpState.OPEN]
    assert open_now == ["call Dr. Rao"]


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("away until nov 3", "Tue 13 Oct to Mon 2 Nov"),
        ("im on vacation until nov 3", "Tue 13 Oct to Tue 3 Nov"),
        ("off until monday", "Tue 13 Oct to Sun 18 Oct"),
        ("out through friday", "Tue 13 Oct to Fri 16 Oct"),
    ],
)
async def test_days_off_without_a_first_day_begin_today(vouch: Dialogue, told: str, days: str) -> None:
    await vouch.hears(told)
    assert vouch.said.startswith(f"Time off\n{days}\n")


@pytest.mark.parametrize("told", ["back from vacation", "im back at work", "vacation's over", "I'm back!"])
async def test_who_is_back_ends_the_pause_and_the_days_off(vouch: Dialogue, clock: SetClock, told: str) -> None:
    await vouch.hears("vacation until nov 3")
    await vouch.hears("pause until nov 1")
    clock.moment = datetime(2026, 10, 16, 16, tzinfo=UTC)
    await vouch.hears(told)
    assert vouch.said.startswith("Welcome back. Your days off end here. I write again as usual;")
    assert not (await vouch.resident()).paused(clock.moment)
    (off,) = await vouch.keeps(Event)
    assert str(off.ends_on) == "2026-10-15"


async def test_back_on_nights_is_about_shifts(vouch: Dialogue) -> None:
    await vouch.hears("back on nights")
    assert "On nights: Tue 13 Oct to Sun 18 Oct" in vouch.said


async def test_everything_waits_until_the_nights_that_were_told_are_over(vouch: Dialogue) -> None:
    await vouch.hears("nights wed thru sunday")
    await _week(vouch)
    await vouch.hears("remind me to ping Dr. Moss on nov 27")
    await vouch.hears("snooze everything til after nights")
    assert vouch.said.startswith("I'll remind you Mon 19 Oct: call Dr. Rao.")
    days = {each.what: str(each.due_on) for each in await vouch.keeps(FollowUp)}
    assert days["ping Dr. Moss"] == "2026-11-27"  # nothing is brought forward


@pytest.mark.parametrize("told", ["snooze everything til after nights", "push Rao til after nights"])
async def test_nothing_moves_to_the_end_of_nights_that_were_not_told(vouch: Dialogue, told: str) -> None:
    """A reminder six weeks ahead was once moved to tomorrow for it."""
    await vouch.hears("call Dr. Rao nov 27")
    await vouch.hears(told)
    assert vouch.said.startswith("Nothing is moved yet: you told me of no nights ahead.")
    [owed] = await vouch.keeps(FollowUp)
    assert str(owed.due_on) == "2026-11-27"


async def test_one_thing_waits_until_the_nights_are_over(vouch: Dialogue) -> None:
    await vouch.hears("nights until sunday")
    await vouch.hears("call Dr. Rao thursday")
    await vouch.hears("push Rao til after nights")
    assert vouch.said == "I'll remind you Mon 19 Oct: call Dr. Rao."
