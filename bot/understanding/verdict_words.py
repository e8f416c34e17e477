"""Words that tell yes, no or maybe whatever is spoken of, by what they have in common (vocabulary/verdict_words.toml).

A model that has met "no" and "never" before a visa reads "zero" by them: the words of one table count as one.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from bot.understanding.lexicon import vocabulary

_ENDS = frozenset([".", ";", "!", "\n", "•", "but", "|"])
_NEAR = ((1, "beside"), (3, "near"), (7, "by"))  # words


@cache
def _tables() -> dict[str, str]:
    return {word: name for name, said in vocabulary("verdict_words").items() for word in said}


def tables_of(words: Sequence[str]) -> list[tuple[int, str]]:
    """The place of each such word, with its table."""
    known = _tables()
    return [(place, known[word]) for place, word in enumerate(words) if word in known]


def told_around(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """The evidence of such words on either side of something: the nearest of its own clause, and those after them."""
    ahead = _clause(after)
    behind = _clause(before[::-1])
    first = tables_of(ahead)[:3]
    last = tables_of(behind)[:3]
    names = [name for _, name in first], [name for _, name in last]
    for sign, found in (("+", first), ("-", last)):
        if found:
            place, name = found[0]
            distance = next((said for upto, said in _NEAR if place < upto), "far")
            yield f"{sign} says {name}"
            yield f"{sign} says {name} {distance}"
        else:
            yield f"{sign} says nothing"
        yield f"{sign} says {' '.join(name for _, name in found[:2])}"
        for _, name in found[1:]:
            yield f"{sign} then {name}"
    yield f"says {names[1][0] if names[1] else None} IT {names[0][0] if names[0] else None}"


def told_in(words: Sequence[str]) -> Iterator[str]:
    """The evidence of all such words of a statement, and of each two that follow one another."""
    names = [name for _, name in tables_of(words)]
    for name in names:
        yield f"says {name}"
    for one, then in pairwise(("^", *names, "$")):
        yield f"says {one} {then}"


def _clause(words: Sequence[str]) -> Sequence[str]:
    """The words up to where a clause ends."""
    end = next((place for place, word in enumerate(words) if word in _ENDS), len(words))
    return words[:end]
