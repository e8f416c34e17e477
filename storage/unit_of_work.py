"""One resident's data in one transaction, opened under the resident's own key."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from copy import copy
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import RowMapping, bindparam, delete, insert, select, update
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
from storage.engine import insert_into
from storage.sealing import Sealer
from storage.tables import acts, deliveries, identities, notes, records, residents, seen

RESIDENT = "resident"

Key = tuple[str, str]


class SqlUnitOfWork:
    """Fits bot.ports.UnitOfWork. Records are read once, changed in memory, and written together at commit.

    Raises DamagedRow wherever it meets a stored row that was altered or moved.
    """

    def __init__(
        self, connection: AsyncConnection, resident: Resident, sealer: Sealer, clock: Clock, accounts: Accounts
    ) -> None:
        self.resident = resident
        self.cohorts: Cohorts = SqlCohorts(connection, clock)
        self._connection = connection
        self._sealer = sealer
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
        await self._write_records()
        other = await moving.take_over(
            self._connection, self._accounts, account_id, self.resident, self._sealer, stays=stays
        )
        # What was read before knows nothing of what came.
        self._images = {kind: {} for kind in type_of}
        self._decoded.clear()
        self._read_whole.clear()
        self._written.clear()
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
        for kind, record_id, sealed in await self._connection.execute(_RECORDS, {"resident": self.resident.id}):
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
            sealed = (
                await self._connection.scalar(_RECORD, place)
                if self._sealed is None
                else self._sealed.get(kind, {}).get(record_id)
            )
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
        before: dict[str, Any] = {
            name: copy(value) for name, value in vars(self).items() if isinstance(value, dict | set | list)
        }
        before["_images"] = {kind: dict(images) for kind, images in self._images.items()}
        before["_acts"] = [(act, dict(changes)) for act, changes in self._acts]
        before |= {"resident": self.resident, "_resident_changed": self._resident_changed}
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
        told = select(notes.c.id).where(notes.c.resident_id == self.resident.id, notes.c.message_id == note.message_id)
        if (await self._connection.execute(told)).first() or not await self.see(delivery_ids):
            return False
        await self._connection.execute(insert(notes), self._note_row(note))
        return True

    async def see(self, delivery_ids: Sequence[str]) -> bool:
        if not delivery_ids:
            return True
        mine = (seen.c.resident_id == self.resident.id) & seen.c.delivery_id.in_(delivery_ids)
        if (await self._connection.execute(select(seen.c.delivery_id).where(mine).limit(1))).first():
            return False
        at = self._clock.now()
        rows = [{**self._owner, "delivery_id": each, "at": at} for each in dict.fromkeys(delivery_ids)]
        await self._connection.execute(insert(seen), rows)
        return True

    async def save_note(self, note: Note) -> None:
        row = self._note_row(note)
        mine = (notes.c.resident_id == self.resident.id) & (notes.c.id == note.id)
        if (await self._connection.execute(update(notes).where(mine).values(row))).rowcount != 1:
            raise KeyError(note.id)

    async def find_note(self, note_id: str) -> Note | None:
        return await self._find_note(notes.c.id == note_id)

    async def find_note_by_message(self, message_id: str) -> Note | None:
        return await self._find_note(notes.c.message_id == message_id)

    async def notes(self, limit: int | None = None, *, every: bool = False) -> list[Note]:
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
        await outbox.put(self._connection, delivery, self.resident.address, self._sealer)

    async def find_delivery(self, delivery_id: str) -> Delivery | None:
        return next(iter(await self._deliveries(deliveries.c.id == delivery_id)), None)

    async def find_delivery_sent_as(self, reference: str) -> Delivery | None:
        found = await self._deliveries(deliveries.c.sent_as == reference)
        return min(found, key=lambda delivery: (delivery.replaces is not None, delivery.id), default=None)

    async def find_newest(self, message_id: str) -> Delivery | None:
        found = await self._deliveries((deliveries.c.id == message_id) | (deliveries.c.replaces == message_id))
        return max(found, key=lambda delivery: delivery.id, default=None)

    async def find_delivery_by_key(self, key: str) -> Delivery | None:
        return next(iter(await self._deliveries(deliveries.c.key == key)), None)

    async def waiting(self) -> list[Delivery]:
        found = await self._deliveries(outbox.IS_WAITING)
        return sorted(found, key=lambda delivery: (delivery.next_at, delivery.id))

    async def sent(self, since: datetime, limit: int = 100) -> list[Delivery]:
        """Return what was sent, failed or was unreachable since then (UTC), newest first.

        The words (content) of what is older than the last purge are gone.
        """
        moment = outbox.finished_at
        over = deliveries.c.state.in_([DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNREACHABLE])
        newest = (
            select(deliveries)
            .where(deliveries.c.resident_id == self.resident.id, over, moment >= since)
            .order_by(moment.desc(), deliveries.c.id.desc())
            .limit(limit)
        )
        rows = (await self._connection.execute(newest)).mappings()
        return [outbox.to_delivery(row, self._sealer) for row in rows]

    async def _deliveries(self, condition: Any) -> list[Delivery]:
        mine = select(deliveries).where(deliveries.c.resident_id == self.resident.id, condition)
        rows = (await self._connection.execute(mine)).mappings()
        return [outbox.to_delivery(row, self._sealer) for row in rows]

    async def finish(self, delivery: Delivery) -> bool:
        return await outbox.finish(self._connection, delivery)

    # Cohorts

    async def add_cohort(self, cohort: Resident) -> bool:
        return await self._accounts.add(self._connection, cohort)

    async def open_cohort(self, cohort_id: str) -> "SqlUnitOfWork":
        if cohort_id == self.resident.id:
            return self
        if cohort_id not in self._cohorts_opened:
            opened = await self._accounts.read(self._connection, cohort_id)
            self._cohorts_opened[cohort_id] = SqlUnitOfWork(self._connection, *opened, self._clock, self._accounts)
        return self._cohorts_opened[cohort_id]

    # The end

    async def commit(self) -> None:
        """Write what changed and end the transaction; this unit of work is over then."""
        for work in (self, *self._cohorts_opened.values()):
            await work.write()
        await self._connection.commit()
        await self._connection.close()

    async def write(self) -> None:
        """Write what changed; the transaction goes on."""
        await self._write_records()
        await self._write_acts()
        if self._resident_changed:
            row = resident_row(self.resident, self._sealer)
            await self._connection.execute(update(residents).where(residents.c.id == row["id"]).values(row))

    def _refuse_if_over(self) -> None:
        if self._connection.closed:
            raise RuntimeError("This unit of work is committed: what it is given now would be lost.")

    async def _write_records(self) -> None:
        puts, removes = [], []
        for kind, record_id in self._written:
            row = {**self._owner, "kind": kind, "id": record_id}
            image = self._images[kind][record_id]
            if image is None:
                removes.append({"resident": self.resident.id, "of_kind": kind, "record": record_id})
            else:
                puts.append({**row, "sealed": self._seal(image, "records", kind, record_id)})
        if puts:
            upsert = insert_into(records, self._connection)
            replaced = {"sealed": upsert.excluded.sealed}
            await self._connection.execute(upsert.on_conflict_do_update(records.primary_key, set_=replaced), puts)
        if removes:
            await self._connection.execute(_REMOVE_RECORD, removes)

    async def _write_acts(self) -> None:
        rows = [self._act_row(act, tuple(changes.values())) for act, changes in self._acts]
        if rows:
            await self._connection.execute(insert(acts), rows)

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
        return self._sealer.seal(value, table, self.resident.id, *ids)

    def _open(self, sealed: bytes, table: str, *ids: str) -> bytes:
        return self._sealer.open(sealed, table, self.resident.id, *ids)


def _encode(value: Record | Resident | Note) -> bytes:
    return msgspec.json.encode(value)


_RECORDS = select(records.c.kind, records.c.id, records.c.sealed).where(records.c.resident_id == bindparam("resident"))
_RECORD = select(records.c.sealed).where(
    records.c.resident_id == bindparam("resident"),
    records.c.kind == bindparam("kind"),
    records.c.id == bindparam("record"),
)
_REMOVE_RECORD = delete(records).where(
    records.c.resident_id == bindparam("resident"),
    records.c.kind == bindparam("of_kind"),
    records.c.id == bindparam("record"),
)
