"""Milestones of the month: brought up one after the other within their window, until they are done."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from bot.domain.resident import Resident
from bot.planning.due import Due, Kept, occasion
from bot.planning.evidence import completed
from bot.playbook.pack import Milestone, pack_for

WEIGHT, LAST_WEIGHT = 40, 44
APART = timedelta(days=7)
LAST_CALL = timedelta(days=14)
"""How long before its window closes a milestone is brought up for the last time."""


def milestones_due(resident: Resident, kept: Kept, now: datetime) -> Iterable[Due]:
    """Return the milestones whose window is not over and which nothing that was logged completes."""
    if resident.starts_on is None:
        return
    pack, today, joined = pack_for(resident), resident.today(now), resident.today(resident.created_at)
    waiting: dict[date, int] = {}
    for milestone in pack.milestones:
        first, last = milestone.window(resident.goal).days(resident.starts_on)
        place = waiting.get(first, 0)
        waiting[first] = place + 1
        if today > last or completed(milestone, resident, kept, today):
            continue
        # Two days in, and one a week; who joins in mid-window gets them one every three days.
        on = max(first + timedelta(days=2) + place * APART, joined + timedelta(days=1 + 3 * place))
        yield occasion(f"milestone:{milestone.id}", min(on, last), resident.created_at, WEIGHT, movable=True)
        if on < last - 2 * LAST_CALL:
            about = f"milestone:{milestone.id}:last"
            yield occasion(
                about,
                last - LAST_CALL + place * timedelta(days=1),
                resident.created_at,
                LAST_WEIGHT,
                movable=True,
                once=True,
            )


def of_the_month(resident: Resident, today: date) -> list[Milestone]:
    """Return the milestones whose window today lies in."""
    if resident.starts_on is None:
        return []
    windows = [(each, each.window(resident.goal).days(resident.starts_on)) for each in pack_for(resident).milestones]
    return [milestone for milestone, (first, last) in windows if first <= today <= last]
