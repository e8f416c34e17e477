"""Find the contact that a message means, or make a new one: "Patel", "Dr. A. Patel" and "Anita Patel" meet."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.contact import Contact, Distinction
from bot.domain.matching import Candidate, Match, doubt_of_place, match_contact, meant_by_job
from bot.domain.names import fold, without_titles
from bot.domain.note import Source
from bot.ports import Clock, Ids, UnitOfWork
from bot.understanding.meaning import PersonMention


@dataclass(frozen=True, slots=True)
class Known:
    contact: Contact


@dataclass(frozen=True, slots=True)
class New:
    contact: Contact


@dataclass(frozen=True, slots=True)
class Unsure:
    """Kept as the new contact *provisional* until the resident says which of *candidates* it is, or someone else."""

    provisional: Contact
    candidates: tuple[Candidate, ...]


Identified = Known | New | Unsure


def match_mention(mention: PersonMention, contacts: Sequence[Contact]) -> Match:
    """Return which of the contacts a message speaks of, by the name and, of several, by the job that it tells."""
    match = match_contact(mention.name, contacts, institution=mention.institution)
    return meant_by_job(match, mention.role, mention.specialty, mention.institution)


def _told_in_full(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Leave out a bare surname without a job where two are known by their whole names.

    It is what an earlier message left open between them, and no third who could be meant.
    """
    whole = [each for each in candidates if len(fold(each.contact.name)) > 1]
    with_job = [each for each in candidates if each in whole or each.contact.positions]
    return tuple(with_job) if len(whole) > 1 else candidates


def _part_called(contact: Contact, called: str) -> str:
    """Return the part of a contact's name that was written, spelled as it is known: "mcdonald" is McDonald."""
    written = without_titles(called)
    return next((word for word in contact.name.split() if fold(word) == fold(written)), written)


async def identify(
    work: UnitOfWork,
    mention: PersonMention,
    ids: Ids,
    clock: Clock,
    source: Source | None = None,
    called: str | None = None,
) -> Identified:
    """Return whom *mention* means. A new contact holds the name alone and is stored; its details are the caller's.

    *called* is the name as it was written, where it stands in the message: reading lends the whole name to a surname.
    """
    match = match_contact(
        mention.name,
        await work.all(Contact),
        await work.all(Distinction),
        institution=mention.institution,
        role=mention.role,
        email=mention.email,
        title=mention.title,
    )
    match = meant_by_job(match, mention.role, mention.specialty, mention.institution)
    doubt = doubt_of_place(match.certain, called, mention.institution) if match.certain and called else None
    if match.certain and not mention.another and not doubt:
        return Known(match.certain)
    name = _part_called(doubt.contact, called) if called and doubt else mention.name
    contact = Contact(id=ids.new(), name=name, created_at=clock.now(), source=source)
    await work.put(contact)
    if mention.another:
        namesakes = [match.certain] if match.certain else [candidate.contact for candidate in match.candidates]
        for namesake in namesakes:
            await work.put(Distinction(ids.new(), contact.id, namesake.id))
        return New(contact)
    candidates = (doubt,) if doubt else _told_in_full(match.candidates)
    return Unsure(contact, candidates) if candidates else New(contact)
