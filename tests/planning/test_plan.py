"""When a nudge comes: given what is owed and what was told, the messages planned."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.domain.follow_up import FollowUp, FollowUpState, moved
from bot.domain.resident import NightSpell
from bot.domain.vocabulary import FollowUpKind
from bot.planning.due import occasion
from bot.planning.plan import SoFar, counts, plan
from tests.planning.made import follow_up, october, planned, resident

ABOUT = "follow_up:f1"


def only(*args: object, **kwargs: object) -> tuple[str, datetime]:
    (message,) = planned(*args, **kwargs)  # type: ignore[arg-type]
    return message.key, message.at


def test_a_day_means_that_days_digest() -> None:
    assert only(resident(), [follow_up(15)], october(13, 10)) == ("digest:2026-10-15", october(15, 7, 30))


def test_a_clock_time_means_that_minute_even_at_night() -> None:
    reminder = follow_up(15, time(23, 15))
    assert only(resident(), [reminder], october(13, 10)) == ("follow_up:f1:0:first", october(15, 23, 15))


def test_one_digest_names_all_that_is_due_that_day_and_no_later_one_is_planned_yet() -> None:
    owed = [follow_up(16, named="c"), follow_up(15, named="a"), follow_up(15, named="b", kind=FollowUpKind.APPLY)]
    (digest,) = planned(resident(), owed, october(13, 10))
    assert (digest.at, digest.about) == (october(15, 7, 30), ("follow_up:b", "follow_up:a"))


def test_what_is_set_for_today_after_the_digest_comes_with_the_next_one() -> None:
    assert only(resident(), [follow_up(13, set_at=october(13, 10))], october(13, 10))[1] == october(14, 7, 30)


def test_a_digest_that_was_missed_goes_out_the_same_day() -> None:
    key, at = only(resident(), [follow_up(15)], october(15, 10))
    assert (key, at <= october(15, 10)) == ("digest:2026-10-15", True)


def test_a_digest_missed_until_the_evening_waits_for_the_next_morning() -> None:
    assert only(resident(), [follow_up(15)], october(15, 22))[1] == october(16, 7, 30)


def test_after_todays_digest_the_next_is_tomorrows() -> None:
    sent = SoFar(unasked_today=1, digest_today=True, spent=frozenset({"digest:2026-10-15"}))
    assert only(resident(), [follow_up(15)], october(15, 10), so_far=sent)[1] == october(16, 7, 30)


def test_an_unanswered_nudge_comes_back_once_three_days_later_and_then_stays_in_the_agenda() -> None:
    once = {ABOUT: [october(15, 7, 30)]}
    assert only(resident(), [follow_up(15)], october(15, 8), once) == ("digest:2026-10-18", october(18, 7, 30))
    twice = {ABOUT: [october(15, 7, 30), october(18, 7, 30)]}
    assert planned(resident(), [follow_up(15)], october(18, 8), twice) == ()


def test_a_reminder_with_a_clock_time_comes_back_in_a_digest() -> None:
    told = {ABOUT: [october(15, 15)]}
    assert only(resident(), [follow_up(15, time(15))], october(15, 16), told)[0] == "digest:2026-10-18"


@pytest.mark.parametrize("state", [FollowUpState.DONE, FollowUpState.DROPPED])
def test_what_is_done_or_dropped_is_never_nudged(state: FollowUpState) -> None:
    assert planned(resident(), [follow_up(15, state=state), follow_up(15, time(9), state=state)], october(13)) == ()


def test_a_snooze_is_a_new_occasion_under_the_same_name() -> None:
    told = {ABOUT: [october(15, 15), october(18, 7, 30)]}
    later = moved(follow_up(15, time(15)), date(2026, 10, 20), time(9), october(18, 8))
    (message,) = planned(resident(), [later], october(18, 9), told)
    assert (message.key, message.at, message.about) == ("follow_up:f1:1:first", october(20, 9), (ABOUT,))


def test_a_follow_up_without_a_day_comes_after_a_week() -> None:
    assert only(resident(), [follow_up(None)], october(13))[1] == october(19, 7, 30)


def test_on_nights_the_digest_comes_at_five_in_the_afternoon() -> None:
    ana = resident(nights=(NightSpell(date(2026, 10, 12), date(2026, 10, 18)),))
    assert only(ana, [follow_up(15)], october(13))[1] == october(15, 17)
    assert only(ana, [follow_up(19)], october(13))[1] == october(19, 7, 30)


# -- days kept free


def test_what_is_due_on_a_day_kept_free_comes_with_the_next_days_digest() -> None:
    """October 15, 2026 is a Thursday."""
    assert only(resident(quiet_days=(3,)), [follow_up(15)], october(13, 10)) == (
        "digest:2026-10-16",
        october(16, 7, 30),
    )


def test_a_clock_time_on_a_day_kept_free_was_asked_for_and_comes() -> None:
    assert only(resident(quiet_days=(3,)), [follow_up(15, time(14))], october(13, 10))[1] == october(15, 14)


def test_every_day_kept_free_is_as_none() -> None:
    assert only(resident(quiet_days=tuple(range(7))), [follow_up(15)], october(13, 10))[1] == october(15, 7, 30)


# -- pause


def test_a_pause_holds_the_digest_until_the_first_one_after_it() -> None:
    ana = resident(paused_at=october(14, 10), paused_until=october(21, 10))
    assert only(ana, [follow_up(15)], october(14, 11))[1] == october(22, 7, 30)


def test_a_pause_holds_only_the_clock_times_set_before_it() -> None:
    ana = resident(paused_at=october(14, 10), paused_until=october(16, 10))
    before, during = follow_up(15, time(15)), follow_up(15, time(15), set_at=october(14, 12))
    assert only(ana, [before], october(14, 13)) == ("digest:2026-10-17", october(17, 7, 30))
    assert only(ana, [during], october(14, 13)) == ("follow_up:f1:0:first", october(15, 15))


def test_a_pause_holds_what_comes_unasked_at_an_hour_of_its_own() -> None:
    """An evening at a conference, an opening: nobody set that hour."""
    evening = occasion("conference:acp:2026-10-15", date(2026, 10, 15), october(12, 12), weight=58, at=time(19))
    paused = resident(paused_at=october(14, 10), paused_until=october(16, 10))
    told = [plan(ana, [evening], {}, SoFar(), october(13, 12))[0].at for ana in (resident(), paused)]
    assert told == [october(15, 19), october(17, 7, 30)]


def test_what_a_pause_held_comes_with_the_next_digest_not_at_once() -> None:
    ana = resident(paused_at=october(14, 10), paused_until=october(16, 10))
    owed = [follow_up(15, named="day"), follow_up(15, time(15), named="clock")]
    (digest,) = planned(ana, owed, october(16, 11))
    assert (digest.at, set(digest.about)) == (october(17, 7, 30), {"follow_up:day", "follow_up:clock"})


def test_a_pause_without_end_plans_nothing_and_the_rest_comes_when_it_ends() -> None:
    ana = resident(paused_at=october(14, 10))
    assert planned(ana, [follow_up(15), follow_up(16, time(9), named="clock")], october(14, 11)) == ()
    back = replace(ana, paused_until=october(20, 9))
    (digest,) = planned(back, [follow_up(15), follow_up(16, time(9), named="clock")], october(20, 9))
    assert (digest.at, len(digest.about)) == (october(21, 7, 30), 2)


# -- outages and refusals


def test_a_missed_clock_time_comes_at_once_marked_late() -> None:
    (message,) = planned(resident(), [follow_up(15, time(9))], october(15, 16))
    assert (message.at <= october(15, 16), message.tellings[0].late) == (True, True)


def test_a_missed_clock_time_waits_for_the_end_of_quiet_hours() -> None:
    (message,) = planned(resident(), [follow_up(15, time(22))], october(15, 23))
    assert (message.at, message.tellings[0].late) == (october(16, 7), True)


def test_a_minute_of_delay_is_not_late() -> None:
    (message,) = planned(resident(), [follow_up(15, time(22))], october(15, 22, 1))
    assert (message.at, message.tellings[0].late) == (october(15, 22), False)


def test_a_clock_time_that_was_given_up_is_folded_into_a_digest() -> None:
    failed = SoFar(spent=frozenset({"follow_up:f1:0:first"}))
    assert only(resident(), [follow_up(15, time(9))], october(16, 9), so_far=failed)[0] == "digest:2026-10-17"


@pytest.mark.parametrize(("missed", "most"), [(10, 10), (72, 12), (100, 50), (300, 150)])
def test_everything_missed_is_named_within_seven_days_the_most_valuable_first(missed: int, most: int) -> None:
    owed = [follow_up(14, named=f"{n:03}", kind=FollowUpKind.OTHER) for n in range(missed - 1)]
    owed.append(follow_up(14, named="apply", kind=FollowUpKind.APPLY))
    named: list[str] = []
    sizes = []
    for day in range(20, 27):
        left = [each for each in owed if f"follow_up:{each.id}" not in named]
        for digest in planned(resident(), left, october(day, 7, 30)):
            named += digest.about
            sizes.append(len(digest.about))
    assert named[0] == "follow_up:apply"
    assert len(set(named)) == len(named) == missed
    assert max(sizes) == most


def test_a_refused_digest_stays_the_one_digest_until_it_is_given_up() -> None:
    refused = SoFar(retrying="digest:2026-10-15")
    owed = [follow_up(15), follow_up(16, named="f2")]
    (digest,) = planned(resident(), owed, october(16, 7, 30), so_far=refused)
    assert (digest.key, set(digest.about)) == ("digest:2026-10-15", {"follow_up:f1", "follow_up:f2"})


def test_what_may_be_arriving_now_is_not_planned_again() -> None:
    assert planned(resident(), [follow_up(15)], october(15, 8), so_far=SoFar(under_way={ABOUT: october(15, 8)})) == ()


def test_what_was_put_off_while_it_was_arriving_is_planned() -> None:
    under_way = SoFar(under_way={ABOUT: october(15, 8)}, unasked_today=1, digest_today=True)
    put_off = moved(follow_up(15), date(2026, 10, 16), None, october(15, 8, 1))
    assert only(resident(), [put_off], october(15, 8, 2), so_far=under_way)[1] == october(16, 7, 30)


def test_what_an_outage_made_one_message_of_is_one_of_the_days_few() -> None:
    assert counts("digest:2026-10-15", (ABOUT,))
    assert counts("follow_up:f1:first", (ABOUT, "follow_up:f2"))
    assert not counts("follow_up:f1:first", (ABOUT,))


def test_no_digest_beyond_the_cap() -> None:
    full = SoFar(unasked_today=3)
    assert only(resident(), [follow_up(15)], october(15, 7), so_far=full)[1] == october(16, 7, 30)
    assert planned(resident(daily_cap=0), [follow_up(15)], october(13)) == ()


def test_moving_to_another_zone_moves_the_minute() -> None:
    owed: list[FollowUp] = [follow_up(15, time(9)), follow_up(15, named="f2")]
    digest, reminder = planned(resident("America/Los_Angeles"), owed, october(13))
    assert digest.at == october(15, 7, 30) + timedelta(hours=2)
    assert reminder.at == october(15, 9) + timedelta(hours=2)
    assert reminder.wall_at == datetime(2026, 10, 15, 9)
