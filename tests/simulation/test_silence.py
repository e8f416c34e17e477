"""Silence is respect: calls, pauses, the cap of three, and a backlog that is no red wall."""

from collections import Counter

from tests.simulation.replay import about, answers, clicks, is_quiet, replay, resident, says, unasked, when

ANA = resident("2026-10-12T09:00")
PLACES = ("Mercy", "Lakeside", "Baylor", "Emory", "Tulane", "Loyola", "Rush", "Mayo")


async def test_on_call_and_post_call_days_nothing_comes_and_then_it_does() -> None:
    """Saturday the 17th is a call day: Saturday and Sunday are silent, Monday's digest has what was held."""
    printed = await replay(
        ANA,
        says("2026-10-12T10:00", "I'm on call saturday"),
        says("2026-10-12T10:01", "remind me to email Dr. Rao oct 17"),
        says("2026-10-12T10:02", "remind me to thank Dr. Lee oct 18"),
        says("2026-10-12T10:03", "remind me to call GME oct 17 at 3pm"),
        until="2026-10-20T00:00Z",
    )
    assert [when(line) for line in unasked(printed)] == [
        "2026-10-17T15:00:00-04:00",  # asked for that minute
        "2026-10-19T07:30:00-04:00",
    ]
    assert "late" not in unasked(printed)[1]["text"]


async def test_post_call_today_is_silent_until_tomorrow() -> None:
    printed = await replay(
        resident("2026-10-12T06:00"),
        says("2026-10-12T06:30", "remind me to email Dr. Rao today"),
        says("2026-10-12T06:31", "post-call today"),
        until="2026-10-14T00:00Z",
    )
    assert [when(line) for line in unasked(printed)] == ["2026-10-13T07:30:00-04:00"]


async def test_never_more_than_three_a_day_whatever_happens_on_it() -> None:
    told = [
        says(f"2026-10-13T{hour:02}:10", f"heard of a PGY-2 opening at {place}") for hour, place in enumerate(PLACES, 8)
    ]
    printed = await replay(
        ANA, says("2026-10-12T10:00", "remind me to email Dr. Rao oct 13"), *told, until="2026-10-17T00:00Z"
    )
    assert max(Counter(line["at"][:10] for line in unasked(printed)).values()) <= 3
    assert len({each["about"] for each in about(printed, "opening")}) == 8
    assert not [line for line in unasked(printed) if is_quiet(line)]


async def test_a_cap_of_one_leaves_the_digest_alone() -> None:
    printed = await replay(
        ANA,
        says("2026-10-12T10:00", "at most 1 message a day"),
        says("2026-10-12T10:01", "remind me to email Dr. Rao oct 13"),
        says("2026-10-13T09:00", "heard of a PGY-2 opening at Mercy"),
        until="2026-10-15T00:00Z",
    )
    assert [when(line) for line in unasked(printed)] == ["2026-10-13T07:30:00-04:00", "2026-10-14T07:30:00-04:00"]


async def test_a_backlog_is_one_pick_one_and_no_wall() -> None:
    names = ["Rao", "Lee", "Patel", "Novak", "Silva", "Haddad", "Kim", "Okafor", "Nguyen"]
    owed = [
        says(f"2026-10-12T10:{n:02}", f"remind me to email Dr. {name} oct {14 + n % 5}") for n, name in enumerate(names)
    ]
    printed = await replay(ANA, *owed, says("2026-10-13T10:00", "pause 7 days"), until="2026-10-22T00:00Z")
    (digest,) = unasked(printed)
    assert when(digest) == "2026-10-21T07:30:00-04:00"
    assert "Pick one" in digest["text"]
    assert len(digest["about"]) == len(digest["items"]) == 9
    assert sum("Next step:" in item["text"] for item in digest["items"]) == 1
    assert all(item["buttons"] == ["Done", "Later", "Stop"] for item in digest["items"])


async def test_on_nights_openings_and_digests_come_before_the_shift() -> None:
    printed = await replay(
        ANA,
        says("2026-10-12T10:00", "I'm on nights this week"),
        says("2026-10-13T09:00", "heard of a PGY-2 opening at Mercy"),
        clicks("2026-10-13T20:00", "Done"),
        until="2026-10-15T00:00Z",
    )
    assert [when(line) for line in unasked(printed)] == ["2026-10-13T17:00:00-04:00"]


async def test_no_messages_tomorrow_holds_that_day_alone() -> None:
    """What was set for a clock time of that day comes with the digest after it; today is as it was."""
    printed = await replay(
        ANA,
        says("2026-10-13T09:00", "remind me to call the office today at 5 pm"),
        says("2026-10-13T09:01", "remind me to send the form tomorrow at 9 am"),
        says("2026-10-13T09:02", "remind me to renew my badge tomorrow"),
        says("2026-10-13T10:00", "no messages tomorrow"),
        until="2026-10-16T00:00Z",
    )
    assert [when(line)[:16] for line in unasked(printed)] == ["2026-10-13T17:00", "2026-10-15T07:30"]
    assert all(words in unasked(printed)[1]["text"] for words in ("send the form", "renew my badge"))


async def test_stop_in_answer_to_a_nudge_ends_that_one_alone() -> None:
    printed = await replay(
        ANA, says("2026-10-13T09:00", "remind me to renew my badge tomorrow"), until="2026-10-15T00:00Z"
    )
    (nudge,) = unasked(printed)
    printed = await replay(
        ANA,
        says("2026-10-13T09:00", "remind me to renew my badge tomorrow"),
        says("2026-10-14T09:00", "stop", thread=nudge["id"]),
        says("2026-10-14T09:01", "settings"),
        until="2026-10-20T00:00Z",
    )
    assert [line["text"] for line in answers(printed, 3)] == ["I won't bring it up again: renew your badge."]
    assert len(unasked(printed)) == 1
    assert "Paused" not in answers(printed, 4)[0]["text"]
