"""What will not be: "I'm not going to ACP anymore", "MICU got cancelled", "the meeting with Dr. Kim is off"."""

import re

from bot.domain.contact import Contact
from bot.domain.follow_up import Event, EventKind, FollowUp, FollowUpState, closed
from bot.domain.vocabulary import FollowUpKind, Intent
from bot.messages import Reply
from bot.replies import owed as owed_replies
from bot.replies.planned import cancelled
from bot.turn import Told
from bot.understanding.time_off import speaks_of_time_off
from bot.use_cases.finish_follow_up import finish_follow_up
from bot.use_cases.identify_contact import match_mention
from bot.use_cases.log_encounter import log_encounter

ASKS = re.compile(
    r"\b(?:not going to|no longer (?:going|attending|on|doing)|can'?t (?:go|make it) to|won'?t (?:be at|make it to|"
    r"go to)|skipping|dropped out of|cancel(?:led|ed|ling)?|called off)\b",
    re.IGNORECASE,
)
CALLED_OFF = re.compile(r"\b(?:cancel(?:led|ed|ling)?|called off)\b", re.IGNORECASE)
"""What says so whatever else the message might be taken for."""


async def cancel_event(told: Told) -> Reply:
    """Take away the event ahead that the message names; where it names none, answer it as what it is."""
    people = await _people(told)
    meetings = await _meetings(told, people)
    ahead = [event for event in await told.work.all(Event) if event.ends_on >= told.today]
    named = [event for event in ahead if _is_named(event, told.meaning.text, people)]
    if named:
        event = min(named, key=lambda each: (each.starts_on, each.id))
        await told.work.remove(event)
        await _drop(told, [owed for owed in meetings if owed.due_on == event.starts_on])
        with_whom = [each for each in await told.work.all(Contact) if each.id in event.contact_ids]
        return cancelled(event, with_whom, told.act_id, told.today)
    if meetings and CALLED_OFF.search(told.meaning.text):
        first = min(meetings, key=lambda each: (each.due_on or told.today, each.id))
        await _drop(told, [first])
        return owed_replies.dropped(first.what, told.act_id)
    return await (finish_follow_up if told.meaning.intent is Intent.DONE else log_encounter)(told)


def _is_named(event: Event, text: str, people: set[str]) -> bool:
    if event.kind is EventKind.TIME_OFF:
        return speaks_of_time_off(text)
    if event.kind is EventKind.MEETING and not event.title:
        return bool(people & set(event.contact_ids))
    return bool(event.title) and bool(re.search(rf"\b{re.escape(event.title.casefold())}\b", text.casefold()))


async def _people(told: Told) -> set[str]:
    contacts = await told.work.all(Contact)
    named = (match_mention(each, contacts) for each in told.meaning.people)
    return {match.certain.id for match in named if match.certain}


async def _meetings(told: Told, people: set[str]) -> list[FollowUp]:
    """Return the meetings with these people that are still to come."""
    owed = await told.work.all(FollowUp)
    ahead = (each for each in owed if each.kind is FollowUpKind.MEET and each.state is FollowUpState.OPEN)
    return [each for each in ahead if each.contact_id in people and (each.due_on is None or each.due_on >= told.today)]


async def _drop(told: Told, meetings: list[FollowUp]) -> None:
    for each in meetings:
        await told.work.put(closed(each, FollowUpState.DROPPED, told.now))
