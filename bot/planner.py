"""Brings a resident's planned deliveries in line with the plan: the difference is inserted, moved or cancelled.

Called at the end of each act, when a message went out, and once a day for everyone. Rows that another process holds are
safe to change: before it sends, the courier looks again under the resident's own lock.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.domain.delivery import Delivery, DeliveryState
from bot.domain.local_time import to_utc
from bot.domain.nudge import Occasion
from bot.failures import log_failure
from bot.planning.due import Due
from bot.planning.plan import DIGEST, UNASKED, Planned, SoFar, plan
from bot.planning.sources import dues_of
from bot.ports import Ids, Store, UnitOfWork
from bot.use_cases.holdings import kept_by
from bot.use_cases.post_to_cohort import plan_posts

logger = logging.getLogger(__name__)

REPLAN_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is to be told, by key, and the rows that stand for it so far."""

    planned: dict[str, Planned]
    waiting: dict[str, Delivery]
    cancelled: dict[str, Delivery]


def is_planned(delivery: Delivery) -> bool:
    """Tell whether the delivery is the planner's, and not an answer or an announcement."""
    return delivery.kind in ("nudge", "digest")


async def replan(work: UnitOfWork, now: datetime, ids: Ids) -> None:
    """Plan the resident anew inside their unit of work; the caller commits. *now* is UTC."""
    if work.resident.is_cohort:
        await plan_posts(work, now)
        return
    await store_agenda(work, await find_agenda(work, now), now, ids)
    await _follow_zone(work)


async def replan_stale(store: Store, now: datetime, ids: Ids, limit: int = 20) -> int:
    """Plan anew for up to *limit* residents whose plan is a day old; return for how many."""
    planned = 0
    for resident_id in await store.residents_to_replan(now - REPLAN_AFTER, limit):
        try:
            async with store.work_for(resident_id) as work:
                await replan(work, now, ids)
                await work.commit()
        except KeyError:
            continue  # forgotten meanwhile
        except Exception as error:  # noqa: BLE001  # whoever comes after is planned all the same
            log_failure(logger, f"Planning for resident {resident_id}", error)
        await store.mark_planned(resident_id, now)
        planned += 1
    return planned


async def _follow_zone(work: UnitOfWork) -> None:
    """Move what waits for a local time, and is no nudge, with a resident who changed zones."""
    resident = work.resident
    for row in await work.waiting():
        if row.wall_at and row.tz != resident.tz and row.content is None and not is_planned(row):
            moment = to_utc(row.wall_at, resident.zone)
            await work.put_delivery(replace(row, next_at=moment, tz=resident.tz, lease=None))


async def find_agenda(work: UnitOfWork, now: datetime, again: Delivery | None = None) -> Agenda:
    """Work out what is to be told. *again* is a delivery that may have gone out: it is planned as if it had not."""
    told = {occasion.id: occasion for occasion in await work.all(Occasion)}
    dues = dues_of(work.resident, await kept_by(work), told, now)
    waiting = {row.key: row for row in await work.waiting() if is_planned(row)}
    under_way = [row for row in waiting.values() if row.content is not None and (again is None or row.id != again.id)]
    so_far = await _so_far(work, now, waiting.values(), under_way)
    planned, cancelled = await _plan_around_spent(work, dues, told, so_far, waiting, now)
    return Agenda(planned, waiting, cancelled)


async def store_agenda(work: UnitOfWork, agenda: Agenda, now: datetime, ids: Ids) -> None:
    """Insert, move and cancel rows until they are what is planned; what may be arriving right now is left alone."""
    for key, message in agenda.planned.items():
        row = agenda.waiting.get(key)
        if row is None:
            await work.put_delivery(_row(work, message, agenda.cancelled.get(key), ids))
        elif row.content is None and (moved := _moved(row, message, work, now)):
            await work.put_delivery(moved)
    for key, row in agenda.waiting.items():
        if key not in agenda.planned and row.content is None:
            await work.put_delivery(replace(row, state=DeliveryState.CANCELLED, lease=None))


async def _so_far(work: UnitOfWork, now: datetime, waiting: Iterable[Delivery], under_way: Iterable[Delivery]) -> SoFar:
    today = work.resident.today(now)
    midnight = to_utc(datetime.combine(today, time(0)), work.resident.zone)
    sent = [row for row in await work.sent(midnight) if row.state is DeliveryState.SENT and is_planned(row)]
    unasked = [row.key for row in (*sent, *under_way) if row.key.startswith(UNASKED)]
    tried = [row.key for row in waiting if row.key.startswith(DIGEST) and row.content is None and row.attempt]
    return SoFar(
        unasked_today=len(unasked),
        digest_today=any(key.startswith(DIGEST) for key in unasked),
        under_way=frozenset(about for row in under_way for about in row.about),
        retrying=min(tried, default=None),
        digest_waits=any(row.key.startswith(DIGEST) and row.key <= f"{DIGEST}{today}" for row in waiting),
    )


async def _plan_around_spent(
    work: UnitOfWork,
    dues: list[Due],
    told: dict[str, Occasion],
    so_far: SoFar,
    waiting: dict[str, Delivery],
    now: datetime,
) -> tuple[dict[str, Planned], dict[str, Delivery]]:
    """Plan, and again for as long as a message was sent or given up under a key that the plan would use."""
    cancelled: dict[str, Delivery] = {}
    while True:
        planned = {message.key: message for message in plan(work.resident, dues, told, so_far, now)}
        spent = set()
        for key in planned.keys() - waiting.keys() - cancelled.keys():
            row = await work.find_delivery_by_key(key)
            if row and row.state is DeliveryState.CANCELLED:
                cancelled[key] = row
            elif row:
                spent.add(key)
        if not spent:
            return planned, cancelled
        so_far = replace(so_far, spent=so_far.spent | spent)


def _row(work: UnitOfWork, message: Planned, cancelled: Delivery | None, ids: Ids) -> Delivery:
    """Return a new row; what was cancelled and is wanted again keeps its id, since its key can be used once only."""
    return Delivery(
        id=cancelled.id if cancelled else ids.new(),
        resident_id=work.resident.id,
        key=message.key,
        kind="nudge" if message.asked else "digest",
        next_at=message.at,
        wall_at=message.wall_at,
        tz=work.resident.tz,
        about=message.about if message.asked else (),
    )


def _moved(row: Delivery, message: Planned, work: UnitOfWork, now: datetime) -> Delivery | None:
    """Return the row at its new time; None where it is right as it is, being sent, or waiting to be tried again."""
    at = message.at
    if row.lease and at <= now:
        return None
    if row.error:
        at = max(at, row.next_at)
    if at == row.next_at or (at <= now and row.next_at <= now):
        return None
    if not row.error:  # claimed and not sent yet: it starts afresh at its new time
        row = replace(row, attempt=0, first_tried_at=None)
    return replace(row, next_at=at, wall_at=message.wall_at, tz=work.resident.tz, lease=None)
