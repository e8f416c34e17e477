"""In which order a sentence names somebody, what they say or hand on, to whom, and the resident.

"dr PERSON will tell the ROLE about me" and "I'll tell dr PERSON about the ROLE" have nearly the same words; their order
tells who speaks up for whom. Which words count is told by vocabulary/advocacy.toml.
"""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from bot.understanding.cues import forms

_FOUND = {"PERSON": "them", "ROLE": "them", "PLACE": "place"}
_LONGEST = 3  # links of the chain that are looked at together


def chain_of(words: Sequence[str]) -> list[str]:
    """The tables of the words of a sentence, in their order, each once where it repeats.

    >>> chain_of("dr PERSON will tell the ROLE about me".split())
    ['them', 'they', 'speaks', 'them', 'me']
    """
    known = _tables()
    chain: list[str] = []
    for word in words:
        table = known.get(word)
        if table and chain[-1:] != [table]:
            chain.append(table)
    return chain


def told_for_me(words: Sequence[str]) -> Iterator[str]:
    """The evidence of that order, in readable words."""
    chain = ["^", *chain_of(words), "$"]
    for length in range(2, _LONGEST + 1):
        for first in range(len(chain) - length + 1):
            yield f"order {' '.join(chain[first : first + length])}"
    for one, another in zip(chain, chain[2:], strict=False):
        yield f"order {one} _ {another}"
    yield f"named {' '.join(sorted(set(chain[1:-1])))}"


@cache
def _tables() -> dict[str, str]:
    text = files("bot.understanding").joinpath("vocabulary", "advocacy.toml").read_text(encoding="utf-8")
    tables = dict(_FOUND)
    for name, ways in tomllib.loads(text).items():
        for word in (*ways.get("said", ()), *(each for verb in ways.get("verbs", ()) for each, _ in forms(verb))):
            tables.setdefault(word, name)
    return tables
