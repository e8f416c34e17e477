"""Whom the resident means by the beginning of a name, while it is being typed."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp, FollowUpState
from bot.domain.knowledge import Fact
from bot.domain.matching import match_contact
from bot.domain.names import fold
from bot.domain.recall import newest_first, notes_about, tellings, with_evidence
from bot.messages import Reply
from bot.ports import UnitOfWork
from bot.replies import briefs
from bot.use_cases.holdings import holdings

MOST_FOUND = 10


async def find_contacts(work: UnitOfWork, words: str, now: datetime) -> list[Reply]:
    """Return a short card for each contact found, best first; the ones told of last where no words are given."""
    contacts = await work.all(Contact)
    found = _found(words, contacts)[:MOST_FOUND]
    if not found:
        return []
    held, notes, today = await holdings(work), tellings(await work.notes()), work.resident.today(now)
    cards = []
    for contact in found:
        facts = newest_first(f for f in held if isinstance(f, Fact) and contact.id in (f.contact_id, f.said_by))
        owed = [
            f for f in held if isinstance(f, FollowUp) and f.contact_id == contact.id and f.state is FollowUpState.OPEN
        ]
        told = notes_about(contact, notes, held)
        evidence = with_evidence(facts, contacts, notes, today)
        head, _, rest = briefs.brief(contact, evidence, told, owed, work.resident.zone, today).partition("\n")
        cards.append(Reply(rest, title=head))
    return cards


def _found(words: str, contacts: Sequence[Contact]) -> list[Contact]:
    """Return the contacts whose name or institution has words beginning so; else those whose name is close to it."""
    typed = fold(words)
    if not typed:
        return sorted(contacts, key=lambda contact: contact.created_at, reverse=True)
    begun = [contact for contact in contacts if all(_begins(each, contact) for each in typed)]
    if begun:
        return begun
    match = match_contact(words, contacts)
    return [match.certain] if match.certain else [candidate.contact for candidate in match.candidates]


def _begins(typed: str, contact: Contact) -> bool:
    known = " ".join((contact.name, *contact.aliases, contact.position.institution or ""))
    return any(word.startswith(typed) for word in fold(known))
