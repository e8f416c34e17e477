"""The one day and time that a reminder, a put-off or a planned meeting is for, out of all that are told."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from typing import TypedDict

from bot.domain.vocabulary import Intent
from bot.understanding.clauses import Clause, Clauses
from bot.understanding.dates import Bound, DateMention, Kind
from bot.understanding.dates.rules.named_days import IN_THE_MORNING
from bot.understanding.lexicon import word_set
from bot.understanding.meaning import FollowUpMention, Span
from bot.understanding.outline import Outline


class Due(TypedDict, total=False):
    """The fields of a FollowUpMention that say when; none where no day and no time is told."""

    due_on: date | None
    due_at: time | None
    due_span: Span | None


# Before the day in its sentence: it is named because it does not suit, or because it is left.
_UNSUITED = re.compile(
    r"(?:\b(?:closed|out|away|gone|sick|on leave|on vacation|out of (?:the )?office)(?: on)?"
    r"|(?:\b(?:instead of|rather than|not|isn't|wasn't|can't|can't do|won't work|doesn't work|from|busy|booked|"
    r"no longer|on call|in clinic|off|post-?call|on nights)|n't)(?: (?:on|at|the|do|make|make it|until|until the))?)$"
)
# After it: "because today I'm on call", "tomorrow i have clinic".
_TAKEN = re.compile(
    r"(?:i'm|i am|im) (?:on (?:call|nights|shift)|post-?call|post call|busy|swamped|booked|in clinic)\b"
    r"|i (?:have|got|have got) (?:clinic|call|a shift|shift|nights|an exam)\b"
)


def due_of(outline: Outline, last: bool = False) -> Due:
    """The day to remind on: the first told, the *last* where one day is put in another's place.

    >>> from datetime import datetime
    >>> from bot.understanding.engine import outline_of
    >>> now = datetime(2026, 10, 14, 10)
    >>> due_of(outline_of("Make it Saturday instead, I'm on call tomorrow.", now), last=True)["due_on"]
    datetime.date(2026, 10, 17)
    """
    suited = suited_days(outline)
    if not suited:
        return {}
    chosen = suited[-1] if last else suited[0]
    moved_to = chosen.until_at if last and chosen.until_at and _is_left(outline, chosen) else None
    clock = (
        moved_to or chosen.at or next((m.at for m in outline.reading.dates if m.due and m.at and _is_an_hour(m)), None)
    )
    return {"due_on": chosen.due, "due_at": clock, "due_span": chosen.span}


def _is_left(outline: Outline, mention: DateMention) -> bool:
    """Whether of two hours the first is the one that is left: "shift my 5pm to 8pm", and no "push it to 5-6pm"."""
    item = outline.date_item(mention)
    return item is not None and outline.text_of(max(item - 1, 0), item) in _THE_ONE_LEFT


_THE_ONE_LEFT = frozenset({"my", "the", "from", "reminder"})


def _is_an_hour(mention: DateMention) -> bool:
    return mention.kind is Kind.CLOCK or mention.rule == IN_THE_MORNING.name


def suited_days(outline: Outline) -> list[DateMention]:
    """The days told, in order, without those that do not suit where another does; mere hours where no day is told."""
    told = [m for m in outline.reading.dates if m.due is not None and m.kind in (Kind.DAY, Kind.CLOCK, Kind.DURATION)]
    days = [m for m in told if m.kind is not Kind.CLOCK]
    days = [m for m in days if m.rule != IN_THE_MORNING.name] or days  # "thursday then, in the afternoon at 2"
    unsuited = {m.due for m in days if _is_unsuited(outline, m)}  # "not monday, thursday. my monday is cursed"
    return [m for m in days if m.due not in unsuited] or days or told


def suits_none(outline: Outline) -> bool:
    """Whether no day is told but such as do not suit: "tell him i can't do saturday"."""
    days = [each for each in outline.reading.dates if each.due is not None]
    return bool(days) and all(_is_unsuited(outline, each) for each in days)


def _is_unsuited(outline: Outline, mention: DateMention) -> bool:
    item = outline.date_item(mention)
    if item is None:
        return False
    start, end = outline.sentence_of(item)
    if _TAKEN.match(outline.text_of(item + 1, end)):
        return True
    return bool(_UNSUITED.search(outline.text_of(start, item)))


def with_its_hour(clauses: Clauses, owed: Sequence[FollowUpMention], intent: Intent) -> list[FollowUpMention]:
    """The one thing owed with the hour told apart from its day: "sun: call Dr. Rao. J-1 alum. 8pm".

    Of an hour told in another's place the last counts: "remind me at 6, no, at 5".
    """
    only = owed[0] if len(owed) == 1 else None
    if only is None or only.due_on is None or len(clauses.dates) < _DAY_AND_HOUR:
        return list(owed)
    begin = min((each.start for each in (only.span, only.due_span) if each), default=0)
    hours = [
        mention.at
        for clause in clauses.all
        for index in clause.dates
        for mention in (clauses.mention(index),)
        if mention.kind is Kind.CLOCK
        and mention.span != only.due_span
        and mention.span.start >= begin
        and mention.bound not in _PERIODS
        if (_corrects(clauses, index) if only.due_at else _is_of_it(clauses, clause, only, intent))
    ]
    return [replace(only, due_at=hours[-1])] if hours else [only]


def _is_of_it(clauses: Clauses, clause: Clause, owed: FollowUpMention, intent: Intent) -> bool:
    """Whether an hour is of what is owed, and not of something told beside it: "rounds began at 6"."""
    if clause.end - clause.start <= _ALONE:
        return True
    start = clauses.outline.items[clauses.outline.sentence_of(clause.start)[0]].start
    begins = clauses.outline.reading.tokens[start].start
    return intent is not Intent.LOG and (
        clause.has("remind") or (owed.due_span is not None and begins <= owed.due_span.start)
    )


def _corrects(clauses: Clauses, index: int) -> bool:
    """Whether what is told right before an hour puts it in another's place."""
    before = [word for word in clauses.words[max(index - 6, 0) : index] if word not in _MARKS]
    return not _CORRECTING.isdisjoint(before) and before[-1:] != ["not"]


_DAY_AND_HOUR = 2  # dates of an outline
_PERIODS = frozenset({Bound.UNTIL, Bound.SINCE, Bound.FROM})
_ALONE = 2  # words: "8pm", "DATE ."
_MARKS = word_set(", . - – — ... :")
_CORRECTING = word_set("no wait sorry actually rather scratch correction nope oops")
