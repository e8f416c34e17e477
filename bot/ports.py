"""What the bot needs from outside, as Protocols. storage/ and adapters/ fit them; mypy checks that in wiring.py."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Protocol, TypeVar

from bot.domain.act import Act
from bot.domain.delivery import Delivery, Rate, Reach, Tally
from bot.domain.note import Note
from bot.domain.records import Record
from bot.domain.resident import Address, Resident
from bot.messages import Incoming, Outgoing

R = TypeVar("R", bound=Record)


NO_RATES: Mapping[str, Rate] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that came in and was acknowledged before it was answered. *attempts* counts restarts that took it up.

    *at* is UTC.
    """

    id: str
    at: datetime
    incoming: Incoming
    attempts: int = 0


class Clock(Protocol):
    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""


class SecondReader(Protocol):
    """Another opinion on a note, where an operator has set one up (docs/language-model.md)."""

    async def propose(self, text: str, now: datetime) -> object | None:
        """Return a reading in any shape, unchecked; None for none. *now* is the resident's wall clock. Never raises."""


class Ids(Protocol):
    def new(self) -> str:
        """Return an id never given before, sorting after those of earlier milliseconds."""


class UnitOfWork(Protocol):
    """One resident's data in one transaction: commit(), or nothing happened.

    Opening it waits for any other unit of work on the same resident, in this process or another.
    After begin_act(), put(), remove() and save_resident() are remembered as changes of that act, for undo.
    """

    resident: Resident

    async def save_resident(self, resident: Resident) -> None: ...

    async def all(self, kind: type[R]) -> list[R]:
        """Return every record of this kind, oldest first (by id)."""

    async def find(self, kind: type[R], record_id: str) -> R | None: ...

    async def put(self, record: Record) -> None:
        """Insert the record, or replace the one with its id."""

    async def remove(self, record: Record) -> None: ...

    def begin_act(self, act: Act) -> None:
        """From here on changes belong to *act*, until another one begins; each is stored with its own at commit."""

    def make_final(self) -> None:
        """Do not remember what was changed since begin_act(): it cannot be taken back."""

    async def find_act(self, act_id: str) -> Act | None: ...

    async def acts(self, limit: int = 50) -> list[Act]:
        """Return the latest acts, newest first."""

    async def acts_of(self, note_id: str) -> list[Act]:
        """Return the acts that came of one note, newest first."""

    async def save_act(self, act: Act) -> None:
        """Replace what an act remembers. Only for forgetting: what is removed for good leaves the memory of acts."""

    async def mark_undone(self, act_id: str, by: str) -> None: ...

    async def restore(self, kind: str, record_id: str, image: bytes | None) -> None:
        """Put the record back as *image* says (None removes it), as a change; "resident" is a kind here too."""

    async def image(self, kind: str, record_id: str) -> bytes | None:
        """Return the record as it is now, in the form of Change.before and Change.after."""

    async def add_note(self, note: Note, delivery_ids: Sequence[str] = ()) -> bool:
        """Store a note; return False, storing nothing, where its message_id or one of the ids was seen before."""

    async def see(self, delivery_ids: Sequence[str]) -> bool:
        """Remember the ids of a button, form, edit or delete; return False where one was seen before."""

    async def save_note(self, note: Note) -> None: ...

    async def find_note(self, note_id: str) -> Note | None: ...

    async def find_note_by_message(self, message_id: str) -> Note | None: ...

    async def notes(self, limit: int | None = None, *, every: bool = False) -> list[Note]:
        """Return notes, newest first, without those deleted, undone or held; with them where *every* is asked for."""

    async def put_delivery(self, delivery: Delivery) -> None:
        """Insert or replace by id. A second row with the same key is refused by the database.

        One that has a lease is replaced only while that lease holds (else LeaseLost), and keeps its maybe_sent.
        """

    async def find_delivery(self, delivery_id: str) -> Delivery | None: ...

    async def find_delivery_sent_as(self, reference: str) -> Delivery | None:
        """Return the delivery that the platform knows by this reference, as first sent where it was changed since."""

    async def find_newest(self, message_id: str) -> Delivery | None:
        """Return what the message first sent as this delivery says now: the newest that changed it, or itself."""

    async def find_delivery_by_key(self, key: str) -> Delivery | None: ...

    async def waiting(self) -> list[Delivery]:
        """Return what is planned for this resident and not sent, soonest first, claimed rows included."""

    async def sent(self, since: datetime, limit: int = 100) -> list[Delivery]:
        """Return what was sent, failed or was unreachable since then (UTC), newest first."""

    async def finish(self, delivery: Delivery) -> bool:
        """As Store.finish, in this transaction, so that what was told is remembered with it or not at all."""

    async def commit(self) -> None: ...


