"""An announcement on its way: one delivery for each receiver or for the channel, and what is changed afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.announcement import Announcement, AnnouncementState, Outcome, Report, add_up
from bot.domain.cohort import Membership
from bot.domain.delivery import Delivery, DeliveryState
from bot.domain.local_time import to_utc
from bot.ours import find_ours
from bot.ports import Ids, UnitOfWork
from bot.turn import Turn

REMIND_AFTER = timedelta(hours=24)
"""When those who did not acknowledge are asked once more."""

REPEAT_AFTER = timedelta(hours=1)
"""How long after one of a series the next is handed over: in time for receivers whose day begins earlier."""

IN_FLIGHT = timedelta(minutes=2)
"""How long what is under way is waited for before it is changed or taken back."""

KIND = "announcement"


@dataclass(frozen=True, slots=True)
class Hand:
    """Who hands an announcement over, and when: a lead's unit of work, *now* in UTC."""

    work: UnitOfWork
    now: datetime
    ids: Ids


def hand_of(turn: Turn) -> Hand:
    return Hand(turn.work, turn.now, turn.ids)


async def others_in(turn: Turn | Hand, cohort: Membership) -> list[Membership]:
    """Return everyone in the cohort but the one who speaks."""
    members = await turn.work.cohorts.members(cohort.cohort_id)
    return [each for each in members if each.resident_id != turn.work.resident.id]


async def hand_over(hand: Hand, cohort: Membership, sent: Announcement, on: str = "") -> Report:
    """Store a delivery for each receiver, all in this transaction: after it, nobody can be forgotten or sent twice.

    *on* is the lead's message that becomes the report; without it, the report is a message of its own.
    """
    people = await others_in(hand, cohort)
    account = await hand.work.open_cohort(cohort.cohort_id)
    await account.put(sent)
    if sent.channel:
        post = _delivery(hand, sent, "announcement", account.resident.id, _due(hand.now, sent.wall_at, sent.tz))
        await hand.work.cohorts.deliver([replace(post, channel=sent.channel)], [account.resident.address])
        meant_for = [(each.resident_id, post.id) for each in people]
    else:
        rows = [
            _delivery(hand, sent, "announcement", each.resident_id, _due(hand.now, sent.wall_at, each.tz), each.tz)
            for each in people
        ]
        await hand.work.cohorts.deliver(rows, [each.address for each in people])
        meant_for = [(row.resident_id, row.id) for row in rows]
    await hand.work.cohorts.expect(cohort.cohort_id, account.resident.tenant, sent.id, meant_for)
    if sent.wants_acknowledgement:
        await _remind_later(hand, sent, people)
    await report_later(hand, sent, on)
    if sent.every and sent.wall_at:
        due = _due(hand.now, sent.wall_at, sent.tz) + REPEAT_AFTER
        row = _delivery(hand, sent, "repeat", hand.work.resident.id, due)
        await hand.work.cohorts.deliver([row], [hand.work.resident.address])
    return add_up(await hand.work.cohorts.outcomes(sent.id))


async def repeat(hand: Hand, sent: Announcement) -> None:
    """Hand the next one of a series over, as long as the one who began it leads the cohort."""
    mine = await hand.work.cohorts.of(hand.work.resident.id)
    cohort = next((each for each in mine if each.cohort_id == sent.cohort_id and each.leads), None)
    if cohort and sent.every and sent.wall_at:
        coming = sent.every.after(sent.wall_at)
        following = replace(
            sent, id=hand.ids.new(), series=sent.series or sent.id, created_at=hand.now, wall_at=coming, times_edited=0
        )
        await hand_over(hand, cohort, following)


async def report_later(turn: Turn | Hand, sent: Announcement, on: str) -> None:
    """Have the lead's message *on* brought up to date when the announcement is over for everybody."""
    shown = await find_ours(turn.work, on)
    first = _due(turn.now, sent.wall_at, sent.tz) if sent.wall_at else turn.now
    row = _delivery(turn, sent, "report", turn.work.resident.id, max(first, turn.now) + timedelta(minutes=1))
    row = replace(
        row, replaces=(shown.replaces or shown.id) if shown else None, channel=shown.channel if shown else None
    )
    await turn.work.cohorts.deliver([row], [turn.work.resident.address])


async def report_when_settled(hand: Hand, row: Delivery, sent: Announcement) -> None:
    """Have the report that *row* becomes brought up to date once more, when nothing is tried again any more."""
    key = f"settled:{sent.id}:"
    if any(each.key.startswith(key) for each in await hand.work.deliveries.waiting()):
        return
    last = _delivery(hand, sent, "settled", hand.work.resident.id, hand.now, again=True)
    last = replace(last, replaces=row.replaces or row.id, channel=row.channel)
    await hand.work.cohorts.deliver([last], [hand.work.resident.address])


async def refresh_report(turn: Turn, sent: Announcement) -> None:
    """Let the lead's own message say what is true now; what changes within the minute is told together."""
    await turn.work.cohorts.refresh_report(sent.cohort_id, sent.id, turn.ids.new(), turn.now + timedelta(minutes=1))


async def change_what_was_sent(turn: Turn, sent: Announcement, text: str) -> int:
    """Give the announcement other words; return how many people have the old ones."""
    account = await turn.work.open_cohort(sent.cohort_id)
    outcomes = await turn.work.cohorts.outcomes(sent.id)
    seen = any(each.state is DeliveryState.SENT or each.attempts for each in outcomes)
    changed = replace(sent, text=text, times_edited=sent.times_edited + seen)
    await account.put(changed)
    await turn.work.cohorts.reword(sent.id)
    return await _follow_up(turn, changed, "edit")


