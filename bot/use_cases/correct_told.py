"""Correct in plain words what was told last: "actually J-1 only", "no, Friday", "that was Chen, not Chan"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.contact import Contact, Position
from bot.domain.correction import NewName, in_full, new_name
from bot.domain.knowledge import Fact
from bot.domain.matching import match_contact
from bot.domain.names import Likeness, compare, fold, same_place
from bot.domain.recall import is_about
from bot.domain.vocabulary import Intent, Role
from bot.messages import Reply
from bot.replies import corrected as replies
from bot.replies.corrected import Changed
from bot.replies.people import full_name
from bot.replies.saved import saved
from bot.turn import Told
from bot.understanding.jobs import is_job
from bot.understanding.meaning import FactMention, PersonMention, Understanding
from bot.use_cases.correct_occasion import correct_occasion
from bot.use_cases.correct_setting import correct_setting
from bot.use_cases.correct_speaker import correct_speaker
from bot.use_cases.keep_facts import fact_of
from bot.use_cases.keep_people import fuller_name
from bot.use_cases.last_told import LastTold, last_told
from bot.use_cases.log_encounter import keep_told, log_encounter
from bot.use_cases.name_afterwards import is_near, name_afterwards, whose_name
from bot.use_cases.own_words import known_names, learn_place
from bot.use_cases.plan_moved import plan_moved
from bot.use_cases.rename_contact import corrected_name, point_elsewhere, rename_contact, reword_tasks
from bot.use_cases.wrongly_told import wrongly_told


async def correct_told(told: Told) -> Reply:
    """Change what the message says was wrong; where that cannot be told, keep the words and ask."""
    if setting := await correct_setting(told):
        return setting
    if besides := await _told_besides(told):
        return besides
    if of_another := await correct_speaker(told):
        return of_another
    told = await _said_as_job(told)
    last = await last_told(told)
    named = await _named(told)
    contacts = named or list(last.contacts)
    alone = _name_told(told, [*last.contacts, *named])
    whose = await whose_name(told, alone, named) if alone and alone.old is None else None
    if alone and alone.old is None and whose is None:
        subject = full_name(last.contacts[0]) if last.contacts else ""
        return await name_afterwards(told, alone) or replies.what_to_correct(subject, last.note_id)
    changes = await _other_name(told, last, named, whose) or await _other_values(told, last, contacts)
    real = [(before, after) for before, after in changes if before != after]
    if real and (corrected := replies.corrected(real, told.act_id, told.today)).text:
        return corrected
    if changes and not real:
        return replies.right_already()
    if len(told.meaning.people) == 1 and not (told.meaning.facts or _tells(told.meaning.people[0])):
        alone = NewName(told.meaning.people[0].name, None, spelled=False)
        if whoever := await name_afterwards(told, alone):
            return whoever
    if len(contacts) in (2, 3) and not named and any(_tells(each) for each in _told_of(told, last, contacts)):
        return replies.of_whom([full_name(each) for each in contacts], last.note_id)
    subject = full_name(contacts[0]) if contacts else ""
    return await plan_moved(told) or replies.what_to_correct(subject, last.note_id)


async def _told_besides(told: Told) -> Reply | None:
    """Keep what only sounds like a correction: somebody beside the one told of last, or somebody new."""
    if told.meaning.people and _OF_THEIRS.search(told.meaning.text):
        return saved(await keep_told(told, met=False), told.today)
    if await _presents_another(told):
        return await log_encounter(replace(told, meaning=replace(told.meaning, intent=Intent.LOG, replaces=None)))
    return None


_PUTS_RIGHT = re.compile(
    r"\b(?:not?|nope|actually|wrong|mean|meant|instead|sorry|oops|wait|typo|correct\w*|change|should|name|spel\w+|rather)\b"
    r"|n['’]t\b|\b(?:it|that|she|he|they)['’]?s?\b",
    re.IGNORECASE,
)


async def _presents_another(told: Told) -> bool:
    """Tell whether somebody new is told of, nothing of being wrong: "lincoln too - dr mensah", "Sam Li is an R2"."""
    if told.meaning.replaces or _PUTS_RIGHT.search(told.meaning.text):
        return False
    contacts = await told.work.all(Contact)
    placed = [
        each
        for each in told.meaning.people
        if (each.institution and each.title) or (each.role and " " in each.name and not told.meaning.facts)
    ]
    unknown = [
        each for each in placed if not (found := match_contact(each.name, contacts)).certain and not found.candidates
    ]
    return bool(unknown) and not any(is_near(each.name, known.name) for each in unknown for known in contacts)


_OF_THEIRS = re.compile(
    r"\b(?:her|his|their)\s+(?:husband|wife|spouse|partner|brother|sister|twin|son|daughter|father|mother|cousin|boss|mentor"
    r"|friend|colleague|assistant|secretary)(?:['’]?s(?:\s+name(?:\s+is|['’]s))?|\s+is)\s",
    re.IGNORECASE,
)
"""Begins to name somebody beside the one told of last, whose own name is right."""

_CHANGES_JOB = re.compile(
    r"\W*(?:(?:please|pls|no|actually|oops)\W+)*(?:change|switch|update|correct|set) (?:dr\.? )?"
    r"(?P<who>[^\W\d_][\w' ’-]{1,30}?)(?:['’]s (?:role|job|title|position))? (?:to|into|as) (?:an? |the )?"
    r"(?P<job>[a-z][a-z /-]{1,40}?)\W*",
    re.IGNORECASE,
)


async def _said_as_job(told: Told) -> Told:
    """Return "change Grace to fellow" as "Grace is fellow", where what she is changed to is a job and no name."""
    change = _CHANGES_JOB.fullmatch(told.meaning.text)
    if change is None or not is_job(change["job"]):
        return told
    words = f"{change['who']} is {change['job']}"
    read = told.tools.understand(words, told.local_now, told.work.resident.tz, await known_names(told.work))
    people = tuple(replace(each, spans={}) for each in read.people) or (
        PersonMention(change["who"].title(), role=Role.OTHER),
    )
    return replace(told, meaning=replace(read, intent=told.meaning.intent, people=people, replaces=None))


async def _named(told: Told) -> list[Contact]:
    """Return whom the message names, by the right name or by the one that it says is wrong."""
    contacts = await told.work.all(Contact)
    names = [person.name for person in told.meaning.people] + [told.meaning.replaces or ""]
    found = [match_contact(name, contacts).certain for name in names if name]
    return list({contact.id: contact for contact in found if contact}.values())


# Names


async def _other_name(told: Told, last: LastTold, named: Sequence[Contact], whose: Contact | None) -> list[Changed]:
    """Change a name, of *whose* where the message tells the right one alone."""
    # The one told of last is the likelier to have been misnamed; the message may name the right one.
    contacts = [*last.contacts, *(contact for contact in named if contact not in last.contacts)]
    name = _new_name(told, contacts)
    if name is None or not contacts:
        return []
    contact = whose or next((each for each in contacts if name.old and _has(each, name.old)), contacts[0])
    if not name.spelled and not await _is_spoken_of(told, last) and not is_near(name.new, contact.name):
        return []  # another person was on the resident's mind
    if name.spelled or contact not in last.contacts:
        return [(contact, await rename_contact(told.work, contact, corrected_name(contact, name)))]
    return [await point_elsewhere(told, contact, name, last.note_id)]


async def _is_spoken_of(told: Told, last: LastTold) -> bool:
    """Tell whether what is corrected was told in the message just before, or in the one replied to."""
    before = next((n for n in await told.work.notes.newest(limit=8) if n.id != told.note.id and not n.asked), None)
    return told.thread is not None or before is None or before.id == last.note_id


def _name_told(told: Told, contacts: Sequence[Contact]) -> NewName | None:
    """Return the name that the words tell; a job in its place is none: "change Aziz to APD"."""
    found = new_name(told.meaning.text, _names(contacts))
    return None if found and _is_job(told, found.new) else found


def _is_job(told: Told, words: str) -> bool:
    spans = [
        person.spans.get(field) for person in told.meaning.people for field in ("role", "specialty", "institution")
    ]
    return words.casefold() in {told.meaning.text[span.start : span.end].casefold() for span in spans if span}


def _new_name(told: Told, contacts: Sequence[Contact]) -> NewName | None:
    names = _names(contacts)
    if found := new_name(told.meaning.text, names):
        return None if _is_job(told, found.new) else replace(found, spelled=found.spelled or _is_slip(told, found))
    people = told.meaning.people
    if len(people) == 2 and not (told.meaning.when or told.meaning.facts):
        wrong, right = people
        near = compare(wrong.name, right.name).likeness is not Likeness.SAME and is_near(wrong.name, right.name)
        if near and any(fold(wrong.name) == fold(name) for name in names):
            return NewName(right.name, wrong.name, spelled=True)
    if told.meaning.replaces and people and any(_could_be(told.meaning.replaces, name) for name in names):
        return NewName(people[0].name, told.meaning.replaces, spelled=True)
    other = len(people) == 1 and not (_tells(people[0]) or told.meaning.when or told.meaning.facts)
    if other and len(contacts) == 1 and not _could_be(people[0].name, contacts[0].name):
        return NewName(people[0].name, contacts[0].name, spelled=False)
    return None


_IS_NOW = re.compile(r"\b(?:it|that|this|name)(?:['’]?s| is)\b", re.IGNORECASE)


def _is_slip(told: Told, name: NewName) -> bool:
    """Tell whether "it's Nakhleh, not Nakhla" puts a spelling right; "that was Chen, not Chan" is somebody else."""
    return bool(name.old and is_near(name.new, name.old) and _IS_NOW.search(told.meaning.text))


def _names(contacts: Sequence[Contact]) -> list[str]:
    return [name for contact in contacts for name in (contact.name, *contact.aliases)]


def _could_be(one: str, other: str) -> bool:
    return compare(one, other).likeness is not Likeness.DIFFERENT


def _has(contact: Contact, name: str) -> bool:
    return any(_could_be(name, known) for known in (contact.name, *contact.aliases))


# Values


async def _other_values(told: Told, last: LastTold, contacts: Sequence[Contact]) -> list[Changed]:
    if len(contacts) > 1 and not told.meaning.people:
        contacts = wrongly_told(told, contacts, _told_of(told, last, contacts))
    readings = _readings(told, last, contacts)
    facts = next((reading.facts for reading in readings if reading.facts), ())
    changes = [await _correct_fact(told, last, contacts, fact) for fact in facts]
    for contact in contacts:
        of_them = readings if contact is contacts[0] else _readings(told, last, [contact])
        mention = next((each for reading in of_them for each in reading.people if _is_news_of(each, contact)), None)
        if mention:
            right = _with_details(contact, mention, told)
            await told.work.put(right)
            await reword_tasks(told.work, contact, right)
            changes.append((contact, right))
            if word := await learn_place(told, contact, right):
                changes.append((None, word))
    changes += await _move_all(told, last, contacts, changes)
    where = next((reading.where for reading in readings if reading.where), None)
    return changes + await correct_occasion(told, last, where)


async def _move_all(
    told: Told, last: LastTold, contacts: Sequence[Contact], changes: Sequence[Changed]
) -> list[Changed]:
    """Let all that the message told of a program named by mistake be of the right one: its people, and what it does."""
    jobs = [
        (was.position, now.position) for was, now in changes if isinstance(was, Contact) and isinstance(now, Contact)
    ]
    places = [(was.institution, now.institution) for was, now in jobs if was.institution and now.institution]
    wrong, right = next((pair for pair in places if told.meaning.replaces and not same_place(*pair)), ("", ""))
    if not right:
        return []
    put_right = {now.id for _, now in changes}
    there = [c for c in contacts if c.id not in put_right and same_place(c.position.institution or "", wrong)]
    moved: list[Changed] = [(c, _with_details(c, PersonMention(c.name, institution=right), told)) for c in there]
    facts = [await told.work.find(Fact, each.id) for each in last.facts if each.contact_id is None]
    moved += [(fact, replace(fact, about=right)) for fact in facts if fact and same_place(fact.about, wrong)]
    for _, after in moved:
        await told.work.put(after)
    return moved


def _readings(told: Told, last: LastTold, contacts: Sequence[Contact]) -> list[Understanding]:
    """Return the message's own reading, then what it means when said in full."""
    programs = dict.fromkeys(fact.about for fact in last.facts if fact.contact_id is None)
    programs.update(dict.fromkeys(c.position.institution for c in contacts if c.position.institution))
    person = full_name(contacts[0]) if contacts else None
    ways = in_full(told.meaning.text, person, programs)
    read = told.tools.understand
    return [told.meaning, *(read(way, told.local_now, told.work.resident.tz, ()) for way in ways)]


