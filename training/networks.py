"""Learn a network with one hidden layer (bot/understanding/hidden_layer.py) by gradient descent with Adam's steps.

With numpy, since Adam's steps move every weight each time: some billions of sums. The reader itself needs none.
"""

import json
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.understanding.hidden_layer import Weights
from training.logistic import MODELS

EPOCHS = 30
BATCH = 512
STEP = 2e-3
LAST_STEP = 0.05  # of the first
DECAY = 1e-3  # a hold on the weights: how much of each is taken back
# Of the evidence and of the units each time, so that none relies on those beside it ("dropout", Hinton et al. 2012).
HEARD, UNITS_HEARD = 0.7, 0.8
# Adam's (Kingma and Ba 2015): how much of the mean gradient, and of the mean square, stays at each step.
STEADY, STEADY_SQUARE = 0.9, 0.999
REMEMBERED = 0.999  # what is returned is a mean over the last steps: at each, so much of it stays

Example = tuple[Sequence[str], bool]
Numbers = NDArray[np.float64]
Places = NDArray[np.int64]


def learn(
    examples: Sequence[Example], evidence: Iterable[str], units: int, *, decay: float = DECAY, batch: int = BATCH
) -> Weights:
    """Return weights by which *evidence* tells the examples that are so from those that are not; each time the same."""
    names = sorted(evidence)
    number = {name: place for place, name in enumerate(names)}
    told = [np.array([number[name] for name in given if name in number], dtype=np.int64) for given, _ in examples]
    right = np.array([so for _, so in examples], dtype=np.float64)
    chance = np.random.default_rng(0)
    start = (
        np.hstack([np.zeros((len(names), 1)), chance.normal(0, 0.05, (len(names), units))]),
        np.array([0.0] + [0.1] * units),
        chance.normal(0, 0.4, units),
    )
    learned = np.concatenate([each.ravel() for each in start])
    rows, always, weights = _parts(learned, units)
    mean, gradients, squares = learned.copy(), np.zeros_like(learned), np.zeros_like(learned)
    batches = [some for _ in range(EPOCHS) for some in _batches(chance.permutation(len(examples)), batch)]
    for step, some in enumerate(batches):
        columns, bags = _bags([told[each] for each in some], chance)
        heard = bags @ rows[columns] + always
        on = (heard[:, 1:] > 0) * (chance.random((batch, units)) < UNITS_HEARD) / UNITS_HEARD
        sums = heard[:, 0] + (heard[:, 1:] * on) @ weights
        error = (1 / (1 + np.exp(-sums)) - right[some]) / batch
        back = np.hstack([error[:, None], error[:, None] * on * weights])
        gradient = decay * learned
        of_rows, of_always, of_weights = _parts(gradient, units)
        of_rows[columns] += bags.T @ back
        of_always += back.sum(0)
        of_weights += (heard[:, 1:] * on).T @ error
        gradients += (1 - STEADY) * (gradient - gradients)
        squares += (1 - STEADY_SQUARE) * (gradient * gradient - squares)
        far = STEP * max(LAST_STEP, 1 - step / len(batches))
        far *= (1 - STEADY_SQUARE ** (step + 1)) ** 0.5 / (1 - STEADY ** (step + 1))
        learned -= far * gradients / (np.sqrt(squares) + 1e-8)
        mean += (1 - min(REMEMBERED, (2 + step) / (11 + step))) * (learned - mean)
    rows, always, weights = _parts(mean, units)
    return Weights(weights.tolist(), always.tolist(), dict(zip(names, rows.tolist(), strict=True)))


def _parts(numbers: Numbers, units: int) -> tuple[Numbers, Numbers, Numbers]:
    """The rows of the evidence, what is always said and the weights of the units, as they stand in one line."""
    rows, always, weights = np.split(numbers, [len(numbers) - 2 * units - 1, len(numbers) - units])
    return rows.reshape(-1, units + 1), always, weights


def write(name: str, learned: Weights) -> None:
    """Write the weights one piece of evidence a line, so that a change reads well in a diff."""
    rounded = {each: [round(said, 2) for said in row] for each, row in learned.evidence.items()}
    lines = (f"{json.dumps(each, ensure_ascii=False)}: {_written(row)}" for each, row in rounded.items() if any(row))
    heads = (f'"{key}": {_written([round(each, 2) for each in getattr(learned, key)])}' for key in ("units", "always"))
    target = MODELS / f"{name}.json"
    target.write_text(
        "{" + ",\n".join([*heads, '"evidence": {']) + "\n" + ",\n".join(lines) + "\n}}\n", encoding="utf-8"
    )
    print(f"{target.name}: {len(rounded)} pieces of evidence, {target.stat().st_size // 1024} kB")


def _written(numbers: Sequence[float]) -> str:
    """The numbers, shortly: most are nothing."""
    return json.dumps([int(each) if each == int(each) else each for each in numbers], separators=(",", ":"))


def _batches(order: Places, size: int) -> Iterator[Places]:
    return (order[at : at + size] for at in range(0, len(order) - size + 1, size))


def _bags(told: Sequence[Places], chance: np.random.Generator) -> tuple[Places, Numbers]:
    """The evidence that some of *told* has, and for each of them which of it is heard this time."""
    columns, places = np.unique(np.concatenate(told), return_inverse=True)
    bags = np.zeros((len(told), len(columns)))
    lines = np.repeat(np.arange(len(told)), [len(each) for each in told])
    bags[lines, places] = (chance.random(len(places)) < HEARD) / HEARD
    return columns, bags
