"""Meetings: a brief the evening before, and again half an hour before.

Where a meeting has no hour, a brief that could not come the evening before is told with the meeting itself, in the
digest of its day, and not beside it.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from bot.domain.follow_up import FollowUp, FollowUpState
from bot.domain.local_time import to_wall
from bot.domain.nudge import Occasion
from bot.domain.resident import Resident
from bot.domain.vocabulary import FollowUpKind
from bot.planning.due import Due, Kept, occasion

EVENING = time(19)
SHORTLY_BEFORE = timedelta(minutes=30)
WEIGHT = 93


def meetings_due(resident: Resident, kept: Kept, now: datetime) -> Iterable[Due]:
    wall_now = to_wall(now, resident.zone)
    for each in kept.follow_ups:
        if each.kind is not FollowUpKind.MEET or each.state is not FollowUpState.OPEN:
            continue
        if each.series or (each.contact_id is None and each.due_at is None):
            continue
        set_at = to_wall(each.set_at, resident.zone)
        for stage, moment in _moments(each):
            until = _of_use_until(each)
            if set_at < moment and until and wall_now < until:
                about = f"follow_up:{each.id}:{stage}"
                yield occasion(about, moment.date(), each.set_at, WEIGHT, at=moment.time(), once=True, until=until)


def _of_use_until(meeting: FollowUp) -> datetime | None:
    """Return when it begins; without an hour, as its day does. Until then a brief that was held back still comes."""
    return datetime.combine(meeting.due_on, meeting.due_at or time(0)) if meeting.due_on else None


def is_briefed_on_the_day(meeting: FollowUp, told: Mapping[str, Occasion], today: date) -> bool:
    """Tell whether the brief of a meeting without an hour is still to be told, with the meeting itself."""
    without_hour = meeting.kind is FollowUpKind.MEET and meeting.due_at is None and meeting.series is None
    if not without_hour or meeting.contact_id is None or meeting.due_on != today:
        return False
    evening = told.get(f"follow_up:{meeting.id}:evening")
    return evening is None or not any(at >= meeting.set_at for at in evening.told_at)


def _moments(meeting: FollowUp) -> Iterable[tuple[str, datetime]]:
    if meeting.due_on is None:
        return
    yield "evening", datetime.combine(meeting.due_on - timedelta(days=1), EVENING)
    if meeting.due_at:
        yield "soon", datetime.combine(meeting.due_on, meeting.due_at) - SHORTLY_BEFORE
