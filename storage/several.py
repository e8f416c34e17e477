"""Several residents' units of work in one transaction, for the delivery loop: read together, written together.

What one delivery needs is a handful of short statements; made for eight residents at once, they cost what they cost for
one. Whoever is locked by somebody else is left out instead of waited for, so two processes never wait for each other.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from bot.domain.delivery import Delivery, DeliveryState
from bot.errors import LeaseLost
from bot.ports import Clock
from storage import outbox
from storage.accounts import Accounts, OpenAccount
from storage.deliveries import SqlDeliveries
from storage.tables import deliveries, records
from storage.transactions import Transaction
from storage.unit_of_work import SqlUnitOfWork, put_records


class SharedDeliveries(SqlDeliveries):
    """Deliveries that were read with those of others, and are written with them: *rows* is the schedule."""

    def __init__(self, account: OpenAccount, rows: Sequence[Any]) -> None:
        super().__init__(account)
        read = (outbox.to_delivery(row, account.sealer) for row in rows)
        self._schedule = {delivery.id: delivery for delivery in read}
        self.puts: dict[str, Delivery] = {}

    async def put(self, delivery: Delivery) -> None:
        """As in the port; LeaseLost is raised where all is written."""
        self._schedule[delivery.id] = self.puts[delivery.id] = delivery

    async def schedule(self, since: datetime) -> list[Delivery]:  # noqa: ARG002 - more was read than is asked for
        return list(self._schedule.values())

    async def waiting(self) -> list[Delivery]:
        found = [row for row in self._schedule.values() if row.state is DeliveryState.WAITING]
        return sorted(found, key=lambda delivery: (delivery.next_at, delivery.id))

    async def find(self, delivery_id: str) -> Delivery | None:
        return self._schedule.get(delivery_id) or await super().find(delivery_id)

    def rows_to_put(self, *, leased: bool) -> list[dict[str, Any]]:
        """Return what was put and has a lease, or has none, as rows for outbox.put_all()."""
        return [
            outbox.to_row(delivery, self._account.resident.address, self._account.sealer)
            for delivery in self.puts.values()
            if (delivery.lease is not None) is leased
        ]


class OneOfSeveral(SqlUnitOfWork):
    """A unit of work that shares what is read and written with others."""

    deliveries: SharedDeliveries

    def share(
        self, sealed: dict[str, dict[str, bytes]] | None, rows: Sequence[Any], cohorts: dict[str, SqlUnitOfWork]
    ) -> None:
        """Take over what was read for all: records (None where they were not), rows of the schedule, and cohorts."""
        self._sealed = sealed
        self._cohorts_opened = cohorts
        self.deliveries = SharedDeliveries(self._account, rows)

    async def commit(self) -> None:
        raise RuntimeError("It is committed with the others.")


class SqlUnitsOfWork:
    """Fits bot.ports.UnitsOfWork."""

    def __init__(
        self, transaction: Transaction, works: Mapping[str, OneOfSeveral], cohorts: Mapping[str, SqlUnitOfWork]
    ) -> None:
        self._transaction = transaction
        self._connection = transaction.connection
        self._works = works
        self._cohorts = cohorts
        self._finished: list[Delivery] = []

    def of(self, resident_id: str) -> OneOfSeveral | None:
        return self._works.get(resident_id)

    def finish(self, delivery: Delivery) -> None:
        self._finished.append(delivery)

    async def commit(self) -> None:
        await self._hold({delivery.id for delivery in (*self._puts(), *self._finished) if delivery.lease})
        await put_records(self._connection, [row for work in self._works.values() for row in work.rows_to_put()])
        for work in (*self._works.values(), *self._cohorts.values()):
            await work.write()
        await self._put_deliveries()
        finished = {delivery.id for delivery in self._finished}
        if await outbox.finish_all(self._connection, self._finished) != finished:
            raise LeaseLost("A delivery was taken over by another process.")
        await self._transaction.commit()

    def _puts(self) -> list[Delivery]:
        return [delivery for work in self._works.values() for delivery in work.deliveries.puts.values()]

    async def _hold(self, ids: set[str]) -> None:
        """Lock these rows, waiting for none: whoever changes many at once may hold them in another order."""
        if not ids or self._connection.dialect.name == "sqlite":
            return
        locked = select(deliveries.c.id).where(deliveries.c.id.in_(ids)).with_for_update(skip_locked=True)
        if set(await self._connection.scalars(locked.order_by(deliveries.c.id))) != ids:
            raise LeaseLost("A delivery is being changed by another process.")

    async def _put_deliveries(self) -> None:
        for leased in (True, False):
            rows = [row for work in self._works.values() for row in work.deliveries.rows_to_put(leased=leased)]
            if await outbox.put_all(self._connection, rows, leased=leased) != {row["id"] for row in rows}:
                raise LeaseLost("A delivery was taken over by another process.")


async def open_several(
    transaction: Transaction,
    accounts: Accounts,
    clock: Clock,
    resident_ids: Collection[str],
    since: datetime | None,
) -> SqlUnitsOfWork:
    """Lock those that nobody else holds. With *since* their records and schedules are read too, else nothing is."""
    connection = transaction.connection
    locked = await accounts.lock_free(connection, resident_ids) if resident_ids else {}
    works = {
        each: OneOfSeveral(transaction, resident, opened, clock, accounts)
        for each, (resident, opened) in locked.items()
    }
    sealed: dict[str, dict[str, dict[str, bytes]]] = {}
    rows: dict[str, list[Any]] = {}
    if since is not None and works:
        of = {"residents": list(works)}
        for resident_id, kind, record_id, value in await connection.execute(_RECORDS, of):
            sealed.setdefault(resident_id, {}).setdefault(kind, {})[record_id] = value
        scheduled = select(deliveries).where(deliveries.c.resident_id.in_(works), outbox.on_schedule)
        for row in (await connection.execute(scheduled, outbox.schedule_since(since))).mappings():
            rows.setdefault(row["resident_id"], []).append(row)
    cohorts: dict[str, SqlUnitOfWork] = {}
    for each, work in works.items():
        work.share(None if since is None else sealed.get(each, {}), rows.get(each, ()), cohorts)
    return SqlUnitsOfWork(transaction, works, cohorts)


_RECORDS = select(records.c.resident_id, records.c.kind, records.c.id, records.c.sealed).where(
    records.c.resident_id.in_(bindparam("residents", expanding=True))
)
