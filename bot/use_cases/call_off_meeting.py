"""A meeting that will not be, or not then: "cancel the zoom", "zoom w lin moved to mon 3pm"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from bot.domain.contact import Contact
from bot.domain.follow_up import Event, EventKind, FollowUp, FollowUpState, closed, moved
from bot.domain.local_time import reminder_time, time_asked_for
from bot.domain.recall import stems
from bot.domain.vocabulary import FollowUpKind
from bot.messages import Reply
from bot.replies import owed as replies
from bot.turn import Told, Turn
from bot.understanding.dates import read_dates
from bot.use_cases.identify_contact import match_mention

_MEETING = (
    r"(?:zoom|meeting|meet(?:ing)?[- ]up|appointment|coffee|lunch|dinner|breakfast|drinks|chat|call|phone call|"
    r"video call|facetime|visit|interview|sit-?down|catch-?up|one on one|1:1)"
)
_ASKS = re.compile(
    r"\s*(?:(?:please|pls|ok(?:ay)?|oh|um+|uh|so|actually|sorry|need to|have to|i)[, ]+)*"
    r"(?:cancel|call off|scrap|scratch|drop|delete|remove)(?:led|ed)? (?:the |that |my |our |this )?"
    rf"(?P<what>{_MEETING})(?P<rest>(?: (?:with|w/?|on|at|for)\b.{{0,60}})?)(?:,? (?:please|pls))?[.!]*\s*",
    re.IGNORECASE,
)
_ANY = stems("meeting appointment chat visit sit-down catch-up")
"""Words for a meeting of whatever sort."""

_SAYS_NO_MORE = stems("a an the to at on in with w for my our dr move moved push pushed reschedule postponed meet")


def calls_off_meeting(told: Told) -> bool:
    """Tell whether the message takes off a meeting by what it is: never the whole of what was told with it."""
    return not told.thread and _ASKS.fullmatch(told.meaning.text) is not None


async def call_off_meeting(told: Told) -> Reply:
    """Drop that meeting alone, and its day in the calendar; ask which where several could be."""
    asked = _ASKS.fullmatch(told.meaning.text)
    what = asked["what"] if asked else ""
    meetings = await _meetings(told, stems(what), told.meaning.text)
    days = {mention.due for mention in read_dates(told.meaning.text, told.local_now) if mention.due}
    meetings = [each for each in meetings if each.due_on in days] if days else meetings
    if not meetings:
        return replies.no_such_meeting(what)
    if len(meetings) > 1:
        return replies.which_to_drop(meetings, told.today)
    await told.work.put(closed(meetings[0], FollowUpState.DROPPED, told.now))
    for event in await beside(told, meetings[0]):
        await told.work.remove(event)
    return replies.called_off(meetings[0], told.act_id, told.today)


async def move_meeting(told: Told) -> Reply | None:
    """Put the one meeting ahead that the message names by what it is on its new day; None where there is no such."""
    new = next((each for each in told.meaning.follow_ups if each.kind is FollowUpKind.MEET), None)
    if new is None or new.due_on is None or told.meaning.facts or len(told.meaning.follow_ups) > 1:
        return None
    said = stems(told.meaning.text)
    named = [
        each
        for each in await _meetings(told, said, told.meaning.text)
        if stems(each.what) - _SAYS_NO_MORE <= said and stems(each.what) - _SAYS_NO_MORE
    ]
    if len(named) != 1:
        return None
    at = new.due_at or clock_of(told, named[0])
    later = moved(named[0], *reminder_time(told.work.resident, new.due_on, at, told.now), told.now)
    await put_moved(told, named[0], later)
    return replies.snoozed(replies.task_of(later), told.act_id, told.today)


def clock_of(turn: Turn, owed: FollowUp) -> time | None:
    """Return the time of day that the resident told for a meeting, which it keeps on another day."""
    if owed.kind is not FollowUpKind.MEET:
        return None
    return time_asked_for(turn.work.resident, owed.due_on, owed.due_at, owed.set_at)


async def put_moved(turn: Turn, before: FollowUp, after: FollowUp) -> None:
    """Store a follow-up with its new day, and what was planned with it on the old one beside it."""
    for event in await beside(turn, before):
        if after.due_on:
            await turn.work.put(replace(event, starts_on=after.due_on, ends_on=after.due_on, at=after.due_at))
    await turn.work.put(after)


async def beside(turn: Turn, owed: FollowUp) -> list[Event]:
    """Return what stands in the calendar for it: told in the same words, on the same day, for that day alone."""
    note_id = owed.source.note_id if owed.source else None
    return [
        event
        for event in await turn.work.all(Event)
        if event.source is not None
        and event.source.note_id == note_id
        and event.kind in (EventKind.MEETING, EventKind.OTHER)
        and event.starts_on == event.ends_on == owed.due_on
    ]


async def _meetings(told: Told, said: frozenset[str] | set[str], text: str) -> list[FollowUp]:
    """Return the meetings still to come that are called so, with the people named where some are."""
    owed = [
        each
        for each in await told.work.all(FollowUp)
        if each.state is FollowUpState.OPEN
        and each.kind in (FollowUpKind.MEET, FollowUpKind.CALL)
        and (each.due_on is None or each.due_on >= told.today)
        and (stems(each.what) & said or (each.kind is FollowUpKind.MEET and said & _ANY))
    ]
    return _with(owed, await told.work.all(Contact), told)


def _with(owed: Sequence[FollowUp], contacts: Sequence[Contact], told: Told) -> list[FollowUp]:
    people = {match.certain.id for each in told.meaning.people if (match := match_mention(each, contacts)).certain}
    return [each for each in owed if each.contact_id in people] if people else list(owed)
