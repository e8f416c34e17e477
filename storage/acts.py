"""What one resident did, act by act, each with the changes that came of it: what undo takes back."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from sqlalchemy import RowMapping, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.act import Act, Change
from storage.accounts import OpenAccount
from storage.notes import SqlNotes
from storage.prepared import inserting
from storage.tables import acts

Key = tuple[str, str]
"""(kind, id) of a record."""


class SqlActs:
    """Fits bot.ports.Acts. Acts that were begun are written at commit, with what changed in each."""

    def __init__(self, account: OpenAccount, notes: SqlNotes) -> None:
        self._account = account
        self._connection = account.connection
        self._notes = notes
        self._begun: list[tuple[Act, dict[Key, Change]]] = []

    def begin(self, act: Act) -> None:
        self._begun.append((act, {}))

    def make_final(self) -> None:
        self._begun.clear()

    @property
    def under_way(self) -> bool:
        return bool(self._begun)

    def remember(self, key: Key, before: bytes | None, after: bytes | None) -> None:
        """Take a change of the record into the act under way, if one is: what it was before stays what it was first."""
        if self._begun:
            changes = self._begun[-1][1]
            first = changes[key].before if key in changes else before
            changes[key] = Change(*key, before=first, after=after)

    def mark(self) -> Callable[[], None]:
        """Return what takes the acts under way back to where they are now."""
        before = [(act, dict(changes)) for act, changes in self._begun]

        def back() -> None:
            self._begun = before

        return back

    async def find(self, act_id: str) -> Act | None:
        return next(iter(await self._newest(acts.c.id == act_id)), None)

    async def newest(self, limit: int | None = 50) -> list[Act]:
        """Return the latest acts, newest first; the one under way is not among them."""
        return await self._newest(limit=limit)

    async def of_note(self, note_id: str) -> list[Act]:
        return [] if self._notes.is_unwritten(note_id) else await self._newest(acts.c.note_id == note_id)

    async def save(self, act: Act) -> None:
        mine = (acts.c.resident_id == self._account.id) & (acts.c.id == act.id)
        await self._connection.execute(update(acts).where(mine).values(self._row(act, act.changes)))

    async def mark_undone(self, act_id: str, by: str) -> None:
        mine = (acts.c.resident_id == self._account.id) & (acts.c.id == act_id)
        await self._connection.execute(update(acts).where(mine).values(undone_by=by))

    async def write(self) -> None:
        await put_acts(self._connection, self.rows_to_add())

    def rows_to_add(self) -> list[dict[str, Any]]:
        """Return the acts that were begun as rows for put_acts(); they are written by then."""
        rows = [self._row(act, tuple(changes.values())) for act, changes in self._begun]
        self._begun.clear()
        return rows

    async def _newest(self, *conditions: Any, limit: int | None = None) -> list[Act]:
        mine = select(acts).where(acts.c.resident_id == self._account.id, *conditions)
        newest = mine.order_by(acts.c.at.desc(), acts.c.id.desc()).limit(limit)
        return [self._to_act(row) for row in (await self._connection.execute(newest)).mappings()]

    def _to_act(self, row: RowMapping) -> Act:
        changes = self._account.unseal(row["sealed"], "acts", row["id"])
        return Act(
            id=row["id"],
            at=row["at"],
            note_id=row["note_id"],
            changes=msgspec.msgpack.decode(changes, type=tuple[Change, ...]),
            undoes=row["undoes"],
            undone_by=row["undone_by"],
        )

    def _row(self, act: Act, changes: tuple[Change, ...]) -> dict[str, Any]:
        kept = msgspec.msgpack.encode([change for change in changes if change.before != change.after])
        return {
            **self._account.owner,
            "id": act.id,
            "note_id": act.note_id,
            "at": act.at,
            "undoes": act.undoes,
            "undone_by": act.undone_by,
            "sealed": self._account.seal(kept, "acts", act.id),
        }


async def put_acts(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        await _INSERT.run_many(connection, rows)


_INSERT = inserting(acts)
