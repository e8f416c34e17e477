"""Days counted from now: "in 2 weeks", "10 days ago", "within the month", "for a week"."""

import re
from datetime import date, datetime, timedelta

from bot.understanding.dates.calendar_days import add_months, last_weekday, next_workday, one_day, workday_before
from bot.understanding.dates.mention import Bound, Kind, Tense, Told
from bot.understanding.dates.rule import Found, Rule, phrase
from bot.understanding.dates.spellings import WEEKDAYS, words
from bot.understanding.dates.words import AMOUNT, UNIT, WEEKDAY
from bot.understanding.meaning import DayRange

LENGTH = (
    rf"(?P<n>{AMOUNT}) ?(?:more )?(?P<unit>{UNIT})(?P<more> and a half| or (?:2|so|3|more))?"
    r"(?P<rest>(?:,? (?:and )?[0-9]{1,2} ?(?:minute|hour|day|week|month|year))*)"
)
_PART = re.compile(r"([0-9]{1,2}) ?([a-z]+)")
_ROUGHLY = r"(?:(?:about|around|like|maybe|roughly|say|probably|~|at least|less than) ?)?"

_MOST = {"year": 50, "month": 600}
_MOST_DAYS = 20_000
_COUPLE, _FEW, _SEVERAL = 2, 3, 4
_FRACTIONS = {"1/2": 0.5, "1/4": 0.25, "3/4": 0.75, "3-quarter": 0.75, "3 quarter": 0.75}


def how_many(amount: str) -> float:
    """The number told, the first of two ("2-3" is 2): "a couple of" is 2, "a few" 3, "half an" a half."""
    part = next((share for said, share in _FRACTIONS.items() if amount.startswith(said)), None)
    if part:
        return part
    digits = re.match(r"[0-9]+(?:\.5)?", amount)
    if digits:
        return float(digits.group()) + (0.5 if amount.endswith("half") else 0)
    if amount.startswith("half"):
        return 0.5
    if "quarter" in amount:
        return 0.25
    for word, number in (("couple", _COUPLE), ("few", _FEW), ("several", _SEVERAL)):
        if word in amount:
            return number
    return float(amount.rsplit(maxsplit=1)[-1]) if amount[-1].isdigit() else 1


def shifted(now: datetime, amount: float, unit: str, sign: int) -> datetime | None:
    """The moment so much later (sign 1) or earlier (-1); None where that is beyond any plan."""
    if amount > _MOST.get(unit, _MOST_DAYS):
        return None
    if unit in ("month", "year"):
        months = round(amount * (12 if unit == "year" else 1)) * sign
        return datetime.combine(add_months(now.date(), months), now.time())
    if unit.startswith(("business", "work", "weekday", "week-", "week d")):
        return datetime.combine(_workdays(now.date(), int(amount), sign), now.time())
    minutes = {"minute": 1, "hour": 60, "day": 1440, "night": 1440, "week": 10080, "fortnight": 20160}[unit]
    return now + sign * timedelta(minutes=amount * minutes)


def _workdays(day: date, count: int, sign: int) -> date:
    for _ in range(count):
        day = next_workday(day) if sign > 0 else workday_before(day)
    return day


def _later(found: Found, sign: int) -> datetime | None:
    more = 0.5 if found["more"].startswith(" and a half") else 0
    moment = shifted(found.now, how_many(found["n"]) + more, found["unit"], sign)
    for amount, unit in _PART.findall(found["rest"]):
        moment = shifted(moment, int(amount), unit, sign) if moment else None
    return moment


def _clock_of(found: Found, moment: datetime) -> datetime | None:
    fine = found["unit"] in ("hour", "minute") or "hour" in found["rest"] or "minute" in found["rest"]
    return moment.replace(second=0, microsecond=0) if fine else None


def _moment(found: Found, sign: int) -> Told | None:
    moment = None if _describes(found) else _later(found, sign)
    if moment is None:
        return None
    day, clock = one_day(moment.date()), _clock_of(found, moment)
    vague = "few" in found["n"] or found["n"] == "several" or found["more"] != ""
    return Told(
        future=day if sign > 0 else None,
        past=day if sign < 0 else None,
        at=clock.time() if clock else None,
        tense=Tense.FUTURE if sign > 0 else Tense.PAST,
        confidence=0.7 if vague else 0.95,
    )


