"""Weeks, months, weekends, seasons and their beginnings, middles and ends."""

from datetime import date, timedelta

from bot.understanding.dates.calendar_days import (
    FRIDAY,
    SATURDAY,
    SUNDAY,
    add_months,
    monday_of,
    month_days,
    next_weekday,
    nth_weekday,
    one_day,
)
from bot.understanding.dates.mention import Grain, Kind, Tense, Told
from bot.understanding.dates.rule import Found, Rule, phrase
from bot.understanding.dates.words import MONTH, MONTHS, WEEKDAY, WEEKDAYS
from bot.understanding.meaning import DayRange

_LAST = ("last", "past", "this past", "previous")
_NEXT = ("next", "following", "the following", "coming", "this coming")


def _workweek(monday: date) -> DayRange:
    return DayRange(monday, monday + timedelta(days=FRIDAY))


def _week(found: Found) -> Told:
    monday, which = monday_of(found.today), found["which"]
    if found["after_next"]:
        return Told(future=_workweek(monday + timedelta(weeks=2)), tense=Tense.FUTURE, grain=Grain.WEEK)
    if which in _NEXT:
        return Told(future=_workweek(monday + timedelta(weeks=1)), tense=Tense.FUTURE, grain=Grain.WEEK)
    if which in _LAST:
        return Told(past=_workweek(monday - timedelta(weeks=1)), tense=Tense.PAST, grain=Grain.WEEK)
    return _this_week(found.today)


def _this_week(today: date) -> Told:
    """What is left of this week; on a Sunday the week that is about to begin."""
    ahead = today + timedelta(days=1) if today.weekday() == SUNDAY else today
    friday = max(monday_of(ahead) + timedelta(days=FRIDAY), ahead)
    past = DayRange(monday_of(today), today)
    return Told(future=DayRange(ahead, friday), past=past, due=friday, grain=Grain.WEEK, confidence=0.8)


WEEK = Rule(
    name="this, next or last week",
    opens="this next last coming following the past previous rest later",
    pattern=phrase(
        r"(?:(?:the )?rest of |later )?(?:(?:the )?(?P<after_next>week after next)"
        r"|(?P<which>this past|this coming|the following|this|next|last|past|previous|coming|following) week(?! (?:after|from)\b))"
    ),
    produce=_week,
    examples={
        "write her nxt wk": "2026-10-19..2026-10-23",
        "the week after next": "2026-10-26..2026-10-30",
        "last week": "past 2026-10-05..2026-10-09",
        "this week": "2026-10-14..2026-10-16 due 2026-10-16",
    },
    counterexamples=("next weekend",),
)


def _weekend(found: Found) -> Told:
    today, which = found.today, found["which"]
    saturday = monday_of(today) + timedelta(days=SATURDAY)
    back = DayRange(saturday - timedelta(days=7), saturday - timedelta(days=6))
    if which in _LAST:
        return Told(past=back, tense=Tense.PAST, grain=Grain.WEEKEND)
    if which == "next":
        later = saturday + timedelta(days=7)
        return Told(
            future=DayRange(later, later + timedelta(days=1)), tense=Tense.FUTURE, grain=Grain.WEEKEND, confidence=0.7
        )
    now_on = today.weekday() >= SATURDAY
    ahead = DayRange(max(saturday, today), saturday + timedelta(days=1))
    past = DayRange(saturday, today) if now_on else back
    return Told(future=ahead, past=past, grain=Grain.WEEKEND)


WEEKEND = Rule(
    name="weekend",
    opens="this next last coming the over past weekend",
    pattern=phrase(
        r"(?:over )?(?:the )?(?P<which>this past|this coming|this|next|last|coming|past|the) weekend|weekend(?=[.,;!?]|$)"
    ),
    produce=_weekend,
    examples={
        "connect this weekend": "2026-10-17..2026-10-18",
        "before the weekend": "2026-10-17..2026-10-18 due 2026-10-16",
        "last weekend": "past 2026-10-10..2026-10-11",
    },
    counterexamples=("weekend rounds were long",),
)


def _part_of_week(found: Found) -> Told:
    next_week = found["which"] == "next"
    monday = monday_of(found.today) + timedelta(weeks=next_week)
    part = found["part"].removeprefix("the ").strip("- ")
    from_day, to_day = {
        "early": (0, 1),
        "beginning": (0, 1),
        "mid": (2, 2),
        "middle": (2, 2),
        "late": (3, 4),
        "later": (3, 4),
    }.get(part, (4, 4))
    days = DayRange(monday + timedelta(days=from_day), monday + timedelta(days=to_day))
    if days.end < found.today:
        ahead = found.today.weekday() >= SATURDAY and part == "end"
        days = DayRange(days.start + timedelta(days=7), days.end + timedelta(days=7)) if ahead else one_day(found.today)
    return Told(
        future=DayRange(max(days.start, found.today), days.end), past=days, tense=Tense.FUTURE if next_week else None
    )


