"""How the network stands against the year's targets (playbook, "Who matters")."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.contact import Contact
from bot.domain.knowledge import Encounter, Fact
from bot.domain.vocabulary import FactKind, Relationship, Role


@dataclass(frozen=True, slots=True)
class Target:
    """*least* to *most* of these people over the year."""

    relationship: Relationship
    least: int
    most: int


TARGETS = (
    Target(Relationship.SPONSOR, 1, 2),
    Target(Relationship.MENTOR, 2, 3),
    Target(Relationship.PEER, 5, 10),
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """*counts* by relationship; *letters* by state, each writer counted once at the furthest state told."""

    people: int
    counts: dict[Relationship, int]
    img_mentors: int
    met_program_director: bool
    letters: dict[str, int]
    month: int | None


def year_month(starts_on: date, today: date) -> int:
    """Return the month of the year, 1 for the first; the year starts at *starts_on* (playbook, "Month by month").

    >>> year_month(date(2026, 7, 1), date(2026, 12, 31))
    6
    """
    months = (today.year - starts_on.year) * 12 + today.month - starts_on.month
    return months + (1 if today.day >= starts_on.day else 0)


def measure_coverage(
    contacts: Sequence[Contact],
    encounters: Iterable[Encounter],
    facts: Iterable[Fact],
    starts_on: date | None,
    today: date,
) -> Coverage:
    met = {contact_id for encounter in encounters for contact_id in encounter.contact_ids}
    mentors = [contact for contact in contacts if contact.relationship is Relationship.MENTOR]
    directors = (Role.PROGRAM_DIRECTOR, Role.ASSOCIATE_PROGRAM_DIRECTOR)
    return Coverage(
        people=len(contacts),
        counts={kind: sum(1 for contact in contacts if contact.relationship is kind) for kind in Relationship},
        img_mentors=sum(1 for mentor in mentors if mentor.img),
        met_program_director=any(c.position.role in directors and c.id in met for c in contacts),
        letters=_letters(facts),
        month=year_month(starts_on, today) if starts_on else None,
    )


def latest_letters(facts: Iterable[Fact]) -> dict[str, Fact]:
    """Return the latest that was told of each writer's letter, by contact id or name."""
    latest: dict[str, Fact] = {}
    for fact in sorted(facts, key=lambda fact: (fact.told_on, fact.created_at, fact.id)):
        if fact.kind is FactKind.LETTER:
            latest[fact.contact_id or fact.about] = fact
    return latest


def letter_states(facts: Iterable[Fact]) -> dict[str, str]:
    """Return how far each writer's letter is: asked, agreed, sent or declined."""
    return {writer: fact.value for writer, fact in latest_letters(facts).items()}


def _letters(facts: Iterable[Fact]) -> dict[str, int]:
    states = list(letter_states(facts).values())
    return {state: states.count(state) for state in ("asked", "agreed", "sent", "declined")}
