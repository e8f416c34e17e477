"""Conditional random fields learned by crfsuite; their weights are taken out, so the reader needs no library."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pycrfsuite

Features = tuple[str, ...]
Labelled = tuple[Sequence[Features], Sequence[str]]


def learn(
    sequences: Iterable[Labelled], *, sparse: float, small: float
) -> tuple[dict[str, dict[str, float]], dict[tuple[str, str], float]]:
    """Return (feature -> label -> weight) and ((label, next label) -> weight) for the labels of *sequences*.

    *sparse* (L1) makes weights few, *small* (L2) keeps them small.
    """
    numbers: dict[str, str] = {}  # crfsuite's listing of a model takes no marks or blanks in a name
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": sparse, "c2": small, "max_iterations": 80})
    for features, labels in sequences:
        trainer.append(
            [[numbers.setdefault(name, f"f{len(numbers)}") for name in one] for one in features], list(labels)
        )
    with TemporaryDirectory() as folder:
        path = str(Path(folder) / "learned.crfsuite")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        model = tagger.info()
    names = {number: name for name, number in numbers.items()}
    weights: dict[str, dict[str, float]] = {}
    for (number, label), weight in model.state_features.items():
        weights.setdefault(names[number], {})[label] = weight
    return dict(sorted(weights.items())), dict(model.transitions)


def seen_often(counted: Iterable[Iterable[str]], at_least: int) -> frozenset[str]:
    """The features that at least so many of *counted* have; fewer can teach nothing general."""
    seen = Counter(feature for features in counted for feature in set(features))
    return frozenset(feature for feature, times in seen.items() if times >= at_least)
