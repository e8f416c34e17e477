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
STILL_OF_USE = timedelta(hours=2)
"""A brief that could not be sent for so long is left out: the meeting, or its morning, has begun."""

WEIGHT = 93


def meetings_due(resident: Resident, kept: Kept, now: datetime) -> Iterable[Due]:
    wall_now = to_wall(now, resident.zone)
    for each in kept.follow_ups:
        if each.kind is not FollowUpKind.MEET or each.state is not FollowUpState.OPEN:
            continue
        if each.series or (each.contact_id is None and each.due_at is None):
            continue
        set_at = to_wall(each.set_at, resident.zone)
        begins = datetime.combine(each.due_on, each.due_at) if each.due_on and each.due_at else None
        for stage, moment in _moments(each):
            if set_at < moment and wall_now <= moment + STILL_OF_USE:
                about = f"follow_up:{each.id}:{stage}"
                yield occasion(about, moment.date(), each.set_at, WEIGHT, at=moment.time(), once=True, until=begins)


def _moments(meeting: FollowUp) -> Iterable[tuple[str, datetime]]:
    if meeting.due_on is None:
        return
    yield "evening", datetime.combine(meeting.due_on - timedelta(days=1), EVENING)
    if meeting.due_at:
        yield "soon", datetime.combine(meeting.due_on, meeting.due_at) - SHORTLY_BEFORE
