"""How far each letter of recommendation is, from what was told of it."""

from collections.abc import Iterable

from bot.domain.knowledge import Fact
from bot.domain.vocabulary import FactKind


def latest_letters(facts: Iterable[Fact]) -> dict[str, Fact]:
    """Return what stands of each writer's letter, as it was told first, by contact id or name.

    What a writer said once and is told again is no news: nothing that it brought up begins anew. Asking again is.
    """
    latest: dict[str, Fact] = {}
    letters = [fact for fact in facts if fact.kind is FactKind.LETTER]
    for fact in sorted(letters, key=lambda fact: (fact.told_at, fact.created_at, fact.id)):
        before = latest.get(fact.contact_id or fact.about)
        if before is None or before.value != fact.value or fact.value == "asked":
            latest[fact.contact_id or fact.about] = fact
    return latest


def letter_states(facts: Iterable[Fact]) -> dict[str, str]:
    """Return how far each writer's letter is: asked, agreed, sent or declined."""
    return {writer: fact.value for writer, fact in latest_letters(facts).items()}
