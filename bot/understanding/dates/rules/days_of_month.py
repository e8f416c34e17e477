"""Days told by their number alone, or by number and weekday: "the 12th", "Friday the 4th", "Mon 11/16"."""

import re
from datetime import date, timedelta

from bot.understanding.dates.calendar_days import add_months, day_or_none, one_day
from bot.understanding.dates.mention import Told
from bot.understanding.dates.rule import Found, Rule, phrase
from bot.understanding.dates.rules.month_and_day import (
    EVIDENCE,
    IMPOSSIBLE,
    MONTH_THEN_DAY,
    SLASHES,
    exactly,
    month_day,
    month_day_told,
    slashed,
)
from bot.understanding.dates.rules.weeks import LAST, NEXT, WHICH
from bot.understanding.dates.spellings import MONTHS, WEEKDAYS, words
from bot.understanding.dates.words import MONTH, NTH, WEEKDAY

_COUNTED = words(
    "floor year time try attempt draft hand round place quarter century cycle choice person one line grade author "
    "edition percentile street st ave avenue week day month weekday visit call rotation block interview patient code "
    "night shift party generation semester class step degree world poster abstract author's dose case letter email "
    "half season game lead row set base opinion slot spot position resident intern fellow attending reminder of most "
    "monday tuesday wednesday thursday friday saturday sunday option name job program hospital"
)
"""What an ordinal counts when it is no day: "the 4th floor", "on the 2nd attempt"."""

_AFTER_A_DAY = words(
    "at and or to is was works would will if we i she he they instead please pls for with w re so but because then "
    "maybe ok ish okay when good great fine should not unless after before in noon morning afternoon evening night say"
)


def _number(nth: str) -> int:
    """12 of "12th" and of "12#"."""
    return int(nth.rstrip("stndrh#"))


def _day_of_month(found: Found) -> Told | None:
    day, today = _number(found["nth"]), found.today
    if found["month"] and found["month"] != "month":
        month = add_months(today.replace(day=1), 1 if found["month"] in NEXT else -1 if found["month"] in LAST else 0)
        exact = day_or_none(month.year, month.month, day)
        return exactly(exact, today) if exact else IMPOSSIBLE
    if not found["month"] and (found.after in _COUNTED or not _is_placed(found)):
        return None
    if day == 0:
        return None
    return _nearest(day, today) if day <= 31 else IMPOSSIBLE


def _plain_day(found: Found) -> Told | None:
    placed = found.before in _TAKES_A_DAY and (not found.after or found.after in _AFTER_A_DAY)
    placed = placed or (found.before == "for" and not found.after and int(found["day"]) > 9)
    return _nearest(int(found["day"]), found.today) if placed and 1 <= int(found["day"]) <= 31 else None


_TAKES_A_DAY = words("on by before until after since from through")

PLAIN_DAY = Rule(
    name="day of the month, without its ending",
    opens="the",
    pattern=phrase(r"the (?P<day>[0-9]{1,2})(?![/:-])(?!# floor)"),
    produce=_plain_day,
    examples={"send it by the 20": "2026-10-20", "8pm on the 15": "2026-10-15 20:00"},
    counterexamples=("on the 4 west side", "nine fifteen on the second floor", "by the 10 programs", "the 3 of us"),
)


_CLOCK = r"(?:,| at| @| around)? ?[0-9]{1,2}(?::[0-9]{2}| ?[ap]\.?m?\b)"

DAY_BESIDE_CLOCK = Rule(
    name="day of the month, beside a time",
    opens="on",
    pattern=phrase(rf"on (?P<day>[0-9]{{1,2}})(?P<clock>(?={_CLOCK}))?(?![/:-])"),
    produce=lambda found: (
        _nearest(int(found["day"]), found.today)
        if 1 <= int(found["day"]) <= 31 and (found.match["clock"] is not None or _ends_after_clock(found))
        else None
    ),
    examples={"come back on 20 at 8:00": "2026-10-20 08:00", "8pm on 15": "2026-10-15 20:00"},
    counterexamples=("I'm on 15 patients", "stuck on 4", "on 2 committees at 5 sites"),
)


def _ends_after_clock(found: Found) -> bool:
    return not found.after and found.before in ("am", "pm", "a", "p", "m", "noon")


def _is_placed(found: Found) -> bool:
    """Whether the words around say that "the 12th" is a day.

    Spelled out, "the first" and "the second" count things far oftener than they date.
    """
    if found["nth"] in ("1#", "2#", "3#"):
        return bool(found["the"]) and found.before in EVIDENCE and found.after in ("", "at")
    if found.before in EVIDENCE or _BEFORE_CLOCK.match(found.match.string, found.match.end()):
        return True
    if not found["the"] and found["nth"][-1] != "#" and _number(found["nth"]) > _LAST_COUNTED:
        if found.before == "me" and found.after in ("to", "about"):  # "remind me 21st to call her"
            return True
        return not found.after and found.before not in _BEFORE_A_COUNT  # "ask her for the letter 24th"
    return bool(found["the"]) and (not found.after or found.after in _AFTER_A_DAY)


