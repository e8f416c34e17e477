"""Decide what a message wants done.

The rules of intent_rules.py and the words of the outline are evidence; how much each weighs was learned from labelled
messages (training/train_intents.py) and is kept as readable numbers in ``model/intents.json``.
"""

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.domain.vocabulary import Intent
from bot.understanding.intent_features import intent_features
from bot.understanding.outline import Outline

Weights = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class IntentGuess:
    """*confidence* is the share of the evidence that speaks for *intent*; *why* the strongest of it."""

    intent: Intent
    confidence: float
    runner_up: Intent
    why: tuple[tuple[str, float], ...] = ()


@cache
def _weights() -> Weights:
    loaded: Weights = json.loads((files("bot.understanding") / "model" / "intents.json").read_text(encoding="utf-8"))
    return loaded


def decide_intent(outline: Outline) -> IntentGuess:
    features = intent_features(outline)
    weights = _weights()
    scores = score(features, weights)
    ranked = sorted(scores, key=lambda name: -scores[name])
    best, second = ranked[0], ranked[1]
    total = sum(math.exp(value - scores[best]) for value in scores.values())
    evidence = [
        (feature, weights[feature].get(best, 0.0) * strength)
        for feature, strength in features.items()
        if feature in weights
    ]
    why = tuple(sorted(evidence, key=lambda one: -one[1])[:4])
    return IntentGuess(Intent(best), round(1 / total, 2), Intent(second), why)


def score(features: dict[str, float], weights: Weights) -> dict[str, float]:
    """The weight of evidence for each intent."""
    scores = dict.fromkeys((intent.value for intent in Intent), 0.0)
    for feature, strength in features.items():
        for intent, weight in weights.get(feature, {}).items():
            scores[intent] += weight * strength
    return scores
