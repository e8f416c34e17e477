"""The weekly review, on the day of the week that the resident chose, where there is something to look back on."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.domain.local_time import all_day_quiet
from bot.domain.nudge import Occasion
from bot.domain.resident import Resident
from bot.domain.year import year_month
from bot.planning.due import Due, occasion

WEIGHT = 5
COUNTED_DOWN = ("date:", "account:")
"""What comes up again by itself the nearer its day is, and so is nothing for the review."""
REVIEW = "review:"


def reviews_due(resident: Resident, dues: Sequence[Due], told: Mapping[str, Occasion], now: datetime) -> Iterable[Due]:
    """Return the next two reviews, and the last one where it fell on a call day.

    There is something to say while the year is under way, or where something is open that no nudge brings up again.
    """
    today, joined = resident.today(now), resident.today(resident.created_at)
    ahead = today + timedelta(days=(resident.review_weekday - today.weekday()) % 7)
    for day in (ahead - timedelta(days=7), ahead, ahead + timedelta(days=7)):
        held = day < today and all_day_quiet(resident, day) and today - day <= timedelta(days=2)
        if (
            day > joined
            and (day >= today or held)
            and (_under_way(resident, day) or still_open(dues, told, day, tellings=2))
        ):
            yield occasion(f"{REVIEW}{day}", day, resident.created_at, WEIGHT, once=True)


def still_open(dues: Sequence[Due], told: Mapping[str, Occasion], day: date, tellings: int = 1) -> list[Due]:
    """Return what was brought up so many times and has no answer yet, the most valuable first."""
    waiting = [
        due
        for due in dues
        if due.on <= day
        and not (due.once or due.lapsed(day) or due.about.startswith(COUNTED_DOWN))
        and _told(due, told) >= tellings
    ]
    return sorted(waiting, key=lambda due: (-due.weight, due.on, due.about))


def _told(due: Due, told: Mapping[str, Occasion]) -> int:
    so_far = told.get(due.about)
    return sum(1 for at in so_far.told_at if at >= due.since) if so_far else 0


def _under_way(resident: Resident, day: date) -> bool:
    return resident.starts_on is not None and 1 <= year_month(resident.starts_on, day) <= 12