async def coming_after(turn: Turn, sent: Announcement) -> list[Announcement]:
    """Return those of the same series that come after this one and are handed over already."""
    account = await turn.work.open_cohort(sent.cohort_id)
    series = sent.series or sent.id
    return [
        each
        for each in await account.all(Announcement)
        if each.series == series and each.created_at > sent.created_at and each.state is AnnouncementState.SENT
    ]


async def take_back(turn: Turn, sent: Announcement) -> int:
    """Recall the announcement; return how many people have it."""
    await turn.work.cohorts.cancel(sent.id)
    account = await turn.work.open_cohort(sent.cohort_id)
    recalled = replace(sent, state=AnnouncementState.RECALLED, every=None)
    await account.put(recalled)
    return await _follow_up(turn, recalled, "recall")


async def send_again(turn: Turn, sent: Announcement, outcomes: Sequence[Outcome]) -> int:
    """Try again for those whom it failed to reach; return for how many."""
    waiting = [each for each in outcomes if each.state is DeliveryState.WAITING and each.attempts]
    await turn.work.cohorts.hurry([each.delivery_id for each in waiting if each.delivery_id], turn.now)
    ended = (DeliveryState.FAILED, DeliveryState.UNKNOWN)
    failed = [each for each in outcomes if each.state in ended and each.resident_id]
    members = {each.resident_id: each for each in await turn.work.cohorts.members(sent.cohort_id)}
    account = await turn.work.open_cohort(sent.cohort_id)
    posted: Delivery | None = None
    people = len(waiting)
    for outcome in failed:
        if sent.channel:
            if posted is None:
                row = _delivery(turn, sent, "announcement", account.resident.id, turn.now, again=True)
                posted = replace(row, channel=sent.channel)
                await turn.work.cohorts.deliver([posted], [account.resident.address])
            row = posted
        elif member := members.get(outcome.resident_id or ""):
            row = _delivery(turn, sent, "announcement", member.resident_id, turn.now, again=True)
            await turn.work.cohorts.deliver([row], [member.address])
        else:
            continue  # they left the cohort meanwhile
        await turn.work.cohorts.replace_delivery(sent.id, outcome.resident_id or "", row.id)
        people += 1
    return people


async def _follow_up(turn: Turn | Hand, sent: Announcement, step: str) -> int:
    """Bring a change after the messages that went out, and after those that may be going out now."""
    members = {each.resident_id: each for each in await turn.work.cohorts.members(sent.cohort_id)}
    account = await turn.work.open_cohort(sent.cohort_id)
    outcomes = await turn.work.cohorts.outcomes(sent.id)
    there = {DeliveryState.SENT: turn.now, DeliveryState.WAITING: turn.now + IN_FLIGHT}
    behind: dict[str, Delivery] = {}
    reminded = {reminder_id: who for who, reminder_id in await turn.work.cohorts.reminders(sent.id)}
    people = 0
    for outcome in outcomes:
        under_way = outcome.state is DeliveryState.SENT or outcome.attempts
        if outcome.delivery_id is None or outcome.state not in there or not under_way:
            continue
        people += outcome.state is DeliveryState.SENT
        owner = account.resident.id if sent.channel else outcome.resident_id
        if (
            outcome.delivery_id in behind
            or outcome.delivery_id in reminded
            or owner is None
            or (not sent.channel and owner not in members)
        ):
            continue
        known = step != "edit" or outcome.state is DeliveryState.SENT
        row = _delivery(turn, sent, step if known else "mend", owner, there[outcome.state], again=True)
        behind[outcome.delivery_id] = replace(row, replaces=outcome.delivery_id, channel=sent.channel)
    for reminder_id, resident_id in reminded.items():
        if resident_id in members:
            row = _delivery(turn, sent, step, resident_id, turn.now, again=True)
            behind[reminder_id] = replace(row, replaces=reminder_id)
    addresses = [
        members[row.resident_id].address if row.resident_id in members else account.resident.address
        for row in behind.values()
    ]
    await turn.work.cohorts.deliver(list(behind.values()), addresses)
    return people


async def _remind_later(turn: Hand, sent: Announcement, people: Sequence[Membership]) -> None:
    rows = [
        _delivery(turn, sent, "remind", each.resident_id, _due(turn.now, sent.wall_at, each.tz) + REMIND_AFTER)
        for each in people
    ]
    await turn.work.cohorts.deliver(rows, [each.address for each in people])


def _delivery(
    turn: Turn | Hand,
    sent: Announcement,
    step: str,
    owner_id: str,
    next_at: datetime,
    tz: str | None = None,
    *,
    again: bool = False,
) -> Delivery:
    """Return a delivery without words: use_cases.word_announcement finds them when it is sent.

    The key lets one step happen once to each receiver; a further attempt on the lead's word is a step of its own.
    """
    new_id = turn.ids.new()
    key = f"{step}:{sent.id}:{new_id}" if again or step == "report" else f"{step}:{sent.id}"
    about = (f"{KIND}:{sent.cohort_id}:{sent.id}",)
    wall_at = sent.wall_at if tz else None
    return Delivery(new_id, owner_id, key, KIND, next_at, about=about, wall_at=wall_at, tz=tz)


def _due(now: datetime, wall_at: datetime | None, tz: str) -> datetime:
    return max(to_utc(wall_at, ZoneInfo(tz)), now) if wall_at else now
