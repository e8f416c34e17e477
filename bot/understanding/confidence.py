"""How sure a reading is: of fields read with the same signs, the share that was right in labelled messages.

The shares are counted by ``training/train_trust.py`` and kept as readable numbers in ``model/confidence.json``;
docs/calibration.md shows how they hold on messages that nothing was learned from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from bot.domain.vocabulary import FollowUpKind, Intent
from bot.understanding.dates import DateMention
from bot.understanding.linear import read_model
from bot.understanding.meaning import FactMention, FollowUpMention, PersonMention

UNSURE = 0.7
"""Seven in ten: below this share a field is kept and asked about; from it on it is kept and said."""

REST = "otherwise"
ALIKE = 2  # words by which signs differ that are still like one another


@cache
def _shares() -> Mapping[str, Mapping[str, float]]:
    shares: Mapping[str, Mapping[str, float]] = read_model("confidence")
    return shares


def intent_signs(intent: Intent, evidence: float) -> str:
    """*evidence* is the share of it that speaks for the intent (intent.IntentGuess)."""
    step = "sure" if evidence >= 0.95 else "likely" if evidence >= 0.7 else "open"
    return f"{step} {'telling' if intent is Intent.LOG else 'asking'}"


def person_signs(person: PersonMention) -> str:
    """What speaks for somebody being a person and being named right."""
    told = "told" if person.role or person.specialty or person.institution else "bare"
    return f"{'titled' if person.title else f'{min(len(person.name.split()), 2)} words'} {told}"


def fact_signs(fact: FactMention) -> str:
    """*fact* as it was read, with the evidence for it as its confidence."""
    step = "sure" if fact.confidence >= 0.8 else "likely" if fact.confidence >= 0.6 else "open"
    return f"{fact.kind.value} {fact.value if fact.value in ('yes', 'no', 'maybe') else 'named'} {step}"


def follow_up_signs(follow_up: FollowUpMention, intent: Intent, dates: Sequence[DateMention]) -> str:
    date = next((each for each in dates if follow_up.due_span and each.span == follow_up.due_span), None)
    day = "no day" if follow_up.due_on is None else "open day" if date and date.confidence < 0.7 else "day"
    kind = "other" if follow_up.kind is FollowUpKind.OTHER else "named"
    return f"{kind} {day} {'log' if intent is Intent.LOG else 'asked'}"


def weighed_people(people: Sequence[PersonMention]) -> list[PersonMention]:
    """Return the people, each with the share of those named like it that were right."""
    return [replace(each, confidence=share("people", person_signs(each))) for each in people]


def weighed_facts(facts: Sequence[FactMention]) -> list[FactMention]:
    """Return the facts, each with the share of those read like it that were right."""
    return [replace(each, confidence=share("facts", fact_signs(each))) for each in facts]


def weighed_follow_ups(
    follow_ups: Sequence[FollowUpMention], intent: Intent, dates: Sequence[DateMention]
) -> list[FollowUpMention]:
    """Return what is owed, each with the share of those read like it that were right. *dates* are the message's."""
    return [replace(each, confidence=share("follow_ups", follow_up_signs(each, intent, dates))) for each in follow_ups]


def weighed_intent(intent: Intent, evidence: float) -> float:
    """Return the share of intents read on such evidence that were right."""
    return share("intent", intent_signs(intent, evidence))


@lru_cache(maxsize=1024)
def share(kind: str, signs: str) -> float:
    """The share of right ones among those of this kind with these signs; of signs never seen, the least of the like."""
    shares = _shares().get(kind, {})
    if signs in shares:
        return shares[signs]
    words = set(signs.split())
    like = [each for other, each in shares.items() if other != REST and len(words ^ set(other.split())) <= ALIKE]
    return min(like, default=shares.get(REST, 0.5))
