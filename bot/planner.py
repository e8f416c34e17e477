"""Brings a resident's planned deliveries in line with the plan: the difference is inserted, moved or cancelled.

Called at the end of each act, when a message went out, and once a day for everyone. Rows that another process holds are
safe to change: before it sends, the courier looks again under the resident's own lock.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.domain.delivery import WENT_OUT, Delivery, DeliveryState
from bot.domain.local_time import to_utc
from bot.domain.nudge import Occasion
from bot.failures import log_failure
from bot.planning.plan import DIGEST, UNASKED, Planned, SoFar, counts, plan
from bot.planning.sources import dues_of, dues_when_told
from bot.ports import Ids, Store, UnitOfWork
from bot.replies.occasions import Scene
from bot.use_cases.holdings import kept_by
from bot.use_cases.post_to_cohort import plan_posts
from bot.use_cases.word_nudge import scene_of

logger = logging.getLogger(__name__)

REPLAN_AFTER = timedelta(hours=24)

A_LOCAL_DAY = timedelta(hours=26)
"""From any moment of a day back to before its midnight, in the longest day that a change of clocks makes."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is to be told, by key, and the rows that stand for it so far; *scene* and *so_far* are what it was made of.

    *known* are the rows of the schedule by key, whatever became of them; *cancelled* are wanted again.
    """

    planned: dict[str, Planned]
    waiting: dict[str, Delivery]
    cancelled: dict[str, Delivery]
    known: dict[str, Delivery]
    scene: Scene
    so_far: SoFar


def is_planned(delivery: Delivery) -> bool:
    """Tell whether the delivery is the planner's, and not an answer or an announcement."""
    return delivery.kind in ("nudge", "digest")


async def replan(work: UnitOfWork, now: datetime, ids: Ids) -> None:
    """Plan the resident anew inside their unit of work; the caller commits. *now* is UTC."""
    if work.resident.is_cohort:
        await plan_posts(work, now)
        return
    rows = await _schedule(work, now)
    await store_agenda(work, await find_agenda(work, now, rows), now, ids)
    await _follow_zone(work, rows)


async def replan_stale(store: Store, now: datetime, ids: Ids, limit: int = 20) -> int:
    """Plan anew for up to *limit* residents whose plan is a day old; return for how many."""
    planned, stale = 0, now - REPLAN_AFTER
    for resident_id in await store.residents_to_replan(stale, limit):
        try:
            async with store.work_for(resident_id) as work:
                if await work.mark_planned(now, stale):  # else another process was faster
                    await replan(work, now, ids)
                    await work.commit()
        except KeyError:
            continue  # forgotten meanwhile
        except Exception as error:  # noqa: BLE001  # whoever comes after is planned all the same
            log_failure(logger, f"Planning for resident {resident_id}", error)
            await store.mark_planned(resident_id, now)
        planned += 1
    return planned


async def _follow_zone(work: UnitOfWork, rows: Iterable[Delivery]) -> None:
    """Move what waits for a local time, and is no nudge, with a resident who changed zones."""
    resident = work.resident
    for row in rows:
        waits = row.state is DeliveryState.WAITING and row.content is None and not is_planned(row)
        if waits and row.wall_at and row.tz != resident.tz:
            moment = to_utc(row.wall_at, resident.zone)
            await work.deliveries.put(replace(row, next_at=moment, tz=resident.tz, lease=None))


async def _schedule(work: UnitOfWork, now: datetime) -> list[Delivery]:
    return await work.deliveries.schedule(_midnight(work, now))


async def find_agenda(
    work: UnitOfWork, now: datetime, rows: Iterable[Delivery] | None = None, again: Delivery | None = None
) -> Agenda:
    """Work out what is to be told. *again* is a delivery that may have gone out: it is planned as if it had not.

    *rows* saves reading the schedule, for whoever has it.
    """
    planners = [row for row in (await _schedule(work, now) if rows is None else rows) if is_planned(row)]
    known = {row.key: row for row in planners}
    waiting = {row.key: row for row in planners if row.state is DeliveryState.WAITING}
    under_way = [row for row in waiting.values() if row.content is not None and (again is None or row.id != again.id)]
    so_far = _so_far(planners, _midnight(work, now), work.resident.today(now), under_way)
    return await _plan_around_spent(work, await scene_of(work, now), so_far, waiting, known)


