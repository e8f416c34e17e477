"""Tables are made and brought up to date by the program itself, once, whoever starts first."""

import asyncio
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, inspect, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.errors import StorageError
from storage.engine import create_engine
from storage.migrations import newest_revision, upgrade
from storage.migrations.upgrading import alembic_config
from storage.store import SqlStore
from storage.tables import metadata
from tests.databases import KEYS, SetClock


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, metadata))


def names_of(connection: Connection) -> set[str]:
    """Return the names of all constraints and indexes: a later migration refers to them."""
    found = inspect(connection)
    names = set()
    for table in metadata.tables:
        names |= {str(found.get_pk_constraint(table)["name"])}
        for each in (*found.get_foreign_keys(table), *found.get_unique_constraints(table), *found.get_indexes(table)):
            names.add(str(each["name"]))
    return names


async def test_the_migrations_make_the_tables_that_the_program_uses(database_url: str) -> None:
    engine = create_async_engine(database_url)
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_the_migrations_name_everything_as_the_tables_do(empty_database_url: str) -> None:
    engine = create_async_engine(empty_database_url)
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
        wanted = await connection.run_sync(names_of)
        await connection.run_sync(metadata.drop_all)
    await upgrade(empty_database_url)
    async with engine.connect() as connection:
        assert await connection.run_sync(names_of) == wanted
    await engine.dispose()


async def test_processes_that_start_at_once_upgrade_once(empty_database_url: str) -> None:
    await asyncio.gather(*(upgrade(empty_database_url) for _ in range(5)))
    engine = create_async_engine(empty_database_url)
    async with engine.connect() as connection:
        assert len(list(await connection.scalars(text("SELECT version_num FROM alembic_version")))) == 1
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_a_new_file_is_opened_by_many_at_the_same_moment(tmp_path: Path) -> None:
    async def look(url: URL) -> None:
        engine = create_engine(url)
        async with engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
        await engine.dispose()

    for number in range(25):  # the moment in which one of them finds the file locked is short
        url = make_url(f"sqlite+aiosqlite:///{tmp_path}/vouch-{number}.db")
        await asyncio.gather(*(look(url) for _ in range(10)))


async def test_tables_of_the_version_before_are_brought_up_to_date(empty_database_url: str) -> None:
    """Which version is the newest is told by the names of the files: none that is behind may be taken for it."""
    config = alembic_config()

    def make_as_before(connection: Connection) -> None:
        config.attributes["connection"] = connection
        command.upgrade(config, f"{newest_revision()}-1")

    engine = create_engine(make_url(empty_database_url))
    async with engine.begin() as connection:
        await connection.run_sync(make_as_before)
        assert await connection.run_sync(differences) != []
    await upgrade(empty_database_url)
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
        revision = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    await engine.dispose()
    assert [revision] == [newest_revision()] == ScriptDirectory.from_config(config).get_heads()


async def test_upgrading_again_changes_nothing(store: SqlStore, database_url: str) -> None:
    await upgrade(database_url)
    assert await store.last_beat() is None


async def test_a_database_of_a_newer_version_is_left_alone(database_url: str) -> None:
    engine = create_async_engine(database_url)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await engine.dispose()
    with pytest.raises(StorageError, match=r"VOUCH_DATABASE_URL .* newer Vouch \(tables at 9999\)"):
        await SqlStore.open(database_url, KEYS, SetClock())


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_the_queue_of_deliveries_is_vacuumed_often(database_url: str) -> None:
    engine = create_async_engine(database_url)
    async with engine.connect() as connection:
        options = await connection.scalar(text("SELECT reloptions FROM pg_class WHERE relname = 'deliveries'"))
    await engine.dispose()
    assert options == ["autovacuum_vacuum_scale_factor=0", "autovacuum_vacuum_threshold=2000"]
