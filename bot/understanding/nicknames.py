"""Names by which somebody goes, told within the name: 'Parvaneh "Parry" Sohrabi', "wilhelmina (billie) szabo".

They are taken out of the words before anything else is read, so that what stands around them reads as the one name it
is, and are kept to know the person by where the message goes on with them.
"""

from collections.abc import Sequence

from bot.understanding.lexicon import table_keys, word_set, words
from bot.understanding.tokens import Token

_CLOSES = {"'": "'", '"': '"', "“": "”", "‘": "’", "(": ")"}
_LONGEST = 2  # words: "big mike"
_COMMON, _GIVEN, _FAMILY = words("common_words"), words("given_names"), words("family_names")
_NO_NAMES = table_keys("stop_names")
_OTHER_MEANINGS = table_keys("roles") | table_keys("specialties") | table_keys("positions")
_PLACES = table_keys("institutions", "acronyms", "known")
_BEFORE_A_GIVEN_NAME = word_set("dr doctor prof professor dra .")


def without_nicknames(tokens: list[Token]) -> tuple[list[Token], dict[int, str]]:
    """The tokens without nicknames and the marks around them; each nickname, by where the word before it ends."""
    if _CLOSES.keys().isdisjoint([token.text for token in tokens]):
        return tokens, {}
    nicknames: dict[int, str] = {}
    kept: list[Token] = []
    behind = 0
    for index, token in enumerate(tokens):
        if index < behind:
            continue
        if index and not token.is_word and token.text in _CLOSES:
            end = _end_of_nickname(tokens, index)
            if end is not None:
                nicknames[tokens[index - 1].end] = " ".join(each.text.lower() for each in tokens[index + 1 : end - 1])
                behind = end
                continue
        kept.append(token)
    return kept, nicknames


def _end_of_nickname(tokens: Sequence[Token], opening: int) -> int | None:
    """The token after the mark that closes a nickname opened at token *opening*; None where none is."""
    closing = opening + 2
    while closing < len(tokens) and tokens[closing].text != _CLOSES[tokens[opening].text]:
        closing += 1
        if closing > opening + _LONGEST + 1:
            return None
    if closing + 1 >= len(tokens):
        return None
    first, inside, last = tokens[opening - 1], tokens[opening + 1 : closing], tokens[closing + 1]
    before = tokens[opening - 2].key if opening > 1 else ""
    between_names = _may_be_given(first, before in _BEFORE_A_GIVEN_NAME) and _may_be_family(last)
    return closing + 1 if between_names and all(map(_may_be_nickname, inside)) else None


def _may_be_given(token: Token, after_title: bool) -> bool:
    if not token.is_word or token.is_possessive or token.key in _NO_NAMES:
        return False
    parts = token.text.lower().split("-")
    return after_title or token.key in _GIVEN or any(part in _GIVEN for part in parts if len(part) > 1)


def _may_be_family(token: Token) -> bool:
    if not token.is_word or token.key in _NO_NAMES or token.key in _OTHER_MEANINGS or token.text.isdigit():
        return False
    return token.key not in _COMMON or (token.is_capitalised and token.key in _FAMILY)


def _may_be_nickname(token: Token) -> bool:
    if not token.is_word or token.key in _NO_NAMES or token.key in _OTHER_MEANINGS or token.text.isdigit():
        return False
    if token.key in _PLACES:
        return False
    return token.key in _GIVEN or token.is_capitalised or token.key not in _COMMON
