"""What the resident owes, and what is coming."""

from dataclasses import dataclass
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

    *what* is the task in the resident's words, without the date. *closed_at* is UTC. A snooze moves *due_on*/*due_at*
    and counts *moves*, so that the next occasion is a new one.
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
    source: Source | None = None


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