PART_OF_WEEK = Rule(
    name="early, middle or end of a week",
    opens="early mid middle late later end the beginning eow",
    pattern=phrase(
        r"(?P<eow>eow)|(?P<part>early|mid|middle|late|later|(?:the )?(?:end|beginning|middle))(?: |-|)(?:of )?"
        r"(?P<which>this|next|the)? ?week(?!end)"
    ),
    produce=lambda found: _end_of_week(found.today) if found["eow"] else _part_of_week(found),
    examples={
        "send scores eow": "2026-10-16",
        "by end of the week": "2026-10-16",
        "early next week": "2026-10-19..2026-10-20",
        "end of next week": "2026-10-23",
    },
    counterexamples=("late weekends",),
)


def _end_of_week(today: date) -> Told:
    friday = next_weekday(today - timedelta(days=1), FRIDAY)
    return Told(future=one_day(friday), past=one_day(friday) if friday == today else None)


_PARTS = {
    "early": (1, 10, 1), "beginning": (1, 5, 1), "mid": (11, 20, 15), "middle": (11, 20, 15),
    "late": (21, 31, 25), "end": (28, 31, 31), "first half": (1, 15, 1), "second half": (16, 31, 16), "later": (21, 31, 25),
}  # fmt: skip
"""First day, last day and day to remind on of each part of a month."""


def _month_part(start: date, part: str) -> tuple[DayRange, date]:
    first, last, due = _PARTS[part]
    end = month_days(start.year, start.month).end
    if part == "end":
        return DayRange(end - timedelta(days=2), end), end
    return DayRange(start.replace(day=first), start.replace(day=min(last, end.day))), start.replace(
        day=min(due, end.day)
    )


def _months_around(found: Found) -> tuple[date, date, Tense | None]:
    """First day of the month meant ahead and behind: by name, or this, next and last month."""
    this, name, which = found.today.replace(day=1), found["month"], found["which"]
    if not name:
        step = 1 if which in _NEXT else -1 if which in _LAST else 0
        month = add_months(this, step)
        return month, month, (Tense.FUTURE if step > 0 else Tense.PAST if step < 0 else None)
    number = MONTHS.index(name) + 1
    if found["year"]:
        month = date(_year_of(found["year"]), number, 1)
        return month, month, (Tense.FUTURE if month > this else Tense.PAST if month < this else None)
    ahead = date(this.year + (number < this.month), number, 1)
    behind = date(this.year - (number > this.month), number, 1)
    tense = Tense.FUTURE if which in _NEXT else Tense.PAST if which in _LAST else None
    if which in _NEXT and ahead == this:
        ahead = date(this.year + 1, number, 1)
    if which in _LAST and behind == this:
        behind = date(this.year - 1, number, 1)
    return ahead, behind, tense


def _year_of(told: str) -> int:
    digits = told.lstrip("'")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


_MONTH = rf"(?:(?P<which>this|next|last|the|this past|past|this coming|coming|following|previous) )?(?:(?P<month>{MONTH})(?:,? (?:of )?(?P<year>20[0-9]{{2}}|'[0-9]{{2}}))?|(?<= )month)"


def _part_of_month(found: Found) -> Told | None:
    ahead, behind, tense = _months_around(found)
    part = "end" if found["eom"] or found["end"] else found["part"].removeprefix("the ").rstrip("- ")
    if part == "later" and ahead == found.today.replace(day=1):
        return _rest_of_month(found.today)
    future, due = _month_part(ahead, part)
    past, _ = _month_part(behind, part)
    if tense is None and future.end < found.today:
        future, due = _month_part(add_months(ahead, 12 if found["month"] else 1), part)
    if past.start > found.today:
        past = _month_part(add_months(behind, -12 if found["month"] else -1), part)[0]
    return _ranges(found, future, past, max(due, found.today), tense)


def _ranges(found: Found, future: DayRange, past: DayRange, due: date, tense: Tense | None) -> Told:
    return Told(
        future=None if tense is Tense.PAST else DayRange(max(future.start, min(found.today, future.end)), future.end),
        past=None if tense is Tense.FUTURE else past,
        due=due,
        tense=tense,
        grain=Grain.MONTH,
        confidence=0.85,
    )


