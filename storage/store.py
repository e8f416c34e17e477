"""Everything kept, across residents: bot.ports.Store on SQLite or PostgreSQL."""

import logging
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from sqlalchemy import Integer, RowMapping, bindparam, delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain.delivery import Delivery, DeliveryState, Rate, Reach, Tally
from bot.domain.resident import Address, Resident
from bot.errors import DamagedRow
from bot.messages import TextMessage
from bot.ports import NO_RATES, Arrival, Clock
from storage import arrivals as inbox
from storage import cohorts, outbox
from storage import installations as installed
from storage import pacing as pace
from storage.accounts import Accounts
from storage.engine import by_statement, create_engine, database_url, explained, insert_into, reading
from storage.migrations import upgrade_engine
from storage.prepared import Prepared
from storage.sealing import KeyRing, wrong_key
from storage.several import SqlUnitsOfWork, open_several, open_several_at
from storage.tables import (
    acts,
    arrivals,
    belonging_to_resident,
    codes,
    deliveries,
    heartbeats,
    identities,
    installations,
    notes,
    pacing,
    resident_keys,
    residents,
    seen,
)
from storage.transactions import OwnTransactions, SharedTransactions, Transactions
from storage.unit_of_work import SqlUnitOfWork

log = logging.getLogger(__name__)

MOST_TOGETHER = {"postgresql": 24, "sqlite": 16}
"""How many messages are best answered in one transaction: their residents are locked for as long as it takes, and on
SQLite what arrives waits for it."""

_STALE = Prepared(
    select(residents.c.id)
    .where(residents.c.planned_at < bindparam("before"))
    .order_by(residents.c.planned_at, residents.c.id)
    .limit(bindparam("most", type_=Integer))
)
_OLDEST_PLAN = Prepared(select(func.min(residents.c.planned_at)))


