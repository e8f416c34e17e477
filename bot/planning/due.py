"""What the sources of nudges return: occasions that are due or will be."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.domain.follow_up import FollowUp
from bot.domain.resident import Resident


@dataclass(frozen=True, slots=True)
class Due:
    """One occasion to tell.

    *about* is ``kind:stable-id``, the same for the same occasion always; *occurrence* is new after each snooze.
    It is due on the local day *on*, at the clock time *at* where the resident set one, else with that day's digest.
    *since* is when that was set (UTC): what was told earlier belongs to another occurrence.
    *weight* puts the most valuable first, higher before lower. *pausable* is False only for the resident's own visa and
    contract dates, which a pause does not hold.
    """

    about: str
    occurrence: str
    on: date
    since: datetime
    at: time | None = None
    weight: int = 0
    pausable: bool = True


@dataclass(frozen=True, slots=True)
class Kept:
    """The records that sources look at."""

    follow_ups: tuple[FollowUp, ...] = ()


Source = Callable[[Resident, Kept, datetime], Iterable[Due]]
"""A source of nudges: resident, what is kept, now (UTC) -> what is due, in any order."""
