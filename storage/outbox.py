"""The outbox: deliveries as rows, claimed by one process at a time and finished by none but the one that claimed."""

import json
import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningInsert, ReturningUpdate

from bot.domain.delivery import Delivery, DeliveryState, Reach, Tally
from bot.domain.resident import Address
from bot.errors import LeaseLost
from bot.ports import Arrival
from storage.engine import insert_for
from storage.prepared import Prepared, among, by_column, given_rows, of_resident
from storage.sealing import Sealer
from storage.tables import Moment, arrivals, deliveries

# Written out, not bound: PostgreSQL's generic plan uses the partial index only where it sees the state. Without a type,
# because SQLAlchemy writes "= 1" behind a boolean on SQLite, which then no longer recognises the index.
IS_WAITING: ColumnElement[bool] = literal_column("state = 'waiting'")

# When a delivery that no longer waits came to its end, as nearly as is known.
finished_at = func.coalesce(deliveries.c.sent_at, deliveries.c.next_at, type_=Moment)


def within(reach: Reach) -> list[ColumnElement[bool]]:
    """Return the conditions for deliveries that wait for someone whom this process can reach."""
    conditions = [IS_WAITING, deliveries.c.platform.in_(reach.platforms)]
    if reach.resident_id is not None:
        conditions.append(deliveries.c.resident_id == reach.resident_id)
    return conditions


# Stands where a row that is there already needs none.
NOWHERE = Address("", "", "")
# What a process that holds the lease may not set back while it prepares to send.
_FIXED_BY_CLAIM = {"maybe_sent", "due_at"}
_IDENTITY = {"id", "tenant", "platform", "resident_id"}


# What SqlDeliveries.schedule() returns, with the values of schedule_since(). Whatever became of what was planned for a
# day or a later one is in it, since a key that was used is not used again.
on_schedule = or_(
    IS_WAITING,
    and_(
        literal_column("kind IN ('nudge', 'digest')"),
        or_(deliveries.c.sent_at >= bindparam("since", type_=Moment), deliveries.c.wall_at >= bindparam("day")),
    ),
)


def schedule_since(since: datetime) -> dict[str, Any]:
    # A day before what *since* says in UTC is not after what it says anywhere.
    return {"since": since, "day": (since - timedelta(days=1)).date().isoformat()}


async def claim(
    connection: AsyncConnection, now: datetime, most: int, lease: timedelta, reach: Reach
) -> Sequence[RowMapping]:
    """Take up to *most* rows due by *now*, those that waited longest first; an expired lease is simply due again."""
    due = (
        select(deliveries.c.id)
        .where(*within(reach), deliveries.c.next_at <= now)
        .order_by(deliveries.c.next_at, deliveries.c.id)
        .limit(most)
    )
    return await _claim(connection, due, now, lease)


async def claim_left(
    connection: AsyncConnection, resident_id: str, arrival: Arrival, now: datetime, lease: timedelta
) -> Sequence[RowMapping]:
    """Take the answers that a process stored and had not sent when it died with *arrival* in hand.

    None where a living process holds what the same sender had sent before: then they are its own, and on their way.
    """
    sender, earlier = arrival.incoming.sender, arrivals.alias("earlier")
    held_by_others = exists().where(
        earlier.c.tenant == sender.tenant,
        earlier.c.platform_user == sender.user,
        earlier.c.at < arrival.at,
        earlier.c.held_until > now,
    )
    left = select(deliveries.c.id).where(
        deliveries.c.resident_id == resident_id, IS_WAITING, deliveries.c.lease == deliveries.c.id, ~held_by_others
    )
    return await _claim(connection, left, now, lease)


