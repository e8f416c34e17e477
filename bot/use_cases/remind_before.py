"""A reminder counted back from what is planned: "remind me the night before", "ping me an hour before that"."""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.domain.application import LetterPlan
from bot.domain.contact import Contact
from bot.domain.follow_up import Event, FollowUp, FollowUpState
from bot.domain.recall import stems
from bot.domain.vocabulary import FollowUpKind
from bot.planning.meetings import EVENING
from bot.playbook.sourced import season_asked_for
from bot.replies.people import full_name
from bot.turn import Told
from bot.understanding.dates.rules.offsets import how_many
from bot.understanding.dates.spellings import SPELLINGS
from bot.use_cases.identify_contact import match_mention
from bot.use_cases.own_words import known_names

_AMOUNT = r"\d{1,2}|an?|(?:a )?couple(?: of)?|(?:a )?few|half an|" + "|".join(
    word for word, standard in SPELLINGS.items() if standard.isdigit()
)
_BEFORE = re.compile(
    rf"\b(?:the )?(?:(?P<one>night|evening|day|morning)|"
    rf"(?P<amount>{_AMOUNT}) ?(?P<unit>min|h|hr|hour|day|week|wk)[a-z]*) "
    r"(?:before(?:hand)?|prior|ahead(?: of time)?)(?: (?:to )?(?:that|it|then|this|(?:the|my|our) (?P<thing>[\w'’ "
    r"-]{2,40}?)|(?:(?:her|his|their|[^\W\d_]+['’]s) )?(?P<deadline>deadline|due date)|"
    r"(?P<season>match day|match week|soap|rols?|rank(?:ing)? lists?|eras)))?"
    r"(?=\s*(?:[,.!?;]|\Z)|\s+(?:to|so|about)\b)",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    rf"\W*(?:(?:ok|and|also|please|pls|can you|could you|then)\W+)*(?:remind|ping|nudge|text|alert) me "
    rf"(?P<amount>{_AMOUNT}) ?(?P<unit>min|h|hr|hour)[a-z]* before (?=\S)",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"\W*(?:(?:ok|and|also|please|pls|can you|could you|then)\W+)*(?:remind|ping|nudge|text|tell|alert|notify) me"
    r"(?:\W+(?:please|pls|thanks|too|again))*\W*",
    re.IGNORECASE,
)
"""All that is said beside it where it is the planned thing itself to be reminded of."""

_OF_SEASON = re.compile(r"\b(?:match (?:day|week)|soap|rols?|rank(?:ing)?(?: order)? lists?|eras)\b", re.IGNORECASE)
"""Dates of the season, which every resident has."""

_MINUTES = {"m": 1, "h": 60, "d": 24 * 60, "w": 7 * 24 * 60}
_OF_ANYTHING = stems("the a an my our with at for in on and to")


class _Planned(NamedTuple):
    what: str
    on: date
    at: time | None
    told_at: datetime


async def counted_back(told: Told) -> Told:
    """Return the turn with the day that its words count from what is planned; as it is where there is nothing."""
    if ahead := await _ahead_of_its_hour(told):
        return ahead
    before = _BEFORE.search(told.meaning.text)
    if before is None or any(each.due_on for each in told.meaning.follow_ups):
        return told
    planned = await _meant(told, "deadline" if before["deadline"] else before["season"] or before["thing"] or "")
    when = _counted(before, planned) if planned else None
    if planned is None or when is None:
        return told
    text = told.meaning.text
    alone = _ALONE.fullmatch(text[: before.start()] + text[before.end() :])
    day = f"on {when:%B} {when.day} {when.year}" + (f" at {when:%H:%M}" if when.time() != time(0) else "")
    said = f"remind me {day} about {planned.what}" if alone else text[: before.start()] + day + text[before.end() :]
    read = told.tools.understand(said, told.local_now, told.work.resident.tz, await known_names(told.work))
    # Spans of these words do not fit the note, so what was read is traced to the note as a whole.
    follow_ups = tuple(replace(each, span=None, due_span=None) for each in read.follow_ups)
    people = tuple(replace(each, spans={}) for each in read.people)
    if alone:  # a reminder of a meeting is no second meeting
        follow_ups = tuple(replace(each, kind=FollowUpKind.OTHER) for each in follow_ups)
    return replace(told, meaning=replace(told.meaning, follow_ups=follow_ups, people=people)) if follow_ups else told


