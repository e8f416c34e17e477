"""Bringing a database's tables up to date, with Alembic; safe when several processes start at once."""

from functools import cache
from importlib.resources import files

from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import create_engine, database_url, explained

# Any number will do, as long as it is ours: the lock under which a PostgreSQL database is upgraded.
ADVISORY_LOCK = 7_868_368


async def upgrade(url: str) -> None:
    """Create the tables, or bring them up to this version; nothing happens where they are.

    Raises SettingsError, StorageError.
    """
    engine = create_engine(database_url(url))
    try:
        with explained(engine.url):
            await upgrade_engine(engine)
    finally:
        await engine.dispose()


async def upgrade_engine(engine: AsyncEngine) -> None:
    """Raises StorageError where the database was made by a newer Vouch."""
    async with engine.begin() as connection:
        await connection.run_sync(_upgrade)


@cache
def newest_revision() -> str:
    """The revision of the newest script: the number with which its file's name begins."""
    scripts = (each.name for each in (files("storage.migrations") / "versions").iterdir())
    return max(name for name in scripts if name.endswith(".py")).partition("_")[0]


def _upgrade(connection: Connection) -> None:
    # On SQLite the transaction holds the write lock from its first statement, and no other process can be here.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ADVISORY_LOCK})
    if connection.dialect.has_table(connection, "alembic_version"):
        present = connection.scalars(text("SELECT version_num FROM alembic_version")).all()
        if present == [newest_revision()]:
            return
    from storage.migrations.upgrading import upgrade_to_newest

    upgrade_to_newest(connection)
