"""Targets of the year that fall short of the plan: one a month, in its middle."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from bot.domain.coverage import year_month
from bot.domain.local_time import to_utc
from bot.domain.resident import Resident
from bot.planning.coverage import count_of
from bot.planning.due import Due, Kept, occasion
from bot.playbook.pack import month_begins, pack_for

WEIGHT = 20
MIDDLE = timedelta(days=14)


def targets_due(resident: Resident, kept: Kept, now: datetime) -> Iterable[Due]:
    """Return the target of this month that is short; where several are, they take turns."""
    if resident.starts_on is None:
        return
    today = resident.today(now)
    month = year_month(resident.starts_on, today)
    if not 1 <= month <= 12:
        return
    short = [each for each in pack_for(resident).targets if count_of(each, kept) < each.planned_by(month)]
    if short:
        target = short[month % len(short)]
        begins = month_begins(resident.starts_on, month)
        since = max(to_utc(datetime.combine(begins, time(0)), resident.zone), resident.created_at)
        yield occasion(f"target:{target.id}:{begins:%Y-%m}", begins + MIDDLE, since, WEIGHT, movable=True)