async def _claim(
    connection: AsyncConnection, wanted: Select[tuple[str]], now: datetime, lease: timedelta
) -> Sequence[RowMapping]:
    # A common table expression, because PostgreSQL may run a subquery of IN again, and then claim more than asked.
    due = wanted.with_for_update(skip_locked=True, of=deliveries).cte("due")
    # The count is raised before any send, so a process that dies while sending leaves word that it might have sent.
    claimed = await connection.execute(
        update(deliveries)
        .where(deliveries.c.id.in_(select(due.c.id)))
        .values(
            next_at=now + lease,
            lease=secrets.token_hex(8),
            attempt=deliveries.c.attempt + 1,
            maybe_sent=deliveries.c.maybe_sent + 1,
            first_tried_at=func.coalesce(deliveries.c.first_tried_at, literal(now, Moment)),
        )
        .returning(deliveries)
    )
    return sorted(claimed.mappings(), key=lambda row: (row["due_at"], row["id"]))


async def next_due_at(connection: AsyncConnection, reach: Reach) -> datetime | None:
    """Return when the earliest waiting row is due. One look at the index for each platform, never a sort."""
    looking = _NEXT if reach.resident_id is None else _NEXT_OF_ONE
    soonest = []
    for platform in reach.platforms:
        values = {"platform": platform, "resident": reach.resident_id}
        soonest += [moment for (moment,) in await looking.rows(connection, values)]
    return min(soonest, default=None)


async def finish(connection: AsyncConnection, delivery: Delivery) -> bool:
    """Record the outcome and end the lease; False where it was lost meanwhile."""
    outcome = {
        "state": delivery.state,
        "next_at": delivery.next_at,
        "attempt": delivery.attempt,
        "maybe_sent": int(delivery.maybe_sent),
        "first_tried_at": delivery.first_tried_at,
        "sent_at": delivery.sent_at,
        "error": delivery.error,
        "sent_as": delivery.sent_as,
        "lease": None,
    }
    return await _FINISH.run(connection, {**outcome, "finished": delivery.id, "held_by": delivery.lease}) == 1


async def finish_all(connection: AsyncConnection, finished: Sequence[Delivery]) -> set[str]:
    """As finish(), for several at once and waiting for none; return the ids of those whose lease held.

    On PostgreSQL one that somebody else is changing right now is left out.
    """
    if not finished:
        return set()
    if connection.dialect.name == "sqlite":  # where a statement waits for nobody, one each costs less than one for all
        return {each.id for each in finished if await finish(connection, each)}
    rows = [to_row(each, NOWHERE, None) for each in finished]
    values = {**by_column(rows, _FINISHED_COLUMNS), "wanted": [each.id for each in finished]}
    return {each for (each,) in await _FINISH_ALL.rows(connection, values)}


async def put_all(connection: AsyncConnection, rows: Sequence[dict[str, Any]], *, leased: bool) -> set[str]:
    """As put(), for rows of to_row() that have a lease or have none; return the ids of those that were written."""
    if not rows:
        return set()
    if connection.dialect.name == "sqlite":
        return {row["id"] for row in rows if await _put_row(connection, row)}
    statement = _PUT_ALL_LEASED if leased else _PUT_ALL
    return {each for (each,) in await statement.rows(connection, by_column(rows, list(deliveries.columns)))}


async def hold(connection: AsyncConnection, ids: Collection[str]) -> bool:
    """Lock these rows, waiting for none; False where one is not to be had. SQLite has one writer anyway."""
    if not ids or connection.dialect.name == "sqlite":
        return True
    return {each for (each,) in await _HELD.rows(connection, {"wanted": sorted(ids)})} == set(ids)


async def tally(connection: AsyncConnection) -> list[Tally]:
    """Return how many rows are in which state, by platform."""
    oldest = func.min(deliveries.c.due_at, type_=Moment)
    counted = select(deliveries.c.platform, deliveries.c.state, func.count(), oldest)
    rows = await connection.execute(
        counted.group_by(deliveries.c.platform, deliveries.c.state).order_by("platform", "state")
    )
    return [Tally(platform, DeliveryState(state), count, due) for platform, state, count, due in rows]


async def dead_letters(connection: AsyncConnection, limit: int) -> list[Delivery]:
    """Return the rows last given up, newest first; their words stay sealed."""
    over = deliveries.c.state.in_([DeliveryState.FAILED, DeliveryState.UNREACHABLE, DeliveryState.UNKNOWN])
    newest = select(deliveries).where(over).order_by(finished_at.desc(), deliveries.c.id.desc()).limit(limit)
    return [to_delivery(row, None) for row in (await connection.execute(newest)).mappings()]


