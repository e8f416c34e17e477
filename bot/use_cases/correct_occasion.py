"""Another day, hour or place: "no, Friday", "that was yesterday", "the conference is the 21st, not the 20th"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from bot.domain.follow_up import Event, FollowUp, FollowUpState, moved
from bot.domain.knowledge import Encounter
from bot.domain.local_time import reminder_time, time_asked_for
from bot.domain.records import Record
from bot.domain.year import Promise
from bot.replies.corrected import Changed
from bot.turn import Told
from bot.understanding.dates import Bound, DateMention, Kind, read_dates
from bot.use_cases.call_off_meeting import nearest_clock, put_moved
from bot.use_cases.last_told import LastTold


@dataclass(frozen=True, slots=True)
class _Day:
    """*past* is the day where it has happened, *due* where it is to come, *at* a time of day; *until* where it ends."""

    past: date | None = None
    due: date | None = None
    at: time | None = None
    until: bool = False


_MET = re.compile(r"\b(?:met|saw|was|were|happened|talked|spoke)\b", re.IGNORECASE)


def _day_ahead(told: Told, last: LastTold) -> date | None:
    """Return the day of the last thing said where that is to come and no encounter: a new day is one to come too."""
    if _MET.search(told.meaning.text) or any(isinstance(each, Encounter) for each in last.newest):
        return None
    days = [each.due_on for each in last.newest if isinstance(each, FollowUp)]
    days += [each.starts_on for each in last.newest if isinstance(each, Event)]
    return next((day for day in days if day and day >= told.today), None)


def _day_told(told: Told, ahead: date | None, wrong: DateMention | None) -> _Day:
    meaning = told.meaning
    due = next((each for each in meaning.follow_ups if each.due_on), None)
    dates = [each for each in read_dates(meaning.text, told.local_now) if wrong is None or each.span != wrong.span]
    meant = next((each for each in dates if due and each.span == due.due_span), None)
    denied = [each for each in dates if each.kind is Kind.CLOCK and _NOT.search(meaning.text[: each.span.start])]
    mention = meant or next((each for each in dates if each not in denied), None)
    until = mention is not None and mention.bound is Bound.UNTIL
    if until and mention and mention.due:
        return _Day(due=mention.due, until=True)
    if ahead and mention and mention.future and mention.due and mention.due >= told.today:
        # "The 11th" is of the month that was spoken of.
        of_month = mention.rule == "day of the month" and mention.due.day <= 28 and ahead > mention.due
        return _Day(due=ahead.replace(day=mention.due.day) if of_month else mention.due, at=mention.at)
    if meaning.when:
        start = meaning.when.start
        return _Day(past=start) if start <= told.today else _Day(due=start)
    if due and mention and all(each.kind is Kind.CLOCK for each in dates):
        return _Day(at=due.due_at or mention.at)  # "it's at 15:30": the day stays
    if due:
        return _Day(due=due.due_on, at=due.due_at)
    if mention is None:
        return _Day()
    past = mention.past.start if mention.past and mention.future is None else None
    return _Day(past, mention.due if mention.future else None, mention.at)


_CLOCK_ALONE = re.compile(
    r"\W*(?:(?:actually|no|wait|sorry|oops|i mean|correction|my bad)\W+)*"
    r"(?:(?:it['’]?s|it is|that['’]?s|make (?:it|that)|at)\s+)+(?P<hour>1[0-2]|0?[1-9]):?(?P<minute>[0-5]\d)\W*",
    re.IGNORECASE,
)
"""An hour and nothing else, the way it is typed in a hurry: "actually its 230"."""


async def _timed_last(told: Told) -> FollowUp | None:
    """Return what was planned last for a time of day and is still ahead: only of that can an hour be."""
    ahead = [
        each
        for each in await told.work.all(FollowUp)
        if each.state is FollowUpState.OPEN and each.due_at and each.due_on and each.due_on >= told.today
    ]
    return max(ahead, key=lambda each: (each.set_at, each.id), default=None)


async def _at(told: Told, owed: FollowUp, hour: int, minute: int) -> Changed:
    """Move it to that hour of the half of the day in which it was."""
    later = moved(owed, owed.due_on, nearest_clock(hour, minute, owed.due_at), told.now)
    await put_moved(told, owed, later)
    return owed, later


_NOT = re.compile(r"(?:\b(?:not|wasn['’]?t|isn['’]?t)|n['’]t) (?:on |for |till? |until )?\Z", re.IGNORECASE)


def _wrong_day(told: Told) -> DateMention | None:
    """Return the day that is said to be wrong: "not the 20th"."""
    text = told.meaning.text
    dates = [each for each in read_dates(text, told.local_now) if each.kind is Kind.DAY]
    denied = [each for each in dates if _NOT.search(text[: each.span.start])]
    return denied[0] if len(denied) == 1 and len(dates) > 1 else None


async def _of_day(told: Told, wrong: DateMention, last: LastTold) -> LastTold:
    """Return what is planned for the day that is wrong: nothing on another day can be meant, however lately told."""
    owed = [each for each in await told.work.all(FollowUp) if each.state is FollowUpState.OPEN and each.due_on]
    tasks = [each for each in owed if _is_day(wrong, each.due_on)]
    events = [each for each in await told.work.all(Event) if _is_day(wrong, each.starts_on)]
    promises = [each for each in await told.work.all(Promise) if _is_day(wrong, each.due_on)]
    tasks.sort(key=lambda each: each.set_at, reverse=True)
    events.sort(key=lambda each: each.created_at, reverse=True)
    promises.sort(key=lambda each: each.created_at, reverse=True)
    newest: Sequence[Record] = (*tasks[:1], *events[:1], *promises[:1])
    return replace(last, follow_ups=tasks, events=events, promises=promises, newest=newest)


def _is_day(told: DateMention, day: date | None) -> bool:
    of_month = told.rule == "day of the month" and day and told.due and day.day == told.due.day
    return day is not None and (day == told.due or bool(of_month))


async def correct_occasion(told: Told, last: LastTold, where: str | None) -> list[Changed]:
    if (clock := _CLOCK_ALONE.fullmatch(told.meaning.text)) and (timed := await _timed_last(told)):
        return [await _at(told, timed, int(clock["hour"]), int(clock["minute"]))]
    wrong = _wrong_day(told)
    if wrong and not any(isinstance(each, Encounter) for each in last.newest):
        last = await _of_day(told, wrong, last)
    day = _day_told(told, _day_ahead(told, last), wrong)
    before: Record
    if (day.past and last.encounters) or (where and last.encounters):
        before = last.encounters[0]
        after: Record = replace(before, on=day.past or before.on, where=where or before.where)
    elif coming := _coming(day, last):
        before, after = coming, _on_another_day(told, coming, day)
        if before == after:
            return [(before, before)]
        if isinstance(before, FollowUp) and isinstance(after, FollowUp):
            await put_moved(told, before, after)
            return [(before, after)]
    else:
        return []
    await told.work.put(after)
    return [(before, after)]


def _coming(day: _Day, last: LastTold) -> FollowUp | Promise | Event | None:
    """Return what the day is of: the follow-up, promise or event told last; of one message the follow-up."""
    told: list[tuple[datetime, int, FollowUp | Promise | Event]] = []
    if day.due or day.at:
        told += [(each.set_at, 2, each) for each in last.follow_ups[:1]]
    if day.due:
        told += [(each.created_at, 1, each) for each in last.promises[:1]]
    if day.due or day.past:
        told += [(each.created_at, 0, each) for each in last.events[:1]]
    return max(told, key=lambda each: each[:2])[2] if told else None


def _on_another_day(told: Told, record: FollowUp | Promise | Event, day: _Day) -> Record:
    """Return it on the day told now. "Until nov 8" moves the end of what lasts, any other day the whole of it."""
    match record:
        case FollowUp():
            resident = told.work.resident
            asked_for = time_asked_for(resident, record.due_on, record.due_at, record.set_at)
            due_on, due_at = reminder_time(
                resident, day.due or record.due_on or told.today, day.at or asked_for, told.now
            )
            same = (record.due_on, record.due_at) == (due_on, due_at)
            return record if same else moved(record, due_on, due_at, told.now)
        case Promise():
            return replace(record, due_on=day.due)
        case Event():
            start = day.due or day.past or record.starts_on
            if day.until and start >= record.starts_on:
                return replace(record, ends_on=start)
            lasts = record.ends_on - record.starts_on
            return replace(record, starts_on=start, ends_on=start + lasts, at=day.at or record.at)
