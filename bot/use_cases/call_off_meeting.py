"""A meeting that will not be, or not then: "cancel the zoom", "zoom w lin moved to mon 3pm"."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date, time

from bot.domain.contact import Contact
from bot.domain.follow_up import Event, EventKind, FollowUp, FollowUpState, closed, moved
from bot.domain.local_time import reminder_time, time_asked_for
from bot.domain.recall import stems
from bot.domain.vocabulary import FollowUpKind, Intent
from bot.messages import Reply
from bot.replies import owed as replies
from bot.turn import Told, Turn
from bot.understanding.dates import Kind, read_dates
from bot.use_cases.cancel_event import cancel_event
from bot.use_cases.identify_contact import match_mention

_MEETING = (
    r"(?:zoom|meeting|meet(?:ing)?[- ]up|appointment|coffee|lunch|dinner|breakfast|drinks|chat|call|phone call|"
    r"video call|facetime|visit|interview|sit-?down|catch-?up|one on one|1:1)"
)
_WHOSE = r"(?P<whose>(?:(?!(?:about|to|of|from|for|and|or|note|reminder|all|with|at)\b)[\w.&'’-]+ ){0,3}?)"
"""What tells one meeting from another before its word: "the iowa interview"."""
_ASKS = re.compile(
    r"\s*(?:(?:please|pls|ok(?:ay)?|oh|um+|uh|so|actually|sorry|need to|have to|i)[, ]+)*"
    r"(?:cancel|call off|scrap|scratch|drop|delete|remove)(?:led|ed)? (?:the |that |my |our |this )?"
    rf"{_WHOSE}(?P<what>{_MEETING})(?P<rest>(?: (?:with|w/?|on|at|for)\b.{{0,60}})?)(?:,? (?:please|pls))?[.!]*\s*",
    re.IGNORECASE,
)
_SAYS_OFF = re.compile(
    rf"\s*(?:(?:oh|um+|uh|so|ok(?:ay)?|well|fyi)[, ]+)*(?:the |that |my |our )?{_WHOSE}(?P<what>{_MEETING})"
    r"(?P<rest>(?: (?:with|w/?|on|at|for)\b.{0,60}?)?) (?:(?:is|was|got|has been|['’]s) )?"
    r"(?:cancel(?:l?ed)|called off|scrapped|off)(?: now)?[.!]*\s*",
    re.IGNORECASE,
)
_MOVES_IT = re.compile(
    r"\s*(?:(?:oh|um+|uh|so|ok(?:ay)?|well|actually|they|pls|please)[, ]+)*"
    r"(?:(?:move[ds]?|push(?:ed)?|reschedul(?:e|ed)|postpon(?:e|ed)) (?P<what>.{2,60}?) (?:back |up )?"
    r"(?:to|till|until)|"
    r"(?P<what_2>.{2,60}?) (?:(?:is|was|got|has been|['’]s) )?"
    r"(?:(?:moved|pushed|rescheduled|postponed) (?:back |up )?(?:to|till|until)|now (?:on )?))\b.{2,40}",
    re.IGNORECASE,
)
_SAYS_WHEN = re.compile(
    r"\s*(?:(?:oh|um+|uh|so|ok(?:ay)?|no|well|actually|wait|sorry|oops|(?:my )?apolog\w+|correction|my bad)[,.:! ]+)*"
    r"(?P<what>.{2,60}?)(?: is| was|['’]s) (?:now |actually )*(?P<when>(?:on|at|the)?.{1,40}?)"
    r"(?P<old>,? (?:and )?not (?:on |at |the )?[\w:/ .]{1,20})?[.!]*\s*",
    re.IGNORECASE,
)
"""A day or an hour put right: "geisinger is 11/19 not 20"."""
_BARE_CLOCK = re.compile(r"\b(?:to|at|is|till|until) (?P<hour>1[0-2]|0?[1-9]):?(?P<minute>[0-5]\d)\W*\Z", re.IGNORECASE)
_ANY = stems("meeting appointment chat visit sit-down catch-up")
"""Words for a meeting of whatever sort."""

_SORTS = stems("zoom coffee lunch dinner breakfast drinks call phone video facetime interview") | _ANY

_SAYS_NO_MORE = stems("a an the to at on in with w for my our dr move moved push pushed reschedule postponed meet")


def calls_off_meeting(told: Told) -> bool:
    """Tell whether the message takes off a meeting by what it is: never the whole of what was told with it."""
    return not told.thread and _called_off(told) is not None


def moves_meeting(told: Told) -> bool:
    """Tell whether the message may give another day to a meeting by its place alone: "moved iowa to nov 5"."""
    put_off = told.meaning.intent is Intent.SNOOZE  # several may be put off at once, each to a day of its own
    return not (told.thread or put_off) and _new_time(told) is not None


def _new_time(told: Told) -> tuple[str, str] | None:
    """Return what is put on another day or hour, and the words for that."""
    text = told.meaning.text
    if asked := _MOVES_IT.fullmatch(text):
        return asked["what"] or asked["what_2"], text
    said = _SAYS_WHEN.fullmatch(text) if told.meaning.intent is Intent.CORRECT else None
    return (said["what"], text[: said.start("old")] if said["old"] else text) if said else None


def _called_off(told: Told) -> re.Match[str] | None:
    """Match what asks for it, or says it of a place; what is said of a person is found by whom it is with."""
    said = None if told.meaning.people else _SAYS_OFF.fullmatch(told.meaning.text)
    return _ASKS.fullmatch(told.meaning.text) or said


async def call_off_meeting(told: Told) -> Reply:
    """Drop that meeting alone, and its day in the calendar; ask which where several could be."""
    asked = _called_off(told)
    what, whose = (asked["what"], asked["whose"]) if asked else ("", "")
    meetings = await _meetings(told, stems(what))
    days = {mention.due for mention in read_dates(told.meaning.text, told.local_now) if mention.due}
    meetings = [each for each in meetings if each.due_on in days] if days else meetings
    if not meetings:
        return replies.no_such_meeting(what) if _ASKS.fullmatch(told.meaning.text) else await cancel_event(told)
    called = await _called(told, meetings, told.meaning.text)
    if len(called or meetings) > 1 or (whose and not called and not days):
        return replies.which_to_drop(called or meetings, told.today)
    (off,) = called or meetings
    await told.work.put(closed(off, FollowUpState.DROPPED, told.now))
    for event in await beside(told, off):
        await told.work.remove(event)
    return replies.called_off(off, told.act_id, told.today)


async def move_meeting(told: Told) -> Reply | None:
    """Put the one meeting ahead that the message names by what it is on its new day; None where there is no such."""
    new = next((each for each in told.meaning.follow_ups if each.kind is FollowUpKind.MEET), None)
    if new is None or new.due_on is None or told.meaning.facts or len(told.meaning.follow_ups) > 1:
        return None
    said = stems(told.meaning.text)
    named = [
        each
        for each in await _meetings(told, said)
        if stems(each.what) - _SAYS_NO_MORE <= said and stems(each.what) - _SAYS_NO_MORE
    ]
    return await _put_on(told, named[0], new.due_on, new.due_at) if len(named) == 1 else None


def move_called(otherwise: Callable[[Told], Awaitable[Reply]]) -> Callable[[Told], Awaitable[Reply]]:
    """Put the one meeting ahead that is called by its place or person on its new day; else answer *otherwise*."""

    async def answer(told: Told) -> Reply:
        what, when = _new_time(told) or ("", "")
        told_at = [each for each in read_dates(when, told.local_now) if each.due or each.at]
        clock = _BARE_CLOCK.search(when)
        called = await _called(told, await _meetings(told, None), what) if told_at or clock else []
        meeting = called[0] if len(called) == 1 else None
        days = [each.due for each in told_at if each.due and each.kind is not Kind.CLOCK]
        day = days[-1] if days else meeting.due_on if meeting else None
        if meeting is None or day is None:
            return await otherwise(told)
        at = told_at[-1].at if told_at else None
        if clock and at is None:
            at = nearest_clock(int(clock["hour"]), int(clock["minute"]), meeting.due_at)
        return await _put_on(told, meeting, day, at)

    return answer


def nearest_clock(hour: int, minute: int, was: time | None) -> time:
    """Return an hour told without its half of the day in the half that is nearer to the hour before."""
    before = was or time(12)
    halves = (time(half + hour % 12, minute) for half in (0, 12))
    return min(halves, key=lambda each: abs((each.hour - before.hour) * 60 + each.minute - before.minute))


async def _put_on(told: Told, meeting: FollowUp, day: date, told_at: time | None) -> Reply:
    at = told_at or clock_of(told, meeting)
    later = moved(meeting, *reminder_time(told.work.resident, day, at, told.now), told.now)
    await put_moved(told, meeting, later)
    return replies.snoozed(replies.task_of(later), told.act_id, told.today)


async def _called(told: Told, meetings: Sequence[FollowUp], words: str) -> list[FollowUp]:
    """Return those of the meetings whose place or person these words name, the sort of meeting apart."""
    said = stems(words) - _SAYS_NO_MORE - _SORTS
    contacts = {each.id: each for each in await told.work.all(Contact)}
    shared: dict[str, int] = {}
    for each in meetings:
        contact = contacts.get(each.contact_id or "")
        own = f"{each.what} {contact.name} {contact.position.institution or ''}" if contact else each.what
        shared[each.id] = len((stems(own) - _SAYS_NO_MORE - _SORTS) & said)
    most = max(shared.values(), default=0)
    return [each for each in meetings if most and shared[each.id] == most]


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


async def _meetings(told: Told, said: set[str] | None) -> list[FollowUp]:
    """Return the meetings still to come that are called so, or all, with the people named where some are."""
    owed = [
        each
        for each in await told.work.all(FollowUp)
        if each.state is FollowUpState.OPEN
        and each.kind in (FollowUpKind.MEET, FollowUpKind.CALL)
        and (each.due_on is None or each.due_on >= told.today)
        and (said is None or stems(each.what) & said or (each.kind is FollowUpKind.MEET and said & _ANY))
    ]
    return _with(owed, await told.work.all(Contact), told)


def _with(owed: Sequence[FollowUp], contacts: Sequence[Contact], told: Told) -> list[FollowUp]:
    people = {match.certain.id for each in told.meaning.people if (match := match_mention(each, contacts)).certain}
    return [each for each in owed if each.contact_id in people] if people else list(owed)
