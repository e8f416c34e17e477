"""What a telling settles of what was owed: whom the resident met need not be met, who agreed need not be asked."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.follow_up import FollowUp, FollowUpState, done
from bot.domain.knowledge import Encounter, Fact
from bot.domain.vocabulary import FactKind, FollowUpKind
from bot.turn import Told


async def settle_owed(told: Told, encounter: Encounter | None, facts: Iterable[Fact]) -> list[FollowUp]:
    """Close the meetings that took place and the letters that need not be asked for any more; return them."""
    letters = {fact.contact_id for fact in facts if fact.kind is FactKind.LETTER and fact.contact_id}
    settled = []
    for owed in await told.work.all(FollowUp):
        if owed.state is not FollowUpState.OPEN or owed.contact_id is None or _of_this_note(owed, told):
            continue
        asked = owed.kind is FollowUpKind.ASK_LETTER and owed.contact_id in letters
        if asked or (encounter and _took_place(owed, encounter, told)):
            await told.work.put(done(owed, told.now, told.today))
            settled.append(owed)
    return settled


def _of_this_note(owed: FollowUp, told: Told) -> bool:
    return owed.source is not None and owed.source.note_id == told.note.id


def _took_place(owed: FollowUp, encounter: Encounter, told: Told) -> bool:
    """Tell whether an encounter is the meeting that was owed; one that still lies ahead is not."""
    if owed.kind is not FollowUpKind.MEET or owed.contact_id not in encounter.contact_ids:
        return False
    if owed.due_on is None:
        return True
    at = datetime.combine(owed.due_on, owed.due_at) if owed.due_at else None
    return owed.due_on <= encounter.on and (at is None or at <= told.local_now)
