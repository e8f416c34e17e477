"""The board of programs and the shortlist for this resident; the profile they are compared with."""

import re
from dataclasses import replace

from bot.domain.application import FilledOpening, OpeningTerm, opening_expires
from bot.domain.contact import Contact
from bot.domain.knowledge import Fact
from bot.domain.names import fold
from bot.domain.program import Program
from bot.domain.vocabulary import FactKind, Visa
from bot.messages import Reply
from bot.programs.ledger import Entry, make_ledger
from bot.programs.shortlist import rank
from bot.replies import programs as replies
from bot.turn import Pressed, Told, Turn
from bot.understanding.headings import read_heading

_STEP_2 = re.compile(r"\bstep\s*(?:2|two|ii)(?:\s*ck)?\D{0,12}(?P<score>[12]\d\d)\b", re.IGNORECASE)
_GRADUATED = re.compile(r"\b(?:graduat\w*|yog|class of|grad year)\D{0,12}(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_STATES = re.compile(r"\bstates?\b:?\s*(?P<states>[A-Za-z]{2}(?:(?:\s*[,/&]\s*|\s+(?:and\s+)?)[A-Za-z]{2})*)\b")
_VISAS = ((re.compile(r"\bh-?1-?b\b", re.IGNORECASE), Visa.H1B), (re.compile(r"\bj-?1\b", re.IGNORECASE), Visa.J1))


async def show_programs(told: Told) -> Reply:
    """Show what is known of every program, or of those named."""
    heading = read_heading(told.meaning.text)
    wanted = set(fold(heading.rest)) if heading else set()
    entries = await ledger(told)
    named = [entry for entry in entries if wanted & set(fold(entry.name))] if wanted else entries
    return replies.board(sorted(named or entries, key=lambda entry: (not entry.claims, entry.name)), told.today)


async def show_shortlist(told: Told) -> Reply:
    return replies.shortlist(rank(await ledger(told), told.work.resident, told.today), told.work.resident, told.today)


async def press_shortlist(pressed: Pressed) -> Reply:
    resident = pressed.work.resident
    return replies.shortlist(rank(await ledger(pressed), resident, pressed.today), resident, pressed.today)


async def change_profile(told: Told) -> Reply:
    """Keep what "profile: …" tells; show the profile where it tells nothing."""
    heading = read_heading(told.meaning.text)
    text = heading.rest if heading else ""
    before = resident = told.work.resident
    if found := _STEP_2.search(text):
        resident = replace(resident, step2=int(found["score"]))
    if found := _GRADUATED.search(text):
        resident = replace(resident, graduated=int(found["year"]))
    if found := _STATES.search(text):
        states = [state.upper() for state in re.findall(r"[A-Za-z]{2}\b", found["states"]) if state.lower() != "an"]
        resident = replace(resident, states=tuple(dict.fromkeys(states)))
    if visa := next((visa for pattern, visa in _VISAS if pattern.search(text)), None):
        resident = replace(resident, visa=visa)
    if resident != before:
        await told.work.save_resident(resident)
    return replies.profile(resident, told.act_id if resident != before else None)


async def ledger(turn: Turn) -> list[Entry]:
    terms, facts = await turn.work.all(OpeningTerm), await turn.work.all(Fact)
    heard = [fact for fact in facts if fact.kind is FactKind.OPENING]
    expired = {fact.id for fact in heard if opening_expires(fact, terms) < turn.today}
    return make_ledger(
        turn.work.resident,
        await turn.work.all(Contact),
        facts,
        await turn.work.all(Program),
        expired | {each.id for each in await turn.work.all(FilledOpening)},
        turn.today,
    )
