"""aiosqlite under SQLAlchemy with one errand to SQLite's thread for each statement, where the stock adapter makes four.

Opening a cursor, executing, fetching and closing it each cross to the thread and back; for the short statements of a
conversation that costs more than SQLite does. Those of one resident (the execution option *vouch_short*) are run on the
spot: inside their transaction they wait for nobody, and take less than the errand. What may wait, BEGIN and COMMIT,
never runs on the event loop.
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
            if self.on_the_spot:
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


class Driver(AsyncAdapt_aiosqlite_dbapi):
    """To be given to create_async_engine as *module*."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *arguments: Any, **named: Any) -> AsyncAdapt_aiosqlite_connection:
        # SQLite itself takes turns, and one statement at a time is made on a connection.
        named["check_same_thread"] = False
        return _Connection(self, super().connect(*arguments, **named)._connection)


def mark_short(
    connection: Connection, cursor: Any, statement: str, _parameters: Any, _context: Any, executemany: bool
) -> None:
    """To be told of every statement before it is executed (SQLAlchemy's before_cursor_execute)."""
    short = connection.get_execution_options().get("vouch_short", False)
    cursor.on_the_spot = bool(short) and not executemany and not statement.startswith("BEGIN")
