"""One resident's data in one transaction, opened under the resident's own key."""

from bisect import bisect_left
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from operator import attrgetter
from secrets import token_hex
from typing import Any

import msgspec
from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.records import Record, kind_of, type_of
from bot.domain.resident import Address, Resident
from bot.ports import Clock, R
from storage import moving
from storage.accounts import Account, Accounts, OpenAccount, resident_row
from storage.acts import Key, SqlActs
from storage.cohorts import SqlCohorts
from storage.deliveries import SqlDeliveries
from storage.engine import AnInsert, insert_for, insert_into
from storage.notes import SqlNotes
from storage.opened import OpenedRecord, Stored
from storage.prepared import Prepared, of_resident
from storage.tables import Moment, identities, records, residents
from storage.transactions import Transaction

RESIDENT = "resident"


class SqlUnitOfWork:
    """Fits bot.ports.UnitOfWork. Records are read once, changed in memory, and written together at commit.

    Raises DamagedRow wherever it meets a stored row that was altered or moved.
    """

    def __init__(self, transaction: Transaction, account: Account, clock: Clock, accounts: Accounts) -> None:
        resident, self._opened, self._revision = account
        self._account = OpenAccount(transaction.connection, resident, self._opened.sealer)
        self.notes = SqlNotes(self._account, clock)
        self.acts = SqlActs(self._account, self.notes)
        self.deliveries = SqlDeliveries(self._account)
        self.cohorts = SqlCohorts(transaction.connection, clock)
        self._transaction = transaction
        self._connection = transaction.connection
        self._clock = clock
        self._accounts = accounts
        self._cohorts_opened: dict[str, SqlUnitOfWork] = {}
        self._images: dict[str, dict[str, bytes | None]] = {kind: {} for kind in type_of}
        self._decoded: dict[Key, Record] = {}
        self._listed: dict[str, list[Any]] = {}
        self._sealed: Stored | None = None
        self._written: dict[Key, None] = {}
        self._revised = False
        self._resident_changed = False

    # The resident and other accounts

    @property
    def resident(self) -> Resident:
        return self._account.resident

    async def save_resident(self, resident: Resident) -> None:
        """Raises ValueError for another resident, or a move to another workspace, which takes more than a row."""
        if (resident.id, resident.tenant) != (self.resident.id, self.resident.tenant):
            raise ValueError(f"This unit of work is for resident {self.resident.id} of {self.resident.tenant}.")
        self._refuse_if_over()
        self.acts.remember((RESIDENT, resident.id), _encode(self.resident), _encode(resident))
        self._account.resident = resident
        self._resident_changed = True

    async def link(self, address: Address) -> None:
        at = {"platform": address.platform, "workspace": address.workspace, "platform_user": address.user}
        upsert = insert_into(identities, self._connection).values({**self._account.owner, **at})
        await self._connection.execute(
            upsert.on_conflict_do_update(index_elements=identities.primary_key, set_=self._account.owner)
        )

    async def take_over(self, account_id: str, *, stays: bool) -> Resident:
        await self.notes.write()
        await self._write_records()
        other = await moving.take_over(
            self._connection, self._accounts, account_id, self.resident, self._account.sealer, stays=stays
        )
        # What was read before knows nothing of what came.
        self._images = {kind: {} for kind in type_of}
        self._sealed = None
        self._revised = True
        self._decoded.clear()
        self._listed.clear()
        self._written.clear()
        self.deliveries.read_anew()
        self.cohorts.read_anew()
        return other

    async def add_account(self, account: Resident) -> bool:
        return await self._accounts.add(self._connection, account)

    async def open_cohort(self, cohort_id: str) -> "SqlUnitOfWork":
        if cohort_id == self.resident.id:
            return self
        if cohort_id not in self._cohorts_opened:
            account = await self._accounts.read(self._connection, cohort_id)
            # Whoever names an account to open, nobody opens another resident's.
            if account.resident.address.channel is None:
                raise KeyError(f"{cohort_id} is no cohort.")
            work = SqlUnitOfWork(self._transaction, account, self._clock, self._accounts)
            work.cohorts = self.cohorts  # so that whoever joins there is known to have joined here
            self._cohorts_opened[cohort_id] = work
        return self._cohorts_opened[cohort_id]

    async def mark_planned(self, at: datetime, stale: datetime) -> bool:
        values = {"account": self.resident.id, "planned_at": at, "stale": stale}
        return await _MARK_PLANNED.run(self._connection, values) == 1

    # Records

    async def all(self, kind: type[R]) -> list[R]:
        name = kind_of(kind)
        listed = self._listed.get(name)
        if listed is None:
            if self._sealed is None:
                self._sealed = await self._all_sealed()
            listed = self._listed[name] = self._list(name, self._sealed.get(name, {}))
        return list(listed)

    def _list(self, kind: str, sealed: dict[str, bytes]) -> list[Any]:
        """Return all records of a kind where all were read, by id; those of before where nothing of it changed."""
        untouched = not any(written[0] == kind for written in self._written)
        if untouched and (known := self._opened.list_of(kind, sealed)) is not None:
            return known
        listed = [
            record
            for record_id in sorted(sealed.keys() | self._images[kind].keys())
            if (record := self._record(kind, record_id)) is not None
        ]
        if untouched:
            self._opened.listed[kind] = sealed, listed
        return listed

    def _record(self, kind: str, record_id: str) -> Any:
        """Return a record where all were read; None for one that was removed."""
        images, known = self._images[kind], self._opened.records.get((kind, record_id))
        if record_id not in images and self._sealed:
            sealed = self._sealed[kind][record_id]
            if known and known.sealed == sealed and known.record is not None:  # as nearly all are
                return known.record
            images[record_id] = self._unsealed((kind, record_id), sealed)
        image = images[record_id]
        return None if image is None else self._decode((kind, record_id), image)

    async def _all_sealed(self) -> Stored:
        """Return every record. One query costs less than the several that a turn would make."""
        if not self._revised and (known := self._opened.stored_as_of(self._revision)) is not None:
            return known
        found: Stored = {}
        rows = await _RECORDS.rows(self._connection, {"resident": self.resident.id})
        for kind, record_id, sealed in rows:
            found.setdefault(kind, {})[record_id] = sealed
        self._opened.keep_only(found)
        if not self._revised:
            self._opened.keep_as_of(self._revision, found)
        return found

    async def find(self, kind: type[R], record_id: str) -> R | None:
        image = await self.image(kind_of(kind), record_id)
        return None if image is None else self._decode((kind_of(kind), record_id), image)

    async def put(self, record: Record) -> None:
        key = kind_of(record), record.id
        listed = self._listed.get(key[0])
        await self._change(key, _encode(record))
        self._decoded[key] = record
        if listed is not None:
            self._listed[key[0]] = _with(listed, record)

    async def remove(self, record: Record) -> None:
        await self._change((kind_of(record), record.id), None)

    async def image(self, kind: str, record_id: str) -> bytes | None:
        if kind == RESIDENT:
            return _encode(self.resident) if record_id == self.resident.id else None
        images = self._images[kind]
        if record_id not in images:
            place = {"resident": self.resident.id, "kind": kind, "record": record_id}
            if self._sealed is None:
                found = await _RECORD.rows(self._connection, place)
                sealed = found[0][0] if found else None
            else:
                sealed = self._sealed.get(kind, {}).get(record_id)
            images[record_id] = None if sealed is None else self._unsealed((kind, record_id), sealed)
        return images[record_id]

    async def restore(self, kind: str, record_id: str, image: bytes | None) -> None:
        if kind != RESIDENT:
            await self._change((kind, record_id), image)
        elif image is None:
            raise ValueError("A resident is not removed by undo, but by Store.forget_resident.")
        else:
            await self.save_resident(msgspec.json.decode(image, type=Resident))

    async def _change(self, key: Key, after: bytes | None) -> None:
        kind, record_id = key
        self._refuse_if_over()
        if self.acts.under_way:
            self.acts.remember(key, await self.image(kind, record_id), after)
        self._images[kind][record_id] = after
        self._decoded.pop(key, None)
        self._listed.pop(kind, None)
        self._written[key] = None

    def _unsealed(self, key: Key, sealed: bytes) -> bytes:
        known = self._opened.records.get(key)
        if known is None or known.sealed != sealed:
            known = OpenedRecord(sealed, self._account.unseal(sealed, "records", *key))
            self._opened.records[key] = known
        return known.image

    def _decode(self, key: Key, image: bytes) -> Any:
        """Return the record that an image is of, which is made once for as long as its account is opened."""
        if (record := self._decoded.get(key)) is None:
            known = self._opened.records.get(key)
            if known is None or known.image is not image:
                record = msgspec.json.decode(image, type=type_of[key[0]])
            elif (record := known.record) is None:
                record = known.record = msgspec.json.decode(image, type=type_of[key[0]])
            self._decoded[key] = record
        return record

    # The end

    @asynccontextmanager
    async def tried_out(self) -> AsyncIterator[None]:
        await self.notes.write()
        acts_as_they_were = self.acts.mark()
        before: dict[str, Any] = {
            "_images": {kind: dict(images) for kind, images in self._images.items()},
            "_decoded": dict(self._decoded),
            "_sealed": self._sealed,
            "_written": dict(self._written),
            "_revised": self._revised,
            "_revision": self._revision,
            "_cohorts_opened": dict(self._cohorts_opened),
            "_resident_changed": self._resident_changed,
        }
        resident = self.resident
        async with self._connection.begin_nested() as savepoint:
            try:
                yield
            finally:
                await savepoint.rollback()
                for name, value in before.items():
                    setattr(self, name, value)
                self._listed.clear()
                self._account.resident = resident
                acts_as_they_were()
                self.notes.drop_unwritten()
                self.deliveries.read_anew()
                self.cohorts.read_anew()

    async def commit(self) -> None:
        """Write what changed and end the transaction; this unit of work is over then."""
        for work in (self, *self._cohorts_opened.values()):
            await work.write()
        await self._transaction.commit()

    async def write(self) -> None:
        """Write what changed; the transaction goes on."""
        await self.notes.write()
        await self._write_records()
        await self.acts.write()
        if self._resident_changed:
            row = resident_row(self.resident, self._account.sealer)
            await self._connection.execute(update(residents).where(residents.c.id == row["id"]).values(row))

    def _refuse_if_over(self) -> None:
        if self._transaction.over:
            raise RuntimeError("This unit of work is committed: what it is given now would be lost.")

    def rows_to_put(self) -> list[dict[str, Any]]:
        """Return the records that changed, sealed, as rows for put_records(); they are written by then."""
        rows = []
        now: dict[str, dict[str, bytes | None]] = {}
        for kind, record_id in list(self._written):
            image = self._images[kind][record_id]
            sealed = None
            if image is not None:
                sealed = self._account.seal(image, "records", kind, record_id)
                record = self._decoded.get((kind, record_id))
                self._opened.records[kind, record_id] = OpenedRecord(sealed, image, record)
                rows.append({**self._account.owner, "kind": kind, "id": record_id, "sealed": sealed})
                del self._written[kind, record_id]
            now.setdefault(kind, {})[record_id] = sealed
        self._revised = self._revised or bool(now)
        if self._sealed is not None:
            self._sealed = {**self._sealed, **{kind: self._stored(kind, changed) for kind, changed in now.items()}}
        return rows

    def _stored(self, kind: str, changed: dict[str, bytes | None]) -> dict[str, bytes]:
        """Return what is stored of a kind with what *changed*, and remember what is listed as made of it."""
        stored: dict[str, Any] = {**(self._sealed or {}).get(kind, {}), **changed}
        if None in changed.values():
            stored = {record_id: sealed for record_id, sealed in stored.items() if sealed is not None}
        if kind in self._listed:
            self._opened.listed[kind] = stored, self._listed[kind]
        return stored

    async def _write_records(self) -> None:
        await put_records(self._connection, self.rows_to_put())
        removes = [
            {"resident": self.resident.id, "of_kind": kind, "record": record_id} for kind, record_id in self._written
        ]
        if removes:
            await _REMOVE_RECORD.run_many(self._connection, removes)
            self._written.clear()
        await put_revisions(self._connection, self.revisions_to_put())

    def revisions_to_put(self) -> list[dict[str, Any]]:
        """Return the row for put_revisions() where records were written since; it is written by then.

        A new text each time: what a transaction wrote that is rolled back is never taken for what is stored.
        """
        if not self._revised or not self._account.counts_revisions:
            return []
        self._revision, self._revised = token_hex(8), False
        self._opened.keep_as_of(self._revision, self._sealed)
        return [{"id": self.resident.id, "revision": self._revision}]


