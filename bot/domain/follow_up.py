"""What the resident owes, and what is coming."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.note import Source
from bot.domain.vocabulary import FollowUpKind

ASKED_ABOUT_FOR = timedelta(days=7)
"""How long after a meeting the agenda asks how it went."""


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


def is_appointment(follow_up: FollowUp, events: Iterable["Event"] = ()) -> bool:
    """Tell whether it is a meeting whose day stands, and not one that is still to be arranged."""
    if follow_up.kind is not FollowUpKind.MEET or follow_up.due_on is None:
        return False
    planned = (event for event in events if event.kind is EventKind.MEETING and event.starts_on == follow_up.due_on)
    return follow_up.due_at is not None or any(follow_up.contact_id in event.contact_ids for event in planned)


def lapses_on(follow_up: FollowUp, events: Iterable["Event"]) -> date | None:
    """Return from which day on a meeting that was is listed no more; None for what is owed until it is done."""
    appointment = follow_up.due_on is not None and is_appointment(follow_up, events)
    return follow_up.due_on + ASKED_ABOUT_FOR if follow_up.due_on and appointment else None


class EventKind(StrEnum):
    MEETING = "meeting"
    ROTATION = "rotation"
    CONFERENCE = "conference"
    TIME_OFF = "time_off"
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
