"""The inbox: what came in and was acknowledged, until it is answered."""

import logging
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Reach
from bot.domain.resident import Address
from bot.errors import DamagedRow
from bot.messages import incoming_from_json, incoming_to_json
from bot.ports import Arrival
from storage.prepared import Prepared, among
from storage.sealing import KeyRing
from storage.tables import arrivals

log = logging.getLogger(__name__)

_EARLIER = arrivals.alias("earlier")
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


async def take_up(connection: AsyncConnection, reach: Reach, before: datetime, keys: KeyRing) -> list[Arrival]:
    """Return what was left unanswered, oldest first, counting the attempt; what does not open is logged and stays."""
    left = arrivals.c.platform.in_(reach.platforms) & (arrivals.c.at < before)
    rows = (await connection.execute(select(arrivals).where(left).order_by(arrivals.c.at, arrivals.c.id))).all()
    await connection.execute(update(arrivals).where(left).values(attempts=arrivals.c.attempts + 1))
    taken = []
    for row in rows:
        try:
            content = keys.open(row.sealed, row.master_id, "arrivals", row.id)
        except DamagedRow as damage:
            log.error("%s", damage)  # noqa: TRY400 - where the code stood does not help; which row it is does
            continue
        taken.append(Arrival(row.id, row.at, incoming_from_json(content), row.attempts + 1))
    return taken


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
        "master_id": keys.current_id,
        "sealed": keys.seal(incoming_to_json(arrival.incoming), "arrivals", arrival.id),
    }
