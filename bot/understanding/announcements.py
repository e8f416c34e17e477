"""What a lead wants announced: to whom, when, the words, and whether they are to be acknowledged."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.domain.announcement import SATURDAY, Every
from bot.understanding.dates import DateMention, Kind, read_dates

MORNING = time(9)
"""When an announcement for a day without a time goes out."""

A_MONTH = 30
"""What the reader of dates gives for "every month", in days."""

_PARTS_OF_DAY = {"morning": time(8), "noon": time(12), "afternoon": time(14), "evening": time(18), "night": time(20)}

_BEGINS = re.compile(r"\s*(?:please\s+)?(?:announce(?:ment)?|tell|post|send)\b\s*:?\s*", re.IGNORECASE)
_TO = re.compile(r"\s*(?:to|in|of|for)\s+(?:the\s+)?", re.IGNORECASE)
_AUDIENCE = re.compile(
    r"(?P<everyone>(?:everyone|everybody|each\s+member|(?:all\s+)?members|all)\b)"
    r"|(?:cohort(?:'s)?\s+)?channel\b|cohort\b"
    r"|#(?P<channel>[\w.-]+)|<#\w+\|(?P<drawn>[^>]+)>",
    re.IGNORECASE,
)
_BARE_AUDIENCE = re.compile(
    r"\s*(?:(?P<everyone>(?:everyone|everybody)\b)(?!\s+(?:needs?|must|should|has|is|who|can|will|gets|may)\b)"
    r"|#(?P<channel>[\w.-]+)|<#\w+\|(?P<drawn>[^>]+)>)",
    re.IGNORECASE,
)
"""Without "to": what else these words could begin is told by the verb after them ("everyone needs a flu shot")."""

_AFTER_AUDIENCE = re.compile(r"[\s:,]*")
_ISO = re.compile(r"\s*at\s+(\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?)[\s:,]*")
_AT = re.compile(r"\s*at\s+", re.IGNORECASE)
_WEEKDAYS = re.compile(r"\s*(?:at\s+)?(?:on\s+)?(?:every\s+(?:weekday|workday)|weekdays)\s+(?:at\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,]*")
_SEPARATOR = re.compile(r"\s*[:,–—-]\s*")
_COLON = re.compile(
    r"\s*:\s+|\s+(?=to\s+(?:the\s+)?(?:#|<#|everyone\b|everybody\b|each\s+member\b|all\b))", re.IGNORECASE
)
"""What parts a time without "at" from the words: a colon, or the audience."""

_NOW = re.compile(
    r"\s*(?:at\s+once|immediately|right\s+away|(?:right\s+)?now)"
    r"(?:\s*[:–—-]\s*|\s+(?=to\s+(?:the\s+)?(?:#|<#|everyone\b|everybody\b|each\s+member\b|all\b)))",
    re.IGNORECASE,
)
"""Said where a time could stand, it is no word of the message: "to #prelims now: noon conference moved"."""

_ACKNOWLEDGE = re.compile(
    r"[\s,;.!–—-]*\b(?:(?:and|with)\s+(?:please\s+)?|please\s+)acknowledge(?:ment)?\b[\s.!]*$", re.IGNORECASE
)

_ACKNOWLEDGE_FIRST = re.compile(r"\s*(?:and|with)\s+(?:please\s+)?acknowledge(?:ment)?\s*:\s*", re.IGNORECASE)
"""Before the words that it is asked for: "to everyone at 6 pm and acknowledge: bring your badge"."""


_SEVERAL = re.compile(r"#[\w.-]+(?:\s*,\s*#[\w.-]+)*\s*(?:,?\s*and|&|\+)\s*(?:to\s+)?#[\w.-]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """*wall_at* is naive, None where the time lies behind."""

    wall_at: datetime | None
    every: Every | None = None


@dataclass(frozen=True, slots=True)
class ToAnnounce:
    """*channel* without its sign; *cohorts* are those that words such as "site Mercy" name. *when* is None for now."""

    text: str
    everyone: bool = False
    channel: str | None = None
    cohorts: tuple[str, ...] = ()
    when: When | None = None
    acknowledge: bool = False


def read_announcement(words: str, now: datetime, named: Mapping[str, tuple[str, ...]] | None = None) -> ToAnnounce:
    """Read a line that begins with "announce"; *now* is the author's local wall time.

    *named* gives, in lower case, other words for cohorts ("prelims", "site mercy") with the names of those meant.

    >>> told = read_announcement("announce to #prelims tomorrow 8am: noon conference moved", datetime(2026, 10, 13, 9))
    >>> told.text, told.channel, str(told.when.wall_at)
    ('noon conference moved', 'prelims', '2026-10-14 08:00:00')
    >>> read_announcement("announce to #prelims now: noon conference moved", datetime(2026, 10, 13, 9)).text
    'noon conference moved'
    >>> read_announcement("announce to everyone badges expire Friday and acknowledge", datetime(2026, 10, 13, 9)).text
    'badges expire Friday'
    >>> first = read_announcement("announce at 6 pm to everyone and acknowledge: a badge", datetime(2026, 10, 13, 9))
    >>> first.text, first.acknowledge
    ('a badge', True)
    """
    begun = _BEGINS.match(words)
    rest = words[begun.end() :].strip() if begun else words.strip()
    everyone, channel, when = False, None, None
    cohorts: tuple[str, ...] = ()
    if acknowledge := _ACKNOWLEDGE.search(rest):
        rest = rest[: acknowledge.start()]
    for _ in range(3):  # in any order: "to everyone in #prelims at 8am", "at 8am to everyone"
        to = _TO.match(rest)
        if audience := _AUDIENCE.match(rest, to.end()) if to else _BARE_AUDIENCE.match(rest):
            everyone = everyone or bool(audience["everyone"])
            channel = (audience["channel"] or audience["drawn"] or "").casefold() or channel
            rest = _after(rest, audience.end())
        elif to and (phrase := _phrase(rest[to.end() :], named or {})):
            cohorts, rest = (named or {})[phrase], _after(rest, to.end() + len(phrase))
        if when is None and (found := _leading_time(rest, now)):
            when, rest = found
        elif when is None and (at_once := _NOW.match(rest)):
            rest = rest[at_once.end() :]
    if first := _ACKNOWLEDGE_FIRST.match(rest):
        acknowledge, rest = first, rest[first.end() :]
    return ToAnnounce(rest.strip(), everyone, channel, cohorts, when, acknowledge is not None)


def one_by_one(words: str) -> dict[str, str]:
    """Return what to say for each channel where an announcement begins by naming several; nothing for one or none.

    >>> one_by_one("announce to #prelims and #surgery tomorrow: room 5")
    {'prelims': 'announce to #prelims tomorrow: room 5', 'surgery': 'announce to #surgery tomorrow: room 5'}
    >>> one_by_one("announce to #prelims, #surgery is closed today")
    {}
    """
    begun = _BEGINS.match(words)
    to = _TO.match(words, begun.end()) if begun else None
    several = _SEVERAL.match(words, to.end() if to else begun.end()) if begun else None
    if several is None:
        return {}
    names = dict.fromkeys(name.casefold() for name in re.findall(r"#([\w.-]+)", several[0]))
    return {name: f"{words[: several.start()]}#{name}{words[several.end() :]}" for name in names}


def read_moment(words: str, now: datetime) -> When | None:
    """Return the time that *words* tell ("tomorrow 8am", "every monday 8am"), None where they tell none ahead."""
    found = _leading_time(f"at {words.strip()}", now)
    return found[0] if found and found[0].wall_at else None


def _after(rest: str, end: int) -> str:
    gap = _AFTER_AUDIENCE.match(rest, end)
    return rest[gap.end() :] if gap else rest[end:]


def _phrase(rest: str, named: Mapping[str, tuple[str, ...]]) -> str | None:
    """Return the longest of the words for cohorts that *rest* begins with, set off by a colon or an end."""
    folded = rest.casefold()
    fitting = [each for each in named if folded.startswith(each) and re.match(r"\s*(?::|,|at\b|$)", rest[len(each) :])]
    return max(fitting, key=len, default=None)


def _leading_time(rest: str, now: datetime) -> tuple[When, str] | None:
    """Return the time that *rest* begins with, and what follows it."""
    if iso := _ISO.match(rest):
        told = datetime.fromisoformat(iso[1])
        moment = told if len(iso[1]) > 10 else datetime.combine(told.date(), MORNING)
        return When(moment if moment > now else None), rest[iso.end() :]
    weekdays = _WEEKDAYS.match(rest)
    said_at = weekdays or _AT.match(rest)
    begins = said_at.end() if said_at else len(rest) - len(rest.lstrip())
    mentions = read_dates(rest, now)
    mention = next((each for each in mentions if each.span.start <= begins < each.span.end), None)
    if mention is None:
        return None
    step = mention.every_days
    if step:  # "every month on the 1st at 9am": how often, and then when
        following = next((each for each in mentions if each.span.start > mention.span.start), None)
        gap = _BETWEEN.match(rest, mention.span.end)
        if following and gap and gap.end() >= following.span.start:
            mention = following
    left = rest[mention.span.end :]
    # Without "at", only a colon tells a time from words that happen to begin with one ("Friday is a holiday").
    separator = (_SEPARATOR if said_at else _COLON).match(left)
    if separator is None and not said_at:
        return None
    wall = _wall(mention, now)
    if weekdays and wall:
        while wall.weekday() >= SATURDAY:
            wall += timedelta(days=1)
        every: Every | None = Every(weekdays=True)
    else:
        every = (Every(months=1) if step == A_MONTH else Every(days=step)) if step else None
    return When(wall, every), left[separator.end() :] if separator else left


def _wall(mention: DateMention, now: datetime) -> datetime | None:
    day = mention.due
    if day is None:
        return None
    at = mention.at or _PARTS_OF_DAY.get(mention.part_of_day or "", MORNING)
    wall = datetime.combine(day, at)
    return wall if wall > now or mention.kind is Kind.CLOCK else None
