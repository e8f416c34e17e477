"""Lend a message the person it leaves out: "she's an IMG too" is said of the one told of last, or of the thread's."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.domain.contact import Contact
from bot.domain.correction import in_full
from bot.domain.matching import match_contact
from bot.domain.names import Likeness, compare
from bot.domain.vocabulary import FollowUpKind, Intent
from bot.replies.people import full_name
from bot.turn import Told
from bot.understanding.gender import FEMININE, MASCULINE, gender_of_name
from bot.understanding.meaning import FollowUpMention, KnownPlace, PersonMention, Understanding
from bot.use_cases.last_told import last_told, touched_by
from bot.use_cases.own_leader import names_own_leader, own_leader

_PRONOUN = re.compile(r"\b(?:she|he|her|him|his|hers|they|them|their|there)\b", re.IGNORECASE)
OF_ONE = re.compile(r"\b(?:she|he|her|him|his|hers)\b", re.IGNORECASE)
"""Of a person, whoever that is; "they" may be a program."""
_PROGRAM = re.compile(r"\b(?:they|them|their|there)\b", re.IGNORECASE)

NAME_FORGOTTEN = (
    r"(?:forgot|missed|lost|did ?n['’]?t (?:get|catch|hear)|do ?n['’]?t (?:know|remember|recall)|"
    r"can ?(?:no|['’])?t (?:remember|recall))\s+(?:(?:the|his|her|their) )?(?:last )?name"
)
"""Said of somebody new, of whom more is told than the name."""
_NEW_TO_ONE = re.compile(rf"\b{NAME_FORGOTTEN}\b", re.IGNORECASE)

FRESH = timedelta(hours=12)
"""How long after a message "she" still means the person it told of."""


async def lend_subject(told: Told, contact: Contact | None = None) -> Told:
    """Return the turn with the person its words leave out, where they can only mean one; else as it is.

    *contact*, where the caller knows whom they mean.
    """
    contact = contact or await left_out(told)
    if contact is None:
        return await _lend_to_kin(told)
    readings = _readings(told, contact)
    details = (each for reading in readings for each in reading.people if _is(each.name, contact))
    mention = next(details, PersonMention(contact.name))
    facts = next((reading.facts for reading in readings if reading.facts), ())
    promises = next((reading.promises for reading in readings if reading.promises), ())
    interested = (contact.name,) if any(reading.interested for reading in readings) else ()
    follow_ups = tuple(
        replace(each, with_name=contact.name) if _is_to_somebody(each) else each for each in told.meaning.follow_ups
    )
    if not (
        facts
        or follow_ups
        or promises
        or interested
        or mention != PersonMention(mention.name, title=mention.title, spans=mention.spans)
    ):
        return told
    # Spans of the words said in full do not fit the note, so what was read there is traced to the note as a whole.
    people = (replace(mention, name=contact.name, spans={}, confidence=1.0),)
    facts = facts if facts is told.meaning.facts else tuple(replace(fact, span=None) for fact in facts)
    intent = Intent.LOG if told.meaning.intent is Intent.CHAT else told.meaning.intent
    return replace(
        told,
        meaning=replace(
            told.meaning,
            intent=intent,
            people=people,
            facts=facts,
            follow_ups=follow_ups,
            promises=tuple(replace(promise, by_name=contact.name, span=None) for promise in promises),
            interested=interested,
        ),
    )


_ASKS_OPINION = re.compile(
    r"\W*(?:so |and |but |hey )*(?:(?:do|would|did) )?(?:you|u|ya) (?:think|reckon|guess)\b", re.IGNORECASE
)
"""Begins a question to Vouch, by which nothing is told: "do u think she'd write a letter"."""


async def _lend_to_kin(told: Told) -> Told:
    """Let what is owed to "him" be the last one's where his own kin is named alone: "email him, his wife is Lee"."""
    owed = [each for each in told.meaning.follow_ups if each.with_name is None and _TO_THEM.search(each.what)]
    if not owed or not _NAMES_KIN.search(told.meaning.text):
        return told
    contact = await one_meant(told, " ".join(each.what for each in owed))
    if contact is None:
        return told
    follow_ups = [replace(each, with_name=contact.name) if each in owed else each for each in told.meaning.follow_ups]
    return replace(told, meaning=replace(told.meaning, follow_ups=tuple(follow_ups)))


