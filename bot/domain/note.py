"""What the resident told, word for word."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class NoteState(StrEnum):
    RECEIVED = "received"  # stored, not yet acted on: taken up again after a crash
    HANDLED = "handled"
    HELD = "held"  # may name a patient: waits until the resident says to redact it or to keep it
    FAILED = "failed"  # acting on it failed; the words are kept and the resident was told
    UNDONE = "undone"  # taken back by the resident: kept, and not answered from
    DELETED = "deleted"  # the chat message was deleted by the resident


@dataclass(frozen=True, slots=True)
class Note:
    """*message_id* is the platform's id of the chat message. *thread* is the id of the message of ours it replies to.

    *received_at* and *edited_at* are UTC. *earlier* holds the wordings that edits replaced, oldest first. *command* is
    "/vouch" or "/met" for a slash command. *checked* is set once the resident said that no patient is named in it.
    *attempts* counts how often a restart took it up again. *answered_by* is the id of our message that answered it.
    *files* is how many came with it. *reply_to* is how the platform wants the answer sent (messages.TextMessage).
    *asked* is set where the resident asked for something and told nothing: such a note is never quoted as an answer.
    """

    id: str
    message_id: str
    received_at: datetime
    text: str
    state: NoteState = NoteState.RECEIVED
    thread: str | None = None
    channel: str | None = None
    earlier: tuple[str, ...] = ()
    edited_at: datetime | None = None
    command: str | None = None
    checked: bool = False
    attempts: int = 0
    answered_by: str | None = None
    asked: bool = False
    files: int = 0
    reply_to: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """The words of a note that something was read out of: ``note.text[start:end]``."""

    note_id: str
    start: int = 0
    end: int = 0
