"""Later: the follow-up comes back on another day."""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp, FollowUpState, moved
from bot.domain.local_time import NIGHT_DIGEST, reminder_time
from bot.domain.recall import stems
from bot.domain.vocabulary import Intent
from bot.messages import Reply
from bot.replies import owed as replies
from bot.turn import Told
from bot.understanding.dates import read_dates
from bot.understanding.meaning import DayRange, PersonMention, SettingChange
from bot.use_cases.after_nights import AFTER_NIGHTS, day_after_nights
from bot.use_cases.brought_up import brought_up
from bot.use_cases.call_off_meeting import clock_of, put_moved
from bot.use_cases.change_settings import change_settings
from bot.use_cases.correct_setting import move_setting
from bot.use_cases.correct_told import correct_told
from bot.use_cases.find_follow_up import JUST_NOW, Meant, find_follow_up, find_named
from bot.use_cases.log_encounter import keep_told
from bot.use_cases.plan_event import plan_event
from bot.use_cases.plan_moved import plan_moved
from bot.use_cases.set_reminder import set_reminder
from bot.use_cases.undo_act import stands

_NO = re.compile(r"\W*(?:no|nope|actually|sorry|wait|i mean|make that|until|till?|thru|through)\b", re.IGNORECASE)

_NOT_NOW = re.compile(
    r"\bnot (?:today|tonight|this (?:morning|afternoon|evening))\b|\btoday (?:is|'?s) no good\b", re.IGNORECASE
)


