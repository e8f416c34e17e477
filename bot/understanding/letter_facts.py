"""Letters of recommendation: asked for, agreed, declined or sent, and by whom."""

import re
from collections.abc import Iterator

from bot.domain.vocabulary import FactKind, Role
from bot.understanding.letter_lists import UNDER_A_VERDICT, WRITERS_LISTED
from bot.understanding.letter_statements import letter_statements
from bot.understanding.letter_states import belies
from bot.understanding.meaning import FactMention
from bot.understanding.outline import Outline
from bot.understanding.pronouns import Antecedents
from bot.understanding.reading import Person
from bot.understanding.statements import NOTHING, Verdict, weigh


def letter_facts(outline: Outline, antecedents: Antecedents) -> Iterator[FactMention]:
    """Yield what is said of a letter of recommendation for the resident, by its writer, who may take it back."""
    if not outline.reading.people:
        return
    told = list(_told(outline, antecedents))
    declined = {fact.about: place for place, fact in enumerate(told) if fact.value == "declined"}
    for place, fact in enumerate(told):
        if fact.value != "agreed" or declined.get(fact.about, -1) < place:
            yield fact


def _told(outline: Outline, antecedents: Antecedents) -> Iterator[FactMention]:
    for statement in letter_statements(outline):
        verdict = (
            Verdict(statement.rule, _LISTED_SURELY, "an entry of a list")
            if statement.is_entry
            else weigh(FactKind.LETTER, statement.words, statement.rule, statement.before)
        )
        if verdict.value == NOTHING or belies(" ".join(statement.words), verdict.value):
            continue
        span = outline.reading.span(outline.items[statement.first].start, outline.items[statement.last - 1].end)
        for writer in _writers(outline, antecedents, statement.first, statement.last):
            outline.reading.note("letter", span, f"letter {verdict.value} by {writer.name}", why=verdict.why)
            yield FactMention(
                writer.name, FactKind.LETTER, verdict.value, span=span, confidence=round(0.95 * verdict.share, 2)
            )


_LISTED_SURELY = 0.9
_HANDED_IN_BY = re.compile(r"\b(?:by|via|through) (?:her|his|their)(?: [\w-]+){0,2} PERSON\b")
"""Somebody who sends what another has written: "uploaded by her nurse Ann"."""


def _writers(outline: Outline, antecedents: Antecedents, first: int, last: int) -> list[Person]:
    listed = WRITERS_LISTED.search(outline.text_of(first, last))
    named = [item.person for item in outline.items[first:last] if item.person]
    if listed:
        count = listed["writers"].count("PERSON")
        return named[:count]
    if UNDER_A_VERDICT.match(outline.text_of(first, last)):
        return named
    named = [person for person in named if person.role is not Role.COORDINATOR] or named
    if by_hand := _HANDED_IN_BY.search(outline.text_of(first, last)):
        base = outline.items[first].at
        hand = outline.items[outline.item_index(base + by_hand.end() - 1)].person
        named = [person for person in named if person is not hand]
    if named:
        sentence = outline.sentence_of(first)
        both = [item.person for item in outline.items[slice(*sentence)] if item.person]
        if len(both) > 1 and "both" in outline.text_of(*sentence).split():
            return both
        return named[:1]
    person = antecedents.subject_before(min(first + 3, last - 1)) or antecedents.last_before(first)
    if person is None:  # who it is may be told after it: "Letter: yes! Dr. Fox, from nephrology"
        after = list(dict.fromkeys(item.person for item in outline.items[last:] if item.person))
        person = after[0] if len(after) == 1 else None
    return [person] if person else []
