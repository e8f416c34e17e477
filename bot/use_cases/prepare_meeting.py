"""Ready for a meeting on one phone screen: who they are, what was said, what is owed, what to ask and bring."""

from datetime import datetime

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp, FollowUpState
from bot.domain.knowledge import Fact
from bot.domain.matching import match_contact
from bot.domain.recall import newest_first, notes_about, tellings, with_evidence
from bot.messages import Reply
from bot.ports import UnitOfWork
from bot.replies import briefs
from bot.understanding.meaning import Understanding
from bot.use_cases.holdings import holdings


async def prepare_meeting(work: UnitOfWork, meaning: Understanding, now: datetime) -> Reply:
    """Brief the resident on everyone named; with nobody named, on what any such meeting needs."""
    contacts = await work.all(Contact)
    held = await holdings(work)
    notes = tellings(await work.notes())
    today = work.resident.today(now)
    met = []
    for mention in meaning.people:
        match = match_contact(mention.name, contacts, institution=mention.institution)
        contact = match.certain or (match.candidates[0].contact if match.candidates else None)
        if contact is None:
            met.append(briefs.stranger(mention.name))
            continue
        facts = newest_first(f for f in held if isinstance(f, Fact) and contact.id in (f.contact_id, f.said_by))
        owed = [
            f for f in held if isinstance(f, FollowUp) and f.contact_id == contact.id and f.state is FollowUpState.OPEN
        ]
        told = notes_about(contact, notes, held)
        met.append(
            briefs.brief(contact, with_evidence(facts, contacts, notes, today), told, owed, work.resident.zone, today)
        )
    roles = [mention.role for mention in meaning.people]
    return briefs.meeting(met, roles)
