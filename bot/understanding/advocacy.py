"""In which order a sentence names somebody, what they say or hand on, to whom, and the resident.

"dr PERSON will tell the ROLE about me" and "I'll tell dr PERSON about the ROLE" have nearly the same words; their order
tells who speaks up for whom. Which words count is told by vocabulary/advocacy.toml.
"""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from bot.understanding.cues import forms
from bot.understanding.lexicon import word_set
from bot.understanding.linear import Parts
from bot.understanding.outline import Outline

_FOUND = {"PERSON": "them", "ROLE": "them", "PLACE": "place"}


def chain_of(words: Sequence[str]) -> list[str]:
    """The tables of the words of a sentence, in their order, each once where it repeats.

    >>> chain_of("dr PERSON will tell the ROLE about me".split())
    ['them', 'they', 'speaks', 'them', 'me']
    """
    known = _tables()
    chain: list[str] = []
    last = None
    for word in words:
        table = known.get(word)
        if table and table != last:
            chain.append(table)
            last = table
    return chain


def parts_of(outline: Outline, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a sentence, each of what one does: cut at marks, and where "she", "he" or "I" begins anew."""
    first = start
    items = outline.items
    for index in range(start + 1, end):
        word = items[index].word
        if word in _CUTS:
            if index > first:
                yield first, index
            first = index + 1
        elif word in _BEGINS and items[index - 1].word in _JOINS and index - 1 > first:
            cut = index - 1
            while cut > first and items[cut - 1].word in _JOINS:
                cut -= 1
            if cut > first:
                yield first, cut
                first = cut
    if end > first:
        yield first, end


_CUTS = word_set("; | / → — • but because")
_JOINS = word_set(", and & so then also")
_BEGINS = word_set("i i'll i'd i've i'm he he'll he'd he's she she'll she'd she's they they'll they'd they're we")


def told_for_me(words: Sequence[str]) -> list[Parts]:
    """The evidence of that order, in readable words."""
    told = chain_of(words)
    chain = ["^", *told, "$"]
    evidence: list[Parts] = [("order", f"{one} {then}") for one, then in pairwise(chain)]
    for one, then, after in zip(chain, chain[1:], chain[2:], strict=False):
        evidence += (("order", f"{one} {then} {after}"), (f"order {one}", "_", after))
    evidence.append(("named", " ".join(sorted(set(told)))))
    return evidence


@cache
def _tables() -> dict[str, str]:
    text = files("bot.understanding").joinpath("vocabulary", "advocacy.toml").read_text(encoding="utf-8")
    tables = dict(_FOUND)
    for name, ways in tomllib.loads(text).items():
        for word in (*ways.get("said", ()), *(each for verb in ways.get("verbs", ()) for each, _ in forms(verb))):
            tables.setdefault(word, name)
    return tables
