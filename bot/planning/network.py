"""Who is inside the resident's program and who outside, and whom they met at a conference."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.contact import Contact
from bot.domain.follow_up import Event, EventKind
from bot.domain.knowledge import Encounter
from bot.domain.names import fold, same_place
from bot.domain.resident import Resident
from bot.domain.vocabulary import PlaceKind, Role
from bot.planning.due import Kept

DIRECTORS = frozenset((Role.PROGRAM_DIRECTOR, Role.ASSOCIATE_PROGRAM_DIRECTOR))


@dataclass(frozen=True, slots=True)
class Met:
    """A contact met at a conference: on which local day, told when (UTC), and where."""

    contact_id: str
    on: date
    told_at: datetime
    where: str | None


def at_conference(encounter: Encounter, conferences: tuple[Event, ...]) -> bool:
    """Tell whether it took place at a conference: it says so, or it names no place and one was on that day."""
    if encounter.where_kind is PlaceKind.CONFERENCE:
        return True
    return encounter.where is None and any(_covers(event, encounter.on) for event in conferences)


def met_at_conferences(kept: Kept) -> dict[str, Met]:
    """Return everybody met at a conference by contact id, in the order told, each as met last."""
    met: dict[str, Met] = {}
    for encounter in kept.encounters:
        if at_conference(encounter, kept.conferences):
            there = (event.title for event in kept.conferences if _covers(event, encounter.on))
            where = encounter.where or next(there, None)
            for contact_id in encounter.contact_ids:
                met[contact_id] = Met(contact_id, encounter.on, encounter.created_at, where)
    return met


def is_outside(contact: Contact, resident: Resident, kept: Kept) -> bool:
    """Tell whether somebody works elsewhere: at a place that is not the resident's own, or met at a conference."""
    place = contact.position.institution
    if place and resident.program:
        return not same_place(place, resident.program)
    if place:
        return True
    return any(at_conference(each, kept.conferences) for each in kept.encounters_with(contact.id))


def own_directors(resident: Resident, kept: Kept) -> list[Contact]:
    """Return the PDs and associate PDs of the resident's own program."""
    return [each for each in kept.contacts if each.position.role in DIRECTORS and not is_outside(each, resident, kept)]


def met_at(event: Event, kept: Kept) -> list[Contact]:
    """Return whom the resident met at this conference so far."""
    ids = {
        contact_id
        for encounter in kept.encounters
        if event.starts_on <= encounter.on <= event.ends_on and at_conference(encounter, (event,))
        for contact_id in encounter.contact_ids
    }
    return [contact for contact in kept.contacts if contact.id in ids]


def talks_at(place: str, encounters: Iterable[Encounter], events: Iterable[Event]) -> list[Encounter]:
    """Return the encounters at a place as it is called: told so, or on the days of a conference of that name."""
    asked = set(fold(place))
    named = tuple(event for event in events if asked and asked <= set(fold(event.title)))
    return [
        each
        for each in encounters
        if (each.where and asked <= set(fold(each.where)))
        or (each.where is None and any(_covers(event, each.on) for event in named))
    ]


def _covers(event: Event, day: date) -> bool:
    return event.kind is EventKind.CONFERENCE and event.starts_on <= day <= event.ends_on
