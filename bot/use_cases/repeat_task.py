"""A reminder that comes again and again: "remind me every monday to check the portal"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from bot.domain.follow_up import FollowUp, Series, moved
from bot.domain.local_time import first_time, time_asked_for
from bot.domain.vocabulary import Intent
from bot.messages import Reply
from bot.replies import owed as replies
from bot.replies.saved import saved
from bot.turn import Told, Turn
from bot.understanding.dates import read_dates
from bot.understanding.meaning import FollowUpMention, Known, Understanding
from bot.understanding.recurring import Repeating, find_repeating
from bot.use_cases.find_follow_up import find_named
from bot.use_cases.log_encounter import keep_told
from bot.use_cases.own_words import known_names
from bot.use_cases.set_reminder import set_reminder

_REMIND = re.compile(
    r"\b(?:re?mind(?:ers?)?|rmd|nudge|ping|alert|wake|(?:do ?n['’]?t|never) let me forget|"
    r"make sure (?:that )?i (?:do ?n['’]?t|do not) forget)\b",
    re.IGNORECASE,
)
_TASK = re.compile(
    r"\W*(?:(?:i (?:need|have|want) to|i must|please|to)\s+)?(?:page|check|call|e-?mail|text|send|ask|sign|write|"
    r"finish|submit|pay|book|buy|pick up|renew|fill|upload|review|read|print|see|meet|register|order|apply|prepare|"
    r"update|log|tell|schedule|return|bring|get|take|reply|look|do|follow up|catch up|practi[cs]e|study|clean|"
    r"water|plan)\b(?!\s+me\b)",
    re.IGNORECASE,
)
"""What a task begins with where nobody says "remind me"."""

_NO_NEW_TASK = re.compile(
    r"(?:stop|cancel|delete|remove|drop|scrap|quit|end|no more|no longer|"
    r"do ?n['’]?t (?:remind|nudge|ping)|do not (?:remind|nudge|ping)|turn off|announce|change|move|push|shift|postpone|"
    r"reschedule|switch|snooze)\b|\?\s*$",
    re.IGNORECASE,
)
_ALL_RHYTHM = re.compile(
    r"\W*(?:(?:no|nope|actually|sorry|wait|i mean(?:t)?|rather|make (?:it|that)|please|instead|for that one|at)\b\W*)"
    r"{0,6}",
    re.IGNORECASE,
)


_NO_TASK = re.compile(r"\W*(?:please |can you |could you )?(?:re?mind|nudge|ping) me\W*", re.IGNORECASE)
_WITHIN_A_DAY = re.compile(
    r"\b(?:re?mind|nudge|ping) me\b.*\b(?:every|each) (?:\d{1,3} |few |other |couple of )?"
    r"(?:min(?:ute)?s?|h(?:ou)?rs?)\b",
    re.IGNORECASE,
)


def asks_too_little(told: Told) -> bool:
    """Tell whether a rhythm has no task, or is one of minutes or hours, which a reminder here cannot have."""
    text = told.meaning.text
    found = find_repeating(text, told.local_now)
    return _WITHIN_A_DAY.search(text) is not None or (found is not None and _without_times(told, found, _NO_TASK))


async def ask_for_task(told: Told) -> Reply:
    return replies.not_so_often() if _WITHIN_A_DAY.search(told.meaning.text) else replies.what_to_repeat()


def asks_to_repeat(told: Told) -> bool:
    """Tell whether the message wants to be reminded of a task again and again, or gives the last one a rhythm."""
    text = told.meaning.text
    found = find_repeating(text, told.local_now)
    if found is None or _NO_NEW_TASK.search(text):
        return False
    if _is_all_rhythm(told, found):
        return bool(re.search(r"[a-z]", found.rest))  # "every friday" alone answers some question
    if not _REMIND.search(text) and (told.meaning.settings or not _TASK.match(found.rest)):
        return False  # "call every 4 days from oct 14" tells of shifts
    if told.meaning.cadences and not found.on_days:
        return False  # "check in with Dr. Lee every 6 weeks": from the last touch on, whenever that was
    return _task_of(_read(told, found, ())) is not None


async def repeat_task(told: Told) -> Reply:
    """Keep the task with its rhythm; "make it every friday" gives it to the one that was just set."""
    found = find_repeating(told.meaning.text, told.local_now)
    if found is None:
        raise ValueError("asks_to_repeat() was not asked first")
    meaning = _read(told, found, await known_names(told.work))
    if _is_all_rhythm(told, found):
        return await _give_rhythm(told, found, _clock_in(told, found.rest))
    task = _task_of(meaning)
    if task is None:
        return await set_reminder(told)
    owed = replace(task, due_on=found.from_on, recurrence=found.recurrence, due_span=None)
    others = tuple(each for each in meaning.follow_ups if each is not task)
    outcome = await keep_told(replace(told, meaning=replace(meaning, follow_ups=(owed, *others))), met=False)
    return saved(outcome, told.today)


async def _give_rhythm(told: Told, found: Repeating, at: time | None) -> Reply:
    meant = await find_named(told, "", last=True)
    if meant.one is None:
        return replies.which_to_move(meant.several, told.today) if meant.several else replies.nothing_to_move()
    later = with_rhythm(told, meant.one, found, at)
    await told.work.put(later)
    return replies.repeats(later, told.act_id, told.today)


def with_rhythm(turn: Turn, owed: FollowUp, found: Repeating, at: time | None) -> FollowUp:
    """Return the task as one that repeats so, at the time told or else at that it has."""
    at = at or time_asked_for(turn.work.resident, owed.due_on, owed.due_at, owed.set_at)
    day = first_time(turn.work.resident, found.recurrence, found.from_on, at, turn.now)
    done_on = owed.series.done_on if owed.series else ()
    return replace(moved(owed, day, at, turn.now), series=Series(found.recurrence, day, at, done_on))


def _read(told: Told, found: Repeating, known: Sequence[Known]) -> Understanding:
    """Read the task as if it was to be done once."""
    words = found.once if _REMIND.search(found.once) else f"remind me {found.once}"
    return told.tools.understand(words, told.local_now, told.work.resident.tz, known)


def _task_of(meaning: Understanding) -> FollowUpMention | None:
    if meaning.intent not in (Intent.REMIND, Intent.LOG):
        return None
    return next((each for each in meaning.follow_ups if each.what or each.with_name), None)


def _is_all_rhythm(told: Told, found: Repeating) -> bool:
    return _without_times(told, found, _ALL_RHYTHM)


def _without_times(told: Told, found: Repeating, pattern: re.Pattern[str]) -> bool:
    """Tell whether all that is told besides rhythm and time has this pattern."""
    rest = found.rest
    for mention in reversed(read_dates(rest, told.local_now)):
        rest = rest[: mention.span.start] + rest[mention.span.end :]
    return bool(pattern.fullmatch(rest))


def _clock_in(told: Told, text: str) -> time | None:
    return next((mention.at for mention in read_dates(text, told.local_now) if mention.at), None)
