"""A lead announces: preview first, then to the channel or to each member, with changes of mind at any time."""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.domain.announcement import WORDS_FIT, Announcement, AnnouncementState
from bot.domain.cohort import Membership, channel_name, cohort_address
from bot.domain.resident import Address
from bot.messages import Reply
from bot.ports import UnitOfWork
from bot.replies import announcements as replies
from bot.replies.undone import no_longer_there
from bot.turn import Pressed, Submitted, Told, Turn
from bot.understanding.announcements import ToAnnounce, When, one_by_one, read_announcement, read_moment
from bot.use_cases.describe_cohort import other_names
from bot.use_cases.send_announcement import (
    change_what_was_sent,
    coming_after,
    hand_of,
    hand_over,
    others_in,
    refresh_report,
    take_back,
)


async def announce(told: Told) -> Reply:
    """Show what would be sent, to whom and when; nothing goes out before Send."""
    told.work.acts.make_final()  # nothing is sent by a preview, and what is sent is taken back by Recall, not by undo
    if several := one_by_one(told.note.text):
        return replies.one_at_a_time(several)
    wanted = read_announcement(told.note.text, told.local_now, await other_names(told))
    # A platform whose channels go by ids tells the name of this one beside it.
    here = told.note.reply_to.get("channel_name") or told.note.channel
    cohort = await _cohort_for(told, wanted.channel, here, wanted.cohorts)
    if isinstance(cohort, Reply):
        return cohort
    if not wanted.text:
        return replies.form(None, cohort)
    if wanted.when and wanted.when.wall_at is None:
        return replies.time_passed()
    return await _preview(told, cohort, _draft(told, cohort, wanted))


async def press_send(pressed: Pressed) -> Reply:
    """Hand the draft to the deliveries."""
    pressed.work.acts.make_final()
    draft = await pressed.work.find(Announcement, pressed.target)
    if draft is None:
        return no_longer_there()
    cohort = await led(pressed, draft.cohort_id)
    if cohort is None:
        return replies.only_leads()
    if draft.channel and (pressed.found.is_in is False or pressed.found.refusal):
        return replies.not_your_channel(draft, pressed.found.refusal)
    now_there = pressed.now.astimezone(ZoneInfo(draft.tz)).replace(tzinfo=None)  # the lead may have moved meanwhile
    if draft.wall_at and draft.wall_at <= now_there and draft.channel:
        draft = replace(draft, wall_at=None)
    await pressed.work.remove(draft)
    sent = replace(draft, state=AnnouncementState.SENT, created_at=pressed.now)
    report = await hand_over(hand_of(pressed), cohort, sent, pressed.on)
    return replies.handed_over(sent, cohort.cohort_name, report, pressed.today)


async def channel_of(work: UnitOfWork, draft_id: str) -> Address | None:
    """Return the channel that a draft is to be posted in; None for one that goes to each member."""
    draft = await work.find(Announcement, draft_id)
    if draft is None or draft.channel is None:
        return None
    own = (await work.open_cohort(draft.cohort_id)).resident.address
    return own if own.channel == draft.channel else cohort_address(own.platform, own.workspace, draft.channel)


async def press_cancel(pressed: Pressed) -> Reply:
    """Drop a draft."""
    pressed.work.acts.make_final()
    draft = await pressed.work.find(Announcement, pressed.target)
    if draft is None:
        return no_longer_there()
    await pressed.work.remove(draft)
    return replies.draft_dropped()


async def press_edit(pressed: Pressed) -> Reply:
    """Open the form with what the draft holds."""
    draft = await pressed.work.find(Announcement, pressed.target)
    cohort = await led(pressed, draft.cohort_id) if draft else None
    return replies.form(draft, cohort) if cohort else no_longer_there()


async def submit_form(submitted: Submitted) -> Reply:
    """Preview what was filled in; for a draft under way, in its place."""
    submitted.work.acts.make_final()
    draft = await submitted.work.find(Announcement, submitted.target) if submitted.target else None
    cohort = await led(submitted, draft.cohort_id if draft else submitted.target)
    if cohort is None:
        return no_longer_there()
    values = {name: value.strip() for name, value in submitted.values.items()}
    told_time = values.get("time", "")
    when = When(draft.wall_at, draft.every) if draft and not told_time else When(None)
    if told_time and told_time.casefold() != replies.NOW:
        read = read_moment(told_time, submitted.local_now)
        if read is None:
            return replies.time_passed()
        # The form shows when, not how often: what it was opened with stays as it was.
        same = draft is not None and draft.wall_at == read.wall_at
        when = When(read.wall_at, read.every or (draft.every if draft and same else None))
    stood = draft or Announcement(submitted.ids.new(), cohort.cohort_id, "", submitted.now, submitted.work.resident.tz)
    filled = replace(
        stood,
        text=values.get("text") or stood.text,
        link=values.get("link") or (None if submitted.stood.get("link") else stood.link),
        picture=values.get("picture") or (None if submitted.stood.get("picture") else stood.picture),
        channel=_channel_in(values.get("audience", ""), stood, cohort, new=draft is None),
        wants_acknowledgement=_wants(values["acknowledge"]) if "acknowledge" in values else stood.wants_acknowledgement,
        wall_at=when.wall_at,
        every=when.every,
    )
    return await _preview(submitted, cohort, filled)


