"""Same person or someone else: the answer to Vouch's question about a contact it was not sure of."""

from bot.domain.contact import Contact
from bot.domain.matching import match_contact
from bot.messages import Reply
from bot.replies import identity as replies
from bot.replies.undone import no_longer_there
from bot.turn import Pressed
from bot.use_cases.merge_contacts import distinguish, merge_contacts


async def press_same(pressed: Pressed) -> Reply:
    """Make the provisional contact and the known one one."""
    provisional_id, _, known_id = pressed.target.partition(":")
    provisional = await pressed.work.find(Contact, provisional_id)
    known = await pressed.work.find(Contact, known_id)
    if provisional is None or known is None:
        return no_longer_there()
    return replies.merged(await merge_contacts(pressed.work, known, provisional, pressed.ids), pressed.act_id)


async def press_someone_else(pressed: Pressed) -> Reply:
    """Remember that the contact is none of those it was taken for."""
    contact = await pressed.work.find(Contact, pressed.target)
    if contact is None:
        return no_longer_there()
    others = [each for each in await pressed.work.all(Contact) if each.id != contact.id]
    match = match_contact(contact.name, others)
    alike = [match.certain] if match.certain else [candidate.contact for candidate in match.candidates]
    for other in alike:
        await distinguish(pressed.work, contact.id, other.id, pressed.ids)
    return replies.kept_apart(contact, alike, pressed.act_id)
