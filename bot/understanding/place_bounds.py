"""Where the name of a hospital begins and ends among the words that were taken for it."""

from bot.understanding.lexicon import table_keys, word_set
from bot.understanding.name_words import NameWords

UNIVERSITIES = word_set("univ university u uni")


class PlaceBounds:
    """Finds them in one message."""

    def __init__(self, words: NameWords) -> None:
        self.words = words
        self.reading = words.reading
        self.tokens = words.tokens

    def of(self, start: int, end: int) -> tuple[int, int]:
        """Leave out what is said beside the name, "*Emory* neurology", "Orlando's *AdventHealth*", "ex *Bronxcare*".

        And take in a last word of hospitals that was left outside in lower case: "*hunt regional*".
        """
        known_ends = self.words.known_places.values()
        while end > start + 1 and self.tokens[end - 1].key in _FIELDS and end not in known_ends:
            end -= 1
        while end > start + 1 and self.tokens[end - 1].key in _SAID_AFTER and not self._is_a_campus(end - 1):
            end -= 1
        while self._goes_on_at(end) and not self._is_a_field(end) and not self._opens_a_word(end):
            end += 1
        if self.tokens[start].key in _FORMER and end > start + 1:
            start += 1
        if self.tokens[start].key in _COLLEGES and self.reading.key(start - 1) in _MED:
            start -= 1
        if self.reading.key(start - 1) == "of":  # "Univ. of *Arizona*"
            head = start - 3 if self.reading.key(start - 2) == "." else start - 2
            if self.reading.key(head) in UNIVERSITIES:
                start = head
            elif self.reading.key(head) in _COLLEGES and self.reading.key(head - 1) in _MED:
                start = head - 1  # "*Medical College of* Wisconsin"
        elif self.reading.key(start - 1) == "at" and self.reading.key(start - 2) in {"university", "univ"}:
            start -= 2  # "*University at* Buffalo"
        city_end = self.words.regions.get(start, end)
        if city_end < end and self.tokens[city_end - 1].is_possessive:
            start = city_end
        return start, end

    def _goes_on_at(self, index: int) -> bool:
        """Whether a last word of hospitals stands at *index*; "Clovis *community*" only where no word follows it."""
        key = self.reading.key(index)
        if key in _MED and self.reading.key(index + 1) in _CENTER:
            return True
        return (
            self._is_a_campus(index)
            or key in _GOING_ON
            or (key in _GOING_ON_AT_AN_END and not self.reading.key(index + 1).isalnum())
        )

    def _is_a_campus(self, index: int) -> bool:
        """Whether "campus" at token *index* is one of several: "UA *South Campus*"."""
        return self.reading.key(index) == "campus" and self.reading.key(index - 1) in _CAMPUSES

    def _is_a_field(self, index: int) -> bool:
        return index in self.words.blocked and self.tokens[index].key != "institute"  # "Jose Eye *Institute*"

    def _opens_a_word(self, index: int) -> bool:
        """Whether "medical" at token *index* says of what kind somebody is: "the Tulane medical student"."""
        return self.tokens[index].key == "medical" and self.reading.key(index + 1) in _MEDICAL


_MED, _CENTER = word_set("med medical"), word_set("ctr center cntr centre")
_MEDICAL = word_set("student students school grad grads graduate director staff record records education license")
_FORMER = word_set("ex former prior formerly previously")
_SAID_AFTER = word_set("anymore now today campus")
_GOING_ON = word_set("regional memorial medical hospital hosp institute")
_GOING_ON_AT_AN_END = word_set(
    "community general comm gen reg mem univ ctr center health heart cancer south north east west main "
    "downtown midtown vista verde grove ridge fork falls springs bluff view pointe basin desert lakes hills heights "
    "woods island creek hershey jax reno"
)
_COLLEGES = word_set("college coll school")
_CAMPUSES = word_set("west east north south main downtown")
_FIELDS = table_keys("specialties") - word_set(
    "oncology rehab rehabilitation eye retina kidney surgical psychiatric vascular hospice pediatric aging diabetes"
)
