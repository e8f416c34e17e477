"""Arithmetic on days: weekdays, months, the nth Monday. Weeks begin on Monday; Monday is 0."""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

from bot.understanding.meaning import DayRange

MONDAY, TUESDAY, FRIDAY, SATURDAY, SUNDAY = 0, 1, 4, 5, 6


def one_day(day: date) -> DayRange:
    return DayRange(day, day)


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    if not (MINYEAR < year < MAXYEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def next_weekday(after: date, weekday: int) -> date:
    """The first such weekday strictly after the day."""
    return after + timedelta(days=(weekday - after.weekday() - 1) % 7 + 1)


def last_weekday(before: date, weekday: int) -> date:
    """The last such weekday strictly before the day."""
    return before - timedelta(days=(before.weekday() - weekday - 1) % 7 + 1)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def next_workday(after: date) -> date:
    """The first Monday to Friday strictly after the day; public holidays are not looked at."""
    day = after + timedelta(days=1)
    return next_weekday(day, MONDAY) if day.weekday() > FRIDAY else day


def workday_before(day: date) -> date:
    """The last Monday to Friday strictly before the day; public holidays are not looked at."""
    eve = day - timedelta(days=1)
    return last_weekday(eve, FRIDAY) if eve.weekday() > FRIDAY else eve


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def month_days(year: int, month: int) -> DayRange:
    return DayRange(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth such weekday of a month, -1 for the last; None where the month has no such (a fifth Friday)."""
    days = month_days(year, month)
    if nth < 0:
        return last_weekday(days.end + timedelta(days=1), weekday)
    day = next_weekday(days.start - timedelta(days=1), weekday) + timedelta(weeks=nth - 1)
    return day if day <= days.end else None