_NAMES_KIN = re.compile(
    r"\b(?:her|his|their) (?:husband|wife|spouse|partner|brother|sister|son|daughter|friend|colleague|assistant|"
    r"secretary|fellow|boss)\b",
    re.IGNORECASE,
)
_TO_THEM = re.compile(r"\b(?:her|him|them)\b", re.IGNORECASE)


def _is_to_somebody(owed: FollowUpMention) -> bool:
    """Tell whether a task that names nobody is owed to the one who is left out: "ask her about the spot"."""
    if owed.with_name or owed.kind is FollowUpKind.APPLY:
        return False
    return owed.kind is not FollowUpKind.OTHER or _TO_THEM.search(owed.what) is not None


_JOBS = (
    r"(?:pd|apd|director|coordinator|chair(?:man|woman)?|chief|attendings?|fellows?|faculty|residents?|hospitalists?|"
    r"program director|associate program director)"
)
_OF_THERE = re.compile(
    rf"\b(?:{_JOBS}|works?|working|met|saw|knows?|joined|starting|moved)(?:\s+(?:over|out|up|down|in))?\s+there\b"
    rf"|\btheir (?:new |old |current |associate |assistant )?{_JOBS}\b",
    re.IGNORECASE,
)
_OF_OURS = re.compile(
    rf"\b(?:{_JOBS}|works|working|he|she|is|doc(?:tor)?|physician|surgeon|\w+ologist)\s+(?:at|in|from|of) (?:our|my) "
    r"(?:own )?(?:hospital|program|place|institution|department)\b",
    re.IGNORECASE,
)


async def lend_place(told: Told) -> Told:
    """Return the turn with the hospital that is meant and not named: "coordinator there is Patrice", "their PD".

    Of "our hospital" it is the resident's own, where that is known.
    """
    placeless = [each for each in told.meaning.people if not each.institution]
    text = told.meaning.text
    ours = told.work.resident.program if len(told.meaning.people) == 1 and _OF_OURS.search(text) else None
    if not placeless or not (ours or _OF_THERE.search(text)):
        return told
    place = ours or await _place_beside(told) or await place_told_last(told)
    if place is None:
        return told
    people = tuple(replace(each, institution=each.institution or place) for each in told.meaning.people)
    return replace(told, meaning=replace(told.meaning, people=people))


async def _place_beside(told: Told) -> str | None:
    """Return where those named beside work, as far as that is one hospital: "Lin says their PD is Dr. Shaw"."""
    contacts = await told.work.all(Contact)
    known = [match_contact(each.name, contacts).certain for each in told.meaning.people]
    places = {each.position.institution for each in known if each and each.position.institution}
    return places.pop() if len(places) == 1 else None


async def place_told_last(told: Told) -> str | None:
    """Return the one hospital that the latest message with any told of: people told of since need have none."""
    work = told.work
    for act in await work.acts.of_note(told.thread.id) if told.thread else await work.acts.newest():
        if not told.thread and told.now - act.at > FRESH:
            return None
        touched = await touched_by(told, [act])
        places = {contact.position.institution for contact in touched.contacts if contact.position.institution}
        places |= {fact.about for fact in touched.facts if fact.contact_id is None}
        if places:
            return places.pop() if len(places) == 1 else None
    return None


_THEIR_KIN = re.compile(
    r"\b(?:her|his|their|[^\W\d_]+['’]s) (?:husband|wife|spouse|partner|brother|sister|son|daughter|father|mother|"
    r"cousin|boss|mentor|friend|colleague)\b(?=,? (?:who|is|['’]s|runs?|works?|at)\b)",
    re.IGNORECASE,
)
_ANY_NAME = "Ruiz"
"""What the unnamed are called while their words are read: with a name it is told where they work."""


