"""Whom the resident means by the beginning of a name, while it is being typed."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.contact import Contact
from bot.domain.matching import match_contact
from bot.domain.names import fold
from bot.domain.recall import notes_about, tellings
from bot.messages import Reply
from bot.planning.dossier import dossier
from bot.ports import UnitOfWork
from bot.replies import briefs
from bot.use_cases.holdings import holdings, kept_by

MOST_FOUND = 10


async def find_contacts(work: UnitOfWork, words: str, now: datetime) -> list[Reply]:
    """Return a short card for each contact found, best first; the ones told of last where no words are given."""
    contacts = await work.all(Contact)
    found = _found(words, contacts)[:MOST_FOUND]
    if not found:
        return []
    held, notes, kept = await holdings(work), tellings(await work.notes.newest()), await kept_by(work)
    today = work.resident.today(now)
    cards = []
    for contact in found:
        told = notes_about(contact, notes, held)
        known = dossier(contact, work.resident, kept, today)
        head, _, rest = briefs.card(known, today, briefs.last_words(told, work.resident)).partition("\n")
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
