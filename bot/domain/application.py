"""What applying needs: the ready-to-send package, openings filled or expiring, letters under way, briefs given."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.knowledge import Fact
from bot.domain.note import Source
from bot.domain.vocabulary import FactKind


class DocumentKind(StrEnum):
    CV = "cv"
    STATEMENT = "statement"
    STANDARD_EMAIL = "standard_email"


STALE_AFTER = timedelta(days=60)
"""A part of the package that was not renewed for so long is looked at again before it goes out."""


@dataclass(frozen=True, slots=True)
class PackageDocument:
    """A part of the ready-to-send package (playbook, months 9-12). *id* is its kind; *renewed_on* a local day."""

    id: str
    renewed_on: date
    source: Source | None = None

    def is_stale(self, today: date) -> bool:
        return today - self.renewed_on > STALE_AFTER


@dataclass(frozen=True, slots=True)
class FilledOpening:
    """An opening that is gone. *id* is that of the fact which told of it; *on* a local day."""

    id: str
    on: date
    source: Source | None = None


SHORT_LIVED = frozenset(("PGY-1", "PGY-2", "PGY-3", "categorical", "prelim"))


SHORTEST_OPEN, LONGEST_OPEN = timedelta(days=30), timedelta(days=90)
"""How long an opening is taken for open at the least and at the most, counted from the day it was told."""


@dataclass(frozen=True, slots=True)
class OpeningTerm:
    """Until when the resident said that an opening stands. *id* is that of the fact which told of it; *until* local."""

    id: str
    until: date
    source: Source | None = None


def of_one_opening(opening: Fact, facts: Iterable[Fact]) -> list[Fact]:
    """Return the opening with whatever else its note told of it: "PGY-2 categorical" is one place."""
    note_id = opening.source.note_id if opening.source else None
    return [
        each
        for each in facts
        if each.id == opening.id
        or (
            each.kind is FactKind.OPENING
            and each.about == opening.about
            and each.source is not None
            and each.source.note_id == note_id
        )
    ]


def opening_expires(opening: Fact, terms: Iterable[OpeningTerm] = ()) -> date:
    """Return the day until which an opening is taken for open: as was told, else 30 days, 90 for a research post."""
    told = next((term.until for term in terms if term.id == opening.id), None)
    return told or opening.told_on + opening_lasts(opening.value)


def closed_openings(
    facts: Iterable[Fact], filled: Iterable[FilledOpening], terms: Iterable[OpeningTerm], today: date
) -> dict[str, str]:
    """Return why each opening that is open no more is not, by the id of its fact: "filled" or "expired"."""
    gone, told = {each.id for each in filled}, list(terms)
    openings = [fact for fact in facts if fact.kind is FactKind.OPENING]
    expired = {fact.id: "expired" for fact in openings if opening_expires(fact, told) < today}
    return expired | {fact.id: "filled" for fact in openings if fact.id in gone}


def opening_lasts(value: str) -> timedelta:
    """Return for how long an opening of this value is taken for open where nothing else was told."""
    return SHORTEST_OPEN if value in SHORT_LIVED else LONGEST_OPEN


def within_term(opening: Fact, until: date) -> date:
    """Return the day nearest to *until* up to which an opening may be kept."""
    return min(max(until, opening.told_on + SHORTEST_OPEN), opening.told_on + LONGEST_OPEN)


@dataclass(frozen=True, slots=True)
class LetterPlan:
    """How far a letter is besides asked, agreed and sent, which are facts. *id* is the writer's contact id.

    *deadline* and the other days are local. *reminded_on* holds each reminder that was sent.
    """

    id: str
    created_at: datetime
    deadline: date | None = None
    packet_sent_on: date | None = None
    reminded_on: tuple[date, ...] = ()
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """The questions suggested for a meeting with a contact, whose id it has: a later meeting gets others.

    *made_at* is UTC.
    """

    id: str
    made_at: datetime
    questions: tuple[str, ...] = field(default=())
    source: Source | None = None
