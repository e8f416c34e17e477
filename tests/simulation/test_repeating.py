"""What repeats comes each time at its own local minute, and keeps the rules of silence."""

from tests.simulation.replay import Line, nudges, replay, resident, says, unasked, when

ERAS = "remind me every monday to check the ERAS portal"


def told(printed: list[Line]) -> list[str]:
    return [when(nudge)[:16] for nudge in nudges(printed)]


async def test_each_time_is_an_occasion_of_its_own_at_the_local_minute_across_the_change_of_clocks() -> None:
    printed = await replay(
        resident("2026-10-20T09:00", tz="America/New_York"),
        says("2026-10-20T09:01", "remind me every wednesday at 4:15pm to log my cases"),
        says("2026-10-21T17:00", "done with the cases"),
        says("2026-10-28T17:00", "done with the cases"),
        says("2026-11-04T17:00", "done with the cases"),
        until="2026-11-10T00:00Z",
    )
    assert [when(nudge) for nudge in unasked(printed)] == [
        "2026-10-21T16:15:00-04:00",
        "2026-10-28T16:15:00-04:00",
        "2026-11-04T16:15:00-05:00",
    ]
    abouts = [nudge["about"][0] for nudge in unasked(printed)]
    assert len(set(abouts)) == 3
    assert len({about.partition("@")[0] for about in abouts}) == 1


async def test_one_that_is_not_answered_comes_back_once_and_then_gives_way_to_the_next() -> None:
    printed = await replay(
        resident("2026-10-13T09:00"),
        says("2026-10-13T09:01", ERAS),
        says("2026-10-31T12:00", "what did you send me?"),
        until="2026-10-31T23:00Z",
    )
    assert told(printed) == ["2026-10-19T07:30", "2026-10-22T07:30", "2026-10-26T07:30", "2026-10-29T07:30"]
    history = next(line["text"] for line in printed if line["re"] == 3)
    assert history.count("Check the ERAS portal (open)") == 2
    assert history.count("Check the ERAS portal (passed)") == 2


async def test_a_pause_holds_it_and_names_it_once_afterwards() -> None:
    printed = await replay(
        resident("2026-10-13T09:00"),
        says("2026-10-13T09:01", "remind me every day at 6 pm to do questions"),
        says("2026-10-14T09:00", "pause 5 days"),
        until="2026-10-20T12:00Z",
    )
    assert told(printed) == ["2026-10-13T18:00", "2026-10-19T18:00"]


async def test_an_outage_tells_the_newest_time_alone() -> None:
    printed = await replay(
        resident("2026-10-13T09:00"),
        says("2026-10-13T09:01", "remind me every day at 6 pm to do questions"),
        {"at": "2026-10-14T12:00Z", "restart": True, "down": "70h"},
        until="2026-10-18T12:00Z",
    )
    after = [nudge for nudge in unasked(printed) if when(nudge) > "2026-10-14"]
    assert [when(nudge)[:16] for nudge in after] == ["2026-10-17T07:00", "2026-10-17T18:00"]
    assert "late" in after[0]["text"].lower()


async def test_what_moves_with_the_resident_keeps_its_local_hour() -> None:
    printed = await replay(
        resident("2026-10-13T09:00"),
        says("2026-10-13T09:01", "remind me every thursday at 4 pm to log my cases"),
        resident("2026-10-16T09:00", tz="America/Los_Angeles"),
        until="2026-10-23T12:00Z",
    )
    assert [when(nudge) for nudge in unasked(printed) if nudge["about"][0].endswith(("-15", "-22"))][:1] == [
        "2026-10-15T16:00:00-04:00"
    ]
    assert "2026-10-22T16:00:00-07:00" in [when(nudge) for nudge in unasked(printed)]
