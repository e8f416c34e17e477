"""Something coming: a meeting, a rotation, a conference."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.domain.follow_up import Event, EventKind
from bot.domain.vocabulary import FollowUpKind, PlaceKind
from bot.messages import Reply
from bot.playbook.pack import pack_for
from bot.replies.planned import planned
from bot.replies.small_talk import kept_words
from bot.turn import Told
from bot.understanding.meaning import DayRange
from bot.understanding.services import service_in
from bot.understanding.time_off import is_time_off
from bot.use_cases.log_encounter import keep_told

_ROTATION = re.compile(
    r"\b(?:rotat\w*|block|wards?|service|floors?|clinic|consults?|elective|float|start\w*|[mscn]?icu|ccu|ed)\b",
    re.IGNORECASE,
)


_SWITCHES = re.compile(
    r"\b(?:switch\w*|mov(?:e|es|ing)|chang(?:e|es|ing)|rotat(?:e|es|ing)) (?:on)?to\b", re.IGNORECASE
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
    service = service_in(told.meaning.text, told.local_now)
    kind = _kind(told, service, met=meeting is not None)
    open_end = kind is EventKind.ROTATION and days.start == days.end
    if open_end:
        usual = pack_for(told.work.resident).rotation.usual_days
        days = DayRange(days.start, days.start + timedelta(days=usual - 1))
    event = Event(
        id=told.ids.new(),
        kind=kind,
        title=told.meaning.where or (service if service and kind is EventKind.ROTATION else ""),
        starts_on=days.start,
        ends_on=days.end,
        created_at=told.now,
        at=meeting.due_at if meeting else None,
        contact_ids=tuple(person.contact.id for person in outcome.people),
        source=told.source(told.meaning.when_span),
    )
    event = await _told_before(told, event) or event
    if event.kind is EventKind.ROTATION and _SWITCHES.search(told.meaning.text):
        await _end_before(told, event)
    await told.work.put(event)
    before_days = pack_for(told.work.resident).conference.before_days
    return planned(outcome, event, told.today, open_end=open_end, before_days=before_days)


async def _end_before(told: Told, event: Event) -> None:
    """End the rotations that the resident leaves for this one."""
    for other in await told.work.all(Event):
        runs = other.starts_on < event.starts_on <= other.ends_on
        if other.kind is EventKind.ROTATION and other.id != event.id and runs:
            await told.work.put(replace(other, ends_on=event.starts_on - timedelta(days=1)))


async def _told_before(told: Told, event: Event) -> Event | None:
    """Return what of that name overlaps, as it is told now; None for a new one, and for any meeting."""
    named = event.title or event.kind is EventKind.TIME_OFF
    if event.kind is EventKind.MEETING or not named:
        return None
    for known in await told.work.all(Event):
        same = known.kind is event.kind and known.title.casefold() == event.title.casefold()
        if same and known.starts_on <= event.ends_on and event.starts_on <= known.ends_on:
            people = event.contact_ids or known.contact_ids
            return replace(known, starts_on=event.starts_on, ends_on=event.ends_on, contact_ids=people)
    return None


def _days(told: Told) -> DayRange | None:
    if told.meaning.when:
        return told.meaning.when
    due = next((each.due_on for each in told.meaning.follow_ups if each.due_on), None)
    return DayRange(due, due) if due else None


def _kind(told: Told, service: str | None, met: bool) -> EventKind:
    if is_time_off(told.meaning.text) and not told.meaning.people and not told.meaning.where:
        return EventKind.TIME_OFF
    if met:
        return EventKind.MEETING
    if told.meaning.where_kind is PlaceKind.CONFERENCE:
        return EventKind.CONFERENCE
    if service or _ROTATION.search(told.meaning.text):
        return EventKind.ROTATION
    return EventKind.CONFERENCE if told.meaning.where else EventKind.OTHER
