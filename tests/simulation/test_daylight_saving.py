"""Nudges come at the resident's own minute on both days of the year on which the clocks change, or do not."""

import pytest

from tests.simulation.replay import replay, resident, says, unasked, when

CHANGES = [
    # zone, the day of the change, its offset once the clocks have changed, and that of the day before
    ("America/New_York", "2026-11-01", "-05:00", "-04:00"),
    ("America/New_York", "2027-03-14", "-04:00", "-05:00"),
    ("America/Phoenix", "2026-11-01", "-07:00", "-07:00"),
    ("America/Phoenix", "2027-03-14", "-07:00", "-07:00"),
    ("Pacific/Honolulu", "2026-11-01", "-10:00", "-10:00"),
    ("Pacific/Honolulu", "2027-03-14", "-10:00", "-10:00"),
]
MONTHS = {"10": "Oct", "11": "Nov", "03": "Mar"}


def spoken(day: str) -> str:
    _, month, number = day.split("-")
    return f"{MONTHS[month]} {int(number)}"


@pytest.mark.parametrize(("zone", "day", "offset", "offset_before"), CHANGES)
async def test_both_kinds_of_nudge_keep_their_local_minute(
    zone: str, day: str, offset: str, offset_before: str
) -> None:
    eve = {"2026-11-01": "2026-10-31", "2027-03-14": "2027-03-13"}[day]
    told = {"2026-11-01": "2026-10-28", "2027-03-14": "2027-03-10"}[day]
    printed = await replay(
        resident(f"{told}T09:00", tz=zone),
        says(f"{told}T15:00", f"remind me to call the GME office {spoken(eve)} at 4:15pm"),
        says(f"{told}T15:01", f"met Dr. Anita Patel, PD at Mercy. email her my CV on {spoken(day)}"),
        says(f"{told}T15:02", f"remind me to call the visa office {spoken(day)} at 4:15pm"),
        until=f"{day}T23:00{offset}",
    )
    assert [(when(nudge), nudge["text"].splitlines()[0]) for nudge in unasked(printed)] == [
        (f"{eve}T16:15:00{offset_before}", "Call the GME office"),
        (f"{day}T07:30:00{offset}", "Send your CV to Dr. Patel"),
        (f"{day}T16:15:00{offset}", "Call the visa office"),
    ]


@pytest.mark.parametrize(
    ("zone", "comes"),
    [
        ("America/New_York", "2027-03-14T03:30:00-04:00"),  # there is no 02:30 that night
        ("America/Phoenix", "2027-03-14T02:30:00-07:00"),
        ("Pacific/Honolulu", "2027-03-14T02:30:00-10:00"),
    ],
)
async def test_a_reminder_in_the_spring_gap_moves_an_hour_forward(zone: str, comes: str) -> None:
    printed = await replay(
        resident("2027-03-10T09:00", tz=zone),
        says("2027-03-10T15:00", "remind me to call the GME office Mar 14 at 2:30am"),
        until="2027-03-16T00:00Z",
    )
    assert [when(nudge) for nudge in unasked(printed)] == [comes]


@pytest.mark.parametrize(
    ("zone", "comes"),
    [
        ("America/New_York", "2026-11-01T01:30:00-04:00"),  # the first of two
        ("America/Phoenix", "2026-11-01T01:30:00-07:00"),
        ("Pacific/Honolulu", "2026-11-01T01:30:00-10:00"),
    ],
)
async def test_a_reminder_in_the_doubled_hour_comes_once(zone: str, comes: str) -> None:
    printed = await replay(
        resident("2026-10-28T09:00", tz=zone),
        says("2026-10-28T15:00", "remind me to call the GME office Nov 1 at 1:30am"),
        until="2026-11-03T00:00Z",
    )
    assert [when(nudge) for nudge in unasked(printed)] == [comes]


async def test_residents_in_three_zones_share_one_bot_and_each_keeps_their_own_morning() -> None:
    zones = {"ny": "America/New_York", "az": "America/Phoenix", "hi": "Pacific/Honolulu"}
    printed = await replay(
        *(resident("2026-10-28T15:00Z", user, zone) for user, zone in zones.items()),
        *(says("2026-10-28T20:00Z", "remind me to call the GME office Nov 1", user) for user in zones),
        until="2026-11-02T00:00Z",
    )
    assert [(nudge["to"], when(nudge)) for nudge in unasked(printed)] == [
        ("ny", "2026-11-01T07:30:00-05:00"),
        ("az", "2026-11-01T07:30:00-07:00"),
        ("hi", "2026-11-01T07:30:00-10:00"),
    ]


async def test_who_moves_to_another_zone_is_nudged_on_its_clock() -> None:
    printed = await replay(
        resident("2026-10-12T09:00", tz="America/New_York"),
        says("2026-10-12T15:00", "remind me to call the GME office Oct 15"),
        says("2026-10-12T15:01", "remind me to call the visa office Oct 15 at 4:15pm"),
        resident("2026-10-14T12:00", tz="Pacific/Honolulu"),
        until="2026-10-16T12:00Z",
    )
    assert [when(nudge) for nudge in unasked(printed)] == ["2026-10-15T07:30:00-10:00", "2026-10-15T16:15:00-10:00"]


async def test_a_reminder_that_a_move_east_puts_into_the_past_comes_at_once() -> None:
    """Set at noon in Los Angeles for two o'clock; half an hour later it is half past three where Ana is."""
    printed = await replay(
        resident("2026-10-15T09:00", tz="America/Los_Angeles"),
        says("2026-10-15T12:00", "remind me at 2pm to call the GME office"),
        resident("2026-10-15T12:30", tz="America/New_York"),
        until="2026-10-17T00:00Z",
    )
    assert [when(nudge) for nudge in unasked(printed)] == ["2026-10-15T15:30:00-04:00"]
    assert "late" in unasked(printed)[0]["text"]
