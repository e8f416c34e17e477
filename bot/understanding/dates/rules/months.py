"""Months and years, their beginnings, middles and ends, the nth weekday in them, and the seasons."""

from datetime import MAXYEAR, date, timedelta

from bot.understanding.dates.calendar_days import (
    MONDAY,
    SATURDAY,
    add_months,
    month_days,
    next_weekday,
    nth_weekday,
    one_day,
)
from bot.understanding.dates.mention import Grain, Kind, Tense, Told
from bot.understanding.dates.rule import Found, Rule, phrase
from bot.understanding.dates.rules.weeks import LAST, NEXT, WHICH
from bot.understanding.dates.spellings import MONTHS, WEEKDAYS
from bot.understanding.dates.words import MONTH, WEEKDAY, YEAR, year_told
from bot.understanding.meaning import DayRange


def _months_meant(found: Found) -> tuple[date, date, Tense | None]:
    """First day of the month meant ahead, of the one meant behind, and what the words say of past or future."""
    this, which = found.today.replace(day=1), found["which"]
    tense = Tense.FUTURE if which in NEXT else Tense.PAST if which in LAST else None
    name = found["month"] or found.get("month2") or found.get("until")
    if not name:
        month = add_months(this, {Tense.FUTURE: 1, Tense.PAST: -1, None: 0}[tense])
        return month, month, tense
    number, year = MONTHS.index(name) + 1, year_told(found["year"])
    if year is not None:
        month = date(min(year, MAXYEAR - 1), number, 1)
        return month, month, Tense.FUTURE if month > this else Tense.PAST if month < this else None
    ahead = date(this.year + (number < this.month or (number == this.month and which == "next")), number, 1)
    behind = date(this.year - (number > this.month or (number == this.month and which == "last")), number, 1)
    return ahead, behind, tense


_MONTH = rf"(?:(?P<which>{WHICH}|the) )?(?:(?P<month>{MONTH}){YEAR}|month)"


def _whole_month(found: Found) -> Told | None:
    if not found["month"]:
        if found["which"] in ("", "the"):
            return None
        if found["which"] in ("this", "current"):
            return _this_month(found.today)
    ahead, behind, tense = _months_meant(found)
    future, past = month_days(ahead.year, ahead.month), month_days(behind.year, behind.month)
    so_far = DayRange(past.start, max(past.start, min(past.end, found.today)))
    return _readings(found, future, so_far, max(future.start, found.today), tense)


def _this_month(today: date) -> Told:
    whole = month_days(today.year, today.month)
    left = _rest_of_month(today)
    return Told(
        future=DayRange(today, whole.end),
        past=DayRange(whole.start, today),
        due=left.due,
        grain=Grain.MONTH,
        confidence=0.7,
    )


def _rest_of_month(today: date) -> Told:
    """Half way through what is left: late enough to be later, early enough to still be this month."""
    end = month_days(today.year, today.month).end
    first = min(today + timedelta(days=1), end)
    due = first + (end - first) // 2
    return Told(future=DayRange(first, end), due=due, tense=Tense.FUTURE, grain=Grain.MONTH, confidence=0.7)


def _readings(found: Found, future: DayRange, past: DayRange, due: date, tense: Tense | None) -> Told:
    ahead = DayRange(max(future.start, min(found.today, future.end)), future.end)
    return Told(
        future=None if tense is Tense.PAST else ahead,
        past=None if tense is Tense.FUTURE else past,
        due=due,
        tense=tense,
        grain=Grain.MONTH,
        confidence=0.85,
    )


WHOLE_MONTH = Rule(
    name="month",
    opens="month this next last past coming following previous the current upcoming",
    pattern=phrase(_MONTH),
    produce=_whole_month,
    examples={
        "ask again in feb": "2027-02-01..2027-02-28",
        "next month": "2026-11-01..2026-11-30",
        "last month": "past 2026-09-01..2026-09-30",
        "opening July 2027": "2027-07-01..2027-07-31",
    },
    counterexamples=("I may go", "April Jones called", "Dr. May said", "march on", "June Park, PD at Mercy", "a month"),
)

_PARTS = {
    "early": (1, 10, 1),
    "beginning": (1, 5, 1),
    "1# half": (1, 15, 1),
    "mid": (11, 20, 15),
    "middle": (11, 20, 15),
    "2# half": (16, 31, 16),
    "late": (21, 31, 25),
    "later": (21, 31, 25),
    "end": (29, 31, 31),
}
"""First day, last day and day to remind on of each part of a month of 31 days."""


