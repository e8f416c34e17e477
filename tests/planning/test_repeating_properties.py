"""What holds for every task that repeats, whatever its rhythm, the zone, the hours and what was done of it."""

import re
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.follow_up import FollowUp, FollowUpState, Series, at_hand, done, moved, next_time
from bot.domain.local_time import to_utc
from bot.domain.nudge import about_follow_up, follow_up_in
from bot.domain.recurrence import Recurrence, Step
from bot.domain.resident import Resident
from bot.domain.vocabulary import FollowUpKind
from bot.exchange.calendar import read_calendar, write_calendar
from tests.planning.made import resident
from tests.planning.test_plan_properties import ZONES, Sent, residents

START = date(2026, 10, 5)
LAST = START + timedelta(days=60)  # the clocks change within
WEEKDAYS = st.sets(st.integers(0, 6), min_size=1, max_size=3).map(lambda each: tuple(sorted(each)))

rhythms = st.one_of(
    st.builds(Recurrence, st.just(Step.DAY), st.integers(1, 10), until=st.just(LAST)),
    st.builds(Recurrence, st.just(Step.WEEK), st.integers(1, 3), WEEKDAYS, until=st.just(LAST)),
    st.builds(
        Recurrence, st.just(Step.MONTH), st.integers(1, 2), st.tuples(st.integers(0, 6)), st.sampled_from((1, 2, 4, -1))
    ),
    st.builds(Recurrence, st.just(Step.MONTH), month_days=st.tuples(st.integers(1, 31)), until=st.just(LAST)),
)


def repeating(rhythm: Recurrence, at: time | None = None) -> FollowUp:
    first = rhythm.first(START) or START
    created = datetime(2026, 10, 1, tzinfo=UTC)
    return FollowUp("f1", FollowUpKind.OTHER, "check", created, None, first, at, series=Series(rhythm, first, at))


def days_of(owed: FollowUp) -> list[date]:
    """Return all its days up to LAST, as a reader of calendars works them out from the file that is exported."""
    assert owed.series
    written = write_calendar([], [owed]).replace("\r\n ", "")
    rule = rrulestr(
        next(iter(re.findall("RRULE:(.*)", written))).strip(), dtstart=datetime.combine(owed.series.on, time(0))
    )
    return [each.date() for each in rule.between(datetime(2026, 10, 1), datetime.combine(LAST, time(0)), inc=True)]


@given(rhythms, st.integers(0, 60))
def test_what_is_at_hand_is_the_newest_of_its_days_that_has_come(rhythm: Recurrence, later: int) -> None:
    owed, today = repeating(rhythm), START + timedelta(days=later)
    days = days_of(owed)
    come = [day for day in days if day <= today] or days[:1]
    assert at_hand(owed, today).due_on == come[-1]
    coming = next_time(owed, today)
    next_day = coming.due_on if coming and coming.due_on and coming.due_on <= LAST else None
    assert next_day == next((day for day in days if day > come[-1]), None)


@given(rhythms, st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=12))
def test_a_time_done_never_comes_again_and_the_series_goes_on(
    rhythm: Recurrence, steps: list[tuple[int, bool]]
) -> None:
    """Done, put off or left alone in any order: the days only go forward, and each is an occasion of its own."""
    owed, today, days, occasions = repeating(rhythm), START, days_of(repeating(rhythm)), []
    for days_later, put_off in steps:
        today += timedelta(days=days_later)
        now = datetime.combine(today, time(12), UTC)
        if owed.state is not FollowUpState.OPEN:
            break
        if put_off:
            owed = moved(at_hand(owed, today), today + timedelta(days=2), None, now)
            continue
        occasions.append(about_follow_up(at_hand(owed, today)))
        owed = done(owed, now, today)
    assert len(set(occasions)) == len(occasions)
    told = [follow_up_in(about)[1] for about in occasions]
    assert all(one and other and one < other for one, other in pairwise(told))
    assert owed.series
    assert {day for day in owed.series.done_on if day <= LAST} <= set(days)
    assert rhythm.until is None or owed.state is FollowUpState.OPEN or rhythm.after(owed.series.on) is None


@given(rhythms, st.sampled_from(ZONES), st.none() | st.just(time(9, 30)))
def test_a_calendar_brings_the_same_rhythm_back(rhythm: Recurrence, zone: str, at: time | None) -> None:
    owed = repeating(rhythm, at)
    read = read_calendar(write_calendar([], [owed]), ZoneInfo(zone))
    assert [(day.starts_on, day.at, day.series) for day in read.days] == [(owed.due_on, at, owed.series)]


@given(residents(), rhythms, st.none() | st.builds(time, st.integers(0, 23), st.sampled_from((0, 30))))
@settings(max_examples=60)
def test_each_of_its_days_is_told_at_its_minute_and_at_most_once_more(
    ana: Resident, rhythm: Recurrence, at: time | None
) -> None:
    """Lived through both ways: with a clock time, across the change of clocks; with the digest, within the cap."""
    ana = resident(ana.tz, quiet=ana.quiet, digest_at=ana.digest_at, daily_cap=ana.daily_cap, nights=ana.nights)
    rhythm = Recurrence(rhythm.step, rhythm.interval, rhythm.weekdays, rhythm.nth, rhythm.month_days, LAST)
    owed = repeating(rhythm, at)
    days = days_of(owed)
    sent = Sent(ana, [owed])
    sent.live(datetime(2026, 10, 1, tzinfo=UTC))
    told = {day: sent.told.get(f"follow_up:f1@{day}") for day in days}
    for day, occasion in told.items():
        if at:
            assert occasion
            assert occasion.told_at[0] == to_utc(datetime.combine(day, at), ana.zone)
        if occasion:
            assert len(occasion.told_at) <= 2
            assert ana.today(occasion.told_at[0]) >= day
    assert len({message.key for _, message in sent.messages}) == len(sent.messages)
    untold = [day for day, occasion in told.items() if occasion is None]
    # A digest that nights push past midnight tells the next day's instead: the same task, once.
    assert all(told.get(day + timedelta(days=1)) for day in untold)
