"""Answer a question from what was told, with its source; "you never told me" instead of a guess."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.domain.application import SHORT_LIVED, FilledOpening, OpeningTerm, closed_openings, of_one_opening
from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp
from bot.domain.knowledge import Encounter, Fact
from bot.domain.matching import match_contact
from bot.domain.names import fold, same_place
from bot.domain.recall import facts_of_kind, is_about, newest_first, notes_about, notes_with, tellings, with_evidence
from bot.domain.vocabulary import FactKind
from bot.domain.year import Promise, PromiseState
from bot.messages import Reply
from bot.ports import UnitOfWork
from bot.replies import answers
from bot.turn import Told
from bot.understanding.meaning import Question, Understanding
from bot.use_cases.find_people import asks_for_people, find_people
from bot.use_cases.holdings import holdings
from bot.use_cases.keep_facts import OF_PROGRAMS
from bot.use_cases.last_told import JUST_ASKED, last_told
from bot.use_cases.lend_subject import OF_ONE, place_told_last

ASKS_EVERYBODY = re.compile(
    r"^\W*(?:(?:show|list|see)(?: me)? )?(?:all )?(?:of )?(?:my |the )?(?:people|contacts|network|everyone|everybody)"
    r"(?: i(?:['’]ve| have)? (?:met|know))?\W*$|^\W*who(?:m)? (?:do i know|have i met|did i meet)(?: so far)?\W*$"
    r"|^\W*how many (?:people|ppl|contacts|folks|persons) "
    r"(?:do i (?:know|have)|(?:have|did) i (?:met|meet|talk(?:ed)? to))(?: so far| by now| here)?\W*$",
    re.IGNORECASE,
)
"""Such as "my contacts", "who do I know?"."""

FIELDS = ("email", "phone", "linkedin")


_WHEN_MET = re.compile(
    r"\b(?:when|how long ago) (?:did|have|was) i (?:last |first )?(?:meet|met|see|saw|seen|talk|talked|speak|spoken|"
    r"spoke|in touch)\b|\blast (?:time|saw|met|spoke|talked)\b",
    re.IGNORECASE,
)


async def answer_question(told: Told) -> Reply:
    """Answer an ASK; days are said in the resident's zone."""
    work, meaning, now = told.work, told.meaning, told.now
    question = meaning.question or Question(words=tuple(meaning.text.split()))
    if not question.person and (meant := await _person_meant(told, question)):
        question = replace(question, person=meant.name, institutions=())
    elif place := await _place_meant(told, question):
        question = replace(question, institutions=(place,))
    if _PROMISED.search(meaning.text):
        return await _about_promises(work, question, now)
    if question.person:
        return await _about_person(work, question, question.person, now, asks_when=bool(_WHEN_MET.search(meaning.text)))
    if asks_for_people(meaning.text, question) and (people := await find_people(work, meaning.text, question)):
        return people
    if question.fact_kind:
        return await _about_claim(work, question, question.fact_kind, now)
    if question.institution:
        return await _about_institution(work, question.institution, now)
    if question.role or question.specialty:
        return await _who_fits(work, question)
    return await _about_words(work, question, now)


_PROMISED = re.compile(r"\bpromis|\bowe[sd]? me\b|\bwaiting (?:on|for)\b", re.IGNORECASE)


async def _about_promises(work: UnitOfWork, question: Question, now: datetime) -> Reply:
    """List what others still owe the resident; what one person owes, where one is named."""
    people = {contact.id: contact for contact in await work.all(Contact)}
    if question.person:
        named = await _of_that_name(work, question, question.person)
        people = {contact.id: contact for contact in named}
    owed = [each for each in await work.all(Promise) if each.state is PromiseState.OPEN and each.contact_id in people]
    owed.sort(key=lambda each: (each.due_on is None, each.due_on or each.made_on, each.id))
    return answers.promised([(people[each.contact_id], each) for each in owed], work.resident.today(now))


