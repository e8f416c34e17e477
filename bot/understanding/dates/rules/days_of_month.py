"""Days told by number: "nov 30", "the 30th of April", "11/20", "2026-11-20", "the 12th", "Friday the 4th"."""

from datetime import date, timedelta

from bot.understanding.dates.calendar_days import add_months, day_or_none, one_day
from bot.understanding.dates.mention import Kind, Tense, Told
from bot.understanding.dates.rule import Found, Rule, phrase
from bot.understanding.dates.words import MONTH, MONTHS, NTH, WEEKDAY, WEEKDAYS
from bot.understanding.meaning import DayRange

IMPOSSIBLE = Told(kind=Kind.UNKNOWN, impossible=True, confidence=0.9)

_NO_CLOCK = r"(?![0-9]|:[0-9]|[ap]\b|[ap]m\b|%|\.[0-9])"
_DAY = rf"(?:st|nd|rd|th|#)?{_NO_CLOCK}"
_YEAR = r"(?:,? (?:of )?(?P<year>20[0-9]{2}|'[0-9]{2}))?"
_SLASHED = r"(?P<a>[0-9]{1,2})/(?P<b>[0-9]{1,2})(?:/(?P<y>20[0-9]{2}|[0-9]{2}))?(?!/)"
_MONTH_DAY = rf"(?P<month>{MONTH})\.?,?[ -]?(?:the )?(?P<day>[0-9]{{1,2}}){_DAY}{_YEAR}"
_DAY_MONTH = (
    rf"(?:the )?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th|#)?[ -]?(?:of |day of )?(?P<month>{MONTH})(?:\.(?=,? [2']))?{_YEAR}"
)

_MONTHS_BACK_OR_AHEAD = 12
_EVIDENCE = frozenset(
    [
        "on",
        "by",
        "before",
        "until",
        "after",
        "since",
        "from",
        "due",
        "deadline",
        "through",
        "to",
        "between",
        "around",
        "for",
        "till",
        "is",
    ]
) | frozenset(WEEKDAYS)
_SCORES = frozenset(
    [
        "pain",
        "strength",
        "codes",
        "people",
        "patients",
        "pts",
        "hours",
        "times",
        "stars",
        "score",
        "points",
        "rating",
        "percent",
        "or",
        "ratio",
    ]
)
_SCORE_BEFORE = frozenset(
    ["pain", "rated", "rate", "score", "scored", "strength", "bp", "gcs", "vision", "room", "apgar", "step"]
)


def _year(told: str) -> int | None:
    digits = told.lstrip("'")
    return None if not digits else int(digits) if len(digits) == 4 else 2000 + int(digits)


def read_month_day(month: int, day: int, year: int | None, today: date) -> Told:
    """The nearest such day ahead and the nearest behind; today is both. A day on no calendar is impossible."""
    if year is not None:
        exact = day_or_none(year, month, day)
        return _exact(exact, today) if exact else IMPOSSIBLE
    days = [found for y in range(-1, 2) if (found := day_or_none(today.year + y, month, day))]
    ahead = next((d for d in days if d >= today), None)
    behind = next((d for d in reversed(days) if d <= today), None)
    if ahead is None:
        return IMPOSSIBLE
    return Told(future=one_day(ahead), past=one_day(behind) if behind else None)


def _exact(day: date, today: date) -> Told:
    tense = Tense.FUTURE if day > today else Tense.PAST if day < today else None
    return Told(future=one_day(day) if day >= today else None, past=one_day(day) if day <= today else None, tense=tense)


def _month_day(found: Found) -> Told:
    return read_month_day(MONTHS.index(found["month"]) + 1, int(found["day"]), _year(found["year"]), found.today)


MONTH_DAY = Rule(
    name="month and day",
    opens="month",
    pattern=phrase(_MONTH_DAY),
    produce=_month_day,
    examples={
        "due nov 30": "2026-11-30",
        "January the 14th": "2027-01-14",
        "apply by February 12, 2027": "2027-02-12",
        "feb 30": "impossible",
        "jan10 works": "2027-01-10",
    },
    counterexamples=("Dr. May 5 patients", "march 2:1 ratio"),
)

DAY_MONTH = Rule(
    name="day and month",
    opens="number ordinal the",
    pattern=phrase(_DAY_MONTH),
    produce=_month_day,
    examples={
        "by the 30th of April": "2027-04-30",
        "30 nov": "2026-11-30",
        "on the first of December": "2026-12-01",
        "31st of June": "impossible",
    },
    counterexamples=("14 may have left", "2 augustinian monks"),
)


def _slashed(found: Found) -> Told | None:
    a, b, year = int(found["a"]), int(found["b"]), _year(found["y"])
    sure = bool(found["y"]) or found.before in _EVIDENCE
    if found.after in _SCORES or found.before in _SCORE_BEFORE:
        return None
    if a == 0 or b == 0 or (not sure and (a, b) in _FRACTIONS):
        return None
    if a <= 12 and b <= 31:
        told = read_month_day(a, b, year, found.today)
        return None if told.impossible and not sure else told
    if b <= 12 and a <= 31 and sure:
        return read_month_day(b, a, year, found.today)
    return None


