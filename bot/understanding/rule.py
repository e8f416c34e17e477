"""A rule: a pattern over the outline of a message, what it says, and the sentences that prove it.

Adding a way to say something is adding a phrase to a rule, with an example beside it; one generic test runs every
example and counterexample, alone and through the whole reading.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """*says* is what a match means. *examples* hold the pattern, *counterexamples* do not.

    *pattern* is over the outline (see outline.py): words in lower case, and PERSON, PLACE, VISA, ROLE, SPEC, EVENT,
    DATE for what was found.
    """

    name: str
    pattern: re.Pattern[str]
    says: T
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    """Letters of which every match holds some, so that a text without them is done with at a glance."""

    def may_match(self, text: str) -> bool:
        return not self.needs or holds_any(text, self.needs)

    def matches(self, text: str) -> Iterable[re.Match[str]]:
        """Every match in *text*, in their order."""
        return self.pattern.finditer(text) if not self.needs or holds_any(text, self.needs) else ()


def holds_any(text: str, needed: Iterable[str]) -> bool:
    """Whether *text* has letters without which a pattern has no match: a glance that spares the search."""
    for letters in needed:  # noqa: SIM110 - twice as fast as any(), and asked for twenty times a message
        if letters in text:
            return True
    return False


_REPEATED = re.compile(r"(?<!\\)\)\*(?![+?])")
_MOST_WORDS = "){0,8}"  # of "(?:the |my )*": enough for any sentence, and it keeps a long run of them linear

_GAPS = {" ~ ": r" (?:[^ .?!;]+ ){0,4}?", " _ ": r" (?:[^ .?!;]+ ){0,1}"}


def phrases(*ways: str, before: str = "", after: str = "") -> re.Pattern[str]:
    r"""Compile ways of saying one thing, each a regular expression over whole words of the outline.

    ``~`` stands for up to four words, ``_`` for one or none; neither crosses the end of a sentence.

    >>> bool(phrases("am i ~ on track").search("so am i still kind of on track ?"))
    True
    """
    alternatives = "|".join(ways)
    for gap, pattern in _GAPS.items():
        alternatives = alternatives.replace(gap, pattern)
    alternatives = _REPEATED.sub(_MOST_WORDS, alternatives)
    return re.compile(rf"{before}(?<![\w'-])(?:{alternatives})(?![\w'-]){after}")


Ruled = tuple[str, int, int]
"""What the rules make of a sentence, and the characters that say so; all of it where they make nothing of it."""
