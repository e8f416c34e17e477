"""How an announcement went: sums that always add up, another try for the failed, and acknowledging."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.domain.announcement import Announcement
from bot.domain.cohort import Membership
from bot.domain.delivery import DeliveryState
from bot.domain.local_time import to_utc, to_wall
from bot.messages import Reply
from bot.replies import announcements as replies
from bot.replies.undone import no_longer_there
from bot.turn import Pressed, Told
from bot.use_cases.announce import sent_announcement
from bot.use_cases.enrol_channel import with_names
from bot.use_cases.send_announcement import refresh_report, report_later, send_again

HALF_A_DAY = timedelta(hours=12)


async def show_report(told: Told) -> Reply:
    """Report on the newest announcement of the cohorts that the resident leads."""
    told.work.acts.make_final()
    mine = await told.work.cohorts.of(told.work.resident.id)
    leading = [each for each in mine if each.leads]
    if not leading:
        return replies.only_leads()
    every: list[tuple[Membership, Announcement]] = []
    for cohort in leading:
        account = await told.work.open_cohort(cohort.cohort_id)
        every += [(cohort, sent) for sent in await account.all(Announcement)]
    if not every:
        return replies.nothing_announced()
    every.sort(key=lambda each: (each[1].created_at, each[1].id), reverse=True)
    # The next one of a series is there already when the one before went out, which is what is asked about.
    cohort, sent = next((each for each in every if not _lies_ahead(each[1], told)), every[0])
    account = await told.work.open_cohort(cohort.cohort_id)
    outcomes = await with_names(account, await told.work.cohorts.outcomes(sent.id))
    return replies.report(sent, cohort.cohort_name, outcomes, told.now, with_list=True)


def _lies_ahead(sent: Announcement, told: Told) -> bool:
    """Tell whether its time has not come anywhere yet, as far as a wall time tells: zones are half a day apart."""
    return bool(sent.series and sent.wall_at and to_utc(sent.wall_at, ZoneInfo(sent.tz)) - told.now > HALF_A_DAY)


async def press_resend(pressed: Pressed) -> Reply:
    """Try again for the failed only; who is gone stays unreachable."""
    pressed.work.acts.make_final()
    found = await sent_announcement(pressed, pressed.target)
    if found is None:
        return no_longer_there()
    cohort, sent = found
    people = await send_again(pressed, sent, await pressed.work.cohorts.outcomes(sent.id))
    if people:
        await report_later(pressed, sent, pressed.on)
    account = await pressed.work.open_cohort(cohort.cohort_id)
    outcomes = await with_names(account, await pressed.work.cohorts.outcomes(sent.id))
    return replies.resending(people, replies.report(sent, cohort.cohort_name, outcomes, pressed.now))


async def press_acknowledge(pressed: Pressed) -> Reply:
    """Count the one who pressed; in the message of their own where they have one, else with a word to them alone."""
    pressed.work.acts.make_final()
    cohort_id, _, announcement_id = pressed.target.partition(":")
    resident = pressed.work.resident
    if not await pressed.work.cohorts.acknowledge(announcement_id, resident.id):
        return replies.not_for_you()
    account = await pressed.work.open_cohort(cohort_id)
    sent = await account.find(Announcement, announcement_id)
    if sent is None:
        return replies.thanks()
    await refresh_report(pressed, sent)
    own = await pressed.work.deliveries.find(pressed.on)
    if own is None or own.state is DeliveryState.CANCELLED:
        return replies.thanks()
    name = account.resident.address.channel or ""
    return replies.acknowledged(sent, name, to_wall(pressed.now, resident.zone))
