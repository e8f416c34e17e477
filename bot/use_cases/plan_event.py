"""Something coming: a meeting, a rotation, a conference."""

import re

from bot.domain.follow_up import Event, EventKind
from bot.domain.vocabulary import FollowUpKind
from bot.messages import Reply
from bot.replies.planned import planned
from bot.replies.small_talk import kept_words
from bot.turn import Told
from bot.understanding.meaning import DayRange
from bot.use_cases.log_encounter import keep_told

_ROTATION = re.compile(
    r"\b(?:rotat\w*|block|wards?|service|floors?|clinic|consults?|elective|float|start\w*|[mscn]?icu|ccu|ed)\b",
    re.IGNORECASE,
)


async def plan_event(told: Told) -> Reply:
    """Store the event with whoever is named; a meeting is owed too, on its day."""
    outcome = await keep_told(told, met=False)
    days = _days(told)
    if days is None:
        return (
            planned(outcome, None, told.today)
            if outcome.people or outcome.follow_ups
            else kept_words(told.meaning.text)
        )
    meeting = next((each for each in told.meaning.follow_ups if each.kind is FollowUpKind.MEET), None)
    event = Event(
        id=told.ids.new(),
        kind=_kind(told, met=meeting is not None),
        title=told.meaning.where or "",
        starts_on=days.start,
        ends_on=days.end,
        created_at=told.now,
        at=meeting.due_at if meeting else None,
        contact_ids=tuple(person.contact.id for person in outcome.people),
        source=told.source(told.meaning.when_span),
    )
    await told.work.put(event)
    return planned(outcome, event, told.today)


def _days(told: Told) -> DayRange | None:
    if told.meaning.when:
        return told.meaning.when
    due = next((each.due_on for each in told.meaning.follow_ups if each.due_on), None)
    return DayRange(due, due) if due else None


def _kind(told: Told, met: bool) -> EventKind:
    if met:
        return EventKind.MEETING
    if _ROTATION.search(told.meaning.text):
        return EventKind.ROTATION
    return EventKind.CONFERENCE if told.meaning.where else EventKind.OTHER
