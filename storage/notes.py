"""What one resident told, word for word, and the ids by which a platform may repeat it."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import bindparam, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.note import Note, NoteState
from bot.messages import TextMessage
from bot.ports import Clock
from storage.accounts import OpenAccount
from storage.prepared import Prepared, among, inserting, of_resident
from storage.tables import notes, seen


class SqlNotes:
    """Fits bot.ports.Notes. What is new is written with what comes of it, at commit."""

    def __init__(self, account: OpenAccount, clock: Clock) -> None:
        self._account = account
        self._connection = account.connection
        self._clock = clock
        self._new: dict[str, Note] = {}
        self._new_seen: dict[str, None] = {}
        self._looked_for: frozenset[str] = frozenset()
        self._found: Collection[str] = ()

    def looked_for(self, message: TextMessage, found: Collection[str]) -> None:
        """Take over what was looked for before: the ids of this message, and which of them were *found*."""
        self._looked_for, self._found = frozenset((message.message_id, *message.delivery_ids)), found

    async def add(self, note: Note, delivery_ids: Sequence[str] = ()) -> bool:
        if await self._was_seen(delivery_ids, note.message_id):
            return False
        self._new_seen |= dict.fromkeys(delivery_ids)
        self._new[note.id] = note
        return True

    async def see(self, delivery_ids: Sequence[str]) -> bool:
        if not delivery_ids:
            return True
        if await self._was_seen(delivery_ids, None):
            return False
        self._new_seen |= dict.fromkeys(delivery_ids)
        return True

    async def save(self, note: Note) -> None:
        if note.id in self._new:
            self._new[note.id] = note
            return
        if await _UPDATE.run(self._connection, {**self._row(note), "note": note.id}) != 1:
            raise KeyError(note.id)

    async def find(self, note_id: str) -> Note | None:
        if note_id in self._new:
            return self._new[note_id]
        return await self._find(notes.c.id == note_id)

    async def find_several(self, note_ids: Collection[str]) -> dict[str, Note]:
        mine = select(notes.c.id, notes.c.sealed).where(
            notes.c.resident_id == self._account.id, notes.c.id.in_(note_ids)
        )
        found = (await self._connection.execute(mine)).all() if note_ids else ()
        return {row.id: self._to_note(*row) for row in found}

    async def find_by_message(self, message_id: str) -> Note | None:
        await self.write()
        return await self._find(notes.c.message_id == message_id)

    async def newest(self, limit: int | None = None, *, every: bool = False) -> list[Note]:
        await self.write()
        kept = select(notes.c.id, notes.c.sealed).where(notes.c.resident_id == self._account.id)
        if not every:
            kept = kept.where(notes.c.state.not_in([NoteState.DELETED, NoteState.UNDONE, NoteState.HELD]))
        newest = kept.order_by(notes.c.received_at.desc(), notes.c.id.desc()).limit(limit)
        return [self._to_note(*row) for row in await self._connection.execute(newest)]

    async def write(self) -> None:
        """Write what was told in this transaction, and the ids seen with it."""
        await put_notes(self._connection, *self.rows_to_add())

    def rows_to_add(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Return the ids seen and the notes as rows for put_notes(); they are written by then."""
        at = self._clock.now()
        new_seen = [{**self._account.owner, "delivery_id": each, "at": at} for each in self._new_seen]
        new = [self._row(note) for note in self._new.values()]
        self.drop_unwritten()
        return new_seen, new

    def is_unwritten(self, note_id: str) -> bool:
        return note_id in self._new

    def drop_unwritten(self) -> None:
        self._new.clear()
        self._new_seen.clear()

    async def _was_seen(self, delivery_ids: Sequence[str], message_id: str | None) -> bool:
        if not self._new_seen.keys().isdisjoint(delivery_ids):
            return True
        if any(note.message_id == message_id for note in self._new.values()):
            return True
        if not delivery_ids and message_id is None:
            return False
        wanted = {*delivery_ids, *([message_id] if message_id is not None else ())}
        if wanted <= self._looked_for:
            return not wanted.isdisjoint(self._found)
        values = {f"seen_{number}": each for number, each in enumerate(delivery_ids)}
        if message_id is not None:
            values["message"] = message_id
        statement = _was_seen(len(delivery_ids), told=message_id is not None)
        return bool(await statement.rows(self._connection, {"resident": self._account.id, **values}))

    async def _find(self, condition: Any) -> Note | None:
        mine = select(notes.c.id, notes.c.sealed).where(notes.c.resident_id == self._account.id, condition)
        row = (await self._connection.execute(mine)).first()
        return self._to_note(*row) if row else None

    def _row(self, note: Note) -> dict[str, Any]:
        return {
            **self._account.owner,
            "id": note.id,
            "message_id": note.message_id,
            "received_at": note.received_at,
            "state": note.state,
            "sealed": self._account.seal(msgspec.json.encode(note), "notes", note.id),
        }

    def _to_note(self, note_id: str, sealed: bytes) -> Note:
        return msgspec.json.decode(self._account.unseal(sealed, "notes", note_id), type=Note)


@cache
def _was_seen(ids: int, *, told: bool) -> Prepared:
    """Return the statement that finds whether one of so many ids, or a note of this message, is there."""
    wanted: list[Any] = [bindparam(f"seen_{number}") for number in range(ids)]
    looks = [select(seen.c.delivery_id).where(of_resident(seen), seen.c.delivery_id.in_(wanted))] if ids else []
    if told:
        looks.append(select(notes.c.id).where(of_resident(notes), notes.c.message_id == bindparam("message")))
    return Prepared(union_all(*looks))


async def find_seen(
    connection: AsyncConnection, resident_ids: Sequence[str], messages: Sequence[TextMessage]
) -> set[tuple[str, str]]:
    """Return which of the ids of these messages were seen, and which are of a note, each with its resident's id."""
    wanted = {
        "residents": resident_ids,
        "ids": [each for message in messages for each in message.delivery_ids],
        "messages": [message.message_id for message in messages],
    }
    return {(resident_id, found) for resident_id, found in await _SEEN_OF_SEVERAL.rows(connection, wanted)}


async def put_notes(
    connection: AsyncConnection, new_seen: Sequence[dict[str, Any]], new: Sequence[dict[str, Any]]
) -> None:
    if new_seen:
        await _INSERT_SEEN.run_many(connection, new_seen)
    if new:
        await _INSERT.run_many(connection, new)


_SEEN_OF_SEVERAL = Prepared(
    lambda dialect: union_all(
        select(seen.c.resident_id, seen.c.delivery_id).where(
            among(dialect, seen.c.resident_id, "residents"), among(dialect, seen.c.delivery_id, "ids")
        ),
        select(notes.c.resident_id, notes.c.message_id).where(
            among(dialect, notes.c.resident_id, "residents"), among(dialect, notes.c.message_id, "messages")
        ),
    )
)
_INSERT, _INSERT_SEEN = inserting(notes), inserting(seen)
_UPDATE = Prepared(
    update(notes).where(notes.c.resident_id == bindparam("resident_id"), notes.c.id == bindparam("note")),
    ["message_id", "received_at", "state", "sealed"],
)