_DESCRIBED = words("program long clinic job shift camp hospital course")


def _describes(found: Found) -> bool:
    """Whether the length describes a thing: "a day program", "a day-long course"."""
    return found["n"] in ("a", "an") and found.after in _DESCRIBED


IN_SOME_TIME = Rule(
    name="in so many weeks",
    opens="in",
    pattern=phrase(rf"in {_ROUGHLY}{LENGTH}(?:'s|')?(?: time| from now)?"),
    produce=lambda found: _moment(found, 1),
    examples={
        "circle back in 2 wks": "2026-10-28",
        "in a couple of weeks": "2026-10-28",
        "in 10d": "2026-10-24",
        "in a month": "2026-11-14",
        "in half an hour": "2026-10-14 10:30",
        "in 3 hours": "2026-10-14 13:00",
        "in an hour and 20 minutes": "2026-10-14 11:20",
    },
    counterexamples=("in 2 weekends", "finished in 2016", "in a day program", "got 3 codes in 24-hour call"),
)

FROM_NOW = Rule(
    name="so many weeks from now",
    opens="number a an couple few several half quarter another",
    pattern=phrase(rf"{LENGTH}(?:'s|')? (?:from (?:right now|now|today)|out|hence|later|today)(?! [0-9])"),
    produce=lambda found: _moment(found, 1),
    examples={"3 weeks from now": "2026-11-04", "a month from today": "2026-11-14"},
    counterexamples=("two weeks after graduation",),
)


def _ago(found: Found) -> Told | None:
    told = _moment(found, -1)
    if told is None or not found["weekday"]:
        return told
    moment = shifted(found.now, how_many(found["n"]), found["unit"], -1)
    day = last_weekday(found.today, WEEKDAYS.index(found["weekday"]))
    return Told(past=one_day(day - (found.now - moment)) if moment else None, tense=Tense.PAST, confidence=0.8)


AGO = Rule(
    name="so many weeks ago",
    opens="number a an couple few several half around about like",
    pattern=phrase(
        rf"{_ROUGHLY}{LENGTH} (?:ago|back|prior|earlier|before now)(?: (?:on |last )?(?P<weekday>{WEEKDAY}))?"
    ),
    produce=_ago,
    examples={
        "met her two weeks ago": "past 2026-09-30",
        "an hour ago": "past 2026-10-14 09:00",
        "2 years 1 month 10 days ago": "past 2024-09-04",
        "a week ago monday": "past 2026-10-05",
    },
    counterexamples=("back in a week",),
)


def _within(found: Found) -> Told | None:
    moment = _later(found, 1) if found["n"] else shifted(found.now, 1, found["one"], 1)
    if moment is None:
        return None
    days = DayRange(found.today, moment.date())
    return Told(future=days, due=days.end, tense=Tense.FUTURE, bound=Bound.WITHIN, confidence=0.9)


WITHIN = Rule(
    name="within so many weeks",
    opens="within in over sometime next the",
    pattern=phrase(
        r"(?:(?:sometime )?(?:(?:within|in|over) )?(?:the )?(?:next|coming)|within(?: the)?(?: next)?"
        rf"|sometime in(?: the)?(?: next)?) {LENGTH}|(?:within the (?:next )?|(?:in|over) the (?:next|coming) )"
        r"(?P<one>hour|day|week|month)"
    ),
    produce=_within,
    examples={
        "a list within two weeks": "2026-10-14..2026-10-28 due 2026-10-28",
        "in the next 10 days": "2026-10-14..2026-10-24 due 2026-10-24",
        "within the week": "2026-10-14..2026-10-21 due 2026-10-21",
        "thank-yous within 48 h": "2026-10-14..2026-10-16 due 2026-10-16",
    },
    counterexamples=("in 2 weeks", "the next patient"),
)


