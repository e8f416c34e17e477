"""Cut a message into words and marks, each knowing where it stands."""

import re
import unicodedata
from collections.abc import Iterable
from sys import intern
from typing import NamedTuple

_VERDICT = r"(?:[Yy]es|YES|[Nn]o|NO|[Mm]aybe|y|n)(?![\w'’‑-])"  # "Kern-no, Kent-yes" is no name
_PIECE = re.compile(
    rf"\bw/o?(?=\s|\b)|\bb/c\b|\b[fF]/[uU]s?\b|[^\W_]+(?:['’‑-](?!(?<=-){_VERDICT})[^\W_]+)*|\n|[^\s\w]|_", re.UNICODE
)
_CONTRACTED = frozenset(["he", "she", "it", "that", "what", "who", "where", "there", "let", "how", "when", "here"])
_CONTRACTIONS = (
    "i'",
    "we'",
    "she'",
    "he'",
    "they'",
    "you'",
    "it'",
    "i'l",
    "we'l",
    "she'l",
    "he'l",
    "they'l",
    "you'l",
    "i'v",
    "we'v",
    "they'v",
    "we'r",
    "you'r",
    "they'r",
)
_DROPPED = str.maketrans("", "", "'’‑-")


class Token(NamedTuple):
    """One word or mark: ``text[start:end]``.

    *key* is what lexicons are asked for: lower case, without diacritics, apostrophes, hyphens and possessive s.
    """

    text: str
    start: int
    end: int
    key: str
    is_word: bool
    is_possessive: bool = False
    is_contracted: bool = False  # "I'd", "we'll", "she's" and the like

    @property
    def is_capitalised(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_all_caps(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()


def folded(word: str) -> str:
    """Return *word* in lower case without diacritics."""
    word = word.lower()
    if word.isascii():
        return word
    return unicodedata.normalize("NFKD", word.translate(_UNDECOMPOSED)).encode("ascii", "ignore").decode() or word


_UNDECOMPOSED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "\u0131": "i", "’": "'", "‑": "-"}
)


def numberless(words: Iterable[str]) -> list[str]:
    """The words with "#" for each digit: what speaks of any number at all."""
    return [word if word.isalpha() or word in _MARKS else word.translate(_NUMBERLESS) for word in words]


_MARKS = frozenset(".,;:!?()[]'\"/&-–—…\n")
_NUMBERLESS = str.maketrans("0123456789", "##########")


def tokenise(text: str) -> list[Token]:
    tokens = []
    made = tuple.__new__  # a message has many: what calls Token would do with its arguments' names takes longest
    for match in _PIECE.finditer(text):
        piece, (start, end) = match[0], match.span()
        if piece.isascii() and piece.isalpha():  # nearly every word
            tokens.append(made(Token, (piece, start, end, intern(piece.lower()), True, False, False)))
        else:
            tokens.append(_token(piece, start, end))
    return tokens


def _token(piece: str, start: int, end: int) -> Token:
    if not piece[0].isalnum():
        return Token(piece, start, end, piece, False)
    key = folded(piece)
    possessive = len(key) > 2 and key.endswith("'s") and key[:-2] not in _CONTRACTED
    if possessive:
        key = key[:-2]
    contracted = not possessive and piece[:-1].lower().replace("’", "'").endswith(_CONTRACTIONS)
    return Token(piece, start, end, key.translate(_DROPPED), True, possessive, contracted)


def keys_of(phrase: str) -> tuple[str, ...]:
    """The keys of a vocabulary entry, as the words of a message would give them."""
    if phrase.isascii() and phrase.replace(" ", "").isalpha():  # nearly all of the many thousand
        return tuple([intern(word) for word in phrase.lower().split()])
    return tuple([token.key for token in tokenise(phrase)])
