"""Keeping in touch: by relationship, closer towards the end of the year, as the resident set it for some."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUpState
from bot.domain.resident import Resident
from bot.domain.vocabulary import Relationship
from bot.planning.due import Due, Kept, occasion
from bot.planning.network import is_outside
from bot.planning.touches import last_touches
from bot.playbook.pack import Cadence, Rhythm, month_begins, pack_for

WEIGHT = 35


def cadences_due(resident: Resident, kept: Kept, now: datetime) -> Iterable[Due]:
    """Return everybody to be kept in touch with, on the day it is time; any touch starts it anew.

    Somebody to whom something is owed, or whom the resident is going to meet, is not brought up besides.
    """
    cadence = pack_for(resident).cadence
    rhythms = {each.id: _rhythm(each, resident, kept, cadence) for each in kept.contacts}
    kept_up = [each for each in kept.contacts if each.cadence_days or (rhythms[each.id] and each.cadence_days != 0)]
    if not kept_up:
        return
    touches = last_touches(resident, kept)
    today = resident.today(now)
    expected = {each.contact_id for each in kept.follow_ups if each.state is FollowUpState.OPEN}
    expected |= {each for event in kept.events if event.starts_on >= today for each in event.contact_ids}
    for contact in kept_up:
        if contact.id in expected:
            continue
        touch = touches.get(contact.id)
        last_on = touch.on if touch else resident.today(contact.created_at)
        since = touch.logged_at if touch else contact.created_at
        on = last_on + timedelta(days=contact.cadence_days) if contact.cadence_days else None
        on = on or _due_on(last_on, rhythms[contact.id], cadence, resident.starts_on)
        yield occasion(f"cadence:{contact.id}:{last_on}", on, since, WEIGHT, movable=True)


def _rhythm(contact: Contact, resident: Resident, kept: Kept, cadence: Cadence) -> Rhythm | None:
    match contact.relationship:
        case Relationship.SPONSOR:
            return cadence.sponsor
        case Relationship.MENTOR:
            return cadence.mentor
        case Relationship.PEER:
            return cadence.peer
        case _:
            return cadence.interested if contact.interested and is_outside(contact, resident, kept) else None


def _due_on(last_on: date, rhythm: Rhythm | None, cadence: Cadence, starts_on: date | None) -> date:
    if rhythm is None:
        raise ValueError("somebody without a cadence is not to be kept in touch with")
    usual = last_on + timedelta(weeks=rhythm.weeks)
    if starts_on is None:
        return usual
    late_from, year_over = month_begins(starts_on, cadence.late_from), month_begins(starts_on, cadence.late_to + 1)
    closer = max(last_on + timedelta(weeks=rhythm.late_weeks), late_from)
    return min(usual, closer) if closer < year_over else usual
