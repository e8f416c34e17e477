"""The one day and time that a reminder, a put-off or a planned meeting is for, out of all that are told."""

import re
from datetime import date, time
from typing import TypedDict

from bot.understanding.dates import DateMention, Kind
from bot.understanding.meaning import Span
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
    clock = chosen.at or next((m.at for m in outline.reading.dates if m.due and m.kind is Kind.CLOCK), None)
    return {"due_on": chosen.due, "due_at": clock, "due_span": chosen.span}


def suited_days(outline: Outline) -> list[DateMention]:
    """The days told, in order, without those that do not suit where another does; mere hours where no day is told."""
    told = [m for m in outline.reading.dates if m.due is not None and m.kind in (Kind.DAY, Kind.CLOCK, Kind.DURATION)]
    days = [m for m in told if m.kind is not Kind.CLOCK]
    return [m for m in days if not _is_unsuited(outline, m)] or days or told


def _is_unsuited(outline: Outline, mention: DateMention) -> bool:
    item = outline.date_item(mention)
    if item is None:
        return False
    start, _ = outline.sentence_of(item)
    return bool(_UNSUITED.search(outline.text_of(start, item)))
