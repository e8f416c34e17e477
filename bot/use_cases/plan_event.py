"""Something coming: a meeting, a rotation, a conference."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.domain.contact import Contact
from bot.domain.follow_up import Event, EventKind, FollowUp, FollowUpState, closed
from bot.domain.vocabulary import FollowUpKind, PlaceKind
from bot.domain.year import year_month
from bot.messages import Reply
from bot.playbook.pack import pack_for
from bot.replies.planned import planned
from bot.replies.small_talk import kept_words
from bot.turn import Told
from bot.understanding.conference_goals import goals_in
from bot.understanding.dates import read_dates
from bot.understanding.meaning import DayRange
from bot.understanding.services import service_in
from bot.understanding.time_off import speaks_of_time_off, time_off_in
from bot.use_cases.call_off_meeting import move_meeting
from bot.use_cases.identify_contact import match_mention
from bot.use_cases.lend_subject import lend_subject
from bot.use_cases.log_encounter import keep_told
from bot.use_cases.name_interview import with_program

_ROTATION = re.compile(
    r"\b(?:rotat\w*|block|wards?|service|floors?|clinic|consults?|elective|float|start\w*|[mscn]?icu|ccu|ed)\b",
    re.IGNORECASE,
)


_LONGER_THAN_CONFERENCES = timedelta(days=8)
_MOVES = re.compile(r"\b(?:move[ds]?|moving|push(?:ed)?|reschedul\w*|postpon\w*|changed? to|instead)\b", re.IGNORECASE)
_ENDS = re.compile(r"\b(?:ends?|ending|finish(?:es|ing)?|is over|last day|done) (?:on |is )?", re.IGNORECASE)
_SWITCHES = re.compile(
    r"\b(?:switch\w*|mov(?:e|es|ing)|chang(?:e|es|ing)|rotat(?:e|es|ing)) (?:on)?to\b", re.IGNORECASE
)


_ONE_CLINIC = re.compile(r"\bclinics?\b", re.IGNORECASE)
_BEGINS = re.compile(
    r"\b(?:rotat\w*|block|start\w*|begin\w*|month|weeks?|til|till|until|through|thru|from|next up|switch\w*|ends?|"
    r"ending|elective)\b",
    re.IGNORECASE,
)
"""Words with which a clinic is weeks of work, and not half a day."""


async def plan_event(told: Told, called: str = "") -> Reply:
    """Store the event with whoever is named; a meeting is owed too, on its day. *called*, where the caller knows it."""
    told = await with_program(await lend_subject(told))
    if _MOVES.search(told.meaning.text):
        if reply := await move_meeting(told):
            return reply
        await _leave_its_day(told)
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
    kind = _kind(told, service, days, met=meeting is not None)
    if kind is EventKind.ROTATION:
        days = _of_this_year(told, days)
    open_end = kind is EventKind.ROTATION and days.start == days.end
    if open_end:
        usual = pack_for(told.work.resident).rotation.usual_days
        days = DayRange(days.start, days.start + timedelta(days=usual - 1))
    event = Event(
        id=told.ids.new(),
        kind=kind,
        title="" if _off(told) else called or told.meaning.where or _called(told, service, kind),
        starts_on=days.start,
        ends_on=days.end,
        created_at=told.now,
        at=meeting.due_at if meeting else None,
        contact_ids=tuple(person.contact.id for person in outcome.people),
        source=told.source(told.meaning.when_span),
        goals=goals_in(told.meaning.text) if kind is EventKind.CONFERENCE else None,
    )
    ends = open_end and bool(_ENDS.search(told.meaning.text))
    known = await _told_before(told, event, ends=ends)
    if ends and not known:  # of a rotation never told of, the end is what is known
        length = timedelta(days=pack_for(told.work.resident).rotation.usual_days - 1)
        event = replace(event, starts_on=min(told.today, event.starts_on - length), ends_on=event.starts_on)
    event, open_end = known or event, open_end and not ends
    if event.kind is EventKind.ROTATION and _SWITCHES.search(told.meaning.text):
        await _end_before(told, event)
    await told.work.put(event)
    before_days = pack_for(told.work.resident).conference.before_days
    return planned(outcome, event, told.today, open_end=open_end, before_days=before_days)


_CALLED = re.compile(
    r"\W*(?:(?:so|ok|also|fyi)[, ]+)*(?:"
    r"(?:my|the|our) (?P<mine>[^\W_][\w&/ -]{1,40}?) (?:is|will be|got moved to|starts)"
    r"|(?:i['’]?m |i am |i['’]?ll be |i['’]?ve |i )?(?:taking|have|having|got|sitting(?: for)?)(?: an?| my| the)? "
    r"(?P<taken>[^\W_][\w&/ -]{1,40}?))(?: scheduled| set| booked)*(?: on| for)?\s*",
    re.IGNORECASE,
)


def _called(told: Told, service: str | None, kind: EventKind) -> str:
    """Return what the resident calls something that is no known kind of event: "my step 3 is on dec 12"."""
    if service and kind is EventKind.ROTATION:
        return service
    day = told.meaning.when_span
    before = told.meaning.text[: day.start] if day else ""
    if called := _CALLED.fullmatch(before):
        return (called["mine"] or called["taken"]).strip()
    named = _CALLED_BARE.search(before) if kind is EventKind.OTHER else None
    return named["what"].strip() if named else ""


_CALLED_BARE = re.compile(
    r"(?:\A|[,;.]\s)\s*(?:(?:my|the|our|a|an|and|so|ok) )*(?P<what>(?!prob|maybe|likely|around)[^\W_][^,;.!?]{1,40}?)"
    r"(?:,? (?:is|are|on|due|by|prob\w*|maybe|likely|around|hopefully))*\W*\Z",
    re.IGNORECASE,
)
"""What stands right before its day and no more: "last shift june 27"."""


_STILL_AHEAD = re.compile(
    r"\b20\d\d\b|\d/\d+/\d\d\b|['’]\d\d\b|\bnext\b|\b(?:start(?:s|ing)?|begin\w*|will|going to|gonna)\b", re.IGNORECASE
)


def _of_this_year(told: Told, days: DayRange) -> DayRange:
    """Return the days of a rotation a year earlier where only that is in the resident's year: "was on MICU in august".

    Months are read ahead; what then lies behind the end of the year, and is nearer looking back, has been.
    """
    begins = told.work.resident.starts_on
    if begins is None or _STILL_AHEAD.search(told.meaning.text) or (days.start.month, days.start.day) == (2, 29):
        return days
    start = days.start.replace(year=days.start.year - 1)
    ours = 1 <= year_month(begins, start) <= 12 < year_month(begins, days.start)
    nearer = abs(told.today - start) < days.start - told.today
    return DayRange(start, start + (days.end - days.start)) if ours and nearer else days


async def _leave_its_day(told: Told) -> None:
    """Take away the meeting ahead, with the person named, that the message gives another day: the one of a day that
    it names besides the new one, else the next.
    """
    new = next((each for each in told.meaning.follow_ups if each.kind is FollowUpKind.MEET), None)
    if new is None:
        return
    contacts = await told.work.all(Contact)
    named = (match_mention(each, contacts) for each in told.meaning.people)
    people = {match.certain.id for match in named if match.certain}
    owed = [
        each
        for each in await told.work.all(FollowUp)
        if each.kind is FollowUpKind.MEET and each.state is FollowUpState.OPEN and each.contact_id in people
    ]
    events = [
        each for each in await told.work.all(Event) if each.kind is EventKind.MEETING and people & set(each.contact_ids)
    ]
    days = {each.due_on for each in owed if each.due_on} | {each.starts_on for each in events}
    ahead = sorted(day for day in days if day >= told.today)
    spoken_of = {mention.due for mention in read_dates(told.meaning.text, told.local_now)} - {new.due_on}
    day = next((each for each in ahead if each in spoken_of), ahead[0] if ahead else None)
    for task in owed:
        if day and task.due_on == day:
            await told.work.put(closed(task, FollowUpState.DROPPED, told.now))
    for event in events:
        if event.starts_on == day:
            await told.work.remove(event)


async def _end_before(told: Told, event: Event) -> None:
    """End the rotations that the resident leaves for this one."""
    for other in await told.work.all(Event):
        runs = other.starts_on < event.starts_on <= other.ends_on
        if other.kind is EventKind.ROTATION and other.id != event.id and runs:
            await told.work.put(replace(other, ends_on=event.starts_on - timedelta(days=1)))


async def _told_before(told: Told, event: Event, *, ends: bool) -> Event | None:
    """Return what of that name overlaps, as it is told now; None for a new one, and for any meeting.

    *ends*: the day told is its last one.
    """
    named = event.title or event.kind is EventKind.TIME_OFF
    if event.kind is EventKind.MEETING or not named:
        return None
    for known in await told.work.all(Event):
        if known.kind is not event.kind or known.title.casefold() != event.title.casefold():
            continue
        people, goals = event.contact_ids or known.contact_ids, event.goals or known.goals
        if ends and known.starts_on <= event.starts_on and known.ends_on >= told.today:
            return replace(known, ends_on=event.starts_on, contact_ids=people, goals=goals, source=event.source)
        if known.starts_on <= event.ends_on and event.starts_on <= known.ends_on:
            return replace(known, starts_on=event.starts_on, ends_on=event.ends_on, contact_ids=people, goals=goals)
    return None


def _off(told: Told) -> DayRange | None:
    return time_off_in(told.meaning.text, told.local_now)


def _days(told: Told) -> DayRange | None:
    if off := _off(told):
        return off
    moved = _MOVES.search(told.meaning.text) and any(each.due_on for each in told.meaning.follow_ups)
    if told.meaning.when and not moved:  # of a meeting moved it may be the day that it leaves
        return told.meaning.when
    due = next((each.due_on for each in told.meaning.follow_ups if each.due_on), None)
    return DayRange(due, due) if due else None


def _kind(told: Told, service: str | None, days: DayRange, met: bool) -> EventKind:
    if not told.meaning.people and (_off(told) or (speaks_of_time_off(told.meaning.text) and not told.meaning.where)):
        return EventKind.TIME_OFF
    if met:
        return EventKind.MEETING
    if told.meaning.where_kind is PlaceKind.CONFERENCE:
        return EventKind.CONFERENCE
    if days.start == days.end and _ONE_CLINIC.search(told.meaning.text) and not _BEGINS.search(told.meaning.text):
        return EventKind.OTHER
    if service or _ROTATION.search(told.meaning.text):
        return EventKind.ROTATION
    if not told.meaning.where:
        return EventKind.OTHER
    return EventKind.ROTATION if days.end - days.start >= _LONGER_THAN_CONFERENCES else EventKind.CONFERENCE
