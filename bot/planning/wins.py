"""Achievements: whom to tell, the morning after."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.resident import Resident
from bot.domain.year import DeedKind
from bot.planning.due import Due, Kept, occasion

WEIGHT = 46


def wins_due(resident: Resident, kept: Kept, now: datetime) -> Iterable[Due]:
    for deed in kept.deeds:
        if deed.kind is DeedKind.WIN:
            on = resident.today(deed.created_at) + timedelta(days=1)
            yield occasion(f"win:{deed.id}", on, deed.created_at, WEIGHT)
