"""Correct a setting told just now: "I'm on nights this week", "no, next week"."""

import re
from collections.abc import Sequence

from bot.domain.act import Act
from bot.domain.follow_up import FollowUp, FollowUpState
from bot.messages import Reply
from bot.replies import settings as replies
from bot.replies.corrected import what_to_correct
from bot.turn import Told
from bot.understanding.dates import read_dates
from bot.understanding.meaning import SettingChange
from bot.use_cases.change_settings import with_setting
from bot.use_cases.find_follow_up import JUST_NOW
from bot.use_cases.undo_act import stands, take_back

_HALF = re.compile(r"(?<=\d) ?[ap]\.?m\b\.?", re.IGNORECASE)
"""The half of the day: "no messages after 10 pm" and then "no, 9:30" speaks of the evening."""


_ORDERS = re.compile(r"\b(?:move|push|reschedule|shift|switch) (?:it|that|this)\b", re.IGNORECASE)


async def correct_setting(told: Told) -> Reply | None:
    """Change the setting that was told last, and ask where it is unclear how; None where the last thing was none."""
    acts = await _settings_told_last(told)
    return (await _reread(told, acts) or what_to_correct("", None)) if acts else None


async def move_setting(told: Told) -> Reply | None:
    """Change the setting told just now where the message gives it another day; else None.

    A meeting that "can you move it" is asked for after "I'm post call thursday" is what stands in its way.
    """
    owed = await told.work.all(FollowUp)
    if _ORDERS.search(told.meaning.text) and any(each.state is FollowUpState.OPEN and each.due_at for each in owed):
        return None
    acts = await _settings_told_last(told)
    return await _reread(told, acts) if acts and told.now - acts[0].at <= JUST_NOW else None


async def _settings_told_last(told: Told) -> list[Act]:
    """Return the last act and those before it, the newest first, as long as they changed settings and nothing else."""
    acts: list[Act] = []
    if told.thread or told.meaning.people:
        return acts
    for act in await told.work.acts.newest():
        if act.undoes is None and act.changes and await stands(told.work, act):
            if any(change.kind != "resident" for change in act.changes):
                break
            acts.append(act)
    return acts


async def _reread(told: Told, acts: Sequence[Act]) -> Reply | None:
    """Put the new day or time in place of the old one in the resident's own words, and read those again.

    A correction of a correction is of the words that the first one was of.
    """
    before = told.work.resident
    for number, act in enumerate(acts):
        note = await told.work.notes.find(act.note_id) if act.note_id else None
        if note is None:
            return None
        words = _with_new_time(note.text, told)
        if settings := _settings_in(words, told) if words else ():
            for each in acts[: number + 1]:
                await take_back(told.work, each)
            corrected = told.work.resident
            for setting in settings:
                corrected = with_setting(corrected, setting, told.now)
            await told.work.save_resident(corrected)
            return replies.changed(before, corrected, told.act_id, told.now)
        if _settings_in(note.text, told):
            return None
    return None


def _settings_in(words: str, told: Told) -> tuple[SettingChange, ...]:
    return told.tools.understand(words, told.local_now, told.work.resident.tz, ()).settings


def _with_new_time(text: str, told: Told) -> str | None:
    old, new = read_dates(text, told.local_now), read_dates(told.meaning.text, told.local_now)
    if not old or not new:
        return None
    span, said = old[0].span, new[0].span
    words = told.meaning.text[said.start : said.end]
    half = _HALF.search(text[span.start : span.end])
    same_half = half[0] if half and new[0].at and not _HALF.search(words) else ""
    return f"{text[: span.start]}{words}{same_half}{text[span.end :]}"
