"""The resident's settings, said back."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.resident import NIGHT_QUIET, Resident
from bot.messages import Button, Reply
from bot.replies.days import day_in_words, days_in_words, time_in_words
from bot.replies.people import specialty_in_words
from bot.understanding.meaning import DayRange

_GOALS = {"same-cycle": "a PGY-2 place straight after this year", "later": "off-cycle, or the next cycle"}


def changed(before: Resident, after: Resident, act_id: str, now: datetime) -> Reply:
    """Say what is different now. *now* is UTC."""
    was = dict(_fields(before, now))
    fields = tuple((label, value) for label, value in _fields(after, now) if was.get(label) != value)
    resumed = before.paused(now) and not after.paused(now)
    ended = "I write again as usual. What was held comes with the next digest." if resumed else ""
    return Reply(ended, title="Noted", fields=fields, buttons=(Button("Undo", f"undo:{act_id}"),))


def welcomed(before: Resident, after: Resident, unread: Sequence[str], now: datetime) -> Reply:
    """Close the welcome: what was set, what could not be read, and the first thing to do."""
    was = dict(_fields(before, now))
    fields = tuple((label, value) for label, value in _fields(after, now) if was.get(label) != value)
    lost = (
        f"I could not read {' or '.join(f'“{each}”' for each in unread)}; tell me later in plain words. "
        if unread
        else ""
    )
    return Reply(f"{lost}Whom did you meet this week? One line is enough.", title="All set.", fields=fields)


def settings(resident: Resident, now: datetime) -> Reply:
    """Show everything that can be set, and that it is changed in plain words. *now* is UTC."""
    return Reply(
        "Tell me what to change in plain words: “no messages after 9 pm”, “on nights this week”, “pause 7 days”.",
        title="Your settings",
        fields=_fields(resident, now),
    )


def _fields(resident: Resident, now: datetime) -> tuple[tuple[str, str], ...]:
    today = resident.today(now)
    fields = [
        ("Time zone", resident.tz),
        ("Quiet", f"{time_in_words(resident.quiet.start)} to {time_in_words(resident.quiet.end)}"),
        ("Morning digest", time_in_words(resident.digest_at)),
        ("Unasked messages", f"at most {resident.daily_cap} a day"),
        ("On nights", _nights(resident, today)),
        ("Paused", _pause(resident, now)),
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


def _pause(resident: Resident, now: datetime) -> str:
    if not resident.paused(now):
        return ""
    if resident.paused_until is None:
        return "until you say “resume”"
    until: datetime = resident.paused_until.astimezone(resident.zone)
    minute = until.time().replace(second=0, microsecond=0)
    return f"until {day_in_words(until.date(), resident.today(now))}, {time_in_words(minute)}"
