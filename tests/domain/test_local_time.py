"""Days and hours are the resident's own, across both changes of the clock, nights and quiet hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.local_time import digest_moment, is_quiet, next_free, on_nights, to_utc, to_wall
from bot.domain.resident import Address, NightSpell, QuietHours, Resident

ZONES = ("America/New_York", "America/Phoenix", "Pacific/Honolulu", "Asia/Kolkata", "Australia/Lord_Howe", "UTC")

moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))
zones = st.sampled_from(ZONES)
times = st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30, 59)))
quiet_hours = st.builds(QuietHours, times, times)


def resident(tz: str = "America/Chicago", **told: object) -> Resident:
    created = datetime(2026, 6, 1, tzinfo=UTC)
    return Resident("r1", Address("terminal", "W1", "ana"), tz, created, **told)  # type: ignore[arg-type]


@st.composite
def residents(draw: st.DrawFn) -> Resident:
    firsts = draw(st.lists(st.dates(date(2026, 1, 1), date(2027, 12, 1)), max_size=3))
    nights = tuple(NightSpell(first, first + timedelta(days=draw(st.integers(0, 13)))) for first in firsts)
    return resident(draw(zones), quiet=draw(quiet_hours), digest_at=draw(times), nights=nights)


@pytest.mark.parametrize(
    ("tz", "wall", "utc"),
    [
        # Spring: the hour that does not exist moves forward.
        ("America/New_York", datetime(2027, 3, 14, 2, 30), datetime(2027, 3, 14, 7, 30)),  # 3:30 EDT
        ("Australia/Lord_Howe", datetime(2026, 10, 4, 2, 15), datetime(2026, 10, 3, 15, 45)),  # 2:45: half an hour
        # Autumn: the hour that comes twice is the first one.
        ("America/New_York", datetime(2026, 11, 1, 1, 30), datetime(2026, 11, 1, 5, 30)),  # EDT
        # No change of the clock at all.
        ("America/Phoenix", datetime(2027, 3, 14, 2, 30), datetime(2027, 3, 14, 9, 30)),
        ("Pacific/Honolulu", datetime(2027, 3, 14, 2, 30), datetime(2027, 3, 14, 12, 30)),
        ("Asia/Kolkata", datetime(2027, 3, 14, 2, 30), datetime(2027, 3, 13, 21, 0)),
    ],
)
def test_wall_time_becomes_utc(tz: str, wall: datetime, utc: datetime) -> None:
    assert to_utc(wall, ZoneInfo(tz)) == utc.replace(tzinfo=UTC)


@given(moments, zones)
def test_the_way_back_gives_the_same_wall_time(moment: datetime, tz: str) -> None:
    """A moment shown on the wall and read off it again is the same one, or its first coming in the doubled hour."""
    wall = to_wall(moment, ZoneInfo(tz))
    again = to_utc(wall, ZoneInfo(tz))
    assert to_wall(again, ZoneInfo(tz)) == wall
    assert timedelta(0) <= moment - again <= timedelta(hours=1)


def at(hour: int, minute: int = 0, day: int = 13) -> datetime:
    return to_utc(datetime(2026, 10, day, hour, minute), ZoneInfo("America/Chicago"))


def test_quiet_hours_span_midnight() -> None:
    ana = resident()
    assert [is_quiet(ana, at(h, m)) for h, m in ((20, 59), (21, 0), (0, 0), (6, 59), (7, 0))] == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_quiet_hours_within_a_day() -> None:
    ana = resident(quiet=QuietHours(time(13), time(15)))
    assert [is_quiet(ana, at(hour)) for hour in (12, 13, 14, 15, 23)] == [False, True, True, False, False]


def test_the_same_start_and_end_mean_no_quiet_hours() -> None:
    ana = resident(quiet=QuietHours(time(0), time(0)))
    assert not any(is_quiet(ana, at(hour)) for hour in range(24))


# Mon 12 Oct to Sun 18 Oct 2026: "nights this week".
NIGHTS = resident(nights=(NightSpell(date(2026, 10, 12), date(2026, 10, 18)),))


@pytest.mark.parametrize(
    ("day", "hour", "quiet"),
    [
        (12, 3, True),  # still asleep before the first shift
        (12, 12, True),  # resting for it
        (12, 17, False),
        (12, 23, False),  # at work
        (13, 3, False),
        (13, 9, True),  # asleep after it
        (19, 3, False),  # the last shift, Sunday's
        (19, 9, True),  # and the sleep after it
        (19, 17, False),
        (19, 22, True),  # a usual night again
        (20, 9, False),
    ],
)
def test_on_nights_the_day_is_quiet_and_the_night_is_not(day: int, hour: int, quiet: bool) -> None:
    assert is_quiet(NIGHTS, at(hour, day=day)) is quiet


def test_the_digest_comes_in_the_evening_on_nights_and_in_the_morning_after_the_last_one() -> None:
    hours = {day: to_wall(digest_moment(NIGHTS, date(2026, 10, day)), NIGHTS.zone).time() for day in (11, 12, 18, 19)}
    assert hours == {11: time(7, 30), 12: time(17), 18: time(17), 19: time(7, 30)}
    assert [on_nights(NIGHTS, date(2026, 10, day)) for day in (11, 12, 18, 19)] == [False, True, True, False]


def test_a_digest_hour_within_quiet_hours_waits_for_their_end() -> None:
    assert digest_moment(resident(digest_at=time(6)), date(2026, 10, 13)) == at(7)
    assert digest_moment(resident(digest_at=time(22)), date(2026, 10, 13)) == at(7)


@given(residents(), moments)
def test_the_next_free_moment_is_free_and_not_before(ana: Resident, moment: datetime) -> None:
    free = next_free(ana, moment)
    assert free >= moment
    assert not is_quiet(ana, free)
    assert (free == moment) is not is_quiet(ana, moment)


@given(residents(), moments, st.floats(0, 1))
def test_all_the_time_before_the_next_free_moment_is_quiet(ana: Resident, moment: datetime, part: float) -> None:
    """So a nudge is never held longer than the quiet hours; only the hour that spring skips may add to it."""
    free = next_free(ana, moment)
    between = moment + (free - moment) * part
    in_a_gap = to_wall(free, ana.zone) - to_wall(free - timedelta(hours=1), ana.zone) > timedelta(hours=1)
    assert between == free or is_quiet(ana, between) or in_a_gap


@given(residents(), st.dates(date(2026, 1, 2), date(2027, 12, 30)))
def test_a_digest_is_never_in_quiet_hours_and_comes_once_a_day(ana: Resident, day: date) -> None:
    moment = digest_moment(ana, day)
    assert not is_quiet(ana, moment)
    assert ana.today(moment) in (day, day + timedelta(days=1))
