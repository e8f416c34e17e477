"""Which words of a message may stand in a name, by what the vocabularies say of each and how it is written."""

import re

from bot.understanding.lexicon import word_set
from bot.understanding.name_cues import INSTITUTION_WORDS
from bot.understanding.reading import COMMON_WORDS, FAMILY_NAMES, GIVEN_NAMES, STOP_WORDS, Reading
from bot.understanding.tokens import Token

_EVERYDAY = STOP_WORDS | COMMON_WORDS
_WORDS_AND_NAMES = GIVEN_NAMES & word_set("will grace hope may june april art mark jan")
_CONTRACTION = re.compile(r"['’](?:s|d|ll|re|ve|m|t)$", re.IGNORECASE)


class NameWords:
    """Answers what each word of one reading may be; shared by the rules that look for names."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self.role_starts = {hit.start: hit for hit in reading.hits_of("roles")}
        self.role_ends = {hit.end: hit for hit in reading.hits_of("roles")}
        self.known_places = {hit.start: hit.end for hit in reading.hits_of("institutions", "known")}
        self.cities = {hit.start: hit.end for hit in reading.hits_of("places", "city")}
        self.regions = {hit.start: hit.end for hit in reading.hits_of("places")}
        self.shorthand = {hit.start for hit in reading.hits_of("shorthand")}
        self.titles = {hit.start: hit for hit in reading.hits_of("titles", "before", "plural")}
        capitals = [token for token in self.tokens if token.is_word and token.text.isupper()]
        self.shouted = sum(len(token.text) > 1 for token in capitals) * 2 > len(self.tokens)
        self.blocked = self._words_with_another_meaning()

    def _words_with_another_meaning(self) -> set[int]:
        """Tokens that the vocabulary explains otherwise, where that reading is the likelier one."""
        blocked = set(self.reading.cover)
        for hit in self.reading.hits_of("clinical"):
            blocked.update(range(hit.start, hit.end))
        for category in ("roles", "specialties", "visas", "events", "positions"):
            for hit in self.reading.hits_of(category):
                if hit.end - hit.start > 1 or not self.may_be_surname(hit.start):
                    blocked.update(range(hit.start, hit.end))
        return blocked

    def may_be_surname(self, index: int) -> bool:
        token = self.tokens[index]
        before = self.tokens[index - 1] if index else None
        return bool(
            token.is_capitalised
            and not token.is_all_caps
            and token.key in FAMILY_NAMES
            and before
            and before.is_capitalised
            and before.key in GIVEN_NAMES
        )

    def is_nameish(self, index: int) -> bool:
        """Whether token *index* could be part of a name without a title before it."""
        if index >= len(self.tokens) or index in self.blocked:
            return False
        token = self.tokens[index]
        if not token.is_word:
            return False
        if token.text == token.key and token.key in _EVERYDAY and index not in self.known_places:
            return False  # in lower case, and so are most words
        plain = token.text.isalpha()
        if not plain and not token.is_possessive and _CONTRACTION.search(token.text):
            return False
        if token.key in STOP_WORDS:
            return token.key in _WORDS_AND_NAMES and self._is_given_name_written_as_one(index)
        if index in self.shorthand and not (token.is_capitalised and token.key in FAMILY_NAMES):
            return False
        if not plain and any(character.isdigit() for character in token.key):
            return False
        if index in self.known_places or (token.key in INSTITUTION_WORDS and token.is_capitalised):
            return True
        if token.is_capitalised and not self.shouted:
            starts_sentence = self.starts_sentence(index)
            return not (starts_sentence and self.is_ordinary(token)) or (
                token.key in GIVEN_NAMES and self.capital_follows(index)
            )
        return not self.is_ordinary(token) and len(token.key) > 1

    def _is_given_name_written_as_one(self, index: int) -> bool:
        """Read "Will Tanaka": an ordinary word before a surname, both capitalised where no sentence starts."""
        token = self.tokens[index]
        if not token.is_capitalised or self.shouted or self.starts_sentence(index):
            return False
        after = index + 1
        return (
            after < len(self.tokens)
            and self.tokens[after].is_word
            and self.tokens[after].is_capitalised
            and not self.tokens[after].is_all_caps
            and self.tokens[after].key not in STOP_WORDS
        )

    def is_ordinary(self, token: Token) -> bool:
        return token.key in COMMON_WORDS or all(part in COMMON_WORDS for part in token.text.lower().split("-"))

    def capital_follows(self, index: int) -> bool:
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        return bool(following and following.is_word and following.is_capitalised and index + 1 not in self.blocked)

    def starts_sentence(self, index: int) -> bool:
        return index == 0 or self.tokens[index - 1].text in '.!?\n:;-•*>|"“(' or self.tokens[index - 1].text == "'"

    def skip_dots(self, index: int) -> int:
        while index < len(self.tokens) and self.tokens[index].text == ".":
            index += 1
        return index
