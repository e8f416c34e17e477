"""What the resident owes, and what is coming."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.note import Source
from bot.domain.recurrence import Recurrence
from bot.domain.vocabulary import FollowUpKind

ASKED_ABOUT_FOR = timedelta(days=7)
"""How long after a meeting the agenda asks how it went."""


class FollowUpState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


DONE_TIMES_KEPT = 40
"""How many times done a repeating task remembers: more than what was sent in the days that can be looked back on."""


@dataclass(frozen=True, slots=True)
class Series:
    """How a task repeats. *on* and *at* are the day and time that the rhythm gives this time, wherever it was moved to.

    *done_on* are the last times that were done, by the day that the rhythm gave them.
    """

    recurrence: Recurrence
    on: date
    at: time | None = None
    done_on: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """*due_on* and *due_at* are local wall time; *due_at* None means with that day's digest.

    *what* is the task as it is said back ("send your CV to Dr. Patel"), without the date. *closed_at* is UTC. A snooze
    or a new date moves *due_on*/*due_at*, counts *moves* and sets *moved_at* (UTC), so that the next occasion is a new
    one: see moved(). With a *series* it is one time of many, and what is done gives way to the next: see done().
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
    series: Series | None = None

    @property
    def set_at(self) -> datetime:
        """When the resident set the date it has now (UTC)."""
        return self.moved_at or self.created_at


def moved(follow_up: FollowUp, due_on: date | None, due_at: time | None, now: datetime) -> FollowUp:
    """Return it with another date, as a new occasion: what was told of the old date does not count for the new one.

    Of what repeats only the time at hand moves.
    """
    return replace(follow_up, due_on=due_on, due_at=due_at, moves=follow_up.moves + 1, moved_at=now)


def closed(follow_up: FollowUp, state: FollowUpState, now: datetime) -> FollowUp:
    """Return it as done or dropped at *now* (UTC)."""
    return replace(follow_up, state=state, closed_at=now)


def done(follow_up: FollowUp, now: datetime, today: date) -> FollowUp:
    """Return it as done at *now* (UTC); where it repeats, as the next time, until the last one is done."""
    this = at_hand(follow_up, today)
    if this.series is None:
        return closed(this, FollowUpState.DONE, now)
    done_on = (*this.series.done_on, this.series.on)[-DONE_TIMES_KEPT:]
    coming = _next_time(this)
    after = coming or closed(this, FollowUpState.DONE, now)
    return replace(after, series=replace(after.series or this.series, done_on=done_on))


def done_earlier(follow_up: FollowUp, on: date) -> FollowUp:
    """Return it with a time done that was passed over already; what is at hand stays as it is."""
    if follow_up.series is None:
        return follow_up
    done_on = (*follow_up.series.done_on, on)[-DONE_TIMES_KEPT:]
    return replace(follow_up, series=replace(follow_up.series, done_on=done_on))


def at_hand(follow_up: FollowUp, today: date) -> FollowUp:
    """Return what repeats as the time that is at hand: one that was not answered gives way when the next has come.

    One that was put off past the next one stands for both.
    """
    series = follow_up.series
    if series is None or follow_up.state is not FollowUpState.OPEN:
        return follow_up
    latest = series.recurrence.latest(series.on, today)
    return follow_up if latest is None or latest <= (follow_up.due_on or series.on) else _on(follow_up, series, latest)


def on_its_day(follow_up: FollowUp, day: date | None) -> FollowUp:
    """Return what repeats as the time that its rhythm gives for *day*; what comes once, and no day, as it is."""
    series = follow_up.series
    return follow_up if series is None or day is None or day == series.on else _on(follow_up, series, day)


def next_time(follow_up: FollowUp, today: date) -> FollowUp | None:
    """Return the time after the one at hand; None where it does not come again."""
    return _next_time(at_hand(follow_up, today)) if follow_up.state is FollowUpState.OPEN else None


def _next_time(this: FollowUp) -> FollowUp | None:
    series = this.series
    if series is None:
        return None
    passed = series.recurrence.latest(series.on, max(series.on, this.due_on or series.on)) or series.on
    day = series.recurrence.after(passed)
    return _on(this, series, day) if day else None


def _on(follow_up: FollowUp, series: Series, day: date) -> FollowUp:
    return replace(follow_up, due_on=day, due_at=series.at, moves=0, moved_at=None, series=replace(series, on=day))


def is_appointment(follow_up: FollowUp, events: Iterable["Event"] = ()) -> bool:
    """Tell whether it is a meeting whose day stands, and not one that is still to be arranged."""
    if follow_up.kind is not FollowUpKind.MEET or follow_up.due_on is None or follow_up.series:
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
class ConferenceGoals:
    """How many of each the resident wants to meet at a conference."""

    directors: int = 0
    research_partners: int = 0
    imgs: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """Something planned, local days both included; *at* is the local time of a meeting.

    *goals* are the resident's own for a conference; None where they told none, and the playbook's count.
    """

    id: str
    kind: EventKind
    title: str
    starts_on: date
    ends_on: date
    created_at: datetime
    at: time | None = None
    contact_ids: tuple[str, ...] = ()
    source: Source | None = None
    goals: ConferenceGoals | None = None
