"""What a reading of dates gives back: plain frozen values, days and times in the resident's own wall clock."""

from collections.abc import Callable
from dataclasses import dataclass, fields
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What words about time say.

    *future* are the days meant where something is still to be done, *past* those where it has happened; either is None
    where the words rule it out, both where only a time of day is told or nothing can be resolved. *at* is the clock
    time ("9:30") and *until_at* the end of a clock range; "tomorrow morning" has a *part_of_day* and no *at*.
    *lasting* is true for what goes on over the whole range ("apr 16-18", "until nov 30"). *every_days* is the step of
    what recurs, in days. *impossible* marks a day that is on no calendar (Feb 30), so that it is asked about.
    """

    future: DayRange | None = None
    past: DayRange | None = None
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
    confidence: float = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Reading):
    """The meaning of one phrase before its surroundings are looked at.

    *due* is the day to remind on where it is not the first of *future*. *half_open* marks a clock told without am or
    pm, *needs_day* digits that are a clock only beside a day ("tmrw 1230"). A phrase that counts from another day
    ("a week from", "the Monday after") has a *link*, which takes that day to the one meant; *counts_back* when that
    day is the last one told before ("two days earlier").
    """

    due: date | None = None
    half_open: bool = False
    needs_day: bool = False
    link: Callable[[DayRange], DayRange] | None = None
    counts_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention(Reading):
    """One date, run of days or time of day told in a text.

    *span* covers the words with their preposition, *rule* names the rule that read them. *due* is the one day to put
    on a follow-up: never before today, None for the past and for what cannot be resolved. *just_passed* is true of a
    day told without its year that lies weeks behind and most of a year ahead: "10/2" on the third of October.
    """

    span: Span
    rule: str
    due: date | None = None
    just_passed: bool = False

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
        return self.past if self.tense is Tense.PAST else self.future or self.past


_SHARED = tuple(field.name for field in fields(Reading))


def mention_of(told: Told, span: Span, rule: str, now: datetime) -> DateMention:
    shared = {name: getattr(told, name) for name in _SHARED}
    due, behind = due_day(told, now), _has_just_passed(told, now.date())
    return DateMention(span=span, rule=rule, due=due, just_passed=behind, **shared)


def _has_just_passed(told: Told, today: date) -> bool:
    if told.past is None or told.future is None or told.grain is not Grain.DAY:
        return False
    if told.tense or told.lasting or told.bound:
        return False
    behind, ahead = (today - told.past.end).days, (told.future.start - today).days
    return 0 < behind <= _JUST < _MOST_OF_A_YEAR <= ahead


_JUST = 60  # days
_MOST_OF_A_YEAR = 300


def due_day(told: Told, now: datetime) -> date | None:
    """The day to remind on; see DateMention. A time of day alone is today's while it is ahead, then tomorrow's."""
    today = now.date()
    if told.kind is Kind.CLOCK and told.at is not None:
        return today if told.at > now.time() else today + timedelta(days=1)
    if told.tense is Tense.PAST or told.future is None:
        return None
    day = _bounded(told, told.future, today)
    return day if day >= today else None


def _bounded(told: Told, days: DayRange, today: date) -> date:
    """The day to remind on within, before or after the days told; "before eom" still is the month's last day."""
    wide = told.grain in (Grain.WEEK, Grain.WEEKEND)
    if told.bound is Bound.BEFORE and told.due != days.end and told.at is None:  # "before noon tomorrow" is tomorrow
        return max(workday_before(days.start) if wide else days.start - timedelta(days=1), today)
    if told.bound is Bound.AFTER and told.kind is Kind.DURATION:  # "after 5 days" counts from today
        return told.due or days.end
    if told.bound is Bound.AFTER and told.at is not None:  # "after 10pm tonight" is tonight
        return told.due or max(days.start, today)
    if told.bound is Bound.AFTER:
        return next_workday(days.end) if wide else days.end + timedelta(days=1)
    if told.bound is Bound.WITHIN:
        return days.end
    return told.due or max(days.start, today)
