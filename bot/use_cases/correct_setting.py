"""Correct a setting told just now: "I'm on nights this week", "no, next week"."""

from bot.domain.act import Act
from bot.messages import Reply
from bot.replies import settings as replies
from bot.replies.corrected import what_to_correct
from bot.turn import Told
from bot.understanding.dates import read_dates
from bot.use_cases.change_settings import with_setting
from bot.use_cases.find_follow_up import JUST_NOW
from bot.use_cases.undo_act import stands, take_back


async def correct_setting(told: Told) -> Reply | None:
    """Change the setting that was told last, and ask where it is unclear how; None where the last thing was none."""
    act = await _setting_told_last(told)
    return (await _reread(told, act) or what_to_correct("", None)) if act else None


async def move_setting(told: Told) -> Reply | None:
    """Change the setting told just now where the message gives it another day; else None."""
    act = await _setting_told_last(told)
    return await _reread(told, act) if act and told.now - act.at <= JUST_NOW else None


async def _setting_told_last(told: Told) -> Act | None:
    if told.thread or told.meaning.people:
        return None
    for act in await told.work.acts.newest():
        if act.undoes is None and act.changes and await stands(told.work, act):
            return act if all(change.kind == "resident" for change in act.changes) else None
    return None


async def _reread(told: Told, act: Act) -> Reply | None:
    """Put the new day or time in place of the old one in the resident's own words, and read those again."""
    note = await told.work.notes.find(act.note_id) if act.note_id else None
    words = _with_new_time(note.text, told) if note else None
    before = told.work.resident
    settings = told.tools.understand(words, told.local_now, before.tz, ()).settings if words else ()
    if not settings:
        return None
    await take_back(told.work, act)
    corrected = told.work.resident
    for setting in settings:
        corrected = with_setting(corrected, setting, told.now)
    await told.work.save_resident(corrected)
    return replies.changed(before, corrected, told.act_id, told.now)


def _with_new_time(text: str, told: Told) -> str | None:
    old, new = read_dates(text, told.local_now), read_dates(told.meaning.text, told.local_now)
    if not old or not new:
        return None
    span, said = old[0].span, new[0].span
    return f"{text[: span.start]}{told.meaning.text[said.start : said.end]}{text[span.end :]}"
