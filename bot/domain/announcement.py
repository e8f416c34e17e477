"""What a lead tells a cohort, and what became of it at each member."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.delivery import DeliveryState

WORDS_FIT = 3000
"""The most characters an announcement may have: what one section of a Slack message holds."""


class AnnouncementState(StrEnum):
    DRAFT = "draft"
    SENT = "sent"  # handed to the deliveries, which may still lie ahead
    CANCELLED = "cancelled"
    RECALLED = "recalled"


SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Every:
    """How an announcement repeats: after so many *days* or *months*, or on each of the *weekdays*."""

    days: int = 0
    months: int = 0
    weekdays: bool = False

    def after(self, wall: datetime) -> datetime:
        """Return the next time; a day that a month has not is its last one.

        >>> Every(months=1).after(datetime(2026, 1, 31, 8)), Every(weekdays=True).after(datetime(2026, 10, 16, 8))
        (datetime.datetime(2026, 2, 28, 8, 0), datetime.datetime(2026, 10, 19, 8, 0))
        """
        if self.months:
            years, month = divmod(wall.month - 1 + self.months, 12)
            last = calendar.monthrange(wall.year + years, month + 1)[1]
            return wall.replace(year=wall.year + years, month=month + 1, day=min(wall.day, last))
        coming = wall + timedelta(days=self.days or 1)
        while self.weekdays and coming.weekday() >= SATURDAY:
            coming += timedelta(days=1)
        return coming


@dataclass(frozen=True, slots=True)
class Announcement:
    """*channel* is where it is posted, None for a message to each member. *wall_at* is naive: for a channel in *tz*,
    the author's zone, else in each receiver's own. *every* repeats it; *series* is the id of the first one then.
    *times_edited* counts changes of its words.

    A draft is kept sealed with its author, and moves to the cohort when it is sent.
    """

    id: str
    cohort_id: str
    text: str
    created_at: datetime
    tz: str
    channel: str | None = None
    wants_acknowledgement: bool = False
    wall_at: datetime | None = None
    every: Every | None = None
    link: str | None = None
    picture: str | None = None
    state: AnnouncementState = AnnouncementState.DRAFT
    times_edited: int = 0
    series: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an announcement for one member; *who* is None for somebody who asked to be forgotten since.

    *state* is WAITING until the first attempts have succeeded or were given up. *reason* names no content.
    """

    resident_id: str | None
    who: str | None
    state: DeliveryState
    reason: str | None = None
    delivery_id: str | None = None
    attempts: int = 0
    next_at: datetime | None = None
    acknowledged: bool = False


def reminder_key(announcement_id: str) -> str:
    """Return the key of the delivery that asks one who did not acknowledge once more."""
    return f"remind:{announcement_id}"


@dataclass(frozen=True, slots=True)
class Report:
    """The sums: *intended* is always *delivered* + *failed* + *unreachable*.

    What is still tried counts as failed, and what the platform cannot tell of: only what arrived is called delivered.
    """

    intended: int
    delivered: int
    failed: int
    unreachable: int
    acknowledged: int


def add_up(outcomes: Iterable[Outcome]) -> Report:
    """Return the sums over what became of one announcement."""
    every = list(outcomes)
    delivered = sum(each.state is DeliveryState.SENT for each in every)
    unreachable = sum(each.state is DeliveryState.UNREACHABLE for each in every)
    return Report(
        intended=len(every),
        delivered=delivered,
        failed=len(every) - delivered - unreachable,
        unreachable=unreachable,
        acknowledged=sum(each.acknowledged for each in every),
    )
