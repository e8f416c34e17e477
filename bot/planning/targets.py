"""Targets of the year that fall short of the plan: one a month, in its middle."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from bot.domain.local_time import to_utc
from bot.domain.resident import Resident
from bot.domain.year import year_month
from bot.planning.coverage import count_of
from bot.planning.due import Due, Kept, occasion
from bot.planning.evidence import completed
from bot.playbook.pack import Target, month_begins, pack_for

WEIGHT = 20
MIDDLE = timedelta(days=14)


def targets_due(resident: Resident, kept: Kept, now: datetime) -> Iterable[Due]:
    """Return the target that is short in this month and in the next; where several are, they take turns."""
    if resident.starts_on is None:
        return
    month = year_month(resident.starts_on, resident.today(now))
    for each in (month, month + 1):
        if due := _short_in(each, resident, kept):
            yield due


def _short_in(month: int, resident: Resident, kept: Kept) -> Due | None:
    if resident.starts_on is None or not 1 <= month <= 12:
        return None
    short = [
        each
        for each in pack_for(resident).targets
        if count_of(each, kept) < each.planned_by(month) and not _asked_for_already(each, month, resident, kept)
    ]
    if not short:
        return None
    begins = month_begins(resident.starts_on, month)
    since = max(to_utc(datetime.combine(begins, time(0)), resident.zone), resident.created_at)
    about = f"target:{short[month % len(short)].id}:{begins:%Y-%m}"
    return occasion(about, begins + MIDDLE, since, WEIGHT, movable=True)


def _asked_for_already(target: Target, month: int, resident: Resident, kept: Kept) -> bool:
    """Tell whether a milestone that is open in that month asks for the same step."""
    milestone = pack_for(resident).milestone(target.milestone) if target.milestone else None
    if milestone is None or resident.starts_on is None:
        return False
    middle = month_begins(resident.starts_on, month) + MIDDLE
    first, last = milestone.window(resident.goal).days(resident.starts_on)
    return first <= middle <= last and not completed(milestone, resident, kept, middle)
