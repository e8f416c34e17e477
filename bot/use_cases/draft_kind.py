"""Which kind of words fits somebody where none was asked for, and whether a call may be asked of them yet."""

from bot.domain.contact import Contact
from bot.domain.draft import DraftKind, WrittenDraft
from bot.domain.follow_up import FollowUp, FollowUpState
from bot.domain.knowledge import Encounter, Fact
from bot.domain.recall import notes_about, tellings
from bot.domain.records import Holding
from bot.domain.vocabulary import FactKind, Relationship
from bot.drafting.kinds import OF_FOLLOW_UP
from bot.drafting.slots import gather
from bot.playbook.pack import pack_for
from bot.turn import Turn
from bot.use_cases.holdings import holdings


async def usual_kind(turn: Turn, contact: Contact, follow_up: FollowUp | None) -> DraftKind:
    """Return the kind that fits how well the two know each other, where none was asked for."""
    if follow_up and follow_up.kind in OF_FOLLOW_UP:
        return OF_FOLLOW_UP[follow_up.kind]
    held = await holdings(turn.work)
    told = notes_about(contact, tellings(await turn.work.notes.newest()), held)
    material = gather(turn.work.resident, contact, told, held, turn.today)
    owed = [each.kind for each in held if isinstance(each, FollowUp) and _open_with(contact, each)]
    called_for = {OF_FOLLOW_UP[kind] for kind in owed if kind in OF_FOLLOW_UP}
    if len(called_for) == 1:
        return called_for.pop()
    if contact.relationship in (Relationship.MENTOR, Relationship.SPONSOR, Relationship.PEER):
        return DraftKind.CHECK_IN
    if "promised" in material.slots:
        return DraftKind.SEND_PROMISED
    if material.at_conference:
        return DraftKind.CONFERENCE_FOLLOW_UP
    if material.on_rotation and not any(_thanked(contact, each) for each in held):
        return DraftKind.THANK_YOU
    return DraftKind.ADVICE_REQUEST if material.met else DraftKind.COLD_EMAIL


def _open_with(contact: Contact, owed: FollowUp) -> bool:
    return owed.state is FollowUpState.OPEN and owed.contact_id == contact.id


def _thanked(contact: Contact, record: Holding) -> bool:
    if not isinstance(record, WrittenDraft) or record.contact_id != contact.id:
        return False
    return record.kind is DraftKind.THANK_YOU and record.sent_at is not None


async def stands_up(turn: Turn, contact: Contact) -> bool:
    """Tell whether logged acts show that this person stands up for the resident (playbook, "Mentors into sponsors")."""
    facts = [fact for fact in await turn.work.all(Fact) if fact.contact_id == contact.id]
    stood_up = any(
        fact.kind is FactKind.ADVOCATES or (fact.kind is FactKind.LETTER and fact.value in ("agreed", "sent"))
        for fact in facts
    )
    met = sum(1 for each in await turn.work.all(Encounter) if contact.id in each.contact_ids)
    mentor = contact.relationship in (Relationship.MENTOR, Relationship.SPONSOR)
    return (
        stood_up
        or contact.relationship is Relationship.SPONSOR
        or (mentor and met >= pack_for(turn.work.resident).ladder.check_ins)
    )
