"""What a cohort's channel hears by itself: the month's milestones on its first day, and on Mondays what was shared."""

from tests.simulation.cohort import announced, prelims
from tests.simulation.replay import Line, clicks, replay, resident, says, when


async def posts(*script: Line, until: str) -> list[Line]:
    return [line for line in announced(await replay(*script, until=until)) if line["to"] is None]


async def test_each_month_of_the_year_its_milestones_are_posted_once() -> None:
    lead = resident("2026-07-01T08:00", "lead", start="2026-07-01", cohort="prelims", lead=True)
    heard = await posts(lead, {"at": "2026-09-15T12:00:00Z", "restart": True}, until="2026-11-02T00:00Z")
    assert [(when(line), line["channel"]) for line in heard] == [
        ("2026-07-01T09:00:00-04:00", "prelims"),
        ("2026-08-01T09:00:00-04:00", "prelims"),
        ("2026-09-01T09:00:00-04:00", "prelims"),
        ("2026-10-01T09:00:00-04:00", "prelims"),
        ("2026-11-01T09:00:00-05:00", "prelims"),
    ]
    assert "Month 4 of the year is for" in heard[3]["text"]
    assert "formal talk with the PD" in heard[3]["text"]


async def test_what_was_shared_is_posted_on_monday_and_a_week_without_is_silent() -> None:
    heard = await posts(
        *prelims("ana", "bob"),
        says("2026-10-14T09:00", "opening: PGY-2 at Lakeside", "ana"),
        clicks("2026-10-14T09:01", "Share", "ana"),
        until="2026-11-10T00:00Z",
    )
    assert [when(line) for line in heard] == ["2026-10-19T09:00:00-04:00"]
    assert "Lakeside, PGY-2 opening (1 member" in heard[0]["text"]
    assert "ana" not in heard[0]["text"].casefold().replace("lakeside", "")


async def test_those_who_want_it_are_introduced_every_three_weeks_and_asked_whether_they_met() -> None:
    printed = await replay(
        *prelims("ana", "bob", "cam", "dee", "eli"),
        *(says("2026-10-13T09:00", "cohort peers on", name) for name in ("ana", "bob", "cam", "dee")),
        clicks("2026-11-11T09:00", "We met", "ana"),
        says("2026-11-11T09:01", "how am I doing?", "ana"),
        until="2026-11-25T00:00Z",
    )
    met = [line for line in announced(printed) if line["text"].startswith("Somebody of #prelims to meet")]
    assert {line["to"] for line in met} == {"ana", "bob", "cam", "dee"}
    first, second = (line for line in met if line["to"] == "ana")
    assert when(first)[:10] != when(second)[:10]
    assert "This time it is dee." in first["text"]
    assert "This time it is dee." not in second["text"]
    asked = [line for line in announced(printed) if line["text"].startswith("Did you meet")]
    assert asked
    assert any("Kept as your peers: dee" in line["text"] for line in printed)
