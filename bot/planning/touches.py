"""When the resident was last in touch with each contact."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.follow_up import FollowUpState
from bot.domain.resident import Resident
from bot.planning.due import Kept


@dataclass(frozen=True, slots=True)
class Touch:
    """*on* is the local day of it, *logged_at* when it was told (UTC)."""

    on: date
    logged_at: datetime


def last_touches(resident: Resident, kept: Kept) -> dict[str, Touch]:
    """Return the latest touch by contact id: an encounter, or something owed to them that was done."""
    touches: dict[str, Touch] = {}

    def keep(contact_id: str, touch: Touch) -> None:
        known = touches.get(contact_id)
        if known is None or (touch.on, touch.logged_at) > (known.on, known.logged_at):
            touches[contact_id] = touch

    for encounter in kept.encounters:
        for contact_id in encounter.contact_ids:
            keep(contact_id, Touch(encounter.on, encounter.created_at))
    for follow_up in kept.follow_ups:
        if follow_up.contact_id and follow_up.closed_at and follow_up.state is FollowUpState.DONE:
            keep(follow_up.contact_id, Touch(resident.today(follow_up.closed_at), follow_up.closed_at))
    return touches
