"""What a reading of dates gives back: plain frozen values, days and times in the resident's own wall clock.

``Told`` is what the words by themselves say; ``DateMention`` adds where they stand and how they are tied to the task
("by", "before", "until").
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.understanding.dates.calendar_days import next_workday, workday_before
from bot.understanding.meaning import DayRange, Span


class Kind(StrEnum):
    """What sort of thing was told."""

    DAY = "day"  # a day or a run of days
    CLOCK = "clock"  # a time of day alone
    DURATION = "duration"  # how long, without saying from when: "for two weeks", "2 wks"
    RECURRING = "recurring"  # "every 6 weeks", "on Mondays"
    UNKNOWN = "unknown"  # a date in form only: "end of block", "Feb 30"


class Tense(StrEnum):
    """Set where the words themselves say it; otherwise the sentence around them decides."""

    PAST = "past"
    FUTURE = "future"


class Bound(StrEnum):
    """The preposition that ties the day to the task."""

    BY = "by"
    BEFORE = "before"
    AFTER = "after"
    UNTIL = "until"
    SINCE = "since"
    FROM = "from"
    WITHIN = "within"
    FOR = "for"
    AROUND = "around"


class Grain(StrEnum):
    """How finely the words point."""

    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Told:
    """The meaning of a phrase before its surroundings are looked at.

    *future* is the reading for what is still to be done, *past* the one for what has happened; both are set wherever
    the words allow both. *due* is the day to remind on when it is not the first of *future*. *half_open* marks a clock
    told without am or pm. A phrase that counts from another day ("a week from", "the Monday after") has a *link*, which
    takes that day to the one meant.
    """

    future: DayRange | None = None
    past: DayRange | None = None
    due: date | None = None
    at: time | None = None
    until_at: time | None = None
    part_of_day: str | None = None
    tense: Tense | None = None
    kind: Kind = Kind.DAY
    grain: Grain = Grain.DAY
    bound: Bound | None = None
    lasting: bool = False
    every_days: int | None = None
    impossible: bool = False
    half_open: bool = False
    link: Callable[[DayRange], DayRange] | None = None
    confidence: float = 0.95


@dataclass(frozen=True, slots=True)
class DateMention:
    """One date, run of days or time of day told in a text.

    *span* covers the words with their preposition. *future* and *past* are the two readings; either is None where
    the words rule it out, both are when only a time of day is told or nothing can be resolved. *due* is the one day
    to put on a follow-up, never before today, None for the past. *at* is the clock time ("9:30"), *until_at* the
    end of a clock range; "tomorrow morning" has a *part_of_day* and no *at*. *lasting* is true for what goes on over
    the whole range ("apr 16-18", "until nov 30"). *impossible* marks a day that is on no calendar (Feb 30), so that
    it is asked about. *rule* names the rule that read it.
    """

    span: Span
    rule: str
    future: DayRange | None = None
    past: DayRange | None = None
    due: date | None = None
    at: time | None = None
    until_at: time | None = None
    part_of_day: str | None = None
    tense: Tense | None = None
    kind: Kind = Kind.DAY
    grain: Grain = Grain.DAY
    bound: Bound | None = None
    lasting: bool = False
    every_days: int | None = None
    impossible: bool = False
    confidence: float = 1.0

    @property
    def first(self) -> date | None:
        """First day of the reading the words suggest; None when no day is told."""
        days = self._days()
        return days.start if days else None

    @property
    def last(self) -> date | None:
        """Last day of the reading the words suggest; None when no day is told."""
        days = self._days()
        return days.end if days else None

    def _days(self) -> DayRange | None:
        if self.tense is Tense.PAST:
            return self.past
        return self.future or self.past

    def as_future(self) -> DayRange | None:
        """The days meant where something is still to be done."""
        return self.future

    def as_past(self) -> DayRange | None:
        """The days meant where something has happened."""
        return self.past


def mention_of(told: Told, span: Span, rule: str, now: datetime) -> DateMention:
    return DateMention(
        span=span,
        rule=rule,
        future=told.future,
        past=told.past,
        due=due_day(told, now),
        at=told.at,
        until_at=told.until_at,
        part_of_day=told.part_of_day,
        tense=told.tense,
        kind=told.kind,
        grain=told.grain,
        bound=told.bound,
        lasting=told.lasting,
        every_days=told.every_days,
        impossible=told.impossible,
        confidence=told.confidence,
    )


def due_day(told: Told, now: datetime) -> date | None:
    """The day to remind on: never before today; None for the past and for what cannot be resolved."""
    today = now.date()
    if told.kind is Kind.CLOCK and told.at is not None:
        return today if told.at > now.time() else today + timedelta(days=1)
    if told.tense is Tense.PAST or told.future is None or told.bound is Bound.SINCE:
        return None
    day = _bounded(told, told.future, today)
    return day if day >= today else None


def _bounded(told: Told, days: DayRange, today: date) -> date:
    wide = told.grain in (Grain.WEEK, Grain.WEEKEND)
    if told.bound is Bound.BEFORE and told.due != days.end:
        eve = workday_before(days.start) if wide else days.start - timedelta(days=1)
        return max(eve, today)
    if told.bound is Bound.AFTER:
        return next_workday(days.end) if wide else days.end + timedelta(days=1)
    if told.bound is Bound.WITHIN:
        return days.end
    return told.due or max(days.start, today)