async def _ahead_of_its_hour(told: Told) -> Told | None:
    """Return the turn with its task so long before the hour told: "remind me an hour before my call with Lee at 5"."""
    asked, text = _AHEAD.match(told.meaning.text), told.meaning.text
    if asked is None:
        return None
    said = f"remind me about {text[asked.end() :]}"
    read = told.tools.understand(said, told.local_now, told.work.resident.tz, await known_names(told.work))
    owed = read.follow_ups[0] if len(read.follow_ups) == 1 else None
    if owed is None or owed.due_on is None or owed.due_at is None:
        return None
    when = datetime.combine(owed.due_on, owed.due_at) - _length(asked)
    owed = replace(owed, kind=FollowUpKind.OTHER, due_on=when.date(), due_at=when.time(), span=None, due_span=None)
    return replace(told, meaning=replace(told.meaning, follow_ups=(owed,)))


async def _meant(told: Told, thing: str) -> _Planned | None:
    """Return what is planned and shares most words with *thing*; where nothing is named, what was planned last."""
    counted = {note.id for note in await told.work.notes.newest() if _BEFORE.search(note.text)}
    ahead = [
        _Planned(each.what, each.due_on, each.due_at, each.set_at)
        for each in await told.work.all(FollowUp)
        if each.state is FollowUpState.OPEN
        and each.due_on
        and each.due_on >= told.today
        and not (each.kind is FollowUpKind.OTHER and each.source and each.source.note_id in counted)
    ]
    ahead += [
        _Planned(each.title, each.starts_on, each.at, each.created_at)
        for each in await told.work.all(Event)
        if each.starts_on >= told.today
    ]
    if not told.meaning.people and _OF_SEASON.search(f"{thing} {told.meaning.text}" if thing == "deadline" else thing):
        dates = season_asked_for(told.meaning.text, told.today)
        coming = [each for each in dates if each.on and each.on >= told.today]
        return _Planned(coming[0].text, coming[0].on or told.today, None, told.now) if coming else None
    named = stems(thing) - _OF_ANYTHING
    if named:  # the visa's last day was not planned just now, so it is meant only by its name
        ahead += [
            _Planned(f"{each.kind.value} ends", each.on, None, each.told_at) for each in told.work.resident.own_dates
        ]
        ahead += await _letters_due(told)
    fitting = [each for each in ahead if not named or named & stems(each.what)]
    return max(fitting, key=lambda each: (len(named & stems(each.what)), each.told_at), default=None)


async def _letters_due(told: Told) -> list[_Planned]:
    """Return the deadlines of letters: of those who are named, where the message names somebody."""
    contacts = await told.work.all(Contact)
    named = [match_mention(each, contacts).certain for each in told.meaning.people]
    writers = {each.id: each for each in (named if told.meaning.people else contacts) if each}
    return [
        _Planned(f"the deadline of {full_name(writers[plan.id])}'s letter", plan.deadline, None, plan.created_at)
        for plan in await told.work.all(LetterPlan)
        if plan.id in writers and plan.deadline and plan.deadline >= told.today
    ]


def _counted(before: re.Match[str], planned: _Planned) -> datetime | None:
    """Return the local day and time counted back to; midnight where it is a day alone, None where no hour is known."""
    day = datetime.combine(planned.on, time(0))
    if before["one"]:
        at = EVENING if before["one"].lower() in ("night", "evening") else time(0)
        return datetime.combine(planned.on - timedelta(days=1), at)
    back = _length(before)
    if back >= timedelta(days=1):
        return day - back
    return datetime.combine(planned.on, planned.at) - back if planned.at else None


def _length(told: re.Match[str]) -> timedelta:
    amount = told["amount"].lower()
    return timedelta(minutes=how_many(SPELLINGS.get(amount, amount)) * _MINUTES[told["unit"][0].lower()])
