"""The resident's settings, said back."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.resident import NIGHT_QUIET, Resident
from bot.messages import Button, Reply
from bot.replies.days import day_in_words, days_in_words, time_in_words
from bot.replies.people import specialty_in_words
from bot.understanding.meaning import DayRange

_GOALS = {"same-cycle": "a PGY-2 place straight after this year", "later": "off-cycle, or the next cycle"}


def changed(before: Resident, after: Resident, act_id: str, today: date) -> Reply:
    """Say what is different now."""
    was = dict(_fields(before, today))
    fields = tuple((label, value) for label, value in _fields(after, today) if was.get(label) != value)
    ended = "I write again as usual. What was held comes with the next digest." if _resumed(before, after) else ""
    return Reply(ended, title="Noted", fields=fields, buttons=(Button("Undo", f"undo:{act_id}"),))


def welcomed(before: Resident, after: Resident, unread: Sequence[str], today: date) -> Reply:
    """Close the welcome: what was set, what could not be read, and the first thing to do."""
    was = dict(_fields(before, today))
    fields = tuple((label, value) for label, value in _fields(after, today) if was.get(label) != value)
    lost = (
        f"I could not read {' or '.join(f'“{each}”' for each in unread)}; tell me later in plain words. "
        if unread
        else ""
    )
    return Reply(f"{lost}Whom did you meet this week? One line is enough.", title="All set.", fields=fields)


def settings(resident: Resident, today: date) -> Reply:
    """Show everything that can be set, and that it is changed in plain words."""
    return Reply(
        "Tell me what to change in plain words: “no messages after 9 pm”, “on nights this week”, “pause 7 days”.",
        title="Your settings",
        fields=_fields(resident, today),
    )


def _fields(resident: Resident, today: date) -> tuple[tuple[str, str], ...]:
    fields = [
        ("Time zone", resident.tz),
        ("Quiet", f"{time_in_words(resident.quiet.start)} to {time_in_words(resident.quiet.end)}"),
        ("Morning digest", time_in_words(resident.digest_at)),
        ("Unasked messages", f"at most {resident.daily_cap} a day"),
        ("On nights", _nights(resident, today)),
        ("Paused", _pause(resident, today)),
        ("Year starts", day_in_words(resident.starts_on, today) if resident.starts_on else ""),
        ("Goal", _GOALS.get(resident.goal or "", "")),
        ("Your visa", resident.visa or ""),
        ("Your program", resident.program or ""),
        ("Your specialty", specialty_in_words(resident.specialty) if resident.specialty else ""),
        ("Your name", resident.name or ""),
    ]
    return tuple((label, str(value)) for label, value in fields if value)


def _nights(resident: Resident, today: date) -> str:
    ahead = [spell for spell in resident.nights if spell.last >= today]
    quiet = f"quiet {time_in_words(NIGHT_QUIET.start)} to {time_in_words(NIGHT_QUIET.end)} then"
    spells = ", ".join(days_in_words(DayRange(spell.first, spell.last), today) for spell in ahead)
    return f"{spells} ({quiet})" if ahead else ""


def _pause(resident: Resident, today: date) -> str:
    if resident.paused_at is None:
        return ""
    if resident.paused_until is None:
        return "until you say “resume”"
    until: datetime = resident.paused_until.astimezone(resident.zone)
    return f"until {day_in_words(until.date(), today)}, {time_in_words(until.time().replace(second=0, microsecond=0))}"


def _resumed(before: Resident, after: Resident) -> bool:
    return before.paused_at is not None and after.paused_at is None