_NEW_TASK = re.compile(
    r"[\s,:–-]*(?:i (?:need|have|want) to |i must |to )?(?:page|check|call|e-?mail|text|send|ask|sign|write|finish|"
    r"submit|pay|book|buy|pick up|renew|fill|upload|review|read|print|see|meet|register|order|apply|prepare|update|"
    r"tell|schedule|return|bring|get|take|reply|look)\b\s+(?P<what>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
"""What follows a day or a time that is told first: "at 3 pm page the fellow" puts nothing off."""


async def snooze_follow_up(told: Told) -> Reply:
    """Move the follow-up that is meant to the day told, tomorrow where none was (docs/simulate.md, "Defaults")."""
    if await _is_new_task(told):
        words = f"remind me {told.meaning.text}"
        meaning = told.tools.understand(words, told.local_now, told.work.resident.tz, ())
        return await set_reminder(replace(told, meaning=meaning))
    if not told.thread_about and (paused := await _hold_over_nights(told)):
        return paused
    if not told.thread_about and (setting := await move_setting(told)):
        return setting
    if not told.thread_about and await _about_the_year(told):
        return await correct_told(told)
    if len(told.meaning.follow_ups) > 1 and not told.thread_about:
        return await _move_several(told)
    if _waits_for_nights(told) and day_after_nights(told) is None:
        return replies.until_which_day(of_nights=True)
    return await _put_off(told)


async def _put_off(told: Told) -> Reply:
    """Move the one thing that the day named, the last nudge or the words point at."""
    on_day = await _on_day_named(told)
    if on_day is None and (matter := await brought_up(told)):
        return replies.snoozed(await matter.move(told, *_new_day(told)), told.act_id, told.today)
    meant = on_day or await find_follow_up(told, just_set=True)
    if meant.one and await _speaks_of_other(told, meant.one):
        return await _plan_other(told)
    if meant.one:
        return await _move(told, meant.one)
    if meant.several:
        return replies.which_to_move(meant.several, told.today)
    return await plan_moved(told) or replies.nothing_to_move()


_PUTS_OFF = re.compile(
    r"\b(?:not (?:today|tonight|now|yet|this)|push\w*|mov(?:e|ed|ing)|snooze|later|p(?:ost|re)pone\w*|delay\w*|bump\w*|"
    r"reschedul\w*|put off|hold off|defer\w*|instead|again|remind|wait\w*|can ?['’]?no?t|could ?n['’]?t|won['’]?t|"
    r"did ?n['’]?t|have ?n['’]?t|let['’]?s|make it|do it|another (?:day|time)|give me|need more|ask me|no time|too|"
    r"post[- ]?call|on call|busy|tired|exhausted|slammed|swamped|after)\b",
    re.IGNORECASE,
)
"""Words that put something off, or say why."""
_NAMES_FIRST = re.compile(
    r"\W*(?P<what>[^\W\d_][\w/-]*(?: [^\W\d_][\w/-]*)?) (?:is |are |wo)?n[o']?t (?:un)?till?\b", re.IGNORECASE
)
"""What it is that will not be before: "immunizations not til titers back"."""
_IDLE = stems(
    "the a an my i i'm i'll it it's its this that to on at in by for til till until of is are be will do so and or but "
    "ok okay please pls no yes yeah sorry actually um prob probably maybe back out due just then me you can we make "
    "sure would should day week month next morning afternoon evening night tonight today tomorrow tmrw tmr noon am pm "
    "one"
)


async def _plan_other(told: Told) -> Reply:
    """Keep the day of what comes as planned."""
    asked = told.meaning.follow_ups[0] if told.meaning.follow_ups else None
    days = DayRange(asked.due_on, asked.due_on) if asked and asked.due_on else None
    span = asked.due_span if asked else None
    meaning = replace(told.meaning, intent=Intent.PLAN, follow_ups=(), when=days, when_span=span)
    return await plan_event(replace(told, meaning=meaning))


async def _speaks_of_other(told: Told, task: FollowUp) -> bool:
    """Tell whether the words name something that is nothing of the task, and put nothing off: "results tues".

    Such a message tells of something that comes, and what was set last must not move by it.
    """
    if told.thread or told.thread_about or told.meaning.people:
        return False
    first = _NAMES_FIRST.match(told.meaning.text)
    if first is None and _PUTS_OFF.search(told.meaning.text):
        return False
    words = first["what"] if first else _without_days(told)
    contact = await told.work.find(Contact, task.contact_id) if task.contact_id else None
    called = f"{task.what} {task.kind.replace('_', ' ')} {contact.name if contact else ''}"
    said = stems(words) - _IDLE
    return bool(said) and not said & stems(called)


def _without_days(told: Told) -> str:
    text = told.meaning.text
    for mention in reversed([each for each in read_dates(text, told.local_now) if each.due]):
        text = text[: mention.span.start] + " " + text[mention.span.end :]
    return text


async def _on_day_named(told: Told) -> Meant | None:
    """Return what is due on the day that is named besides the new one: "cant do tues - moved to wed"."""
    days = [each.due for each in read_dates(told.meaning.text, told.local_now) if each.due]
    if told.thread_about or len(days) != _TWO or told.today in days[:1]:
        return None
    owed = [each for each in await told.work.all(FollowUp) if each.state is FollowUpState.OPEN]
    on_it = [each for each in owed if each.due_on == days[0]]
    return Meant(on_it[0]) if len(on_it) == 1 else None


_TWO = 2
"""Days: the old one and the new."""


async def _move_several(told: Told) -> Reply:
    """Move what is owed to each of several people, or nothing: half of it moved would have to be looked for."""
    each_told = [
        replace(told, meaning=replace(told.meaning, follow_ups=(asked,), people=_named(told, asked.with_name)))
        for asked in told.meaning.follow_ups
    ]
    meant = [await find_follow_up(each) for each in each_told]
    moves = {each.one.id: (of, each.one) for of, each in zip(each_told, meant, strict=True) if each.one}
    if len(moves) == len(meant):
        return replies.all_answered([await _move(of, owed) for of, owed in moves.values()], told.act_id)
    possible = {owed.id: owed for each in meant for owed in ((each.one,) if each.one else each.several)}
    return replies.which_to_move(list(possible.values()), told.today) if possible else replies.nothing_to_move()


def _named(told: Told, name: str | None) -> tuple[PersonMention, ...]:
    return tuple(person for person in told.meaning.people if person.name == name)


_BY = re.compile(
    r"\bby (?:another )?(?P<many>(?:a )?(?:few|couple(?: of)?)|an?|one|two|three|four|five|six|\d{1,2}|several)"
    r" (?:more )?(?P<unit>day|week)s?\b",
    re.IGNORECASE,
)
_MANY = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "several": 3}
_FEW, _COUPLE = 3, 2
_POSTPONES = re.compile(r"\b(?:postpone|push|delay|put off|snooze|defer|move)\b", re.IGNORECASE)


