"""How a task repeats, in words: "every Mon"."""

from datetime import date

from bot.domain.follow_up import FollowUp, at_hand
from bot.domain.recurrence import LAST_OF_MONTH, WORKDAYS, Recurrence, Step
from bot.replies.counting import listed
from bot.replies.days import day_in_words, due_in_words, time_in_words

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NTHS = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
_UNITS = {Step.DAY: "day", Step.WEEK: "week", Step.MONTH: "month"}


def rhythm(recurrence: Recurrence) -> str:
    """Return how often, without a time of day.

    >>> rhythm(Recurrence(Step.WEEK, 2, (4,))), rhythm(Recurrence(Step.MONTH, month_days=(1, 15)))
    ('every other Fri', 'on the 1st and 15th of each month')
    """
    every = "every other" if recurrence.interval == 2 else f"every {recurrence.interval}"
    months = "each month" if recurrence.interval == 1 else f"{every} month{'s' if recurrence.interval > 2 else ''}"
    days = listed([_DAYS[each] for each in recurrence.weekdays])
    if recurrence.nth:
        return f"on the {_NTHS[recurrence.nth]} {days} of {months}"
    if recurrence.month_days and recurrence.interval % 12 == 0:
        return "every year" if recurrence.interval == 12 else f"every {recurrence.interval // 12} years"
    if recurrence.month_days == (LAST_OF_MONTH,):
        return f"on the last day of {months}"
    if recurrence.month_days:
        return f"on the {listed([_ordinal(each) for each in recurrence.month_days])} of {months}"
    if recurrence.weekdays == WORKDAYS and recurrence.interval == 1:
        return "every weekday"
    if days and recurrence.interval < 3:
        return f"{'every' if recurrence.interval == 1 else every} {days}"
    unit = _UNITS[recurrence.step]
    stepped = f"every {unit}" if recurrence.interval == 1 else f"{every} {unit}{'s' if recurrence.interval > 2 else ''}"
    return f"{stepped} on {days}" if days else stepped


def rhythm_of(follow_up: FollowUp) -> str:
    """Return how often it comes; empty for what comes once."""
    return rhythm(follow_up.series.recurrence) if follow_up.series else ""


def coming_in_words(follow_up: FollowUp, today: date) -> str:
    """Return when it comes: "Thu 15 Oct at 2 pm"; with its rhythm "every Mon at 2 pm, from Mon 19 Oct"."""
    follow_up = at_hand(follow_up, today)
    series = follow_up.series
    if series is None:
        return due_in_words(follow_up.due_on, follow_up.due_at, today)
    at = f" at {time_in_words(series.at)}" if series.at else ""
    until = f" until {day_in_words(series.recurrence.until, today)}" if series.recurrence.until else ""
    return f"{rhythm(series.recurrence)}{at}, from {due_in_words(follow_up.due_on, None, today)}{until}"


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
