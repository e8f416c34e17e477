"""What a message owes by its intent: a put-off one new day, a plan one meeting, a reminder what it is to remind of."""

import re
from dataclasses import replace

from bot.domain.vocabulary import FollowUpKind, Intent
from bot.understanding.appointed import appointed
from bot.understanding.clauses import Clauses
from bot.understanding.due import due_of
from bot.understanding.follow_ups import LONGEST_TASK, FollowUpFinder
from bot.understanding.meaning import FollowUpMention
from bot.understanding.outline import Outline
from bot.understanding.pronouns import Antecedents
from bot.understanding.put_off import put_off

_OWING = frozenset({Intent.LOG, Intent.REMIND, Intent.CORRECT, Intent.PLAN, Intent.SNOOZE})
_REMIND_ME = (
    r"\W*(?:please |pls |can you |could you ){0,8}"
    r"(?:(?:re?m[a-z]{1,5}|rmd|nudge|ping|tell|buzz|prod|poke|bug|alert) me|"
    r"(?:do ?n['’]?t|do not|never) let me forget|make sure (?:that )?i (?:do ?n['’]?t|do not) forget)"
    r"(?:\s+(?:to|about|that)\b)?\W*"
)
_ASKS_TO_REMIND = re.compile(rf"{_REMIND_ME}|\W*", re.IGNORECASE)
_OPENING = re.compile(rf"\A{_REMIND_ME}(?=\w)", re.IGNORECASE)
"""What stands before the task itself and is no part of it."""
_APPOINTMENTS = frozenset({"meet", "appointment", "call"})
Owed = tuple[list[FollowUpMention], set[int]]
"""What is owed, and the dates (by number) that belong to it."""


def owed_by_intent(clauses: Clauses, antecedents: Antecedents, intent: Intent) -> Owed:
    outline = clauses.outline
    if intent not in _OWING:
        return [], set()
    if intent is Intent.SNOOZE:
        return put_off(outline), set()
    if intent is Intent.PLAN and _lasts(outline):
        return [], set()
    finder = FollowUpFinder(clauses, antecedents, intent)
    found = finder.find()
    if intent is Intent.REMIND:
        found = found or finder.likeliest()
        if len(found) < 2 and all(_ASKS_TO_REMIND.fullmatch(each.what) for each in found):
            return [_reminder(outline)], finder.used_dates
    if intent is Intent.REMIND:
        found = [replace(each, what=_OPENING.sub("", each.what or "", count=1)) for each in found]
    if (
        intent in {Intent.PLAN, Intent.CORRECT}
        and not found
        and (meeting := _meeting(clauses, intent is Intent.CORRECT))[0]
    ):
        return meeting
    found += appointed(clauses, finder, intent)
    if intent is Intent.REMIND and not finder.used_dates:
        found = [replace(each, **due_of(outline)) for each in found]  # the day stands with "remind me"
    return found, finder.used_dates


def _some_task(outline: Outline, what: str) -> FollowUpMention:
    person = outline.reading.people[0].name if outline.reading.people else None
    return FollowUpMention(FollowUpKind.OTHER, person, what=what, **due_of(outline))


def _reminder(outline: Outline) -> FollowUpMention:
    """A task of no known kind: all that stands after "remind me to", without its date."""
    words = outline.reading.text
    for mention in reversed(outline.reading.dates):
        words = words[: mention.span.start] + words[mention.span.end :]
    what = " ".join(_ASKS_TO_REMIND.sub(" ", words, count=1).split()).strip(" .,;:!?-")
    return _some_task(outline, what=what[:LONGEST_TASK])


def _lasts(outline: Outline) -> bool:
    return any(m.lasting and m.future and m.future.end > m.future.start for m in outline.reading.dates)


def _meeting(clauses: Clauses, changed: bool) -> Owed:
    """The meeting planned or moved, where one is spoken of and a day is told."""
    outline = clauses.outline
    due = due_of(outline, last=changed)
    said = any(cue.name in _APPOINTMENTS and cue.form in {"", "plain", "ing"} for cue in clauses.cues)
    if not due or not said:
        return [], set()
    person = outline.reading.people[0].name if outline.reading.people else None
    used = {number for number, mention in enumerate(outline.reading.dates) if mention.span == due.get("due_span")}
    return [FollowUpMention(FollowUpKind.MEET, person, **due)], used