def _lately(found: Found) -> Told | None:
    moment = _later(found, -1)
    return Told(past=DayRange(moment.date(), found.today), tense=Tense.PAST, confidence=0.8) if moment else None


LATELY = Rule(
    name="the last so many weeks",
    opens="the last past over in for during",
    pattern=phrase(rf"(?:(?:over|in|for|during|within) )?(?:the )?(?:last|past) {LENGTH}"),
    produce=_lately,
    examples={"worked with her the last 2 weeks": "past 2026-09-30..2026-10-14"},
    counterexamples=("my last week", "the last 2 programs"),
)


def _length(found: Found, confidence: float) -> Told | None:
    ahead, behind = _later(found, 1), _later(found, -1)
    if ahead is None or behind is None:
        return None
    clock = _clock_of(found, ahead)
    return Told(
        future=DayRange(found.today, ahead.date()),
        past=DayRange(behind.date(), found.today),
        due=ahead.date(),
        at=clock.time() if clock else None,
        kind=Kind.DURATION,
        lasting=True,
        confidence=confidence,
    )


FOR_SOME_TIME = Rule(
    name="for so many weeks",
    opens="for",
    pattern=phrase(rf"for (?:the (?:next|coming) )?{_ROUGHLY}{LENGTH}"),
    produce=lambda found: None if _describes(found) else _length(found, 0.8),
    examples={"mute for a week": "2026-10-14..2026-10-21 due 2026-10-21"},
    counterexamples=("for a day-long course",),
)

_PUTS_OFF = words("push back snooze delay postpone wait give me it bump later one that this them her him by mute pause")
_NOT_A_LENGTH = words(
    "old of after before course elective long into from post now already running straight late apart call phone talk "
    "chat meeting conversation zoom drive walk ride delay nonstop without grace notice window limit supply"
)
"""What follows a length that lasts, or is over: "two nights now", "a 5 min call", "10 minutes late"."""
_ONE = words("a an 1")
_OVER_ALREADY = words("post day q been took lasted")


_PUTTING_OFF = re.compile(r"\W*(?:(?:please|pls|can you|could you|just) )*(?:push|snooze|delay|postpone|bump|move)\b")


def _ends_a_put_off(found: Found) -> bool:
    """Whether nothing but what is put off stands before and nothing follows: "push the Lim card one day"."""
    text = found.match.string
    return not text[found.match.end() :].strip(" .!") and _PUTTING_OFF.match(text) is not None


def _is_added(found: Found) -> bool:
    """Whether the length is put on top of a day: "+1 wk"."""
    return found.match.string[: found.match.start()].endswith("+")


def _puts_off(found: Found) -> bool:
    return found.before in _PUTS_OFF or found.is_all() or _is_added(found) or _ends_a_put_off(found)


def _bare_length(found: Found) -> Told | None:
    if found["n"] in _ONE and not _puts_off(found):
        return None  # "one day I'd like her as a mentor"
    return None if found.after in _NOT_A_LENGTH or found.before in _OVER_ALREADY else _length(found, 0.3)


BARE_LENGTH = Rule(
    name="so many weeks, from no day",
    opens="number couple few several another a an half",
    pattern=phrase(LENGTH),
    produce=_bare_length,
    examples={
        "push it 2 wks": "2026-10-14..2026-10-28 due 2026-10-28",
        "push the Lim card one day": "2026-10-14..2026-10-15 due 2026-10-15",
        "snooze 3 days": "2026-10-14..2026-10-17 due 2026-10-17",
        "the Lim card: +1 wk": "2026-10-14..2026-10-21 due 2026-10-21",
        "defer the Lim card 3 d": "2026-10-14..2026-10-17 due 2026-10-17",
    },
    counterexamples=(
        "24-hour call",
        "once a week",
        "45 year old",
        "a 2-week elective",
        "two nights now without sleep",
        "5 min call with her",
        "one day i'd like that",
        "ask hr re 60 day grace",
    ),
)

RULES = (IN_SOME_TIME, FROM_NOW, AGO, WITHIN, LATELY, FOR_SOME_TIME, BARE_LENGTH)
