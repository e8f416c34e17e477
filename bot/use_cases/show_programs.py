"""The board of programs and the shortlist for this resident."""

from bot.domain.application import FilledOpening, OpeningTerm, opening_expires
from bot.domain.contact import Contact
from bot.domain.knowledge import Fact
from bot.domain.names import fold
from bot.domain.program import Program
from bot.domain.vocabulary import FactKind
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
    return replies.shortlist(rank(await ledger(told), told.work.resident, told.today), told.work.resident, told.today)


async def press_shortlist(pressed: Pressed) -> Reply:
    resident = pressed.work.resident
    return replies.shortlist(rank(await ledger(pressed), resident, pressed.today), resident, pressed.today)


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
