"""Find the words of the vocabulary files in a message, in one pass over its words.

A vocabulary file is a TOML file of tables, one table a value, with the ways of saying it under ``said``. A hyphen in an
entry stands for itself, a space or nothing.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import product
from sys import intern
from typing import NamedTuple

from bot.understanding.tokens import Token, keys_of

_VOCABULARY = files("bot.understanding") / "vocabulary"


def word_set(words: str) -> frozenset[str]:
    """The words of a line, as a set. Interned, as those of a message are: looking one up compares no letters."""
    return frozenset(map(intern, words.split()))


class Hit(NamedTuple):
    """Tokens *start* to *end* (exclusive) say *value* of *category* (the name of the vocabulary file)."""

    category: str
    value: str
    start: int
    end: int


_Entry = tuple[tuple[str, ...], str, str]
"""The words of an entry, its category and its value."""


class Lexicon:
    """All entries of some vocabulary files, found by their words; of overlapping hits of one file the longest wins."""

    def __init__(self, entries: Iterable[tuple[str, str, str]]) -> None:
        """Take (category, value, way of saying it) triples."""
        # By its first word: the entries of that word alone; the longer ones by their second word, longest first.
        self._opened: dict[str, tuple[list[_Entry], dict[str, list[_Entry]]]] = {}
        for category, value, said in entries:
            for keys in spellings(said):
                alone, longer = self._opened.setdefault(keys[0], ([], {}))
                same = alone if len(keys) == 1 else longer.setdefault(keys[1], [])
                same.append((keys, category, value))
        for _, longer in self._opened.values():
            for candidates in longer.values():
                candidates.sort(key=lambda candidate: -len(candidate[0]))

    def hits(self, tokens: Sequence[Token]) -> Iterator[Hit]:
        # "I'd" has the key of "ID": what is contracted is a pronoun or a verb and nothing else.
        keys = [token.text.lower() if token.is_contracted else token.key for token in tokens]
        opened, made = self._opened, tuple.__new__  # as in tokenise
        free: dict[str, int] = {}
        for start, (key, following) in enumerate(zip(keys, (*keys[1:], ""), strict=False)):
            if key not in opened:
                continue
            alone, longer = opened[key]
            if following in longer:
                for words, category, value in longer[following]:
                    end = start + len(words)
                    if free.get(category, 0) <= start and tuple(keys[start:end]) == words:
                        free[category] = end
                        yield made(Hit, (category, value, start, end))
            for _, category, value in alone:
                if category not in free or free[category] <= start:
                    free[category] = start + 1
                    yield made(Hit, (category, value, start, start + 1))


def spellings(said: str) -> set[tuple[str, ...]]:
    """The key sequences of an entry: hyphens kept, dropped or made spaces, long words in their short forms too.

    What is owned is written with an apostrophe or without: "St Mary's Troy" is "st marys troy" too.
    """
    written = {said}
    for word, short in _SHORT_FORMS:
        written |= {way.replace(word, short) for way in written if word in way}
    written |= {way.replace("'s", "s") for way in written if "'s" in way}
    written |= {_OWNED.sub(r"\1's", way) for way in written}
    written |= {f"{way[:2]}.{way[2:]}" for way in written if way.startswith(("st ", "mt "))}
    choices = (
        choice
        for way in written
        for choice in product(*([part] if part != "-" else ["-", " "] for part in _parts(way)))
    )
    return {keys for choice in choices if (keys := keys_of("".join(choice)))}


_OWNED = re.compile(r"\b((?:st\.?|saint) [a-z]+(?=s )|children|women|king|queen|prince george)s\b")
_SHORT_FORMS = (
    ("hospital", "hosp"),
    ("medical center", "med center"),
    ("med center", "med ctr"),
    ("medical center", "medical ctr"),
    ("university", "univ"),
    ("saint ", "st "),
    ("mount ", "mt "),
)


def _parts(said: str) -> Iterator[str]:
    head, *rest = said.split("-")
    yield head
    for part in rest:
        yield "-"
        yield part


@cache
def vocabulary(name: str) -> dict[str, list[str]]:
    """The tables of one vocabulary file: value -> ways of saying it."""
    tables = tomllib.loads((_VOCABULARY / f"{name}.toml").read_text(encoding="utf-8"))
    return {value: table["said"] if isinstance(table, dict) else table for value, table in tables.items()}


@cache
def words(name: str) -> frozenset[str]:
    """One plain word list of the vocabulary."""
    return word_set((_VOCABULARY / f"{name}.txt").read_text(encoding="ascii"))


@cache
def table_keys(name: str, *values: str) -> frozenset[str]:
    """The single-word keys of some tables (all when none is named) of a vocabulary file."""
    tables = vocabulary(name)
    ways = (said for value in values or tables for said in tables[value])
    return frozenset(keys[0] for said in ways for keys in spellings(said) if len(keys) == 1)


_FILES = (
    "roles",
    "positions",
    "specialties",
    "visas",
    "events",
    "institutions",
    "places",
    "titles",
    "shorthand",
    "clinical",
)


# Acronyms that mean something else, or nothing, when their letters are said one by one.
_NOT_DICTATED = word_set("usa la sf gme")


@cache
def lexicon() -> Lexicon:
    """The lexicon of every vocabulary file, read once."""
    entries = [(name, value, said) for name in _FILES for value, ways in vocabulary(name).items() for said in ways]
    dictated = [
        ("institutions", "known", " ".join(acronym))
        for acronym in vocabulary("institutions")["acronyms"]
        if acronym not in _NOT_DICTATED
    ]
    return Lexicon([*entries, *dictated])
