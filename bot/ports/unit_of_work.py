"""One resident's data in one transaction."""

from collections.abc import Collection, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol, TypeVar

from bot.domain.act import Act
from bot.domain.delivery import Delivery
from bot.domain.note import Note
from bot.domain.records import Record
from bot.domain.resident import Address, Resident
from bot.ports.cohorts import Cohorts

R = TypeVar("R", bound=Record)


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
