"""What is due and what is coming: "what's on my plate this week"."""

from datetime import datetime

from bot.domain.contact import Contact
from bot.domain.follow_up import Event, FollowUp, FollowUpState
from bot.messages import Reply
from bot.ports import UnitOfWork
from bot.replies import agenda
from bot.understanding.meaning import Understanding


async def show_agenda(work: UnitOfWork, meaning: Understanding, now: datetime) -> Reply:
    """Answer with what is owed, soonest first, and the events ahead; until the day asked for where one was told."""
    today = work.resident.today(now)
    owed = [follow_up for follow_up in await work.all(FollowUp) if follow_up.state is FollowUpState.OPEN]
    if meaning.people:
        named = {person.name for person in meaning.people}
        known = {contact.id for contact in await work.all(Contact) if contact.name in named}
        owed = [follow_up for follow_up in owed if follow_up.contact_id in known]
    owed.sort(key=lambda follow_up: (follow_up.due_on is None, follow_up.due_on or today, follow_up.id))
    events = sorted((event for event in await work.all(Event) if event.ends_on >= today), key=lambda e: e.starts_on)
    until = meaning.when.end if meaning.when and meaning.when.end >= today else None
    if until:
        later = [f for f in owed if f.due_on and f.due_on > until]
        return agenda.agenda([f for f in owed if f not in later], events, today, until, later=len(later))
    return agenda.agenda(owed, events, today)
