"""Bringing a database's tables up to date, with Alembic; safe when several processes start at once."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import StorageError
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


def _upgrade(connection: Connection) -> None:
    # On SQLite the transaction holds the write lock from its first statement, and no other process can be here.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ADVISORY_LOCK})
    config = alembic_config()
    scripts = ScriptDirectory.from_config(config)
    present = MigrationContext.configure(connection).get_current_heads()
    if present == tuple(scripts.get_heads()):
        return
    for revision in present:
        _refuse_newer(scripts, revision)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def alembic_config() -> Config:
    """Return the configuration that alembic.ini would hold; the scripts are found wherever the package is."""
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    return config


def _refuse_newer(scripts: ScriptDirectory, revision: str) -> None:
    try:
        scripts.get_revision(revision)
    except CommandError as error:
        raise StorageError(
            f"The database that VOUCH_DATABASE_URL names was made by a newer Vouch (tables at {revision}). "
            "Update Vouch, or name another database."
        ) from error
