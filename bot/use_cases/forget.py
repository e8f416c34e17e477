"""Forgetting one person, one detail or one program for good, asked about once more before anything goes.

What is forgotten goes from everywhere: the records, the words of the notes, what undo would bring back, and what
Vouch said. The one thing that cannot be undone is this.
"""

import re
from collections.abc import Collection
from dataclasses import replace

from bot.domain.application import Brief, FilledOpening, LetterPlan, OpeningTerm
from bot.domain.audit import AuditEvent
from bot.domain.contact import Contact, Distinction, Merge
from bot.domain.draft import WrittenDraft
from bot.domain.follow_up import Event, EventKind, FollowUp
from bot.domain.knowledge import Encounter, Fact
from bot.domain.matching import match_contact
from bot.domain.names import fold, without_titles
from bot.domain.nudge import Occasion, follow_up_in
from bot.domain.own_words import OwnWord
from bot.domain.program import ChosenProgram, Program
from bot.domain.recall import is_about
from bot.domain.records import Holding
from bot.domain.year import Deed, Promise
from bot.messages import Reply
from bot.ports import UnitOfWork
from bot.replies import forgetting as replies
from bot.replies.undone import no_longer_there
from bot.turn import Pressed, Told, Turn
from bot.understanding.meaning import PersonMention, Question
from bot.use_cases.audit import note_down
from bot.use_cases.forget_claim import ask_about_claim
from bot.use_cases.holdings import holdings
from bot.use_cases.scrub_words import names_of, others_called, says, scrub, tells, texts_of

_ME = re.compile(r"\bforget me\b|\b(?:my (?:data|account|profile)|everything|all my (?:data|notes))\b", re.IGNORECASE)

_MINE = re.compile(r"(?:my|our)\b", re.IGNORECASE)

_DETAILS = ("email", "phone", "linkedin")


async def ask_to_forget(told: Told) -> Reply:
    """Ask once more, with what would go; change nothing yet."""
    wanted = told.meaning.question or Question()
    if told.meaning.people:
        return await _ask_about_person(told, _as_written(told, told.meaning.people[0]), wanted)
    if wanted.institution and wanted.field in _DETAILS:  # "the phone of Lourdes": a hospital of that name has none
        return await _ask_about_person(told, wanted.institution, replace(wanted, institutions=()))
    if wanted.institution and wanted.fact_kind:
        return await ask_about_claim(told, wanted.fact_kind, wanted)
    if wanted.institution:
        return replies.forget_program(wanted.institution)
    if nameless := await _named_by_title(told):
        return await _ask_once_more(told, nameless[0]) if len(nameless) == 1 else replies.forget_which(nameless)
    return replies.forget_everything() if _ME.search(told.meaning.text) else replies.whom_to_forget()


async def _ask_about_person(told: Told, name: str, wanted: Question) -> Reply:
    contacts = await told.work.all(Contact)
    detail = wanted.field if wanted.field in _DETAILS else None
    candidates = [contact for contact in contacts if _is_called(contact, name)]
    if not candidates:
        match = match_contact(name, contacts)
        alike = [match.certain] if match.certain else [candidate.contact for candidate in match.candidates]
        return replies.forget_another(name, alike, detail) if alike else replies.never_knew(name)
    if wanted.fact_kind:
        return await ask_about_claim(told, wanted.fact_kind, wanted, candidates)
    if detail:  # who has none of the sort cannot lose it
        having = [each for each in candidates if getattr(each, detail)]
        if not having:
            return replies.no_such_detail(candidates, detail)
        candidates = having
    if len(candidates) > 1:
        return replies.forget_which(candidates, detail)
    if detail:
        return replies.forget_detail(candidates[0], detail)
    return await _ask_once_more(told, candidates[0], told.note.id)


async def _named_by_title(told: Told) -> list[Contact]:
    """Return the contacts called by the title that the message ends in, and by no name: "forget dr"."""
    said = fold(re.sub(r"[.!?,\s]+$", "", told.meaning.text))
    return [
        each for each in await told.work.all(Contact) if not without_titles(each.name) and fold(each.name) == said[-1:]
    ]


def _as_written(told: Told, mention: PersonMention) -> str:
    """Return the name as the resident wrote it: one that was only read as somebody known must not delete them."""
    span = mention.spans.get("name")
    if mention.name in told.meaning.text or span is None:
        return mention.name
    written = without_titles(told.meaning.text[span.start : span.end])
    if _MINE.match(written):  # "my PD" is one known contact or none, never one of several
        return mention.name
    name = re.sub(r"['’]s?$", "", written)
    return (name.title() if name.islower() else name) or mention.name


def _is_called(contact: Contact, name: str) -> bool:
    """Tell whether each word of the name is one of the contact's, titles apart."""
    words = set(fold(name))
    return any(words <= set(fold(without_titles(known))) for known in (contact.name, *contact.aliases))


async def _ask_once_more(turn: Turn, contact: Contact, asked_in: str | None = None) -> Reply:
    """Name who would go and how many notes tell of them."""
    words = names_of(contact)
    others = others_called(words, [each for each in await turn.work.all(Contact) if each.id != contact.id])
    notes = [note for note in await turn.work.notes.newest(every=True) if tells(note) and note.id != asked_in]
    return replies.forget_person(
        contact, sum(any(says(text, words, others) for text in texts_of(note)) for note in notes)
    )


async def press_forget_which(pressed: Pressed) -> Reply:
    """Ask once more of the one picked: of the one detail that was to go, or of everything about them."""
    contact_id, _, field = pressed.target.partition(":")
    contact = await pressed.work.find(Contact, contact_id)
    if contact is None:
        return no_longer_there()
    if not field:
        return await _ask_once_more(pressed, contact)
    return replies.forget_detail(contact, field) if getattr(contact, field) else no_longer_there()


