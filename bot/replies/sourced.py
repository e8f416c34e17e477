"""Facts of the outside world as Vouch says them: with the day they were checked, and marked old after 90 days."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.messages import Link, Reply
from bot.playbook.sourced import SourcedFact
from bot.replies.days import day_in_words


def fact_in_words(fact: SourcedFact, today: date) -> str:
    day = f"{day_in_words(fact.on, today)}: " if fact.on else ""
    marks = "".join(f", {mark}" for mark in _doubts(fact))
    age = "old, " if fact.is_old(today) else ""
    return f"{day}{fact.text}{marks} ({age}checked {day_in_words(fact.checked_on, today)})"


def source_in_words(fact: SourcedFact, today: date) -> str:
    """Return where a fact of the outside world comes from, when it was checked, and how far to trust it."""
    marks = (*_doubts(fact), *(("old: look again",) if fact.is_old(today) else ()))
    return ", ".join((fact.publisher, f"checked {day_in_words(fact.checked_on, today)}", *marks))


def _doubts(fact: SourcedFact) -> Iterable[str]:
    if not fact.exact:
        yield "to be confirmed"
    if fact.secondary:
        yield "secondary source"


def links_of(facts: Iterable[SourcedFact]) -> tuple[Link, ...]:
    """Return the sources to be opened, each once, by the names they are shown by."""
    return tuple(Link(name, address) for name, address in dict.fromkeys((f.publisher, f.source) for f in facts))


def sources(facts: Sequence[SourcedFact], today: date) -> Reply:
    """List the sources with their addresses, and say which fact was seen at second hand."""
    lines = []
    for number, link in enumerate(links_of(facts), 1):
        of = [fact for fact in facts if fact.source == link.url]
        checked = day_in_words(min(fact.checked_on for fact in of), today)
        second = ", secondary source" if any(fact.secondary for fact in of) else ""
        lines.append(f"{number}. {link.label}, checked {checked}{second}: {link.url}")
    if any(fact.secondary for fact in facts):
        lines.append(
            "“Secondary source”: the text at this address was not at hand on that day; pages that repeat it say so. "
            "Read it there before you count on it."
        )
    return Reply("\n".join(lines), title="Sources")
