"""Holidays and the Match, by name; the days themselves come from the `holidays` package."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache, partial

from bot.understanding.dates.calendar_days import (
    FRIDAY,
    MONDAY,
    SATURDAY,
    TUESDAY,
    monday_of,
    next_weekday,
    nth_weekday,
    one_day,
)
from bot.understanding.dates.mention import Grain, Tense, Told
from bot.understanding.dates.rule import Found, Rule, phrase
from bot.understanding.dates.rules.month_and_day import exactly
from bot.understanding.dates.rules.weeks import workweek
from bot.understanding.dates.words import YEAR, year_told
from bot.understanding.meaning import DayRange

_HOLIDAYS = (
    # What residents write, and words of the name by which the package knows it.
    (r"(?:newyears|new year) (?:eve|evening)|nye", "new year's eve"),
    (r"newyears(?: day)?|new year day|(?<=after )new year|(?<=before )new year", "new year's day"),
    (r"(?:mlk|martin luther king)(?:,? jr\.?)?(?:'s birthday| day)?", "martin luther king"),
    (r"groundhog day", "groundhog"),
    (r"valentine(?:'?s)?(?: day)?", "valentine"),
    (r"president(?:'?s|s')? day", "washington's birthday"),
    (r"(?:st\.?|saint) (?:patrick|paddy)(?:'?s)?(?: day)?", "saint patrick"),
    (r"good friday", "good friday"),
    (r"easter(?: sunday)?", "easter sunday"),
    (r"mother'?s day", "mother's day"),
    (r"memorial day", "memorial day"),
    (r"father'?s day", "father's day"),
    (r"juneteenth", "juneteenth"),
    (r"independence day", "independence day"),
    (r"labou?r day", "labor day"),
    (r"(?:columbus|indigenous peoples?(?:'s)?) day", "columbus day"),
    (r"halloween", "halloween"),
    (r"veteran'?s?(?:'s)? day", "veterans day"),
    (r"thanksgiving(?: day)?|turkey day", "thanksgiving"),
    (r"doctor'?s'? day", "doctors' day"),
    (r"diwali|deepavali", "diwali"),
    (r"(?:lunar|chinese) newyears?|(?:lunar|chinese) new year", "chinese new year"),
    (r"eid (?:al|ul|el)[ -]?fitr", "eid al-fitr"),
    (r"eid (?:al|ul|el)[ -]?adha", "eid al-adha"),
    (r"eid", "eid"),
    (r"christmas (?:eve|evening)", "christmas eve"),
    (r"christmas(?: day)?", "christmas day"),
)


@lru_cache(maxsize=16)
def _days_by_name(year: int) -> dict[str, date]:
    """Every US holiday and observance of a year by its name in lower case.

    Imported here because the package costs 50 ms, and few messages name a holiday.
    """
    from holidays import UNOFFICIAL, country_holidays

    calendar = country_holidays("US", years=year, categories=("public", UNOFFICIAL), observed=False)
    # Singapore keeps the lunar and the Islamic feasts that many residents do. The moon may move them by a day.
    feasts = country_holidays("SG", years=year, observed=False)
    days = {
        name.lower(): day
        for each in (feasts, calendar)
        for day in sorted(each, reverse=True)
        for name in each.get_list(day)
    }
    return days | {"doctors' day": date(year, 3, 30)}


def _holiday_day(known_as: str, year: int) -> date | None:
    days = _days_by_name(year)
    return days.get(known_as) or next((day for name, day in days.items() if known_as in name), None)


def _match_day(year: int) -> date | None:
    """The third Friday of March (NRMP, Match calendar)."""
    return nth_weekday(year, 3, FRIDAY, 3)


def _black_friday(year: int) -> date | None:
    thanksgiving = _holiday_day("thanksgiving", year)
    return thanksgiving + timedelta(days=1) if thanksgiving else None


def _told(day_of: Callable[[int], date | None], found: Found) -> Told | None:
    """The holiday of the year told, or else the nearest ahead and behind."""
    which, today = found["which"], found.today
    year = year_told(found["year"])
    if found["of_year"]:
        year = today.year + {"last": -1, "this": 0, "next": 1}[found["of_year"]]
    if year is None:
        near = _nearest(day_of, today)
        return near and _around(_in_tense(near, which), found["around"])
    day = day_of(year)
    return _around(exactly(day, today), found["around"]) if day else None


def _in_tense(told: Told, which: str) -> Told:
    if which == "last":
        return Told(past=told.past, tense=Tense.PAST)
    return Told(future=told.future, tense=Tense.FUTURE) if which == "next" else told


def _nearest(day_of: Callable[[int], date | None], today: date) -> Told | None:
    days = [day for year in range(today.year - 1, today.year + 2) if (day := day_of(year))]
    ahead = next((day for day in days if day >= today), None)
    behind = next((day for day in reversed(days) if day <= today), None)
    if ahead is None or behind is None:
        return None
    return Told(future=one_day(ahead), past=one_day(behind))


def _around(told: Told, what: str) -> Told:
    """The day before, the long weekend or the working week of a holiday."""
    widen, grain = _AROUND.get(what, (one_day, Grain.DAY))
    future, past = (widen(days.start) if days else None for days in (told.future, told.past))
    return Told(future=future, past=past, grain=grain, tense=told.tense)


def _eve(day: date) -> DayRange:
    return one_day(day - timedelta(days=1))


def _long_weekend(day: date) -> DayRange:
    if day.weekday() == MONDAY:
        return DayRange(day - timedelta(days=2), day)
    saturday = monday_of(day) + timedelta(days=SATURDAY)
    return DayRange(min(day, saturday), saturday + timedelta(days=1))


def _week(day: date) -> DayRange:
    return workweek(monday_of(day))


_AROUND: dict[str, tuple[Callable[[date], DayRange], Grain]] = {
    "eve": (_eve, Grain.DAY),
    "evening": (_eve, Grain.DAY),
    "weekend": (_long_weekend, Grain.WEEKEND),
    "week": (_week, Grain.WEEK),
    "break": (_week, Grain.WEEK),
}


def _either(one: Told | None, other: Told | None) -> Told | None:
    """Of two feasts of one name the nearer ahead, and the nearer behind."""
    told = [each for each in (one, other) if each]
    ahead = [each.future for each in told if each.future]
    behind = [each.past for each in told if each.past]
    if not told:
        return None
    return replace(
        told[0],
        future=min(ahead, key=lambda days: days.start) if ahead else None,
        past=max(behind, key=lambda days: days.start) if behind else None,
        confidence=0.6,
    )


def _holiday(found: Found) -> Told | None:
    known_as = next(known for i, (_, known) in enumerate(_HOLIDAYS) if found[f"holiday{i}"])
    if known_as == "eid":
        return _either(*(_told(partial(_holiday_day, eid), found) for eid in ("eid al-fitr", "eid al-adha")))
    return _told(lambda year: _holiday_day(known_as, year), found)


_ANY = "|".join(f"(?P<holiday{i}>{said})" for i, (said, _) in enumerate(_HOLIDAYS))

_WHICH = r"(?:(?P<which>this|last|next) )?"
_AND_WHEN = rf"(?: (?P<around>eve|evening|weekend|week|break))?(?: (?:of )?(?P<of_year>last|this|next) year|{YEAR})"

HOLIDAY = Rule(
    name="holiday",
    opens="this last next newyears new nye mlk martin groundhog valentine valentine's valentines president president's "
    "presidents st saint good easter mother's mothers memorial father's fathers juneteenth independence labor labour "
    "columbus indigenous halloween veterans veteran veteran's thanksgiving turkey christmas doctors doctor's diwali "
    "deepavali eid lunar chinese",
    pattern=phrase(rf"{_WHICH}(?:{_ANY}){_AND_WHEN}"),
    produce=_holiday,
    examples={
        "before Thanksgiving": "2026-11-26 due 2026-11-25",
        "after Labor Day": "2027-09-06 due 2027-09-07",
        "by xmas": "2026-12-25",
        "call on MLK day": "2027-01-18",
        "thanksgiving weekend": "2026-11-26..2026-11-29",
        "new year's eve": "2026-12-31",
        "on independence day": "2027-07-04",
        "after Eid": "2027-03-10 due 2027-03-11",
        "before Diwali": "2026-11-08 due 2026-11-07",
        "last thanksgiving": "past 2025-11-27",
        "thanksgiving 2027": "2027-11-25",
    },
    counterexamples=("labor and delivery", "good friend of mine", "veterans affairs hospital", "memorial hermann"),
)

_OTHER_DAYS: dict[str, Callable[[int], date | None]] = {
    "black friday": _black_friday,
    "cyber monday": lambda year: next_weekday(day, MONDAY) if (day := _black_friday(year)) else None,
    "tax day": lambda year: date(year, 4, 15),
    "election day": lambda year: next_weekday(date(year, 11, 1), TUESDAY),  # the Tuesday after November's first Monday
}

OTHER_DAY = Rule(
    name="other day with a name",
    opens="black cyber tax election this last next",
    pattern=phrase(rf"{_WHICH}(?P<name>{'|'.join(_OTHER_DAYS)}){_AND_WHEN}"),
    produce=lambda found: _told(_OTHER_DAYS[found["name"]], found),
    examples={"black friday": "2026-11-27", "write Ferris on tax day": "2027-04-15", "election day": "2026-11-03"},
    counterexamples=("a black coffee", "taxi day"),
)

MATCH = Rule(
    name="Match Day",
    opens="match this last next",
    pattern=phrase(rf"{_WHICH}match(?: day(?! week)|(?= week)){_AND_WHEN}"),
    produce=lambda found: _told(_match_day, found),
    examples={"after Match Day": "2027-03-19 due 2027-03-20", "match week": "2027-03-15..2027-03-19"},
    counterexamples=("we match well", "the match was good"),
)


def _the_holidays(found: Found) -> Told:
    """Christmas Eve to New Year's Day: what "after the holidays" waits for."""
    today = found.today
    end = today if (today.month, today.day) == (1, 1) else date(today.year + 1, 1, 1)
    start, year = date(end.year - 1, 12, 24), timedelta(days=365)
    past = DayRange(start, today) if today >= start else DayRange(date(start.year - 1, 12, 24), end - year)
    return Told(future=DayRange(max(start, today), end), past=past, confidence=0.7)


THE_HOLIDAYS = Rule(
    name="the holidays",
    opens="the",
    pattern=phrase(r"the (?:winter )?(?:holidays|holiday season)"),
    produce=_the_holidays,
    examples={"after the holidays": "2026-12-24..2027-01-01 due 2027-01-02"},
    counterexamples=("happy holidays",),
)

RULES = (HOLIDAY, OTHER_DAY, MATCH, THE_HOLIDAYS)
