"""Dates and tasks as iCalendar (RFC 5545), each with a UID that stays the same from one export to the next."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import vobject
from vobject.base import VObjectError

from bot.domain.follow_up import Event, FollowUp, FollowUpState
from bot.exchange.files import Contents, Day, RowError

UID_SUFFIX = "@vouch"


def write_calendar(events: Iterable[Event], follow_ups: Iterable[FollowUp]) -> str:
    calendar = vobject.iCalendar()
    calendar.add("prodid").value = "-//Vouch//EN"
    for event in events:
        entry = calendar.add("vevent")
        _describe(entry, event.id, event.title, event.created_at)
        if event.at:
            entry.add("dtstart").value = datetime.combine(event.starts_on, event.at)
            entry.add("duration").value = timedelta(hours=1)
        else:
            entry.add("dtstart").value = event.starts_on
            entry.add("dtend").value = event.ends_on + timedelta(days=1)  # the day after, RFC 5545, 3.6.1
        entry.add("categories").value = [event.kind.value]
    for follow_up in follow_ups:
        if follow_up.due_on is None or follow_up.state is FollowUpState.DROPPED:
            continue
        entry = calendar.add("vtodo")
        _describe(entry, follow_up.id, follow_up.what, follow_up.created_at)
        due = entry.add("due")
        if follow_up.due_at:
            due.value = datetime.combine(follow_up.due_on, follow_up.due_at)
        else:  # the library takes a due moment for one with a time always, so the day is written here
            due.value_param = "DATE"
            _write_plainly(due, f"{follow_up.due_on:%Y%m%d}")
        entry.add("status").value = "COMPLETED" if follow_up.state is FollowUpState.DONE else "NEEDS-ACTION"
    written: str = calendar.serialize(validate=False)
    return written


def read_calendar(text: str, zone: ZoneInfo) -> Contents:
    """Return the dates and open tasks, with each entry that cannot be read; rows are entries, counted from 1.

    Times of other zones become those of *zone*.
    """
    try:
        calendars = list(vobject.readComponents(text, ignoreUnreadable=True))
    except (VObjectError, ValueError, AttributeError, TypeError) as error:
        return Contents(errors=(RowError(1, f"this calendar cannot be read ({type(error).__name__})"),))
    entries = [
        (name, each)
        for calendar in calendars
        for name in ("vevent", "vtodo")
        for each in calendar.contents.get(name, ())
    ]
    days: list[Day] = []
    errors: list[RowError] = []
    for number, (name, entry) in enumerate(entries, start=1):
        try:
            if name == "vevent" or _text(entry, "status") not in ("COMPLETED", "CANCELLED"):
                days.append(_day(number, name, entry, zone))
        except (KeyError, ValueError, AttributeError, TypeError):
            errors.append(RowError(number, "no date that I can read"))
    return Contents(days=tuple(days), errors=tuple(errors))


def _describe(entry: Any, record_id: str, summary: str, created_at: datetime) -> None:
    entry.add("uid").value = f"{record_id}{UID_SUFFIX}"
    entry.add("summary").value = summary
    _write_plainly(entry.add("dtstamp"), f"{created_at.astimezone(UTC):%Y%m%dT%H%M%SZ}")


def _write_plainly(line: Any, value: str) -> None:
    line.value, line.isNative = value, False


def _day(number: int, name: str, entry: Any, zone: ZoneInfo) -> Day:
    starts = entry.contents["dtstart" if name == "vevent" else "due"][0].value
    ends = entry.contents["dtend"][0].value if "dtend" in entry.contents else starts
    starts_on, at = _on(starts, zone)
    ends_on, until = _on(ends, zone)
    if until is None and ends_on > starts_on:
        ends_on -= timedelta(days=1)
    categories = entry.contents["categories"][0].value if "categories" in entry.contents else []
    summary = _text(entry, "summary") or "(no title)"
    uid = _text(entry, "uid") or f"{summary} {starts_on}"
    kind = categories[0] if isinstance(categories, list) and categories else None
    return Day(number, uid, summary, starts_on, max(ends_on, starts_on), at, name == "vtodo", kind)


def _on(moment: date | datetime, zone: ZoneInfo) -> tuple[date, time | None]:
    if isinstance(moment, datetime):
        local = moment.astimezone(zone) if moment.tzinfo else moment
        return local.date(), local.time()
    return moment, None


def _text(entry: Any, name: str) -> str:
    return str(entry.contents[name][0].value).strip() if name in entry.contents else ""