def _told_of(told: Told, last: LastTold, contacts: Sequence[Contact]) -> list[PersonMention]:
    """Return what the message tells of somebody, whomever of."""
    return [person for reading in _readings(told, last, contacts) for person in reading.people]


async def _correct_fact(told: Told, last: LastTold, contacts: Sequence[Contact], mention: FactMention) -> Changed:
    subject = next((c for c in contacts if compare(c.name, mention.about).likeness is Likeness.SAME), None)
    about = subject.name if subject else mention.about or (last.facts[0].about if last.facts else "")
    wrong = next(
        (f for f in last.facts if (f.kind, f.visa) == (mention.kind, mention.visa) and is_about(f, about)),
        None,
    )
    source = told.source(mention.span if mention in told.meaning.facts else None)
    if wrong:
        right = replace(wrong, value=mention.value, told_on=told.today, source=source)
    else:
        speaker = contacts[0] if len(contacts) == 1 else None
        right = replace(fact_of(told, mention, about, subject, speaker, source), confidence=1.0)
    await told.work.put(right)
    return wrong, right


def _tells(mention: PersonMention) -> bool:
    told = (mention.role, mention.institution, mention.specialty, mention.relationship, mention.email, mention.phone)
    return any(told) or mention.linkedin is not None or mention.img is not None


def _is_news_of(mention: PersonMention, contact: Contact) -> bool:
    return _tells(mention) and _could_be(mention.name, contact.name)


def _with_details(contact: Contact, mention: PersonMention, told: Told) -> Contact:
    """Return the contact with the told details in place of the wrong ones; their job is corrected, not a new one."""
    name, aliases = fuller_name(contact, mention.name)
    positions = contact.positions
    if mention.role or mention.institution or mention.specialty:
        was = contact.position
        right = Position(
            role=mention.role or was.role,
            institution=mention.institution or was.institution,
            specialty=mention.specialty or was.specialty,
            told_on=told.today,
            source=told.source(None),
        )
        positions = (*contact.positions[:-1], right)
    return replace(
        contact,
        name=name,
        aliases=aliases,
        positions=positions,
        relationship=mention.relationship or contact.relationship,
        img=contact.img if mention.img is None else mention.img,
        email=mention.email or contact.email,
        phone=mention.phone or contact.phone,
        linkedin=mention.linkedin or contact.linkedin,
    )
