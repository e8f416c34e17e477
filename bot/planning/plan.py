"""When each due occasion is told: at its clock time, or in a digest, never in quiet hours, within the daily cap.

The same plan serves twice: the planner stores it as future deliveries, and the courier makes it again at the moment of
sending to see what still holds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from bot.domain.local_time import all_day_quiet, digest_moment, is_quiet, next_free, to_utc, to_wall
from bot.domain.nudge import Occasion
from bot.domain.resident import Resident
from bot.planning.due import Due

RETURNS_AFTER = timedelta(days=3)
"""An unanswered nudge comes back once, this much later."""

LATE_AFTER = timedelta(minutes=5)
"""A clock-time reminder that comes later than this says that it is late, and waits for the end of quiet hours."""

KEPT_BACK_AFTER = timedelta(hours=1)
"""Reminders later than this come as one message. A refused send is tried again sooner than that, and comes alone."""

GIVE_UP_AFTER = timedelta(hours=24)
"""How long a refused message is tried again."""

LATE_SHOWN = 12
"""How many overdue things one digest names, most valuable first."""

VOLUNTEERED = 3
"""How many things that could as well come another day one digest brings up."""

DIGEST = "digest:"
EVENING = "evening:"
UNASKED = (DIGEST, EVENING)
"""How the keys of messages begin that the resident did not ask for: they count, and name what is due when sent."""


def counts(key: str, about: Sequence[str]) -> bool:
    """Tell whether a message is one of the day's few: unasked, or one that an outage made of several reminders."""
    return key.startswith(UNASKED) or len(about) > 1


@dataclass(frozen=True, slots=True)
class Telling:
    """One occasion as a message tells it: for the second time, or later than it was due."""

    due: Due
    again: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """One message to come, *at* UTC. *key* makes a repeat impossible; *asked*: the resident set this very minute."""

    key: str
    at: datetime
    wall_at: datetime
    tellings: tuple[Telling, ...]
    asked: bool = False

    @property
    def about(self) -> tuple[str, ...]:
        return tuple(telling.due.about for telling in self.tellings)


@dataclass(frozen=True, slots=True)
class SoFar:
    """What deliveries already say.

    *spent* are keys that were sent or given up, *under_way* the occasions whose message may be arriving right now, with
    the moment since when (UTC): what the resident answered after that is to be told all the same. *retrying* is the key
    of a digest that the platform refused and will be offered again. *digest_waits*: one of today or of a day before is
    still to be sent, as after an outage.
    """

    unasked_today: int = 0
    digest_today: bool = False
    spent: frozenset[str] = frozenset()
    under_way: Mapping[str, datetime] = field(default_factory=dict)
    retrying: str | None = None
    digest_waits: bool = True


@dataclass(frozen=True, slots=True)
class _ForDigest:
    """An occasion for the digest of *day*, or for the first possible one after it that is not before *ready* (UTC)."""

    due: Due
    day: date
    ready: datetime
    again: bool = False


