"""A task that is to come again and again: "every monday", "on the 1st of each month", "weekdays"."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.recurrence import LAST_OF_MONTH, LONGEST_STEP, WORKDAYS, Recurrence, Step
from bot.understanding.dates import Kind, read_dates
from bot.understanding.meaning import Span

_DAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nes(?:day)?)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|"
    r"sun(?:day)?)"
)
_DAYS_IN_FULL = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days"
"""Standing alone: "tues", "weds" and "thurs" are one day."""
_DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_AND = r"(?:\s*,\s*(?:and\s+)?|\s*(?:&|\+|/)\s*|\s+and\s+)"
_EACH = r"(?:ev(?:e?ry|er)|each)"
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "couple of": 2, "few": 3}
_NUMBER = rf"(?:(?P<n>\d{{1,2}}|{'|'.join(_NUMBERS)})\s+)"
_NTHS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
_NTH = "|".join(_NTHS)
_ORDINAL = r"(?:[12]?\d|3[01])(?:st|nd|rd|th)"
_OF_MONTH = rf"(?:of|in)\s+(?:{_EACH}|the|a)\s+month"
_AT_END = re.compile(r"last|final", re.IGNORECASE)
_ADVERBS = {"daily": (Step.DAY, 1), "nightly": (Step.DAY, 1), "weekly": (Step.WEEK, 1), "biweekly": (Step.WEEK, 2)}
_ADVERBS |= {"yearly": (Step.MONTH, 12), "annually": (Step.MONTH, 12), "quarterly": (Step.MONTH, 3)}
_ADVERBS |= {"bi-weekly": (Step.WEEK, 2), "fortnightly": (Step.WEEK, 2), "monthly": (Step.MONTH, 1)}
_PARTS = "morning|afternoon|evening|night"

_IN_WORDS = (
    rf"(?:on\s+)?{_EACH}\s+(?P<other_day>other\s+|second\s+)?(?P<days>{_DAY}s?(?:{_AND}(?:{_EACH}\s+)?{_DAY}s?)*)"
    rf"(?:\s+(?P<part>{_PARTS})s?)?"
)
_STEPS = (
    rf"{_EACH}\s+(?P<other>other\s+|second\s+)?{_NUMBER}?(?P<unit>day|week|fortnight|month|year)s?"
    rf"(?:\s+on\s+(?P<unit_days>{_DAY}s?))?"
)
_BY_ADVERB = (
    rf"(?P<adverb>{'|'.join(_ADVERBS)})(?!\s+(?:report|review|digest|note|log|meeting|call|conference|email|update))"
    rf"(?:\s+on\s+(?P<adverb_days>{_DAY}s?))?"
)
_WAYS = (
    rf"(?:on\s+)?(?:the\s+)?(?P<nth>{_NTH})\s+(?P<nth_day>{_DAY})\s+{_OF_MONTH}",
    rf"(?:on\s+)?(?:the\s+)?(?P<edge>(?:first|1st|last|final)\s+day)\s+(?:of|in)\s+{_EACH}\s+month",
    rf"(?:{_EACH}\s+month|monthly)\s+on\s+the\s+(?P<edge_2>(?:first|1st|last|final)\s+day)",
    rf"(?:on\s+)?{_EACH}\s+(?P<edge_3>(?:first|1st|last|final)\s+day)\s+of\s+(?:the|a)\s+month",
    rf"(?:on\s+)?{_EACH}\s+(?P<nth_2>{_NTH})\s+(?P<nth_day_2>{_DAY})(?:\s+of\s+the\s+month)?",
    rf"(?:on\s+)?the\s+(?P<dates>{_ORDINAL}(?:{_AND}(?:the\s+)?{_ORDINAL})*)\s+{_OF_MONTH}",
    rf"{_EACH}\s+month\s+on\s+the\s+(?P<dates_2>{_ORDINAL})|monthly\s+on\s+the\s+(?P<dates_3>{_ORDINAL})",
    rf"{_EACH}\s+(?P<dates_4>{_ORDINAL})\s+of\s+the\s+month",
    rf"(?<=remind me )(?:on\s+)?(?P<these>{_DAY}(?:{_AND}{_DAY})+)",
    _IN_WORDS,
    rf"(?:on\s+)?(?P<plural>{_DAYS_IN_FULL}(?:{_AND}{_DAYS_IN_FULL})*)(?:\s+(?P<part_2>{_PARTS})s?)?",
    rf"(?:on\s+|{_EACH}\s+)(?P<workdays>weekdays?|work\s?days?)|{_EACH}\s+(?P<weekend>weekend)",
    rf"{_EACH}\s+(?P<part_3>{_PARTS})",
    _STEPS,
    _BY_ADVERB,
)
_RECURRING = re.compile(rf"(?<![\w'’-])(?:{'|'.join(_WAYS)})(?![\w-])", re.IGNORECASE)
_HINT = re.compile(r"ev(?:e?ry|er)|each|month|day|ly|remind me")
"""What stands in all of these, in small letters, which are found far sooner: most messages have nothing of it."""
_UNTIL = re.compile(
    r"\s*(?:,\s*)?\b(?:until|till?|through|thru|up to)\b\s+(?P<day>\S.{1,30}?)(?=[,.;!]|\s+to\s|$)", re.IGNORECASE
)
_NAMED_DAY = re.compile(r"\s+(?:on|by|in)\s+(?P<day>\S.{2,20}?)(?=[,.;!]|\s+to\s|$)", re.IGNORECASE)
"""The day of a year that "every year" is on."""

_ONCE = {"morning": "tomorrow morning", "afternoon": "tomorrow afternoon", "evening": "tomorrow evening"}
_ONCE["night"] = "tomorrow night"


@dataclass(frozen=True, slots=True)
class Repeating:
    """*from_on* is the first day that may be one of its days; *span* covers the words that say how often.

    *once* is the text with "tomorrow" in their place: what is left is read as any task. *rest* is the text without
    them. *on_days*: days were told ("every monday"), and not only how far apart ("every 6 weeks").
    """

    recurrence: Recurrence
    from_on: date
    span: Span
    once: str
    rest: str
    on_days: bool


def find_repeating(text: str, now: datetime) -> Repeating | None:
    """Return how often the text wants something; None where it tells of one time, or of none.

    >>> found = find_repeating("remind me every other friday to log cases", datetime(2026, 10, 14, 10))
    >>> found.recurrence.interval, found.recurrence.weekdays, found.once
    (2, (4,), 'remind me tomorrow to log cases')
    """
    found = _RECURRING.search(text) if _HINT.search(text.lower()) else None
    if found is None:
        return None
    told = {name: value for name, value in found.groupdict().items() if value}
    recurrence, from_on = _meaning(told, now.date())
    end = found.end()
    if recurrence.step is Step.MONTH and recurrence.interval % 12 == 0 and (named := _NAMED_DAY.match(text, end)):
        days = [mention for mention in read_dates(named["day"], now) if mention.kind is Kind.DAY and mention.due]
        if days and days[0].due:
            from_on, end = days[0].due, named.end()
            recurrence = replace(recurrence, month_days=(from_on.day,))
    if until := _UNTIL.search(text, end):
        days = [
            mention
            for mention in read_dates(text[until.start("day") : until.end("day")], now)
            if mention.kind is Kind.DAY
        ]
        if days and days[0].future:
            recurrence = replace(recurrence, until=days[0].future.end)
            text = text[: until.start()] + text[until.end() :]
    part = next((told[name].lower() for name in ("part", "part_2", "part_3") if name in told), "")
    part = part or ("night" if told.get("adverb", "").lower() == "nightly" else "")
    once = f"{text[: found.start()]}{_ONCE.get(part, 'tomorrow')}{text[end:]}"
    rest = f"{text[: found.start()]} {text[end:]}"
    on_days = not told.keys() & {"unit", "adverb"} or bool(told.keys() & {"unit_days", "adverb_days"})
    return Repeating(recurrence, from_on, Span(found.start(), found.end()), once, rest, on_days)


def _meaning(told: dict[str, str], today: date) -> tuple[Recurrence, date]:
    """Return the rhythm, and from which day on it is counted."""
    tomorrow = today + timedelta(days=1)
    if nth := told.get("nth") or told.get("nth_2"):
        day = _weekdays(told.get("nth_day") or told["nth_day_2"])
        return Recurrence(Step.MONTH, weekdays=day, nth=_NTHS[nth.lower()]), today
    if edge := next((told[name] for name in told if name.startswith("edge")), None):
        return Recurrence(Step.MONTH, month_days=(LAST_OF_MONTH if _AT_END.match(edge) else 1,)), today
    if dates := next((told[name] for name in told if name.startswith("dates")), None):
        return Recurrence(Step.MONTH, month_days=_days_of_month(dates)), today
    if these := told.get("these"):  # each of them once
        return Recurrence(Step.WEEK, weekdays=_weekdays(these), until=today + timedelta(days=7)), tomorrow
    if days := told.get("days") or told.get("plural"):
        return Recurrence(Step.WEEK, 2 if "other_day" in told else 1, _weekdays(days)), today
    if "workdays" in told:
        return Recurrence(Step.WEEK, weekdays=WORKDAYS), today
    if "weekend" in told:
        return Recurrence(Step.WEEK, weekdays=(5,)), today
    if "part_3" in told:
        return Recurrence(Step.DAY), today
    if adverb := told.get("adverb"):
        step, interval = _ADVERBS[adverb.lower()]
    else:
        unit = told["unit"].lower()
        step = {"day": Step.DAY, "month": Step.MONTH, "year": Step.MONTH}.get(unit, Step.WEEK)
        number = told.get("n", "1").lower()
        interval = 2 if "other" in told else _NUMBERS.get(number) or int(number)
        interval = min(max(interval, 1) * {"fortnight": 2, "year": 12}.get(unit, 1), LONGEST_STEP)
    if days := told.get("unit_days") or told.get("adverb_days"):
        return Recurrence(Step.WEEK, interval, _weekdays(days)), today
    if step is Step.DAY:
        return Recurrence(step, interval), today if interval == 1 else tomorrow
    if step is Step.MONTH:
        month = Recurrence(step, interval, month_days=(today.day,))
        return month, month.after(today) or tomorrow
    weekly = Recurrence(step, interval, (today.weekday(),))
    return weekly, weekly.after(today) or tomorrow


def _weekdays(words: str) -> tuple[int, ...]:
    named = re.findall(_DAY, words.lower())
    return tuple(sorted({_DAYS.index(each[:3]) for each in named}))


def _days_of_month(words: str) -> tuple[int, ...]:
    days = sorted({int(each) for each in re.findall(r"\d+", words)})
    return tuple(days) if len(days) == 1 else tuple(day for day in days if day <= 28) or (days[0],)
