"""Settings filled in: the questions of the welcome, each of which may be skipped, and the form of all settings."""

from collections.abc import Callable
from datetime import date, time
from zoneinfo import ZoneInfo

from bot.domain.local_time import is_zone
from bot.domain.vocabulary import Visa
from bot.messages import Reply
from bot.replies import settings as replies
from bot.turn import Pressed, Submitted
from bot.understanding.meaning import SettingChange
from bot.use_cases.change_settings import with_setting

_SAID = {
    "tz": "my time zone is {}",
    "starts_on": "my year starts {}",
    "quiet": "quiet hours {}",
    "digest_at": "send my digest at {}",
    "daily_cap": "at most {} messages a day",
}
"""Each answer is read as the sentence it would be in the conversation, where no picker gave it in a form of its own."""

_PICKED: dict[str, Callable[[str], object]] = {
    "tz": lambda answer: ZoneInfo(answer).key if is_zone(answer) else None,
    "starts_on": date.fromisoformat,
    "digest_at": time.fromisoformat,
    "visa": Visa,
    "goal": replies.goal_in,
    "discreet": replies.discreet_in,
}
"""What a face's own picker gives: an IANA name, an ISO date or time, one of the choices."""


async def submit_welcome(submitted: Submitted) -> Reply:
    """Change what was answered; say what could not be read, with how to say it later."""
    before = submitted.work.resident
    unread = [submitted.values[field] for field in await _fill_in(submitted)]
    return replies.welcomed(before, submitted.work.resident, unread, submitted.now)


async def press_settings(pressed: Pressed) -> Reply:
    return replies.settings_form(pressed.work.resident)


async def submit_settings(submitted: Submitted) -> Reply:
    before = submitted.work.resident
    unread = [submitted.values[field] for field in await _fill_in(submitted)]
    return replies.filled_in(before, submitted.work.resident, unread, submitted.act_id, submitted.now)


async def check_settings(submitted: Submitted) -> dict[str, str]:
    """Return the fields that cannot be read, each with what would do."""
    told = {field: answer for field, answer in _answers(submitted).items() if not _read(submitted, field, answer)}
    return {field: replies.unreadable(field, answer) for field, answer in told.items()}


async def _fill_in(submitted: Submitted) -> list[str]:
    """Keep what can be read, and return the fields that cannot."""
    changed = submitted.work.resident
    unread = []
    for field, answer in _answers(submitted).items():
        settings = _read(submitted, field, answer)
        for setting in settings:
            changed = with_setting(changed, setting, submitted.now)
        if not settings:
            unread.append(field)
    if changed != submitted.work.resident:
        await submitted.work.save_resident(changed)
    return unread


def _answers(submitted: Submitted) -> dict[str, str]:
    """Return what was filled in, by field; what stands as it stood was not told anew."""
    told = {name: value.strip() for name, value in submitted.values.items() if name in _SAID or name in _PICKED}
    return {name: value for name, value in told.items() if value and value != submitted.stood.get(name)}


def _read(submitted: Submitted, field: str, answer: str) -> tuple[SettingChange, ...]:
    if field in _PICKED:
        try:
            picked = _PICKED[field](answer)
        except ValueError:
            picked = None
        if picked is not None:
            return (SettingChange(field, picked),)  # type: ignore[arg-type]  # each reader gives what its setting holds
    if field not in _SAID:
        return ()
    sentence = _SAID[field].format(answer)
    return submitted.tools.understand(sentence, submitted.local_now, submitted.work.resident.tz, ()).settings