async def _person_meant(told: Told, question: Question) -> Contact | None:
    """Return whom a question means that the reader found no name in.

    "Does she …" is whom the last message told of; "does rao take J-1", "whats sarahs email" and "okafors visa policy"
    name a contact in a way that reads as a program or as a word; "what's the email", with nobody named, is of the one
    met last.
    """
    work, text = told.work, told.meaning.text
    if OF_ONE.search(text):
        lately = (await last_told(told)).contacts
        if len(lately) == 1:
            return lately[0]
    if question.institution and not await _knows_institution(work, question.institution):
        return match_contact(question.institution, await work.all(Contact)).certain
    if question.field:
        return await _named_by_owner(work, text) or await _last_met(work)
    return await _named_by_owner(work, text) if question.fact_kind and not question.institutions else None


_THEY = re.compile(r"\b(?:they|them|their)\b", re.IGNORECASE)


async def _place_meant(told: Told, question: Question) -> str | None:
    """Return the program that "do they sponsor" asks about: the one asked about just before, else the one told of."""
    asks_of_one = question.fact_kind in OF_PROGRAMS and not (question.person or question.institutions)
    if not asks_of_one or not _THEY.search(told.meaning.text):
        return None
    before = next((each for each in await told.work.notes.newest(2, every=True) if each.id != told.note.id), None)
    if before and before.asked and told.now - before.received_at <= JUST_ASKED:
        asked = told.tools.understand(before.text, told.local_now, told.work.resident.tz, ()).question
        if asked and asked.institution:
            return asked.institution
    return await place_told_last(told)


async def show_people(work: UnitOfWork, meaning: Understanding, now: datetime) -> Reply:
    """List whom the resident told of, newest first."""
    return answers.everybody(sorted(await work.all(Contact), key=lambda each: (each.created_at, each.id), reverse=True))


async def _about_person(
    work: UnitOfWork, question: Question, name: str, now: datetime, *, asks_when: bool = False
) -> Reply:
    found = await _of_that_name(work, question, name)
    if not found and question.fact_kind:  # what was taken for a person may be a program
        return await _about_claim(work, replace(question, institutions=(name,)), question.fact_kind, now)
    if not found and await _knows_institution(work, name):
        return await _about_institution(work, name, now)
    if not found:
        return answers.unknown_person(name)
    if question.field in FIELDS:
        return answers.contact_field(found, question.field)
    held = await holdings(work)
    notes = tellings(await work.notes.newest())
    zone, today = work.resident.zone, work.resident.today(now)
    of_each = {note.id for contact in found for note in notes_about(contact, notes, held)}
    told = [note for note in notes if note.id in of_each]
    if question.words:
        told = notes_with(question.words, told) or told
    ids = {contact.id for contact in found}
    if asks_when:
        met = [each for each in held if isinstance(each, Encounter) and ids & set(each.contact_ids)]
        return answers.when_met(found, sorted(met, key=_newest, reverse=True), told, zone, today)
    facts = await _told_by_or_of(work, found, question)
    if question.fact_kind and not facts:
        return answers.never_told_by(found, question.fact_kind, question.visa)
    evidence = with_evidence(facts, await work.all(Contact), notes, today)
    owed = [f for f in held if isinstance(f, FollowUp) and f.contact_id in ids and f.state == "open"]
    promised = [p for p in await work.all(Promise) if p.contact_id in ids and p.state is PromiseState.OPEN]
    return answers.person(found, evidence, told, (*owed, *promised), zone, today)


async def _of_that_name(work: UnitOfWork, question: Question, name: str) -> list[Contact]:
    """Return the contact of that name, or all who could be meant; "whats lees email" has lost its apostrophe."""
    for written in (name, name.removesuffix("s")):
        match = match_contact(written, await work.all(Contact), institution=question.institution)
        if match.certain:
            return [match.certain]
        if match.candidates:
            return [candidate.contact for candidate in match.candidates]
    return []


async def _told_by_or_of(work: UnitOfWork, people: Sequence[Contact], question: Question) -> list[Fact]:
    """Return the facts that these people told or that are about them, newest first, as far as their kind is asked for.

    What a program takes is asked of its people too: then all that was told of their programs counts, by whomever.
    """
    ids = {contact.id for contact in people}
    facts = await work.all(Fact)
    theirs = [fact for fact in facts if {fact.contact_id, fact.said_by} & ids]
    if question.fact_kind is None:
        return newest_first(theirs)
    homes = [contact.position.institution for contact in people if contact.position.institution]
    if question.fact_kind not in _OF_A_PERSON:
        theirs += [fact for fact in facts if not fact.contact_id and any(is_about(fact, home) for home in homes)]
    return newest_first(set(facts_of_kind(theirs, question.fact_kind, question.visa)))


