"""The hospital's account ends with the year: in time before that, Vouch offers a file and a code to move with.

A pause does not hold these: what is not taken along on the last day is out of the resident's reach.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.resident import Resident
from bot.planning.due import Due, Kept, occasion
from bot.playbook.pack import month_begins

WEIGHT = 95
DAYS_BEFORE = (60, 30, 7, 1)
"""How long before the year's last day."""

KIND = "account"


def account_due(resident: Resident, kept: Kept, now: datetime) -> Iterable[Due]:
    """Return each reminder ahead, and of those that have come the latest alone."""
    if resident.starts_on is None:
        return
    today, joined = resident.today(now), resident.today(resident.created_at)
    last = month_begins(resident.starts_on, 13) - timedelta(days=1)
    days = {step: last - timedelta(days=step) for step in DAYS_BEFORE}
    come = [day for day in days.values() if joined < day <= today]
    for step, day in days.items():
        if day > joined and today <= last and (day > today or day == come[-1]):
            yield occasion(f"{KIND}:{last}:{step}", day, resident.created_at, WEIGHT, pausable=False, once=True)
