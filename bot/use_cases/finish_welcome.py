"""The three questions of the welcome, each of which may be skipped."""

from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.messages import Reply
from bot.replies import settings as replies
from bot.turn import Submitted
from bot.understanding.meaning import SettingChange
from bot.use_cases.change_settings import with_setting

_SAID = {"tz": "my time zone is {}", "starts_on": "my year starts {}", "quiet": "quiet hours {}"}
"""Each answer is read as the sentence it would be in the conversation."""


async def submit_welcome(submitted: Submitted) -> Reply:
    """Change what was answered; say what could not be read, with how to say it later."""
    before = changed = submitted.work.resident
    unread = []
    for field, sentence in _SAID.items():
        answer = submitted.values.get(field, "").strip()
        if not answer:
            continue
        settings = _as_written(field, answer) or _read(submitted, sentence.format(answer))
        for setting in settings:
            changed = with_setting(changed, setting, submitted.now)
        if not settings:
            unread.append(answer)
    if changed != before:
        await submitted.work.save_resident(changed)
    return replies.welcomed(before, changed, unread, submitted.now)


def _as_written(field: str, answer: str) -> tuple[SettingChange, ...]:
    """Return what a face's own picker of zones or days gives: an IANA name or an ISO date."""
    try:
        match field:
            case "tz":
                return (SettingChange("tz", ZoneInfo(answer).key),)
            case "starts_on":
                return (SettingChange("starts_on", date.fromisoformat(answer)),)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    return ()


def _read(submitted: Submitted, sentence: str) -> tuple[SettingChange, ...]:
    resident = submitted.work.resident
    return submitted.tools.understand(sentence, submitted.local_now, resident.tz, ()).settings