async def give_up(connection: AsyncConnection, row: RowMapping, reason: str) -> None:
    """Make the claimed row a dead letter."""
    failed = {"state": DeliveryState.FAILED, "error": reason, "lease": None}
    await connection.execute(update(deliveries).where(deliveries.c.id == row["id"]).values(failed))


async def put(connection: AsyncConnection, delivery: Delivery, address: Address, sealer: Sealer) -> None:
    """Insert the delivery or replace the one with its id; raises LeaseLost where it is held by another process."""
    if not await _put_row(connection, to_row(delivery, address, sealer)):
        raise LeaseLost(f"Delivery {delivery.id} was taken over by another process.")


async def _put_row(connection: AsyncConnection, row: dict[str, Any]) -> bool:
    statement = _PUT if row["lease"] is None else _PUT_LEASED
    held = {} if row["lease"] is None else {"held_by": row["lease"]}
    return await statement.run(connection, {**row, "of_resident": row["resident_id"], **held}) == 1


def _upsert(dialect: str, *, leased: bool) -> sqlite.Insert | postgresql.Insert:
    insert = insert_for(dialect, deliveries)
    kept = _IDENTITY | _FIXED_BY_CLAIM if leased else _IDENTITY
    replaceable = [deliveries.c.resident_id == bindparam("of_resident")]
    if leased:
        replaceable.append(deliveries.c.lease == bindparam("held_by"))
    return insert.on_conflict_do_update(
        index_elements=[deliveries.c.id],
        set_={name: insert.excluded[name] for name in _COLUMNS if name not in kept},
        where=and_(*replaceable),
    )


def putting_all(dialect: str, name: str = "all", *, leased: bool) -> ReturningInsert[tuple[str]]:
    """Return the statement of put_all(), for rows given under this *name* (given_rows); PostgreSQL only."""
    insert = insert_for(dialect, deliveries).from_select(_COLUMNS, select(given_rows(list(deliveries.columns), name)))
    kept = _IDENTITY | _FIXED_BY_CLAIM if leased else _IDENTITY
    same = [deliveries.c.resident_id == insert.excluded.resident_id]
    if leased:
        same.append(deliveries.c.lease == insert.excluded.lease)
    return insert.on_conflict_do_update(
        index_elements=[deliveries.c.id],
        set_={name: insert.excluded[name] for name in _COLUMNS if name not in kept},
        where=and_(*same),
    ).returning(deliveries.c.id)


def _finish_all() -> ReturningUpdate[tuple[str]]:
    given = given_rows(_FINISHED_COLUMNS)
    held = _held("postgresql").cte("held")  # whoever changes many at once may lock them in another order
    outcome = {**{name: given.c[name] for name in _FINISHED}, "lease": null()}
    ours = (deliveries.c.id == given.c.id) & (deliveries.c.lease == given.c.lease)
    return (
        update(deliveries)
        .values(outcome)
        .where(ours, deliveries.c.id.in_(select(held.c.id)))
        .returning(deliveries.c.id)
    )


def _held(dialect: str) -> Select[tuple[str]]:
    """Return the statement that locks the rows *wanted*, waiting for none."""
    wanted = select(deliveries.c.id).where(among(dialect, deliveries.c.id, "wanted")).order_by(deliveries.c.id)
    return wanted.with_for_update(skip_locked=True)


