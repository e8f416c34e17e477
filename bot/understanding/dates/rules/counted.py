"""Days counted from another day ("a week from Tuesday", "the Monday after ...") and days that come again."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from bot.understanding.dates.calendar_days import SATURDAY, last_weekday, monday_of, next_weekday, one_day
from bot.understanding.dates.mention import Kind, Tense, Told
from bot.understanding.dates.rule import Found, Rule, phrase
from bot.understanding.dates.rules.offsets import how_many, shifted
from bot.understanding.dates.rules.weeks import workweek
from bot.understanding.dates.spellings import WEEKDAYS
from bot.understanding.dates.words import AMOUNT, UNIT, WEEKDAY
from bot.understanding.meaning import DayRange

_EARLIER = ("before", "earlier", "prior", "beforehand")


def _counting(found: Found) -> Told | None:
    """A phrase that waits for the day it counts from; the engine looks for that day in the words that follow."""
    if found["nth"] and found["way"] not in ("after", "before", "following"):
        return None  # "the first Monday of December"
    if found["unit"] in ("hour", "minute") or (found["way"] == "on" and found["n"] not in ("a", "1")):
        return None
    return Told(link=_step(found), confidence=0.9)


def _step(found: Found) -> Callable[[DayRange], DayRange]:
    sign = -1 if found["way"] in _EARLIER else 1
    if found.get("weekday"):
        weekday, more = WEEKDAYS.index(found["weekday"]), timedelta(weeks=int(found.get("nth")[:1] or 1) - 1)
        if found["way"] == "of":
            return lambda days: one_day(monday_of(days.start) + timedelta(days=weekday))
        if sign > 0:
            return lambda days: one_day(next_weekday(days.end, weekday) + more)
        return lambda days: one_day(last_weekday(days.start, weekday) - more)
    if found.get("weekend"):
        return lambda days: _weekend_beside(days, sign if found["way"] != "of" else 0)
    if found.get("whole_week") and found["way"] != "from":
        weeks = timedelta(weeks=0 if found["way"] == "of" else sign)
        return lambda days: workweek(monday_of(days.start) + weeks)
    if found["way"] == "of":
        return lambda days: days
    unit = found["unit"] or found["one"] or ("week" if found.get("whole_week") else "day")
    amount = how_many(found["n"] or "1")
    return lambda days: _moved(days, amount, unit, sign)


def _weekend_beside(days: DayRange, sign: int) -> DayRange:
    """The weekend after, before or of the days."""
    saturday = monday_of(days.start) + timedelta(days=SATURDAY)
    if sign > 0 and saturday <= days.end:
        saturday += timedelta(weeks=1)
    if sign < 0 and saturday + timedelta(days=1) >= days.start:
        saturday -= timedelta(weeks=1)
    return DayRange(saturday, saturday + timedelta(days=1))


def _moved(days: DayRange, amount: float, unit: str, sign: int) -> DayRange:
    base = days.end if sign > 0 else days.start
    moment = shifted(datetime.combine(base, datetime.min.time()), amount, unit, sign)
    return one_day(moment.date()) if moment else days


COUNTED_FROM = Rule(
    name="counted from another day",
    opens="number ordinal a an the couple few several day week weekend month weekday half",
    pattern=phrase(
        rf"(?:the )?(?:(?P<nth>[1-5](?:st|nd|rd|th|#) )?(?P<weekday>{WEEKDAY})"
        r"|(?P<weekend>weekend)|(?P<whole_week>week)|(?P<one>day|month)"
        rf"|(?P<n>{AMOUNT}) ?(?P<unit>{UNIT}))"
        r" (?:right |just )?(?P<way>from|after|before|following|of|on)"
    ),
    produce=_counting,
    examples={
        "a week from Tuesday": "2026-10-27",
        "the Monday after Thanksgiving": "2026-11-30",
        "third Tuesday after Christmas": "2027-01-12",
        "the weekend after Thanksgiving": "2026-11-28..2026-11-29",
        "two weeks from Friday": "2026-10-30",
        "3 days before the 15th of November": "2026-11-12",
        "week of Nov 30": "2026-11-30..2026-12-04",
        "the Tuesday of Thanksgiving week": "2026-11-24",
        "the day before my interview on Dec 4": "2026-12-03",
    },
    counterexamples=(
        "two weeks after graduation",
        "Monday of rounds",
        "the month of hell",
        "the day after the interview",
    ),
)


_NO_DAY = ("", "to", "and", "so", "that")
"""What stands after "the night before" where the day was told already: "remind me the night before to print"."""


def _counting_back(found: Found) -> Told | None:
    of_hour = found["part"] and (found.after == "at" or found.after[:1].isdigit())  # "dinner the night before at 6"
    goes_on = found["way"] in ("before", "after", "prior") and found.after not in _NO_DAY and not of_hour
    if found["unit"] in ("hour", "minute") or goes_on:
        return None
    return Told(link=_step(found), counts_back=True, confidence=0.7)


COUNTED_BACK = Rule(
    name="counted from the day told before",
    opens="number a an the couple few several day night evening morning weekday",
    pattern=phrase(
        rf"(?:the )?(?:(?P<weekday>{WEEKDAY})(?= before| after)|(?P<part>night|evening|morning)(?= before)|"
        rf"(?P<one>day|week|month)"
        rf"|(?P<n>{AMOUNT}) ?(?P<unit>{UNIT}))"
        r" (?P<way>earlier|prior|beforehand|before|later|after|afterwards?)(?: that)?"
    ),
    produce=_counting_back,
    examples={
        "call Tuesday, slides to him two days earlier": "2026-10-18",
        "exam nov 5, email her a week later": "2026-11-12",
        "talk on dec 9, slides due to her the Friday before": "2026-12-04",
        "interview nov 2, remind me the night before to print my cv": "2026-11-01",
        "interview nov 20 all day, dinner night before 6pm": "2026-11-19 18:00",
    },
    counterexamples=("two days earlier", "the day before rounds", "print it the night before"),
)


def _so_many_weekdays(found: Found) -> Told:
    weekday, more = WEEKDAYS.index(found["plural"][:-1]), timedelta(weeks=int(how_many(found["n"])) - 1)
    if found["ago"]:
        return Told(past=one_day(last_weekday(found.today, weekday) - more), tense=Tense.PAST)
    return Told(future=one_day(next_weekday(found.today, weekday) + more), tense=Tense.FUTURE)


WEEKDAYS_FROM_NOW = Rule(
    name="so many weekdays from now",
    opens="number a couple few",
    pattern=phrase(
        rf"(?P<n>[0-9]{{1,2}}|a couple(?: of)?|a few) (?P<plural>(?:{WEEKDAY})s) (?:from now|away|out|(?P<ago>ago))"
    ),
    needs="days ",
    produce=_so_many_weekdays,
    examples={"two Mondays from now": "2026-10-26", "met her two Fridays ago": "past 2026-10-02"},
    counterexamples=("two Mondays in a row",),
)

_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
_ADVERBS = {"daily": 1, "weekly": 7, "biweekly": 14, "fortnightly": 14, "monthly": 30}


def _every(found: Found) -> Told | None:
    weekday = found["weekday"] or found["plural"][:-1]
    if weekday:
        return _coming_again(next_weekday(found.today, WEEKDAYS.index(weekday)), 14 if found["other"] else 7)
    adverb = _ADVERBS.get(found["adverb"])
    count = 2 if found["other"] else how_many(found["n"] or "1")
    unit = {7: "week", 14: "fortnight", 30: "month"}.get(adverb, "day") if adverb else found["unit"]
    moment = shifted(found.now, count, unit, 1)
    return _coming_again(moment.date(), adverb or round(count * _DAYS[unit])) if moment else None


def _coming_again(day: date, every: int) -> Told:
    return Told(future=one_day(day), tense=Tense.FUTURE, kind=Kind.RECURRING, every_days=every, confidence=0.85)


EVERY = Rule(
    name="every so many weeks",
    opens="every each q on mondays tuesdays wednesdays thursdays fridays saturdays sundays "
    "daily weekly biweekly fortnightly monthly",
    pattern=phrase(
        r"(?:every|each|q) ?(?:(?P<other>other) )?(?:(?P<n>[0-9]{1,2}|few|couple(?: of)?) ?)?"
        rf"(?:(?P<unit>day|week|fortnight|month|year)|(?P<weekday>{WEEKDAY}))"
        rf"|(?:on )?(?P<plural>(?:{WEEKDAY})s)|(?P<adverb>daily|weekly|biweekly|fortnightly|monthly)"
    ),
    produce=_every,
    examples={"check in q 6 weeks": "2026-11-25", "ping him every 6 weeks": "2026-11-25", "every Monday": "2026-10-19"},
    counterexamples=("q4 call", "vitals q6h", "every 5 minutes"),
)

RULES = (COUNTED_FROM, COUNTED_BACK, WEEKDAYS_FROM_NOW, EVERY)
