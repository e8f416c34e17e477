"""A program as a file told of it: the base that what contacts say is laid on."""

from dataclasses import dataclass, field
from datetime import date

from bot.domain.note import Source


@dataclass(frozen=True, slots=True)
class Program:
    """*id* is made of name and state, so that the same row twice is one program.

    *visas*, *img_friendly* and *converts_prelims* hold yes, no or maybe; *min_score* is the least Step 2 CK score and
    *max_years* the most years since graduation that are taken; None where the file says nothing.
    """

    id: str
    name: str
    imported_on: date
    city: str = ""
    state: str = ""
    specialty: str = ""
    visas: dict[str, str] = field(default_factory=dict)
    img_friendly: str | None = None
    converts_prelims: str | None = None
    min_score: int | None = None
    max_years: int | None = None
    url: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class ChosenProgram:
    """A program that the resident put on the shortlist themselves; *id* is made of its name."""

    id: str
    name: str
    chosen_on: date
    source: Source | None = None
