"""What makes up the year besides people met: promises others made, deeds and wins, and dates that run out."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.note import Source


class PromiseState(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody else owes the resident. *what* is worded to follow their name: "send you the abstract".

    *due_on* is the local day it was promised for, None where none was told; *closed_at* is UTC.
    """

    id: str
    contact_id: str
    what: str
    made_on: date
    created_at: datetime
    due_on: date | None = None
    state: PromiseState = PromiseState.OPEN
    closed_at: datetime | None = None
    source: Source | None = None


class DeedKind(StrEnum):
    """What the resident did that no encounter shows, as far as the playbook's milestones rest on it."""

    WIN = "win"  # an achievement worth telling: a poster, a paper, an examination
    STRENGTH = "strength"  # work well done on the wards: for letters and the CV, no news to others
    FEEDBACK = "feedback"  # asked for or got feedback
    GOAL_TOLD = "goal_told"  # told faculty the hope to continue
    COMMITTEE = "committee"  # joined a committee or a cross-department group
    RESEARCH = "research"  # started or strengthened research or QI
    CONVERSION = "conversion"  # asked the PD about prelims who moved into categorical places
    DIRECTOR = "director"  # a formal talk with the own PD or an associate PD


@dataclass(frozen=True, slots=True)
class Deed:
    """*what* is in the resident's words; *on* the local day it happened; *contact_ids* who had to do with it."""

    id: str
    kind: DeedKind
    what: str
    on: date
    created_at: datetime
    contact_ids: tuple[str, ...] = ()
    source: Source | None = None


class OwnDateKind(StrEnum):
    VISA = "visa"
    CONTRACT = "contract"


@dataclass(frozen=True, slots=True)
class OwnDate:
    """The last day of the resident's visa or contract, and when it was told (UTC)."""

    kind: OwnDateKind
    on: date
    told_at: datetime


def year_month(starts_on: date, today: date) -> int:
    """Return the month of the year, 1 for the first; the year starts at *starts_on* (playbook, "Month by month").

    >>> year_month(date(2026, 7, 1), date(2026, 12, 31))
    6
    """
    months = (today.year - starts_on.year) * 12 + today.month - starts_on.month
    return months + (1 if today.day >= starts_on.day else 0)