async def find_agenda_after(work: UnitOfWork, agenda: Agenda, message: Planned) -> Agenda:
    """Work out what is to be told once that message of the agenda has gone out, which it is doing now."""
    scene, so_far = agenda.scene, agenda.so_far
    told = dict(scene.told)
    for about in message.about:
        told[about] = told_again(told.get(about, Occasion(about)), scene.now)
    waiting = {key: row for key, row in agenda.waiting.items() if key != message.key}
    so_far = replace(
        so_far,
        unasked_today=so_far.unasked_today + counts(message.key, message.about),
        digest_today=so_far.digest_today or message.key.startswith(DIGEST),
        spent=so_far.spent | {message.key},
        retrying=None if so_far.retrying == message.key else so_far.retrying,
        digest_waits=_digest_waits(waiting, scene.today),
    )
    kept = await kept_by(work)
    if kept == scene.kept:
        dues = dues_when_told(scene.resident, kept, scene.dues, told, scene.now)
    else:  # putting the message into words kept something
        dues = dues_of(scene.resident, kept, told, scene.now)
    return await _plan_around_spent(
        work, replace(scene, kept=kept, told=told, dues=dues), so_far, waiting, agenda.known
    )


def told_again(occasion: Occasion, at: datetime) -> Occasion:
    return replace(occasion, told_at=(*occasion.told_at, at))


async def store_agenda(work: UnitOfWork, agenda: Agenda, now: datetime, ids: Ids) -> None:
    """Insert, move and cancel rows until they are what is planned; what may be arriving right now is left alone."""
    for key, message in agenda.planned.items():
        row = agenda.waiting.get(key)
        if row is None:
            await work.deliveries.put(_row(work, message, agenda.cancelled.get(key), ids))
        elif row.content is None and (moved := _moved(row, message, work, now)):
            await work.deliveries.put(moved)
    for key, row in agenda.waiting.items():
        if key not in agenda.planned and row.content is None:
            await work.deliveries.put(replace(row, state=DeliveryState.CANCELLED, lease=None))


def _digest_waits(keys: Iterable[str], today: date) -> bool:
    return any(key.startswith(DIGEST) and key <= f"{DIGEST}{today}" for key in keys)


def _midnight(work: UnitOfWork, now: datetime) -> datetime:
    return to_utc(datetime.combine(work.resident.today(now), time(0)), work.resident.zone)


def _so_far(rows: Iterable[Delivery], midnight: datetime, today: date, under_way: Sequence[Delivery]) -> SoFar:
    sent = [row for row in rows if row.state in WENT_OUT and row.sent_at and row.sent_at >= midnight]
    unasked = [row.key for row in (*sent, *under_way) if counts(row.key, row.about)]
    waiting = {row.key: row for row in rows if row.state is DeliveryState.WAITING}
    tried = [key for key, row in waiting.items() if key.startswith(DIGEST) and row.content is None and row.attempt]
    return SoFar(
        unasked_today=len(unasked),
        digest_today=any(key.startswith(DIGEST) for key in unasked),
        under_way={about: row.sent_at or row.next_at for row in under_way for about in row.about},
        retrying=min(tried, default=None),
        digest_waits=_digest_waits(waiting, today),
    )


async def _plan_around_spent(
    work: UnitOfWork, scene: Scene, so_far: SoFar, waiting: dict[str, Delivery], known: dict[str, Delivery]
) -> Agenda:
    """Plan, and again for as long as a message was sent or given up under a key that the plan would use."""
    known = dict(known)
    cancelled: dict[str, Delivery] = {}
    while True:
        messages = plan(scene.resident, scene.dues, scene.told, so_far, scene.now)
        planned = {message.key: message for message in messages}
        # The schedule holds every row of a digest to come; a reminder's key may be an old one.
        unknown = [key for key in planned.keys() - known.keys() if not key.startswith(UNASKED)]
        known |= await work.deliveries.find_by_keys(unknown)
        rows = {key: known[key] for key in planned.keys() - waiting.keys() if key in known}
        cancelled |= {key: row for key, row in rows.items() if row.state is DeliveryState.CANCELLED}
        spent = rows.keys() - cancelled.keys()
        if spent <= so_far.spent:
            return Agenda(planned, waiting, cancelled, known, scene, so_far)
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
