"""Whether Vouch works, in words for a resident."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.messages import Reply
from bot.replies.days import day_in_words, time_in_words


@dataclass(frozen=True, slots=True)
class Status:
    """*silent*: nothing has been delivered for a while, last at *since*; moments are local."""

    silent: bool
    since: datetime | None
    soonest: datetime | None
    waiting: int
    refused: int
    paused: bool
    cohorts: tuple[str, ...]


def status(told: Status, today: date) -> Reply:
    working = "I am working: what is due is sent as planned."
    if told.silent:
        last = f", the last time {_moment(told.since, today)}" if told.since else ""
        working = f"Reminders are not going out at the moment{last}. Nothing is lost: they come late, marked so."
    fields = (
        ("Next message", _moment(told.soonest, today) if told.soonest else "nothing is planned"),
        ("Planned", str(told.waiting)),
        ("Being tried again", str(told.refused) if told.refused else ""),
        ("Pause", "on" if told.paused else ""),
        ("Cohorts", ", ".join(f"#{name}" for name in told.cohorts)),
    )
    return Reply(working, title="Status", fields=tuple((label, value) for label, value in fields if value))


def _moment(moment: datetime | None, today: date) -> str:
    if moment is None:
        return ""
    at = time_in_words(moment.time().replace(second=0, microsecond=0))
    return f"{day_in_words(moment.date(), today)}, {at}"
