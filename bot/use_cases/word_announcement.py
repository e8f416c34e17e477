"""The words of an announcement, its edits, reminders and report, found at the moment they are sent."""

from datetime import datetime, timedelta

from bot.domain.announcement import Announcement, AnnouncementState
from bot.domain.delivery import Delivery, DeliveryState
from bot.domain.local_time import next_free
from bot.messages import Reply
from bot.ports import Ids, UnitOfWork
from bot.replies import announcements as replies
from bot.use_cases.meet_peers import MEET, MET, word_introduction
from bot.use_cases.post_to_cohort import is_post, word_post
from bot.use_cases.send_announcement import Hand, repeat

LONGEST_PAUSE = timedelta(hours=6)


def is_announcement(delivery: Delivery) -> bool:
    """Tell whether the delivery's words are found when it is sent, in the account of its cohort."""
    return any(about.startswith("announcement:") for about in delivery.about)


async def word_announcement(work: UnitOfWork, row: Delivery, now: datetime, ids: Ids) -> Reply | datetime | None:
    """Return what this delivery says now; a later moment (UTC) to try at; None where there is nothing to say any more.

    *work* is the account the delivery is for: a member's, the lead's, or the cohort's own for a post in its channel.
    """
    if is_post(row):
        return await word_post(work, row, now)
    if row.key.startswith((f"{MEET}:", f"{MET}:")):
        return await word_introduction(work, row)
    _, cohort_id, announcement_id = row.about[0].split(":")
    try:
        account = await work.open_cohort(cohort_id)
    except KeyError:
        return None  # the cohort is gone
    sent = await account.find(Announcement, announcement_id)
    if sent is None:
        return None
    cohort = account.resident.address.channel or ""
    match row.key.partition(":")[0]:
        case "report":
            return await _report(work, row, sent, cohort, now)
        case "recall":
            return replies.taken_back()
        case _ if sent.state is not AnnouncementState.SENT:
            return None
        case "repeat":
            await repeat(Hand(work, now, ids), sent)
            return None  # it was only there to hand the next one over
        case "remind":
            return await _remind(work, sent, cohort, now)
        case _:
            return replies.announcement(sent, cohort)


async def _report(work: UnitOfWork, row: Delivery, sent: Announcement, cohort: str, now: datetime) -> Reply | datetime:
    outcomes = await work.cohorts.outcomes(sent.id)
    if any(each.state is DeliveryState.WAITING for each in outcomes):
        return now + min(timedelta(minutes=2 ** min(row.attempt, 10)), LONGEST_PAUSE)
    return replies.report(sent, cohort, outcomes, now)


async def _remind(work: UnitOfWork, sent: Announcement, cohort: str, now: datetime) -> Reply | datetime | None:
    if await work.cohorts.acknowledged(sent.id, work.resident.id):
        return None
    free = next_free(work.resident, now)
    if free > now:
        return free
    return None if work.resident.paused(now) else replies.still_to_acknowledge(sent, cohort)
