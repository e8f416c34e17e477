"""A pasted schedule: a table of dates and services, a line each, or the text of an .ics file.

A table leaves the year out and covers a year of work, so its dates are read in order: the first near today, each next
one after it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar

from bot.domain.follow_up import EventKind
from bot.understanding.reading import Reading
from bot.understanding.time_off import is_time_off


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """One service or event, both days included. *at* is local and set for what has an hour of one day.

    *words* are those it was read from. *kept_time*: somebody waits for the resident then.
    """

    title: str
    starts_on: date
    ends_on: date
    kind: EventKind
    attending: str | None = None
    at: time | None = None
    nights: bool = False
    call: bool = False
    words: str = ""
    kept_time: bool = False


@dataclass(frozen=True, slots=True)
class Schedule:
    """*unread* are lines in which no date was found, headings left out."""

    lines: tuple[ScheduleLine, ...]
    unread: tuple[str, ...] = ()


class UnreadableCalendar(Exception):
    """The text begins like an .ics file and is none that can be read."""


_MONTHS = {f"{date(2000, number, 1):%b}".lower(): number for number in range(1, 13)}
_MONTH = r"(?P<{0}name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = (
    r"(?:(?P<{0}iso>\d{{4}}-\d{{2}}-\d{{2}})"
    r"|(?P<{0}m>\d{{1,2}})/(?P<{0}d>\d{{1,2}})(?:/(?P<{0}y>\d{{4}}|\d{{2}}))?"
    r"|" + _MONTH + r" ?(?P<{0}day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<{0}year>\d{{4}}))?"
    r"|(?P<{0}only>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|/|:\d))"
)
_FROM = re.compile(_DAY.format("a").replace(r"|(?P<aonly>\d{1,2})(?:st|nd|rd|th)?(?!\d|/|:\d)", ""), re.IGNORECASE)
_TO = re.compile(r"\s*(?:-|–|—|to|through|thru|until|till|[|\t,;])+\s*" + _DAY.format("b"), re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_FILLER = re.compile(
    r"\b(?:block|week|rotation|period)\s*#?\d+\b[:.]?|\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b\.?,?", re.IGNORECASE
)
_ATTENDING = re.compile(
    r"(?:\b(?:w/|with|attending:?)\s*)?(?:\bDr\.?|\bProf\.?)\s+(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)"
)
_LEFT_OPEN = re.compile(r"\s+(?:with|w/|and|&|:|-)\s*$", re.IGNORECASE)
_HEADING = re.compile(
    r"\b(?:dates?|start|end|services?|rotations?|blocks?|attendings?|schedule|weeks?)\b", re.IGNORECASE
)
_TELLING = re.compile(
    r"\b(?:met|said|says|told|email|call (?:her|him|dr)|talked|spoke|remind|sent|asked|thank)\b", re.IGNORECASE
)
_NIGHTS = re.compile(r"\bnights?\b|\bnf\b|\bnight float\b", re.IGNORECASE)
_CALL = re.compile(r"^(?:on |long |24h |overnight )?call$", re.IGNORECASE)
_MEETING = re.compile(
    r"\b(?:meet(?:ing)?|interview|appointment|appt|1:1|one[- ]on[- ]one|check[- ]?in|(?:coffee|lunch|call) with)\b",
    re.IGNORECASE,
)

MOST_WORDS = 8
"""A line with more words than that besides its dates is a sentence and no row of a table."""

ENOUGH = 2
"""So many rows make a table."""

LONGEST_GAP = timedelta(days=4)
"""Shifts of one service this far apart are still one rotation: a free weekend lies between."""


def read_schedule(text: str, now: datetime, tz: str) -> Schedule | None:
    """Return the schedule that a message is, None where it is none. *now* is local. Raises UnreadableCalendar."""
    if "BEGIN:VCALENDAR" in text[:200]:
        return Schedule(tuple(_from_calendar(text, now, tz)))
    rows = [row.strip() for row in text.splitlines() if row.strip()]
    if len(rows) == 1:
        rows = _parts_of(rows[0])
    if len(rows) < ENOUGH:
        return None
    dated = [(row, found) for row in rows if (found := _dates_in(row)) and _is_row(row, found)]
    if len(dated) < ENOUGH or len(dated) < 0.6 * len([row for row in rows if not _HEADING.search(row)]):
        return None
    lines = list(_rows(dated, now))
    if sum(1 for line in lines if line.kind is not EventKind.OTHER) * 2 < len(lines):
        return None
    read = {row for row, _ in dated}
    return Schedule(tuple(lines), tuple(row for row in rows if row not in read and not _HEADING.search(row)))


# Tables


def _parts_of(row: str) -> list[str]:
    """Return the services of a table told in one line, each with its first day and its last; else the line as it is.

    >>> _parts_of("schedule: micu 11/1-11/28, wards 11/29-12/26, then nights 12/27-1/9")
    ['micu 11/1-11/28', 'wards 11/29-12/26', 'nights 12/27-1/9']
    """
    before, _, rest = row.rpartition(":")
    told = rest if _HEADING.search(before) else row
    parts = [_AND_THEN.sub("", part.strip()) for part in _BETWEEN.split(told) if part.strip()]
    whole = len(parts) >= ENOUGH and all((found := _dates_in(part)) and found[1] for part in parts)
    return parts if whole else [row]


_BETWEEN = re.compile(r"[,;](?!\s*\d{4}\b)")
_AND_THEN = re.compile(r"^(?:and|then|\s)+\b", re.IGNORECASE)

_Found = tuple[re.Match[str], re.Match[str] | None]


def _dates_in(row: str) -> _Found | None:
    first = _FROM.search(row) if _DIGIT.search(row) else None
    return (first, _TO.match(row, first.end())) if first else None


def _is_row(row: str, found: _Found) -> bool:
    title = _title(row, found)
    return bool(title) and len(title.split()) <= MOST_WORDS and not _TELLING.search(row)


def _title(row: str, found: _Found) -> str:
    first, last = found
    rest = f"{row[: first.start()]} {row[(last or first).end() :]}"
    rest = _FILLER.sub(" ", _ATTENDING.sub(" ", rest))
    return " ".join(re.sub(r"[|\t:;()\[\]]+|\s-\s|^[\s,.-]+|[\s,.-]+$", " ", rest).split()).strip(" -–—,.")


def _rows(dated: list[tuple[str, _Found]], now: datetime) -> Iterator[ScheduleLine]:
    starts: list[date] = []
    for _, (first, _) in dated:
        starts.append(_day(first, "a", starts[-1] if starts else None, now))
    for place, (row, (first, last)) in enumerate(dated):
        start = starts[place]
        ends_before = starts[place + 1] - timedelta(days=1) if place + 1 < len(starts) else start + timedelta(days=27)
        end = _day(last, "b", start, now) if last else max(start, ends_before)
        attending = _ATTENDING.search(row)
        line = _line(_title(row, (first, last)), start, end, attending["name"] if attending else None, now)
        yield replace(line, words=row)


def _day(found: re.Match[str], group: str, after: date | None, now: datetime) -> date:
    """Return the day told; without a year the first one after *after*, or else the one nearest to today."""
    part = {name.removeprefix(group): value for name, value in found.groupdict().items() if value}
    if "iso" in part:
        return date.fromisoformat(part["iso"])
    if "only" in part and after:
        day = int(part["only"])
        return _valid(after.year, after.month, day) if day >= after.day else _valid(*_next_month(after), day)
    month = _MONTHS[part["name"].lower()] if "name" in part else int(part.get("m", 1))
    day = int(part.get("day") or part.get("d") or 1)
    if year := part.get("year") or part.get("y"):
        return _valid(int(year) + (2000 if len(year) == 2 else 0), month, day)
    near = after or now.date() - timedelta(days=200)
    return min(each for each in (_valid(near.year + n, month, day) for n in (0, 1, 2)) if each >= near)


def _next_month(day: date) -> tuple[int, int]:
    return day.year + day.month // 12, day.month % 12 + 1


def _valid(year: int, month: int, day: int) -> date:
    """Return the day, or the last of its month where it has no such day ("6/31"); a 13th month counts as the 12th."""
    month = min(max(month, 1), 12)
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return date(year, month, min(max(day, 1), last.day))


def _line(title: str, start: date, end: date, attending: str | None, now: datetime) -> ScheduleLine:
    return ScheduleLine(
        title,
        start,
        max(start, end),
        _kind(title, now),
        attending,
        nights=bool(_NIGHTS.search(title)),
        call=bool(_CALL.match(title)),
    )


def _kind(title: str, now: datetime) -> EventKind:
    if is_time_off(title):
        return EventKind.TIME_OFF
    reading = Reading(title, now)
    if any(reading.hits_of("events", "conference")) and not any(reading.hits_of("events", "rotation")):
        return EventKind.CONFERENCE
    known = any(reading.hits_of("events", "rotation", "clinic")) or any(reading.hits_of("specialties"))
    return EventKind.ROTATION if known or _NIGHTS.search(title) or _CALL.match(title) else EventKind.OTHER


# Calendars


def _from_calendar(text: str, now: datetime, tz: str) -> Iterator[ScheduleLine]:
    try:
        events = [event for event in Calendar.from_ical(text).walk("VEVENT") if event.get("RRULE") is None]
        found = [line for event in events if (line := _event(event, now, ZoneInfo(tz)))]
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise UnreadableCalendar from error
    yield from _joined(sorted(found, key=lambda line: (line.title, line.starts_on)))


def _event(event: object, now: datetime, zone: ZoneInfo) -> ScheduleLine | None:
    """Return what an event of the calendar says; what recurs is no rotation and is left out."""
    summary = " ".join(str(event.get("SUMMARY", "")).split())  # type: ignore[attr-defined]
    start = event.get("DTSTART")  # type: ignore[attr-defined]
    if not summary or start is None:
        return None
    end = event.get("DTEND")  # type: ignore[attr-defined]
    first, at = _local(start.dt, zone)
    last, _ = _local(end.dt, zone) if end else (first, None)
    if end and (not isinstance(end.dt, datetime) or _midnight(end.dt, zone)) and last > first:
        last -= timedelta(days=1)  # the end of an all-day event is the day after it
    attending = _ATTENDING.search(summary)
    title = _LEFT_OPEN.sub("", " ".join(_ATTENDING.sub(" ", summary).split())).strip(" -–—,:|")
    line = replace(_line(title or summary, first, last, attending["name"] if attending else None, now), words=summary)
    hour = at if line.kind is EventKind.OTHER and first == last else None
    kept_time = bool(hour and (attending or _MEETING.search(summary)))
    return replace(line, at=hour, kind=EventKind.MEETING if hour else line.kind, kept_time=kept_time)


def _local(moment: date | datetime, zone: ZoneInfo) -> tuple[date, time | None]:
    if not isinstance(moment, datetime):
        return moment, None
    wall = moment.astimezone(zone) if moment.tzinfo else moment
    return wall.date(), wall.time().replace(tzinfo=None)


def _midnight(moment: datetime, zone: ZoneInfo) -> bool:
    return _local(moment, zone)[1] == time(0)


def _joined(lines: Iterable[ScheduleLine]) -> list[ScheduleLine]:
    """Make one rotation of the shifts of one service that follow each other."""
    joined: list[ScheduleLine] = []
    for line in lines:
        before = joined[-1] if joined else None
        same = before and (before.title, before.attending, before.kind) == (line.title, line.attending, line.kind)
        if before and same and not line.at and not line.call and line.starts_on - before.ends_on <= LONGEST_GAP:
            joined[-1] = replace(before, ends_on=max(before.ends_on, line.ends_on))
        else:
            joined.append(line)
    return sorted(joined, key=lambda line: (line.starts_on, line.title))
