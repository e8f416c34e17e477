"""What belongs together: a day and its time, the first and the last day of a run, one day told twice."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.understanding.dates.calendar_days import add_months
from bot.understanding.dates.mention import Grain, Kind, Tense, Told
from bot.understanding.dates.rule import Found, Rule
from bot.understanding.dates.rules.clock import clock
from bot.understanding.dates.words import LevelledText
from bot.understanding.meaning import DayRange


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule's find, at its place in the levelled text."""

    start: int
    end: int
    rule: Rule
    found: Found
    told: Told
    counted_from: "Candidate | None" = None

    def seen_from(self, now: datetime) -> Told | None:
        """What the same words tell at another moment."""
        told = self.rule.produce(replace(self.found, now=now))
        if told is None or told.link is None or self.counted_from is None:
            return told
        day = self.counted_from.seen_from(now)
        return _counted(told.link, day, now) if day else None


# What may stand between two finds that belong together.
_DAY_TO_CLOCK = re.compile(
    r"[ ,()@-]{0,3}"
    r"(?:(?:please|pls|at|around|about|say|maybe|from|like|between|by|before|after|@|for|is)[ ,]{0,2}){0,2}"
)
_CLOCK_TO_DAY = re.compile(r"[ ,(-]{0,2}(?:sharp )?(?:(?:on|this|of) )?")
_START = re.compile(r",? (?:starting|beginning|from)(?: on)?(?: the)? ")
_TO = re.compile(
    r",? ?(?:and )?(?:-|to|through|until|up to|(?:it )?ends?|ending|(?:i'm |am )?(?:coming )?back)(?: on)?(?: the)? ?"
)
_AND = re.compile(r" (?:and|&) (?:the )?")
# "Move the call from tomorrow to Monday" tells two days and no run of days.
_MOVES = re.compile(
    r"\b(?:mov(?:e|ed|ing)|push(?:ed)?|reschedul(?:e|ed)|shift(?:ed)?|switch|chang(?:e|ed)|postponed?|preponed?|bump(?:ed)?|brought)\b"
    r"(?:[^.!?]|(?<=dr)\.|(?<=prof)\.|(?<=ms)\.|(?<=mrs)\.|(?<=mr)\.)*$"
)
_OR = re.compile(r",? or (?:on )?(?:the )?")
_A_FORTNIGHT = timedelta(days=14)
_LOOK_BACK = 60
_SAME_DAY = re.compile(r"[ ,(-]{1,3}(?:(?:that is|that's|which is|i\.e\.|so|=),? ?)?(?:a )?")
_PART = re.compile(
    r"[ -](?:in (?:the )?)?(morning|afternoon|evening|night|am|pm|lunch)\b(?! (?:float|call|shift|of)\b)"
)
_PARTS = {"am": "morning", "pm": "afternoon", "lunch": "afternoon"}
_LONGEST_RUN = timedelta(days=400)
_DAWN = time(5)


def join(candidates: list[Candidate], levelled: LevelledText) -> list[Candidate]:
    """Put neighbours together wherever they tell one thing."""
    joined: list[Candidate] = []
    for found in candidates:
        candidate = found
        while joined and (both := _joined(joined[-1], candidate, levelled)):
            joined.pop()
            candidate = both
        joined.append(candidate)
    return joined


def linked(counting: Candidate, day: Candidate | None, end: int) -> Candidate | None:
    """Put "a week from" and "Tuesday" together; None where there is no day to count from."""
    if counting.told.link is None or day is None or day.told.kind is not Kind.DAY:
        return None
    told = _counted(counting.told.link, day.told, counting.found.now)
    return replace(counting, end=end, told=told, counted_from=day)


def _counted(step: Callable[[DayRange], DayRange], day: Told, now: datetime) -> Told:
    ahead = step(day.future) if day.future else None
    behind = step(day.past) if day.past else None
    if behind and behind.end >= now.date() and _comes_yearly(day):  # the day after Thanksgiving, told on that day
        ahead = behind
    if behind and behind.start > now.date():
        behind = None
    grain = Grain.DAY if ahead is None or ahead.start == ahead.end else Grain.WEEK
    return replace(day, future=ahead, past=behind, due=None, at=None, grain=grain, tense=None)


def _comes_yearly(told: Told) -> bool:
    return bool(told.future and told.past and told.future.start - told.past.start > timedelta(days=300))


def with_part_of_day(candidate: Candidate, levelled: LevelledText) -> Candidate:
    """Take "morning" or "pm" right after a day into it."""
    told = candidate.told
    if told.kind is not Kind.DAY or told.grain is not Grain.DAY or told.part_of_day or told.at:
        return candidate
    match = _PART.match(levelled.text, candidate.end)
    if not match:
        return candidate
    return replace(candidate, end=match.end(), told=replace(told, part_of_day=_PARTS.get(match[1], match[1])))


def _joined(a: Candidate, b: Candidate, levelled: LevelledText) -> Candidate | None:
    gap = levelled.text[a.end : b.start]
    told = (
        _coming_again_from(a, b, gap)
        or _run_of_days(a, b, gap, levelled)
        or _either_day(a, b, gap)
        or _same_day(a, b, gap)
        or _with_clock(a, b, gap)
        or _for_so_long(a, b, gap)
    )
    if told is None:
        return None
    keep = b if b.told.kind is Kind.DAY and a.told.kind in (Kind.CLOCK, Kind.DURATION) else a
    closing = "(" in gap and levelled.text[b.end : b.end + 1] == ")"
    return Candidate(a.start, b.end + closing, keep.rule, keep.found, told)


