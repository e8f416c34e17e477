"""Days counted from now or from another day: "in 2 weeks", "10 days ago", "a week from Tuesday", "every 6 weeks"."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from bot.understanding.dates.calendar_days import (
    add_months,
    last_weekday,
    monday_of,
    next_weekday,
    next_workday,
    one_day,
)
from bot.understanding.dates.mention import Bound, Kind, Tense, Told
from bot.understanding.dates.rule import Found, Rule, phrase
from bot.understanding.dates.words import AMOUNT, UNIT, WEEKDAY, WEEKDAYS
from bot.understanding.meaning import DayRange

_SPAN_OF_TIME = rf"(?P<n>{AMOUNT}) ?(?P<unit>{UNIT})(?P<more> and a half| or (?:two|2|so|three|3))?"
_ROUGHLY = r"(?:(?:about|around|like|maybe|roughly|say|probably|~|at least) ?)?"
_MOST = 3000  # units; "in 5000 days" is no plan of a resident

_COUPLE, _FEW, _SEVERAL = 2, 3, 4


def how_many(words: str) -> float:
    """The number told, the first of two ("2-3" is 2): "a couple of" is 2, "a few" 3, "half an" a half."""
    digits = re.match(r"[0-9]+(?:\.5)?", words)
    if digits:
        return float(digits.group())
    if words.startswith("half"):
        return 0.5
    if "couple" in words:
        return _COUPLE
    if "few" in words:
        return _FEW
    return float(words.rsplit(maxsplit=1)[-1]) if words[-1].isdigit() else _SEVERAL if words == "several" else 1


def shifted(now: datetime, amount: float, unit: str, sign: int) -> datetime | None:
    """The moment so much later (sign 1) or earlier (-1); None where it is beyond any plan."""
    if not 0 <= amount <= _MOST:
        return None
    if unit in ("month", "year"):
        months = int(round(amount * (12 if unit == "year" else 1))) * sign
        if abs(months) > 600:
            return None
        return datetime.combine(add_months(now.date(), months), now.time())
    if unit.startswith(("business", "work")):
        return datetime.combine(_workdays(now.date(), int(amount), sign), now.time())
    days = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1, "week": 7, "fortnight": 14}[unit]
    return now + timedelta(days=amount * days) * sign


def _workdays(day: date, count: int, sign: int) -> date:
    for _ in range(min(count, 200)):
        day = next_workday(day) if sign > 0 else _workday_behind(day)
    return day


def _workday_behind(day: date) -> date:
    eve = day - timedelta(days=1)
    return eve if eve.weekday() <= 4 else last_weekday(eve, 4)


def _amount(found: Found) -> float:
    more = 0.5 if found["more"].startswith(" and a half") else 0
    return how_many(found["n"]) + more


def _moment(found: Found, sign: int) -> Told | None:
    moment = shifted(found.now, _amount(found), found["unit"], sign)
    if moment is None:
        return None
    tense = Tense.FUTURE if sign > 0 else Tense.PAST
    day = one_day(moment.date())
    clock = moment.time().replace(second=0, microsecond=0) if found["unit"] in ("hour", "minute") else None
    vague = "few" in found["n"] or found["n"] == "several" or found["more"] != ""
    return Told(
        future=day if sign > 0 else None,
        past=day if sign < 0 else None,
        at=clock,
        tense=tense,
        confidence=0.7 if vague else 0.95,
    )


def _describes(found: Found) -> bool:
    """Whether the length describes a thing: "a day program", "a day-long course"."""
    return found["n"] in ("a", "an") and found["unit"] in ("day", "month", "year") and found.after in _DESCRIBED


_DESCRIBED = frozenset(["program", "long", "clinic", "job", "shift", "camp", "hospital", "course"])

IN_SOME_TIME = Rule(
    name="in so many weeks",
    opens="in",
    pattern=phrase(rf"in {_ROUGHLY}{_SPAN_OF_TIME}(?:'s|')?(?: time| from now)?"),
    produce=lambda found: None if _describes(found) else _moment(found, 1),
    examples={
        "circle back in 2 wks": "2026-10-28",
        "in a couple of weeks": "2026-10-28",
        "in 10d": "2026-10-24",
        "in a month": "2026-11-14",
        "in half an hour": "2026-10-14 10:30",
        "in 3 hours": "2026-10-14 13:00",
    },
    counterexamples=("in 2 weekends", "finished in 2016", "in a day program", "got 3 codes in 24-hour call"),
)

FROM_NOW = Rule(
    name="so many weeks from now",
    opens="number a an couple few several half another",
    pattern=phrase(rf"{_SPAN_OF_TIME} (?:from (?:now|today)|out|hence|later)(?! [0-9])"),
    produce=lambda found: _moment(found, 1),
    examples={"3 weeks from now": "2026-11-04", "a month from today": "2026-11-14"},
    counterexamples=("two weeks after graduation",),
)

AGO = Rule(
    name="so many weeks ago",
    opens="number a an couple few several half around about",
    pattern=phrase(rf"{_ROUGHLY}{_SPAN_OF_TIME} (?:ago|back|prior|earlier)"),
    produce=lambda found: _moment(found, -1),
    examples={
        "met her two weeks ago": "past 2026-09-30",
        "10 days ago": "past 2026-10-04",
        "an hour ago": "past 2026-10-14 09:00",
    },
    counterexamples=("back in a week",),
)


def _within(found: Found) -> Told | None:
    moment = shifted(found.now, _amount(found), found["unit"], 1)
    if moment is None:
        return None
    return Told(
        future=DayRange(found.today, moment.date()),
        due=moment.date(),
        tense=Tense.FUTURE,
        bound=Bound.WITHIN,
        confidence=0.9,
    )


WITHIN = Rule(
    name="within so many weeks",
    opens="within in over sometime",
    pattern=phrase(
        rf"(?:(?:sometime )?(?:within|in|over)(?: the)?(?: next| coming)|within(?: the)?|sometime in(?: the)?(?: next)?) {_SPAN_OF_TIME}"
    ),
    produce=_within,
    examples={
        "a list within two weeks": "2026-10-14..2026-10-28 due 2026-10-28",
        "in the next 10 days": "2026-10-14..2026-10-24 due 2026-10-24",
    },
    counterexamples=("in 2 weeks",),
)


def _length(found: Found, confidence: float) -> Told | None:
    ahead, behind = (shifted(found.now, _amount(found), found["unit"], sign) for sign in (1, -1))
    if ahead is None or behind is None:
        return None
    return Told(
        future=DayRange(found.today, ahead.date()),
        past=DayRange(behind.date(), found.today),
        due=ahead.date(),
        at=ahead.time().replace(second=0, microsecond=0) if found["unit"] in ("hour", "minute") else None,
        kind=Kind.DURATION,
        lasting=True,
        bound=Bound.FOR if found.match.group().startswith("for") else None,
        confidence=confidence,
    )


FOR_SOME_TIME = Rule(
    name="for so many weeks",
    opens="for",
    pattern=phrase(rf"for (?:the (?:next|coming) )?{_ROUGHLY}{_SPAN_OF_TIME}"),
    produce=lambda found: None if _describes(found) else _length(found, 0.8),
    examples={"mute for a week": "2026-10-14..2026-10-21 due 2026-10-21"},
    counterexamples=("for a day-long course",),
)

BARE_LENGTH = Rule(
    name="so many weeks, unanchored",
    opens="number couple few several another a an",
    pattern=phrase(rf"{_SPAN_OF_TIME}"),
    produce=lambda found: _bare_length(found),
    examples={
        "push it 2 wks": "2026-10-14..2026-10-28 due 2026-10-28",
        "snooze 3 days": "2026-10-14..2026-10-17 due 2026-10-17",
    },
    counterexamples=("24-hour call", "once a week", "45 year old", "a 2-week elective"),
)
_PUTS_OFF = frozenset(
    [
        "push",
        "snooze",
        "delay",
        "postpone",
        "wait",
        "give",
        "me",
        "it",
        "bump",
        "later",
        "another",
        "one",
        "that",
        "this",
        "them",
        "her",
        "him",
        "by",
    ]
)


def _bare_length(found: Found) -> Told | None:
    if found["n"] in ("a", "an") and found.before not in _PUTS_OFF:
        return None
    if found.after in ("old", "of", "after", "before", "course", "elective", "long") or found.before in ("post", "day"):
        return None
    return _length(found, 0.3)


_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
_ADVERBS = {"daily": 1, "weekly": 7, "biweekly": 14, "fortnightly": 14, "monthly": 30}


def _every(found: Found) -> Told | None:
    if found["weekday"] or found["plural"]:
        weekday = WEEKDAYS.index(found["weekday"] or found["plural"][:-1])
        return _repeats(found, one_day(next_weekday(found.today, weekday)).start, 14 if found["other"] else 7)
    if found["adverb"]:
        every = _ADVERBS[found["adverb"]]
        return _repeats(found, found.today + timedelta(days=every), every)
    count = 2 if found["other"] else how_many(found["n"] or "1")
    moment = shifted(found.now, count, found["unit"], 1)
    every = round(count * _DAYS.get(found["unit"], 0))
    return _repeats(found, moment.date(), every) if moment and every else None


def _repeats(found: Found, day: date, every: int) -> Told:
    return Told(future=one_day(day), tense=Tense.FUTURE, kind=Kind.RECURRING, every_days=every, confidence=0.85)


EVERY = Rule(
    name="every so many weeks",
    opens="every q on mondays tuesdays wednesdays thursdays fridays saturdays sundays weekly biweekly fortnightly monthly daily",
    pattern=phrase(
        rf"(?:every|q) ?(?:(?P<other>other) )?(?:(?P<n>[0-9]{{1,2}}|few|couple(?: of)?) ?)?(?:(?P<unit>day|week|fortnight|month|year)|(?P<weekday>{WEEKDAY}))"
        rf"|(?:on )?(?P<plural>(?:{WEEKDAY})s)|(?P<adverb>daily|weekly|biweekly|fortnightly|monthly)"
    ),
    produce=_every,
    examples={"check in q 6 weeks": "2026-11-25", "ping him every 6 weeks": "2026-11-25", "every Monday": "2026-10-19"},
    counterexamples=("q4 call", "vitals q6h"),
)


def _link(found: Found) -> Told | None:
    step = _step(found)
    return Told(link=step, confidence=0.9) if step else None


def _step(found: Found) -> Callable[[DayRange], DayRange] | None:
    sign = -1 if found["way"] == "before" else 1
    if found["weekday"]:
        weekday = WEEKDAYS.index(found["weekday"])
        if sign > 0:
            return lambda days: one_day(next_weekday(days.end, weekday))
        return lambda days: one_day(last_weekday(days.start, weekday))
    if found["the_week"]:
        return lambda days: _week_of(monday_of(days.start) + timedelta(weeks=sign if found["way"] != "of" else 0))
    amount, unit = (how_many(found["n"]), found["unit"]) if found["n"] else (1.0, found["the_unit"])
    midnight = datetime.min.time()

    def step(days: DayRange) -> DayRange:
        base = days.end if sign > 0 else days.start
        moment = shifted(datetime.combine(base, midnight), amount, unit, sign)
        return one_day(moment.date()) if moment else days

    return step if unit not in ("hour", "minute") else None


def _week_of(monday: date) -> DayRange:
    return DayRange(monday, monday + timedelta(days=4))


COUNTED_FROM = Rule(
    name="counted from another day",
    opens="number a an the couple few several day week weekday half",
    pattern=phrase(
        rf"(?:the )?(?:(?P<weekday>{WEEKDAY})|(?P<the_week>week)|(?P<the_unit>day|month)|(?P<n>{AMOUNT}) ?(?P<unit>{UNIT}))"
        r" (?:right |just )?(?P<way>from|after|before|following|of)"
    ),
    produce=_link,
    examples={
        "a week from Tuesday": "2026-10-27",
        "the Monday after Thanksgiving": "2026-11-30",
        "two weeks from Friday": "2026-10-30",
        "3 days before the 15th of November": "2026-11-12",
        "week of Nov 30": "2026-11-30..2026-12-04",
    },
    counterexamples=("two weeks after graduation", "Monday of rounds"),
)

RULES = (IN_SOME_TIME, FROM_NOW, AGO, WITHIN, FOR_SOME_TIME, BARE_LENGTH, EVERY, COUNTED_FROM)
