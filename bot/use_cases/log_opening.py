"""Keep an opening that is told under its own heading: "opening: PGY-2 at Mercy"."""

import re
from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.knowledge import Fact
from bot.domain.names import fold
from bot.domain.vocabulary import FactKind
from bot.messages import Reply
from bot.replies import openings
from bot.replies.saved import Saved, SavedFact, saved
from bot.turn import Told
from bot.understanding.meaning import Span
from bot.use_cases.answer_opening import with_opening
from bot.use_cases.lend_subject import lend_subject
from bot.use_cases.log_encounter import keep_told

_LEVELS = (
    (re.compile(r"\bpgy[- ]?(?P<year>[123])\b", re.IGNORECASE), ""),
    (re.compile(r"\bcategorical\b", re.IGNORECASE), "categorical"),
    (re.compile(r"\bprelim(?:inary)?\b", re.IGNORECASE), "prelim"),
    (re.compile(r"\bfellowship\b", re.IGNORECASE), "fellowship"),
    (re.compile(r"\bresearch\b", re.IGNORECASE), "research"),
)
_NAME = r"[A-Z][\w.'’&-]*(?:\s+(?:of\s+)?(?!PGY)[A-Z][\w.'’&-]*){0,4}"
_PLACE = (
    re.compile(rf"\b(?:at|@|in)\s+(?:the\s+)?(?P<place>{_NAME})"),
    re.compile(rf"^\W*(?!PGY|Dr\b)(?P<place>{_NAME})"),
)


async def told_opening(told: Told) -> Reply:
    """Keep all that the line tells, and answer the opening; ask which one where none can be read."""
    told = await lend_subject(told)
    outcome = await keep_told(told, met=False)
    if not any(each.fact.kind is FactKind.OPENING for each in outcome.facts):
        outcome = await _as_headed(told, outcome)
    if not any(each.fact.kind is FactKind.OPENING for each in outcome.facts):
        return openings.which_opening()
    return await with_opening(told, outcome, saved(outcome, told.today))


async def _as_headed(told: Told, outcome: Saved) -> Saved:
    """Return the outcome with the opening that the heading says there is: its place and its level have to be told."""
    text = told.meaning.text.partition(":")[2]
    levels = [value or f"PGY-{found['year']}" for words, value in _LEVELS if (found := words.search(text))]
    place = await _place(told, text)
    if not (levels and place):
        return outcome
    start = told.meaning.text.find(place)
    source = told.source(Span(start, start + len(place)) if start >= 0 else None)
    facts = []
    for level in levels:
        fact = Fact(told.ids.new(), place, FactKind.OPENING, level, told.today, told.now, source=source)
        await told.work.put(fact)
        facts.append(SavedFact(fact))
    return replace(outcome, facts=(*outcome.facts, *facts))


async def _place(told: Told, text: str) -> str | None:
    """Return the program of the line: one that is known, where a person works, or the name that stands there."""
    known = [c.position.institution for c in await told.work.all(Contact) if c.position.institution]
    known += [fact.about for fact in await told.work.all(Fact) if fact.contact_id is None]
    said = set(fold(text))
    named = [name for name in known if set(fold(name)) <= said]
    if named:
        return max(named, key=len)
    work = next((person.institution for person in told.meaning.people if person.institution), None)
    found = next((match for place in _PLACE if (match := place.search(text))), None)
    return work or (found["place"].strip(" .,") if found else None)
