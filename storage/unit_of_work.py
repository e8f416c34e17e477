"""One resident's data in one transaction, opened under the resident's own key."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from copy import copy
from datetime import datetime
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Integer,
    RowMapping,
    Table,
    bindparam,
    delete,
    insert,
    literal_column,
    select,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.act import Act, Change
from bot.domain.delivery import Delivery, DeliveryState
from bot.domain.note import Note, NoteState
from bot.domain.records import Record, kind_of, type_of
from bot.domain.resident import Address, Resident
from bot.ports import Clock, Cohorts, R
from storage import deliveries as outbox
from storage import moving
from storage.accounts import Accounts, resident_row
from storage.cohorts import SqlCohorts
from storage.engine import insert_for, insert_into
from storage.prepared import Prepared
from storage.sealing import Sealer
from storage.tables import Moment, acts, deliveries, identities, notes, records, residents, seen
from storage.transactions import Transaction

RESIDENT = "resident"

Key = tuple[str, str]


class SqlUnitOfWork:
    """Fits bot.ports.UnitOfWork. Records are read once, changed in memory, and written together at commit.

    Raises DamagedRow wherever it meets a stored row that was altered or moved.
    """

    def __init__(
        self, transaction: Transaction, resident: Resident, sealer: Sealer, clock: Clock, accounts: Accounts
    ) -> None:
        self.resident = resident
        self.cohorts: Cohorts = SqlCohorts(transaction.connection, clock)
        self._transaction = transaction
        self._connection = transaction.connection
        self.sealer = sealer
        self._clock = clock
        self._accounts = accounts
        self._cohorts_opened: dict[str, SqlUnitOfWork] = {}
        self._owner = {"tenant": resident.tenant, "resident_id": resident.id}
        self._images: dict[str, dict[str, bytes | None]] = {kind: {} for kind in type_of}
        self._decoded: dict[Key, Record] = {}
        self._read_whole: set[str] = set()
        self._sealed: dict[str, dict[str, bytes]] | None = None
        self._written: dict[Key, None] = {}
        self._resident_changed = False
        self._acts: list[tuple[Act, dict[Key, Change]]] = []
        self._new_notes: dict[str, Note] = {}
        self._new_seen: dict[str, None] = {}
        self._waiting: dict[str, Delivery] | None = None

    # The resident and records

    async def save_resident(self, resident: Resident) -> None:
        """Raises ValueError for another resident, or a move to another workspace, which takes more than a row."""
        if (resident.id, resident.tenant) != (self.resident.id, self.resident.tenant):
            raise ValueError(f"This unit of work is for resident {self.resident.id} of {self.resident.tenant}.")
        self._refuse_if_over()
        before = _encode(self.resident)
        self.resident = resident
        self._resident_changed = True
        self._remember((RESIDENT, resident.id), before, _encode(resident))

    async def link(self, address: Address) -> None:
        at = {"platform": address.platform, "workspace": address.workspace, "platform_user": address.user}
        upsert = insert_into(identities, self._connection).values({**self._owner, **at})
        await self._connection.execute(
            upsert.on_conflict_do_update(index_elements=identities.primary_key, set_=self._owner)
        )

    async def take_over(self, account_id: str, *, stays: bool) -> Resident:
        await self._write_told()
        await self._write_records()
        other = await moving.take_over(
            self._connection, self._accounts, account_id, self.resident, self.sealer, stays=stays
        )
        # What was read before knows nothing of what came.
        self._images = {kind: {} for kind in type_of}
        self._sealed = None
        self._decoded.clear()
        self._read_whole.clear()
        self._written.clear()
        self._waiting = None
        return other

    async def all(self, kind: type[R]) -> list[R]:
        name = kind_of(kind)
        images = self._images[name]
        if name not in self._read_whole:
            if self._sealed is None:
                self._sealed = await self._all_sealed()
            for record_id, sealed in self._sealed.get(name, {}).items():
                if record_id not in images:
                    images[record_id] = self._open(sealed, "records", name, record_id)
            self._read_whole.add(name)
        return [
            self._decode(kind, record_id, image) for record_id, image in sorted(images.items()) if image is not None
        ]

    async def _all_sealed(self) -> dict[str, dict[str, bytes]]:
        """Return every record, by kind and id. One query costs less than the several that a turn would make."""
        found: dict[str, dict[str, bytes]] = {}
        for kind, record_id, sealed in await _RECORDS.rows(self._connection, {"resident": self.resident.id}):
            found.setdefault(kind, {})[record_id] = sealed
        return found

    async def find(self, kind: type[R], record_id: str) -> R | None:
        image = await self.image(kind_of(kind), record_id)
        return None if image is None else self._decode(kind, record_id, image)

    async def put(self, record: Record) -> None:
        key = kind_of(record), record.id
        await self._change(key, _encode(record))
        self._decoded[key] = record

    async def remove(self, record: Record) -> None:
        await self._change((kind_of(record), record.id), None)

    async def image(self, kind: str, record_id: str) -> bytes | None:
        if kind == RESIDENT:
            return _encode(self.resident) if record_id == self.resident.id else None
        images = self._images[kind]
        if record_id not in images:
            if kind in self._read_whole:
                return None
            place = {"resident": self.resident.id, "kind": kind, "record": record_id}
            if self._sealed is None:
                found = await _RECORD.rows(self._connection, place)
                sealed = found[0][0] if found else None
            else:
                sealed = self._sealed.get(kind, {}).get(record_id)
            images[record_id] = None if sealed is None else self._open(sealed, "records", kind, record_id)
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
        if self._acts:
            self._remember(key, await self.image(kind, record_id), after)
        self._images[kind][record_id] = after
        self._decoded.pop(key, None)
        self._written[key] = None

    def _decode(self, kind: type[R], record_id: str, image: bytes) -> R:
        key = kind_of(kind), record_id
        if key not in self._decoded:
            self._decoded[key] = msgspec.json.decode(image, type=kind)
        return self._decoded[key]  # type: ignore[return-value]  # the key says which kind it is

    # Acts

    def begin_act(self, act: Act) -> None:
        self._acts.append((act, {}))

    @asynccontextmanager
    async def tried_out(self) -> AsyncIterator[None]:
        await self._write_told()
        before: dict[str, Any] = {
            name: copy(value) for name, value in vars(self).items() if isinstance(value, dict | set | list)
        }
        before["_images"] = {kind: dict(images) for kind, images in self._images.items()}
        before["_acts"] = [(act, dict(changes)) for act, changes in self._acts]
        before |= {"resident": self.resident, "_resident_changed": self._resident_changed, "_waiting": None}
        async with self._connection.begin_nested() as savepoint:
            try:
                yield
            finally:
                await savepoint.rollback()
                for name, value in before.items():
                    setattr(self, name, value)

    def make_final(self) -> None:
        self._acts.clear()

    async def find_act(self, act_id: str) -> Act | None:
        return next(iter(await self._newest_acts(acts.c.id == act_id)), None)

    async def acts(self, limit: int = 50) -> list[Act]:
        """Return the latest acts, newest first; the one under way is not among them."""
        return await self._newest_acts(limit=limit)

    async def acts_of(self, note_id: str) -> list[Act]:
        if note_id in self._new_notes:
            return []
        return await self._newest_acts(acts.c.note_id == note_id)

    async def save_act(self, act: Act) -> None:
        mine = (acts.c.resident_id == self.resident.id) & (acts.c.id == act.id)
        await self._connection.execute(update(acts).where(mine).values(self._act_row(act, act.changes)))

    async def mark_undone(self, act_id: str, by: str) -> None:
        mine = (acts.c.resident_id == self.resident.id) & (acts.c.id == act_id)
        await self._connection.execute(update(acts).where(mine).values(undone_by=by))

    def _remember(self, key: Key, before: bytes | None, after: bytes | None) -> None:
        if self._acts:
            changes = self._acts[-1][1]
            first = changes[key].before if key in changes else before
            changes[key] = Change(*key, before=first, after=after)

    async def _newest_acts(self, *conditions: Any, limit: int | None = None) -> list[Act]:
        mine = select(acts).where(acts.c.resident_id == self.resident.id, *conditions)
        newest = mine.order_by(acts.c.at.desc(), acts.c.id.desc()).limit(limit)
        return [self._to_act(row) for row in (await self._connection.execute(newest)).mappings()]

    def _to_act(self, row: RowMapping) -> Act:
        changes = self._open(row["sealed"], "acts", row["id"])
        return Act(
            id=row["id"],
            at=row["at"],
            note_id=row["note_id"],
            changes=msgspec.msgpack.decode(changes, type=tuple[Change, ...]),
            undoes=row["undoes"],
            undone_by=row["undone_by"],
        )

    # Notes

    async def add_note(self, note: Note, delivery_ids: Sequence[str] = ()) -> bool:
        """The note is written with what comes of it, at commit."""
        if await self._was_seen(delivery_ids, note.message_id):
            return False
        self._new_seen |= dict.fromkeys(delivery_ids)
        self._new_notes[note.id] = note
        return True

    async def see(self, delivery_ids: Sequence[str]) -> bool:
        if not delivery_ids:
            return True
        if await self._was_seen(delivery_ids, None):
            return False
        self._new_seen |= dict.fromkeys(delivery_ids)
        return True

    async def _was_seen(self, delivery_ids: Sequence[str], message_id: str | None) -> bool:
        if not self._new_seen.keys().isdisjoint(delivery_ids):
            return True
        if any(note.message_id == message_id for note in self._new_notes.values()):
            return True
        names = {f"seen_{number}": each for number, each in enumerate(delivery_ids)}
        statement = _was_seen(len(delivery_ids), told=message_id is not None)
        values = {"resident": self.resident.id, **names, **({"message": message_id} if message_id is not None else {})}
        return bool(await statement.rows(self._connection, values)) if delivery_ids or message_id is not None else False

    async def save_note(self, note: Note) -> None:
        if note.id in self._new_notes:
            self._new_notes[note.id] = note
            return
        if await _UPDATE_NOTE.run(self._connection, {**self._note_row(note), "note": note.id}) != 1:
            raise KeyError(note.id)

    async def _write_told(self) -> None:
        """Write what was told in this transaction, and the ids seen with it."""
        if self._new_seen:
            at = self._clock.now()
            rows = [{**self._owner, "delivery_id": each, "at": at} for each in self._new_seen]
            await _INSERT_SEEN.run_many(self._connection, rows)
            self._new_seen.clear()
        if self._new_notes:
            rows = [self._note_row(note) for note in self._new_notes.values()]
            await _INSERT_NOTE.run_many(self._connection, rows)
            self._new_notes.clear()

    async def find_note(self, note_id: str) -> Note | None:
        if note_id in self._new_notes:
            return self._new_notes[note_id]
        return await self._find_note(notes.c.id == note_id)

    async def find_notes(self, note_ids: Collection[str]) -> dict[str, Note]:
        mine = select(notes.c.id, notes.c.sealed).where(
            notes.c.resident_id == self.resident.id, notes.c.id.in_(note_ids)
        )
        found = (await self._connection.execute(mine)).all() if note_ids else ()
        return {row.id: self._to_note(*row) for row in found}

    async def find_note_by_message(self, message_id: str) -> Note | None:
        await self._write_told()
        return await self._find_note(notes.c.message_id == message_id)

    async def notes(self, limit: int | None = None, *, every: bool = False) -> list[Note]:
        await self._write_told()
        kept = select(notes.c.id, notes.c.sealed).where(notes.c.resident_id == self.resident.id)
        if not every:
            kept = kept.where(notes.c.state.not_in([NoteState.DELETED, NoteState.UNDONE, NoteState.HELD]))
        newest = kept.order_by(notes.c.received_at.desc(), notes.c.id.desc()).limit(limit)
        return [self._to_note(*row) for row in await self._connection.execute(newest)]

    async def _find_note(self, condition: Any) -> Note | None:
        mine = select(notes.c.id, notes.c.sealed).where(notes.c.resident_id == self.resident.id, condition)
        row = (await self._connection.execute(mine)).first()
        return self._to_note(*row) if row else None

    def _note_row(self, note: Note) -> dict[str, Any]:
        return {
            **self._owner,
            "id": note.id,
            "message_id": note.message_id,
            "received_at": note.received_at,
            "state": note.state,
            "sealed": self._seal(_encode(note), "notes", note.id),
        }

    def _to_note(self, note_id: str, sealed: bytes) -> Note:
        return msgspec.json.decode(self._open(sealed, "notes", note_id), type=Note)

    # Deliveries

    async def put_delivery(self, delivery: Delivery) -> None:
        """Raises LeaseLost where *delivery* has a lease that another process took over."""
        if delivery.resident_id != self.resident.id:
            raise ValueError(f"This unit of work is for resident {self.resident.id}.")
        await outbox.put(self._connection, delivery, self.resident.address, self.sealer)
        if self._waiting is not None:
            self._waiting.pop(delivery.id, None)
            if delivery.state is DeliveryState.WAITING:
                self._waiting[delivery.id] = delivery

    async def find_delivery(self, delivery_id: str) -> Delivery | None:
        return next(iter(await self._deliveries(_BY_ID, wanted=delivery_id)), None)

    async def find_delivery_sent_as(self, reference: str) -> Delivery | None:
        found = await self._deliveries(_BY_REFERENCE, wanted=reference)
        return min(found, key=lambda delivery: (delivery.replaces is not None, delivery.id), default=None)

    async def find_newest(self, message_id: str) -> Delivery | None:
        found = await self._deliveries(_SAME_MESSAGE, wanted=message_id)
        return max(found, key=lambda delivery: delivery.id, default=None)

    async def find_delivery_by_key(self, key: str) -> Delivery | None:
        return next(iter(await self._deliveries(_BY_KEY, wanted=key)), None)

    async def find_deliveries_by_key(self, keys: Collection[str]) -> dict[str, Delivery]:
        if not keys:
            return {}
        found = select(deliveries).where(deliveries.c.resident_id == self.resident.id, deliveries.c.key.in_(keys))
        rows = (await self._connection.execute(found)).mappings()
        return {row["key"]: outbox.to_delivery(row, self.sealer) for row in rows}

    async def schedule(self, since: datetime) -> list[Delivery]:
        return await self._deliveries(_SCHEDULE, **outbox.schedule_since(since))

    async def waiting(self) -> list[Delivery]:
        if self._waiting is None:
            self._waiting = {row.id: row for row in await self._deliveries(_WAITING)}
        return sorted(self._waiting.values(), key=lambda delivery: (delivery.next_at, delivery.id))

    async def sent(self, since: datetime, limit: int = 100) -> list[Delivery]:
        """Return what was sent, failed or was unreachable since then (UTC), newest first.

        The words (content) of what is older than the last purge are gone.
        """
        return await self._deliveries(_SENT, since=since, most=limit)

    async def _deliveries(self, statement: Prepared, **values: Any) -> list[Delivery]:
        rows = await statement.mappings(self._connection, {"resident": self.resident.id, **values})
        return [outbox.to_delivery(row, self.sealer) for row in rows]

    async def mark_planned(self, at: datetime, stale: datetime) -> bool:
        return (
            await _MARK_PLANNED.run(self._connection, {"account": self.resident.id, "planned_at": at, "stale": stale})
            == 1
        )

    async def finish(self, delivery: Delivery) -> bool:
        self._waiting = None
        return await outbox.finish(self._connection, delivery)

    # Cohorts

    async def add_account(self, account: Resident) -> bool:
        return await self._accounts.add(self._connection, account)

    async def open_cohort(self, cohort_id: str) -> "SqlUnitOfWork":
        if cohort_id == self.resident.id:
            return self
        if cohort_id not in self._cohorts_opened:
            opened = await self._accounts.read(self._connection, cohort_id)
            self._cohorts_opened[cohort_id] = SqlUnitOfWork(self._transaction, *opened, self._clock, self._accounts)
        return self._cohorts_opened[cohort_id]

    # The end

    async def commit(self) -> None:
        """Write what changed and end the transaction; this unit of work is over then."""
        for work in (self, *self._cohorts_opened.values()):
            await work.write()
        await self._transaction.commit()

    async def write(self) -> None:
        """Write what changed; the transaction goes on."""
        await self._write_told()
        await self._write_records()
        await self._write_acts()
        if self._resident_changed:
            row = resident_row(self.resident, self.sealer)
            await self._connection.execute(update(residents).where(residents.c.id == row["id"]).values(row))

    def _refuse_if_over(self) -> None:
        if self._transaction.over:
            raise RuntimeError("This unit of work is committed: what it is given now would be lost.")

    def rows_to_put(self) -> list[dict[str, Any]]:
        """Return the records that changed, sealed, as rows for put_records(); they are written by then."""
        rows = []
        for kind, record_id in list(self._written):
            image = self._images[kind][record_id]
            if image is not None:
                sealed = self._seal(image, "records", kind, record_id)
                rows.append({**self._owner, "kind": kind, "id": record_id, "sealed": sealed})
                del self._written[kind, record_id]
        return rows

    async def _write_records(self) -> None:
        await put_records(self._connection, self.rows_to_put())
        removes = [
            {"resident": self.resident.id, "of_kind": kind, "record": record_id} for kind, record_id in self._written
        ]
        if removes:
            await _REMOVE_RECORD.run_many(self._connection, removes)

    async def _write_acts(self) -> None:
        rows = [self._act_row(act, tuple(changes.values())) for act, changes in self._acts]
        if rows:
            await _INSERT_ACT.run_many(self._connection, rows)

    def _act_row(self, act: Act, changes: tuple[Change, ...]) -> dict[str, Any]:
        kept = msgspec.msgpack.encode([change for change in changes if change.before != change.after])
        return {
            **self._owner,
            "id": act.id,
            "note_id": act.note_id,
            "at": act.at,
            "undoes": act.undoes,
            "undone_by": act.undone_by,
            "sealed": self._seal(kept, "acts", act.id),
        }

    def _seal(self, value: bytes, table: str, *ids: str) -> bytes:
        return self.sealer.seal(value, table, self.resident.id, *ids)

    def _open(self, sealed: bytes, table: str, *ids: str) -> bytes:
        return self.sealer.open(sealed, table, self.resident.id, *ids)


async def put_records(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        await _PUT_RECORD.run_many(connection, rows)


def _encode(value: Record | Resident | Note) -> bytes:
    return msgspec.json.encode(value)


def _of_resident(table: Table) -> ColumnElement[bool]:
    return table.c.resident_id == bindparam("resident")


@cache
def _was_seen(ids: int, *, told: bool) -> Prepared:
    """Return the statement that finds whether one of so many ids, or a note of this message, is there."""
    wanted: list[Any] = [bindparam(f"seen_{number}") for number in range(ids)]
    looks = [select(seen.c.delivery_id).where(_of_resident(seen), seen.c.delivery_id.in_(wanted))] if ids else []
    if told:
        looks.append(select(notes.c.id).where(_of_resident(notes), notes.c.message_id == bindparam("message")))
    return Prepared(union_all(*looks))


def _inserting(table: Table) -> Prepared:
    return Prepared(insert(table), [column.name for column in table.columns])


def _put_record(dialect: str) -> Any:
    upsert = insert_for(dialect, records)
    return upsert.on_conflict_do_update(records.primary_key, set_={"sealed": upsert.excluded.sealed})


_RECORDS = Prepared(select(records.c.kind, records.c.id, records.c.sealed).where(_of_resident(records)))
_RECORD = Prepared(
    select(records.c.sealed).where(
        _of_resident(records), records.c.kind == bindparam("kind"), records.c.id == bindparam("record")
    )
)
_PUT_RECORD = Prepared(_put_record, [column.name for column in records.columns])
_REMOVE_RECORD = Prepared(
    delete(records).where(
        _of_resident(records), records.c.kind == bindparam("of_kind"), records.c.id == bindparam("record")
    )
)
_INSERT_SEEN, _INSERT_NOTE, _INSERT_ACT = _inserting(seen), _inserting(notes), _inserting(acts)
_UPDATE_NOTE = Prepared(
    update(notes).where(notes.c.resident_id == bindparam("resident_id"), notes.c.id == bindparam("note")),
    ["message_id", "received_at", "state", "sealed"],
)

_MARK_PLANNED = Prepared(
    update(residents).where(
        residents.c.id == bindparam("account"), residents.c.planned_at < bindparam("stale", type_=Moment)
    ),
    ["planned_at"],
)

_MINE = select(deliveries).where(_of_resident(deliveries))
_BY_ID = Prepared(_MINE.where(deliveries.c.id == bindparam("wanted")))
_BY_KEY = Prepared(_MINE.where(deliveries.c.key == bindparam("wanted")))
_BY_REFERENCE = Prepared(_MINE.where(deliveries.c.sent_as == bindparam("wanted")))
_SAME_MESSAGE = Prepared(
    _MINE.where((deliveries.c.id == bindparam("wanted")) | (deliveries.c.replaces == bindparam("wanted")))
)
_WAITING = Prepared(_MINE.where(outbox.IS_WAITING))
_SCHEDULE = Prepared(_MINE.where(outbox.on_schedule))
_OVER = (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNREACHABLE)
_SENT = Prepared(
    _MINE.where(
        literal_column(f"state IN ({', '.join(repr(state.value) for state in _OVER)})"),
        outbox.finished_at >= bindparam("since", type_=Moment),
    )
    .order_by(outbox.finished_at.desc(), deliveries.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)
