"""One thing the resident did (a message, a button), with every change that came of it: what undo takes back."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after, as JSON; *before* None means created, *after* None means removed."""

    kind: str
    record_id: str
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Act:
    """*at* is UTC. *undoes* names the act that this one took back; *undone_by* the one that took this back."""

    id: str
    at: datetime
    note_id: str | None = None
    changes: tuple[Change, ...] = ()
    undoes: str | None = None
    undone_by: str | None = None