def _part(month: date, part: str) -> tuple[DayRange, date]:
    first, last, due = _PARTS[part]
    end = month_days(month.year, month.month).end
    if part == "end":
        return DayRange(end - timedelta(days=2), end), end
    return DayRange(month.replace(day=first), month.replace(day=min(last, end.day))), month.replace(
        day=min(due, end.day)
    )


def _part_of_month(found: Found) -> Told:
    ahead, behind, tense = _months_meant(found)
    part = (
        "end" if found["eom"] or found["end"] or found["over"] else found["part"].replace("st", "#").replace("nd", "#")
    )
    part = part if part in _PARTS else "end" if part.startswith("e") else "beginning"
    step = 12 if found["month"] else 1
    if part == "later" and not found["month"] and tense is None:
        return _rest_of_month(found.today)
    future, due = _part(ahead, part)
    if future.end < found.today and tense is None:
        future, due = _part(add_months(ahead, step), part)
    past, _ = _part(behind, part)
    if past.start > found.today:
        past, _ = _part(add_months(behind, -step), part)
    return _readings(found, future, past, max(due, found.today), tense)


PART_OF_MONTH = Rule(
    name="early, middle or end of a month",
    opens="early mid middle late later end the beginning eom month month's ordinal",
    pattern=phrase(
        r"(?P<eom>eom)|(?:the )?month(?:'s)?(?:[ -](?P<end>ends?)| is (?P<over>over|out|up))"
        rf"|(?:the )?(?P<part>early|mid|middle|late|later|end|beginning|[12](?:st|nd|#) half)(?: in| of)?[ -]{_MONTH}"
    ),
    produce=_part_of_month,
    examples={
        "check back mid-January": "2027-01-11..2027-01-20 due 2027-01-15",
        "early next month": "2026-11-01..2026-11-10",
        "by eom": "2026-10-29..2026-10-31 due 2026-10-31",
        "beginning of december": "2026-12-01..2026-12-05",
        "by month end": "2026-10-29..2026-10-31 due 2026-10-31",
        "before the month is out": "2026-10-29..2026-10-31 due 2026-10-31",
        "second half of november": "2026-11-16..2026-11-30",
    },
    counterexamples=("the end of a long month", "late admissions"),
)

_NTH = {"1": 1, "2": 2, "3": 3, "4": 4, "l": -1, "f": -1}


def _nth_in_month(found: Found) -> Told | None:
    ahead, behind, tense = _months_meant(found)
    step = 12 if found["month"] or found["month2"] or found["until"] else 1
    future, past = _nth(ahead, found), _nth(behind, found)
    if future and future.end < found.today and tense is None:
        future = _nth(add_months(ahead, step), found)
    if past and past.start > found.today:
        past = _nth(add_months(behind, -step), found)
    return Told(
        future=None if tense is Tense.PAST else future,
        past=None if tense is Tense.FUTURE else past,
        tense=tense,
        kind=Kind.RECURRING if found["each"] else Kind.DAY,
        every_days=30 if found["each"] else None,
        grain={"week": Grain.WEEK, "weekend": Grain.WEEKEND}.get(found["what"] or "week", Grain.DAY),
    )


def _nth(month: date, found: Found) -> DayRange | None:
    nth = _NTH[(found["nth"] or found["nth2"] or "last")[0]]
    what = "day" if found["until"] else found["what"] or "week"
    days = month_days(month.year, month.month)
    if what in WEEKDAYS:
        day = nth_weekday(month.year, month.month, WEEKDAYS.index(what), nth)
        return one_day(day) if day else None
    if what == "weekend":
        saturday = nth_weekday(month.year, month.month, SATURDAY, nth)
        return DayRange(saturday, saturday + timedelta(days=1)) if saturday else None
    if what == "day":
        return one_day(days.end if nth < 0 else days.start + timedelta(days=nth - 1))
    start = days.end - timedelta(days=6) if nth < 0 else days.start + timedelta(weeks=nth - 1)
    return DayRange(start, start + timedelta(days=6))


NTH_IN_MONTH = Rule(
    name="nth weekday of a month",
    opens="ordinal the last final month",
    pattern=phrase(
        rf"(?:the )?(?P<nth>[1-4](?:st|nd|rd|th|#)|last|final) (?P<what>{WEEKDAY}|weekend|week|day) "
        rf"(?:(?:of|in) |(?={MONTH}\b)(?!may\b|march\b))"
        rf"(?:(?P<each>each|every) month|{_MONTH})"
        rf"|the last of (?P<until>{MONTH})"
        rf"|(?P<month2>{MONTH}) (?P<nth2>[1-4](?:st|nd|rd|th|#)|last) week"
    ),
    produce=_nth_in_month,
    examples={
        "first Monday of December": "2026-12-07",
        "the last friday of the month": "2026-10-30",
        "first week of november": "2026-11-01..2026-11-07",
        "2nd wk jan": "2027-01-08..2027-01-14",
        "the last of november": "2026-11-30",
    },
    counterexamples=("the first Monday shift", "last day of residency"),
)