_OF_A_PERSON = frozenset((FactKind.LETTER, FactKind.ADVOCATES))


def _newest(met: Encounter) -> tuple[date, str]:
    return met.on, met.id


async def _knows_institution(work: UnitOfWork, name: str) -> bool:
    facts = await work.all(Fact)
    jobs = (contact.position.institution for contact in await work.all(Contact))
    return any(is_about(fact, name) for fact in facts) or any(same_place(job or "", name) for job in jobs)


async def _named_by_owner(work: UnitOfWork, text: str) -> Contact | None:
    """Return the one contact whose name stands in the text, also without its apostrophe: "whats sarahs email"."""
    said = set(fold(text))
    owners = [
        contact
        for contact in await work.all(Contact)
        if any({word, f"{word}s"} & said for word in fold(contact.name) if len(word) > 2)
    ]
    return owners[0] if len(owners) == 1 else None


async def _last_met(work: UnitOfWork) -> Contact | None:
    met = await work.all(Encounter)
    return await work.find(Contact, met[-1].contact_ids[0]) if met else None


async def _about_claim(work: UnitOfWork, question: Question, kind: FactKind, now: datetime) -> Reply:
    facts = facts_of_kind(await work.all(Fact), kind, question.visa)
    if question.institutions:
        facts = [fact for fact in facts if any(is_about(fact, place) for place in question.institutions)]
    if not facts:
        return answers.never_told_claim(kind, question.visa, question.institution)
    if kind is FactKind.OPENING:
        facts = _of_value(facts, question.words)
    today = work.resident.today(now)
    closed = closed_openings(facts, await work.all(FilledOpening), await work.all(OpeningTerm), today)
    still = newest_first(fact for fact in facts if fact.id not in closed)
    evidence = with_evidence(still, await work.all(Contact), tellings(await work.notes.newest()), today)
    over = [(fact, closed[fact.id]) for fact in newest_first(facts) if fact.id in closed]
    return answers.claims(kind, question.visa, evidence, today, over)


def _of_value(openings: Sequence[Fact], words: Sequence[str]) -> list[Fact]:
    """Return the openings of the value asked for, "any PGY-2 spots"; all of them where none is named."""
    asked = {word.casefold() for word in words} & {value.casefold() for value in SHORT_LIVED}
    fitting = {fact.id for fact in openings if fact.value.casefold() in asked}
    # "PGY-2 categorical" is one place, told as two facts.
    return [fact for fact in openings if not asked or any(one.id in fitting for one in of_one_opening(fact, openings))]


async def _about_institution(work: UnitOfWork, institution: str, now: datetime) -> Reply:
    contacts = await work.all(Contact)
    notes = tellings(await work.notes.newest())
    today = work.resident.today(now)
    facts = newest_first(fact for fact in await work.all(Fact) if is_about(fact, institution))
    people = [each for each in contacts if same_place(each.position.institution or "", institution)]
    mentions = notes_with([institution], notes)
    if not (facts or people or mentions):
        return answers.unknown_institution(institution)
    return answers.institution(
        institution, with_evidence(facts, contacts, notes, today), people, mentions, work.resident.zone, today
    )


async def _who_fits(work: UnitOfWork, question: Question) -> Reply:
    jobs = ((contact, contact.position) for contact in await work.all(Contact))
    people = [
        contact
        for contact, job in jobs
        if question.role in (None, job.role) and question.specialty in (None, job.specialty)
    ]
    return answers.people_in(question.role, question.specialty, people)


async def _about_words(work: UnitOfWork, question: Question, now: datetime) -> Reply:
    found = notes_with(question.words, tellings(await work.notes.newest()))
    return answers.notes_found(question.words, found, work.resident.zone, work.resident.today(now))
