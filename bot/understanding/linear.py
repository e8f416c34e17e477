"""Linear models: how much the evidence speaks for each of several classes, with weights kept as readable numbers."""

import struct
import sys
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, TypeVar

import msgspec

Weights = Mapping[str, Mapping[str, float]]
Feature = TypeVar("Feature", bound=Hashable)
Parts = tuple[str, ...]
"""A feature as the parts with a space between: asking for it so takes half the time of putting it together."""

_FIELD = 32  # bits
_HALF = 1 << (_FIELD - 1)
_PARTS = 100  # weights are written with two decimals


class Rows(dict[Feature, int]):
    """For each feature its weights for some classes, kept as one whole number, so that a sum of rows is one addition.

    The number has a field of 32 bits for each class, which holds the weight in hundredths. Adding two such numbers adds
    every field, as adding 2_005 and 3_001 adds thousands and units: with sixteen intents that is many times faster than
    adding class by class, and a row that is one small object is quickly fetched from memory.
    """

    def __init__(self, rows: Iterable[tuple[Feature, int]], width: int) -> None:
        """Take the weights of each feature, *width* of them, as packed() puts them into one number."""
        numbers: dict[int, int] = {}  # rows that are alike are one object
        super().__init__([(feature, numbers.setdefault(number, number)) for feature, number in rows])
        self._fields = struct.Struct(f"<{width}I")
        self._halves = sum(_HALF << (_FIELD * place) for place in range(width))

    def total(self, features: Iterable[Feature]) -> int:
        """The sum of the rows of *features*; those that nothing was learned of count nothing."""
        return sum(filter(None, map(self.get, features)))

    def weights(self, total: int) -> list[float]:
        """What a row or a sum of rows holds for each class."""
        # With half its range added, no field is below zero: each can be read by itself.
        fields = self._fields.unpack((total + self._halves).to_bytes(self._fields.size, "little"))
        return [(field - _HALF) / _PARTS for field in fields]

    def weight(self, total: int) -> float:
        """What it holds where there is but one class."""
        return total / _PARTS


def packed(row: Iterable[tuple[int, float]]) -> int:
    """The row of one feature as a number, made of the place of each class and its weight."""
    return sum([round(weight * _PARTS) << (_FIELD * place) for place, weight in row if weight])


def as_text(features: Iterable[str | Parts]) -> list[str]:
    """The features as they are written in a model."""
    return [feature if isinstance(feature, str) else " ".join(feature) for feature in features]


def _ways_to_ask(feature: str) -> Iterator[Parts]:
    """Every way in which a feature may be asked for: as two parts, as what stands around a word, or as it is.

    >>> [list(_ways_to_ask(feature)) for feature in ("always", "cues me say", "will _ me")]
    [[('always',)], [('cues', 'me say'), ('cues me', 'say')], [('will', '_', 'me')]]
    """
    first, around, last = feature.partition(" _ ")
    if around:
        yield sys.intern(first), "_", sys.intern(last)
        return
    space = feature.find(" ")
    if space < 0:
        yield (feature,)
    while space >= 0:
        yield sys.intern(feature[:space]), sys.intern(feature[space + 1 :])
        space = feature.find(" ", space + 1)


class Learned(dict[str, Mapping[str, float]]):
    """The weights of a model that was read from its file, with a row of numbers for each feature, made once."""

    def __init__(self, weights: Weights) -> None:
        super().__init__(weights)
        self._rows: dict[tuple[str, ...], Rows[str]] = {}
        self._rows_by_parts: dict[tuple[str, ...], Rows[Parts]] = {}

    def rows(self, classes: tuple[str, ...]) -> Rows[str]:
        """The weights of each feature in the order of *classes*."""
        made = self._rows.get(classes)
        if made is None:
            made = self._rows[classes] = Rows(self._packed(classes), len(classes))
        return made

    def rows_by_parts(self, classes: tuple[str, ...]) -> Rows[Parts]:
        """The same for features that are asked for by their parts."""
        made = self._rows_by_parts.get(classes)
        if made is None:
            rows = ((parts, row) for feature, row in self._packed(classes) for parts in _ways_to_ask(feature))
            made = self._rows_by_parts[classes] = Rows(rows, len(classes))
        return made

    def _packed(self, classes: tuple[str, ...]) -> Iterator[tuple[str, int]]:
        places = {name: place for place, name in enumerate(classes)}
        for feature, row in self.items():
            yield feature, packed([(places[name], weight) for name, weight in row.items() if name in places])

    def strongest(self, features: Iterable[str | Parts], name: str) -> "Strongest":
        """The feature that speaks most for class *name*."""
        return Strongest(self, features, name)


class Strongest(NamedTuple):
    """The feature that speaks most for a class, the first of equals: looked for when it is shown, which is seldom."""

    learned: Learned
    features: Iterable[str | Parts]
    name: str

    def __str__(self) -> str:
        return max(as_text(self.features), key=lambda feature: self.learned.get(feature, {}).get(self.name, 0.0))


def read_model(name: str) -> Any:
    """What ``model/NAME.json`` holds. Every process that starts reads some five megabytes of them."""
    return msgspec.json.decode((files("bot.understanding") / "model" / f"{name}.json").read_bytes())


@cache
def weights(name: str) -> Learned:
    """The weights of one model (feature -> class -> weight), as a script in ``training`` wrote them."""
    return Learned(read_model(name))


def score(features: Iterable[str], weights: Weights, classes: Iterable[str]) -> dict[str, float]:
    """The weight of the evidence for each class. Every feature counts once, whatever a mapping holds under it."""
    order = tuple(classes)
    if isinstance(weights, Learned):
        rows = weights.rows(order)
        return dict(zip(order, rows.weights(rows.total(features)), strict=True))
    scores = dict.fromkeys(order, 0.0)
    for feature in features:
        for name, weight in weights.get(feature, {}).items():
            scores[name] += weight
    return scores


@cache
def tag_weights() -> tuple[Rows[tuple[str, ...]], list[list[float]]]:
    """The weights of ``model/name_tags.json``: of each tag by what is seen, and of each tag before each.

    The parts of "sort<tab>one<tab>other" stand apart, so that asking for one builds no text.
    """
    model = read_model("name_tags")
    evidence = (
        (tuple(map(sys.intern, name.split("\t"))), packed(enumerate(row))) for name, row in model["evidence"].items()
    )
    moves = model["moves"]
    return Rows(evidence, len(moves)), moves
