"""Linear models: how much the evidence speaks for each of several classes, with weights kept as readable numbers."""

import json
from collections import defaultdict
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


TagWeights = Mapping[str, Mapping[str, Mapping[str, tuple[float, ...]]]]


@cache
def tag_weights() -> tuple[TagWeights, list[list[float]]]:
    """The weights of ``model/name_tags.json``: of each tag by what is seen, and of each tag before each."""
    model = json.loads((files("bot.understanding") / "model" / "name_tags.json").read_text(encoding="utf-8"))
    return nested(model["evidence"]), model["moves"]


def nested(evidence: Mapping[str, Iterable[float]]) -> TagWeights:
    """The weights by the parts of their names, "sort<tab>one<tab>other", so that asking for one builds no text."""
    weights: defaultdict[str, dict[str, dict[str, tuple[float, ...]]]] = defaultdict(dict)
    for name, row in evidence.items():
        sort, one, other = name.split("\t")
        weights[sort].setdefault(one, {})[other] = tuple(row)
    return weights
