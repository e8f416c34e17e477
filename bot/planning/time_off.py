"""Days off: what Vouch brings up by itself about work and the plan of the year waits until the resident is back."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.follow_up import Event, EventKind
from bot.domain.nudge import Occasion
from bot.domain.resident import Resident
from bot.planning.due import Due, Kept
from bot.planning.plan import RETURNS_AFTER

RESTING = ("rotation", "milestone", "target", "cadence", "win", "review")
"""The kinds that rest. What was asked for, owed or promised, and what has a date of its own, comes all the same."""


def days_off(kept: Kept) -> list[Event]:
    return [event for event in kept.events if event.kind is EventKind.TIME_OFF]


def at_rest(
    dues: Iterable[Due], resident: Resident, kept: Kept, told: Mapping[str, Occasion], now: datetime
) -> Iterable[Due]:
    """Return what is due, nothing of these kinds on a day off."""
    off, today = days_off(kept), resident.today(now)
    for due in dues:
        if not off or due.about.partition(":")[0] not in RESTING:
            yield due
        elif due.about.startswith("review:"):
            if _back(due.on, off) == due.on:
                yield due
        else:
            yield _moved(due, off, resident, told.get(due.about), today)


def _moved(due: Due, off: list[Event], resident: Resident, told: Occasion | None, today: date) -> Due:
    day = max(due.on, today)
    back = _back(day, off)
    moved = replace(due, on=back) if back != day else due
    if told is None or not told.told_at or due.again_on:
        return moved
    returns = max(resident.today(told.told_at[-1]) + RETURNS_AFTER, today)
    again = _back(returns, off)
    return replace(moved, again_on=again) if again != returns else moved


def _back(day: date, off: list[Event]) -> date:
    """Return that day, or where it is off, the first one that is not."""
    while spell := next((event for event in off if event.starts_on <= day <= event.ends_on), None):
        day = spell.ends_on + timedelta(days=1)
    return day
