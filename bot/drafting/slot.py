"""A slot of a draft: a word that the notes fill, with where it was read."""

from dataclasses import dataclass

from bot.domain.note import Source

LONGEST = 70
"""Characters of a name or program that a sentence can carry; what is longer was misread."""


@dataclass(frozen=True, slots=True)
class Slot:
    """*value* as a draft says it; *source* the words of a note it was read from.

    *origin* is "note", "settings" (what the resident told of themselves), "form" (what they filled in for a draft) or
    "playbook" (a question to ask, which states nothing).
    """

    name: str
    value: str
    source: Source | None = None
    origin: str = "note"


def fitting(words: str, most: int = LONGEST) -> str:
    """Return so much of a name or program as a sentence can carry."""
    line = " ".join(words.split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0][:most]
