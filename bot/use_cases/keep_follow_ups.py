"""Keep what the resident owes, and by when."""

import re
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp, FollowUpState, Series, moved
from bot.domain.local_time import first_time, reminder_time
from bot.domain.matching import match_contact
from bot.domain.names import fold
from bot.domain.recall import shorten
from bot.domain.vocabulary import FactKind, FollowUpKind
from bot.planning.meetings import EVENING
from bot.replies.people import short_name
from bot.replies.tasks import task_in_words
from bot.turn import Told
from bot.understanding.meaning import FollowUpMention
from bot.use_cases.keep_facts import subject_of
from bot.use_cases.keep_people import KeptPerson

_APPLYING = re.compile(
    r"(?:the )?(?:apply|send your application|(?:application )?deadline|application|clos(?:es?|ing)|due)"
    r"(?: (?:by|is|on))?",
    re.IGNORECASE,
)
"""A task that says nothing of where to: "apply by oct 20", "deadline friday"."""

_THING = r"letter|lor|recommendation|e-?mail|reply|answer|offer|abstract|paper|feedback|evaluation|promise"
_THEIRS = re.compile(
    rf"\bremind me (?:about|of) (?:the |my )?(?:\S.{{0,40}}?['’]s? (?P<thing>{_THING})|(?P<thing_2>{_THING}) from)\b",
    re.IGNORECASE,
)
"""What somebody else owes or sent: "remind me about Dr. Cole's letter" is no asking for it."""

QUOTED = 80
"""How many characters of what was said before stand for "that"."""

_TO_SOMEBODY = frozenset(FollowUpKind) - {FollowUpKind.APPLY, FollowUpKind.OTHER}


async def keep_follow_ups(told: Told, people: list[KeptPerson]) -> list[FollowUp]:
    """Store what the message says is owed. The same thing owed twice is one follow-up, with the day that was told."""
    owed = [each for each in await told.work.all(FollowUp) if each.state is FollowUpState.OPEN]
    kept = []
    for mention in told.meaning.follow_ups:
        follow_up = await _follow_up(told, mention, people)
        twin = next((each for each in owed if _same(each, follow_up)), None)
        if twin is None:
            await told.work.put(follow_up)
        elif follow_up.series and twin.series:
            done_on = twin.series.done_on
            twin = moved(twin, follow_up.due_on, follow_up.due_at, told.now)
            twin = replace(twin, series=replace(follow_up.series, done_on=done_on))
            await told.work.put(twin)
        elif twin.due_on is None and follow_up.due_on:
            twin = moved(twin, follow_up.due_on, follow_up.due_at, told.now)
            await told.work.put(replace(twin, series=follow_up.series))
        kept.append(twin or follow_up)
    return kept


async def _follow_up(told: Told, mention: FollowUpMention, people: list[KeptPerson]) -> FollowUp:
    contact = await _with_whom(told, mention, people)
    due_on, due_at = mention.due_on, mention.due_at or _evening_told(told, mention)
    series = None
    if mention.recurrence and due_on:
        due_on = first_time(told.work.resident, mention.recurrence, due_on, due_at, told.now)
        series = Series(mention.recurrence, due_on, due_at)
    elif due_on and mention.kind is not FollowUpKind.MEET:  # which is the day and time of the meeting itself
        due_on, due_at = reminder_time(told.work.resident, due_on, due_at, told.now)
    kind = mention.kind
    what = task_in_words(kind, mention.what, contact)
    if contact is None and _POINTS_BACK.fullmatch(what):
        what = await _told_before(told) or what
    if contact and (theirs := _THEIRS.search(told.meaning.text)):
        kind, what = FollowUpKind.OTHER, f"see about {short_name(contact)}'s {theirs['thing'] or theirs['thing_2']}"
    place = _opening_told(told)
    if place and contact is None and _APPLYING.fullmatch(what):
        what = f"apply to {place}"
    return FollowUp(
        id=told.ids.new(),
        kind=FollowUpKind.APPLY if what.startswith("apply to") else kind,
        what=what,
        created_at=told.now,
        contact_id=contact.id if contact else None,
        due_on=due_on,
        due_at=due_at,
        source=told.source(mention.span),
        series=series,
    )


_EVENING_TOLD = re.compile(r"\b(?:tonight|tonite|2nite|evening|night)\b", re.IGNORECASE)


def _evening_told(told: Told, mention: FollowUpMention) -> time | None:
    """Return the hour that "tonight" or "friday evening" means for a reminder: where it is late, in an hour."""
    span = mention.due_span
    words = told.meaning.text[span.start : span.end] if span else told.meaning.text
    if mention.due_on is None or mention.kind is FollowUpKind.MEET or not _EVENING_TOLD.search(words):
        return None
    if span is None and mention.due_on != told.today:
        return None
    if datetime.combine(mention.due_on, EVENING) > told.local_now:
        return EVENING
    in_an_hour = told.local_now.replace(second=0, microsecond=0) + timedelta(
        hours=1, minutes=-told.local_now.minute % 5
    )
    return in_an_hour.time() if in_an_hour.date() == mention.due_on == told.today else None


_POINTS_BACK = re.compile(r"(?:about |of )?(?:that|this|it)", re.IGNORECASE)
"""A task that is what was said just before: "remind me about that in 2 weeks"."""


async def _told_before(told: Told) -> str | None:
    """Return the resident's words before this message, as a task that quotes them."""
    notes = await told.work.notes.newest(limit=8)
    before = next((note for note in notes if note.id != told.note.id and not note.asked), None)
    return f"“{shorten(before.text, QUOTED)}”" if before else None


def _opening_told(told: Told) -> str | None:
    """Return the program whose opening the message tells of, where it is one alone."""
    places = {fact.about for fact in told.meaning.facts if fact.kind is FactKind.OPENING}
    return next(iter(places)) if len(places) == 1 else None


async def _with_whom(told: Told, mention: FollowUpMention, people: list[KeptPerson]) -> Contact | None:
    if mention.with_name is None:
        alone = len(people) == 1 and mention.kind in _TO_SOMEBODY
        return people[0].contact if alone else None
    of_message = subject_of(mention.with_name, people)
    return of_message or match_contact(mention.with_name, await told.work.all(Contact)).certain


def _words(follow_up: FollowUp) -> frozenset[str]:
    """Return the words that tell a task from another: "send your CV to Dr. Rao" is "send CV (Rao)"."""
    return frozenset(fold(re.sub(r"[()“”,.:;]", " ", follow_up.what))) - _OF_ANY_TASK


_OF_ANY_TASK = frozenset(fold("your the a an to for with w dr"))


def _same(one: FollowUp, other: FollowUp) -> bool:
    """Tell whether they are one task; told once with a day and once without, it is meant for that day.

    Without a day it may be told in fewer words: "email stern scores" after "email him my step scores by mon".
    """
    vague = FollowUpKind.OTHER in (one.kind, other.kind)
    if one.contact_id != other.contact_id or (one.kind is not other.kind and not vague):
        return False
    words = _words(one), _words(other)
    shorter = words[0] if one.due_on is None else words[1] if other.due_on is None else None
    if one.kind is not other.kind and words[0] != words[1]:
        return False
    if words[0] != words[1] and not (shorter and one.contact_id and shorter == words[0] & words[1]):
        return False
    if one.series and other.series:  # told again, it has a new rhythm
        return True
    if one.series or other.series:
        return (None, None) in ((one.due_on, one.due_at), (other.due_on, other.due_at))
    days = ((one.due_on, one.due_at), (other.due_on, other.due_at))
    return days[0] == days[1] or (None, None) in days