def _rest_of_month(today: date) -> Told:
    end = month_days(today.year, today.month).end
    first = min(today + timedelta(days=1), end)
    return Told(
        future=DayRange(first, end),
        due=first + (end - first) // 2,
        tense=Tense.FUTURE,
        grain=Grain.MONTH,
        confidence=0.7,
    )


PART_OF_MONTH = Rule(
    name="early, middle or end of a month",
    opens="early mid middle late later end the beginning eom month second",
    pattern=phrase(
        rf"(?P<eom>eom)|(?P<part>early|mid|middle|late|later|(?:the )?(?:end|beginning|middle|first half|second half))(?: in| of|)[ -]{_MONTH}"
        r"|(?:the )?month(?:'s)?[ -](?P<end>end)"
    ),
    produce=_part_of_month,
    examples={
        "check back mid-January": "2027-01-11..2027-01-20 due 2027-01-15",
        "early next month": "2026-11-01..2026-11-10",
        "by eom": "2026-10-29..2026-10-31 due 2026-10-31",
        "beginning of december": "2026-12-01..2026-12-05",
        "by month end": "2026-10-29..2026-10-31 due 2026-10-31",
    },
    counterexamples=("the end of a long month", "late admissions"),
)


def _month(found: Found) -> Told | None:
    ahead, behind, tense = _months_around(found)
    if not found["month"] and found["which"] in ("this", "the"):
        rest = _rest_of_month(found.today)
        return Told(
            rest.future, DayRange(found.today.replace(day=1), found.today), rest.due, grain=Grain.MONTH, confidence=0.7
        )
    future, past = month_days(ahead.year, ahead.month), month_days(behind.year, behind.month)
    past = DayRange(past.start, min(past.end, max(found.today, past.start)))
    return _ranges(found, future, past, max(future.start, found.today), tense)


WHOLE_MONTH = Rule(
    name="month",
    opens="month this next last the past coming following previous",
    pattern=phrase(
        _MONTH.replace(
            "(?<= )month",
            "(?<=this |next |last |past )month|(?<=previous )month|(?<=coming )month|(?<=following )month",
        )
    ),
    produce=_month,
    examples={
        "ask again in feb": "2027-02-01..2027-02-28",
        "next month": "2026-11-01..2026-11-30",
        "last month": "past 2026-09-01..2026-09-30",
        "opening July 2027": "2027-07-01..2027-07-31",
    },
    counterexamples=("I may go", "April Jones called", "Dr. May said", "march on", "June Park, PD at Mercy"),
)

_PLACES = {"1st": 1, "1#": 1, "2nd": 2, "2#": 2, "3rd": 3, "3#": 3, "4th": 4, "4#": 4, "last": -1, "final": -1}


def _nth_in_month(found: Found) -> Told | None:
    ahead, behind, tense = _months_around(found)
    years = 12 if found["month"] else 1
    nth = _PLACES[found["nth"]]
    future = _place(ahead, nth, found["what"])
    past = _place(behind, nth, found["what"])
    if future and future.end < found.today and tense is None:
        future = _place(add_months(ahead, years), nth, found["what"])
    if past and past.start > found.today:
        past = _place(add_months(behind, -years), nth, found["what"])
    grain = Grain.WEEK if found["what"] == "week" else Grain.DAY
    due = future.start if future else None
    return Told(
        future=None if tense is Tense.PAST else future,
        past=None if tense is Tense.FUTURE else past,
        due=max(due, found.today) if due else None,
        tense=tense,
        grain=grain,
    )


def _place(month: date, nth: int, what: str) -> DayRange | None:
    days = month_days(month.year, month.month)
    if what in WEEKDAYS:
        day = nth_weekday(month.year, month.month, WEEKDAYS.index(what), nth)
        return one_day(day) if day else None
    if what == "day":
        return one_day(days.end if nth < 0 else days.start + timedelta(days=nth - 1))
    if nth < 0:
        return DayRange(days.end - timedelta(days=6), days.end)
    start = days.start + timedelta(weeks=nth - 1)
    return DayRange(start, start + timedelta(days=6))


