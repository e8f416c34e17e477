"""People, jobs, visas and facts as Vouch writes them."""

from bot.domain.contact import Contact, Position
from bot.domain.knowledge import Fact
from bot.domain.names import fold, person_name
from bot.domain.vocabulary import FactKind, Role, Specialty, Visa

PHYSICIANS = frozenset(
    (
        Role.PROGRAM_DIRECTOR,
        Role.ASSOCIATE_PROGRAM_DIRECTOR,
        Role.DEPARTMENT_CHAIR,
        Role.DIVISION_CHIEF,
        Role.ATTENDING,
        Role.FELLOW,
    )
)
"""Those who are addressed as Dr. even where the resident left the title out."""

_SPECIALTIES = {
    Specialty.HEMATOLOGY_ONCOLOGY: "hematology/oncology",
    Specialty.PULMONARY_CRITICAL_CARE: "pulmonary/critical care",
    Specialty.ALLERGY_IMMUNOLOGY: "allergy/immunology",
    Specialty.PMR: "PM&R",
    Specialty.OBGYN: "OB/GYN",
}


def role_in_words(role: Role) -> str:
    """Return "Program Director" and the like."""
    return "Contact" if role is Role.OTHER else role.value.replace("_", " ").title()


def specialty_in_words(specialty: Specialty) -> str:
    return _SPECIALTIES.get(specialty, specialty.value.replace("_", " "))


def full_name(contact: Contact) -> str:
    """Return "Dr. Anita Patel", or the name alone for whom nobody calls doctor."""
    title = _title_of(contact)
    return f"{title} {contact.name}" if title else contact.name


def short_name(contact: Contact) -> str:
    """Return "Dr. Patel" for a doctor, "Ms. Patel" for whom the resident calls so, else the name as told.

    >>> from datetime import UTC, datetime
    >>> short_name(Contact("1", "Felipe de la Cruz", datetime.now(UTC), title="Dr."))
    'Dr. de la Cruz'
    >>> short_name(Contact("1", "Maria Castillo-Hernandez de la Vega", datetime.now(UTC), title="Dr."))
    'Dr. de la Vega'
    """
    title = _title_of(contact)
    if title is None:
        return contact.name
    name = person_name(contact.name)
    words = contact.name.replace(",", " ").split()
    surname, folded = words[-1:], fold(words[-1])  # folding parts hyphened names
    while len(folded) < len(name.surname) and len(surname) < len(words):
        surname = words[-len(surname) - 1 :]
        folded = fold(" ".join(surname))
    return f"{title} {' '.join(surname)}"


def position_in_words(position: Position) -> str:
    """Return "Program Director, Mercy", as much of it as is known; empty where nothing is."""
    parts = [
        role_in_words(position.role) if position.role else "",
        specialty_in_words(position.specialty) if position.specialty else "",
        position.institution or "",
    ]
    return ", ".join(part for part in parts if part)


def claim_in_words(kind: FactKind, value: str, visa: Visa | None = None) -> str:
    """Return what a fact claims: "H-1B: yes", "PGY-2 opening", "letter: agreed"."""
    match kind:
        case FactKind.VISA:
            return f"{'any visa' if visa is Visa.ANY else visa}: {value}"
        case FactKind.IMG_FRIENDLY:
            return f"takes IMGs: {value}"
        case FactKind.CONVERTS_PRELIMS:
            return f"converts prelims: {value}"
        case FactKind.OPENING:
            return f"{value} opening"
        case FactKind.LETTER:
            return f"letter: {value}"
        case FactKind.ADVOCATES:
            return "will speak up for you" if value == "yes" else "may speak up for you"


def fact_in_words(fact: Fact) -> str:
    return claim_in_words(fact.kind, fact.value, fact.visa)


def _title_of(contact: Contact) -> str | None:
    """The title to call them by; who is in a physician's role is a doctor, whatever was said first."""
    return "Dr." if contact.position.role in PHYSICIANS else contact.title


def with_position(contact: Contact) -> str:
    """Return the full name and, in brackets, the present position where it is known."""
    position = position_in_words(contact.position)
    return f"{full_name(contact)} ({position})" if position else full_name(contact)
