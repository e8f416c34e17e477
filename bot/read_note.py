"""What a note means to this resident: its words read in their local time, with the names they know."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.names import fold, without_titles
from bot.domain.note import Note
from bot.domain.resident import Resident
from bot.domain.vocabulary import Intent
from bot.slash import sentence_of, word_alone
from bot.turn import Understand
from bot.understanding.forwarded import without_head
from bot.understanding.greetings import without_salutation, without_thanks
from bot.understanding.meaning import Known, KnownContact, Question, Understanding
from bot.understanding.own_profile import introduction_before
from bot.understanding.possessives import apostrophe_left_out, told_without, with_apostrophe


def read(
    note: Note, known: Sequence[Known], resident: Resident, now: datetime, understand: Understand
) -> Understanding:
    """Understand a note in the resident's local time."""
    text = sentence_of(note.text) if note.command == "/vouch" else word_alone(note.text)
    if told_first := introduction_before(text, resident.name):
        text = told_first[1]  # what is told of oneself is kept apart: "IMG on J-1" is no fact of a program
    if not text:
        return Understanding(note.text, Intent.CHAT)
    text = without_salutation(text, resident.name, called(known))
    local_now = now.astimezone(resident.zone).replace(tzinfo=None)
    at = apostrophe_left_out(text, known)
    if at is None:
        body = without_thanks(without_head(text))
        meaning = understand(body, local_now, resident.tz, known)
        if body != text:  # blanked words keep their length, so that what was read still stands at its place
            meaning = replace(meaning, text=text)
        return asked_by_name(asked_of_somebody(without_programs(meaning, known)), known)
    return told_without(understand(with_apostrophe(text, at), local_now, resident.tz, known), text, at)


def without_programs(meaning: Understanding, known: Sequence[Known]) -> Understanding:
    """Take nobody for a person who is called as the hospital of somebody known: "Marlowe" of Marlowe University."""
    bare = [each for each in meaning.people if not (each.title or each.role or each.institution)]
    if not bare:
        return meaning
    people = [each for each in known if isinstance(each, KnownContact)]
    names = {word for each in people for word in fold(each.name)}
    bare = [each for each in bare if names.isdisjoint(fold(each.name))]
    places = [fold(each.institution) for each in people if each.institution] if bare else []
    programs = [each for each in bare if any(place[: len(fold(each.name))] == fold(each.name) for place in places)]
    return replace(meaning, people=tuple(each for each in meaning.people if each not in programs))


_OPENS = r"\W*(?:(?:so|and|but|hey|wait|ok|btw)\W+)*"
_ASKS_OF = re.compile(
    _OPENS + r"(?:is|are|does|can|will)\s+(?:(?:dr|prof|doctor)\b\.?\s*)?",
    re.IGNORECASE,
)


_ASKS_FOR_NEWS = re.compile(
    _OPENS + r"(?:what(?:['’]?s| is| has| have)? (?:happen(?:ed|ing)|up|new|going on|the latest)"
    r"|any(?:thing)? (?:new|news|update)|the latest)\b",
    re.IGNORECASE,
)


_ASKS_WHETHER = re.compile(_OPENS + r"(?:is|are|does|do)\s", re.IGNORECASE)


def asked_of_somebody(meaning: Understanding) -> Understanding:
    """Take for a question what begins as one, "is levine a sponsor", with its mark or without: it tells nothing."""
    if meaning.intent is Intent.LOG and meaning.facts and not meaning.people and _ASKS_WHETHER.match(meaning.text):
        claim = meaning.facts[0]
        question = Question(institutions=(claim.about,), fact_kind=claim.kind, visa=claim.visa)
        return replace(meaning, intent=Intent.ASK, facts=(), question=question)
    if meaning.intent is Intent.AGENDA and len(meaning.people) == 1 and _ASKS_FOR_NEWS.match(meaning.text):
        return replace(meaning, intent=Intent.ASK, question=Question(person=meaning.people[0].name))
    if meaning.intent is not Intent.LOG or not meaning.people or meaning.follow_ups:
        return meaning
    person, begins = meaning.people[0], _ASKS_OF.match(meaning.text)
    name = person.spans.get("name")
    if begins is None or name is None or begins.end() != name.start:
        return meaning
    words = tuple(re.findall(r"[\w'’-]+", meaning.text[name.end :]))
    return replace(meaning, intent=Intent.ASK, facts=(), question=Question(person=person.name, words=words))


_LONGEST_NAME = 60


def called(known: Sequence[Known]) -> list[str]:
    return [each.name for each in known if isinstance(each, KnownContact)]


def asked_by_name(meaning: Understanding, known: Sequence[Known]) -> Understanding:
    """Take the name of somebody known, "aziz", and no word beside it, for the question who that is."""
    if len(meaning.people) != 1 or len(meaning.text) > _LONGEST_NAME:
        return meaning
    named = set(fold(without_titles(meaning.text.strip(" .!?,…"))))
    if not named or not any(named.issubset(fold(name)) for name in called(known)):
        return meaning
    question = Question(person=meaning.people[0].name)
    return replace(meaning, intent=Intent.ASK, facts=(), follow_ups=(), question=question)
