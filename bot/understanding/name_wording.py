"""How a name found in a message is worded: capitals where there were none, possessive s left off."""

import re

from bot.understanding.lexicon import table_keys
from bot.understanding.name_cues import PARTICLES
from bot.understanding.reading import FAMILY_NAMES
from bot.understanding.tokens import Token

_OF = re.compile(r"\b(Mc|[OD]['’])(\w)(?=\w{2})")
"""McNeil, O'Brien and D'Souza go on with a capital."""


def as_name(tokens: list[Token]) -> str:
    """Word a name as told, its words capitalised, particles and possessive s apart."""
    parts: list[str] = []
    for token in tokens:
        if token.text == ".":
            if parts:
                parts[-1] += "."
            continue
        text = token.text[:-2] if token.is_possessive else token.text
        parts.append(
            _capitalised(text, token.key)
            if not any(c.isupper() for c in text) or (text.isupper() and len(text) > 3)
            else text
        )
    return " ".join(parts)


def _capitalised(word: str, key: str) -> str:
    if key in PARTICLES and key not in {"mac", "st", "do"}:
        return word.lower()
    if len(word) == 2 and key not in FAMILY_NAMES and not _VOWELS.intersection(word.lower()):
        return word.upper()  # initials: "jp singh"
    capital = "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))
    return _OF.sub(lambda begin: f"{begin[1]}{begin[2].upper()}", capital)


_VOWELS = frozenset("aeiouy")


_ACRONYMS = table_keys("institutions", "acronyms")
_JOINING = frozenset("&+/")
_SAINTS = frozenset({"st", "saint", "childrens"})
_ALWAYS_OWNING = frozenset({"children", "women", "queen"})
"""What ends a hospital's name with its s whatever follows: "Cincinnati Children's"."""
_SAID_OF_SOMEBODY = re.compile(r"^ex-(?=\w)|-(?:bound|affiliated|trained|based|educated|born)$", re.IGNORECASE)
"""What a hospital is to somebody, joined to its name: "ex-Kaiser", "a Walnut Creek-bound hospitalist"."""


def as_institution(tokens: list[Token], owns: bool = True) -> str:
    """Word an institution as told, without "the"; lower-case words are capitalised, acronyms written in capitals.

    *owns*: whether something follows that it may own ("Mercy's PD"); else its s belongs to it ("at Prince George's").
    """
    if len(tokens) > 1 and tokens[0].key == "the":
        tokens = tokens[1:]
    if len(tokens) > 1 and all(len(token.key) == 1 and token.is_word for token in tokens):
        return "".join(token.text for token in tokens).upper()  # dictated letter by letter: "U A B"
    parts: list[str] = []
    before: Token | None = None
    for token in tokens:
        joined = before is not None and before.end == token.start and not _JOINING.isdisjoint((before.text, token.text))
        before = token
        owner = (
            owns
            and token.is_possessive
            and token is tokens[-1]
            and all(other.key not in _SAINTS for other in tokens[:-1])
            and token.key not in _ALWAYS_OWNING
        )
        text = token.text[:-2] if owner else token.text
        if "-" in text:
            text = _SAID_OF_SOMEBODY.sub("", text)
        if text == "." and parts:
            parts[-1] += "."
        elif text == text.lower() and token.is_word:
            parts.append(
                text.upper()
                if token.key in _ACRONYMS
                else text
                if token.key in {"of", "and", "in", "at"}
                else "-".join(part.capitalize() for part in text.split("-"))
            )
        else:
            parts.append(text)
        if joined:
            parts[-2:] = ["".join(parts[-2:])]  # "Texas A&M", "RAND/UCLA"
    while parts and parts[-1].lower() in {"program", "residency", "im"} and len(parts) > 1:
        parts.pop()
    return " ".join(parts)
