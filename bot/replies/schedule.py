"""A pasted schedule, said back line by line so that a wrong date is seen at once."""

from collections.abc import Sequence
from datetime import date

from bot.domain.follow_up import EventKind
from bot.messages import Button, Item, Reply
from bot.replies.counting import counted
from bot.replies.days import days_in_words, time_in_words
from bot.understanding.meaning import DayRange
from bot.understanding.schedule import ScheduleLine


def kept(lines: Sequence[ScheduleLine], unread: Sequence[str], act_id: str, today: date) -> Reply:
    missed = f" I could not read: {'; '.join(f'“{row}”' for row in unread[:5])}." if unread else ""
    rotations = any(line.kind is EventKind.ROTATION for line in lines)
    meetings = any(line.kept_time and line.starts_on >= today for line in lines)
    back = [
        "I come back in the first days, in the middle, in the last week and after each rotation." if rotations else "",
        "Before a meeting I come the evening before, and half an hour before." if meetings else "",
    ]
    return Reply(
        f"{' '.join(part for part in back if part)}{missed}".strip(),
        title=f"Your schedule: {counted(len(lines), 'line')}",
        items=tuple(Item(_line(line, today)) for line in lines),
        buttons=(Button("Undo", f"undo:{act_id}"),),
    )


def unreadable(act_id: str) -> Reply:
    return Reply(
        "That looks like a calendar file, and I can't find an event in it. I keep your words. Paste the whole "
        "file from "
        "BEGIN:VCALENDAR to END:VCALENDAR, or a line for each service: “7/6-8/2 MICU Dr. Gupta”.",
        buttons=(Button("Undo", f"undo:{act_id}"),),
    )


def _line(line: ScheduleLine, today: date) -> str:
    days = days_in_words(DayRange(line.starts_on, line.ends_on), today)
    at = f" at {time_in_words(line.at)}" if line.at else ""
    who = f" with Dr. {line.attending}" if line.attending else ""
    night = " (quiet by day)" if line.nights else " (nothing unasked then and on the day after)" if line.call else ""
    return f"{days}{at}: {line.title}{who}{night}"
