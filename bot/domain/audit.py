"""What was done with an account as a whole, for its resident to read."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AuditEvent(StrEnum):
    EXPORTED = "exported"
    IMPORTED = "imported"
    CODE_GIVEN = "code_given"
    CODE_SENT = "code_sent"  # with a reminder of the year's end, unasked
    MOVED_HERE = "moved_here"
    LINKED = "linked"
    PERSON_FORGOTTEN = "person_forgotten"
    SHARED = "shared"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """*at* is UTC. *count* is of what the event was about: rows, people or files."""

    id: str
    event: AuditEvent
    at: datetime
    count: int = 0
