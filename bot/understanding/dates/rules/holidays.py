"""Holidays and the Match, by name; the days themselves come from the `holidays` package."""

from datetime import date, timedelta
from functools import lru_cache

from bot.understanding.dates.calendar_days import FRIDAY, SATURDAY, monday_of, nth_weekday, one_day
from bot.understanding.dates.mention import Grain, Told
from bot.understanding.dates.rule import Found, Rule, phrase
from bot.understanding.meaning import DayRange

# How residents say it, and a word of the name by which the package knows it.
_NAMES = {
    r"new year'?s eve|nye": "new year's eve",
    r"new year'?s(?: day)?": "new year's day",
    r"(?:mlk|martin luther king)(?: jr\.?)?(?:'s birthday| day)?": "martin luther king",
    r"groundhog day": "groundhog",
    r"valentine'?s?(?: day)?": "valentine",
    r"presidents?'?s? day": "washington's birthday",
    r"(?:st\.?|saint) (?:patrick'?s?|paddy'?s?)(?: day)?": "saint patrick",
    r"good friday": "good friday",
    r"easter(?: sunday)?": "easter sunday",
    r"mother'?s'? day": "mother's day",
    r"memorial day": "memorial day",
    r"father'?s'? day": "father's day",
    r"juneteenth": "juneteenth",
    r"independence day": "independence day",
    r"labou?r day": "labor day",
    r"(?:columbus|indigenous peoples?'?s?) day": "columbus day",
    r"halloween": "halloween",
    r"veterans?'?s? day": "veterans day",
    r"thanksgiving(?: day)?": "thanksgiving",
    r"christmas eve": "christmas eve",
    r"christmas(?: day)?": "christmas day",
}


@lru_cache(maxsize=16)
def _holidays_of(year: int) -> dict[str, date]:
    """Every US holiday and observance of a year by its name in lower case.

    Imported here because the package costs 50 ms, and few messages name a holiday.
    """
    from holidays import UNOFFICIAL, country_holidays

    calendar = country_holidays("US", years=year, categories=("public", UNOFFICIAL), observed=False)
    return {name.lower(): day for day in calendar for name in calendar.get_list(day)}


def _day_of(holiday: str, year: int) -> date | None:
    if holiday == "black friday":
        thanksgiving = _day_of("thanksgiving", year)
        return thanksgiving + timedelta(days=1) if thanksgiving else None
    if holiday == "match day":
        # The Main Residency Match ends on the third Friday of March (NRMP, Match calendar).
        return nth_weekday(year, 3, FRIDAY, 3)
    return next((day for name, day in _holidays_of(year).items() if holiday in name), None)


def _nearest(holiday: str, found: Found) -> Told | None:
    today = found.today
    days = [d for year in range(today.year - 1, today.year + 3) if (d := _day_of(holiday, year))]
    ahead = next((d for d in days if d >= today), None)
    behind = next((d for d in reversed(days) if d <= today), None)
    if ahead is None or behind is None:
        return None
    return _widened(Told(future=one_day(ahead), past=one_day(behind)), found)


def _widened(told: Told, found: Found) -> Told:
    if found["eve"]:
        return _moved(told, lambda day: one_day(day - timedelta(days=1)), Grain.DAY)
    if found["wide"] == "weekend":
        return _moved(told, _long_weekend, Grain.WEEKEND)
    if found["wide"] in ("week", "break"):
        return _moved(told, lambda day: DayRange(monday_of(day), monday_of(day) + timedelta(days=4)), Grain.WEEK)
    return told


def _moved(told: Told, widen, grain: Grain) -> Told:  # type: ignore[no-untyped-def]
    future, past = (widen(days.start) if days else None for days in (told.future, told.past))
    return Told(future=future, past=past, grain=grain)


def _long_weekend(day: date) -> DayRange:
    saturday = monday_of(day) + timedelta(days=SATURDAY)
    if day.weekday() == 0:
        return DayRange(day - timedelta(days=2), day)
    return DayRange(min(day, saturday), saturday + timedelta(days=1))


def _holiday(found: Found) -> Told | None:
    said = next(name for name in _GROUPS if found[name])
    return _nearest(_GROUPS[said], found)


_GROUPS = {f"h{i}": known for i, known in enumerate((*_NAMES.values(), "black friday"))}
_PATTERNS = (*_NAMES, "black friday")

HOLIDAY = Rule(
    name="holiday",
    opens="the new nye mlk groundhog valentine valentine's valentines presidents president's presidents' st saint good easter "
    "mother's mothers memorial father's fathers juneteenth independence labor labour columbus indigenous halloween veterans "
    "thanksgiving christmas black martin",
    pattern=phrase(
        "(?:"
        + "|".join(f"(?P<h{i}>{p})" for i, p in enumerate(_PATTERNS))
        + r")(?: (?P<eve>eve|evening(?= of))| (?P<wide>weekend|week|break))?"
    ),
    produce=_holiday,
    examples={
        "before Thanksgiving": "2026-11-26 due 2026-11-25",
        "after Labor Day": "2027-09-06 due 2027-09-07",
        "by xmas": "2026-12-25",
        "call on MLK day": "2027-01-18",
        "thanksgiving weekend": "2026-11-26..2026-11-29",
    },
    counterexamples=(
        "labor and delivery",
        "good friend of mine",
        "veterans affairs hospital",
        "memorial hermann",
        "new yearly goals",
    ),
)

MATCH = Rule(
    name="Match Day",
    opens="match the soap",
    pattern=phrase(r"(?:the )?match (?:day|(?P<week>week))|soap week"),
    produce=lambda found: _match(found),
    examples={"after Match Day": "2027-03-19 due 2027-03-20", "match week": "2027-03-15..2027-03-19"},
    counterexamples=("we match well", "the match was good"),
)


def _match(found: Found) -> Told | None:
    days = [d for year in range(found.today.year - 1, found.today.year + 2) if (d := _day_of("match day", year))]
    ahead = next((d for d in days if d >= found.today), None)
    behind = next((d for d in reversed(days) if d <= found.today), None)
    told = Told(future=one_day(ahead) if ahead else None, past=one_day(behind) if behind else None)
    if "day" in found.match.group():
        return told
    return _moved(told, lambda day: DayRange(monday_of(day), monday_of(day) + timedelta(days=4)), Grain.WEEK)


def _around_new_year(found: Found) -> Told:
    """Christmas Eve to New Year's Day: what "after the holidays" waits for."""
    today = found.today
    ends = date(today.year + 1, 1, 1) if today > date(today.year, 1, 1) else date(today.year, 1, 1)
    future = DayRange(date(ends.year - 1, 12, 24), ends)
    past = DayRange(date(ends.year - 2, 12, 24), date(ends.year - 1, 1, 1))
    return Told(future=DayRange(max(future.start, today), ends), past=past, confidence=0.7)


THE_HOLIDAYS = Rule(
    name="the holidays",
    opens="the",
    pattern=phrase(r"the (?:winter )?(?:holidays|holiday season)"),
    produce=_around_new_year,
    examples={"after the holidays": "2026-12-24..2027-01-01 due 2027-01-02"},
    counterexamples=("happy holidays",),
)

RULES = (HOLIDAY, MATCH, THE_HOLIDAYS)
