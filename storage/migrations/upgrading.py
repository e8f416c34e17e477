"""Alembic itself, which takes a fifth of a second to load: imported only where tables are not those of this version."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from bot.errors import StorageError


def upgrade_to_newest(connection: Connection) -> None:
    """Raises StorageError where the database was made by a newer Vouch."""
    config = alembic_config()
    scripts = ScriptDirectory.from_config(config)
    for revision in MigrationContext.configure(connection).get_current_heads():
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
