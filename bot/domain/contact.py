"""A person the resident knows, and the jobs they have held: people move."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.note import Source
from bot.domain.vocabulary import MentorKind, Relationship, Role, Specialty


@dataclass(frozen=True, slots=True)
class Position:
    """One job, as told. *told_on* is the local day it was last told; *until* the day a later job replaced it."""

    role: Role | None = None
    institution: str | None = None
    specialty: Specialty | None = None
    told_on: date | None = None
    until: date | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """*positions* are oldest first, the last one is current. *aliases* are other names that mean this person.

    *title* is what the resident calls them: "Dr.", "Ms.", "Mr." or "Mrs.". *interested* is set where they showed
    interest in the resident. *cadence_days* is how often the resident wants to be in touch; None leaves it to the
    playbook, 0 means never asked.
    """

    id: str
    name: str
    created_at: datetime
    positions: tuple[Position, ...] = ()
    aliases: tuple[str, ...] = ()
    relationship: Relationship | None = None
    img: bool | None = None
    email: str | None = None
    phone: str | None = None
    linkedin: str | None = None
    title: str | None = None
    mentor_kinds: tuple[MentorKind, ...] = ()
    interested: bool | None = None
    cadence_days: int | None = None
    source: Source | None = None

    @property
    def position(self) -> Position:
        """The current job; an empty one where none was told."""
        return self.positions[-1] if self.positions else Position()


@dataclass(frozen=True, slots=True)
class Distinction:
    """The resident said that two contacts, or a contact and a name, are not the same person: never asked again."""

    id: str
    contact_id: str
    other_contact_id: str


@dataclass(frozen=True, slots=True)
class Merge:
    """Two contacts became one. *kept* and *gone* are as they were, *moved* is (kind, id) of what was re-pointed."""

    id: str
    kept: Contact
    gone: Contact
    moved: tuple[tuple[str, str], ...] = ()
