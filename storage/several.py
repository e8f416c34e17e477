"""Several residents' units of work in one transaction: read together, written together.

What one delivery or one message needs is a dozen short statements; made for several residents at once, they cost what
they cost for one. Whoever is locked by somebody else is left out instead of waited for, so two processes never wait for
each other.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NoReturn

from sqlalchemy import select

from bot.domain.delivery import Delivery, DeliveryState
from bot.domain.resident import Address, Resident
from bot.errors import LeaseLost, NotTogether
from bot.messages import TextMessage
from bot.ports import Clock
from storage import outbox
from storage.accounts import Account, Accounts, OpenAccount
from storage.cohorts import SqlCohorts
from storage.deliveries import SqlDeliveries
from storage.notes import find_seen
from storage.opened import Stored
from storage.prepared import Prepared, among
from storage.put_together import Rows, put_together
from storage.tables import deliveries, records
from storage.transactions import Transaction
from storage.unit_of_work import SqlUnitOfWork


class SharedDeliveries(SqlDeliveries):
    """Deliveries that were read with those of others, and are written with them: *rows* is the schedule, if it was."""

    def __init__(self, account: OpenAccount, rows: Sequence[Mapping[str, Any]] | None) -> None:
        super().__init__(account)
        self._schedule: dict[str, Delivery] | None = None
        if rows is not None:
            self._schedule = {row["id"]: outbox.to_delivery(row, account.sealer) for row in rows}
        self._stored = set(self._schedule or ())
        self._puts: dict[str, Delivery] = {}

    async def put(self, delivery: Delivery) -> None:
        """As in the port; LeaseLost is raised where all is written."""
        self._puts[delivery.id] = delivery
        if self._schedule is not None:
            self._schedule[delivery.id] = delivery

    async def schedule(self, since: datetime) -> list[Delivery]:  # more was read than is asked for
        return await super().schedule(since) if self._schedule is None else list(self._schedule.values())

    async def waiting(self) -> list[Delivery]:
        if self._schedule is None:
            return await super().waiting()
        found = [row for row in self._schedule.values() if row.state is DeliveryState.WAITING]
        return sorted(found, key=lambda delivery: (delivery.next_at, delivery.id))

    async def find(self, delivery_id: str) -> Delivery | None:
        return (self._schedule or {}).get(delivery_id) or await super().find(delivery_id)

    def read_anew(self) -> None:
        super().read_anew()
        self._schedule = None

    @property
    def held(self) -> set[str]:
        """The ids of rows that were put, were there before and have a lease: another process may want them too."""
        return {each.id for each in self._puts.values() if each.lease and each.id in self._stored}

    def rows_to_put(self) -> list[dict[str, Any]]:
        """Return what was put as rows for outbox.put_all(); it is written by then."""
        address, sealer = self._account.resident.address, self._account.sealer
        rows = [outbox.to_row(delivery, address, sealer) for delivery in self._puts.values()]
        self._stored.update(self._puts)
        self._puts.clear()
        return rows

    async def write(self) -> None:
        """Write what was put before others are."""
        if not await outbox.hold(self._connection, self.held):
            raise LeaseLost("A delivery is being changed by another process.")
        await put_together(self._connection, Rows(deliveries=self.rows_to_put()))

    async def _read(self, statement: Prepared, **values: Any) -> list[Delivery]:
        await self.write()  # or what was put would not be found
        found = await super()._read(statement, **values)
        self._stored.update(delivery.id for delivery in found)
        return found


class OneOfSeveral(SqlUnitOfWork):
    """A unit of work that shares what is read and written with others."""

    deliveries: SharedDeliveries

    def share(
        self,
        sealed: Stored | None,
        rows: Sequence[Mapping[str, Any]] | None,
        cohorts: SqlCohorts,
        cohorts_opened: dict[str, SqlUnitOfWork],
    ) -> None:
        """Take over what was read for all: records and rows of the schedule (None where they were not), and cohorts."""
        self._sealed = sealed
        self.cohorts = cohorts
        self._cohorts_opened = cohorts_opened
        self.deliveries = SharedDeliveries(self._account, rows)

    async def write(self) -> None:
        await super().write()
        await self.deliveries.write()

    async def commit(self) -> None:
        raise RuntimeError("It is committed with the others.")

    def tried_out(self) -> NoReturn:
        raise NotTogether("What is taken back would be other residents' too.")

    async def take_over(self, account_id: str, *, stays: bool) -> Resident:  # noqa: ARG002 - SqlUnitOfWork's
        raise NotTogether("The other account may be one of those that are open here.")


class SqlUnitsOfWork:
    """Fits bot.ports.UnitsOfWork."""

    def __init__(
        self,
        transaction: Transaction,
        works: Mapping[str, OneOfSeveral],
        cohorts: Mapping[str, SqlUnitOfWork],
        at: Mapping[tuple[str, str], OneOfSeveral] | None = None,
    ) -> None:
        self._at = at or {}
        self._transaction = transaction
        self._connection = transaction.connection
        self._works = works
        self._cohorts = cohorts
        self._finished: list[Delivery] = []

    def of(self, resident_id: str) -> OneOfSeveral | None:
        return self._works.get(resident_id)

    def at(self, address: Address) -> OneOfSeveral | None:
        return self._at.get(_place(address))

    def finish(self, delivery: Delivery) -> None:
        self._finished.append(delivery)

    async def commit(self) -> None:
        works = self._works.values()
        leased = {delivery.id for delivery in self._finished}.union(*(work.deliveries.held for work in works))
        # Whoever changes many at once may hold them in another order.
        if not await outbox.hold(self._connection, leased):
            raise LeaseLost("A delivery is being changed by another process.")
        rows = Rows()
        for work in works:
            new_seen, new_notes = work.notes.rows_to_add()
            rows.seen += new_seen
            rows.notes += new_notes
            rows.records += work.rows_to_put()
            rows.revisions += work.revisions_to_put()
            rows.acts += work.acts.rows_to_add()
            rows.deliveries += work.deliveries.rows_to_put()
        await put_together(self._connection, rows)
        for each in (*works, *self._cohorts.values()):
            await each.write()  # what only some of them have
        finished = {delivery.id for delivery in self._finished}
        if await outbox.finish_all(self._connection, self._finished) != finished:
            raise LeaseLost("A delivery was taken over by another process.")
        await self._transaction.commit()


async def open_several(
    transaction: Transaction,
    accounts: Accounts,
    clock: Clock,
    resident_ids: Collection[str],
    since: datetime | None,
) -> SqlUnitsOfWork:
    """Lock those that nobody else holds. With *since* their records and schedules are read too, else nothing is."""
    locked = await accounts.lock_free(transaction.connection, resident_ids) if resident_ids else {}
    opening = _Opening(transaction, accounts, clock, locked)
    return SqlUnitsOfWork(transaction, await opening.works(since), opening.cohorts_opened)


async def open_several_at(
    transaction: Transaction, accounts: Accounts, clock: Clock, told: Sequence[TextMessage], since: datetime
) -> SqlUnitsOfWork:
    """As open_several(), for those who write at these addresses; whether they told it before is read too."""
    connection = transaction.connection
    locked = await accounts.lock_free_at(connection, [each.sender for each in told])
    opening = _Opening(transaction, accounts, clock, locked)
    works = await opening.works(since)
    at = {_place(work.resident.address): work for work in works.values()}
    seen = await find_seen(connection, list(works), told) if works else frozenset()
    for each in told:
        if work := at.get(_place(each.sender)):
            work.notes.looked_for(each, {what for resident_id, what in seen if resident_id == work.resident.id})
    return SqlUnitsOfWork(transaction, works, opening.cohorts_opened, at)


class _Opening:
    """Units of work on accounts that are locked."""

    def __init__(
        self,
        transaction: Transaction,
        accounts: Accounts,
        clock: Clock,
        locked: Mapping[str, Account],
    ) -> None:
        self._connection = transaction.connection
        self._locked = locked
        self._works = {each: OneOfSeveral(transaction, account, clock, accounts) for each, account in locked.items()}
        self._cohorts = SqlCohorts(transaction.connection, clock)
        self.cohorts_opened: dict[str, SqlUnitOfWork] = {}

    async def works(self, since: datetime | None) -> dict[str, OneOfSeveral]:
        """Return them, with what everybody keeps and is to hear where there is a *since*."""
        if since is not None and self._works:
            of = {"residents": list(self._works)}
            sealed = await self._sealed()
            rows: dict[str, list[Any]] = {each: [] for each in self._works}
            for row in await _SCHEDULES.mappings(self._connection, {**of, **outbox.schedule_since(since)}):
                rows[row["resident_id"]].append(row)
            await self._cohorts.read(list(self._works))
            for each, work in self._works.items():
                work.share(sealed[each], rows[each], self._cohorts, self.cohorts_opened)
        else:
            for work in self._works.values():
                work.share(None, None, self._cohorts, self.cohorts_opened)
        return self._works

    async def _sealed(self) -> dict[str, Stored]:
        """Return every record of every resident; those are read that were not as they are now."""
        known = {each: opened.stored_as_of(revision) for each, (_, opened, revision) in self._locked.items()}
        read: dict[str, Stored] = {each: {} for each, stored in known.items() if stored is None}
        if read:
            for resident_id, kind, record_id, value in await _RECORDS.rows(self._connection, {"residents": list(read)}):
                read[resident_id].setdefault(kind, {})[record_id] = value
        for each, stored in read.items():
            _, opened, revision = self._locked[each]
            opened.keep_only(stored)
            opened.keep_as_of(revision, stored)
        return {each: read[each] if stored is None else stored for each, stored in known.items()}


def _place(address: Address) -> tuple[str, str]:
    return address.tenant, address.user


_RECORDS = Prepared(
    lambda dialect: select(records.c.resident_id, records.c.kind, records.c.id, records.c.sealed).where(
        among(dialect, records.c.resident_id, "residents")
    )
)
_SCHEDULES = Prepared(
    lambda dialect: select(deliveries).where(among(dialect, deliveries.c.resident_id, "residents"), outbox.on_schedule)
)