class Store(Protocol):
    """Everything kept, across residents. Scheduling data is in clear; what residents told is sealed."""

    def work_for(self, resident_id: str) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open one resident's unit of work. Raises KeyError for an unknown or forgotten resident, WrongKey."""

    async def find_resident(self, address: Address) -> Resident | None: ...

    async def add_resident(self, resident: Resident) -> Resident:
        """Store a new resident with a key of their own; where the address is known already, return that one."""

    async def forget_resident(self, resident_id: str) -> int:
        """Destroy the key and every row of this resident; return how many rows went."""

    async def unfinished_notes(self, reach: Reach) -> list[tuple[str, str]]:
        """Return (resident_id, note_id) of what those in reach told and was never acted on, oldest first."""

    async def write_arrivals(self, kept: Sequence[Arrival], answered: Sequence[str]) -> None:
        """Store what came in, sealed, and forget what was answered (by id), all in one transaction."""

    async def unanswered(self, reach: Reach, before: datetime) -> list[Arrival]:
        """Return what arrived before then (UTC) and was never answered, oldest first, counting this as an attempt."""

    async def residents_to_replan(self, before: datetime, limit: int) -> list[str]:
        """Return ids of residents whose plan was last made before then (UTC), oldest plan first."""

    async def mark_planned(self, resident_id: str, at: datetime) -> None: ...

    async def claim_due(
        self, now: datetime, limit: int, lease: timedelta, reach: Reach, rates: Mapping[str, Rate] = NO_RATES
    ) -> list[Delivery]:
        """Take up to *limit* waiting deliveries due by *now* to whom *reach* names, until the lease ends.

        Two processes never get the same row. In what is returned, *maybe_sent* tells whether an earlier claim might
        have sent it; in the database it is set from now on. What would be faster than *rates* (by platform) allow is
        not taken and becomes due when its conversation is free.
        """

    async def hold(self, tenant: str, until: datetime) -> None:
        """Let nothing that has a rate be claimed for this workspace before *until* (UTC)."""

    async def finish(self, delivery: Delivery) -> bool:
        """Record the outcome of a claimed delivery; False, changing nothing, where its lease was lost meanwhile."""

    async def next_due_at(self, reach: Reach) -> datetime | None:
        """Return when the earliest waiting delivery to whom *reach* names is due (UTC)."""

    async def purge(self, before: datetime) -> int:
        """Drop what is of no more use from before then (UTC): acts, ids seen, the words of deliveries that are over."""

    async def tally(self) -> list[Tally]:
        """Return how many deliveries are in which state, by platform."""

    async def dead_letters(self, limit: int) -> list[Delivery]:
        """Return the deliveries last given up, newest first, without their words."""

    async def beat(self, worker: str, at: datetime) -> None:
        """Record that the delivery loop of *worker* is alive."""

    async def last_beat(self) -> datetime | None: ...


class Installations(Protocol):
    """The workspaces of a platform in which Vouch is installed, and what each gave to speak there with."""

    async def save(self, platform: str, workspace: str, secrets: bytes) -> None:
        """Keep an installation, sealed; a newer one of the same workspace replaces it."""

    async def find(self, platform: str, workspace: str) -> bytes | None: ...

    async def workspaces(self, platform: str) -> list[str]: ...

    async def remove(self, platform: str, workspace: str) -> bool:
        """Forget an installation; False where there was none."""

    async def begin(self, state: str, lifetime: timedelta) -> None:
        """Remember the state that an installation begins with."""

    async def came_back(self, state: str) -> bool:
        """Tell whether an installation began with this state, not too long ago; each is good for once."""


class Messenger(Protocol):
    """One platform's way out."""

    async def send(self, outgoing: Outgoing) -> str | None:
        """Deliver, or raise SendRefused (later) or RecipientGone (never). Outgoing.id is the idempotency key.

        Returns the platform's own reference of the message where it has one (Slack: channel and ts). It is kept with
        the delivery: it comes back as Outgoing.updates, and names the message in what faces hand in.
        """

    async def was_sent(self, outgoing: Outgoing) -> str | bool | None:
        """Look whether an earlier attempt arrived: its reference, or True, where it did, False where it did not.

        None where this platform cannot tell.
        """
