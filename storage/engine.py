"""Connecting: one pool a process, the pragmas that make SQLite durable, and errors that say what to put in the URL."""

import asyncio
import contextlib
import os
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import URL, Connection, Table, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.util import await_only

from bot.errors import SettingsError, StorageError
from storage.sqlite_driver import Driver, mark_short

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}

# How long SQLite waits for a writer in another process before it gives up, in milliseconds.
BUSY_TIMEOUT = 30_000

PING_AFTER = 1.0
"""Seconds after which a connection that was not used is tried before it is."""

# FULL, since with NORMAL a power failure can lose the commit that says that a nudge was sent.
# secure_delete overwrites what is deleted, so that nothing of a forgotten resident lingers in free pages.
_LOOK_AGAIN_AFTER = 0.02
"""Seconds until a database that another process turns to WAL is asked again."""
PRAGMAS = (
    f"PRAGMA busy_timeout={BUSY_TIMEOUT}",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
)


def database_url(text: str) -> URL:
    """Read VOUCH_DATABASE_URL; ``sqlite:///…``, ``postgres://…`` and ``postgresql://…`` get our driver.

    Raises SettingsError for anything that is not a SQLite file or a PostgreSQL database.
    """
    try:
        url = make_url(text.strip())
    except (ArgumentError, ValueError) as error:
        raise _unusable("is not a database URL") from error
    url = url.set(drivername=DRIVERS.get(url.drivername, url.drivername))
    if url.drivername not in DRIVERS.values():
        raise _unusable(f"asks for {url.drivername}, which Vouch does not use")
    if url.drivername == DRIVERS["sqlite"] and (not url.database or url.database.startswith((":memory:", "file:"))):
        raise _unusable("names no file; everything would be lost when the process ends")
    return url


def create_engine(url: URL, *, lasting: bool = True) -> AsyncEngine:
    """Return the pool for this database; nothing connects yet.

    One that is not *lasting* ends with this process, so SQLite need not wait for the disk at each commit.
    """
    if url.drivername == DRIVERS["sqlite"]:
        engine = create_async_engine(url, module=Driver())
        event.listen(engine.sync_engine, "do_connect", _make_private)
        event.listen(engine.sync_engine, "connect", _set_pragmas)
        if not lasting:
            event.listen(engine.sync_engine, "connect", _spare_the_disk)
        event.listen(engine.sync_engine, "begin", _begin)
        event.listen(engine.sync_engine, "before_cursor_execute", mark_short)
        return engine
    engine = create_async_engine(url)
    event.listen(engine.sync_engine, "checkin", _note_use)
    event.listen(engine.sync_engine, "checkout", _ping_after_rest)
    return engine


@contextlib.asynccontextmanager
async def reading(engine: AsyncEngine, *, short: bool = False) -> AsyncIterator[AsyncConnection]:
    """Lend a connection that is only read from: on SQLite it neither waits for a writer nor keeps one waiting.

    *short*: it looks at a few rows by an index (sqlite_driver.py).
    """
    if engine.dialect.name == "postgresql":
        async with by_statement(engine) as connection:
            yield connection
    else:
        async with with_options(engine, vouch_reads=True, vouch_short=short).connect() as connection:
            yield connection


@contextlib.asynccontextmanager
async def by_statement(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Lend a connection to PostgreSQL on which each statement is a transaction of its own.

    What is done in one statement then takes one errand to the server, where BEGIN and COMMIT make it three.
    """
    async with with_options(engine, isolation_level="AUTOCOMMIT").connect() as connection:
        yield connection


_with_options: WeakKeyDictionary[AsyncEngine, dict[frozenset[tuple[str, Any]], AsyncEngine]] = WeakKeyDictionary()


def with_options(engine: AsyncEngine, **options: Any) -> AsyncEngine:
    """As the engine's execution_options(), which makes a new one each time and takes longer than a short statement."""
    made = _with_options.setdefault(engine, {})
    wanted = frozenset(options.items())
    if wanted not in made:
        made[wanted] = engine.execution_options(**options)
    return made[wanted]


@contextlib.contextmanager
def explained(url: URL) -> Iterator[None]:
    """Turn failures to reach or read the database at start into a StorageError that says what to do."""
    try:
        yield
    except (DBAPIError, OSError) as error:
        cause = getattr(error, "orig", None) or error
        raise StorageError(
            f"The database {url.render_as_string(hide_password=True)} cannot be used: {cause}. "
            "Check VOUCH_DATABASE_URL, and that the database is running and may be written."
        ) from error


AnInsert = sqlite.Insert | postgresql.Insert


def insert_into(table: Table, connection: AsyncConnection) -> AnInsert:
    """Return an insert that knows ON CONFLICT, which SQLAlchemy offers per database only."""
    return insert_for(connection.dialect.name, table)


def insert_for(dialect: str, table: Table) -> AnInsert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def _unusable(why: str) -> SettingsError:
    return SettingsError(
        f"VOUCH_DATABASE_URL {why}. Set it to sqlite+aiosqlite:////path/to/vouch.db "
        "or postgresql+asyncpg://user:password@host/database."
    )


def _make_private(_dialect: Any, _record: Any, arguments: list[Any], _named: dict[str, Any]) -> None:
    path = Path(arguments[0])
    if path.exists():
        # Asked here, because a refusal inside SQLite leaves its thread to complain after the program has ended. Never
        # opened here: closing it would drop the locks that SQLite holds on it in this process.
        if path.is_dir() or not os.access(path, os.R_OK | os.W_OK):
            raise PermissionError(f"{path} is not a file that may be read and written")
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Created before SQLite does, which would let everybody read it; its -wal and -shm files get the same mode.
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _set_pragmas(connection: SqliteConnection, _record: Any) -> None:
    # None keeps the driver from beginning transactions of its own: _begin does it.
    connection.isolation_level = None
    try:
        for pragma in PRAGMAS:
            _patiently(connection, pragma)
    except Exception:
        connection.close()  # the pool forgets a connection that fails here, and its thread would live on
        raise


def _patiently(connection: SqliteConnection, pragma: str) -> None:
    """Run a pragma; turning a new database to WAL waits by itself for nobody who does the same at that moment."""
    end = time.monotonic() + BUSY_TIMEOUT / 1000
    while True:
        try:
            connection.execute(pragma).close()
        except OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            await_only(asyncio.sleep(_LOOK_AGAIN_AFTER))
        else:
            return


def _spare_the_disk(connection: SqliteConnection, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF").close()


def _note_use(_connection: Any, record: Any) -> None:
    record.info["used_at"] = time.monotonic()


def _ping_after_rest(connection: Any, record: Any, _proxy: Any) -> None:
    """Spare the first message after a database restart; three errands to the server are too many for every one."""
    if time.monotonic() - record.info.get("used_at", time.monotonic()) < PING_AFTER:
        return
    try:
        connection.ping()
    except Exception as error:
        raise DisconnectionError from error  # the pool then tries another connection


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later cannot wait for another writer, so writers lock at once.
    reads = connection.get_execution_options().get("vouch_reads")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
