"""Words that tell yes, no or maybe whatever is spoken of, by what they have in common (vocabulary/verdict_words.toml).

A model that has met "no" and "never" before a visa reads "zero" by them: the words of one table count as one.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from bot.understanding.lexicon import vocabulary
from bot.understanding.linear import Parts

_ENDS = frozenset([".", ";", "!", "\n", "•", "but", "|"])
_NEAR = ((1, "beside"), (3, "near"), (7, "by"))  # words


@cache
def _tables() -> dict[str, str]:
    return {word: name for name, said in vocabulary("verdict_words").items() for word in said}


def tables_of(words: Sequence[str]) -> list[tuple[int, str]]:
    """The place of each such word, with its table."""
    known = _tables()
    return [(place, known[word]) for place, word in enumerate(words) if word in known]


def told_around(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """The evidence of such words on either side of something: the nearest of its own clause, and those after them."""
    ahead = tables_of(_clause(after))[:3]
    behind = tables_of(_clause(before[::-1]))[:3]
    evidence: list[str] = []
    for sign, found in (("+", ahead), ("-", behind)):
        if not found:
            evidence += (f"{sign} says nothing", f"{sign} says ")
            continue
        place, name = found[0]
        distance = next((said for upto, said in _NEAR if place < upto), "far")
        both = f"{name} {found[1][1]}" if len(found) > 1 else name
        evidence += (f"{sign} says {name}", f"{sign} says {name} {distance}", f"{sign} says {both}")
        evidence += [f"{sign} then {name}" for _, name in found[1:]]
    evidence.append(f"says {behind[0][1] if behind else None} IT {ahead[0][1] if ahead else None}")
    return evidence


def told_in(words: Sequence[str]) -> list[Parts]:
    """The evidence of all such words of a statement, and of each two that follow one another."""
    names = [name for _, name in tables_of(words)]
    return [("says", name) for name in (*names, *map(" ".join, pairwise(("^", *names, "$"))))]


def _clause(words: Sequence[str]) -> Sequence[str]:
    """The words up to where a clause ends."""
    if _ENDS.isdisjoint(words):
        return words
    return words[: next(place for place, word in enumerate(words) if word in _ENDS)]
