"""How a task repeats, as calendars know it (RFC 5545, 3.3.10): every so many days, weeks or months."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import Any

from dateutil import rrule

WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WORKDAYS = (0, 1, 2, 3, 4)
LONGEST_STEP = 99
LAST_OF_MONTH = 31
"""The last day of every month, however long it is."""

_MIDNIGHT = time(0)
_SHORTEST_MONTH = 28
_BY_DAY = re.compile(r"(-1|[1-4])?(MO|TU|WE|TH|FR|SA|SU)")


class Step(StrEnum):
    DAY = "daily"
    WEEK = "weekly"
    MONTH = "monthly"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Every *interval* days, weeks or months.

    *weekdays* (0 is Monday) are the days of a week; with *nth* the one of a month, -1 its last. *month_days* are days
    of a month: what a shorter one has not is its last day. The last time is not after *until*.
    """

    step: Step
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int = 0
    month_days: tuple[int, ...] = ()
    until: date | None = None

    def first(self, day: date) -> date | None:
        """Return the first time from *day* on, that day included; None where the last one is over.

        >>> Recurrence(Step.WEEK, 2, (4,)).first(date(2026, 10, 14))
        datetime.date(2026, 10, 16)
        """
        return _found(replace(self, interval=1), day, include=True)

    def after(self, day: date) -> date | None:
        """Return the next time after *day*, which is itself one.

        >>> Recurrence(Step.WEEK, 2, (4,)).after(date(2026, 10, 16))
        datetime.date(2026, 10, 30)
        >>> Recurrence(Step.MONTH, month_days=(31,)).after(date(2027, 1, 31))
        datetime.date(2027, 2, 28)
        """
        return _found(self, day, include=False)

    def latest(self, start: date, day: date) -> date | None:
        """Return the last time up to *day*, counted from *start*, which is one; None where *day* is before that."""
        found = _times(self, start).before(datetime.combine(day, _MIDNIGHT), inc=True)
        return found.date() if found else None

    def rule(self) -> dict[str, Any]:
        """Return it as the parts of an RRULE.

        >>> Recurrence(Step.WEEK, weekdays=(0,)).rule()
        {'FREQ': 'WEEKLY', 'BYDAY': ['MO']}
        """
        parts: dict[str, Any] = {"FREQ": self.step.upper()}
        if self.interval > 1:
            parts["INTERVAL"] = self.interval
        if self.weekdays:
            parts["BYDAY"] = [f"{self.nth or ''}{WEEK[each]}" for each in self.weekdays]
        if len(self.month_days) == 1 and self.month_days[0] > _SHORTEST_MONTH:
            parts |= {"BYMONTHDAY": list(range(_SHORTEST_MONTH, self.month_days[0] + 1)), "BYSETPOS": -1}
        elif self.month_days:
            parts["BYMONTHDAY"] = list(self.month_days)
        return parts | ({"UNTIL": self.until} if self.until else {})


def recurrence_from(rule: dict[str, list[Any]], starts_on: date) -> Recurrence | None:
    """Return what the parts of an RRULE mean, each a list; None for what a reminder cannot be.

    >>> recurrence_from({"FREQ": ["MONTHLY"], "BYDAY": ["1MO"]}, date(2026, 10, 5)).nth
    1
    """
    parts = {name.upper(): list(values) for name, values in rule.items() if name.upper() not in ("WKST", "SKIP")}
    steps = {step.upper(): step for step in Step}
    step = steps.get(str(parts.pop("FREQ", [""])[0]).upper())
    interval = int(parts.pop("INTERVAL", [1])[0])
    until = parts.pop("UNTIL", [None])[0]
    until = until.date() if isinstance(until, datetime) else until
    by_day = [_BY_DAY.fullmatch(str(each).upper()) for each in parts.pop("BYDAY", [])]
    in_month = sorted(int(each) for each in parts.pop("BYMONTHDAY", []))
    if parts.get("BYSETPOS") == [-1] and in_month and in_month[0] == _SHORTEST_MONTH:
        in_month = in_month[-1:]
        del parts["BYSETPOS"]
    count = parts.pop("COUNT", [None])[0]
    if step is None or parts or None in by_day or not 1 <= interval <= LONGEST_STEP:
        return None
    nths = {each[1] for each in by_day if each}
    weekdays = tuple(sorted(WEEK.index(each[2]) for each in by_day if each))
    nth = int(next(iter(nths)) or 0) if len(nths) == 1 else 0
    fits = {Step.DAY: not (by_day or in_month), Step.WEEK: not (nth or in_month)}
    if len(nths) > 1 or not fits.get(step, bool(nth) != bool(in_month) or not (by_day or in_month)):
        return None
    if any(each < 1 for each in in_month) or (len(in_month) > 1 and in_month[-1] > _SHORTEST_MONTH):
        return None
    if step is Step.MONTH and not (nth or in_month):
        in_month = [starts_on.day]
    found = Recurrence(step, interval, weekdays, nth, tuple(in_month), until)
    if count and (last := next(iter(_times(found, starts_on)[int(count) - 1 : int(count)]), None)):
        found = Recurrence(step, interval, weekdays, nth, tuple(in_month), last.date())
    return found


def spoken_rhythm(recurrence: Recurrence) -> str:
    """Return the words by which a resident may call what repeats so: "the monday reminder", "my daily one"."""
    days = " ".join(f"{_NAMES[each]} {_NAMES[each]}s {_NAMES[each][:3]}" for each in recurrence.weekdays)
    workdays = " weekday weekdays" if recurrence.weekdays == WORKDAYS else ""
    return f"{recurrence.step.value} every {days}{workdays}"


def _found(recurrence: Recurrence, day: date, *, include: bool) -> date | None:
    found = _times(recurrence, day).after(datetime.combine(day, _MIDNIGHT), inc=include)
    return found.date() if found else None


@lru_cache(maxsize=4096)
def _times(recurrence: Recurrence, start: date) -> rrule.rrule:
    parts = recurrence.rule()
    by_day = [rrule.weekday(each, recurrence.nth or None) for each in recurrence.weekdays]
    return rrule.rrule(
        {Step.DAY: rrule.DAILY, Step.WEEK: rrule.WEEKLY, Step.MONTH: rrule.MONTHLY}[recurrence.step],
        dtstart=datetime.combine(start, _MIDNIGHT),
        interval=recurrence.interval,
        byweekday=by_day or None,
        bymonthday=parts.get("BYMONTHDAY"),
        bysetpos=parts.get("BYSETPOS"),
        until=datetime.combine(recurrence.until, _MIDNIGHT) if recurrence.until else None,
        cache=True,
    )
