"""Until when an opening stands, changed: in plain words, or in a form."""

from datetime import date, timedelta

from bot.domain.application import OpeningTerm, of_one_opening, opening_expires
from bot.domain.knowledge import Fact
from bot.domain.names import fold
from bot.domain.note import Source
from bot.messages import Reply
from bot.replies import openings
from bot.replies.undone import no_longer_there
from bot.turn import Pressed, Submitted, Told, Turn
from bot.understanding.headings import read_heading
from bot.use_cases.answer_opening import open_places
from bot.use_cases.keep_opening_term import keep_term, last_day_in
from bot.use_cases.log_encounter import log_encounter

JUST_TOLD = timedelta(days=1)
"""How long "it expires in 45 days" means the newest opening."""


async def told_term(told: Told) -> Reply:
    """Change the expiry of the opening that the words mean; where none is known, the line tells of a new one."""
    heading = read_heading(told.meaning.text)
    places = [fact for _, fact in await open_places(told)]
    named = set(fold(heading.who)) if heading else set()
    just_told = [fact for fact in places if told.now - fact.created_at < JUST_TOLD]
    meant = [fact for fact in places if set(fold(fact.about)) & named] if named else just_told
    until = last_day_in(told, heading.rest) if heading else None
    return await _set(told, meant[0], until, told.source(None)) if meant and until else await log_encounter(told)


async def press_term(pressed: Pressed) -> Reply:
    """Ask until when; the button "Change expiry"."""
    fact = await pressed.work.find(Fact, pressed.target)
    return await _asked(pressed, fact) if fact else no_longer_there()


async def submit_term(submitted: Submitted) -> Reply:
    fact = await submitted.work.find(Fact, submitted.target)
    if fact is None:
        return no_longer_there()
    until = last_day_in(submitted, submitted.values.get("until", ""))
    return await _set(submitted, fact, until, fact.source) if until else await _asked(submitted, fact)


async def check_term(submitted: Submitted) -> dict[str, str]:
    """Say what is wrong with the day while the form is still open."""
    told = submitted.values.get("until", "")
    return {} if last_day_in(submitted, told) else {"until": openings.no_day(told)}


async def _asked(turn: Turn, fact: Fact) -> Reply:
    return openings.until_when(fact, opening_expires(fact, await turn.work.all(OpeningTerm)))


async def _set(turn: Turn, fact: Fact, until: date, source: Source | None) -> Reply:
    kept, moved = await keep_term(turn, of_one_opening(fact, await turn.work.all(Fact)), until, source)
    return openings.term_set(fact, kept, turn.act_id, turn.today, moved=moved)
