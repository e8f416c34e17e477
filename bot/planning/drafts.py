"""Drafts that were made and not yet told to be sent: asked about once, the day after."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.draft import WrittenDraft
from bot.domain.follow_up import FollowUpState
from bot.domain.resident import Resident
from bot.drafting.kinds import KINDS, SENT_BY
from bot.planning.due import Due, Kept, occasion

WEIGHT = 57
FRESH = timedelta(days=7)
"""After that the moment has passed, or it was sent and not told."""


def drafts_due(resident: Resident, kept: Kept, now: datetime) -> Iterable[Due]:
    """Return the latest draft to each person, unless it was sent, they were in touch since, or it is owed anyway."""
    latest: dict[str, WrittenDraft] = {}
    for draft in sorted(kept.drafts, key=lambda draft: draft.id):
        if draft.contact_id and KINDS[draft.kind].channel in SENT_BY:
            latest[draft.contact_id] = draft
    owed = {each.contact_id for each in kept.follow_ups if each.state is FollowUpState.OPEN}
    for contact_id, draft in latest.items():
        touched = any(e.created_at >= draft.created_at for e in kept.encounters_with(contact_id))
        if draft.sent_at or touched or contact_id in owed or now - draft.created_at > FRESH:
            continue
        on = resident.today(draft.created_at) + timedelta(days=1)
        yield occasion(f"follow_up:{draft.id}", on, draft.created_at, WEIGHT, once=True)
