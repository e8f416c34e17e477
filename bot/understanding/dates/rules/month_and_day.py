"""Days told by month and number: "nov 30", "the 30th of April", "11/20", "2026-11-20", "apr 16-18"."""

import re
from dataclasses import replace
from datetime import date, time, timedelta

from bot.understanding.dates.calendar_days import day_or_none, one_day
from bot.understanding.dates.mention import Kind, Tense, Told
from bot.understanding.dates.rule import Found, Rule, phrase
from bot.understanding.dates.spellings import MONTHS, WEEKDAYS, words
from bot.understanding.dates.words import MONTH, YEAR, year_told
from bot.understanding.meaning import DayRange

_A_YEAR = timedelta(days=366)
IMPOSSIBLE = Told(kind=Kind.UNKNOWN, impossible=True, confidence=0.9)

_TH = r"(?:st|nd|rd|th|#)?"
_NO_CLOCK = r"(?![0-9]|:[0-9]|[ap]\b|[ap]m\b|%|\.[0-9])"
MONTH_THEN_DAY = (
    rf"(?:the |this |next |this coming )?(?P<month>{MONTH})\.?,?[ /-]?(?:the )?(?P<day>[0-9]{{1,2}}){_TH}"
    rf"(?:-?ish\b)?{_NO_CLOCK}{YEAR}"
)
_DAY_THEN_MONTH = (
    rf"(?:the )?(?P<day>[0-9]{{1,2}}){_TH}(?:[ /-]|\. ?(?=[a-z]{{3,9}}\.? 20[0-9]{{2}}))?"
    rf"(?:(?:day )?of )?(?P<month>{MONTH})(?:\.(?=,? [2']))?{YEAR}"
)
_SLASHED_YEAR = r"(?:(?:/|, ?(?=20[0-9]{2}\b))(?P<y>(?:19|20)[0-9]{2}|[0-9]{2}))?"
SLASHES = rf"(?P<a>[0-9]{{1,2}})(?: / |/)(?P<b>[0-9]{{1,2}}){_SLASHED_YEAR}(?!/)"


def month_day(month: int, day: int, year: int | None, today: date) -> Told:
    """The nearest such day ahead and the nearest behind; today is both.

    A day on no calendar is impossible; so is a Feb 29 without a year when neither the next February nor the last has
    one.
    """
    if year is not None:
        exact = day_or_none(year, month, day)
        return exactly(exact, today) if exact else IMPOSSIBLE
    days = [found for y in (-1, 0, 1) if (found := day_or_none(today.year + y, month, day))]
    ahead = next((d for d in days if d >= today), None)
    behind = next((d for d in reversed(days) if d <= today), None)
    if ahead is None or (ahead - today > _A_YEAR and (behind is None or today - behind > _A_YEAR)):
        return IMPOSSIBLE
    if ahead - today > _A_YEAR:
        return Told(future=None, past=one_day(behind) if behind else None)
    return Told(future=one_day(ahead), past=one_day(behind) if behind else None)


def exactly(day: date, today: date) -> Told:
    """A day told with its year."""
    tense = Tense.FUTURE if day > today else Tense.PAST if day < today else None
    return Told(future=one_day(day) if day >= today else None, past=one_day(day) if day <= today else None, tense=tense)


def month_day_told(found: Found) -> Told:
    """A month by name, a day and perhaps a year."""
    return month_day(MONTHS.index(found["month"]) + 1, int(found["day"]), year_told(found["year"]), found.today)


MONTH_DAY = Rule(
    name="month and day",
    opens="month the this next",
    pattern=phrase(MONTH_THEN_DAY),
    produce=month_day_told,
    examples={
        "due nov 30": "2026-11-30",
        "January the 14th": "2027-01-14",
        "after his boards (nov 20ish)": "2026-11-20",
        "apply by February 12, 2027": "2027-02-12",
        "feb 30": "impossible",
        "jan10 works": "2027-01-10",
        "take the dec 3 slot": "2026-12-03",
    },
    counterexamples=("Dr. May 5 patients", "march 2:1 ratio"),
)

_A_DAY_BEHIND = re.compile(r" (?:the )?[0-9]{1,2}(?:st|nd|rd|th|#)?(?![0-9:]| ?[ap]\.?m?\b)")


def _day_month_told(found: Found) -> Told | None:
    """The day before its month, unless "one" counts nothing and the day follows: "the first one jan 4"."""
    if found["day"] == "1" and not found["year"] and _A_DAY_BEHIND.match(found.match.string, found.match.end()):
        return None
    return month_day_told(found)