def postpones_by(told: Told) -> bool:
    """Tell whether something is put off by a length of time, however politely: it counts from its own day."""
    by = _BY.search(told.meaning.text)
    return bool(by and _POSTPONES.search(told.meaning.text[: by.start()])) and not told.meaning.facts


async def postpone(told: Told) -> Reply:
    """Put off what the words before "by a few days" name, and keep whom the message tells of besides."""
    by = _BY.search(told.meaning.text)
    end = by.end() if by else len(told.meaning.text)
    named = [each for each in told.meaning.people if "name" in each.spans and each.spans["name"].start < end]
    others = tuple(each for each in told.meaning.people if each not in named)
    if others:
        await keep_told(replace(told, meaning=replace(told.meaning, people=others, follow_ups=())), met=False)
    words = replace(told.meaning, text=told.meaning.text[:end], people=tuple(named), follow_ups=())
    return await snooze_follow_up(replace(told, meaning=words))


def _length(text: str) -> timedelta | None:
    by = _BY.search(text)
    if by is None:
        return None
    said = by["many"].lower()
    many = _COUPLE if "couple" in said else _FEW if "few" in said else _MANY.get(said) or int(said)
    return timedelta(weeks=many) if by["unit"].lower() == "week" else timedelta(days=many)


_HOLDS_OFF = re.compile(
    r"\b(?:hold off|hold everything|leave me (?:alone|be)|don['’]?t (?:bother|ping|text) me)\b", re.IGNORECASE
)
_NIGHTS = re.compile(r"\bnights?\b", re.IGNORECASE)


async def _hold_over_nights(told: Told) -> Reply | None:
    """Pause until the nights are over, where silence is asked for and not one thing is put off."""
    if told.meaning.people or not (_HOLDS_OFF.search(told.meaning.text) and _NIGHTS.search(told.meaning.text)):
        return None
    last = next((each.due_on for each in told.meaning.follow_ups if each.due_on), None)
    over = last + timedelta(days=1) if last else day_after_nights(told)
    if over is None:
        return replies.until_which_day(of_nights=True)
    until = SettingChange("pause_until", datetime.combine(over, NIGHT_DIGEST))
    return await change_settings(replace(told, meaning=replace(told.meaning, settings=(until,))))


async def _move(told: Told, owed: FollowUp) -> Reply:
    day, at = _new_day(told)
    if owed.due_on and (length := _length(told.meaning.text)):
        day = owed.due_on + length
    later = moved(owed, *reminder_time(told.work.resident, day, at or clock_of(told, owed), told.now), told.now)
    await put_moved(told, owed, later)
    return replies.snoozed(replies.task_of(later), told.act_id, told.today)


def _new_day(told: Told) -> tuple[date, time | None]:
    asked = told.meaning.follow_ups[0] if told.meaning.follow_ups else None
    if _waits_for_nights(told) and (over := day_after_nights(told)):
        return over, None
    day = asked.due_on if asked and asked.due_on else told.today + timedelta(days=1)
    if day == told.today and _NOT_NOW.search(told.meaning.text):
        day = told.today + timedelta(days=1)
    return day, asked.due_at if asked else None


def _waits_for_nights(told: Told) -> bool:
    return AFTER_NIGHTS.search(told.meaning.text) is not None and not any(
        each.due_on for each in told.meaning.follow_ups
    )


async def _is_new_task(told: Told) -> bool:
    """Tell whether a task of its own stands behind the time, and it is none of those that are open."""
    span = told.meaning.follow_ups[0].due_span if told.meaning.follow_ups else None
    if span is None or told.thread or told.thread_about or told.meaning.text[: span.start].strip():
        return False
    task = _NEW_TASK.fullmatch(told.meaning.text[span.end :])
    if task is None:
        return False
    meant = await find_named(told, task["what"], last=False)
    return meant.one is None and not meant.several


async def _about_the_year(told: Told) -> bool:
    """Tell whether a rotation or a promise was told just now, which "no, until nov 8" then is of."""
    if told.meaning.people or not _NO.match(told.meaning.text):
        return False
    for act in await told.work.acts.newest():
        if act.undoes is None and act.changes and await stands(told.work, act):
            kinds = {change.kind for change in act.changes}
            return told.now - act.at <= JUST_NOW and "follow_up" not in kinds and bool(kinds & {"event", "promise"})
    return False