def _channel_in(audience: str, stood: Announcement, cohort: Membership, *, new: bool) -> str | None:
    """Return where a form says to post, None for each member: by its choices, or in the words of the command."""
    told = audience.casefold()
    if not told:
        return cohort.cohort_name if new else stood.channel
    if told.startswith("#"):
        return channel_name(told)
    if told == replies.EVERYONE or read_announcement(f"to {told}: x", stood.created_at.replace(tzinfo=None)).everyone:
        return None
    return stood.channel or cohort.cohort_name


def _wants(told: str) -> bool:
    return told.casefold() in (replies.YES, "y", "true", "on", "1", "acknowledge")


async def press_stop(pressed: Pressed) -> Reply:
    """Cancel what has not gone out yet."""
    pressed.work.acts.make_final()
    found = await sent_announcement(pressed, pressed.target)
    if found is None:
        return no_longer_there()
    _, sent = found
    cohort = await pressed.work.open_cohort(sent.cohort_id)
    stopped = on_its_way = 0
    for each in await cohort.all(Announcement):
        if (each.series or each.id) != (sent.series or sent.id) or each.state is not AnnouncementState.SENT:
            continue
        stopped += await pressed.work.cohorts.cancel(each.id)
        left = await pressed.work.cohorts.outcomes(each.id)
        on_its_way += len(left)
        await cohort.put(replace(each, state=each.state if left else AnnouncementState.CANCELLED, every=None))
    return replies.sending_cancelled(stopped, on_its_way)


async def press_recall(pressed: Pressed) -> Reply:
    """Take it back from everyone who has it, and send it to nobody else."""
    pressed.work.acts.make_final()
    found = await sent_announcement(pressed, pressed.target)
    if found is None:
        return no_longer_there()
    people = await take_back(pressed, found[1])
    for coming in await coming_after(pressed, found[1]):
        await take_back(pressed, coming)
    await refresh_report(pressed, found[1])
    return replies.recalled(people)


async def press_change(pressed: Pressed) -> Reply:
    """Open a form for other words."""
    found = await sent_announcement(pressed, pressed.target)
    return replies.change_form(found[1], found[0].cohort_name) if found else no_longer_there()


async def submit_change(submitted: Submitted) -> Reply:
    """Change the words for those who have it and for those who do not yet."""
    submitted.work.acts.make_final()
    found = await sent_announcement(submitted, submitted.target)
    text = submitted.values.get("text", "").strip()
    if found is None or not text:
        return no_longer_there()
    if len(text) > WORDS_FIT:
        return replies.too_long(len(text), WORDS_FIT)
    people = await change_what_was_sent(submitted, found[1], text)
    for coming in await coming_after(submitted, found[1]):
        await change_what_was_sent(submitted, coming, text)
    await refresh_report(submitted, found[1])
    return replies.edited(people)


async def led(turn: Turn, cohort_id: str) -> Membership | None:
    """Return the resident's membership of this cohort, where they lead it."""
    mine = await turn.work.cohorts.of(turn.work.resident.id)
    return next((each for each in mine if each.cohort_id == cohort_id and each.leads), None)


async def sent_announcement(turn: Turn, target: str) -> tuple[Membership, Announcement] | None:
    """Return what a button with "cohort:announcement" speaks of, where the resident leads that cohort."""
    cohort_id, _, announcement_id = target.partition(":")
    cohort = await led(turn, cohort_id)
    if cohort is None:
        return None
    account = await turn.work.open_cohort(cohort_id)
    sent = await account.find(Announcement, announcement_id)
    return (cohort, sent) if sent and sent.state is AnnouncementState.SENT else None


async def _cohort_for(
    turn: Turn, named: str | None, typed_in: str | None, told: Sequence[str] = ()
) -> Membership | Reply:
    """Return the cohort that is meant: the one named, the one whose channel this is, or the only one led.

    *told* are the names of those that the words fit.
    """
    mine = [each for each in await turn.work.cohorts.of(turn.work.resident.id) if each.leads]
    if not mine:
        return replies.only_leads()
    by_name = {each.cohort_name: each for each in mine}
    if len(told) > 1:
        return replies.which_cohort(sorted(told))
    named = told[0] if told else named
    if named in by_name:
        return by_name[named]
    address = turn.work.resident.address
    if named and await turn.work.cohorts.find(cohort_address(address.platform, address.workspace, named)):
        return replies.only_leads(named)
    if typed_in and (here := by_name.get(typed_in.lstrip("#").casefold())):
        return here
    return mine[0] if len(mine) == 1 else replies.which_cohort(sorted(by_name))


def _draft(told: Told, cohort: Membership, wanted: ToAnnounce) -> Announcement:
    return Announcement(
        id=told.ids.new(),
        cohort_id=cohort.cohort_id,
        text=wanted.text,
        created_at=told.now,
        tz=told.work.resident.tz,
        channel=None if wanted.everyone else wanted.channel or cohort.cohort_name,
        wants_acknowledgement=wanted.acknowledge,
        wall_at=wanted.when.wall_at if wanted.when else None,
        every=wanted.when.every if wanted.when else None,
    )


async def _preview(turn: Turn, cohort: Membership, draft: Announcement) -> Reply:
    if len(draft.text) > WORDS_FIT:
        return replies.too_long(len(draft.text), WORDS_FIT)
    people = await others_in(turn, cohort)
    if not people:
        return replies.nobody_there(cohort.cohort_name)
    await turn.work.put(draft)
    return replies.preview(draft, cohort.cohort_name, len(people), turn.today)
