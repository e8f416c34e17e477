"""What several residents' messages change, written in one go.

On PostgreSQL in one statement, since each errand to the server costs more than the rows that it carries; SQLite has no
server to go to, and takes a statement for each table.
"""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Executable, Table, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import LeaseLost
from storage import outbox
from storage.acts import put_acts
from storage.engine import AnInsert, insert_for
from storage.notes import put_notes
from storage.prepared import Prepared, by_column, given_rows
from storage.tables import acts, deliveries, notes, records, residents, seen
from storage.unit_of_work import REVISION, or_replace, put_records, put_revisions

Row = dict[str, Any]


@dataclass
class Rows:
    """Rows by the table that they are for; what is put into records and deliveries may replace what is there."""

    seen: list[Row] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)
    records: list[Row] = field(default_factory=list)
    acts: list[Row] = field(default_factory=list)
    deliveries: list[Row] = field(default_factory=list)
    revisions: list[Row] = field(default_factory=list)


async def put_together(connection: AsyncConnection, rows: Rows) -> None:
    """Raises LeaseLost where a delivery with a lease was taken over by another process."""
    if rows == Rows():
        return
    leased = [row for row in rows.deliveries if row["lease"] is not None]
    free = [row for row in rows.deliveries if row["lease"] is None]
    if connection.dialect.name == "sqlite":
        await put_notes(connection, rows.seen, rows.notes)
        await put_records(connection, rows.records)
        await put_revisions(connection, rows.revisions)
        await put_acts(connection, rows.acts)
        written = {
            *await outbox.put_all(connection, leased, leased=True),
            *await outbox.put_all(connection, free, leased=False),
        }
    else:
        given: dict[str, Any] = {}
        for table, those, name in (
            (seen, rows.seen, "seen"),
            (notes, rows.notes, "notes"),
            (records, rows.records, "records"),
            (acts, rows.acts, "acts"),
            (deliveries, leased, "leased"),
            (deliveries, free, "free"),
        ):
            given |= by_column(those, list(table.columns), name)
        given |= by_column(rows.revisions, REVISION, "revisions")
        written = {each for (each,) in await _PUT_TOGETHER.rows(connection, given)}
    if written != {row["id"] for row in rows.deliveries}:
        raise LeaseLost("A delivery was taken over by another process.")


def _inserting(dialect: str, table: Table) -> AnInsert:
    rows = select(given_rows(list(table.columns), table.name))
    return insert_for(dialect, table).from_select([each.name for each in table.columns], rows)


def _putting(dialect: str) -> Executable:
    leased = outbox.putting_all(dialect, "leased", leased=True).cte("put_leased")
    free = outbox.putting_all(dialect, "free", leased=False).cte("put_free")
    added = [_inserting(dialect, table).cte(f"put_{table.name}") for table in (seen, notes, acts)]
    replaced = or_replace(_inserting(dialect, records)).cte("put_records")
    given = given_rows(REVISION, "revisions")
    revised = update(residents).where(residents.c.id == given.c.id).values(revision=given.c.revision).cte("revised")
    return union_all(select(leased.c.id), select(free.c.id)).add_cte(*added, replaced, revised)


_PUT_TOGETHER = Prepared(_putting)
