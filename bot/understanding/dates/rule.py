"""What a rule about dates is: a name, the words it may open with, a pattern, what it produces, and its proof."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.understanding.dates.mention import Told

REFERENCE_NOW = datetime(2026, 10, 14, 10, 0)
"""The moment at which every example is read: a Wednesday morning."""


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern's match in the levelled text (see words.py), and the words on either side of it.

    *before* and *after* are empty at a sentence's edge.
    """

    match: re.Match[str]
    now: datetime
    before: str = ""
    after: str = ""

    @property
    def today(self) -> date:
        return self.now.date()

    def __getitem__(self, group: str) -> str:
        """The words of a named group, "" when it took no part."""
        return self.match[group] or ""

    def get(self, group: str) -> str:
        """The words of a named group, "" also where the pattern has none of that name."""
        return self[group] if group in self.match.re.groupindex else ""

    def is_all(self) -> bool:
        """Whether nothing else is said: the answer to a question."""
        return self.match.span() == (0, len(self.match.string))


BEGINNING = 3  # letters


class Phrase:
    """A pattern over levelled text, compiled when it is first tried: starting Vouch reads no message."""

    match: Callable[[str, int], re.Match[str] | None]

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self.match = self._compile_and_match

    def compile(self) -> None:
        self.match = re.compile(self._pattern).match

    def beginnings(self) -> set[str]:
        """The letters with which the words of the pattern begin, three at most."""
        return {word[:BEGINNING] for word in re.findall("[a-z]+", self._pattern)}

    def _compile_and_match(self, text: str, start: int) -> re.Match[str] | None:
        self.compile()
        return self.match(text, start)


def phrase(pattern: str) -> Phrase:
    """A pattern that never ends inside a word or a decimal number."""
    return Phrase(rf"(?:{pattern})(?!\w|[.:]\d)")


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of telling a date.

    *opens* lists the first words, or the classes of first words ("weekday", "month", "number", "ordinal"), at which
    the pattern is tried, in a text that holds the letters of *needs*. *produce* may answer None: the words looked like
    a date and are none. Each of *examples* gives the days and time that its sentence tells at REFERENCE_NOW; no
    *counterexample* may be read by this rule.
    """

    name: str
    opens: str
    pattern: Phrase
    produce: Callable[[Found], Told | None]
    examples: Mapping[str, str]
    counterexamples: tuple[str, ...] = field(default=())
    needs: str = ""
