"""The resident's own visa and contract, counted backwards from their last day. A pause does not hold these."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.resident import Resident
from bot.planning.due import Due, Kept, occasion
from bot.playbook.pack import pack_for

WEIGHT = 100


def own_dates_due(resident: Resident, kept: Kept, now: datetime) -> Iterable[Due]:
    """Return each reminder ahead, and of those that have come the latest alone."""
    today = resident.today(now)
    for own in resident.own_dates:
        steps = sorted(getattr(pack_for(resident).own_dates, own.kind.value), reverse=True)
        days = [own.on - timedelta(days=step) for step in steps]
        told_on = resident.today(own.told_at)
        come = [day for day in days if told_on < day <= today]
        for step, day in zip(steps, days, strict=True):
            if day > told_on and today <= own.on and (day > today or day == come[-1]):
                about = f"date:{own.kind.value}:{own.on}:{step}"
                yield occasion(about, day, own.told_at, WEIGHT, pausable=False)