_COLUMNS = [column.name for column in deliveries.columns]
_PUT = Prepared(partial(_upsert, leased=False), _COLUMNS)
_PUT_LEASED = Prepared(partial(_upsert, leased=True), _COLUMNS)
_FINISHED = (
    "state",
    "next_at",
    "attempt",
    "maybe_sent",
    "first_tried_at",
    "sent_at",
    "error",
    "sent_as",
    "lease",
)
_SOONEST = (
    select(deliveries.c.next_at)
    .where(IS_WAITING, deliveries.c.platform == bindparam("platform"))
    .order_by(deliveries.c.next_at)
    .limit(1)
)
_NEXT = Prepared(_SOONEST)
_NEXT_OF_ONE = Prepared(_SOONEST.where(of_resident(deliveries)))
_FINISH = Prepared(
    update(deliveries).where(deliveries.c.id == bindparam("finished"), deliveries.c.lease == bindparam("held_by")),
    _FINISHED,
)
_FINISHED_COLUMNS = [deliveries.c.id, *(deliveries.c[name] for name in _FINISHED)]
_FINISH_ALL = Prepared(lambda _: _finish_all())
_PUT_ALL = Prepared(partial(putting_all, leased=False))
_PUT_ALL_LEASED = Prepared(partial(putting_all, leased=True))
_HELD = Prepared(_held)


def to_row(delivery: Delivery, address: Address, sealer: Sealer | None) -> dict[str, Any]:
    """Return the delivery as a row. Without a *sealer* it may have no words yet, nor a way back."""
    content = delivery.content
    return {
        "id": delivery.id,
        "tenant": address.tenant,
        "platform": address.platform,
        "resident_id": delivery.resident_id,
        "key": delivery.key,
        "kind": delivery.kind,
        "state": delivery.state,
        "next_at": delivery.next_at,
        "due_at": delivery.next_at,
        "wall_at": delivery.wall_at and delivery.wall_at.isoformat(),
        "tz": delivery.tz,
        "about": json.dumps(delivery.about),
        "re": delivery.re,
        "channel": delivery.channel,
        "replaces": delivery.replaces,
        "sealed": None
        if content is None or sealer is None
        else sealer.seal(content, *_place(delivery.resident_id, delivery.id)),
        "attempt": delivery.attempt,
        "maybe_sent": int(delivery.maybe_sent),
        "lease": delivery.lease,
        "first_tried_at": delivery.first_tried_at,
        "sent_at": delivery.sent_at,
        "error": delivery.error,
        "sent_as": delivery.sent_as,
        "sealed_reply_to": _sealed_way_back(delivery, sealer),
    }


def to_delivery(row: Mapping[str, Any] | RowMapping, sealer: Sealer | None, *, claimed: bool = False) -> Delivery:
    """Return the row as a Delivery; raises DamagedRow. In a *claimed* row maybe_sent does not count this claim.

    Without a *sealer* the words are left out.
    """
    sealed, wall_at, reply_to = row["sealed"], row["wall_at"], row["sealed_reply_to"]
    return Delivery(
        id=row["id"],
        resident_id=row["resident_id"],
        key=row["key"],
        kind=row["kind"],
        next_at=row["next_at"],
        state=DeliveryState(row["state"]),
        wall_at=datetime.fromisoformat(wall_at) if wall_at else None,
        tz=row["tz"],
        about=tuple(json.loads(row["about"])),
        re=row["re"],
        channel=row["channel"],
        replaces=row["replaces"],
        content=None
        if sealed is None or sealer is None
        else sealer.open(sealed, *_place(row["resident_id"], row["id"])),
        attempt=row["attempt"],
        maybe_sent=row["maybe_sent"] > claimed,
        lease=row["lease"],
        first_tried_at=row["first_tried_at"],
        sent_at=row["sent_at"],
        error=row["error"],
        sent_as=row["sent_as"],
        reply_to={}
        if reply_to is None or sealer is None
        else json.loads(sealer.open(reply_to, *_place(row["resident_id"], row["id"]), "reply_to")),
    )


def _sealed_way_back(delivery: Delivery, sealer: Sealer | None) -> bytes | None:
    # Sealed, since whoever has Slack's response_url can write to the resident for half an hour.
    if not delivery.reply_to or sealer is None:
        return None
    return sealer.seal(json.dumps(delivery.reply_to).encode(), *_place(delivery.resident_id, delivery.id), "reply_to")


def _place(resident_id: str, delivery_id: str) -> tuple[str, str, str]:
    return "deliveries", resident_id, delivery_id
