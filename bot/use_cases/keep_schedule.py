"""A pasted schedule: each line becomes a rotation or an event, with its attending, its nights and its calls."""

from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.follow_up import Event, FollowUp
from bot.domain.resident import CallSpell, NightSpell
from bot.domain.vocabulary import FollowUpKind
from bot.messages import Reply
from bot.replies import schedule as replies
from bot.replies.tasks import task_in_words
from bot.turn import Told
from bot.understanding.meaning import PersonMention, Span
from bot.understanding.schedule import Schedule, ScheduleLine, UnreadableCalendar, read_schedule
from bot.use_cases.keep_people import keep_person


def schedule_in(told: Told) -> Schedule | None:
    """Return the schedule that the message is, an empty one where it cannot be read; None for any other message."""
    try:
        return read_schedule(told.meaning.text, told.local_now, told.work.resident.tz)
    except UnreadableCalendar:
        return Schedule(())


async def keep_schedule(told: Told) -> Reply:
    """Store each line; one that is known already, by its name and days, stays as it is."""
    schedule = schedule_in(told)
    if schedule is None or not schedule.lines:
        return replies.unreadable(told.act_id)
    known = {(each.title.casefold(), each.starts_on, each.ends_on) for each in await told.work.all(Event)}
    for line in schedule.lines:
        named = (line.title.casefold(), line.starts_on, line.ends_on)
        if named not in known and not line.call:
            known.add(named)
            event = await _event(told, line)
            await told.work.put(event)
            if line.kept_time and line.starts_on >= told.today:
                await told.work.put(await _meeting(told, line, event))
    await _keep_shifts(told, schedule)
    return replies.kept(schedule.lines, schedule.unread, told.act_id, told.today)


async def _event(told: Told, line: ScheduleLine) -> Event:
    people: tuple[str, ...] = ()
    if line.attending:
        people = ((await keep_person(told, PersonMention(line.attending, title="Dr."))).contact.id,)
    return Event(
        id=told.ids.new(),
        kind=line.kind,
        title=line.title,
        starts_on=line.starts_on,
        ends_on=line.ends_on,
        created_at=told.now,
        at=line.at,
        contact_ids=people,
        source=told.source(_span(told, line)),
    )


async def _meeting(told: Told, line: ScheduleLine, event: Event) -> FollowUp:
    """Return the meeting as something to be ready for, like one that is told in words."""
    contact = await told.work.find(Contact, event.contact_ids[0]) if event.contact_ids else None
    bare = line.title.casefold() in ("meeting", "meet", "appointment", "1:1")
    return FollowUp(
        id=told.ids.new(),
        kind=FollowUpKind.MEET,
        what=task_in_words(FollowUpKind.MEET, "" if bare and contact else line.title, contact),
        created_at=told.now,
        contact_id=contact.id if contact else None,
        due_on=line.starts_on,
        due_at=line.at,
        source=event.source,
    )


def _span(told: Told, line: ScheduleLine) -> Span | None:
    start = told.meaning.text.find(line.words) if line.words else -1
    return Span(start, start + len(line.words)) if start >= 0 else None


async def _keep_shifts(told: Told, schedule: Schedule) -> None:
    resident = told.work.resident
    nights = {NightSpell(line.starts_on, line.ends_on) for line in schedule.lines if line.nights}
    calls = {CallSpell(line.starts_on, line.ends_on) for line in schedule.lines if line.call}
    changed = replace(
        resident,
        nights=tuple(sorted({*resident.nights, *nights}, key=lambda spell: (spell.first, spell.last))),
        calls=tuple(sorted({*resident.calls, *calls}, key=lambda spell: (spell.first, spell.last))),
    )
    if nights or calls:
        await told.work.save_resident(changed)
