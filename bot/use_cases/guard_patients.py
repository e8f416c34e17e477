"""Redact or keep a note that may name a patient; only then is it acted on."""

from dataclasses import replace

from bot.domain.note import Note, NoteState
from bot.messages import Reply
from bot.replies.patients import REDACTED
from bot.replies.undone import no_longer_there
from bot.turn import Pressed
from bot.understanding.patients import find_whole_identities


async def press_redact(pressed: Pressed) -> Reply | None:
    """Take the words that may name a patient out of the note for good, and let it be acted on."""
    note = await _held(pressed)
    if note is None:
        return no_longer_there()
    text = note.text
    for span in reversed(find_whole_identities(text)):
        text = f"{text[: span.start]}{REDACTED}{text[span.end :]}"
    await pressed.work.notes.save(replace(note, text=text, state=NoteState.RECEIVED, checked=True))
    return None


async def press_keep(pressed: Pressed) -> Reply | None:
    note = await _held(pressed)
    if note is None:
        return no_longer_there()
    await pressed.work.notes.save(replace(note, state=NoteState.RECEIVED, checked=True))
    return None


async def _held(pressed: Pressed) -> Note | None:
    note = await pressed.work.notes.find(pressed.target)
    return note if note and note.state is NoteState.HELD else None
