"""Whether Vouch is doing its work for this resident: the delivery loop's sign of life, and what is planned next."""

from bot.health import SILENT_AFTER
from bot.messages import Reply
from bot.replies import status as replies
from bot.turn import Told


async def show_status(told: Told) -> Reply:
    """Answer "status"."""
    beat = await told.tools.store.last_beat()
    silent = beat is None or told.now - beat > SILENT_AFTER
    waiting = [row for row in await told.work.deliveries.waiting() if row.next_at > told.now]
    failed = [row for row in waiting if row.error]
    resident = told.work.resident
    cohorts = [each.cohort_name for each in await told.work.cohorts.of(resident.id)]
    soonest = waiting[0].next_at.astimezone(resident.zone) if waiting else None
    since = beat.astimezone(resident.zone) if beat and silent else None
    paused = resident.paused(told.now)
    return replies.status(
        replies.Status(silent, since, soonest, len(waiting), len(failed), paused, tuple(cohorts)), told.today
    )
