"""Codes that people type: a few groups of letters and digits that cannot be mistaken for one another."""

from bot.ports import Ids

_GROUPS, _OF = 3, 4
_LETTERS = _GROUPS * _OF


def new_code(ids: Ids) -> str:
    """Return a code of 60 random bits, such as "7K2M-9QXT-4HBD".

    No part of an id: ids are shown to the platform, and those of one millisecond follow each other.
    """
    chance = ids.chance(_LETTERS)
    return "-".join(chance[start : start + _OF] for start in range(0, _LETTERS, _OF))


def read_code(typed: str) -> str:
    """Return the code that was typed, in the form in which it was shown.

    >>> read_code(" 7k2m 9qxt4hbd ")
    '7K2M-9QXT-4HBD'
    """
    letters = "".join(each for each in typed.upper() if each.isalnum())
    letters = letters.replace("O", "0").replace("I", "1").replace("L", "1")
    return "-".join(letters[start : start + _OF] for start in range(0, len(letters), _OF))
