"""Decide what a message wants done.

The rules of intent_rules.py and the words of the outline are evidence; how much each weighs was learned from labelled
messages (training/train_intents.py) and is kept as readable numbers in ``model/intents.json``.
"""

import math
from dataclasses import dataclass

from bot.domain.vocabulary import Intent
from bot.understanding.intent_features import intent_features
from bot.understanding.linear import score, weights
from bot.understanding.outline import Outline

INTENTS = tuple(intent.value for intent in Intent)


@dataclass(frozen=True, slots=True)
class IntentGuess:
    """*confidence* is the share of the evidence that speaks for *intent*; *why* the strongest of it."""

    intent: Intent
    confidence: float
    runner_up: Intent
    why: tuple[tuple[str, float], ...] = ()


def decide_intent(outline: Outline) -> IntentGuess:
    features = intent_features(outline)
    learned = weights("intents")
    scores = score(features, learned, INTENTS)
    ranked = sorted(scores, key=lambda name: -scores[name])
    best, second = ranked[0], ranked[1]
    total = sum(math.exp(value - scores[best]) for value in scores.values())
    evidence = [
        (feature, learned[feature].get(best, 0.0) * strength)
        for feature, strength in features.items()
        if feature in learned
    ]
    why = tuple(sorted(evidence, key=lambda one: -one[1])[:4])
    return IntentGuess(Intent(best), round(1 / total, 2), Intent(second), why)
