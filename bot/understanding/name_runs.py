"""Runs of neighbouring words that may name somebody or somewhere, though no title announces them."""

from collections.abc import Iterator

from bot.understanding.lexicon import word_set
from bot.understanding.name_cues import INSTITUTION_WORDS, PARTICLES
from bot.understanding.name_words import NameWords
from bot.understanding.reading import COMMON_WORDS, FAMILY_NAMES, GIVEN_NAMES, STOP_WORDS

_ARTICLES = word_set("a an the very my his her our in so for")
_WITHIN_HOSPITALS = frozenset({"of", "&", "at"})
_NEVER_LAST = _WITHIN_HOSPITALS | {"."}
_LONGEST_RUN = 7  # words
# Cities whose names say something else after a hospital's.
_NO_CITIES = word_set("main west east north south reading orange mobile")
# Words of hospitals that are ordinary words too and yet go on a name in lower case: after one of the vocabulary, after
# any.
_OFTEN_IN_HOSPITALS = word_set(
    "hospital clinic health general medical center university regional county memorial community"
)
_ENDING_HOSPITALS = INSTITUTION_WORDS & word_set(
    "hosp hospital clinic health general regional county memorial university med medical univ community"
)


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
        if self._follows_initial(start):
            return False
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
        """Where a place whose known words end before token *end* ends: "Mercy" goes on in "Mercy Regional Toledo"."""
        tokens = self.tokens
        while end < len(tokens) and end not in taken and tokens[end].is_word and end not in self.reading.cover:
            city_end = self.words.cities.get(end)
            if city_end and not tokens[end - 1].is_possessive and tokens[end].key not in _NO_CITIES:
                end = city_end
            elif self._is_word_of_hospitals(end) or (
                tokens[start].is_capitalised and not self.words.shouted and self._is_plain_capital(end)
            ):
                end += 1
            else:
                break
        return end

    def _is_word_of_hospitals(self, index: int) -> bool:
        token = self.tokens[index]
        if token.key not in INSTITUTION_WORDS or (index in self.words.blocked and not token.is_capitalised):
            return False
        return token.is_capitalised or token.key not in COMMON_WORDS or token.key in _OFTEN_IN_HOSPITALS

    def _is_plain_capital(self, index: int) -> bool:
        token = self.tokens[index]
        return token.is_capitalised and index not in self.words.blocked and token.key not in STOP_WORDS

    def _run_end(self, start: int, taken: set[int]) -> int:
        """Where the run that begins at token *start* ends."""
        tokens, end = self.tokens, start
        capitalised = tokens[start].is_capitalised and not self.words.shouted
        while end < len(tokens) and end not in taken and end - start < _LONGEST_RUN:
            if end == start or self._is_named_alike(end, capitalised):
                if end > start and end in self.words.known_places and not self._joins_known_place(start, end):
                    break
                end += 1
                if tokens[end - 1].is_possessive:
                    break
            elif self._particles_lead_on(end, capitalised):
                end = self._after_particles(end)
            elif self._goes_on(start, end) if capitalised else self._goes_on_in_lower_case(end):
                end += 1
            elif (city_end := self.words.cities.get(end)) and self._institution_so_far(start, end):
                end = city_end
            else:
                break
        while end > start + 1 and tokens[end - 1].key in _NEVER_LAST:
            end -= 1
        return end

    def _is_named_alike(self, index: int, capitalised: bool) -> bool:
        """Whether a word may be of a name and is written as the name began."""
        alike = not capitalised or self.words.shouted or self.tokens[index].is_capitalised
        return alike and self.words.is_nameish(index)

    def _particles_lead_on(self, index: int, capitalised: bool) -> bool:
        """Whether "van der" stands at *index* and a name after it."""
        if self.tokens[index].key not in PARTICLES or index in self.reading.cover:
            return False
        after = self._after_particles(index)
        return self.words.is_nameish(after) and (not capitalised or self.tokens[after].is_capitalised)

    def _goes_on(self, start: int, index: int) -> bool:
        """Whether a run in capitals goes on: "of" in "University of Utah", "B" in "Tomas B Lee", "." in "A. Lee"."""
        token = self.tokens[index]
        if token.text in _WITHIN_HOSPITALS:
            return self._institution_so_far(start, index) and self._is_capital(index + 1)
        if token.text == ".":
            return len(self.tokens[index - 1].text) <= 2 and self._is_capital(index + 1)
        if not token.is_word or not token.is_capitalised or index in self.reading.cover:
            return False
        return (len(token.text) == 1 and token.text != "I") or token.key in INSTITUTION_WORDS

    def _goes_on_in_lower_case(self, index: int) -> bool:
        return self.tokens[index].key in _ENDING_HOSPITALS and index not in self.reading.cover

    def _joins_known_place(self, start: int, index: int) -> bool:
        """Whether a known short name is the tail of this run ("Mount Carmel", "Kevin Jackson")."""
        one_word = self.words.known_places[index] - index == 1
        if one_word and self._follows_initial(index):
            return True
        return one_word and (self.tokens[start].key in GIVEN_NAMES and self.tokens[index].key in FAMILY_NAMES)

    def _follows_initial(self, index: int) -> bool:
        """Whether a surname that is also a hospital's name stands after an initial: "D. Kessler"."""
        if index < 2 or self.tokens[index - 1].text != "." or self.tokens[index].key not in FAMILY_NAMES:
            return False
        initial = self.tokens[index - 2]
        return len(initial.text) == 1 and initial.is_capitalised and self.tokens[index].is_capitalised

    def _institution_so_far(self, start: int, end: int) -> bool:
        return any(self.tokens[i].key in INSTITUTION_WORDS or i in self.words.known_places for i in range(start, end))

    def _after_particles(self, index: int) -> int:
        while index < len(self.tokens) and self.tokens[index].key in PARTICLES:
            index += 1
        return index

    def _is_capital(self, index: int) -> bool:
        return index < len(self.tokens) and self.tokens[index].is_word and self.tokens[index].is_capitalised
