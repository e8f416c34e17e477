"""The inbox: what came in and was acknowledged, until it is answered."""

import logging
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Reach
from bot.domain.resident import Address
from bot.errors import DamagedRow
from bot.messages import incoming_from_json, incoming_to_json
from bot.ports import Arrival
from storage.prepared import Prepared, among
from storage.sealing import KeyRing
from storage.tables import Moment, arrivals

log = logging.getLogger(__name__)

_EARLIER = arrivals.alias("earlier")
_UNTIL = bindparam("until", type_=Moment)
_BEFORE = Prepared(
    lambda dialect: (
        select(arrivals.c.id, _EARLIER.c.id)
        .join(
            _EARLIER, (_EARLIER.c.tenant == arrivals.c.tenant) & (_EARLIER.c.platform_user == arrivals.c.platform_user)
        )
        .where(among(dialect, arrivals.c.id, "ids"), ~among(dialect, _EARLIER.c.id, "ids"))
    )
)
_DROP = Prepared(lambda dialect: delete(arrivals).where(among(dialect, arrivals.c.id, "ids")))
# It waits for nobody: what is locked is just being dropped, or taken up.
_HOLD = Prepared(
    lambda dialect: (
        update(arrivals)
        .where(
            arrivals.c.id.in_(
                select(arrivals.c.id).where(among(dialect, arrivals.c.id, "ids")).with_for_update(skip_locked=True)
            )
        )
        .values(held_until=_UNTIL)
    )
)
_TAKE_UP = Prepared(
    lambda dialect: (
        update(arrivals)
        .where(among(dialect, arrivals.c.id, "ids"))
        .values(held_until=_UNTIL, attempts=arrivals.c.attempts + 1)
    )
)
_KEEP = Prepared(arrivals.insert(), [column.name for column in arrivals.columns])


async def keep(connection: AsyncConnection, kept: Iterable[Arrival], keys: KeyRing) -> None:
    rows = [_row(arrival, keys) for arrival in kept]
    if rows:
        await _KEEP.run_many(connection, rows)


async def drop(connection: AsyncConnection, arrival_ids: Sequence[str]) -> None:
    if arrival_ids:
        await _DROP.run(connection, {"ids": list(arrival_ids)})


async def before(connection: AsyncConnection, arrival_ids: Sequence[str]) -> dict[str, frozenset[str]]:
    """Return for each of these, which this transaction stored, what was committed of the same sender already.

    What another process stores at the same moment is seen by neither or by one of the two, so nobody waits in a ring.
    """
    found: dict[str, set[str]] = {}
    if arrival_ids:
        for arrival_id, earlier_id in await _BEFORE.rows(connection, {"ids": list(arrival_ids)}):
            found.setdefault(arrival_id, set()).add(earlier_id)
    return {arrival_id: frozenset(earlier) for arrival_id, earlier in found.items()}


async def left(connection: AsyncConnection, arrival_ids: Collection[str]) -> frozenset[str]:
    return frozenset(await connection.scalars(select(arrivals.c.id).where(arrivals.c.id.in_(arrival_ids))))


async def drop_of(connection: AsyncConnection, address: Address) -> int:
    """Drop what somebody sent who is being forgotten; return how many rows went."""
    theirs = (arrivals.c.tenant == address.tenant) & (arrivals.c.platform_user == address.user)
    return (await connection.execute(delete(arrivals).where(theirs))).rowcount


async def hold(connection: AsyncConnection, arrival_ids: Collection[str], until: datetime) -> None:
    await _HOLD.run(connection, {"ids": list(arrival_ids), "until": until})


async def unheld(
    connection: AsyncConnection, reach: Reach, now: datetime, ours: Collection[str], *, for_update: bool = False
) -> Sequence[Row[Any]]:
    """Return what this process may take up, oldest first: rows of the table."""
    dialect = connection.dialect.name
    free = select(arrivals).where(arrivals.c.platform.in_(reach.platforms), ~among(dialect, arrivals.c.id, "ours"))
    if dialect == "postgresql":  # else nobody but this process could hold anything
        free = free.where(arrivals.c.held_until <= now)
    if for_update:
        free = free.with_for_update(skip_locked=True)
    found = await connection.execute(free.order_by(arrivals.c.at, arrivals.c.id), {"ours": list(ours)})
    return found.all()


async def take_up(
    connection: AsyncConnection, reach: Reach, now: datetime, until: datetime, ours: Collection[str], keys: KeyRing
) -> tuple[list[Arrival], set[str]]:
    """Take up what nobody holds, counting the attempt; what does not open is logged and stays: its ids come second."""
    rows = await unheld(connection, reach, now, ours, for_update=True)
    await _TAKE_UP.run(connection, {"ids": [row.id for row in rows], "until": until})
    taken, damaged = [], set()
    for row in rows:
        try:
            content = keys.open(row.sealed, row.master_id, "arrivals", row.id)
        except DamagedRow as damage:
            log.error("%s", damage)  # noqa: TRY400 - where the code stood does not help; which row it is does
            damaged.add(row.id)
            continue
        taken.append(Arrival(row.id, row.at, incoming_from_json(content), until, row.attempts + 1))
    return taken, damaged


async def rewrap(connection: AsyncConnection, keys: KeyRing) -> int:
    """Seal every arrival under the current master key; return how many were under another one."""
    outdated = select(arrivals).where(arrivals.c.master_id != keys.current_id).with_for_update()
    rows = (await connection.execute(outdated)).all()
    for row in rows:
        sealed = keys.seal(keys.open(row.sealed, row.master_id, "arrivals", row.id), "arrivals", row.id)
        anew = {"sealed": sealed, "master_id": keys.current_id}
        await connection.execute(update(arrivals).where(arrivals.c.id == row.id).values(anew))
    return len(rows)


def _row(arrival: Arrival, keys: KeyRing) -> dict[str, Any]:
    sender = arrival.incoming.sender
    return {
        "id": arrival.id,
        "tenant": sender.tenant,
        "platform": sender.platform,
        "platform_user": sender.user,
        "at": arrival.at,
        "attempts": arrival.attempts,
        "held_until": arrival.held_until,
        "master_id": keys.current_id,
        "sealed": keys.seal(incoming_to_json(arrival.incoming), "arrivals", arrival.id),
    }
