"""What the resident owes, and what is coming."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from bot.domain.note import Source
from bot.domain.vocabulary import FollowUpKind


class FollowUpState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """*due_on* and *due_at* are local wall time; *due_at* None means with that day's digest.

    *what* is the task as it is said back ("send your CV to Dr. Patel"), without the date. *closed_at* is UTC. A snooze
    or a new date moves *due_on*/*due_at*, counts *moves* and sets *moved_at* (UTC), so that the next occasion is a new
    one: see moved().
    """

    id: str
    kind: FollowUpKind
    what: str
    created_at: datetime
    contact_id: str | None = None
    due_on: date | None = None
    due_at: time | None = None
    state: FollowUpState = FollowUpState.OPEN
    closed_at: datetime | None = None
    moves: int = 0
    moved_at: datetime | None = None
    source: Source | None = None

    @property
    def set_at(self) -> datetime:
        """When the resident set the date it has now (UTC)."""
        return self.moved_at or self.created_at


def moved(follow_up: FollowUp, due_on: date | None, due_at: time | None, now: datetime) -> FollowUp:
    """Return it with another date, as a new occasion: what was told of the old date does not count for the new one."""
    return replace(follow_up, due_on=due_on, due_at=due_at, moves=follow_up.moves + 1, moved_at=now)


def closed(follow_up: FollowUp, state: FollowUpState, now: datetime) -> FollowUp:
    """Return it as done or dropped at *now* (UTC)."""
    return replace(follow_up, state=state, closed_at=now)


class EventKind(StrEnum):
    MEETING = "meeting"
    ROTATION = "rotation"
    CONFERENCE = "conference"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Event:
    """Something planned, local days both included; *at* is the local time of a meeting."""

    id: str
    kind: EventKind
    title: str
    starts_on: date
    ends_on: date
    created_at: datetime
    at: time | None = None
    contact_ids: tuple[str, ...] = ()
    source: Source | None = None