async def lend_program(told: Told) -> Told:
    """Return the turn with the program of somebody unnamed: "they do J-1" after "her husband is PD at Kern"."""
    if told.meaning.people or told.meaning.facts or not _PROGRAM.search(told.meaning.text):
        return told
    notes = await told.work.notes.newest(limit=8)
    before = next((note for note in notes if note.id != told.note.id and not note.asked), None)
    kin = _THEIR_KIN.search(before.text) if before and told.now - before.received_at <= FRESH else None
    if before is None or kin is None:
        return told
    read, tz = told.tools.understand, told.work.resident.tz
    named = f"{before.text[: kin.end()]} {_ANY_NAME}{before.text[kin.end() :]}"
    people = read(named, told.local_now, tz, ()).people
    place = next((each.institution for each in people if each.name == _ANY_NAME and each.institution), None)
    if place is None:
        return told
    facts = read(f"{place}: {told.meaning.text}", told.local_now, tz, (KnownPlace(place, place),)).facts
    if not facts:
        return told
    facts = tuple(replace(each, span=None) for each in facts)
    return replace(told, meaning=replace(told.meaning, intent=Intent.LOG, facts=facts))


async def left_out(told: Told) -> Contact | None:
    """Return the one whom the message speaks of without a name, where that can only be one."""
    if told.meaning.people or any(each.span is None for each in told.meaning.facts):
        return None
    if names_own_leader(told.meaning.text):
        return await own_leader(told, told.meaning.text)
    if _NEW_TO_ONE.search(told.meaning.text) or not (told.thread or _PRONOUN.search(told.meaning.text)):
        return None
    return await one_meant(told, told.meaning.text)


async def one_meant(told: Told, said: str) -> Contact | None:
    """Return whom "she" or "he" of these words means of those told of last, where that can only be one."""
    last = await last_told(told)
    fresh = told.thread or (last.at and told.now - last.at <= FRESH)
    if not fresh:
        return None
    meant = _gender_meant(said)
    fitting = [each for each in last.contacts if _fits(each, meant)]
    if last.contacts and not fitting and not told.thread:
        # Whatever a name tells, nobody else is meant where nobody else was told of.
        return await _told_of_before(told, meant) or (last.contacts[0] if len(last.contacts) == 1 else None)
    return fitting[0] if len(fitting) == 1 else None


_SHE, _HE = re.compile(r"\b(?:she|her|hers)\b", re.IGNORECASE), re.compile(r"\b(?:he|him|his)\b", re.IGNORECASE)
_OF_MR = {"mr": MASCULINE, "ms": FEMININE, "mrs": FEMININE, "miss": FEMININE}


def _gender_meant(text: str) -> str | None:
    """Return which of "she" and "he" is said, where it is one of them only."""
    said = {FEMININE: bool(_SHE.search(text)), MASCULINE: bool(_HE.search(text))}
    return next((gender for gender, is_said in said.items() if is_said), None) if sum(said.values()) == 1 else None


def _fits(contact: Contact, gender: str | None) -> bool:
    """Tell whether "she", or "he", may be the contact; a title or a given name may tell that it is not."""
    title = (contact.title or "").rstrip(".").lower()
    known = _OF_MR.get(title) or gender_of_name(contact.name, titled=bool(title))
    return gender is None or known in (None, gender)


async def _told_of_before(told: Told, gender: str | None) -> Contact | None:
    """Return the one whom the pronoun fits in the latest message that told of any such."""
    for act in await told.work.acts.newest():
        if told.now - act.at > FRESH:
            return None
        fitting = [each for each in (await touched_by(told, [act])).contacts if _fits(each, gender)]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _readings(told: Told, contact: Contact) -> list[Understanding]:
    place = contact.position.institution
    ways = in_full(told.meaning.text, full_name(contact), [place] if place else [])
    if place and _PROGRAM.search(told.meaning.text):
        ways.insert(0, f"{full_name(contact)} at {place}: {told.meaning.text}")
    read = told.tools.understand
    known = (KnownPlace(place, place),) if place else ()
    return [told.meaning, *(read(way, told.local_now, told.work.resident.tz, known) for way in ways)]


def _is(name: str, contact: Contact) -> bool:
    return compare(name, contact.name).likeness is not Likeness.DIFFERENT
