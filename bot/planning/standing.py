"""How the network stands: four kinds of mentor, eight roles, inside against outside, and the ladder to sponsor."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from bot.domain.contact import Contact
from bot.domain.letters import letter_states
from bot.domain.resident import Resident
from bot.domain.vocabulary import MentorKind, Relationship, Role, Specialty
from bot.planning.coverage import advocates
from bot.planning.due import Kept
from bot.planning.network import is_outside
from bot.planning.touches import last_touches
from bot.playbook.pack import pack_for

_INSIDERS = frozenset(
    (
        Role.PROGRAM_DIRECTOR,
        Role.ASSOCIATE_PROGRAM_DIRECTOR,
        Role.DEPARTMENT_CHAIR,
        Role.DIVISION_CHIEF,
        Role.CHIEF_RESIDENT,
        Role.COORDINATOR,
    )
)
_FACULTY = frozenset((Role.ATTENDING, Role.DIVISION_CHIEF, Role.DEPARTMENT_CHAIR))
_GENERAL = frozenset((None, Specialty.INTERNAL_MEDICINE, Specialty.HOSPITAL_MEDICINE))

ROLES: dict[str, Callable[[Contact], bool]] = {
    "program director": lambda c: c.position.role is Role.PROGRAM_DIRECTOR,
    "associate PD": lambda c: c.position.role is Role.ASSOCIATE_PROGRAM_DIRECTOR,
    "core faculty": lambda c: c.position.role in _FACULTY and c.position.specialty in _GENERAL,
    "subspecialty attending": lambda c: c.position.role in _FACULTY and c.position.specialty not in _GENERAL,
    "senior or chief resident": lambda c: c.position.role in (Role.RESIDENT, Role.CHIEF_RESIDENT),
    "coordinator": lambda c: c.position.role is Role.COORDINATOR,
    "fellow": lambda c: c.position.role is Role.FELLOW,
    "alum or earlier IMG": lambda c: c.position.role is Role.ALUM or bool(c.img and c.position.role is Role.RESIDENT),
}
"""The eight roles of the playbook, "Who matters", the directors counted apart."""


class Rung(IntEnum):
    """How far a relationship is on the way from mentor to sponsor, built on acts alone."""

    TALKED = 1  # they met
    ADVISES = 2  # a mentor, by the resident's own word
    CHECKS_IN = 3  # a mentor, and in touch again and again
    WRITES = 4  # agreed to a letter
    ACTS = 5  # sent the letter, or speaks up


@dataclass(frozen=True, slots=True)
class Climb:
    contact: Contact
    rung: Rung


def mentor_kinds(kept: Kept, resident: Resident) -> dict[MentorKind, list[Contact]]:
    """Return the mentors of each kind: as told, else as their role suggests. One person may be of several."""
    found: dict[MentorKind, list[Contact]] = {kind: [] for kind in MentorKind}
    for contact in kept.contacts:
        if contact.relationship in (Relationship.MENTOR, Relationship.SPONSOR):
            for kind in contact.mentor_kinds or _kinds(contact, resident, kept):
                found[kind].append(contact)
    return found


def _kinds(contact: Contact, resident: Resident, kept: Kept) -> tuple[MentorKind, ...]:
    role = contact.position.role
    inside = not is_outside(contact, resident, kept)
    kinds = (
        (MentorKind.CLINICAL, role in _FACULTY and inside),
        (MentorKind.CAREER, bool(contact.img)),
        (MentorKind.RESEARCH, role is Role.RESEARCHER),
        (MentorKind.INSIDER, role in _INSIDERS and inside),
    )
    return tuple(kind for kind, so in kinds if so)


def network(kept: Kept, resident: Resident) -> list[Contact]:
    """Return the contacts without those elsewhere who were only spoken of, and never met or written to."""
    touched = last_touches(resident, kept)
    return [
        contact
        for contact in kept.contacts
        if contact.id in touched
        or contact.relationship
        or contact.source is None  # brought along in a file
        or not is_outside(contact, resident, kept)
    ]


def balance(kept: Kept, resident: Resident) -> tuple[int, int]:
    """Return how many of the network are inside the resident's program and how many outside."""
    known = network(kept, resident)
    outside = sum(1 for contact in known if is_outside(contact, resident, kept))
    return len(known) - outside, outside


def ladder(kept: Kept, resident: Resident) -> list[Climb]:
    """Return who is on the way to becoming a sponsor, furthest first: mentors, and whoever acted for the resident."""
    letters, speaking = letter_states(kept.facts), advocates(kept)
    check_ins = pack_for(resident).ladder.check_ins
    climbs = []
    for contact in kept.contacts:
        times = len(kept.encounters_with(contact.id))
        letter, mentor = letters.get(contact.id), contact.relationship is Relationship.MENTOR
        rungs = (
            (Rung.ACTS, letter == "sent" or contact.id in speaking or contact.relationship is Relationship.SPONSOR),
            (Rung.WRITES, letter == "agreed"),
            (Rung.CHECKS_IN, mentor and times >= check_ins),
            (Rung.ADVISES, mentor),
        )
        rung = next((rung for rung, reached in rungs if reached), None)
        climbs += [Climb(contact, rung)] if rung else []
    return sorted(climbs, key=lambda climb: (-climb.rung, climb.contact.id))
