"""What was told of an occasion so far: the memory that keeps a nudge from being repeated."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Answer(StrEnum):
    DONE = "done"
    LATER = "later"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Occasion:
    """One reason to nudge. *id* is ``kind:stable-id`` ("follow_up:01J…"), the same for the same occasion always.

    *told_at* are the UTC moments at which it was told, oldest first.
    """

    id: str
    told_at: tuple[datetime, ...] = ()
    answer: Answer | None = None
    answered_at: datetime | None = None
    later_on: date | None = None
