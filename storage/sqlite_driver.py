"""aiosqlite under SQLAlchemy with one errand to SQLite's thread for each statement, where the stock adapter makes four.

Opening a cursor, executing, fetching and closing it each cross to the thread and back; for the short statements of a
conversation that costs more than SQLite does. Those of one resident (the execution option *vouch_short*) are run on the
spot: inside their transaction they wait for nobody, and take less than the errand. What waits, a BEGIN while another
process writes and every COMMIT, never runs on the event loop.
"""

import sqlite3
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import aiosqlite
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)
from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What is left of a cursor that was run to its end and closed."""

    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None
    arraysize: int = 1

    def close(self) -> None:
        """The cursor itself is closed already."""


def _run(connection: sqlite3.Connection, sql: str, parameters: Any) -> tuple[_Outcome, Sequence[Any]]:
    """Run one statement to its end; in SQLite's thread."""
    cursor = connection.execute(sql, parameters or ())
    try:
        rows = cursor.fetchall() if cursor.description else ()
        return _Outcome(cursor.description, cursor.rowcount, cursor.lastrowid), rows
    finally:
        cursor.close()


def _run_many(connection: sqlite3.Connection, sql: str, parameters: Any) -> _Outcome:
    cursor = connection.executemany(sql, parameters)
    try:
        return _Outcome(cursor.description, cursor.rowcount, cursor.lastrowid)
    finally:
        cursor.close()


def _begins_at_once(connection: sqlite3.Connection) -> bool:
    """Begin to write, unless another process is writing: that has to be waited for elsewhere."""
    (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute("PRAGMA busy_timeout=0").close()
    try:
        connection.execute("BEGIN IMMEDIATE").close()
    except sqlite3.OperationalError:
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout={patience}").close()
    return True


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    """*on_the_spot* says of a statement about to be executed that it is short and waits for nobody."""

    __slots__ = ("on_the_spot",)
    _awaitable_cursor_close = False
    on_the_spot: bool

    def _make_new_cursor(self, _connection: Any) -> Any:
        self.on_the_spot = False
        return _Outcome()

    def _aenter_cursor(self, cursor: Any) -> Any:
        return cursor

    async def _execute_async(self, operation: Any, parameters: Any) -> Any:
        async with self._adapt_connection._execute_mutex:
            connection: Any = self._connection
            rows: Sequence[Any]
            if self.on_the_spot and operation == "BEGIN IMMEDIATE":
                if not _begins_at_once(connection._conn):
                    await connection._execute(_run, connection._conn, operation, parameters)
                outcome, rows = _Outcome(), []
            elif self.on_the_spot:
                outcome, rows = _run(connection._conn, operation, parameters)
            else:
                outcome, rows = await connection._execute(_run, connection._conn, operation, parameters)
            self._cursor, self._rows = cast(Any, outcome), deque(rows)

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> Any:
        async with self._adapt_connection._execute_mutex:
            connection: Any = self._connection
            self._cursor = await connection._execute(_run_many, connection._conn, operation, seq_of_parameters)


class _Connection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()
    _cursor_cls = _Cursor

    def rollback(self) -> None:
        """Waits for nobody, so it needs no errand."""
        if self._connection._connection:
            self._connection._conn.rollback()


class Driver(AsyncAdapt_aiosqlite_dbapi):
    """To be given to create_async_engine as *module*."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *arguments: Any, **named: Any) -> AsyncAdapt_aiosqlite_connection:
        # SQLite itself takes turns, and one statement at a time is made on a connection.
        named["check_same_thread"] = False
        return _Connection(self, super().connect(*arguments, **named)._connection)


def in_transaction(connection: AsyncConnection) -> bool:
    """Tell whether its transaction is still there: SQLite takes it back by itself, whole, when the disk is full."""
    pooled: Any = connection.sync_connection
    return bool(pooled.connection.dbapi_connection._connection._conn.in_transaction)


def run_on_the_spot(connection: AsyncConnection, statement: str) -> None:
    """Run what waits for nobody, a savepoint say, inside a transaction on a connection of ours."""
    pooled: Any = connection.sync_connection
    pooled.connection.dbapi_connection._connection._conn.execute(statement).close()


def mark_short(
    connection: Connection, cursor: Any, _statement: str, _parameters: Any, context: Any, executemany: bool
) -> None:
    """To be told of every statement before it is executed (SQLAlchemy's before_cursor_execute)."""
    options = context.execution_options if context else connection.get_execution_options()
    short = options.get("vouch_short", False)
    cursor.on_the_spot = bool(short) and not executemany
