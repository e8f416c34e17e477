"""What a message owes by its intent: a put-off one new day, a plan one meeting, a reminder what it is to remind of."""

import re
from dataclasses import replace

from bot.domain.vocabulary import FollowUpKind, Intent
from bot.understanding.appointed import appointed
from bot.understanding.clauses import Clauses
from bot.understanding.dates import Grain, Kind, Tense
from bot.understanding.due import Due, due_of, suits_none, with_its_hour
from bot.understanding.follow_ups import FollowUpFinder
from bot.understanding.lexicon import word_set
from bot.understanding.meaning import FollowUpMention
from bot.understanding.not_owed import fell_through
from bot.understanding.outline import Outline
from bot.understanding.owed import can_be_due, head_of
from bot.understanding.owed_days import is_denied
from bot.understanding.owed_words import LONGEST_TASK
from bot.understanding.pronouns import Antecedents
from bot.understanding.put_off import put_off
from bot.understanding.when import lasts

_OWING = frozenset({Intent.LOG, Intent.REMIND, Intent.CORRECT, Intent.PLAN, Intent.SNOOZE})
_ASKS = (
    r"\W*(?:please |pls |can you |could you ){0,8}"
    r"(?:(?:re?m[a-z]{1,5}|rmd|nudge|ping|tell|buzz|prod|poke|bug|alert) me|"
    r"(?:(?:set|make|add|create|put)(?: up)?(?: me)? )(?:an? |another )?(?:reminder|nudge|alarm|alert)(?: for me)?|"
    r"(?:do ?n['’]?t|do not|never) let me forget|make sure (?:that )?i (?:do ?n['’]?t|do not) forget)"
)
_REMIND_ME = rf"{_ASKS}(?:\s+(?:to|about|that)\b)?\W*"
_ASKS_TO_REMIND = re.compile(rf"{_REMIND_ME}|\W*", re.IGNORECASE)
_MARKS_IN_A_ROW = re.compile(r"([,;:])(?: ?[,;:])+")
"""What a day taken out leaves behind: "after the holiday, , badge"."""
_ASKED_TO = re.compile(rf"{_ASKS}(?:[^.,;:\n]{{0,30}}?)\bto (?P<task>[^.,;:\n]+)\Z", re.IGNORECASE)
_OPENING = re.compile(rf"\A{_REMIND_ME}(?=\w)", re.IGNORECASE)
"""What stands before the task itself and is no part of it."""
_IS_A_REQUEST = re.compile(
    rf"(?:{_REMIND_ME}|(?:(?:set|make|put|create|give) (?:me )?)?(?:an? |1 )?"
    r"(?:reminder|nudge|alarm|alert|ping|remind)|(?:put|set|make) it|a note)\W*(?:please|pls)?"
    r"(?:(?:after|before|by|over|during) (?:the |my |this )?(?:holidays?|weekend|break|vacation|shift|call|nights?))?",
    re.IGNORECASE,
)
"""What asks for a reminder and is no task: "set a nudge DATE: call her", "remind me to ask her. Put it DATE"."""
_BEFORE_ITS_DAY = word_set("me us please for on at")
_A_PAIR = 2  # days, one of them in the other's place
_MOVES = frozenset({"defer", "apply"})
_LIVED = word_set("was happened met began started left")
_NOW = word_set("now is it's becomes moved")
_TO_VOUCH = (["add"], ["update"], ["change"], ["edit"], ["put"], ["shoot"], ["shoot,"])
"""What opens a correction and is no task: "add to Dr. Rao: she's at Mercy now", "shoot, it's friday"."""
_APPOINTMENTS = frozenset({"meet", "appointment", "call"})
Owed = tuple[list[FollowUpMention], set[int]]
"""What is owed, and the dates (by number) that belong to it."""


def owed_by_intent(clauses: Clauses, antecedents: Antecedents, intent: Intent) -> Owed:
    """What is owed, each with its day and hour."""
    found, used = _owed_by_intent(clauses, antecedents, intent)
    return with_its_hour(clauses, found, intent), used


def _owed_by_intent(clauses: Clauses, antecedents: Antecedents, intent: Intent) -> Owed:
    outline = clauses.outline
    if intent not in _OWING:
        return [], set()
    if intent is Intent.SNOOZE:
        return put_off(outline), set()
    if intent is Intent.PLAN and lasts(outline):
        return [], set()
    finder = FollowUpFinder(clauses, antecedents, intent)
    found = finder.find()
    if intent is Intent.REMIND:
        found = found or finder.likeliest()
        if len(found) < 2 and all(_IS_A_REQUEST.fullmatch(each.what) or not each.what.strip() for each in found):
            return [_reminder(outline)], finder.used_dates
    if intent is Intent.REMIND:
        found = [
            replace(each, what=_OPENING.sub("", each.what or "", count=1)) for each in _reminded_of(clauses, found)
        ]
        found = [_in_full(outline, each) for each in found] if len(found) == 1 else found
    if intent is Intent.CORRECT:
        found = [each for each in found if (each.what or "").lower().split(maxsplit=1)[:1] not in _TO_VOUCH]
    if (
        intent in {Intent.PLAN, Intent.CORRECT}
        and not found
        and (meeting := _meeting(clauses, intent is Intent.CORRECT))[0]
    ):
        if intent is Intent.CORRECT:
            return meeting
        found = meeting[0]
        finder.used_dates |= meeting[1]
    found += appointed(clauses, finder, intent)
    only_told_of = bool(clauses.dates) and all(is_denied(clauses, index) for index in clauses.dates)
    if intent is Intent.REMIND and not finder.used_dates and not only_told_of and not suits_none(outline):
        found = [replace(each, **due_of(outline)) for each in found]  # the day stands with "remind me"
    return found, finder.used_dates


