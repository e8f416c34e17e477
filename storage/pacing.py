"""How fast a platform may be sent to: a row a destination, holding the moment from which it is free again.

A destination is a conversation (a resident's own, or a channel) or a whole workspace. The rows are shared by all
processes, so together they keep a limit that each alone could not.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, bindparam, case, null, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Rate
from storage.engine import insert_into
from storage.tables import EPOCH, deliveries, pacing

WORKSPACE = ""
"""The destination that stands for a whole workspace: no conversation has an empty name."""

BURST = timedelta(seconds=1)
"""How much of a workspace's share may be used at once: its limits are counted over a minute, not a millisecond."""

Destination = tuple[str, str]


async def postpone_what_is_too_fast(
    connection: AsyncConnection, claimed: Sequence[RowMapping], now: datetime, rates: Mapping[str, Rate]
) -> list[RowMapping]:
    """Return the claimed rows that may be sent at once; the others go back, due when their destination is free.

    Nothing is booked for those that go back: a moment reserved before an outage would be worth nothing after it.
    """
    paced = [row for row in claimed if row["platform"] in rates]
    if not paced:
        return list(claimed)
    free = await _lock(connection, {each for row in paced for each in _destinations(row)})
    behind: Counter[Destination] = Counter()
    later: dict[str, datetime] = {}
    for row in paced:
        conversation, workspace = _destinations(row)
        rate = rates[row["platform"]]
        if free[conversation] <= now and free[workspace] <= now + BURST:
            free[conversation] = now + rate.conversation
            free[workspace] = max(free[workspace], now) + rate.workspace
            continue
        later[row["id"]] = max(
            free[conversation] + behind[conversation] * rate.conversation,
            free[workspace] - BURST + behind[workspace] * rate.workspace,
        )
        behind.update((conversation, workspace))
    await _store(connection, free)
    await _give_back(connection, later)
    return [row for row in claimed if row["id"] not in later]


async def hold(connection: AsyncConnection, tenant: str, until: datetime) -> None:
    """Send nothing to this workspace before *until* (UTC): its platform asked for a pause."""
    destination = (tenant, WORKSPACE)
    free = await _lock(connection, {destination})
    # A burst may run ahead of the moment that is stored, so the pause is stored with it added.
    await _store(connection, {destination: max(free[destination], until + BURST)})


def _destinations(row: RowMapping) -> tuple[Destination, Destination]:
    return (row["tenant"], row["channel"] or row["resident_id"]), (row["tenant"], WORKSPACE)


async def _lock(connection: AsyncConnection, destinations: Iterable[Destination]) -> dict[Destination, datetime]:
    """Return from when on each is free, and keep other processes from changing that until this transaction ends."""
    # Sorted, so that two processes that want the same rows never wait for each other.
    rows = [{"tenant": tenant, "destination": name, "free_at": EPOCH} for tenant, name in sorted(destinations)]
    upsert = insert_into(pacing, connection).values(rows)
    locked = upsert.on_conflict_do_update(index_elements=_KEY, set_={"free_at": pacing.c.free_at}).returning(pacing)
    return {(row.tenant, row.destination): row.free_at for row in await connection.execute(locked)}


async def _store(connection: AsyncConnection, free: Mapping[Destination, datetime]) -> None:
    rows = [{"tenant": tenant, "destination": name, "free_at": at} for (tenant, name), at in sorted(free.items())]
    upsert = insert_into(pacing, connection)
    await connection.execute(
        upsert.on_conflict_do_update(index_elements=_KEY, set_={"free_at": upsert.excluded.free_at}), rows
    )


async def _give_back(connection: AsyncConnection, later: Mapping[str, datetime]) -> None:
    """Undo the claim of these rows: they were not tried, so it counts neither as an attempt nor as perhaps sent."""
    if later:
        await connection.execute(_UNCLAIM, [{"delivery": name, "at": at} for name, at in later.items()])


_KEY = [pacing.c.tenant, pacing.c.destination]
_UNCLAIM = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("delivery"))
    .values(
        next_at=bindparam("at"),
        lease=None,
        attempt=deliveries.c.attempt - 1,
        maybe_sent=deliveries.c.maybe_sent - 1,
        first_tried_at=case((deliveries.c.attempt == 1, null()), else_=deliveries.c.first_tried_at),
    )
)
