"""Runs of neighbouring words that may name somebody or somewhere, though no title announces them."""

from collections.abc import Iterator

from bot.understanding.lexicon import word_set
from bot.understanding.name_cues import INSTITUTION_WORDS, PARTICLES
from bot.understanding.name_words import NameWords
from bot.understanding.reading import COMMON_WORDS, FAMILY_NAMES, GIVEN_NAMES, STOP_WORDS

_ARTICLES = word_set("a an the very my his her our in so for")


class NameRuns:
    """Finds the runs of one message."""

    def __init__(self, words: NameWords) -> None:
        self.words = words
        self.reading = words.reading
        self.tokens = words.tokens

    def find(self, taken: set[int]) -> Iterator[tuple[int, int]]:
        """Yield first token and end of each run outside of *taken* tokens."""
        index = 0
        while index < len(self.tokens):
            if index in taken:
                index += 1
                continue
            known_end = self.words.known_places.get(index)
            if (
                known_end
                and not any(i in taken or i in self.reading.cover for i in range(index, known_end))
                and self._reads_as_place(index, known_end)
            ):
                end = self._place_end(index, known_end, taken)
                yield index, end
                index = end
                continue
            if not self.words.is_nameish(index):
                index += 1
                continue
            end = self._run_end(index, taken)
            yield index, end
            index = end

    def _reads_as_place(self, start: int, end: int) -> bool:
        """Short names that are ordinary words ("case", "temple", "lincoln") need a capital or a cue."""
        if end - start > 1:
            return True
        token = self.tokens[start]
        after = self.tokens[end] if end < len(self.tokens) else None
        if after and token.is_capitalised and after.is_capitalised and after.key in INSTITUTION_WORDS:
            return True
        if start in self.words.blocked and token.key == "va":
            return True
        if start in self.words.blocked:
            return False
        if token.is_capitalised and not self.words.shouted:
            return not (
                self.words.starts_sentence(start) and token.key in COMMON_WORDS and not self._place_cue_after(end)
            )
        if token.key in COMMON_WORDS:
            before = self.reading.key(start - 1)
            return before in {"at", "@"} or (before not in _ARTICLES and self._place_cue_after(end))
        return True

    def _place_cue_after(self, index: int) -> bool:
        key = self.reading.key(index)
        starts = {hit.start for hit in self.reading.hits_of("visas")}
        return (
            index in starts
            or index in self.words.role_starts
            or key in {"sponsors", "takes", "sponsor", "accepts"}
            or (key == ":" and index + 1 in starts)
        )

    def _place_end(self, start: int, end: int, taken: set[int]) -> int:
        tokens = self.tokens
        while end < len(tokens) and end not in taken and tokens[end].is_word:
            token = tokens[end]
            city_end = self.words.cities.get(end)
            if end in self.reading.cover:
                break
            if (
                city_end
                and not tokens[end - 1].is_possessive
                and token.key not in {"main", "west", "east", "north", "south", "reading", "orange", "mobile"}
            ):
                end = city_end
            elif token.key in INSTITUTION_WORDS and (
                token.is_capitalised
                or token.key not in COMMON_WORDS
                or token.key
                in {
                    "hospital",
                    "clinic",
                    "health",
                    "general",
                    "medical",
                    "center",
                    "university",
                    "regional",
                    "county",
                    "memorial",
                    "community",
                }
            ):
                if end in self.words.blocked and not token.is_capitalised:
                    break
                end += 1
            elif (
                token.is_capitalised
                and not self.words.shouted
                and end not in self.words.blocked
                and token.key not in STOP_WORDS
                and tokens[start].is_capitalised
            ):
                end += 1
            else:
                break
        return end

    def _run_end(self, start: int, taken: set[int]) -> int:
        tokens, end = self.tokens, start
        capitalised = tokens[start].is_capitalised and not self.words.shouted
        while end < len(tokens) and end not in taken and end - start < 7:
            token = tokens[end]
            if end == start or (
                self.words.is_nameish(end) and (token.is_capitalised or not capitalised or self.words.shouted)
            ):
                if end > start and end in self.words.known_places and not self._joins_known_place(start, end):
                    break
                end += 1
                if token.is_possessive:
                    break
            elif (
                token.key in PARTICLES
                and end not in self.reading.cover
                and self.words.is_nameish(self._after_particles(end))
                and (not capitalised or tokens[self._after_particles(end)].is_capitalised)
            ):
                end = self._after_particles(end)
            elif (
                (
                    capitalised
                    and token.text in {"of", "&", "at"}
                    and self._institution_so_far(start, end)
                    and self._is_capital(end + 1)
                )
                or (capitalised and token.text == "." and len(tokens[end - 1].text) <= 2 and self._is_capital(end + 1))
                or (
                    capitalised
                    and len(token.text) == 1
                    and token.is_word
                    and token.is_capitalised
                    and token.text != "I"
                    and end not in self.reading.cover
                )
                or (
                    capitalised
                    and token.is_capitalised
                    and token.key in INSTITUTION_WORDS
                    and end not in self.reading.cover
                )
                or (
                    not capitalised
                    and token.key in INSTITUTION_WORDS
                    and token.key
                    in {
                        "hosp",
                        "hospital",
                        "clinic",
                        "health",
                        "general",
                        "regional",
                        "county",
                        "memorial",
                        "university",
                        "med",
                        "medical",
                        "univ",
                        "community",
                    }
                    and end not in self.reading.cover
                )
            ):
                end += 1
            else:
                city_end = self.words.cities.get(end)
                if city_end and self._institution_so_far(start, end):
                    end = city_end
                    continue
                break
        while end > start + 1 and tokens[end - 1].key in {"of", "&", "at", "."}:
            end -= 1
        return end

    def _joins_known_place(self, start: int, index: int) -> bool:
        """Whether a known short name is the tail of this run ("Mount Carmel", "Kevin Jackson")."""
        one_word = self.words.known_places[index] - index == 1
        return one_word and (self.tokens[start].key in GIVEN_NAMES and self.tokens[index].key in FAMILY_NAMES)

    def _institution_so_far(self, start: int, end: int) -> bool:
        return any(self.tokens[i].key in INSTITUTION_WORDS or i in self.words.known_places for i in range(start, end))

    def _after_particles(self, index: int) -> int:
        while index < len(self.tokens) and self.tokens[index].key in PARTICLES:
            index += 1
        return index

    def _is_capital(self, index: int) -> bool:
        return index < len(self.tokens) and self.tokens[index].is_word and self.tokens[index].is_capitalised