_LAST_COUNTED = 3
_BEFORE_A_COUNT = words("my his her our their your a an in came finished ranked placed pgy")


_BEFORE_CLOCK = re.compile(r" (?:at|@) ?[0-9]{1,2}(?::[0-9]{2}| ?[ap]\.?m?\b)")


def _nearest(day: int, today: date) -> Told:
    months = [add_months(today.replace(day=1), n) for n in range(-3, 4)]
    days = [d for m in months if (d := day_or_none(m.year, m.month, day))]
    ahead = next(d for d in days if d >= today)
    behind = next(d for d in reversed(days) if d <= today)
    return Told(future=one_day(ahead), past=one_day(behind))


DAY_OF_MONTH = Rule(
    name="day of the month",
    opens="ordinal the",
    pattern=phrase(rf"(?P<the>the )?(?P<nth>{NTH})(?: (?:day )?of (?:the )?(?P<month>{WHICH}|month)(?: month)?)?"),
    produce=_day_of_month,
    examples={
        "remind me on the 12th to call": "2026-11-12",
        "by the 15th": "2026-10-15",
        "on the 3rd of next month": "2026-11-03",
        "by the 40th": "impossible",
        "ask her for the letter 24th": "2026-10-24",
        "remind me 21st to call her": "2026-10-21",
    },
    counterexamples=(
        "on the 4th floor",
        "my 2nd attempt",
        "first author",
        "the second one",
        "21st century",
        "3rd year",
        "came in 12th",
    ),
)

_SURE, _CONTRADICTED = 0.95, 0.4
_NEAR = timedelta(days=62)


def _weekday_with_date(found: Found) -> Told | None:
    """A weekday and a date; where the two disagree the date is kept, and said to be unsure."""
    weekday = WEEKDAYS.index(found["weekday"])
    if found["nth"]:
        if found.after in _COUNTED:
            return None
        return _weekday_the_nth(weekday, _number(found["nth"]), found.today)
    if found["a"]:
        told = slashed(found)
    elif found["month2"]:
        told = month_day(MONTHS.index(found["month2"]) + 1, int(found["day2"]), None, found.today)
    else:
        told = month_day_told(found)
    if told is None or told.impossible:
        return told
    agrees = any(days.start.weekday() == weekday for days in (told.future, told.past) if days)
    confidence = _SURE if agrees else _CONTRADICTED
    return Told(future=told.future, past=told.past, tense=told.tense, confidence=confidence)


def _weekday_the_nth(weekday: int, nth: int, today: date) -> Told:
    """The nearest month ahead, and behind, in which the nth is that weekday; one far off is not believed."""
    months = [add_months(today.replace(day=1), n) for n in range(-12, 13)]
    days = [d for m in months if (d := day_or_none(m.year, m.month, nth)) and d.weekday() == weekday]
    ahead = next((d for d in days if d >= today), None)
    behind = next((d for d in reversed(days) if d <= today), None)
    if ahead is None and behind is None:
        return IMPOSSIBLE
    near = any(day and abs(day - today) <= _NEAR for day in (ahead, behind))
    return Told(
        future=one_day(ahead) if ahead else None,
        past=one_day(behind) if behind else None,
        confidence=_SURE if near else _CONTRADICTED,
    )


_SAID_AGAIN = r"(?:[ ,(-]{1,3}(?:(?:that is|that's|which is|it's|so|i\.e\.|that would be|being),? ?)?)"

WEEKDAY_WITH_DATE = Rule(
    name="weekday with its date",
    opens="weekday this next last coming past",
    pattern=phrase(
        rf"(?:(?:{WHICH}) )?(?P<weekday>{WEEKDAY})\.?{_SAID_AGAIN}(?:on )?"
        rf"(?:(?:the )?(?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th|#)? (?:of )?(?P<month2>{MONTH})"
        rf"|(?:the )?(?P<nth>[0-9]{{1,2}}(?:st|nd|rd|th)|(?<=the )[0-9]{{1,2}}#)(?! of)|{MONTH_THEN_DAY}|{SLASHES})\)?"
    ),
    produce=_weekday_with_date,
    examples={
        "Thursday the 15th": "2026-10-15",
        "next Friday the 4th": "2026-12-04",
        "by next Wednesday, that is the 21st": "2026-10-21",
        "Fri, Nov 20": "2026-11-20",
        "mon 11/16": "2026-11-16",
        "wed 2/3": "2027-02-03",
        "monday the 2nd of november": "2026-11-02",
    },
    counterexamples=("friday 3rd year talk",),
)

RULES = (DAY_OF_MONTH, PLAIN_DAY, DAY_BESIDE_CLOCK, WEEKDAY_WITH_DATE)
