"""What a cohort's channel hears by itself: the milestones of the month, and weekly what members shared."""

from datetime import date, datetime, time, timedelta

from bot.domain.delivery import Delivery, DeliveryState
from bot.domain.local_time import to_utc, to_wall
from bot.domain.sharing import SharedClaim, board
from bot.messages import Reply
from bot.playbook.pack import month_begins, pack_for
from bot.ports import UnitOfWork
from bot.replies import board as replies
from bot.use_cases.keep_led import keep_led
from bot.use_cases.meet_peers import EVERY, ROUND, begin_round

AT = time(9)
MONDAY = 0
MONTHS = 12
WEEK = timedelta(days=7)
FIRST_MONDAY = date(2024, 1, 1)
MILESTONES, BOARD = "milestones", "board"


async def plan_posts(account: UnitOfWork, now: datetime) -> None:
    """Plan the next post of each kind in the cohort's own account, once; it moves where the cohort's zone did."""
    wall = to_wall(now, account.resident.zone)
    for key, day in _next(account, wall):
        planned = _post(account, key, datetime.combine(day, AT))
        known = await account.deliveries.find_by_key(key)
        moves = known is not None and known.state is DeliveryState.WAITING and known.content is None
        if known is None or (moves and known.tz != planned.tz):
            await account.deliveries.put(planned)


async def word_post(account: UnitOfWork, row: Delivery, now: datetime) -> Reply | None:
    """Return what the post says now, and plan the one after it; None where there is nothing to say."""
    await plan_posts(account, now)
    kind, _, when = row.key.partition(":")
    if kind == ROUND:
        await begin_round(account, row, now)
        return None
    today = account.resident.today(now)
    if kind == BOARD:
        await keep_led(account, now)
        shown = board(await account.all(SharedClaim), today)
        return replies.weekly([each for each in shown if today - each.last_on < WEEK], today)
    month = int(when)
    milestones = pack_for(account.resident).milestones
    return replies.milestones_of_the_month(month, [each for each in milestones if _belongs(each.months, month)])


def is_post(row: Delivery) -> bool:
    return row.key.startswith((f"{MILESTONES}:", f"{BOARD}:", f"{ROUND}:"))


def _next(account: UnitOfWork, wall: datetime) -> list[tuple[str, date]]:
    monday = wall.date() + timedelta(days=(MONDAY - wall.weekday()) % 7)
    if datetime.combine(monday, AT) <= wall:
        monday += WEEK
    # Counted from a fixed Monday, so that every process finds the same weeks.
    weeks_on = -((monday - FIRST_MONDAY).days // 7) % (EVERY.days // 7)
    coming = [(f"{BOARD}:{monday}", monday), (f"{ROUND}:{monday + weeks_on * WEEK}", monday + weeks_on * WEEK)]
    starts_on = account.resident.starts_on
    months = [(month, month_begins(starts_on, month)) for month in range(1, MONTHS + 1)] if starts_on else []
    ahead = next(((month, day) for month, day in months if datetime.combine(day, AT) > wall), None)
    return [*coming, (f"{MILESTONES}:{ahead[0]}", ahead[1])] if ahead else coming


def _post(account: UnitOfWork, key: str, wall_at: datetime) -> Delivery:
    cohort = account.resident
    return Delivery(
        f"{cohort.id}-{key}",
        cohort.id,
        key,
        "announcement",
        to_utc(wall_at, cohort.zone),
        wall_at=wall_at,
        tz=cohort.tz,
        about=(f"announcement:{cohort.id}:{key}",),
        channel=cohort.address.channel,
    )


def _belongs(months: tuple[int, int] | None, month: int) -> bool:
    return months is not None and months[0] <= month <= months[1]
