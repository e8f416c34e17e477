"""Run by Alembic: on the connection we hand it, or on VOUCH_DATABASE_URL when `alembic` itself is used to write one."""

import asyncio
import os

from alembic import context
from sqlalchemy import Connection

from storage.engine import create_engine, database_url
from storage.tables import metadata


def run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


async def connect_and_run() -> None:
    engine = create_engine(database_url(os.environ["VOUCH_DATABASE_URL"]))
    async with engine.begin() as connection:
        await connection.run_sync(run)
    await engine.dispose()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    asyncio.run(connect_and_run())