class SqlStore:
    """Fits bot.ports.Store. *clock* dates what has no time of its own.

    Due moments and leases are judged by the *now* that the caller passes, so that a simulated year runs on the same
    code. Processes that share a database pass what its clock shows: see bot.clock.DatabaseClock.
    """

    def __init__(self, engine: AsyncEngine, keys: KeyRing, clock: Clock) -> None:
        self._engine = engine
        self._keys = keys
        self._accounts = Accounts(keys)
        self._clock = clock
        self._on_sqlite = engine.dialect.name == "sqlite"
        self._transactions: Transactions = SharedTransactions(engine) if self._on_sqlite else OwnTransactions(engine)
        # A connection of its own for what arrives: a platform waits only seconds for its acknowledgement, and must not
        # wait for one while the pool is lent out. SQLite has one writer anyway.
        self._arriving = None if self._on_sqlite else create_engine(engine.url)
        self._damaged_arrivals: set[str] = set()
        self.answers_together = MOST_TOGETHER[engine.dialect.name]
        self.transactions_at_once = 1 if self._on_sqlite else 2
        self.installations = installed.SqlInstallations(engine, self._writing, keys, clock)

    @classmethod
    async def open(cls, url: str, keys: KeyRing, clock: Clock, *, lasting: bool = True) -> "SqlStore":
        """Connect, bring the tables up to date and make sure that the keys fit. *lasting* as in create_engine.

        Raises SettingsError, StorageError, WrongKey.
        """
        engine = create_engine(database_url(url), lasting=lasting)
        store = cls(engine, keys, clock)
        try:
            with explained(engine.url):
                await upgrade_engine(engine)
            await store._check_keys()
        except BaseException:
            await store.close()
            raise
        return store

    async def close(self) -> None:
        await self._transactions.close()
        await self._engine.dispose()
        if self._arriving:
            await self._arriving.dispose()

    @asynccontextmanager
    async def work_for(self, resident_id: str) -> AsyncIterator[SqlUnitOfWork]:
        async with self._transactions.open(resident_id) as transaction:
            account = await self._accounts.lock(transaction.connection, resident_id)
            yield SqlUnitOfWork(transaction, account, self._clock, self._accounts)

    @asynccontextmanager
    async def work_at(self, address: Address) -> AsyncIterator[SqlUnitOfWork | None]:
        async with self._transactions.open(f"{address.tenant}/{address.user}") as transaction:
            found = await self._accounts.lock_at(transaction.connection, address)
            yield found and SqlUnitOfWork(transaction, found, self._clock, self._accounts)

    @asynccontextmanager
    async def work_for_several(
        self, resident_ids: Collection[str], since: datetime | None
    ) -> AsyncIterator[SqlUnitsOfWork]:
        async with self._transactions.open(None) as transaction:
            yield await open_several(transaction, self._accounts, self._clock, resident_ids, since)

    @asynccontextmanager
    async def work_for_several_at(self, told: Sequence[TextMessage], since: datetime) -> AsyncIterator[SqlUnitsOfWork]:
        async with self._transactions.open(None) as transaction:
            yield await open_several_at(transaction, self._accounts, self._clock, told, since)

    # Residents

    async def find_resident(self, address: Address) -> Resident | None:
        async with reading(self._engine, short=True) as connection:
            return await self._accounts.find(connection, address)

    async def add_resident(self, resident: Resident) -> Resident:
        async with self._writing() as connection:
            if await self._accounts.add(connection, resident):
                return resident
        known = await self.find_resident(resident.address)
        if known is None:  # forgotten between the two statements
            return await self.add_resident(resident)
        return known

    async def forget_resident(self, resident_id: str) -> int:
        async with self._writing(resident_id) as connection:
            there = select(residents.c.platform, residents.c.workspace, residents.c.platform_user)
            address = (await connection.execute(there.where(residents.c.id == resident_id).with_for_update())).first()
            linked = select(identities.c.platform, identities.c.workspace, identities.c.platform_user)
            others = (await connection.execute(linked.where(identities.c.resident_id == resident_id))).all()
            addresses = [*([address] if address else []), *others]
            gone = sum([await inbox.drop_of(connection, Address(*each)) for each in addresses])
            await cohorts.settle_receipts(connection, resident_id)
            for table in belonging_to_resident:
                gone += (await connection.execute(delete(table).where(table.c.resident_id == resident_id))).rowcount
            await connection.execute(delete(pacing).where(pacing.c.destination == resident_id))
            gone += (await connection.execute(delete(residents).where(residents.c.id == resident_id))).rowcount
        self._accounts.opened.close(resident_id)
        if self._on_sqlite:
            await self._empty_write_ahead_log()
        return gone

    async def residents_to_replan(self, before: datetime, limit: int) -> list[str]:
        async with reading(self._engine, short=True) as connection:
            rows = await _STALE.rows(connection, {"before": before, "most": limit})
        return [resident_id for (resident_id,) in rows]

    async def oldest_plan(self) -> datetime | None:
        async with reading(self._engine, short=True) as connection:
            ((oldest,),) = await _OLDEST_PLAN.rows(connection, {})
        return oldest  # type: ignore[no-any-return]

    async def mark_planned(self, resident_id: str, at: datetime) -> None:
        async with self._writing(resident_id) as connection:
            await connection.execute(update(residents).where(residents.c.id == resident_id).values(planned_at=at))

    async def unfinished_notes(self, reach: Reach) -> list[tuple[str, str]]:
        unfinished = (
            select(notes.c.resident_id, notes.c.id)
            .join(residents, residents.c.id == notes.c.resident_id)
            .where(text("notes.state = 'received'"), residents.c.platform.in_(reach.platforms))
        )
        if reach.resident_id is not None:
            unfinished = unfinished.where(notes.c.resident_id == reach.resident_id)
        async with reading(self._engine) as connection:
            rows = await connection.execute(unfinished.order_by(notes.c.received_at, notes.c.id))
            return [(row.resident_id, row.id) for row in rows]

    # Arrivals

    async def write_arrivals(self, kept: Sequence[Arrival], answered: Sequence[str]) -> Mapping[str, frozenset[str]]:
        async with self._writing(first=True) if self._arriving is None else self._arriving.begin() as connection:
            await inbox.keep(connection, kept, self._keys)
            await inbox.drop(connection, answered)
            return {} if self._on_sqlite else await inbox.before(connection, [arrival.id for arrival in kept])

    async def arrivals_left(self, arrival_ids: Collection[str]) -> frozenset[str]:
        async with reading(self._engine, short=True) as connection:
            return await inbox.left(connection, arrival_ids)

    async def hold_arrivals(self, arrival_ids: Collection[str], until: datetime) -> None:
        if self._arriving:  # else there is nobody to keep them from
            async with self._arriving.begin() as connection:
                await inbox.hold(connection, arrival_ids, until)

    async def take_up_arrivals(
        self, reach: Reach, now: datetime, until: datetime, ours: Collection[str]
    ) -> list[Arrival]:
        left_alone = self._damaged_arrivals.union(ours)
        # Looking costs nobody anything, and there is hardly ever something to take up.
        async with reading(self._engine, short=True) as connection:
            if not await inbox.unheld(connection, reach, now, left_alone):
                return []
        async with self._writing() as connection:
            taken, damaged = await inbox.take_up(connection, reach, now, until, left_alone, self._keys)
        self._damaged_arrivals |= damaged
        return taken

    # Deliveries

    async def claim_due(
        self, now: datetime, limit: int, lease: timedelta, reach: Reach, rates: Mapping[str, Rate] = NO_RATES
    ) -> list[Delivery]:
        """As in the port. A row whose words do not open becomes a dead letter, so that it holds up no other.

        Raises WrongKey, claiming nothing.
        """
        async with self._writing() as connection:
            rows = await outbox.claim(connection, now, limit, lease, reach)
            rows = await pace.postpone_what_is_too_fast(connection, rows, now, rates)
            return await self._opened(connection, rows)

    async def take_over_answers(
        self, resident_id: str, arrival: Arrival, now: datetime, lease: timedelta
    ) -> list[Delivery]:
        async with self._writing() as connection:
            return await self._opened(connection, await outbox.claim_left(connection, resident_id, arrival, now, lease))

    async def _opened(self, connection: AsyncConnection, rows: Sequence[RowMapping]) -> list[Delivery]:
        """Return the claimed rows with their words; those that do not open are given up."""
        wrapped = await self._accounts.wrapped_keys(connection, {row["resident_id"] for row in rows})
        claimed = []
        for row in rows:
            try:
                sealer = self._accounts.sealer(row["resident_id"], *wrapped[row["resident_id"]])
                claimed.append(outbox.to_delivery(row, sealer, claimed=True))
            except DamagedRow as damage:
                log.error("%s", damage)  # noqa: TRY400 - where the code stood does not help; which row it is does
                await outbox.give_up(connection, row, str(damage))
        return claimed

    async def finish(self, delivery: Delivery) -> bool:
        async with self._writing() if self._on_sqlite else by_statement(self._engine) as connection:
            return await outbox.finish(connection, delivery)

    async def finish_several(self, finished: Sequence[Delivery]) -> frozenset[str]:
        async with self._writing() if self._on_sqlite else by_statement(self._engine) as connection:
            return frozenset(await outbox.finish_all(connection, finished))

    async def hold(self, tenant: str, until: datetime) -> None:
        async with self._writing() as connection:
            await pace.hold(connection, tenant, until)

    async def next_due_at(self, reach: Reach) -> datetime | None:
        async with reading(self._engine, short=True) as connection:
            return await outbox.next_due_at(connection, reach)

    # Operation

    async def tally(self) -> list[Tally]:
        async with reading(self._engine) as connection:
            return await outbox.tally(connection)

    async def dead_letters(self, limit: int) -> list[Delivery]:
        async with reading(self._engine) as connection:
            return await outbox.dead_letters(connection, limit)

    async def beat(self, worker: str, at: datetime) -> None:
        async with self._writing() as connection:
            insert = insert_into(heartbeats, connection).values(worker=worker, at=at)
            await connection.execute(
                insert.on_conflict_do_update(index_elements=[heartbeats.c.worker], set_={"at": insert.excluded.at})
            )

    async def workers(self) -> list[str]:
        """Return the names of the delivery loops that ran here in the last weeks."""
        async with reading(self._engine) as connection:
            return list(await connection.scalars(select(heartbeats.c.worker).order_by(heartbeats.c.worker)))

    async def last_beat(self) -> datetime | None:
        async with reading(self._engine) as connection:
            latest: datetime | None = await connection.scalar(select(func.max(heartbeats.c.at)))
        return latest

    async def shown_by_clock(self) -> datetime | None:
        """Return what the database server's clock shows (UTC); None for an embedded database."""
        if self._engine.dialect.name != "postgresql":
            return None
        async with reading(self._engine) as connection:
            shown: datetime | None = await connection.scalar(select(func.clock_timestamp()))
        return shown

    async def purge(self, before: datetime) -> int:
        """Drop what is of no more use from before then (UTC): acts, ids seen, words of deliveries that are over.

        The deliveries themselves stay, since their keys are what makes a repeat impossible. Returns the rows touched.
        """
        over = (
            (deliveries.c.state != DeliveryState.WAITING)
            & deliveries.c.sealed.is_not(None)
            & (outbox.finished_at < before)
        )
        touched = 0
        for statement in (
            delete(acts).where(acts.c.at < before),
            delete(seen).where(seen.c.at < before),
            delete(heartbeats).where(heartbeats.c.at < before),
            delete(pacing).where(pacing.c.free_at < before),
            delete(codes).where(codes.c.expires_at < before),
            delete(arrivals).where(arrivals.c.at < before),
            update(deliveries).where(over).values(sealed=None),
        ):
            async with self._writing() as connection:
                touched += (await connection.execute(statement.execution_options(vouch_short=False))).rowcount
        return touched

    async def rotate_keys(self) -> int:
        """Wrap every key, and what a master key seals itself, under the current one; return how many were not.

        Afterwards the old master keys are no longer needed. Raises WrongKey where one of them is not given.
        """
        outdated = select(resident_keys).where(resident_keys.c.master_id != self._keys.current_id).with_for_update()
        async with self._writing() as connection:
            rows = (await connection.execute(outdated)).all()
            rewrapped = [
                {
                    "resident": row.resident_id,
                    "wrapped": self._keys.wrap(
                        self._keys.unwrap(row.wrapped, row.master_id, row.resident_id), row.resident_id
                    ),
                    "master_id": self._keys.current_id,
                }
                for row in rows
            ]
            if rewrapped:
                one = resident_keys.c.resident_id == bindparam("resident")
                await connection.execute(update(resident_keys).where(one), rewrapped)
            others = await installed.rewrap(connection, self._keys) + await inbox.rewrap(connection, self._keys)
        return len(rewrapped) + others

    async def _check_keys(self) -> None:
        async with reading(self._engine) as connection:
            used = {
                master_id
                for table in (resident_keys, installations, arrivals)
                for master_id in await connection.scalars(select(table.c.master_id).distinct())
            }
        if unknown := {master_id for master_id in used if not self._keys.knows(master_id)}:
            raise wrong_key(unknown, self._keys)

    @asynccontextmanager
    async def _writing(self, resident_id: str | None = None, *, first: bool = False) -> AsyncIterator[AsyncConnection]:
        async with self._transactions.open(resident_id, first=first) as transaction:
            yield transaction.connection
            await transaction.commit()

    async def _empty_write_ahead_log(self) -> None:
        # The log still holds the deleted rows as they were. Not possible inside a transaction, so past SQLAlchemy.
        async with self._transactions.alone(), self._engine.connect() as connection:
            pooled = await connection.get_raw_connection()
            await pooled.driver_connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
