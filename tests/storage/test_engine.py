"""Connecting: what a database URL may be, and what is said when it does not work."""

import sqlite3
import stat
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from bot.domain.resident import Resident
from bot.errors import SettingsError, StorageError
from storage.engine import database_url as read_url
from storage.engine import reading
from storage.migrations import upgrade
from storage.store import SqlStore
from tests.databases import KEYS, SetClock


@pytest.mark.parametrize(
    ("written", "used"),
    [
        ("sqlite:////srv/vouch.db", "sqlite+aiosqlite:////srv/vouch.db"),
        ("sqlite+aiosqlite:///vouch.db", "sqlite+aiosqlite:///vouch.db"),
        ("postgres://me@host/vouch", "postgresql+asyncpg://me@host/vouch"),
        (" postgresql://me:secret@host:5433/vouch\n", "postgresql+asyncpg://me:secret@host:5433/vouch"),
        ("postgresql+asyncpg://me@host/vouch?ssl=require", "postgresql+asyncpg://me@host/vouch?ssl=require"),
    ],
)
def test_the_usual_ways_to_write_a_database_url_work(written: str, used: str) -> None:
    assert read_url(written).render_as_string(hide_password=False) == used


@pytest.mark.parametrize(
    "written",
    [
        "",
        "vouch.db",
        "/srv/vouch.db",
        "mysql://me@host/vouch",
        "postgresql+psycopg2://me@host/vouch",
        "postgresql://me@host:port/vouch",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file::memory:?uri=true",
    ],
)
def test_any_other_url_is_refused_with_the_variable_to_set(written: str) -> None:
    with pytest.raises(SettingsError, match=r"VOUCH_DATABASE_URL .* Set it to sqlite"):
        read_url(written)


async def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(StorageError, match="VOUCH_DATABASE_URL") as unreachable:
        await upgrade("postgresql://me:hunter2@127.0.0.1:1/vouch")
    assert "127.0.0.1:1/vouch" in str(unreachable.value)
    assert "hunter2" not in str(unreachable.value)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_database_that_does_not_exist_is_named(database_url: str) -> None:
    missing = make_url(database_url).set(database="no_such_database").render_as_string(hide_password=False)
    with pytest.raises(StorageError, match="no_such_database"):
        await upgrade(missing)


async def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear program director, " * 100)
    with pytest.raises(StorageError, match=r"letter\.txt cannot be used"):
        await SqlStore.open(f"sqlite:///{file}", KEYS, SetClock())
    assert file.read_text().startswith("Dear program director")


async def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    with pytest.raises(StorageError, match="VOUCH_DATABASE_URL"):
        await upgrade(f"sqlite:///{tmp_path / 'a file' / 'vouch.db'}")
    with pytest.raises(StorageError, match="VOUCH_DATABASE_URL"):
        await upgrade(f"sqlite:///{tmp_path}")


async def test_nobody_else_on_the_machine_can_read_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "vouch"
    store = await SqlStore.open(f"sqlite:///{folder / 'vouch.db'}", KEYS, SetClock())
    files = list(folder.iterdir())
    assert {file.name for file in files} == {"vouch.db", "vouch.db-wal", "vouch.db-shm"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    await store.close()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_sqlite_survives_a_power_failure_and_forgets_for_good(database_url: str) -> None:
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 30000}
    store = await SqlStore.open(database_url, KEYS, SetClock())
    async with reading(store._engine) as connection:
        found = {name: await connection.scalar(text(f"PRAGMA {name}")) for name in expected}
    await store.close()
    assert found == expected


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_writer_in_another_process_is_waited_for(store: SqlStore, ana: Resident, database_url: str) -> None:
    """A unit of work locks at once: one that read first and asked for the lock later could only fail."""
    other = sqlite3.connect(make_url(database_url).database or "", isolation_level=None, timeout=0)
    async with store.work_for(ana.id):
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    assert await store.find_resident(ana.address) == ana
    other.close()