async def press_cancel(_pressed: Pressed) -> Reply:
    return replies.cancelled()


async def press_forget_detail(pressed: Pressed) -> Reply:
    """Forget one e-mail address, number or page of a contact."""
    contact_id, _, field = pressed.target.partition(":")
    contact = await pressed.work.find(Contact, contact_id)
    value = getattr(contact, field, None) if contact else None
    if contact is None or not value:
        return no_longer_there()
    emptied = {"email": replace(contact, email=None), "phone": replace(contact, phone=None)}
    await pressed.work.put(emptied.get(field, replace(contact, linkedin=None)))
    notes = await scrub(pressed.work, (str(value),))
    pressed.work.acts.make_final()
    return replies.person_forgotten(notes, 1)


async def press_forget_contact(pressed: Pressed) -> Reply:
    contact = await pressed.work.find(Contact, pressed.target)
    if contact is None:
        return no_longer_there()
    records = await _forget_records(pressed.work, contact)
    words = names_of(contact)
    notes = await scrub(pressed.work, words, others=others_called(words, await pressed.work.all(Contact)))
    pressed.work.acts.make_final()
    await note_down(pressed, AuditEvent.PERSON_FORGOTTEN, records)
    return replies.person_forgotten(notes, records)


async def press_forget_program(pressed: Pressed) -> Reply:
    """Forget a program: its facts, its name at the people who work there, and the sentences that name it."""
    work, program = pressed.work, pressed.target
    gone = [fact for fact in await work.all(Fact) if is_about(fact, program)]
    for fact in gone:
        await work.remove(fact)
    for word in await work.all(OwnWord):
        if says(word.means, (program,)) or says(word.said, (program,)):
            await work.remove(word)
    lost = await _forget_beside(work, program, {fact.id for fact in gone})
    for contact in await work.all(Contact):
        jobs = tuple(
            replace(job, institution=None) if job.institution and says(job.institution, (program,)) else job
            for job in contact.positions
        )
        if jobs != contact.positions:
            await work.put(replace(contact, positions=jobs))
    notes = await scrub(work, (program,))
    work.acts.make_final()
    return replies.person_forgotten(notes, len(gone) + lost)


async def _forget_beside(work: UnitOfWork, program: str, facts: Collection[str]) -> int:
    """Remove what else speaks of a program and of nobody: its place in lists, what is owed to it, where one met.

    *facts* are the ids of those that went. Returns how many records went.
    """
    gone: list[FollowUp | ChosenProgram | Program | FilledOpening | OpeningTerm] = [
        each for each in await work.all(FollowUp) if each.contact_id is None and says(each.what, (program,))
    ]
    gone += [each for each in await work.all(ChosenProgram) if says(each.name, (program,))]
    gone += [each for each in await work.all(Program) if says(each.name, (program,))]
    gone += [each for each in await work.all(FilledOpening) if each.id in facts]
    gone += [each for each in await work.all(OpeningTerm) if each.id in facts]
    for record in gone:
        await work.remove(record)
        if isinstance(record, FollowUp):
            await _forget_tellings(work, record)
    for met in await work.all(Encounter):
        if met.where and says(met.where, (program,)):
            await work.put(replace(met, where=None, where_kind=None))
    return len(gone)


async def _forget_records(work: UnitOfWork, contact: Contact) -> int:
    """Remove what is about this contact alone, and the contact from what others share; return how many went."""
    gone = 0
    for record in await holdings(work):
        left = _without_contact(record, contact.id)
        if left is None:
            await work.remove(record)
            gone += 1
        elif left is not record:
            await work.put(left)
        if left is None and isinstance(record, FollowUp):
            await _forget_tellings(work, record)
    gone += await _forget_application(work, contact)
    for distinction in await work.all(Distinction):
        if contact.id in (distinction.contact_id, distinction.other_contact_id):
            await work.remove(distinction)
    for merge in await work.all(Merge):
        if contact.id in (merge.kept.id, merge.gone.id):
            await work.remove(merge)
    await work.remove(contact)
    return gone + 1


async def _forget_tellings(work: UnitOfWork, owed: FollowUp) -> None:
    for told in await work.all(Occasion):
        if told.id.startswith("follow_up:") and follow_up_in(told.id)[0] == owed.id:
            await work.remove(told)


async def _forget_application(work: UnitOfWork, contact: Contact) -> int:
    """Remove the state of their letter and the briefs on them; return how many records that were."""
    found = [await work.find(LetterPlan, contact.id), await work.find(Brief, contact.id)]
    for record in found:
        if record:
            await work.remove(record)
    return sum(record is not None for record in found)


def _without_contact(record: Holding, contact_id: str) -> Holding | None:
    """Return what is left of the record without the contact; the record itself where it is not about them."""
    match record:
        case Encounter() | Event() | Deed() if contact_id in record.contact_ids:
            others = tuple(each for each in record.contact_ids if each != contact_id)
            stays = isinstance(record, Event) and record.kind is not EventKind.MEETING
            return replace(record, contact_ids=others) if others or stays else None
        case Fact() if contact_id == record.contact_id:
            return None
        case Fact() if contact_id == record.said_by:
            # The claim is about a program and stays; who said it, and the words it stood in, go.
            return replace(record, said_by=None, source=None)
        case FollowUp() | Promise() | WrittenDraft() if contact_id == record.contact_id:
            return None
        case _:
            return record
