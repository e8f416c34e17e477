"""Multinomial logistic regression by stochastic gradient descent with AdaGrad steps; no dependency, a few seconds."""

import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from pathlib import Path

from bot.understanding.linear import Weights, score

MODELS = Path(__file__).parent.parent / "bot" / "understanding" / "model"
EPOCHS = 30
STEP = 0.35
DECAY = 3e-3
SMALLEST_KEPT = 0.1
SEEN_AT_LEAST = 2
EVEN_EPOCHS = 16
EVEN_STEP = 0.05
SMALLEST_ERROR = 2e-3
SMALLEST_EVEN = 0.04

Example = tuple[dict[str, float], frozenset[str]]


def train(examples: Iterable[Example], classes: Sequence[str]) -> Weights:
    """Return weights that give each example one of its accepted classes; the same examples give the same weights."""
    weights: defaultdict[str, dict[str, float]] = defaultdict(dict)
    squares: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    kept = often_seen(list(examples))
    order = random.Random(0)  # noqa: S311 - the same order each time is what is wanted
    for _ in range(EPOCHS):
        order.shuffle(kept)
        for features, accepted in kept:
            for name, error in _errors(score(features, weights, classes), accepted).items():
                for feature, strength in features.items():
                    row = weights[feature]
                    weight = row.get(name, 0.0)
                    gradient = error * strength + DECAY * weight
                    squares[feature][name] += gradient * gradient
                    row[name] = weight - STEP * gradient / (math.sqrt(squares[feature][name]) + 1e-6)
    return _rounded(weights)


def train_evenly(
    examples: Iterable[Example],
    classes: Sequence[str],
    prior: float = 2.0,
    *,
    smallest: float = SMALLEST_EVEN,
    seen: int = SEEN_AT_LEAST,
    most: int | None = None,
    strength: Callable[[dict[str, float]], float] = lambda _: 1.0,
    counts: Sequence[float] = (),
    heard: float = 1.0,
    learnings: int = 1,
) -> Weights:
    """Return weights that no rare feature dominates: *prior* is how hard they are held near zero (ridge regression).

    With *heard* each example is seen with that share of its features, others each time: so no feature relies on those
    that stand beside it, and a message that has only some of them is still understood ("dropout", Hinton et al. 2012).
    *strength* is how strong each feature of an example is, told from them all, and *counts* how much each example
    counts, 1 where it says nothing. Weights below *smallest* and features of fewer than *seen* examples are left out,
    and with *most* all but so many that tell most: a rare feature must weigh more than a common one to stay.
    Stochastic gradient descent with falling steps; what is returned is the mean of the second half of the way, and of
    so many *learnings*, each with the examples in another order.
    """
    given = list(examples)
    kept = often_seen(given, seen)
    names = list(classes)
    sums: dict[str, list[float]] = {}
    for learning in range(learnings):
        rows: dict[str, list[float]] = {feature: [0.0] * len(names) for features, _ in kept for feature in features}
        data = [
            ([rows[feature] for feature in counted(features)], [name in fits for name in names], strength(whole), count)
            for (features, fits), (whole, _), count in zip(kept, given, counts or repeat(1.0), strict=False)
        ]
        order = random.Random(learning)  # noqa: S311 - the same order each time is what is wanted
        for scale in _descend(data, order, prior / max(len(data), 1), heard):
            for feature, row in rows.items():
                total = sums.setdefault(feature, [0.0] * len(names))
                for place, weight in enumerate(row):
                    total[place] += weight * scale
    passes = (EVEN_EPOCHS - EVEN_EPOCHS // 2) * learnings
    times = Counter(feature for features, _ in kept for feature in features)
    chosen = sorted(sums, key=lambda feature: -max(map(abs, sums[feature])) * math.sqrt(times[feature]))[:most]
    return _rounded(
        {
            feature: {name: total / passes for name, total in zip(names, sums[feature], strict=True)}
            for feature in chosen
        },
        smallest,
    )


_Data = list[tuple[list[list[float]], list[bool], float, float]]


def _descend(data: _Data, order: random.Random, shrink: float, heard: float) -> Iterator[float]:
    """Change the rows of *data* step by step; by what to multiply them, after each round of the second half."""
    scale, steps = 1.0, 0
    for epoch in range(EVEN_EPOCHS):
        order.shuffle(data)
        for every, accepted, told, count in data:
            steps += 1
            active = every if heard == 1 else [row for row in every if order.random() < heard] or every
            strong = told * len(every) / len(active)
            step = EVEN_STEP / (1 + EVEN_STEP * shrink * steps)
            scores = [scale * strong * total for total in map(sum, zip(*active, strict=True))]
            scale *= 1 - step * shrink
            for place, error in enumerate(_gaps(scores, accepted)):
                if abs(error) >= SMALLEST_ERROR:
                    change = step * count * strong * error / scale
                    for row in active:
                        row[place] -= change
        if epoch >= EVEN_EPOCHS // 2:
            yield scale


def counted(features: dict[str, float]) -> list[str]:
    """Each feature as often as it is there: one of strength 2 counts twice."""
    return [feature for feature, strength in features.items() for _ in range(int(strength))]


def _gaps(scores: list[float], accepted: list[bool]) -> list[float]:
    """How much too likely each class is held."""
    top = max(scores)
    odds = [math.exp(value - top) for value in scores]
    total = sum(odds)
    right = sum(odd for odd, fits in zip(odds, accepted, strict=True) if fits)
    return [odd / total - (odd / right if fits else 0.0) for odd, fits in zip(odds, accepted, strict=True)]


def often_seen(examples: list[Example], at_least: int = SEEN_AT_LEAST) -> list[Example]:
    """Leave out the features that too few examples have to teach anything general."""
    seen = Counter(feature for features, _ in examples for feature in features)
    return [
        ({feature: strength for feature, strength in features.items() if seen[feature] >= at_least}, accepted)
        for features, accepted in examples
    ]


def _errors(scores: dict[str, float], accepted: frozenset[str]) -> dict[str, float]:
    """How much too likely each class is held; classes held about right are left out."""
    top = max(scores.values())
    odds = {name: math.exp(value - top) for name, value in scores.items()}
    total = sum(odds.values())
    right = sum(odds[name] for name in accepted)
    errors = {name: odds[name] / total - (odds[name] / right if name in accepted else 0.0) for name in odds}
    return {name: error for name, error in errors.items() if abs(error) >= 1e-3}


def _rounded(weights: Weights, smallest: float = SMALLEST_KEPT) -> Weights:
    kept = {
        feature: {name: round(weight, 2) for name, weight in sorted(row.items()) if abs(weight) >= smallest}
        for feature, row in sorted(weights.items())
    }
    return {feature: row for feature, row in kept.items() if row}


def write(name: str, weights: Weights) -> None:
    """Write the weights one feature a line, so that a change reads well in a diff."""
    lines = (f"{json.dumps(feature, ensure_ascii=False)}: {json.dumps(row)}" for feature, row in weights.items())
    target = MODELS / f"{name}.json"
    target.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{target.name}: {len(weights)} features, {target.stat().st_size // 1024} kB")