NTH_IN_MONTH = Rule(
    name="nth weekday of a month",
    opens="ordinal the last",
    pattern=phrase(
        rf"(?:the )?(?P<nth>(?:1|2|3|4)(?:st|nd|rd|th|#)|last|final) (?P<what>{WEEKDAY}|week|day) (?:of|in) (?:the )?{_MONTH}"
    ),
    produce=_nth_in_month,
    examples={
        "first Monday of December": "2026-12-07",
        "the last friday of the month": "2026-10-30",
        "first week of november": "2026-11-01..2026-11-07",
    },
    counterexamples=("the first Monday shift", "last day of residency"),
)


def _year(found: Found) -> Told:
    this, which = found.today.year, found["which"]
    if found["new"]:
        return Told(
            future=DayRange(date(this + 1, 1, 2), date(this + 1, 1, 15)),
            due=next_weekday(date(this + 1, 1, 1), 0),
            tense=Tense.FUTURE,
            grain=Grain.MONTH,
            confidence=0.8,
        )
    if found["end"] or found["eoy"]:
        end = date(this + (which == "next"), 12, 31)
        return Told(future=DayRange(end - timedelta(days=2), end), due=end, grain=Grain.YEAR, confidence=0.6)
    if which == "this":
        return Told(
            future=DayRange(found.today, date(this, 12, 31)),
            past=DayRange(date(this, 1, 1), found.today),
            due=date(this, 12, 31),
            grain=Grain.YEAR,
            confidence=0.4,
        )
    year = this + (1 if which == "next" else -1)
    days = DayRange(date(year, 1, 1), date(year, 12, 31))
    if which == "next":
        return Told(future=days, tense=Tense.FUTURE, grain=Grain.YEAR, confidence=0.6)
    return Told(past=days, tense=Tense.PAST, grain=Grain.YEAR, confidence=0.6)


YEAR = Rule(
    name="year",
    opens="this next last in the end eoy new early",
    pattern=phrase(
        r"(?P<eoy>eoy)|(?:the )?(?P<end>end) of (?:the |this |(?P<which2>next) )?(?:calendar )?year|(?P<which>this|next|last) year"
        r"|(?:(?:early )?in )?(?:the )?(?P<new>new) year(?!'|s)"
    ),
    produce=_year,
    examples={"in the new year": "2027-01-02..2027-01-15 due 2027-01-04", "last year": "past 2025-01-01..2025-12-31"},
    counterexamples=("first year resident", "academic year"),
)

_SEASONS = {"winter": 12, "spring": 3, "summer": 6, "fall": 9, "autumn": 9}


def _season(found: Found) -> Told:
    """Meteorological seasons, three whole months each."""
    today, first = found.today, _SEASONS[found["season"]]
    starts = [date(today.year + y, first, 1) for y in (-2, -1, 0, 1)]
    seasons = [DayRange(s, add_months(s, 3) - timedelta(days=1)) for s in starts]
    future = next(s for s in seasons if s.end >= today)
    past = next(s for s in reversed(seasons) if s.start <= today)
    tense = {"next": Tense.FUTURE, "last": Tense.PAST}.get(found["which"])
    if tense is Tense.PAST and past.end >= today:
        past = next(s for s in reversed(seasons) if s.end < today)
    if tense is Tense.FUTURE and future.start <= today:
        future = next(s for s in (*seasons, future) if s.start > today or s is future)
    return Told(
        future=None if tense is Tense.PAST else future,
        past=None if tense is Tense.FUTURE else past,
        tense=tense,
        grain=Grain.YEAR,
        confidence=0.5,
    )


SEASON = Rule(
    name="season",
    opens="this next last in early late",
    pattern=phrase(r"(?:(?P<which>this|next|last)|in the|in|early|late) (?P<season>winter|spring|summer|fall|autumn)"),
    produce=_season,
    examples={"apply next summer": "2027-06-01..2027-08-31"},
    counterexamples=("the fall was unwitnessed", "summertime"),
)

UNRESOLVED = Rule(
    name="end of the block",
    opens="end the this next after last current middle beginning",
    pattern=phrase(
        r"(?:(?:the )?(?:end|middle|beginning) of (?:the |this |my |our |next |current |last )?|(?:this|next|last|after this|after my|after the|current) )"
        r"(?:block|rotation|service|elective|cycle|call|academic year|residency|term|semester)"
    ),
    produce=lambda found: Told(kind=Kind.UNKNOWN, confidence=0.5),
    examples={"ask by end of block": "unknown", "after my rotation": "unknown"},
    counterexamples=("my block ends on the 22nd",),
)

RULES = (WEEK, WEEKEND, PART_OF_WEEK, PART_OF_MONTH, WHOLE_MONTH, NTH_IN_MONTH, YEAR, SEASON, UNRESOLVED)
