"""How often the resident wants to be in touch with somebody: "check in with Dr. Lee every 4 weeks"."""

from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.matching import match_contact
from bot.messages import Reply
from bot.replies import settings as replies
from bot.turn import Told
from bot.understanding.meaning import PersonMention
from bot.use_cases.keep_people import keep_person


async def set_cadence(told: Told) -> Reply:
    """Keep it with the contact; somebody named for the first time becomes one. 0 days: never brought up."""
    told_now = []
    for mention in told.meaning.cadences:
        match = match_contact(mention.with_name, await told.work.all(Contact))
        contact = match.certain or (match.candidates[0].contact if len(match.candidates) == 1 else None)
        if contact is None:
            title = (
                "Dr." if f"dr. {mention.with_name}".lower() in told.note.text.lower().replace("dr ", "dr. ") else None
            )
            contact = (await keep_person(told, PersonMention(mention.with_name, title=title))).contact
        contact = replace(contact, cadence_days=mention.every_days)
        await told.work.put(contact)
        told_now.append(contact)
    return replies.cadences(told_now, told.act_id)