def _year(found: Found) -> Told:
    this, which = found.today.year, found["which"]
    if found["end"] or found["eoy"]:
        # A resident's year ends in June as well, so it is said back rather than trusted.
        end = date(this + (which == "next"), 12, 31)
        return Told(future=DayRange(end - timedelta(days=2), end), due=end, grain=Grain.YEAR, confidence=0.6)
    if which in ("this", "current"):
        last = date(this, 12, 31)
        past = DayRange(date(this, 1, 1), found.today)
        return Told(future=DayRange(found.today, last), past=past, due=last, grain=Grain.YEAR, confidence=0.4)
    year = this + (1 if which == "next" else -1)
    days = DayRange(date(year, 1, 1), date(year, 12, 31))
    if which == "next":
        return Told(future=days, tense=Tense.FUTURE, grain=Grain.YEAR, confidence=0.6)
    return Told(past=days, tense=Tense.PAST, grain=Grain.YEAR, confidence=0.6)


CALENDAR_YEAR = Rule(
    name="year",
    opens="this next last current the end eoy year",
    pattern=phrase(
        r"(?P<eoy>eoy|(?:the )?year[ -]end)|(?:the )?(?P<end>end|last day) of (?:the |this |next )?(?:calendar )?year"
        r"|(?P<which>this|next|last|current) (?:calendar )?year"
    ),
    produce=_year,
    examples={
        "eoy": "2026-12-29..2026-12-31 due 2026-12-31",
        "by year end": "2026-12-29..2026-12-31 due 2026-12-31",
        "last year": "past 2025-01-01..2025-12-31",
    },
    counterexamples=("first year resident", "academic year"),
)


def _year_by_number(found: Found) -> Told | None:
    """A year ahead; one behind tells a story ("came in 2016") and no date."""
    year, part = int(found["y"]), found["part"]
    if year < found.today.year:
        return None
    first, last = date(year, 1, 1), date(year, 12, 31)
    if part in ("end", "late"):
        first = last - timedelta(days=2 if part == "end" else 60)
    elif part:
        first, last = (date(year, 5, 15), date(year, 8, 15)) if part.startswith("mid") else (first, date(year, 3, 31))
    first = max(first, found.today)
    due = last if part in ("end", "late") else first
    if last < found.today:
        return None
    return Told(future=DayRange(first, last), due=due, tense=Tense.FUTURE, grain=Grain.YEAR, confidence=0.5)


YEAR_BY_NUMBER = Rule(
    name="year by number",
    opens="in the early mid middle late end beginning",
    pattern=phrase(
        r"(?:in|(?:in )?(?:the )?(?P<part>early|mid|middle|late|end|beginning)(?: of| in)?[ -]|the year)"
        r"(?:(?<=[ -])| )(?P<y>20[2-9][0-9])(?![-/])"
    ),
    produce=_year_by_number,
    examples={
        "by the end of 2026": "2026-12-29..2026-12-31 due 2026-12-31",
        "graduating in 2027": "2027-01-01..2027-12-31",
    },
    counterexamples=("in 2016", "class of 2027", "room 2027"),
)


def _new_year(found: Found) -> Told:
    year = found.today.year + 1
    if found.before in ("after", "before", "until", "by"):
        return Told(future=one_day(date(year, 1, 1)), tense=Tense.FUTURE)
    monday = next_weekday(date(year, 1, 1), MONDAY)
    days = DayRange(date(year, 1, 1), date(year, 1, 7 if found["week"] else 15))
    return Told(future=days, due=monday, tense=Tense.FUTURE, grain=Grain.MONTH, confidence=0.8)


NEW_YEAR = Rule(
    name="the new year",
    opens="in early the ordinal",
    pattern=phrase(
        r"(?P<week>(?:the )?1(?:#|st) week of )?(?:early )?(?:in )?the new year(?! (?:day|eve))|in new year"
    ),
    produce=_new_year,
    examples={
        "in the new year": "2027-01-01..2027-01-15 due 2027-01-04",
        "right after the new year": "2027-01-01 due 2027-01-02",
    },
    counterexamples=("the new yearly goals", "happy new year"),
)


