"""Several interviews told in one line, each with its program and day: "interviewed at Drexel nov 3, Temple dec 1"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from typing import NamedTuple

from bot.domain.follow_up import Event, EventKind
from bot.domain.vocabulary import FollowUpKind, Intent
from bot.messages import Reply
from bot.replies.planned import interviews
from bot.turn import Told
from bot.understanding.dates import Kind, read_dates
from bot.understanding.introduction import is_known_place
from bot.understanding.meaning import FollowUpMention
from bot.understanding.reading import COMMON_WORDS
from bot.use_cases.log_encounter import keep_told

_INTERVIEW = re.compile(r"\b(?:interview(?P<past>ed)?s?|interviewing|ivs?|intvws?)\b", re.IGNORECASE)
_BEGINS = re.compile(
    r"\W*(?:(?:i|i['’]ve|have|had|got|my|the|so|ok|also|two|three|\d|was|just|invites?|for) ?)*\W*", re.IGNORECASE
)
_BESIDE = (
    r"(?:at|with|w/?|@|from|and|then|on|is|the|in|by|via|zoom|virtual|virtually|in[- ]person|person|video|phone|next)"
)
_PLACE = re.compile(
    rf"[\W_]*(?:{_BESIDE}[\W_]+)*(?P<place>[^\W\d_][\w.'’&-]*(?: (?!{_BESIDE}\b)[^\W\d_][\w.'’&-]*){{0,3}}?)"
    rf"(?:[\W_]+{_BESIDE}(?![\w]))*[\W_]*",
    re.IGNORECASE,
)
_LEFT = re.compile(rf"[\W_]*(?:(?:{_BESIDE}|both|all|so far|exciting|yay|this week|am|pm)[\W_]*)*", re.IGNORECASE)
_TITLES = frozenset(("dr", "drs", "prof", "mr", "ms", "mrs"))
_TELLING = frozenset((Intent.LOG, Intent.PLAN, Intent.CHAT, Intent.REMIND, Intent.DONE))


class _Interview(NamedTuple):
    place: str
    on: date
    at: time | None


def lists_interviews(told: Told) -> bool:
    return len(_interviews(told)) > 1


def _interviews(told: Told) -> Sequence[_Interview]:
    """Return the interviews, where programs and their days are all that is told besides; none where more is."""
    text, meaning = told.meaning.text, told.meaning
    said = _INTERVIEW.search(text)
    if said is None or "?" in text or meaning.facts or meaning.intent not in _TELLING:
        return ()
    if not _BEGINS.fullmatch(text, 0, said.start()):
        return ()
    found: list[_Interview] = []
    end = said.end()
    for mention in read_dates(text, told.local_now):
        days = mention.past if said["past"] or mention.just_passed else mention.future
        place = _PLACE.fullmatch(text, end, mention.span.start)
        if mention.kind is not Kind.DAY or days is None or place is None or not _is_place(place["place"]):
            return ()
        found.append(_Interview(_as_name(place["place"]), days.start, mention.at))
        end = mention.span.end
    return found if _LEFT.fullmatch(text, end) else ()


def _is_place(words: str) -> bool:
    first = words.split(maxsplit=1)[0]
    if first.casefold().rstrip(".") in _TITLES:
        return False
    return is_known_place(words) or first[0].isupper() or first.casefold() not in COMMON_WORDS


def _as_name(words: str) -> str:
    return " ".join(word if word != word.lower() else word.title() for word in words.split())


async def plan_interviews(told: Told) -> Reply:
    """Keep each on its day; those ahead are reminded of, of those that are over it is asked who was met."""
    listed = _interviews(told)
    ahead = [each for each in listed if each.on >= told.today]
    owed = tuple(FollowUpMention(FollowUpKind.MEET, None, each.on, each.at, what=_called(each)) for each in ahead)
    meaning = replace(told.meaning, intent=Intent.PLAN, people=(), follow_ups=owed)
    outcome = await keep_told(replace(told, meaning=meaning), met=False)
    for each in listed:
        event = Event(
            id=told.ids.new(),
            kind=EventKind.MEETING,
            title=_called(each),
            starts_on=each.on,
            ends_on=each.on,
            created_at=told.now,
            at=each.at,
            source=told.source(None),
        )
        await told.work.put(event)
    over = [(each.place, each.on) for each in listed if each not in ahead]
    return interviews(outcome, over, told.today)


def _called(interview: _Interview) -> str:
    return f"interview with {interview.place}"
