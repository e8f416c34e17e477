"""Workspaces in which Vouch is installed, their tokens sealed under the master key: bot.ports.Installations."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.ports import Clock
from storage.engine import insert_into, reading
from storage.sealing import KeyRing
from storage.tables import install_states, installations

Writing = Callable[[], AbstractAsyncContextManager[AsyncConnection]]


class SqlInstallations:
    """*writing* opens a transaction of the store that this belongs to."""

    def __init__(self, engine: AsyncEngine, writing: Writing, keys: KeyRing, clock: Clock) -> None:
        self._engine, self._writing, self._keys, self._clock = engine, writing, keys, clock

    async def save(self, platform: str, workspace: str, secrets: bytes) -> None:
        row = {
            "platform": platform,
            "workspace": workspace,
            "tenant": f"{platform}:{workspace}",
            "installed_at": self._clock.now(),
            "master_id": self._keys.current_id,
            "sealed": self._keys.seal(secrets, "installations", platform, workspace),
        }
        async with self._writing() as connection:
            insert = insert_into(installations, connection).values(row)
            changed = {name: insert.excluded[name] for name in ("installed_at", "master_id", "sealed")}
            await connection.execute(insert.on_conflict_do_update(installations.primary_key, set_=changed))

    async def find(self, platform: str, workspace: str) -> bytes | None:
        there = (installations.c.platform == platform) & (installations.c.workspace == workspace)
        async with reading(self._engine) as connection:
            row = (await connection.execute(select(installations).where(there))).first()
        return self._keys.open(row.sealed, row.master_id, "installations", platform, workspace) if row else None

    async def workspaces(self, platform: str) -> list[str]:
        async with reading(self._engine) as connection:
            there = select(installations.c.workspace).where(installations.c.platform == platform)
            return list(await connection.scalars(there.order_by(installations.c.workspace)))

    async def remove(self, platform: str, workspace: str, before: datetime | None = None) -> bool:
        there = (installations.c.platform == platform) & (installations.c.workspace == workspace)
        if before is not None:
            there &= installations.c.installed_at < before
        async with self._writing() as connection:
            return (await connection.execute(delete(installations).where(there))).rowcount == 1

    async def begin(self, state: str, lifetime: timedelta) -> None:
        now = self._clock.now()
        async with self._writing() as connection:
            await connection.execute(delete(install_states).where(install_states.c.expires_at < now))
            await connection.execute(install_states.insert(), {"state": state, "expires_at": now + lifetime})

    async def came_back(self, state: str) -> bool:
        async with self._writing() as connection:
            taken = delete(install_states).where(install_states.c.state == state)
            expires: datetime | None = await connection.scalar(taken.returning(install_states.c.expires_at))
        return expires is not None and expires >= self._clock.now()


async def rewrap(connection: AsyncConnection, keys: KeyRing) -> int:
    """Seal every installation under the current master key; return how many were under another one."""
    outdated = select(installations).where(installations.c.master_id != keys.current_id).with_for_update()
    rows = (await connection.execute(outdated)).all()
    resealed = []
    for row in rows:
        place = "installations", row.platform, row.workspace
        sealed = keys.seal(keys.open(row.sealed, row.master_id, *place), *place)
        one = {"of_platform": row.platform, "of_workspace": row.workspace}
        resealed.append({**one, "sealed": sealed, "master_id": keys.current_id})
    if resealed:
        there = (installations.c.platform == bindparam("of_platform")) & (
            installations.c.workspace == bindparam("of_workspace")
        )
        await connection.execute(update(installations).where(there), resealed)
    return len(resealed)