@dataclass(slots=True)
class _Planner:
    resident: Resident
    told: Mapping[str, Occasion]
    so_far: SoFar
    now: datetime
    moments: dict[date, datetime] = field(default_factory=dict)
    frees: dict[date, tuple[datetime, datetime, bool]] = field(default_factory=dict)

    def make(self, dues: Iterable[Due]) -> tuple[Planned, ...]:
        placed = [self.place(due) for due in dues if not self.is_under_way(due)]
        planned = _together(self.folded([each for each in placed if isinstance(each, Planned)]))
        if digest := self.digest([each for each in placed if isinstance(each, _ForDigest)]):
            planned.append(digest)
        return tuple(sorted(planned, key=lambda each: (each.at, each.key)))

    def is_under_way(self, due: Due) -> bool:
        since = self.so_far.under_way.get(due.about)
        return since is not None and due.since <= since

    def place(self, due: Due) -> Planned | _ForDigest | None:
        """Decide where the occasion is told next; None where it was told twice or is of no use now."""
        occasion = self.told.get(due.about)
        tellings = [at for at in occasion.told_at if at >= due.since] if occasion else []
        if due.is_too_late(to_wall(self.now, self.resident.zone)):
            return None
        if len(tellings) > 1 or (tellings and due.once):
            return None
        if tellings:
            return self.again(due, tellings[0])
        if due.at is None:
            return _ForDigest(due, due.on, due.since)
        moment = to_utc(datetime.combine(due.on, due.at), self.resident.zone)
        return self.reminder(due, moment) if due.asked else self.evening(due, moment)

    def again(self, due: Due, first: datetime) -> _ForDigest | None:
        """Place the one return of what was not answered; None where its last day is the day it was first told."""
        told_on = self.resident.today(first)
        if due.again_on is None:
            return _ForDigest(due, told_on + RETURNS_AFTER, first, again=True)
        return _ForDigest(due, due.again_on, first, again=True) if due.again_on > told_on else None

    def evening(self, due: Due, moment: datetime) -> Planned | _ForDigest:
        """Place what belongs to an hour of the day and was not asked for; where that hour is taken, in a digest."""
        wall = to_wall(moment, self.resident.zone)
        key = f"{EVENING}{wall:%Y-%m-%dT%H:%M}"
        full = due.on == self.resident.today(self.now) and self.so_far.unasked_today >= self.resident.daily_cap
        held = is_quiet(self.resident, moment) or (due.pausable and self.resident.paused(moment))
        if full or held or key in self.so_far.spent or self.now > moment + LATE_AFTER:
            return _ForDigest(due, due.on, moment)
        return Planned(key, moment, wall, (Telling(due),))

    def reminder(self, due: Due, moment: datetime) -> Planned | _ForDigest:
        """Place what the resident wants told at that very minute."""
        key = f"{due.occurrence}:first"
        if key in self.so_far.spent:
            return _ForDigest(due, due.on, moment + GIVE_UP_AFTER)
        if self.was_past(due, moment) or self.held(due, moment):
            return _ForDigest(due, due.on, due.since)
        late = self.now > moment + LATE_AFTER
        at = next_free(self.resident, self.now) if late and is_quiet(self.resident, self.now) else moment
        return Planned(key, at, to_wall(moment, self.resident.zone), (Telling(due, late=late),), asked=True)

    def was_past(self, due: Due, moment: datetime) -> bool:
        """Tell whether its time was over when it was set. One of today is told: a move to another zone may do that."""
        return moment < due.since and due.on < self.resident.today(self.now) - timedelta(days=1)

    def folded(self, planned: list[Planned]) -> list[Planned]:
        """Make one message of the reminders that an outage kept back: else they would come as a flood.

        It has the key of the earliest, which stays the earliest while others join them.
        """
        kept_back = [each for each in planned if each.asked and self.is_kept_back(each)]
        if len(kept_back) < 2:
            return planned
        first = min(kept_back, key=lambda each: (each.wall_at, each.key))
        at = max(each.at for each in kept_back)
        one = [replace(each, key=first.key, at=at, wall_at=first.wall_at) for each in kept_back]
        return [each for each in planned if each not in kept_back] + one

    def is_kept_back(self, message: Planned) -> bool:
        return self.now - to_utc(message.wall_at, self.resident.zone) > KEPT_BACK_AFTER

    def held(self, due: Due, moment: datetime) -> bool:
        """Tell whether a pause that began after the reminder was set holds it."""
        begun = self.resident.paused_at
        if not due.pausable or begun is None or due.since >= begun:
            return False
        return self.resident.paused(moment) or self.resident.paused(max(moment, self.now))

    def digest(self, waiting: list[_ForDigest]) -> Planned | None:
        """Return the next digest that has something to say."""
        if self.resident.daily_cap < 1:
            return None
        slots: list[tuple[tuple[date, datetime], _ForDigest]] = []
        soonest = date.max
        for each in sorted(waiting, key=lambda each: each.day):
            if each.day > soonest:
                break  # no digest names a thing before its day
            slot = self.slot(each)
            if slot and not each.due.is_too_late(to_wall(slot[1], self.resident.zone)):
                slots.append((slot, each))
                soonest = min(soonest, slot[0])
        if not slots:
            return None
        day, at = min(slot for slot, _ in slots)
        tellings = self.tellings([each for slot, each in slots if slot[0] == day], day)
        soon = at - self.now <= GIVE_UP_AFTER
        key = self.so_far.retrying if self.so_far.retrying and soon else f"{DIGEST}{day}"
        return Planned(key, at, to_wall(at, self.resident.zone), tellings)

    def slot(self, waiting: _ForDigest) -> tuple[date, datetime] | None:
        """Return the day and moment of the first digest that can name it; None while a pause without end holds it."""
        today = self.resident.today(self.now)
        day = max(waiting.day, today)
        while True:
            due_at, at, same_day = self.digest_at(day)
            if waiting.due.pausable and self.resident.paused(at):
                if self.resident.paused_until is None:
                    return None
                day = max(day, self.resident.today(self.resident.paused_until) - timedelta(days=1))
            elif due_at >= self.ready(waiting) and same_day and self.open(day, today):
                return day, due_at if due_at <= self.now == at else at
            day += timedelta(days=1)

    def ready(self, waiting: _ForDigest) -> datetime:
        """Return from when on a digest can name it: what a pause held comes with the first digest after it."""
        until = self.resident.paused_until
        if until and self.was_held(waiting):
            return max(waiting.ready, until)
        return waiting.ready

    def was_held(self, waiting: _ForDigest) -> bool:
        moment = self.digest_moment(waiting.day)
        if waiting.due.at and not waiting.again:
            moment = to_utc(datetime.combine(waiting.due.on, waiting.due.at), self.resident.zone)
        return waiting.due.pausable and self.resident.paused(moment)

    def open(self, day: date, today: date) -> bool:
        """Tell whether a digest may still go out on that day."""
        if day == today and (self.so_far.digest_today or self.so_far.unasked_today >= self.resident.daily_cap):
            return False
        if day == today and not self.so_far.digest_waits and self.now > self.digest_moment(day) + LATE_AFTER:
            return False  # its hour came and there was nothing to say: what is due since then is for tomorrow
        return f"{DIGEST}{day}" not in self.so_far.spent

    def tellings(self, members: list[_ForDigest], day: date) -> tuple[Telling, ...]:
        """Return what the digest of *day* names: all that is due or was held, and not too much of what is late."""
        late = [each for each in members if each.day < day and not each.due.movable and not self.was_held(each)]
        # More than that only where a week of digests would not be enough for all.
        shown = LATE_SHOWN if len(late) <= 6 * LATE_SHOWN else (len(late) + 1) // 2
        left_out = {each.due.about for each in sorted(late, key=_value)[shown:]}
        volunteered = [each for each in members if each.due.movable]
        left_out |= {each.due.about for each in sorted(volunteered, key=_value)[VOLUNTEERED:]}
        return tuple(
            Telling(
                each.due,
                each.again,
                late=each.due.asked and each.due.on < day and not all_day_quiet(self.resident, each.due.on),
            )
            for each in sorted(members, key=_value)
            if each.due.about not in left_out
        )

    def digest_at(self, day: date) -> tuple[datetime, datetime, bool]:
        """Return when the digest of *day* is due, when it can go out, and whether that is on this day."""
        if day not in self.frees:
            due_at = self.digest_moment(day)
            at = next_free(self.resident, max(due_at, self.now))
            self.frees[day] = due_at, at, self.resident.today(at) == day
        return self.frees[day]

    def digest_moment(self, day: date) -> datetime:
        if day not in self.moments:
            self.moments[day] = digest_moment(self.resident, day)
        return self.moments[day]


def _together(planned: list[Planned]) -> list[Planned]:
    """Return one message for all that falls on one hour, the most valuable first."""
    by_key: dict[str, Planned] = {}
    for each in planned:
        other = by_key.get(each.key)
        tellings = (*(other.tellings if other else ()), *each.tellings)
        ranked = tuple(sorted(tellings, key=lambda telling: (-telling.due.weight, telling.due.about)))
        by_key[each.key] = replace(each, tellings=ranked)
    return list(by_key.values())


def _value(waiting: _ForDigest) -> tuple[int, date, str]:
    return -waiting.due.weight, waiting.due.on, waiting.due.about


def plan(
    resident: Resident, dues: Iterable[Due], told: Mapping[str, Occasion], so_far: SoFar, now: datetime
) -> tuple[Planned, ...]:
    """Return the messages to come, soonest first: every clock-time reminder, and the next digest with something to say.

    What lies in the past is to be sent at once. *told* is by occasion id. The same state gives the same plan.
    """
    return _Planner(resident, told, so_far, now).make(dues)