async def put_revisions(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        await _PUT_REVISION.run_many(connection, rows)


async def put_records(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        await _PUT_RECORD.run_many(connection, rows)


def _with(listed: Sequence[Any], record: Any) -> list[Any]:
    """Return records in the order of their ids with this one, which may be there as it was before."""
    if not listed or listed[-1].id < record.id:  # as of nearly all that is new
        return [*listed, record]
    place = bisect_left(listed, record.id, key=attrgetter("id"))
    return [*listed[:place], record, *listed[place + (listed[place].id == record.id) :]]


def _encode(value: Record | Resident) -> bytes:
    return msgspec.json.encode(value)


def or_replace(insert: AnInsert) -> AnInsert:
    """Have an insert of records replace those that are there."""
    return insert.on_conflict_do_update(records.primary_key, set_={"sealed": insert.excluded.sealed})


_RECORDS = Prepared(select(records.c.kind, records.c.id, records.c.sealed).where(of_resident(records)))
_RECORD = Prepared(
    select(records.c.sealed).where(
        of_resident(records), records.c.kind == bindparam("kind"), records.c.id == bindparam("record")
    )
)
_PUT_RECORD = Prepared(
    lambda dialect: or_replace(insert_for(dialect, records)), [column.name for column in records.columns]
)
REVISION = [residents.c.id, residents.c.revision]
_PUT_REVISION = Prepared(update(residents).where(residents.c.id == bindparam("id")), ["revision"])
_REMOVE_RECORD = Prepared(
    delete(records).where(
        of_resident(records), records.c.kind == bindparam("of_kind"), records.c.id == bindparam("record")
    )
)
_MARK_PLANNED = Prepared(
    update(residents).where(
        residents.c.id == bindparam("account"), residents.c.planned_at < bindparam("stale", type_=Moment)
    ),
    ["planned_at"],
)
