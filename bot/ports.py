"""What the bot needs from outside, as Protocols. storage/ and adapters/ fit them; mypy checks that in wiring.py."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Protocol, TypeVar

from bot.domain.act import Act
from bot.domain.announcement import Outcome
from bot.domain.cohort import CohortRole, Membership
from bot.domain.delivery import Delivery, Rate, Reach, Tally
from bot.domain.note import Note
from bot.domain.records import Record
from bot.domain.resident import Address, Resident
from bot.messages import Attachment, Incoming, Outgoing

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

    def chance(self, letters: int) -> str:
        """Return letters and digits that nothing else given out helps to guess: for a code that opens something."""


class Cohorts(Protocol):
    """Who belongs to which cohort, and what became of announcements: ids and states, in the transaction of one."""

    async def find(self, address: Address) -> str | None:
        """Return the id of who is reached at this address: a cohort (domain.cohort.cohort_address) or a resident."""

    async def of(self, resident_id: str) -> list[Membership]: ...

    async def members(self, cohort_id: str) -> list[Membership]: ...

    async def join(self, cohort_id: str, resident_id: str, role: CohortRole) -> None:
        """Make the resident a member, or give a member another role."""

    async def leave(self, cohort_id: str, resident_id: str) -> None: ...

    async def gone(self, resident_ids: Collection[str]) -> set[str]:
        """Return those whose platform said, when they were last written to, that their account is no more."""

    async def active(self, cohort_id: str, since: datetime) -> int:
        """Return how many members wrote anything since then (UTC): a count, never who or what."""

    async def deliver(self, planned: Sequence[Delivery], to: Sequence[Address]) -> None:
        """Store deliveries without words, each for another resident; their words are found when they are sent."""

    async def expect(
        self, cohort_id: str, tenant: str, announcement_id: str, meant_for: Sequence[tuple[str, str]]
    ) -> None:
        """Remember for whom an announcement is meant, as (resident_id, delivery_id)."""

    async def outcomes(self, announcement_id: str) -> list[Outcome]:
        """Return what became of it for each of those."""

    async def replace_delivery(self, announcement_id: str, resident_id: str, delivery_id: str) -> None:
        """Let another delivery count for this receiver."""

    async def cancel(self, announcement_id: str) -> int:
        """Cancel what cannot be on its way yet, and expect it no more; return for how many."""

    async def refresh_report(self, cohort_id: str, announcement_id: str, delivery_id: str, at: datetime) -> None:
        """Have the lead's report brought up to date at that moment (UTC), by a delivery of this id.

        Nothing where there is no report, or one waits already.
        """

    async def reword(self, announcement_id: str) -> None:
        """Let what waits find its words anew."""

    async def hurry(self, delivery_ids: Sequence[str], now: datetime) -> None:
        """Have those that wait for another attempt tried at once, with 24 hours ahead of them again."""

    async def acknowledge(self, announcement_id: str, resident_id: str) -> bool:
        """Count the resident as having acknowledged; False for whom it was not meant."""

    async def acknowledged(self, announcement_id: str, resident_id: str) -> bool: ...

    async def keep_code(self, code: str, kind: str, owner_id: str, tenant: str, expires_at: datetime) -> None:
        """Keep a code, as a digest: whoever reads the database cannot use it."""

    async def drop_codes(self, kind: str, owner_id: str) -> None: ...

    async def owner_of_code(self, code: str, kinds: Sequence[str]) -> tuple[str, str] | None:
        """Return (kind, owner's id) of a code that is good now."""


class Notes(Protocol):
    """What the resident told, word for word, and the ids by which a platform may repeat it."""

    async def add(self, note: Note, delivery_ids: Sequence[str] = ()) -> bool:
        """Store a note; return False, storing nothing, where its message_id or one of the ids was seen before."""

    async def see(self, delivery_ids: Sequence[str]) -> bool:
        """Remember the ids of a button, form, edit or delete; return False where one was seen before."""

    async def save(self, note: Note) -> None:
        """Replace a note. Raises KeyError for one that was not added."""

    async def find(self, note_id: str) -> Note | None: ...

    async def find_several(self, note_ids: Collection[str]) -> dict[str, Note]:
        """Return those that there are, by id."""

    async def find_by_message(self, message_id: str) -> Note | None: ...

    async def newest(self, limit: int | None = None, *, every: bool = False) -> list[Note]:
        """Return notes, newest first, without those deleted, undone or held; with them where *every* is asked for."""


class Acts(Protocol):
    """What the resident did, each with the changes that came of it: what undo takes back."""

    def begin(self, act: Act) -> None:
        """From here on changes belong to *act*, until another one begins; each is stored with its own at commit."""

    def make_final(self) -> None:
        """Do not remember what was changed since begin(): it cannot be taken back."""

    async def find(self, act_id: str) -> Act | None: ...

    async def newest(self, limit: int | None = 50) -> list[Act]:
        """Return the latest acts, newest first, every one without a *limit*; the one under way is not among them."""

    async def of_note(self, note_id: str) -> list[Act]:
        """Return the acts that came of one note, newest first."""

    async def save(self, act: Act) -> None:
        """Replace what an act remembers. Only for forgetting: what is removed for good leaves the memory of acts."""

    async def mark_undone(self, act_id: str, by: str) -> None: ...


class Deliveries(Protocol):
    """What goes out to the resident: waiting, on its way, over."""

    async def put(self, delivery: Delivery) -> None:
        """Insert or replace by id. A second row with the same key is refused by the database.

        One that has a lease is replaced only while that lease holds (else LeaseLost), and keeps its maybe_sent.
        """

    async def find(self, delivery_id: str) -> Delivery | None: ...

    async def find_sent_as(self, reference: str) -> Delivery | None:
        """Return the delivery that the platform knows by this reference, as first sent where it was changed since."""

    async def find_newest(self, message_id: str) -> Delivery | None:
        """Return what the message first sent as this delivery says now: the newest that changed it, or itself."""

    async def find_by_key(self, key: str) -> Delivery | None: ...

    async def find_by_keys(self, keys: Collection[str]) -> dict[str, Delivery]:
        """Return those that there are, by key."""

    async def schedule(self, since: datetime) -> list[Delivery]:
        """Return what waits, and every nudge and digest sent since then (UTC) or planned for that day or a later one.

        Whatever became of it, and a little more than that: what is asked for at every planning, in one look.
        """

    async def waiting(self) -> list[Delivery]:
        """Return what is planned for this resident and not sent, soonest first, claimed rows included."""

    async def sent(self, since: datetime | None = None, limit: int | None = 100) -> list[Delivery]:
        """Return what was sent, failed or was unreachable since then (UTC), newest first; all without a *limit*."""

    async def finish(self, delivery: Delivery) -> bool:
        """As Store.finish, in this transaction, so that what was told is remembered with it or not at all."""


class UnitOfWork(Protocol):
    """One resident's data in one transaction: commit(), or nothing happened.

    Opening it waits for any other unit of work on the same resident, in this process or another.
    After acts.begin(), put(), remove() and save_resident() are remembered as changes of that act, for undo.
    """

    @property
    def resident(self) -> Resident: ...

    @property
    def notes(self) -> Notes: ...

    @property
    def acts(self) -> Acts: ...

    @property
    def deliveries(self) -> Deliveries: ...

    @property
    def cohorts(self) -> Cohorts: ...

    async def add_account(self, account: Resident) -> bool:
        """Store an account, a cohort's or a member's; False, storing nothing, where its address is taken."""

    async def open_cohort(self, cohort_id: str) -> "UnitOfWork":
        """Open a cohort's account in this transaction; what is put there is committed with this unit of work.

        Raises KeyError for an unknown one.
        """

    async def save_resident(self, resident: Resident) -> None: ...

    async def link(self, address: Address) -> None:
        """Let whoever writes at this address be this resident from now on."""

    async def take_over(self, account_id: str, *, stays: bool) -> Resident:
        """Bring everything of another account into this one and end that one; return it as it was.

        With *stays*, whoever writes at its address is this resident from now on. Raises KeyError where it is not there.
        """

    async def all(self, kind: type[R]) -> list[R]:
        """Return every record of this kind, oldest first (by id)."""

    async def find(self, kind: type[R], record_id: str) -> R | None: ...

    async def put(self, record: Record) -> None:
        """Insert the record, or replace the one with its id."""

    async def remove(self, record: Record) -> None: ...

    async def image(self, kind: str, record_id: str) -> bytes | None:
        """Return the record as it is now, in the form of Change.before and Change.after."""

    async def restore(self, kind: str, record_id: str, image: bytes | None) -> None:
        """Put the record back as *image* says (None removes it), as a change; "resident" is a kind here too."""

    def tried_out(self) -> AbstractAsyncContextManager[None]:
        """Take back at its end all that is changed within it: for seeing what would happen."""

    async def mark_planned(self, at: datetime, stale: datetime) -> bool:
        """Note that the plan is made anew at *at*; False, changing nothing, where that was done after *stale* (UTC)."""

    async def commit(self) -> None: ...


class UnitsOfWork(Protocol):
    """Units of work on several residents in one transaction: commit() for all of them, or nothing happened."""

    def of(self, resident_id: str) -> UnitOfWork | None:
        """Return the resident's, None for one whom somebody else is working on, or who is not there.

        It is not committed alone, and has no acts.
        """

    def finish(self, delivery: Delivery) -> None:
        """As Deliveries.finish, but a lease that was lost is told by commit(). The delivery may be anybody's."""

    async def commit(self) -> None:
        """Write everything. Raises LeaseLost, writing nothing, where the lease of one delivery was lost meanwhile."""


class Store(Protocol):
    """Everything kept, across residents. Scheduling data is in clear; what residents told is sealed."""

    def work_for(self, resident_id: str) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open one resident's unit of work. Raises KeyError for an unknown or forgotten resident, WrongKey."""

    def work_at(self, address: Address) -> AbstractAsyncContextManager[UnitOfWork | None]:
        """As find_resident and work_for in one step, for a message: None where nobody is known at this address."""

    def work_for_several(
        self, resident_ids: Collection[str], since: datetime | None
    ) -> AbstractAsyncContextManager[UnitsOfWork]:
        """Open those residents' units of work, waiting for nobody: who is being worked on is left out.

        With *since* (UTC) what they keep, and Deliveries.schedule(since), are read for all of them at once.
        """

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

    async def oldest_plan(self) -> datetime | None:
        """Return when the plan that was made longest ago was made (UTC), long ago for one who has none yet."""

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


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as the platform knows them: their *name* there, other names they may be typed by, and their zone."""

    address: Address
    name: str
    also: tuple[str, ...] = ()
    tz: str | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of the platform: its *name* without its sign, and who is in it."""

    name: str
    people: tuple[Person, ...]


class Lookups(Protocol):
    """What can be asked of a chat platform. Asked with no transaction open, since it may take seconds."""

    async def person(self, address: Address) -> Person | None:
        """Return who somebody is; None where the platform cannot tell. Never raises."""

    async def people_in(self, channel: str, asker: Address, reply_to: Mapping[str, str]) -> Channel:
        """Return a channel's people, bots left out. *channel* is its name; "" is the one that *reply_to* is of.

        Raises LookupRefused: what has to be done for the platform to tell.
        """

    async def read_file(self, attachment: Attachment, sender: Address) -> str:
        """Return what a file holds. Raises LookupRefused."""


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