def _quarter(found: Found) -> Told | None:
    first = add_months(found.today.replace(day=1), -((found.today.month - 1) % 3))
    if found["nth"] or found["q"]:
        year = year_told(found["year"] or found["year2"])
        number = int((found["nth"] or found["q"])[0])
        first = date(min(year or found.today.year, MAXYEAR - 1), number * 3 - 2, 1)
        if year is None and add_months(first, 3) <= found.today:
            first = add_months(first, 12)
    elif found["which"] in NEXT or found["which"] in LAST:
        first = add_months(first, 3 if found["which"] in NEXT else -3)
    end = add_months(first, 3) - timedelta(days=1)
    if end < found.today:
        return Told(past=DayRange(first, end), tense=Tense.PAST, grain=Grain.YEAR, confidence=0.7)
    return Told(future=DayRange(max(first, found.today), end), due=end, grain=Grain.YEAR, confidence=0.5)


QUARTER = Rule(
    name="quarter of a year",
    opens="this next last current coming the ordinal q",
    pattern=phrase(
        rf"(?P<which>{WHICH}) quarter|(?:the )?(?P<nth>[1-4](?:st|nd|rd|th|#)) quarter{YEAR}"
        r"|q(?P<q>[1-4]),? (?:of )?(?P<year2>20[0-9]{2})"
    ),
    produce=_quarter,
    examples={
        "next quarter": "2027-01-01..2027-03-31 due 2027-03-31",
        "Q1 2027": "2027-01-01..2027-03-31 due 2027-03-31",
    },
    counterexamples=("q4 call", "a quarter of applicants"),
)


def _numbered_month(found: Found) -> Told:
    month = month_days(int(found["y"]), int(found["m"]))
    future = DayRange(max(month.start, found.today), month.end) if month.end >= found.today else None
    past = DayRange(month.start, min(month.end, found.today)) if month.start <= found.today else None
    tense = None if future and past else Tense.FUTURE if future else Tense.PAST
    return Told(future=future, past=past, tense=tense, grain=Grain.MONTH, confidence=0.85)


NUMBERED_MONTH = Rule(
    name="month/year",
    opens="number",
    pattern=phrase(r"(?P<m>0?[1-9]|1[0-2])/(?P<y>20[0-9]{2})"),
    needs="/20",
    produce=_numbered_month,
    examples={"graduating 6/2027": "2027-06-01..2027-06-30"},
    counterexamples=("13/2027", "room 4/1200"),
)

_SEASONS = {"winter": 12, "spring": 3, "summer": 6, "fall": 9, "autumn": 9}


def _season(found: Found) -> Told:
    """Meteorological seasons, three whole months each; "next" leaves the running one out."""
    today, first = found.today, _SEASONS[found["season"] or found["season2"]]
    if (year := year_told(found["year2"])) is not None:
        start = date(year - (first == 12), first, 1)
        days = DayRange(start, add_months(start, 3) - timedelta(days=1))
        return Told(
            future=days if days.end >= today else None, past=days if days.start <= today else None, grain=Grain.YEAR
        )
    starts = [date(today.year + year, first, 1) for year in (-2, -1, 0, 1, 2)]
    seasons = [DayRange(start, add_months(start, 3) - timedelta(days=1)) for start in starts]
    tense = {"next": Tense.FUTURE, "last": Tense.PAST}.get(found["which"])
    ahead = next(s for s in seasons if (s.start if tense else s.end) >= today)
    behind = next(s for s in reversed(seasons) if (s.end if tense else s.start) <= today)
    return Told(
        future=None if tense is Tense.PAST else ahead,
        past=None if tense is Tense.FUTURE else behind,
        tense=tense,
        grain=Grain.YEAR,
        confidence=0.5,
    )


SEASON = Rule(
    name="season",
    opens="this next last in early late winter spring summer fall autumn",
    pattern=phrase(
        r"(?:(?P<which>this|next|last)|in the|in|early|late) (?P<season>winter|spring|summer|fall|autumn)"
        r"|(?P<season2>winter|spring|summer|fall|autumn)(?: of)? (?P<year2>20[0-9]{2})"
    ),
    produce=_season,
    examples={"apply next summer": "2027-06-01..2027-08-31"},
    counterexamples=("the fall was unwitnessed", "summertime"),
)

RULES = (
    WHOLE_MONTH,
    PART_OF_MONTH,
    NTH_IN_MONTH,
    CALENDAR_YEAR,
    YEAR_BY_NUMBER,
    NEW_YEAR,
    QUARTER,
    NUMBERED_MONTH,
    SEASON,
)
