"""Decide what a message wants done.

Words, what they hint at and who does what in each clause are evidence (intent_features.py); how much each weighs was
learned from labelled messages (training/train_intents.py) and is kept as readable numbers in ``model/intents.json``.
Taking something away needs more than weight: words that say so, as an order, outside another's quoted words.
"""

import math
from dataclasses import dataclass

from bot.domain.vocabulary import Intent
from bot.understanding.clauses import Clause, Clauses
from bot.understanding.intent_features import intent_features
from bot.understanding.linear import score, weights
from bot.understanding.quotes import only_quoted

INTENTS = tuple(intent.value for intent in Intent)
TAKING_AWAY = frozenset({Intent.FORGET, Intent.UNDO})
_ORDERS = frozenset({"delete", "undo"})


@dataclass(frozen=True, slots=True)
class IntentGuess:
    """*confidence* is the share of the evidence that speaks for *intent*."""

    intent: Intent
    confidence: float


def decide_intent(clauses: Clauses) -> IntentGuess:
    scores = score(intent_features(clauses), weights("intents"), INTENTS)
    if not says_to_take_away(clauses):
        for intent in TAKING_AWAY:
            del scores[intent]
    best = max(scores, key=lambda name: scores[name])
    total = sum(math.exp(value - scores[best]) for value in scores.values())
    return IntentGuess(Intent(best), round(1 / total, 2))


def weighed_intents(clauses: Clauses, most: int = 3) -> list[tuple[Intent, float, list[str]]]:
    """The likeliest intents with their shares, and the evidence that speaks most for each against the next best."""
    learned, seen = weights("intents"), intent_features(clauses)
    scores = score(seen, learned, INTENTS)
    ranked = sorted(scores, key=lambda name: -scores[name])
    total = sum(math.exp(value - scores[ranked[0]]) for value in scores.values())
    told = []
    for name, other in zip(ranked[:most], [ranked[1], *ranked[:most]], strict=False):
        for_it = {
            each: learned[each].get(name, 0.0) - learned[each].get(other, 0.0) for each in seen if each in learned
        }
        strongest = sorted(for_it, key=lambda each: -for_it[each])[:4]
        told.append((Intent(name), math.exp(scores[name] - scores[ranked[0]]) / total, strongest))
    return told


def says_to_take_away(clauses: Clauses) -> bool:
    """Whether the message orders to delete or undo something, in words of its own.

    Not "I forgot", "don't forget to email", "she deleted my page", nor what stands in quotation marks alone.
    """
    return any(_orders(clauses, clause) for clause in clauses.all) and not only_quoted(clauses.outline.reading.text)


def _orders(clauses: Clauses, clause: Clause) -> bool:
    if clause.quoted:
        return False
    for cue in clause.cues:
        if cue.name not in _ORDERS or cue.form in {"s", "ing"}:
            continue
        before = [other.name for other in clause.cues if other.end <= cue.start]
        if "negation" in before and clauses.words[cue.start] == "forget":
            continue
        if clauses.words[cue.start] in {"forgot", "forgotten"} or (
            clauses.words[cue.start] == "forget" and clauses.words[cue.start - 1 : cue.start] in (["i"], ["you"])
        ):
            continue
        if cue.form == "past" and not (
            {"other", "want"} & set(before) or "be" in clauses.words[clause.start : cue.start]
        ):
            continue
        return True
    return False
