"""Whether a name told alone is a first name, as friends are called, or a surname, as doctors are."""

from functools import cache

from bot.understanding.lexicon import words
from bot.understanding.reading import FAMILY_NAMES, GIVEN_NAMES
from bot.understanding.tokens import folded


@cache
def _mostly_given() -> frozenset[str]:
    return words("mostly_given_names")


def is_first_name(name: str) -> bool:
    """Whether *name* is one word, and that a given name which few bear as a surname.

    >>> is_first_name("Sam"), is_first_name("Priya"), is_first_name("Kim"), is_first_name("Sam Ortiz")
    (True, True, False, False)
    """
    key = folded(name)
    return key in GIVEN_NAMES and (key not in FAMILY_NAMES or key in _mostly_given())
