"""Dates and tasks as iCalendar (RFC 5545), each with a UID that stays the same from one export to the next."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

from bot.domain.follow_up import Event, FollowUp, FollowUpState, Series
from bot.domain.recurrence import recurrence_from
from bot.exchange.files import Contents, Day, RowError

UID_SUFFIX = "@vouch"

_OVER = frozenset(("COMPLETED", "CANCELLED"))


def write_calendar(events: Iterable[Event], follow_ups: Iterable[FollowUp]) -> str:
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Vouch//EN")
    calendar.add("version", "2.0")
    for event in events:
        calendar.add_component(_event(event))
    for follow_up in follow_ups:
        if follow_up.due_on and follow_up.state is not FollowUpState.DROPPED:
            calendar.add_component(_task(follow_up, follow_up.due_on))
    written: bytes = calendar.to_ical()
    return written.decode()


def read_calendar(text: str, zone: ZoneInfo) -> Contents:
    """Return the dates and open tasks, with each entry that cannot be read; rows are entries, counted from 1.

    Times of other zones become those of *zone*.
    """
    try:
        calendars = icalendar.Calendar.from_ical(text, multiple=True)
    except (ValueError, IndexError) as error:
        return Contents(errors=(RowError(1, f"this calendar cannot be read ({type(error).__name__})"),))
    entries = [each for one in calendars for each in one.walk() if each.name in ("VEVENT", "VTODO")]
    days: list[Day] = []
    errors: list[RowError] = []
    for number, entry in enumerate(entries, start=1):
        try:
            if entry.name == "VEVENT" or str(entry.get("STATUS", "")) not in _OVER:
                days.append(_day(number, entry, zone))
        except (KeyError, ValueError, AttributeError, TypeError):
            errors.append(RowError(number, "no date that I can read"))
    return Contents(days=tuple(days), errors=tuple(errors))


def _event(event: Event) -> icalendar.Event:
    entry = icalendar.Event()
    _describe(entry, event.id, event.title, event.created_at)
    if event.at:
        starts = datetime.combine(event.starts_on, event.at)
        entry.add("dtstart", starts)
        entry.add("dtend", starts + timedelta(hours=1))
    else:
        entry.add("dtstart", event.starts_on)
        entry.add("dtend", event.ends_on + timedelta(days=1))  # the day after, RFC 5545, 3.6.1
    entry.add("categories", [event.kind.value])
    return entry


def _task(follow_up: FollowUp, due_on: date) -> icalendar.Todo:
    entry = icalendar.Todo()
    _describe(entry, follow_up.id, follow_up.what, follow_up.created_at)
    entry.add("due", datetime.combine(due_on, follow_up.due_at) if follow_up.due_at else due_on)
    if series := follow_up.series:
        entry.add("dtstart", datetime.combine(series.on, series.at) if series.at else series.on)
        entry.add("rrule", series.recurrence.rule())
    entry.add("status", "COMPLETED" if follow_up.state is FollowUpState.DONE else "NEEDS-ACTION")
    return entry


def _describe(entry: icalendar.Component, record_id: str, summary: str, created_at: datetime) -> None:
    entry.add("uid", f"{record_id}{UID_SUFFIX}")
    entry.add("summary", summary)
    entry.add("dtstamp", created_at.astimezone(UTC))


def _day(number: int, entry: Any, zone: ZoneInfo) -> Day:
    # The library's types name every kind of value that any property of a calendar can have.
    task = entry.name == "VTODO"
    starts = entry["DUE" if task else "DTSTART"].dt
    ends = entry["DTEND"].dt if "DTEND" in entry else starts
    starts_on, at = _on(starts, zone)
    ends_on, until = _on(ends, zone)
    if until is None and ends_on > starts_on:
        ends_on -= timedelta(days=1)
    summary = str(entry.get("SUMMARY", "")).strip() or "(no title)"
    uid = str(entry.get("UID", "")).strip() or f"{summary} {starts_on}"
    kinds = [str(each) for each in entry["CATEGORIES"].cats] if "CATEGORIES" in entry else []
    kind = kinds[0] if kinds else None
    return Day(number, uid, summary, starts_on, max(ends_on, starts_on), at, task, kind, _series(entry, zone))


def _series(entry: Any, zone: ZoneInfo) -> Series | None:
    """Return how the entry repeats; None where it does not, or in a way that a reminder cannot."""
    if "RRULE" not in entry or not isinstance(entry["RRULE"], dict):
        return None
    on, at = _on(entry["DTSTART" if "DTSTART" in entry else "DUE"].dt, zone)
    recurrence = recurrence_from(entry["RRULE"], on)
    return Series(recurrence, on, at) if recurrence else None


def _on(moment: date | datetime, zone: ZoneInfo) -> tuple[date, time | None]:
    if isinstance(moment, datetime):
        local = moment.astimezone(zone) if moment.tzinfo else moment
        return local.date(), local.time()
    return moment, None
