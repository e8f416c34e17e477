"""Residents and follow-ups for the planning tests; Chicago unless said otherwise."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.follow_up import FollowUp, FollowUpState
from bot.domain.local_time import to_utc
from bot.domain.nudge import Occasion
from bot.domain.resident import Address, Resident
from bot.domain.vocabulary import FollowUpKind
from bot.planning.due import Kept
from bot.planning.follow_ups import follow_ups_due
from bot.planning.plan import Planned, SoFar, plan


def resident(tz: str = "America/Chicago", **told: object) -> Resident:
    created = datetime(2026, 6, 1, tzinfo=UTC)
    return Resident("r1", Address("terminal", "W1", "ana"), tz, created, **told)  # type: ignore[arg-type]


def october(day: int, hour: int = 0, minute: int = 0, tz: str = "America/Chicago") -> datetime:
    """Return a local moment of October 2026 in UTC. The 13th is a Tuesday."""
    return to_utc(datetime(2026, 10, day, hour, minute), ZoneInfo(tz))


def follow_up(
    on: int | None,
    at: time | None = None,
    *,
    named: str = "f1",
    set_at: datetime | None = None,
    kind: FollowUpKind = FollowUpKind.EMAIL,
    state: FollowUpState = FollowUpState.OPEN,
    moves: int = 0,
) -> FollowUp:
    """Return a follow-up due on a day of October, set on Monday 12 October at noon unless said otherwise."""
    set_at = set_at or october(12, 12)
    due_on = date(2026, 10, on) if on else None
    moved_at = set_at if moves else None
    return FollowUp(named, kind, "email her", set_at, None, due_on, at, state, moves=moves, moved_at=moved_at)


def planned(
    ana: Resident,
    follow_ups: list[FollowUp],
    now: datetime,
    told: dict[str, list[datetime]] | None = None,
    so_far: SoFar | None = None,
) -> tuple[Planned, ...]:
    occasions = {about: Occasion(about, tuple(at)) for about, at in (told or {}).items()}
    dues = follow_ups_due(ana, Kept(tuple(follow_ups)), now)
    return plan(ana, dues, occasions, so_far or SoFar(), now)
