"""A CSV of programs: shown first what it would change, stored when confirmed; the same file twice changes nothing."""

import re
from dataclasses import replace

from bot.domain.note import Source
from bot.domain.program import Program
from bot.messages import Reply
from bot.programs.csv_file import ReadFile, looks_like_programs, read_programs
from bot.replies import programs as replies
from bot.replies.undone import no_longer_there
from bot.turn import Pressed, Told, Turn

_IMPORT = re.compile(
    r"^\s*import[ \t]+(?:(?:my|the|these|a)[ \t]+)?(?:list of[ \t]+)?programs?(?![ \t]*[,;])(?:[ \t]+csv)?"
    r"(?P<dry>\s*\(?(?:dry|trial)[ -]?run\)?)?\s*:?\s*",
    re.IGNORECASE,
)
_BARE = re.compile(r"^\s*import(?P<dry>\s+dry[ -]?run)?\s*:?\s*", re.IGNORECASE)


def brings_programs(text: str) -> bool:
    """Tell whether a message is a list of programs: it says so, or its header does."""
    if _IMPORT.match(text):
        return True
    bare = _BARE.match(text)
    return bare is not None and looks_like_programs(text[bare.end() :])


async def import_programs(told: Told) -> Reply:
    """Say what the list would change; store nothing."""
    content, dry = _content(told.note.text)
    return await _preview(told, content, told.note.id, only_shown=dry) if content else replies.how_to_import()


async def press_import_programs(pressed: Pressed) -> Reply:
    """Store what the trial run showed."""
    note = await pressed.work.notes.find(pressed.target)
    if note is None:
        return no_longer_there()
    content, _ = _content(note.text)
    return await _store(pressed, read_programs(content, pressed.today), Source(note.id, 0, len(note.text)))


async def _preview(turn: Turn, content: str, note_id: str, *, only_shown: bool) -> Reply:
    read = read_programs(content, turn.today)
    if not read.programs:
        return replies.nothing_read(read)
    new, changed, same = await _compared(turn, read)
    return replies.preview(read, len(new), len(changed), same, note_id, only_shown=only_shown)


async def _store(turn: Turn, read: ReadFile, source: Source | None) -> Reply:
    new, changed, same = await _compared(turn, read)
    for program in (*new, *changed):
        await turn.work.put(replace(program, source=source))
    return replies.imported(len(new), len(changed), same, turn.act_id)


async def _compared(turn: Turn, read: ReadFile) -> tuple[list[Program], list[Program], int]:
    """Return what is new, what says something else than before, and how many say the same."""
    known = {program.id: program for program in await turn.work.all(Program)}
    new = [program for program in read.programs if program.id not in known]
    changed = [
        program
        for program in read.programs
        if program.id in known
        and replace(program, imported_on=known[program.id].imported_on, source=known[program.id].source)
        != known[program.id]
    ]
    return new, changed, len(read.programs) - len(new) - len(changed)


def _content(text: str) -> tuple[str, bool]:
    match = _IMPORT.match(text) or _BARE.match(text)
    return (text[match.end() :].strip(), bool(match["dry"])) if match else ("", False)
