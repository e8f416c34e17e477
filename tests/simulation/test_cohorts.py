"""Cohorts replayed: made, described, found by what they are, and heard in their lead's zone."""

from tests.simulation.cohort import announced, slash
from tests.simulation.replay import Line, answers, clicks, replay, resident, says, when

AT_NOON = "2026-10-13T12:00"


def two_cohorts() -> list[Line]:
    """A lead of two cohorts in Chicago, with one member in each."""
    return [
        resident("2026-10-12T08:00", "lead", tz="America/Chicago"),
        resident("2026-10-12T09:00", "ana", tz="America/Chicago"),
        resident("2026-10-12T09:00", "bob", tz="America/Chicago"),
        slash("2026-10-12T10:00", "cohort create prelims 2026, track medicine, site Mercy"),
        says("2026-10-12T10:01", "join {code}", "ana"),
        slash("2026-10-12T10:02", "cohort create surgery-2026 track surgery site Mercy"),
        says("2026-10-12T10:03", "join {code}", "bob"),
    ]


async def test_a_cohort_is_made_with_its_year_track_and_site_and_shows_them() -> None:
    printed = await replay(
        *two_cohorts(), slash(AT_NOON, "cohort site Lakeside for #surgery-2026"), slash(AT_NOON, "cohort")
    )
    assert "Made #prelims-2026 (year 2026, track medicine, site Mercy)" in answers(printed, 4)[0]["text"]
    shown = printed[-1]["text"]
    assert "#prelims-2026 (year 2026, track medicine, site Mercy): 2 people, you own it" in shown
    assert "#surgery-2026 (year 2026, track surgery, site Lakeside): 2 people, you own it" in shown


async def test_an_audience_can_be_told_by_what_the_cohort_is_and_is_asked_where_two_fit() -> None:
    printed = await replay(
        *two_cohorts(),
        slash(AT_NOON, "announce to track surgery: room 5"),
        slash(AT_NOON, "announce to site Mercy: room 5"),
    )
    one, two = answers(printed, 8)[0], answers(printed, 9)[0]
    assert "1 person of #surgery-2026" in one["text"]
    assert "to #prelims-2026" in two["text"]
    assert "to #surgery-2026" in two["text"]
    assert two["buttons"] == []


async def test_a_form_for_one_of_two_cohorts_announces_to_that_one() -> None:
    printed = await replay(
        *two_cohorts(),
        slash(AT_NOON, "announce to #surgery-2026"),
        {"at": AT_NOON, "user": "lead", "submit": {"text": "room 5", "audience": "each member, directly"}},
        clicks(AT_NOON, "Send", "lead"),
    )
    assert [line["to"] for line in announced(printed)] == ["bob"]


async def test_what_a_channel_hears_by_itself_comes_in_the_morning_of_its_lead() -> None:
    printed = await replay(*two_cohorts(), until="2026-11-02T00:00Z")
    assert {(line["channel"], when(line)) for line in announced(printed)} == {
        ("prelims-2026", "2026-11-01T09:00:00-06:00"),
        ("surgery-2026", "2026-11-01T09:00:00-06:00"),
    }
