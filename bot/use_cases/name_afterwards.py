"""Whose name is told on its own, "her name is Dr. Amara Diallo": of whom the message before named, or left unnamed."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import OSA

from bot.domain.contact import Contact
from bot.domain.correction import NewName
from bot.domain.names import Likeness, compare, fold
from bot.domain.note import Note
from bot.messages import Reply
from bot.replies.saved import saved
from bot.turn import Told
from bot.understanding.meaning import PersonMention, Understanding
from bot.use_cases.last_told import asked_about, touched_by
from bot.use_cases.lend_subject import NAME_FORGOTTEN
from bot.use_cases.log_encounter import keep_told

MOST_SLIPS = 2
"""Letters in which a name and its right spelling differ at most."""

_ONE_PART = re.compile(r"\b(?:last|first|sur|family|given)\s*name\b|\bspel(?:led|ling|ls?|t)\b", re.IGNORECASE)
_UNNAMED = re.compile(r"\b(?:some|a|an|another|this)\s+(?=\w)", re.IGNORECASE)
_SOMEBODY = re.compile(
    r"\b(?:some(?:one|body)(?: new)?|(?:a|this|some|the) (?:guy|man|woman|lady|girl|person|doctor|doc|dr)\b)",
    re.IGNORECASE,
)
"""Somebody of whom nothing more is told."""
_FORGOTTEN = re.compile(
    rf"[,;.(–—-]*\s*(?:(?:but|and|i|who(?:se)?)\s+)*{NAME_FORGOTTEN}\W*",
    re.IGNORECASE,
)


def is_near(one: str, other: str) -> bool:
    """Tell whether one is a slip of the pen for the other: "Okafor", "Okefor"."""
    return OSA.distance(one.casefold(), other.casefold()) <= MOST_SLIPS


async def whose_name(told: Told, name: NewName, named: Sequence[Contact]) -> Contact | None:
    """Return the one contact whose name this corrects: told in the message itself, or alone in the one before."""
    rest = set(fold(told.meaning.text)) - set(fold(name.new))
    spoken_of = [contact for contact in named if rest & set(fold(contact.name))]
    contacts = spoken_of or await _told_before(told)
    if len(contacts) != 1:
        return None
    [contact] = contacts
    return contact if _ONE_PART.search(told.meaning.text) or _fits(name.new, contact) else None


async def name_afterwards(told: Told, name: NewName) -> Reply | None:
    """Keep a new person under the name, with what the message before told of them; None where it told of nobody new."""
    before = await _note_before(told)
    if before is None or await _told_before(told):
        return None
    title = next((person.title for person in told.meaning.people if person.title), None)
    called = f"{title} {name.new}" if title else name.new
    ways = (_UNNAMED.sub(f"{called}, a ", before.text, count=1), f"{called}: {before.text}")
    at = before.received_at.astimezone(told.work.resident.zone).replace(tzinfo=None)
    readings = [told.tools.understand(way, at, told.work.resident.tz, ()) for way in ways]
    found = ((reading, person) for reading in readings for person in reading.people if _is(person, name))
    reading, person = next(((r, p) for r, p in found if p.role or p.institution or p.specialty), (None, None))
    if person is None and _SOMEBODY.search(before.text):
        words = _FORGOTTEN.sub(" ", _SOMEBODY.sub(called, before.text, count=1))
        reading = told.tools.understand(words, at, told.work.resident.tz, ())
        person = next((each for each in reading.people if _is(each, name)), None)
    if reading is None or person is None:
        return None
    # What else the message before told was kept with it; its spans are of words that stand in no note.
    meaning = Understanding(
        text=reading.text,
        intent=reading.intent,
        people=(replace(person, name=name.new, spans={}),),
        when=reading.when,
        where=reading.where,
        where_kind=reading.where_kind,
    )
    return saved(await keep_told(replace(told, meaning=meaning)), told.today)


async def _told_before(told: Told) -> Sequence[Contact]:
    if asked := await asked_about(told):
        return [asked]
    before = await _note_before(told)
    return (await touched_by(told, await told.work.acts.of_note(before.id))).contacts if before else ()


async def _note_before(told: Told) -> Note | None:
    """Return the note replied to, else the latest that told of something."""
    notes = await told.work.notes.newest()
    return told.thread or next((note for note in notes if note.id != told.note.id and not note.asked), None)


def _is(person: PersonMention, name: NewName) -> bool:
    return compare(person.name, name.new).likeness is Likeness.SAME


def _fits(name: str, contact: Contact) -> bool:
    """Tell whether the name could be the contact's told better: in full, or with a letter or two set right."""
    known = [compare(name, each).likeness for each in (contact.name, *contact.aliases)]
    return any(likeness is not Likeness.DIFFERENT for likeness in known) or any(
        is_near(one, other) and min(len(one), len(other)) > MOST_SLIPS + 1
        for one in fold(name)
        for other in fold(contact.name)
    )
