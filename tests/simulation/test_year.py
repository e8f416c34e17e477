"""Twelve years of twelve residents, replayed: what was promised holds on every line that was printed."""

from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta

import pytest

from tests.simulation.lives import FIRST_DAY, LIVES, Life
from tests.simulation.replay import Line, replay, unasked

ENDS_FOR_GOOD = {"follow_up", "promise", "milestone", "conference", "rotation"}
"""What is over once it is done; a cadence or a review comes round again under the same name."""

TOLD_ONCE = {"follow_up", "promise", "milestone"}
"""What the resident tells once; somebody met at two conferences, or a letter agreed to twice, is two occasions."""

LATE_AT_MOST = timedelta(days=7)


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
async def test_a_year_of(life: Life) -> None:
    script = life.script()
    printed = await replay(*script, until=f"{FIRST_DAY + timedelta(days=372)}T00:00Z")
    told = [line for line in unasked(printed) if line["to"] == life.name]
    assert len(told) > 60
    on_the_minute = [line for line in told if is_on_the_minute(line, life)]
    volunteered = [line for line in told if line not in on_the_minute]
    assert every_message_has_its_own_id(printed)
    assert [line["at"] for line in volunteered if disturbs(line, life)] == []
    assert {day: count for day, count in Counter(line["at"][:10] for line in volunteered).items() if count > 3} == {}
    assert told_again_though_done(script, printed) == []
    assert told_three_times(script, printed) == {}
    assert never_told(life, script, printed) == []


def is_on_the_minute(line: Line, life: Life) -> bool:
    """Whether it is a reminder for a clock time that the resident set, which comes then whatever the hour."""
    return any(each.at and mentions(line, each.subject) for each in life.asked) and line["kind"] == "nudge"


def mentions(line: Line, subject: str) -> bool:
    return f"{subject}\n" in f"{line['text']}\n" or f"{subject} " in line["text"] or f"{subject}." in line["text"]


def every_message_has_its_own_id(printed: list[Line]) -> bool:
    fresh = [line["id"] for line in printed if line["kind"] not in ("update", "recall", "error")]
    return len(fresh) == len(set(fresh))


def disturbs(line: Line, life: Life) -> bool:
    """Whether it came between 21:00 and 07:00, or by day in a week of nights, between 08:00 and 16:30."""
    at = datetime.fromisoformat(line["at"]).replace(tzinfo=None)
    for monday in life.nights:
        begins, ends = (datetime.combine(monday + timedelta(days=days), time(12)) for days in (0, 7))
        if begins <= at < ends:
            return time(8) <= at.time() < time(16, 30) and at.date() != monday
    return at.time() >= time(21) or at.time() < time(7)


def told_again_though_done(script: list[Line], printed: list[Line]) -> list[tuple[str, str]]:
    """Return what came up again after its Done was pressed, with when."""
    done = {about: at for about, at in presses(script, printed, "Done") if about.split(":")[0] in ENDS_FOR_GOOD}
    return [
        (about, line["at"])
        for line in unasked(printed)
        for about in line["about"]
        if about in done and moment(line["at"]) > moment(done[about])
    ]


def told_three_times(script: list[Line], printed: list[Line]) -> dict[str, int]:
    """Return what was told more than twice though nobody put it off."""
    put_off = {about for about, _ in presses(script, printed, "Later")}
    counts = Counter(about for line in unasked(printed) for about in line["about"] if about not in put_off)
    return {about: count for about, count in counts.items() if count > 2 and about.split(":")[0] in TOLD_ONCE}


def moment(at: str) -> datetime:
    return datetime.fromisoformat(at)


def presses(script: list[Line], printed: list[Line], label: str) -> list[tuple[str, str]]:
    """Return what that button was pressed about, and when: the first such button of the newest message with one."""
    found = []
    shown: dict[str, Line] = {}
    for line in printed:
        if line["kind"] == "error":
            continue
        if line["re"] and script[line["re"] - 1].get("click") == label and (about := newest_with(label, shown)):
            found.append((about, line["at"]))
        shown.pop(line["id"], None)
        shown[line["id"]] = line
    return found


def newest_with(label: str, shown: dict[str, Line]) -> str | None:
    for line in reversed(shown.values()):
        for item in (line, *line.get("items", ())):
            if label in item.get("buttons", ()):
                about = item["about"]
                return about if isinstance(about, str) else next(iter(about), None)
    return None


def never_told(life: Life, script: list[Line], printed: list[Line]) -> list[str]:
    """Return what was asked for and not told within a week of its day; what was closed or put off before is no loss."""
    answered = {line["re"] for line in printed if line["re"]}
    touched = defaultdict(list)
    for line in printed:
        pressing = line["re"] and "click" in script[line["re"] - 1]
        for each in life.asked:
            if mentions(line, each.subject) and (pressing or line["kind"] in ("nudge", "digest")):
                touched[each.subject].append(date.fromisoformat(line["at"][:10]))
    assert answered
    return [
        f"{each.subject} on {each.on}"
        for each in life.asked
        if not any(day <= each.on + LATE_AT_MOST for day in touched[each.subject])
    ]
