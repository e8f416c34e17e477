"""Everything that is due, answered at once: "mark everything done", "snooze everything to monday"."""

import re
from collections.abc import Sequence
from datetime import date, time, timedelta

from bot.domain.follow_up import FollowUp, FollowUpState, is_appointment
from bot.domain.nudge import follow_up_in
from bot.messages import Reply
from bot.replies import owed as replies
from bot.replies.owed import Task
from bot.turn import Told
from bot.understanding.dates import Kind, read_dates
from bot.use_cases.after_nights import AFTER_NIGHTS, day_after_nights
from bot.use_cases.matters import find_matter
from bot.use_cases.open_tasks import open_tasks
from bot.use_cases.word_nudge import scene_of

_POLITE = r"\W*(?:(?:please|pls|plz|ok(?:ay)?|so|just|can you|could you|let['’]?s|hey|vouch)[, ]+)*"
_ALL = (
    r"(?:everything(?: else)?|all(?: (?:of )?(?:it|them|this|these|those|that))?|them all|it all|"
    r"the (?:whole )?(?:lot|list)|"
    r"(?:all|every one|each) (?:of )?(?:the |my |these |those )?"
    r"(?:tasks?|reminders?|things?|items?|follow-?ups?|to-?dos?|nudges?|stuff))"
)
_MORE = (
    r"(?: (?:on (?:my|the|this|that) (?:list|plate|agenda)|(?:that(?:['’]?s| is|['’]?re| are) )?due(?: today| now)?))?"
)
_DONE = re.compile(
    rf"{_POLITE}(?:(?:mark|set|call) {_ALL}{_MORE}(?: (?:as|is|are))* (?:done|off|completed?|finished)"
    rf"|(?:check|tick|cross) (?:off {_ALL}{_MORE}|{_ALL}{_MORE} off)"
    rf"|(?:i )?(?:(?:have|['’]?ve) )?(?:did|done|finished|completed) (?:with )?{_ALL}{_MORE}"
    rf"|{_ALL}{_MORE} (?:(?:is|are|got|['’]s) )?(?:all )?(?:done|finished|completed?|taken care of))"
    r"(?: (?:already|now|today|please|pls|thanks))*\W*",
    re.IGNORECASE,
)
_LATER = re.compile(
    rf"{_POLITE}(?:(?:snooze|move|push|postpone|delay|defer|reschedule|bump|shift|put|do|leave) )"
    rf"(?:off )?{_ALL}{_MORE}(?: (?:off|back))?(?P<day> .{{2,40}})?\W*"
    rf"|{_POLITE}{_ALL}{_MORE} (?:can wait |later )?(?P<day_2>(?:to|until|till?) .{{2,40}})\W*",
    re.IGNORECASE,
)
_PUTS_OFF = re.compile(r"\b(?:snooze|postpone|delay|defer|put off|push)\b", re.IGNORECASE)
"""Without a day these move to tomorrow; "leave everything" says nothing of the kind."""

_TO = re.compile(r"\s*(?:to|until|un?till?|for|after)\b", re.IGNORECASE)


def answers_everything(told: Told) -> bool:
    """Tell whether the message answers all that is due, and not one thing of it."""
    if len(told.thread_about) == 1:
        return False
    return _DONE.fullmatch(told.meaning.text) is not None or _day(told) is not None or _to_no_day(told)


async def answer_everything(told: Told) -> Reply:
    """Close or move all that is due, a line each, with one Undo; a meeting with somebody else stays where it is."""
    day = _day(told)
    if _to_no_day(told):
        return replies.until_which_day(of_nights=AFTER_NIGHTS.search(told.meaning.text) is not None)
    tasks = await _due(told, before=day[0] if day else told.today + timedelta(days=1))
    appointments = await _appointments(told)
    stay = [each for each in tasks if follow_up_in(each.about)[0] in appointments and (day or _is_ahead(told, each))]
    answered = []
    for task in tasks:
        matter = await find_matter(told, task.about)
        if task in stay or matter is None or not matter.is_open:
            continue
        if day:
            answered.append(replies.snoozed(await matter.move(told, *day), told.act_id, told.today))
        else:
            answered.append(replies.finished(task.what, told.act_id, await matter.finish(told)))
    if answered:
        return replies.everything_answered(answered, stay, told.act_id, told.today)
    ahead = [each for each in await told.work.all(FollowUp) if each.state is FollowUpState.OPEN]
    which = replies.which_to_move if day else replies.which_is_done
    return replies.nothing_due(which(ahead, told.today) if ahead else None, stay, told.today)


async def _due(told: Told, before: date) -> Sequence[Task]:
    """Return what is owed before that day, and what Vouch has told of by itself and still waits for an answer."""
    scene = await scene_of(told.work, told.now)
    listed = told.thread_about or tuple(scene.told)
    return [
        task
        for task in open_tasks(scene)
        if task.due_on is not None
        and (task.about in listed if told.thread_about else task.due_on < before)
        and (task.about.startswith("follow_up:") or task.about in listed)
    ]


async def _appointments(told: Told) -> set[str]:
    events = (await scene_of(told.work, told.now)).kept.events
    return {each.id for each in await told.work.all(FollowUp) if is_appointment(each, events)}


def _is_ahead(told: Told, task: Task) -> bool:
    """Tell whether a meeting of today has not begun, so that it cannot be done."""
    return task.due_on == told.today and (task.due_at is None or task.due_at > told.local_now.time())


def _day(told: Told) -> tuple[date, time | None] | None:
    """Return the day and hour that everything is put off to; None where it is not put off, or no day can be read."""
    match = _LATER.fullmatch(told.meaning.text)
    if match is None:
        return None
    words = match["day"] or match["day_2"]
    if words is None:
        return (told.today + timedelta(days=1), None) if _PUTS_OFF.search(told.meaning.text) else None
    if AFTER_NIGHTS.search(words):
        day = day_after_nights(told)
        return (day, None) if day else None
    days = [mention for mention in read_dates(words, told.local_now) if mention.due and mention.kind is not Kind.CLOCK]
    return (days[0].due, days[0].at) if len(days) == 1 and days[0].due else None


def _to_no_day(told: Told) -> bool:
    """Tell whether everything is put off to a day that is not known: after nights nobody was told of."""
    match = _LATER.fullmatch(told.meaning.text)
    words = match and (match["day"] or match["day_2"])
    puts_off = words and _PUTS_OFF.search(told.meaning.text) and _TO.match(words)
    return bool(puts_off) and _day(told) is None