_FRACTIONS = frozenset({(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (5, 5), (10, 10), (1, 1), (2, 2)})

SLASHED = Rule(
    name="month/day",
    opens="number",
    pattern=phrase(_SLASHED),
    produce=_slashed,
    examples={
        "deadline 11/20": "2026-11-20",
        "on 7/9/26": "past 2026-07-09",
        "by 2/30": "impossible",
        "by 30/11": "2026-11-30",
    },
    counterexamples=("bp 120/80", "scores 239/247", "24/7", "9/10 pain", "1/2 tablet", "pain 7/10"),
)


def _numbered(found: Found) -> Told | None:
    if found["y"]:
        return read_month_day(int(found["m"]), int(found["d"]), int(found["y"]), found.today)
    a, b, year = int(found["a"]), int(found["b"]), _year(found["y2"])
    month, day = (a, b) if a <= 12 and found["sep"] == "-" else (b, a)
    return read_month_day(month, day, year, found.today) if 1 <= month <= 12 else None


NUMBERED = Rule(
    name="year-month-day",
    opens="number",
    pattern=phrase(
        r"(?P<y>20[0-9]{2})[-/](?P<m>0?[1-9]|1[0-2])[-/](?P<d>[0-9]{1,2})"
        r"|(?P<a>[0-9]{1,2})(?P<sep>[-.])(?P<b>[0-9]{1,2})(?P=sep)(?P<y2>20[0-9]{2}|2[0-9])"
    ),
    produce=_numbered,
    examples={"2026-11-20": "2026-11-20", "due 11-20-2026": "2026-11-20", "20.11.2026": "2026-11-20"},
    counterexamples=("608-555-0112", "DS-2019", "10-12-50"),
)

# "the 4th floor", "on the 2nd attempt": an ordinal that counts something else.
_COUNTED = frozenset(
    [
        "floor",
        "year",
        "yr",
        "year's",
        "time",
        "try",
        "attempt",
        "draft",
        "hand",
        "round",
        "place",
        "quarter",
        "century",
        "cycle",
        "choice",
        "person",
        "one",
        "line",
        "grade",
        "author",
        "edition",
        "percentile",
        "street",
        "st",
        "ave",
        "avenue",
        "week",
        "day",
        "month",
        "weekday",
        "visit",
        "call",
        "rotation",
        "block",
        "interview",
        "patient",
        "code",
        "night",
        "shift",
        "party",
        "generation",
        "semester",
        "class",
        "step",
        "degree",
        "world",
        "poster",
        "abstract",
        "author's",
        "dose",
        "case",
        "letter",
        "email",
        "most",
        "half",
        "season",
        "game",
        "lead",
        "row",
        "set",
        "base",
        "opinion",
        "slot",
        "spot",
        "position",
        "week's",
        "email's",
        "resident",
        "intern",
        "fellow",
        "attending",
        "reminder",
        "of",
    ]
)


def _day_of_month(found: Found) -> Told | None:
    day, today = int(found["nth"][:-1].rstrip("snrt")), found.today
    if found["month"]:
        return _of_month(found["month"], day, today)
    if found.after in _COUNTED or not _placed(found):
        return None
    if day > 31:
        return IMPOSSIBLE
    if day == 0:
        return None
    return nearest_day_of_month(day, today)


def _placed(found: Found) -> bool:
    """Whether the words around say that "the 12th" is a day: a preposition before it, or nothing after it."""
    if found.match.group().endswith("#"):  # spelled out: "the second" counts far oftener than it dates
        return (
            found["the"] != ""
            and found.before in ("on", "by", "until", "before", "after")
            and found.after in ("", "at")
        )
    if found.before in _EVIDENCE or found.before in ("and", "or", "starting", "ending", "ends", "end"):
        return True
    return bool(found["the"]) and found.after in ("", "at", "and", "or", "to", "is")


def nearest_day_of_month(day: int, today: date) -> Told:
    months = [add_months(today.replace(day=1), n) for n in range(-3, 4)]
    days = [d for m in months if (d := day_or_none(m.year, m.month, day))]
    ahead = next(d for d in days if d >= today)
    behind = next(d for d in reversed(days) if d <= today)
    return Told(future=one_day(ahead), past=one_day(behind))


def _of_month(which: str, day: int, today: date) -> Told:
    month = add_months(today.replace(day=1), {"last": -1, "next": 1, "following": 1}.get(which, 0))
    exact = day_or_none(month.year, month.month, day)
    return _exact(exact, today) if exact else IMPOSSIBLE


DAY_OF_MONTH = Rule(
    name="day of the month",
    opens="ordinal the",
    pattern=phrase(
        rf"(?P<the>the )?(?P<nth>{NTH})(?: (?:day )?of (?:the )?(?P<month>this|next|last|following|coming|month)(?: month)?)?"
    ),
    produce=_day_of_month,
    examples={
        "remind me on the 12th to call": "2026-11-12",
        "by the 15th": "2026-10-15",
        "on the 3rd of next month": "2026-11-03",
        "by the 40th": "impossible",
    },
    counterexamples=(
        "on the 4th floor",
        "my 2nd attempt",
        "first author",
        "the second one",
        "21st century",
        "3rd year",
    ),
)


def _weekday_with_date(found: Found) -> Told | None:
    weekday = WEEKDAYS.index(found["weekday"])
    if found["nth"]:
        return _weekday_the_nth(weekday, int(found["nth"][:-1].rstrip("snrt")), found)
    told = _slashed(found) if found["a"] else _month_day(found)
    if told is None or told.impossible:
        return told
    days = [d.start for d in (told.future, told.past) if d]
    if any(d.weekday() == weekday for d in days):
        return told
    return Told(told.future, told.past, tense=told.tense, confidence=0.4)


def _weekday_the_nth(weekday: int, nth: int, found: Found) -> Told | None:
    """The nearest month ahead (and behind) in which the nth is that weekday; a mismatch nearby is not believed."""
    if not 1 <= nth <= 31:
        return IMPOSSIBLE
    start = found.today.replace(day=1)
    months = [add_months(start, n) for n in range(-_MONTHS_BACK_OR_AHEAD, _MONTHS_BACK_OR_AHEAD + 1)]
    days = [d for m in months if (d := day_or_none(m.year, m.month, nth)) and d.weekday() == weekday]
    ahead = next((d for d in days if d >= found.today), None)
    behind = next((d for d in reversed(days) if d <= found.today), None)
    near = ahead is not None and ahead - found.today <= timedelta(days=62)
    near = near or (behind is not None and found.today - behind <= timedelta(days=62))
    return Told(
        future=one_day(ahead) if ahead else None,
        past=one_day(behind) if behind else None,
        confidence=0.95 if near else 0.4,
    )


_WITH = r"(?:[ ,(-]{1,3}(?:that is|that's|which is|it's|so|i\.e\.|that would be|being)?,? ?)"

WEEKDAY_WITH_DATE = Rule(
    name="weekday with its date",
    opens="weekday this next last",
    pattern=phrase(
        rf"(?:(?:this|next|last|this coming) )?(?P<weekday>{WEEKDAY})\.?{_WITH}"
        rf"(?:(?:the |on the )(?P<nth>{NTH})(?! of| (?:{MONTH}))|(?P<month>{MONTH})\.? (?:the )?(?P<day>[0-9]{{1,2}}){_DAY}{_YEAR}|{_SLASHED})\)?"
    ),
    produce=_weekday_with_date,
    examples={
        "Thursday the 15th": "2026-10-15",
        "next Friday the 4th": "2026-12-04",
        "by next Wednesday, that is the 21st": "2026-10-21",
        "Fri, Nov 20": "2026-11-20",
        "mon 11/16": "2026-11-16",
    },
)


def _days_in_month(found: Found) -> Told | None:
    month = MONTHS.index(found["month"] or found["month2"]) + 1
    first, last = int(found["first"] or found["first2"]), int(found["last"] or found["last2"])
    told = read_month_day(month, first, _year(found["year"]), found.today)
    if told.impossible or last <= first:
        return told if told.impossible else None
    if day_or_none(2024, month, last) is None:
        return IMPOSSIBLE
    return Told(future=_stretch(told.future, last), past=_stretch(told.past, last), tense=told.tense, lasting=True)


def _stretch(days: DayRange | None, last: int) -> DayRange | None:
    end = day_or_none(days.start.year, days.start.month, last) if days else None
    return DayRange(days.start, end) if days and end else None


DAYS_IN_MONTH = Rule(
    name="from day to day in a month",
    opens="month number ordinal",
    pattern=phrase(
        rf"(?:(?P<month>{MONTH})\.? (?P<first>[0-9]{{1,2}})(?:st|nd|rd|th)? ?(?:-|to|through|until|and|&) ?(?P<last>[0-9]{{1,2}}){_DAY}"
        rf"|(?:the )?(?P<first2>[0-9]{{1,2}})(?:st|nd|rd|th)? ?(?:-|to|through|until) ?(?:the )?(?P<last2>[0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month2>{MONTH})){_YEAR}"
    ),
    produce=_days_in_month,
    examples={
        "ACP apr 16-18": "2027-04-16..2027-04-18",
        "April 4 to 7": "2027-04-04..2027-04-07",
        "16-18 april": "2027-04-16..2027-04-18",
    },
)

RULES = (MONTH_DAY, DAY_MONTH, SLASHED, NUMBERED, DAY_OF_MONTH, WEEKDAY_WITH_DATE, DAYS_IN_MONTH)
