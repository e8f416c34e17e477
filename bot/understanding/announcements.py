"""What a lead wants announced: to whom, when, the words, and whether they are to be acknowledged."""

import re
from dataclasses import dataclass
from datetime import datetime, time

from bot.understanding.dates import DateMention, Kind, read_dates

MORNING = time(9)
"""When an announcement for a day without a time goes out."""

_PARTS_OF_DAY = {"morning": time(8), "noon": time(12), "afternoon": time(14), "evening": time(18), "night": time(20)}

_AUDIENCE = re.compile(
    r"\s*(?:to\s+)(?:(?P<everyone>everyone|everybody|each\s+member|all\s+members|all)\b"
    r"|#(?P<channel>[\w.-]+)|<#\w+\|(?P<drawn>[^>]+)>)[\s:,]*",
    re.IGNORECASE,
)
_ISO = re.compile(r"\s*at\s+(\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?)[\s:,]*")
_AT = re.compile(r"\s*at\s+", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[:,–—-]\s*")
_COLON = re.compile(r"\s*:\s+")
_ACKNOWLEDGE = re.compile(r"[\s,;.!–—-]*\b(?:and|with)\s+(?:please\s+)?acknowledge(?:ment)?\b[\s.!]*$", re.IGNORECASE)

_ACKNOWLEDGE_FIRST = re.compile(r"\s*(?:and|with)\s+(?:please\s+)?acknowledge(?:ment)?\s*:\s*", re.IGNORECASE)
"""Before the words that it is asked for: "to everyone at 6 pm and acknowledge: bring your badge"."""


@dataclass(frozen=True, slots=True)
class ToAnnounce:
    """*channel* without its sign; *wall_at* is naive, None for now. *passed* marks a time that lies behind."""

    text: str
    everyone: bool = False
    channel: str | None = None
    wall_at: datetime | None = None
    every_days: int | None = None
    acknowledge: bool = False
    passed: bool = False


def read_announcement(words: str, now: datetime) -> ToAnnounce:
    """Read what follows the word "announce"; *now* is the author's local wall time.

    >>> read_announcement("to #prelims tomorrow 8am: noon conference moved", datetime(2026, 10, 13, 9))
    ... # doctest: +NORMALIZE_WHITESPACE
    ToAnnounce(text='noon conference moved', everyone=False, channel='prelims',
               wall_at=datetime.datetime(2026, 10, 14, 8, 0), every_days=None, acknowledge=False, passed=False)
    >>> read_announcement("to everyone badges expire Friday and acknowledge", datetime(2026, 10, 13, 9)).text
    'badges expire Friday'
    >>> first = read_announcement("at 6 pm to everyone and acknowledge: bring your badge", datetime(2026, 10, 13, 9))
    >>> first.text, first.acknowledge
    ('bring your badge', True)
    """
    rest, everyone, channel = words.strip().lstrip(":").strip(), False, None
    wall_at, every_days, passed = None, None, False
    if acknowledge := _ACKNOWLEDGE.search(rest):
        rest = rest[: acknowledge.start()]
    for _ in range(2):  # either order: "to everyone at 8am", "at 8am to everyone"
        if audience := _AUDIENCE.match(rest):
            everyone = bool(audience["everyone"])
            channel = (audience["channel"] or audience["drawn"] or "").casefold() or None
            rest = rest[audience.end() :]
        if when := _leading_time(rest, now):
            wall_at, every_days, passed, rest = when
    if first := _ACKNOWLEDGE_FIRST.match(rest):
        acknowledge, rest = first, rest[first.end() :]
    return ToAnnounce(rest.strip(), everyone, channel, wall_at, every_days, acknowledge is not None, passed)


def read_moment(words: str, now: datetime) -> datetime | None:
    """Return the wall time that *words* tell ("tomorrow 8am"), None where they tell none that lies ahead."""
    when = _leading_time(f"at {words.strip()}", now)
    return when[0] if when and not when[2] else None


def _leading_time(rest: str, now: datetime) -> tuple[datetime | None, int | None, bool, str] | None:
    """Return (wall time, step in days, whether it passed, what follows) where *rest* begins with a time."""
    if iso := _ISO.match(rest):
        told = datetime.fromisoformat(iso[1])
        moment = told if len(iso[1]) > 10 else datetime.combine(told.date(), MORNING)
        return moment, None, moment <= now, rest[iso.end() :]
    said_at = _AT.match(rest)
    begins = said_at.end() if said_at else len(rest) - len(rest.lstrip())
    mention = next((each for each in read_dates(rest, now) if each.span.start <= begins), None)
    if mention is None or mention.span.end <= begins:
        return None
    left = rest[mention.span.end :]
    # Without "at", only a colon tells a time from words that happen to begin with one ("Friday is a holiday").
    separator = (_SEPARATOR if said_at else _COLON).match(left)
    if separator is None and not said_at:
        return None
    wall = _wall(mention, now)
    return wall, mention.every_days, wall is None, left[separator.end() :] if separator else left


def _wall(mention: DateMention, now: datetime) -> datetime | None:
    day = mention.due
    if day is None:
        return None
    at = mention.at or _PARTS_OF_DAY.get(mention.part_of_day or "", MORNING)
    wall = datetime.combine(day, at)
    return wall if wall > now or mention.kind is Kind.CLOCK else None
