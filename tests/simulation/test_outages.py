"""Crashes, refusals, closed accounts and quiet hours: nothing lost, nothing twice, nothing in the night."""

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.simulation.replay import Line, about, answers, is_quiet, replay, resident, says, unasked, when

ANA = resident("2026-10-12T09:00")
ON_THE_DAY = says("2026-10-12T15:00", "remind me to call the GME office Oct 15")
AT_A_TIME = says("2026-10-12T15:01", "remind me to call the visa office Oct 15 at 4:15pm")


def restart(at: str, down: str | None = None) -> Line:
    return {"at": at, "restart": True} | ({"down": down} if down else {})


def fail(at: str, how: str, **more: int) -> Line:
    return {"at": at, "user": "ana", "fail": how, **more}


async def test_a_restart_right_before_and_right_after_changes_nothing() -> None:
    calm = await replay(ANA, ON_THE_DAY, AT_A_TIME, until="2026-10-16T00:00Z")
    shaken = await replay(
        ANA,
        ON_THE_DAY,
        AT_A_TIME,
        restart("2026-10-12T19:01:00Z"),
        restart("2026-10-15T11:30:00Z"),  # 07:30 in New York, in the digest's own minute
        restart("2026-10-15T20:14:59Z"),
        restart("2026-10-15T20:15:00Z"),
        until="2026-10-16T00:00Z",
    )
    told = [(when(line), line["text"]) for line in calm]
    assert [(when(line), line["text"]) for line in shaken] == told
    assert len(told) == 4


async def test_after_a_day_and_a_half_of_outage_what_was_missed_comes_marked_late() -> None:
    printed = await replay(ANA, ON_THE_DAY, AT_A_TIME, restart("2026-10-15T04:00Z", "36h"), until="2026-10-17T00:00Z")
    late = unasked(printed)
    # Back at noon on Friday, outside quiet hours: that morning's digest was missed too, so both come at once.
    assert sorted((when(nudge), nudge["text"].splitlines()[0]) for nudge in late) == [
        ("2026-10-16T12:00:00-04:00", "Call the GME office"),
        ("2026-10-16T12:00:00-04:00", "Call the visa office"),
    ]
    assert all("late" in nudge["text"] for nudge in late)


async def test_what_is_said_during_an_outage_is_answered_after_it() -> None:
    printed = await replay(
        ANA,
        restart("2026-10-13T12:00Z", "2h"),
        says("2026-10-13T09:00", "who sponsors H-1B?"),
        until="2026-10-14T00:00Z",
    )
    assert [when(answer) for answer in answers(printed, 3)] == ["2026-10-13T10:00:00-04:00"]


async def test_an_outage_that_ends_in_the_night_wakes_nobody() -> None:
    printed = await replay(ANA, ON_THE_DAY, AT_A_TIME, restart("2026-10-15T10:00Z", "17h"), until="2026-10-17T00:00Z")
    told = unasked(printed)
    assert told
    assert not [when(nudge) for nudge in told if is_quiet(nudge)]


async def test_a_refused_send_is_tried_again_and_arrives_once() -> None:
    printed = await replay(ANA, ON_THE_DAY, fail("2026-10-15T07:00", "send", times=3), until="2026-10-16T00:00Z")
    (nudge,) = unasked(printed)
    waited = datetime.fromisoformat(nudge["at"]) - datetime.fromisoformat("2026-10-15T07:30:00-04:00")
    assert timedelta(0) < waited < timedelta(hours=1)


async def test_a_refused_answer_is_tried_again_too_and_survives_a_crash() -> None:
    printed = await replay(
        ANA,
        fail("2026-10-12T14:59", "send", times=2),
        ON_THE_DAY,
        restart("2026-10-12T19:00:20Z"),
        until="2026-10-13T00:00Z",
    )
    assert len(printed) == 1
    assert (printed[0]["kind"], printed[0]["re"]) == ("reply", 3)


async def test_who_is_gone_gets_nothing_and_who_is_back_is_answered() -> None:
    printed = await replay(
        ANA,
        AT_A_TIME,
        fail("2026-10-14T09:00", "gone"),
        says("2026-10-14T09:01", "what's due?"),
        fail("2026-10-16T09:00", "back"),
        says("2026-10-16T09:01", "what's due?"),
        until="2026-10-16T20:00Z",
    )
    assert not answers(printed, 4)
    assert "visa office" in answers(printed, 6)[0]["text"]


MORNING = datetime(2026, 10, 13, 12)
FORTNIGHT = timedelta(days=14)
reminders = st.lists(
    st.tuples(st.integers(14, 20), st.sampled_from(["", " at 9:10am", " at 4:15pm", " at 11:30pm"])), max_size=4
)
troubles = st.lists(
    st.tuples(st.integers(1, 9 * 24 * 60), st.sampled_from(["", "20m", "5h", "36h", "send 1", "send 4"])), max_size=4
)


def _script(asked: list[tuple[int, str]], troubled: list[tuple[int, str]]) -> list[Line]:
    # The subject tells them apart in whatever is printed.
    lines = [
        says(f"2026-10-12T15:{number:02}", f"remind me to call office {number} on Oct {day}{clock}")
        for number, (day, clock) in enumerate(asked, 11)
    ]
    for minutes, what in sorted(troubled):
        at = f"{MORNING + timedelta(minutes=minutes):%Y-%m-%dT%H:%MZ}"
        if what.startswith("send"):
            lines.append(fail(at, "send", times=int(what.split()[1])))
        else:
            lines.append(restart(at, what or None))
    return [ANA, *lines]


@settings(max_examples=15)
@given(reminders, troubles)
async def test_whatever_happens_each_is_told_and_at_most_once_more(
    asked: list[tuple[int, str]], troubled: list[tuple[int, str]]
) -> None:
    script = _script(asked, troubled)
    until = f"{MORNING + FORTNIGHT:%Y-%m-%dT%H:%MZ}"
    printed = await replay(*script, until=until)
    told = unasked(printed)
    for number, (day, clock) in enumerate(asked, 11):
        named = about(printed, "follow_up", f"ffice {number}")
        assert 1 <= len(named) <= 2, (number, day, clock)
        assert date.fromisoformat(when(named[0])[:10]) - date(2026, 10, day) <= timedelta(days=7)
    in_the_night = [nudge for nudge in told if is_quiet(nudge) and "11:30 pm" not in nudge["text"]]
    assert not in_the_night
    assert await replay(*script, until=until) == printed
