"""The words of an announcement, its edits, reminders and report, found at the moment they are sent."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.announcement import Announcement, AnnouncementState
from bot.domain.delivery import WENT_OUT, Delivery, DeliveryState
from bot.domain.local_time import next_free
from bot.messages import Reply, reply_from_json
from bot.ports import Ids, UnitOfWork
from bot.replies import announcements as replies
from bot.use_cases.enrol_channel import with_names
from bot.use_cases.keep_led import HEIR, UNLED, word_unled
from bot.use_cases.meet_peers import MEET, MET, word_introduction
from bot.use_cases.post_to_cohort import is_post, word_post
from bot.use_cases.send_announcement import Hand, repeat, report_when_settled

LONGEST_PAUSE = timedelta(hours=6)

SETTLED_WITHIN = timedelta(minutes=1)
"""How long after an attempt is due its outcome is looked at."""


def is_announcement(delivery: Delivery) -> bool:
    """Tell whether the delivery's words are found when it is sent, in the account of its cohort."""
    return any(about.startswith("announcement:") for about in delivery.about)


def only_reads(delivery: Delivery) -> bool:
    """Tell whether finding its words changes nothing: so it is of what goes to each member, and there are thousands."""
    return delivery.key.partition(":")[0] in ("announcement", "edit", "recall")


async def word_announcement(work: UnitOfWork, row: Delivery, now: datetime, ids: Ids) -> Reply | datetime | None:
    """Return what this delivery says now; a later moment (UTC) to try at; None where there is nothing to say any more.

    *work* is the account the delivery is for: a member's, the lead's, or the cohort's own for a post in its channel.
    """
    if is_post(row):
        return await word_post(work, row, now)
    if row.key.startswith((f"{HEIR}:", f"{UNLED}:")):
        return await word_unled(work, row, now)
    if row.key.startswith((f"{MEET}:", f"{MET}:")):
        return await word_introduction(work, row, now)
    _, cohort_id, announcement_id = row.about[0].split(":")
    try:
        account = await work.open_cohort(cohort_id)
    except KeyError:
        return None  # the cohort is gone
    sent = await account.find(Announcement, announcement_id)
    return await _word(Hand(work, now, ids), row, sent, account.resident.address.channel or "") if sent else None


async def _word(hand: Hand, row: Delivery, sent: Announcement, cohort: str) -> Reply | datetime | None:
    work = hand.work
    match row.key.partition(":")[0]:
        case "report" | "settled" as step:
            return await _report(hand, row, sent, cohort, settled=step == "settled")
        case "recall":
            changed = await _changed_by(work, row, hand.now)
            return replies.taken_back() if isinstance(changed, Delivery) else changed
        case _ if sent.state is not AnnouncementState.SENT:
            return None
        case "repeat":
            await repeat(hand, sent)
            return None  # it was only there to hand the next one over
        case "remind":
            return await _remind(work, sent, cohort, hand.now)
        case "edit":
            return await _edit(work, sent, cohort)
        case "mend":
            changed = await _changed_by(work, row, hand.now)
            return await _mend(work, changed, sent, cohort) if isinstance(changed, Delivery) else changed
        case _:
            return replies.announcement(sent, cohort)


async def _report(
    hand: Hand, row: Delivery, sent: Announcement, cohort: str, *, settled: bool
) -> Reply | datetime | None:
    """Report once each was tried; and where some are to be tried again, once more when all is over.

    None for somebody who leads the cohort no more.
    """
    mine = await hand.work.cohorts.of(hand.work.resident.id)
    if not any(each.leads and each.cohort_id == sent.cohort_id for each in mine):
        return None
    outcomes = await hand.work.cohorts.outcomes(sent.id)
    waiting = [each for each in outcomes if each.state is DeliveryState.WAITING]
    waited_for = [each for each in waiting if settled or not each.attempts]
    if waited_for:
        over_at = max(each.next_at or hand.now for each in waited_for)
        return min(max(over_at, hand.now) + SETTLED_WITHIN, hand.now + LONGEST_PAUSE)
    if waiting:
        await report_when_settled(hand, row, sent)
    named = await with_names(await hand.work.open_cohort(sent.cohort_id), outcomes)
    return replies.report(sent, cohort, named, hand.now)


async def _edit(work: UnitOfWork, sent: Announcement, cohort: str) -> Reply:
    done = await work.cohorts.acknowledged(sent.id, work.resident.id)
    return replies.edited_after_acknowledged(sent, cohort) if done else replies.announcement(sent, cohort)


async def _mend(work: UnitOfWork, changed: Delivery, sent: Announcement, cohort: str) -> Reply | None:
    """Return the new words for a message that was on its way when they were told; None where it has them already."""
    new = await _edit(work, sent, cohort)
    return None if changed.content and reply_from_json(changed.content).text == new.text else new


async def _changed_by(work: UnitOfWork, row: Delivery, now: datetime) -> Delivery | datetime | None:
    """Return the message that *row* changes, once it was sent; a later moment (UTC) where that is not known yet.

    None where it never was. What waits for another attempt finds its words anew then: there is nothing to change.
    """
    changed = await work.deliveries.find(row.replaces or "")
    if changed is None or changed.state is not DeliveryState.WAITING:
        return changed if changed and changed.state in WENT_OUT else None
    if changed.lease is None:
        await work.deliveries.put(replace(changed, content=None))
        return None
    return max(changed.next_at, now) + SETTLED_WITHIN


async def _remind(work: UnitOfWork, sent: Announcement, cohort: str, now: datetime) -> Reply | datetime | None:
    if await work.cohorts.acknowledged(sent.id, work.resident.id):
        return None
    free = next_free(work.resident, now)
    if free > now:
        return free
    return None if work.resident.paused(now) else replies.still_to_acknowledge(sent, cohort)
