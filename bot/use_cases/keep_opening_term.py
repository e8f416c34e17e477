"""Until when an opening stands, kept: 30 to 90 days from the day it was told."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.application import OpeningTerm, within_term
from bot.domain.knowledge import Fact
from bot.domain.note import Source
from bot.turn import Told, Turn
from bot.understanding.dates import read_dates

_EXPIRES = re.compile(
    r"\b(?:expir\w+|clos(?:es|ing)|(?:stays? |is |keep it )?open (?:until|till|til|through|for)|valid (?:until|for)|"
    r"(?:apply|applications?(?: are)?(?: due)?) by|deadline|through|thru|"
    r"(?:hold(?:ing|s)?|held|keep(?:ing|s)?|spots?|slots?|positions?|openings?|prelim|categorical|pgy-?\s?\d|available)"
    r"(?:,? [\w-]+){0,3},? (?:until|till?))\b|,\s*(?:until|till?)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(?P<count>\d{1,3})\s*(?:more )?(?P<unit>days?|weeks?|wks?|months?)\b", re.IGNORECASE)
_DAYS = {"d": 1, "w": 7, "m": 30}


async def keep_told_term(told: Told, facts: Sequence[Fact]) -> tuple[date, bool] | None:
    """Keep the expiry that a line tells together with its opening.

    Returns the day until which the opening is kept, and whether the day told had to be moved into the 30 to 90 days;
    None where the line tells none.
    """
    found = _EXPIRES.search(told.meaning.text)
    until = last_day_in(told, told.meaning.text[found.end() :]) if found else None
    return await keep_term(told, facts, until, told.source(None)) if until else None


async def keep_term(turn: Turn, facts: Sequence[Fact], until: date, source: Source | None) -> tuple[date, bool]:
    """Keep the day for all that is told of one opening; returns as keep_told_term."""
    kept = within_term(facts[0], until)
    for fact in facts:
        await turn.work.put(OpeningTerm(fact.id, kept, source))
    return kept, kept != until


def last_day_in(turn: Turn, words: str) -> date | None:
    """Return the day that words of an expiry tell: "45 days", "in six weeks", "Nov 30"."""
    if counted := _COUNTED.search(words):
        return turn.today + timedelta(days=int(counted["count"]) * _DAYS[counted["unit"][0].lower()])
    days = (mention.future.end if mention.future else mention.due for mention in read_dates(words, turn.local_now))
    return next((day for day in days if day and day >= turn.today), None)
