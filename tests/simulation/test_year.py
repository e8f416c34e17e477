"""Twelve years of twelve residents, replayed: what was promised holds on every line that was printed."""

from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta

import pytest

from tests.simulation.lives import FIRST_DAY, LIVES, Life
from tests.simulation.replay import Line, replay, things, unasked

ENDS_FOR_GOOD = {"follow_up", "promise", "milestone", "conference", "rotation"}
"""What is over once it is done; a cadence or a review comes round again under the same name."""

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
    assert told_too_often(life, script, printed) == []
    assert told_twice_in_one_message(printed) == []
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


def told_too_often(life: Life, script: list[Line], printed: list[Line]) -> list[tuple[str, str]]:
    """Return whatever came, of any kind, though it was told twice before and nobody put it off, with when.

    The second time is its one return: three days later, or on a day of its own. Who was met at another conference is
    brought up for that one too: the same person, and so the same name for it, but another meeting that was told.
    """
    put_off = {(about, moment(at)) for about, at in presses(script, printed, "Later")}
    times: dict[str, list[datetime]] = defaultdict(list)
    too_often = []
    for item in things(printed):
        about, at = item["about"], moment(item["at"])
        anew = [when for name, when in put_off if name == about]
        anew += met_at_conferences(life, script, item["text"]) if about.startswith("conference:") else []
        since = max((when for when in anew if when < at), default=None)
        times[about] = [when for when in times[about] if since is None or when > since] + [at]
        if len(times[about]) > 2 or (len(times[about]) == 2 and times[about][0].date() == at.date()):
            too_often.append((about, item["at"]))
    return too_often


def met_at_conferences(life: Life, script: list[Line], text: str) -> list[datetime]:
    """Return when the resident told of having met, at a conference, somebody whom the nudge speaks of."""
    told = [
        line for line in script if line.get("text", "").startswith("met Dr. ") and line["text"].endswith(", at ACP")
    ]
    return [life.moment(line) for line in told if line["text"].removeprefix("met ").split(",")[0] in text]


def told_twice_in_one_message(printed: list[Line]) -> list[str]:
    return [line["id"] for line in unasked(printed) if len(set(line["about"])) < len(line["about"])]


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
