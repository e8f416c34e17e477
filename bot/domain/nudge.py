"""What was told of an occasion so far, and what the resident answered: the memory that keeps nudges from repeating."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from bot.domain.follow_up import FollowUp


@dataclass(frozen=True, slots=True)
class Occasion:
    """One reason to nudge. *id* is ``kind:stable-id`` ("follow_up:01J…"), the same for the same occasion always.

    *told_at* are the UTC moments at which it was told, oldest first. Only the courier writes it, never as part of an
    act: undoing an answer must not make Vouch forget what it said.
    """

    id: str
    told_at: tuple[datetime, ...] = ()


class ResponseState(StrEnum):
    OPEN = "open"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Response:
    """What the resident answered to an occasion that has no record of its own to change, unlike a follow-up.

    *id* is the occasion's. *at* is the UTC moment of the last answer. Later sets *due_on* and perhaps *due_at* (local)
    and counts *moves*, so that the next telling is a new one.
    """

    id: str
    at: datetime
    state: ResponseState = ResponseState.OPEN
    due_on: date | None = None
    due_at: time | None = None
    moves: int = 0


_TIME_OF_MANY = re.compile(r"(.+)@(\d{4}-\d\d-\d\d)")


def put_off(response: Response, due_on: date, due_at: time | None, now: datetime) -> Response:
    """Return it with another day, as a new occasion: what was told of the old one does not count for the new."""
    return replace(response, due_on=due_on, due_at=due_at, moves=response.moves + 1, at=now, state=ResponseState.OPEN)


def about_follow_up(follow_up: FollowUp) -> str:
    """Return the occasion's id, which is also the target of its buttons; each time of what repeats has its own."""
    time_of_many = f"@{follow_up.series.on}" if follow_up.series else ""
    return f"follow_up:{follow_up.id}{time_of_many}"


def follow_up_in(about: str) -> tuple[str, date | None]:
    """Return the id of the follow-up that an occasion is of, and the day of the series where it is one of many.

    >>> follow_up_in("follow_up:01J@2026-10-19"), follow_up_in("follow_up:01J:evening")
    (('01J', datetime.date(2026, 10, 19)), ('01J', None))
    """
    record_id = about.removeprefix("follow_up:").partition(":")[0]
    if time_of_many := _TIME_OF_MANY.fullmatch(record_id):
        return time_of_many[1], date.fromisoformat(time_of_many[2])
    return record_id, None


def series_of(about: str) -> str:
    """Return what Stop ends: the whole series where an occasion is one of many, else the occasion alone.

    >>> series_of("cadence:01J:2026-10-13"), series_of("rotation:01J:mid")
    ('cadence:01J', 'rotation:01J:mid')
    """
    kind, _, rest = about.partition(":")
    match kind:
        case "review":
            return kind
        case "cadence" | "target" | "milestone":
            return f"{kind}:{rest.partition(':')[0]}"
        case "date":
            return about.rpartition(":")[0]
        case _:
            return about