def _run_of_days(a: Candidate, b: Candidate, gap: str, levelled: LevelledText) -> Told | None:
    """From "nov 30" to "dec 2"; the last day is read as seen from the first."""
    if a.told.kind is not Kind.DAY or b.told.kind is not Kind.DAY or a.told.at:
        return None
    between = levelled.text[max(0, a.start - len("between the ")) : a.start].removesuffix("the ").endswith("between ")
    if not (_TO.fullmatch(gap) or (between and _AND.fullmatch(gap))):
        return None
    if _MOVES.search(levelled.text[max(0, a.start - _LOOK_BACK) : a.start]):
        return None
    future, past = (_until(days, b) for days in (a.told.future, a.told.past))
    if future and a.rule.name == "day of the month" and " of " in levelled.text[b.start : b.end]:
        future = _in_its_month(future)
    if not (future or past):
        return None
    if past and past.end >= a.found.today and _comes_yearly(a.told):
        future = past  # "Oct 1 to Oct 14", told on the 12th, goes on and is no next year's
    return replace(a.told, future=future, past=past, due=None, lasting=True, at=b.told.at)


def _in_its_month(days: DayRange) -> DayRange:
    """The run whose month is told with its last day alone: "from the fifth until the eighth of May"."""
    start = days.start
    while start.day == days.start.day and (later := add_months(start, 1)) <= days.end:
        start = later
    return DayRange(start, days.end)


def _until(days: DayRange | None, last: Candidate) -> DayRange | None:
    if days is None:
        return None
    seen = last.seen_from(datetime.combine(days.start, last.found.now.time()))
    if seen is None or seen.future is None or not days.start <= seen.future.end <= days.start + _LONGEST_RUN:
        return None
    return DayRange(days.start, seen.future.end)


def _either_day(a: Candidate, b: Candidate, gap: str) -> Told | None:
    """One of two days, the first of which is reminded on: "monday or tuesday"."""
    if not _OR.fullmatch(gap) or a.told.at or b.told.at or {a.told.kind, b.told.kind} != {Kind.DAY}:
        return None
    first, second = a.told.future, b.told.future
    if not (first and second and first.start < second.end <= first.start + _A_FORTNIGHT):
        return None
    return replace(a.told, future=DayRange(first.start, second.end), due=a.told.due or first.start, confidence=0.7)


def _same_day(a: Candidate, b: Candidate, gap: str) -> Told | None:
    """One day told twice: "tomorrow (Friday)", "Dec 4, Friday", "the 3rd of March, a Wednesday"."""
    if a.told.kind is not Kind.DAY or b.told.kind is not Kind.DAY or not _SAME_DAY.fullmatch(gap):
        return None
    first, second = a.told.future, b.told.future
    if not (first and second and first.start == first.end):
        return None
    named_again = b.rule.name == "weekday" and not b.found["which"] and first.start.weekday() == second.start.weekday()
    if first != second and not named_again:
        return None
    return replace(a.told, at=b.told.at or a.told.at, part_of_day=b.told.part_of_day or a.told.part_of_day)


def _coming_again_from(a: Candidate, b: Candidate, gap: str) -> Told | None:
    """What comes again and the day it begins: "every other week starting Nov 2"."""
    if a.told.kind is not Kind.RECURRING or b.told.kind is not Kind.DAY or not _START.fullmatch(gap):
        return None
    return replace(a.told, future=b.told.future) if b.told.future else None


def _for_so_long(a: Candidate, b: Candidate, gap: str) -> Told | None:
    """What lasts, told as "starting Monday" and "for 2 weeks" in either order."""
    if a.told.kind is Kind.DAY and b.told.kind is Kind.DURATION and gap in (" ", ", "):
        day, length = a.told, b.told
    elif a.told.kind is Kind.DURATION and b.told.kind is Kind.DAY and _START.fullmatch(gap):
        day, length = b.told, a.told
    else:
        return None
    if not (length.future and day.grain is Grain.DAY) or length.at:
        return None
    days = max(length.future.end - length.future.start - timedelta(days=1), timedelta(0))
    future, past = (DayRange(r.start, r.start + days) if r else None for r in (day.future, day.past))
    return replace(day, future=future, past=past, lasting=True, at=None)


def _with_clock(a: Candidate, b: Candidate, gap: str) -> Told | None:
    if a.told.kind in (Kind.DAY, Kind.RECURRING) and b.told.kind is Kind.CLOCK and not a.told.at:
        return _clocked(a.told, b.told, a.found.now) if _DAY_TO_CLOCK.fullmatch(gap) else None
    if a.told.kind is Kind.CLOCK and b.told.kind is Kind.DAY and b.told.grain is Grain.DAY and not b.told.at:
        return _clocked(b.told, a.told, b.found.now) if _CLOCK_TO_DAY.fullmatch(gap) else None
    return None


def _clocked(day: Told, at: Told, now: datetime) -> Told:
    """The day at that time; its part of day settles what the clock left open ("at 7 tonight")."""
    when = at.at
    if at.half_open and day.part_of_day and when:
        shown = clock(str(when.hour % 12 or 12), when.minute, "", day.part_of_day)
        when = shown[0] if shown else when
    told = replace(day, at=when, until_at=at.until_at, confidence=min(day.confidence, at.confidence))
    return _after_midnight(told, now)


def _after_midnight(told: Told, now: datetime) -> Told:
    """A night goes on into the next day: "3 am tonight", told before midnight, is tomorrow's."""
    if told.part_of_day != "night" or not told.future or not told.at or told.at >= _DAWN:
        return told
    if told.future.start == now.date() and now.time() < _DAWN:
        return told  # that night is this one
    days = DayRange(told.future.start + timedelta(days=1), told.future.end + timedelta(days=1))
    return replace(told, future=days, past=None, tense=Tense.FUTURE)
