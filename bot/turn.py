"""One message, button or form being answered: what every use case is handed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.note import Note, Source
from bot.ports import Channel, Clock, Ids, Person, Store, UnitOfWork
from bot.understanding.meaning import Known, Span, Understanding

Understand = Callable[[str, datetime, str, Sequence[Known]], Understanding]
"""understand(text, now, tz, known): *now* is the resident's local wall time, *tz* their IANA zone name."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a platform was asked for a message: who its sender is, and who is in a channel, or why it does not tell.

    *is_in* tells whether the sender is in the channel that is to be posted in; None where there is no such channel.
    """

    sender: Person | None = None
    channel: Channel | None = None
    refusal: str | None = None
    is_in: bool | None = None


NOTHING_FOUND = Found()


@dataclass(frozen=True, slots=True)
class Tools:
    """What the conversation was built with, and lends to every turn.

    *cohort_makers* are the platform's ids of those who may make cohorts of any size; where there are none, everybody
    may make small ones.
    """

    store: Store
    clock: Clock
    ids: Ids
    understand: Understand
    cohort_makers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Turn:
    """*now* is UTC. Everything put through *work* belongs to the act *act_id*: one undo takes it back."""

    work: UnitOfWork
    tools: Tools
    act_id: str
    now: datetime

    @property
    def today(self) -> date:
        """The resident's local day."""
        return self.now.astimezone(self.work.resident.zone).date()

    @property
    def local_now(self) -> datetime:
        """The resident's wall time, without a zone."""
        return self.now.astimezone(self.work.resident.zone).replace(tzinfo=None)

    @property
    def ids(self) -> Ids:
        return self.tools.ids

    @property
    def clock(self) -> Clock:
        return self.tools.clock


@dataclass(frozen=True, slots=True)
class Told(Turn):
    """A message. *thread* is the note that the message of ours answered which this one replies to, if it does.

    *found* is what the platform told for it (use_cases.look_up).
    """

    note: Note
    meaning: Understanding
    thread: Note | None = None
    thread_about: tuple[str, ...] = ()
    found: Found = NOTHING_FOUND

    def source(self, span: Span | None) -> Source:
        """Return where in the note something was read; the whole note where the reading names no span."""
        words = self.meaning.text[span.start : span.end] if span else ""
        # What follows a slash command is read as the sentence it stands for, so the span may be off in the note.
        start = self.note.text.find(words, span.start) if span and self.meaning.text == self.note.text else -1
        start = start if start >= 0 else self.note.text.find(words)
        if not words or start < 0:
            return Source(self.note.id, 0, len(self.note.text))
        return Source(self.note.id, start, start + len(words))


@dataclass(frozen=True, slots=True)
class Pressed(Turn):
    """A button. *target* is what stands after the verb of its action, *on* the id of the message it stands on."""

    target: str
    on: str
    found: Found = NOTHING_FOUND


@dataclass(frozen=True, slots=True)
class Submitted(Turn):
    """A form that was sent. *values* holds what was filled in; a skipped field is missing. *stood* as in FormSubmit."""

    target: str
    on: str
    values: dict[str, str] = field(default_factory=dict)
    stood: dict[str, str] = field(default_factory=dict)
