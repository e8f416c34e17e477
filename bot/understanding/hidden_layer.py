"""A network with one hidden layer: pieces of evidence may speak together, with weights kept as readable numbers.

In a linear model every piece weighs the same whatever else is there. Here each also speaks to a few *units*; a unit
adds what it hears in all, times a weight of its own, to the sum, and one that hears less than nothing adds none (ReLU).
So "chief" beside a name may weigh otherwise where the words between them are another's.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from bot.understanding.linear import Rows, packed, read_model


class Weights(NamedTuple):
    """What is learned: the weight of each unit, and what each piece of evidence says to the sum and to every unit."""

    units: Sequence[float]
    always: Sequence[float]
    """What is said to the sum and to every unit before there is any evidence."""
    evidence: Mapping[str, Sequence[float]]


class Network:
    """Weights that were read from their file, with what each piece of evidence says as one row."""

    def __init__(self, learned: Weights) -> None:
        self._units = learned.units
        evidence = ((each, packed(enumerate(row))) for each, row in learned.evidence.items())
        self._rows = Rows(evidence, len(learned.always))
        self._always = packed(enumerate(learned.always))

    def weight(self, evidence: Iterable[str]) -> float:
        """How much more speaks for than against; what nothing was learned of counts nothing.

        >>> either_but_not_both = Weights(units=[-2.0], always=[0.0, -1.0], evidence={"a": [1, 1], "b": [1, 1]})
        >>> [Network(either_but_not_both).weight(evidence) for evidence in ("", "a", "b", "ab")]
        [0.0, 1.0, 1.0, 0.0]
        """
        heard = self._rows.weights(self._always + self._rows.total(evidence))
        units = zip(self._units, heard[1:], strict=True)
        return heard[0] + sum([unit * each for unit, each in units if each > 0])

    def strongest(self, evidence: Sequence[str]) -> "Strongest":
        """The piece of evidence that speaks most for what was decided."""
        return Strongest(self, evidence)


class Strongest(NamedTuple):
    """The piece without which least would speak for what was decided: looked for when it is shown, which is seldom."""

    network: Network
    evidence: Sequence[str]

    def __str__(self) -> str:
        weight, side = self.network.weight, 1 if self.network.weight(self.evidence) > 0 else -1
        without = {each: [other for other in self.evidence if other != each] for each in self.evidence}
        return min(without, key=lambda each: side * weight(without[each]))


@cache
def network(name: str) -> Network:
    """The network of one model, as a script in ``training`` wrote it."""
    return Network(Weights(**read_model(name)))
