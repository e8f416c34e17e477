"""What is known: encounters with people, and facts about programs and people, each with who said it and when."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.note import Source
from bot.domain.vocabulary import FactKind, PlaceKind, Visa

_FURTHEST_EAST = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Encounter:
    """The resident met or heard from *contact_ids*, on local day *on*, at *where*, a place of *where_kind*."""

    id: str
    contact_ids: tuple[str, ...]
    on: date
    created_at: datetime
    where: str | None = None
    where_kind: PlaceKind | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """*about* is the institution as told, or the person's name; *contact_id* is set where it is about a person.

    Values are those listed at FactKind. *said_by* is the contact who said it, None where not told.
    """

    id: str
    about: str
    kind: FactKind
    value: str
    told_on: date
    created_at: datetime
    visa: Visa | None = None
    contact_id: str | None = None
    said_by: str | None = None
    source: Source | None = None
    confidence: float = 1.0

    @property
    def told_at(self) -> datetime:
        """The moment (UTC) by which facts are put in order: days run backwards for who flies west.

        What was put right later has a later day than the moment it was made; then that day counts.
        """
        put_right = self.told_on > (self.created_at + _FURTHEST_EAST).date()
        return datetime.combine(self.told_on, time(0), UTC) if put_right else self.created_at
