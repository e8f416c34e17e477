"""The board of programs and the shortlist for this resident."""

import re
from collections.abc import Sequence

from bot.domain.application import FilledOpening, OpeningTerm, closed_openings
from bot.domain.contact import Contact
from bot.domain.knowledge import Fact
from bot.domain.names import fold
from bot.domain.program import ChosenProgram, Program
from bot.messages import Reply
from bot.programs.ledger import Entry, make_ledger
from bot.programs.shortlist import rank
from bot.replies import programs as replies
from bot.turn import Pressed, Told, Turn
from bot.understanding.headings import read_heading


async def show_programs(told: Told) -> Reply:
    """Show what is known of every program, or of those named."""
    heading = read_heading(told.meaning.text)
    wanted = set(fold(heading.rest)) if heading else set()
    entries = await ledger(told)
    named = [entry for entry in entries if wanted & set(fold(entry.name))] if wanted else entries
    return replies.board(sorted(named or entries, key=lambda entry: (not entry.claims, entry.name)), told.today)


async def show_shortlist(told: Told) -> Reply:
    """Show the shortlist; put a program on it, or take one off, where that is asked for."""
    heading = read_heading(told.meaning.text)
    if heading and heading.rest:
        return await _choose(told, heading.rest)
    if heading and heading.who:
        return await _let_go(told, heading.who)
    return replies.shortlist(rank(await ledger(told), told.work.resident, told.today), told.work.resident, told.today)


async def _choose(told: Told, names: str) -> Reply:
    entries = await ledger(told)
    added = []
    for name in _each_named(names, entries):
        entry = _entry_named(name, entries)
        chosen = ChosenProgram(" ".join(fold(name)), entry.name if entry else name, told.today, told.source(None))
        if entry is None or entry.chosen_on is None:
            await told.work.put(chosen)
        added.append(chosen.name)
    ranked = rank(await ledger(told), told.work.resident, told.today)
    shown = [each for each in ranked if each.entry.name in added]
    return replies.chosen(added, shown, told.act_id, told.today)


async def _let_go(told: Told, name: str) -> Reply:
    words = set(fold(name))
    kept = [each for each in await told.work.all(ChosenProgram) if words & set(fold(each.name))]
    for each in kept:
        await told.work.remove(each)
    return replies.let_go([each.name for each in kept], name, told.act_id)


def _each_named(names: str, entries: Sequence[Entry]) -> list[str]:
    """Return the programs named: one, unless each part between commas and "and" is known ("Mercy and UAB")."""
    parts = [part.strip() for part in re.split(r",|\band\b", names) if part.strip()]
    whole = _entry_named(names, entries)
    return parts if len(parts) > 1 and whole is None and all(_entry_named(part, entries) for part in parts) else [names]


def _entry_named(name: str, entries: Sequence[Entry]) -> Entry | None:
    words = set(fold(name))
    fitting = [entry for entry in entries if words <= set(fold(entry.name))]
    same = [entry for entry in fitting if set(fold(entry.name)) == words]
    return (same or fitting)[0] if same or len(fitting) == 1 else None


async def press_shortlist(pressed: Pressed) -> Reply:
    resident = pressed.work.resident
    return replies.shortlist(rank(await ledger(pressed), resident, pressed.today), resident, pressed.today)


async def ledger(turn: Turn) -> list[Entry]:
    terms, facts = await turn.work.all(OpeningTerm), await turn.work.all(Fact)
    closed = closed_openings(facts, await turn.work.all(FilledOpening), terms, turn.today)
    return make_ledger(
        turn.work.resident,
        await turn.work.all(Contact),
        facts,
        await turn.work.all(Program),
        set(closed),
        turn.today,
        chosen=await turn.work.all(ChosenProgram),
    )