def _reminded_of(clauses: Clauses, found: list[FollowUpMention]) -> list[FollowUpMention]:
    """The tasks without the request itself, whose day is that of each that tells none."""
    requests = [each for each in found if _IS_A_REQUEST.fullmatch(each.what or "")] or _loosely_asked(found)
    tasks = [each for each in found if each not in requests] or found
    asked_for = _day_asked_for(clauses) or next((_due(each) for each in requests if each.due_on), Due())
    return [each if each.due_on else replace(each, **asked_for) for each in tasks]


def _in_full(outline: Outline, told: FollowUpMention) -> FollowUpMention:
    """The one task from its first word on: "to test zoom" is no zoom."""
    asked = _ASKED_TO.match(outline.reading.text)
    rest = asked["task"].strip(" .,;:!?") if asked else ""
    if not told.what or not rest.endswith(told.what) or len(rest) > LONGEST_TASK or rest == told.what:
        return told
    return replace(told, what=rest)


def _loosely_asked(found: list[FollowUpMention]) -> list[FollowUpMention]:
    """What tells no more than when, before the task: "I need a nudge tuesday about Lois, to thank her for the tour"."""
    first, then = found[:1], found[1:2]
    if not then or len(found) > _A_PAIR or first[0].kind is not FollowUpKind.OTHER or not first[0].due_on:
        return []
    same = first[0].with_name in {then[0].with_name, None}
    return first if same and then[0].due_on is None and then[0].kind is not FollowUpKind.OTHER else []


def _due(told: FollowUpMention) -> Due:
    return {"due_on": told.due_on, "due_at": told.due_at, "due_span": told.due_span}


def _day_asked_for(clauses: Clauses) -> Due:
    """The day that stands with the request: "remind me tomorrow: thank Dr. Rao, and renew my card"."""
    for cue in clauses.cues:
        if cue.name != "remind":
            continue
        place = cue.end
        while clauses.words[place : place + 1] and clauses.words[place] in _BEFORE_ITS_DAY:
            place += 1
        if clauses.words[place : place + 1] == ["DATE"] and can_be_due(mention := clauses.mention(place)):
            return {"due_on": mention.due, "due_at": mention.at, "due_span": mention.span}
    return {}


def _some_task(outline: Outline, what: str) -> FollowUpMention:
    person = outline.reading.people[0].name if outline.reading.people else None
    return FollowUpMention(FollowUpKind.OTHER, person, what=what, **due_of(outline))


def _reminder(outline: Outline) -> FollowUpMention:
    """A task of no known kind: all that stands after "remind me to", without its date."""
    words = outline.reading.text
    for mention in reversed(outline.reading.dates):
        words = words[: mention.span.start] + words[mention.span.end :]
    said = _MARKS_IN_A_ROW.sub(r"\1", " ".join(_ASKS_TO_REMIND.sub(" ", words, count=1).split()))
    what = said.strip(" .,;:!?-")
    return _some_task(outline, what=what[:LONGEST_TASK])


def _meeting(clauses: Clauses, changed: bool) -> Owed:
    """The meeting planned or moved, where one is spoken of and a day is told."""
    outline = clauses.outline
    due = due_of(outline, last=changed)
    said = any(cue.name in _APPOINTMENTS and cue.form in {"", "plain", "ing"} for cue in clauses.cues)
    kind = FollowUpKind.MEET if said else _put_in_its_place(clauses) if changed else None
    if not due or not kind or (changed and _was(clauses)) or _nothing_left(clauses):
        return [], set()
    person = outline.reading.people[0].name if outline.reading.people else None
    used = {number for number, mention in enumerate(outline.reading.dates) if mention.span == due.get("due_span")}
    return [FollowUpMention(kind, person, **due)], used


def _nothing_left(clauses: Clauses) -> bool:
    return any(fell_through(clauses, clause, head_of(clauses, clause)) for clause in clauses.all)


def _was(clauses: Clauses) -> bool:
    """Whether it is told when something happened: "the coffee was yesterday, not today"."""
    return not _LIVED.isdisjoint(clauses.words) and _NOW.isdisjoint(clauses.words)


def _put_in_its_place(clauses: Clauses) -> FollowUpKind | None:
    """Of what another day is told, where no act is named: "not the 9th, Dr. Rao moved it to the 16th"."""
    days = [each for each in clauses.outline.reading.dates if each.kind is Kind.DAY and each.grain is Grain.DAY]
    told = {cue.name for cue in clauses.cues}
    happened = any(cue.name == "encounter" and cue.form == "past" for cue in clauses.cues)
    if happened or any(each.tense is Tense.PAST for each in days):
        return None
    if not days or (len(days) < _A_PAIR and told.isdisjoint(_MOVES)):
        return None
    if "document" in told:
        return FollowUpKind.SEND
    if "apply" in told:
        return FollowUpKind.APPLY
    return FollowUpKind.MEET if clauses.outline.reading.people else None
