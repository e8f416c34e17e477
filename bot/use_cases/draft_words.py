"""Words for the resident to send, from what the notes say; what is not known stays a visible gap."""

from datetime import datetime

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp
from bot.domain.knowledge import Encounter
from bot.domain.matching import match_contact
from bot.domain.recall import notes_about, tellings
from bot.domain.vocabulary import FollowUpKind
from bot.messages import Reply
from bot.ports import UnitOfWork
from bot.replies import drafts
from bot.replies.undone import no_longer_there
from bot.turn import Pressed
from bot.understanding.meaning import Understanding
from bot.use_cases.holdings import holdings


async def draft_words(work: UnitOfWork, meaning: Understanding, now: datetime) -> Reply:
    """Draft what was asked for, to the first person named."""
    kind = meaning.follow_ups[0].kind if meaning.follow_ups else drafts.kind_asked_for(meaning.text)
    if not meaning.people:
        return drafts.to_whom(kind)
    name = meaning.people[0].name
    match = match_contact(name, await work.all(Contact), institution=meaning.people[0].institution)
    contact = match.certain or (match.candidates[0].contact if match.candidates else None)
    if contact is None:
        return drafts.draft_for_name(kind, name)
    return await draft_for_contact(work, contact, kind)


async def draft_for_contact(work: UnitOfWork, contact: Contact, kind: FollowUpKind) -> Reply:
    """Draft a message of this kind to a contact, as the button "Draft it" does."""
    held = await holdings(work)
    met = [e for e in held if isinstance(e, Encounter) and contact.id in e.contact_ids]
    last = max(met, key=lambda encounter: (encounter.on, encounter.id), default=None)
    notes = notes_about(contact, tellings(await work.notes()), held)
    return drafts.draft(kind, contact, last, notes[0] if notes else None, work.resident)


async def press_draft(pressed: Pressed) -> Reply:
    """Draft what a follow-up is about; the button "Draft it"."""
    follow_up = await pressed.work.find(FollowUp, pressed.target)
    contact = await pressed.work.find(Contact, follow_up.contact_id) if follow_up and follow_up.contact_id else None
    if follow_up is None or contact is None:
        return no_longer_there()
    return await draft_for_contact(pressed.work, contact, follow_up.kind)
