"""The agenda: the most valuable of what is due first, then by day. All of it: a face pages what is long."""

from collections.abc import Sequence
from datetime import date

from bot.domain.follow_up import Event
from bot.messages import Button, Item, Reply, Section
from bot.replies.days import day_in_words, days_in_words, due_in_words, time_in_words
from bot.replies.owed import Task
from bot.replies.planned import event_in_words
from bot.understanding.meaning import DayRange

AT_ONCE = 10
"""How many events are told above what is owed; those after them stand below it."""


def agenda(
    owed: Sequence[Task],
    events: Sequence[Event],
    today: date,
    until: date | None = None,
    later: int = 0,
) -> Reply:
    """List what is owed, each with its Done and Later, and what is coming up."""
    span = " today" if until == today else f" until {day_in_words(until, today)}" if until else ""
    coming = [event for event in events if until is None or event.starts_on <= until]
    if not owed and not coming:
        after = f" {later} more after that." if later else ""
        return Reply(f"Nothing is due{span or ' right now'}. Rest if you can.{after}")
    lines = [f"Coming up: {event_line(event, today)}" for event in coming[:AT_ONCE]]
    if later:
        lines.append(f"{later} more after these.")
    items = tuple(task_item(task, today) for task in owed)
    further = tuple(Item(event_line(event, today)) for event in coming[AT_ONCE:])
    sections = (Section("Further ahead", items=further),) if further else ()
    return Reply("\n".join(lines), title=_title(owed, span, today), items=items, sections=sections)


def next_due(owed: Sequence[Task], today: date) -> Reply:
    """Show the first of what is owed, with its Done and Later, and count the rest."""
    first, *rest = owed
    after = f"{len(rest)} more after that." if rest else ""
    return Reply(after, title="Next", items=(task_item(first, today),))


def _title(owed: Sequence[Task], span: str, today: date) -> str:
    if not owed:
        return f"Nothing owed{span}"
    overdue = sum(1 for task in owed if task.due_on and task.due_on < today)
    waiting = f", {overdue} from before today" if overdue else ""
    return f"{len(owed)} to do{span}{waiting}"


def task_item(task: Task, today: date) -> Item:
    when = "today" if task.due_on == today else due_in_words(task.due_on, None, today)
    at = f" at {time_in_words(task.due_at)}" if task.due_at else ""
    buttons = (Button("Done", f"done:{task.about}"), Button("Later", f"later:{task.about}"))
    return Item(f"{when}{at}{f', {task.rhythm}' if task.rhythm else ''}: {task.what}", task.about, buttons)


def event_line(event: Event, today: date) -> str:
    at = f" at {time_in_words(event.at)}" if event.at else ""
    return f"{event_in_words(event, [])}, {days_in_words(DayRange(event.starts_on, event.ends_on), today)}{at}"
