"""Another hour for what was set or told last, or is named: "can you move it to 5", "no 4:30", "move Hana to 8"."""

import re
from dataclasses import replace
from datetime import time

from bot.domain.follow_up import moved
from bot.domain.local_time import reminder_time
from bot.messages import Reply
from bot.replies import owed as replies
from bot.turn import Told
from bot.understanding.dates import read_dates
from bot.use_cases.call_off_meeting import put_moved
from bot.use_cases.correct_setting import correct_setting, move_setting
from bot.use_cases.find_follow_up import find_named
from bot.use_cases.snooze_follow_up import snooze_follow_up

_HOUR = r"(?P<hour>\d{1,2}(?::[0-5]\d)?(?:\s*[ap]\.?m\.?)?|noon)"
_ASKS = re.compile(
    r"\W*(?:(?:please|pls|ok(?:ay)?|oh|um+|sorry|wait|can (?:you|we)|could (?:you|we))[,! ]+)*"
    r"(?:(?:no|nope|actually|(?:i )?meant?|rather)[,! ]+(?:wait[,! ]+|sorry[,! ]+|make (?:it|that) )?(?:at |to )?"
    r"|(?:move|change|make|push|put|switch|bump|set) (?:it|that|this)(?: (?:back|up|forward))?"
    r"(?: (?:to|for|at|till?))? "
    r"|(?:it |that |she |he |they )?(?:got |was |is |just |now )*(?:moved|pushed|changed|bumped|rescheduled)(?: it)?"
    r"(?: (?:back|up))? to "
    r"|(?:move|change|push|switch|bump|reschedule) (?P<what>(?!.*\breminder)[^\W\d_][\w .'’-]{1,40}?)(?: (?:back|up|"
    r"forward))? to )"
    rf"{_HOUR}(?: (?:instead|please|pls|thanks|then))*\W*",
    re.IGNORECASE,
)
_HALF_TOLD = re.compile(r"[ap]\.?m|noon", re.IGNORECASE)


_WORDS = ("at", "after", "before")
"""With one of these an hour stands in a setting: "digest at 7", "no messages after 8"."""


def changes_hour(told: Told) -> bool:
    return _ASKS.fullmatch(told.meaning.text) is not None


async def change_hour(told: Told) -> Reply:
    """Give it the hour on its own day; where it had one, in the same half of the day."""
    found = _ASKS.fullmatch(told.meaning.text)
    named = found["what"] if found else None
    words = () if named else _WORDS
    alone = [replace(told.meaning, text=f"{word} {found['hour']}", people=()) for word in words] if found else []
    for meaning in alone:
        if setting := await move_setting(replace(told, meaning=meaning)):
            return setting
    if not named and (asked := await correct_setting(told)):
        return asked
    meant = await find_named(told, named or "", last=not named)
    at = _at(told, found["hour"], meant.one.due_at if meant.one else None) if found else None
    if meant.one is None or meant.one.due_on is None or at is None or (named and meant.one.due_at is None):
        return await snooze_follow_up(told)
    later = moved(meant.one, *reminder_time(told.work.resident, meant.one.due_on, at, told.now), told.now)
    await put_moved(told, meant.one, later)
    return replies.snoozed(replies.task_of(later), told.act_id, told.today)


def _at(told: Told, hour: str, before: time | None) -> time | None:
    at = next((mention.at for mention in read_dates(f"at {hour}", told.local_now) if mention.at), None)
    if at is None or before is None or _HALF_TOLD.search(hour):
        return at
    return at.replace(hour=at.hour % 12 + (12 if before.hour >= 12 else 0))
