"""Meetings: a brief the evening before, and again half an hour before."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from bot.domain.follow_up import FollowUp, FollowUpState
from bot.domain.local_time import to_wall
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
    """Return when it begins; without an hour, the end of its day. Until then a brief that was held back still comes."""
    if meeting.due_on is None:
        return None
    if meeting.due_at is None:
        return datetime.combine(meeting.due_on + timedelta(days=1), time(0))
    return datetime.combine(meeting.due_on, meeting.due_at)


def _moments(meeting: FollowUp) -> Iterable[tuple[str, datetime]]:
    if meeting.due_on is None:
        return
    yield "evening", datetime.combine(meeting.due_on - timedelta(days=1), EVENING)
    if meeting.due_at:
        yield "soon", datetime.combine(meeting.due_on, meeting.due_at) - SHORTLY_BEFORE
