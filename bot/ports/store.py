"""Everything kept, across residents."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Protocol

from bot.domain.delivery import Delivery, Rate, Reach, Tally
from bot.domain.resident import Address, Resident
from bot.messages import Incoming, TextMessage
from bot.ports.unit_of_work import UnitOfWork

NO_RATES: Mapping[str, Rate] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that came in and was acknowledged before it was answered.

    Until *held_until* it is left to the process that has it, which puts that off for as long as it lives. *attempts*
    counts how often it was taken up after a process that died. Both moments are UTC.
    """

    id: str
    at: datetime
    incoming: Incoming
    held_until: datetime
    attempts: int = 0


class UnitsOfWork(Protocol):
    """Units of work on several residents in one transaction: commit() for all of them, or nothing happened."""

    def of(self, resident_id: str) -> UnitOfWork | None:
        """Return the resident's, None for one whom somebody else is working on, or who is not there.

        It is not committed alone. Raises NotTogether for what cannot be done in it.
        """

    def at(self, address: Address) -> UnitOfWork | None:
        """As of(), for who writes at this address; None for one that was linked later, too."""

    def finish(self, delivery: Delivery) -> None:
        """As Deliveries.finish, but a lease that was lost is told by commit(). The delivery may be anybody's."""

    async def commit(self) -> None:
        """Write everything. Raises LeaseLost, writing nothing, where the lease of one delivery was lost meanwhile."""


class Store(Protocol):
    """Everything kept, across residents. Scheduling data is in clear; what residents told is sealed."""

    answers_together: int
    """How many messages are best answered in one transaction."""

    transactions_at_once: int
    """How many such transactions are best under way together: while one waits for the database, another can work."""

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

    def work_for_several_at(
        self, told: Sequence[TextMessage], since: datetime
    ) -> AbstractAsyncContextManager[UnitsOfWork]:
        """As work_for_several, for those who send these messages, one each."""

    async def find_resident(self, address: Address) -> Resident | None: ...

    async def add_resident(self, resident: Resident) -> Resident:
        """Store a new resident with a key of their own; where the address is known already, return that one."""

    async def forget_resident(self, resident_id: str) -> int:
        """Destroy the key and every row of this resident; return how many rows went."""

    async def unfinished_notes(self, reach: Reach) -> list[tuple[str, str]]:
        """Return (resident_id, note_id) of what those in reach told and was never acted on, oldest first."""

    async def write_arrivals(self, kept: Sequence[Arrival], answered: Sequence[str]) -> Mapping[str, frozenset[str]]:
        """Store what came in, sealed, and forget what was answered (by id), all in one transaction.

        Where several processes share the database, return for each what its sender had sent before and is still there,
        by id: of two arrivals at most one is before the other.
        """

    async def arrivals_left(self, arrival_ids: Collection[str]) -> frozenset[str]:
        """Return those of these ids that are still stored."""

    async def hold_arrivals(self, arrival_ids: Collection[str], until: datetime) -> None:
        """Keep other processes from taking these up before then (UTC); they may, once that is past."""

    async def take_up_arrivals(
        self, reach: Reach, now: datetime, until: datetime, ours: Collection[str]
    ) -> list[Arrival]:
        """Take up what nobody holds any more by *now*, oldest first, and hold it *until* then (UTC).

        Left alone is what is *ours* already, by id. On an embedded database that is all that a living process can hold.
        Each time counts as an attempt. Two processes never get the same one.
        """

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

    async def take_over_answers(
        self, resident_id: str, arrival: Arrival, now: datetime, lease: timedelta
    ) -> list[Delivery]:
        """Take, in their order and until the lease ends, the answers to a resident that a process left which died.

        They are those that a face held, to be sent as *arrival* was answered, and none while a living process holds
        what the same sender had sent before. As in claim_due, *maybe_sent* tells whether they might have arrived.
        """

    async def hold(self, tenant: str, until: datetime) -> None:
        """Let nothing that has a rate be claimed for this workspace before *until* (UTC)."""

    async def finish(self, delivery: Delivery) -> bool:
        """Record the outcome of a claimed delivery; False, changing nothing, where its lease was lost meanwhile."""

    async def finish_several(self, finished: Sequence[Delivery]) -> frozenset[str]:
        """As finish(), waiting for nobody; return the ids of those recorded. Of the others finish() tells more."""

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

    async def remove(self, platform: str, workspace: str, before: datetime | None = None) -> bool:
        """Forget an installation, with *before* only one made before then (UTC); False where there was none."""

    async def begin(self, state: str, lifetime: timedelta) -> None:
        """Remember the state that an installation begins with."""

    async def came_back(self, state: str) -> bool:
        """Tell whether an installation began with this state, not too long ago; each is good for once."""
