"""Linear models: how much the evidence speaks for each of several classes, with weights kept as readable numbers."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

Weights = Mapping[str, Mapping[str, float]]


@cache
def weights(name: str) -> Weights:
    """The weights of one model (feature -> class -> weight), as a script in ``training`` wrote them."""
    loaded: Weights = json.loads((files("bot.understanding") / "model" / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def score(features: Mapping[str, float], weights: Weights, classes: Iterable[str]) -> dict[str, float]:
    """The weight of the evidence for each class."""
    scores = dict.fromkeys(classes, 0.0)
    row_of = weights.get
    for feature, strength in features.items():
        row = row_of(feature)
        if row:  # most pairs of words were never seen
            for name, weight in row.items():
                scores[name] += weight * strength
    return scores


@cache
def tag_weights() -> tuple[Mapping[str, tuple[float, ...]], Mapping[tuple[int, int], float]]:
    """The weights of ``model/name_tags.json``: feature -> weight of each tag, and (tag, next tag) -> weight."""
    model = json.loads((files("bot.understanding") / "model" / "name_tags.json").read_text(encoding="utf-8"))
    moves = {(before, after): weight for before, row in enumerate(model["moves"]) for after, weight in enumerate(row)}
    return {feature: tuple(row) for feature, row in model["evidence"].items()}, moves