DAY_MONTH = Rule(
    name="day and month",
    opens="number ordinal the",
    pattern=phrase(_DAY_THEN_MONTH),
    produce=_day_month_told,
    examples={
        "by the 30th of April": "2027-04-30",
        "30 nov": "2026-11-30",
        "on the first of December": "2026-12-01",
        "31st of June": "impossible",
        "16. Nov. 2026": "2026-11-16",
    },
    counterexamples=("14 may have left", "2 augustinian monks", "the first one jan 4"),
)

EVIDENCE = words(
    "met on by before until after since from due deadline through to between around for starting starts start ending "
    "ends end is was it's that's u up call interview mtg meeting moved to and or & till - ( him her them"
) | frozenset(WEEKDAYS)
"""Words before a bare number that make a day of it."""

_RATES_BEFORE = words("pain rated rate score scored strength bp gcs vision room apgar step like a motor power reflexes")
_RATES_AFTER = words(
    "pain strength codes people patients pts hours times stars score points rating percent ratio confident sure of "
    "tablet tab pill dose days weeks systolic diastolic murmur blood cultures bottles sets visas"
)
_RATED = re.compile(r"\b(?:pain|scored?|rated?|scale|strength|power|reflexes|gcs|apgar|murmur)\b[^.!?;\n]{0,20}$")
_NEARBY = 30
_LASTS = words("for to through thru until")
_FRACTIONS = frozenset({(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (5, 5), (10, 10), (1, 1), (2, 2)})


def slashed(found: Found) -> Told | None:
    """Month first as in the US; day first only where it can be nothing else and the words say it is a date."""
    a, b, year = int(found["a"]), int(found["b"]), year_told(found["y"])
    sure = year is not None or found.before in EVIDENCE or (found.is_all() and a <= 12) or bool(found.get("weekday"))
    sure = sure or found.after in _LASTS
    start = found.match.start()
    if year is None and _RATED.search(found.match.string[max(0, start - _NEARBY) : start]):
        return None
    if found.after in _RATES_AFTER or found.before in _RATES_BEFORE or (not sure and (a, b) in _FRACTIONS):
        return None
    if 1 <= a <= 12 and 1 <= b <= 31:
        told = month_day(a, b, year, found.today)
        return told if sure or not told.impossible else None
    return month_day(b, a, year, found.today) if sure and 1 <= b <= 12 and 12 < a <= 31 else None


SLASHED = Rule(
    name="month/day",
    opens="number",
    pattern=phrase(SLASHES),
    needs="/",
    produce=slashed,
    examples={
        "deadline 11/20": "2026-11-20",
        "on 7/9/26": "past 2026-07-09",
        "by 2/30": "impossible",
        "by 30/11": "2026-11-30",
        "8/12, 2027": "2027-08-12",
        "with her 1/4 for 2 weeks": "2027-01-04..2027-01-17",
    },
    counterexamples=("bp 120/80", "scores 239/247", "24/7", "9/10 pain", "1/2 tablet", "pain 7/10"),
)


_TAKES_A_DAY = words("on by due deadline before until since from")


_CLOCK_NEXT = re.compile(r"(?:,| at| @) ?(?:[0-9]{1,2}(?::[0-9]{2}| ?[ap]\.?m?\b)|[0-9]{1,2}(?=[,.;!?]|$))| noon\b")


def _hyphened(found: Found) -> Told | None:
    """Such as "by 11-20"; "2-3" may be hours, weeks or anything else, so something must say it is a day.

    A second number that is no hour says so, or the greater first after "by", a time of day behind it, or its weekday.
    """
    told = slashed(found)
    if told is None or found.is_all():
        return told
    placed = found.before in _TAKES_A_DAY and not found.after
    sure = placed and (int(found["b"]) > 12 or int(found["a"]) > int(found["b"]))
    timed = found.before not in _RATES_BEFORE and _CLOCK_NEXT.match(found.match.string, found.match.end())
    days = [days for days in (told.future, told.past) if days and found.before in WEEKDAYS]
    named = any(days.start.weekday() == WEEKDAYS.index(found.before) for days in days)
    return told if sure or timed or named else None


HYPHENED = Rule(
    name="month-day",
    opens="number",
    pattern=phrase(r"(?P<a>[0-9]{1,2})(?: - |-)(?P<b>[0-9]{1,2})(?P<y>)(?![-/])"),
    needs="-",
    produce=_hyphened,
    examples={
        "deadline 11-20": "2026-11-20",
        "2-15": "2027-02-15",
        "coffee 11-3 at 2": "2026-11-03 14:00",
        "by 11-3": "2026-11-03",
        "call him wed 11-4": "2026-11-04",
    },
    counterexamples=("on 12-15 patients", "by 2-3", "room 4-12", "monday 2-3pm"),
)


def _numbered(found: Found) -> Told | None:
    if found["y"]:
        told = month_day(int(found["m"]), int(found["d"]), int(found["y"]), found.today)
        clock = found["hour"] and int(found["hour"]) < 24 and time(int(found["hour"]), int(found["minute"]))
        return replace(told, at=clock) if clock and not told.impossible else told
    a, b, year = int(found["a"]), int(found["b"]), year_told(found["y2"])
    day_first = found["sep"] == "." or a > 12
    month, day = (b, a) if day_first and b <= 12 else (a, b)
    return month_day(month, day, year, found.today) if 1 <= month <= 12 else None


NUMBERED = Rule(
    name="year-month-day",
    opens="number",
    pattern=phrase(
        r"(?P<y>20[0-9]{2})[-/](?P<m>0?[1-9]|1[0-2])[-/](?P<d>[0-9]{1,2})"
        r"(?:t(?P<hour>[0-2][0-9]):(?P<minute>[0-5][0-9])(?::[0-5][0-9])?z?)?"
        r"|(?P<a>[0-9]{1,2})(?P<sep>[-.])(?P<b>[0-9]{1,2})(?P=sep)"
        r"(?P<y2>(?:19|20)[0-9]{2}|2[0-9]|(?<=-1[3-9]-)[0-9]{2}|(?<=-[23][0-9]-)[0-9]{2})"
    ),
    produce=_numbered,
    examples={
        "2026-11-20": "2026-11-20",
        "2026-11-20T15:30": "2026-11-20 15:30",
        "due 11-20-2026": "2026-11-20",
        "20.11.2026": "2026-11-20",
        "born 10-31-74": "past 1974-10-31",
    },
    counterexamples=("608-555-0112", "DS-2019", "10-12-50"),
)


def _days_in_month(found: Found) -> Told | None:
    month = MONTHS.index(found["month"] or found["month2"]) + 1
    first, last = int(found["first"] or found["first2"]), int(found["last"] or found["last2"])
    told = month_day(month, first, year_told(found["year"]), found.today)
    if last <= first and not told.impossible:
        return None
    if told.impossible or day_or_none(2024, month, last) is None:  # a leap year
        return IMPOSSIBLE
    future, past = _stretched(told.future, last), _stretched(told.past, last)
    if past and past.end >= found.today and told.tense is None:
        future = past  # "MICU Oct 1-14", told on the 12th, goes on and is no next year's
    return Told(future=future, past=past, tense=told.tense, lasting=True)


def _stretched(days: DayRange | None, last: int) -> DayRange | None:
    end = day_or_none(days.start.year, days.start.month, last) if days else None
    return DayRange(days.start, end) if days and end else None


_NTH = r"(?:st|nd|rd|th)?"
DAYS_IN_MONTH = Rule(
    name="from day to day in a month",
    opens="month number ordinal the",
    pattern=phrase(
        rf"(?:(?P<month>{MONTH})\.? (?:the )?(?P<first>[0-9]{{1,2}}){_NTH} ?(?:-|to|through|until|and|&) ?"
        rf"(?:the )?(?P<last>[0-9]{{1,2}}){_NTH}{_NO_CLOCK}(?! ?/)"
        rf"|(?:the )?(?P<first2>[0-9]{{1,2}}){_NTH} ?(?:-|to|through|until|and) ?"
        rf"(?:the )?(?P<last2>[0-9]{{1,2}}){_NTH} (?:of )?(?P<month2>{MONTH})){YEAR}"
    ),
    produce=_days_in_month,
    examples={
        "ACP apr 16-18": "2027-04-16..2027-04-18",
        "April 4 to 7": "2027-04-04..2027-04-07",
        "16-18 april": "2027-04-16..2027-04-18",
        "apr 29-31": "impossible",
    },
    counterexamples=("apr 16", "nov 30 to dec 2"),
)

RULES = (MONTH_DAY, DAY_MONTH, SLASHED, HYPHENED, NUMBERED, DAYS_IN_MONTH)
