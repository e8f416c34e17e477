"""What speaks for a run of words naming a person, an institution or nothing: cues inside it, before it and after it.

How much each cue weighs is learned from labelled messages (training/train_names.py, ``model/names.json``).
"""

from collections.abc import Iterator, Sequence

from bot.understanding.lexicon import table_keys, word_set
from bot.understanding.reading import COMMON_WORDS, FAMILY_NAMES, GIVEN_NAMES, Reading
from bot.understanding.tokens import Token

PARTICLES = table_keys("titles", "particles")
DEGREES = table_keys("titles", "after") - {"ms", "do", "med", "pa", "np"}
INSTITUTION_WORDS = table_keys("institutions", "words")
CITY_WORDS = table_keys("places", "city")

_SURE_DEGREES = word_set("md mbbs phd mph mbchb facp facc pharmd frcp mrcp")
_SPEAKING = word_set(
    "said says told tells thinks thought offered agreed promised wants asked mentioned explained advised "
    "suggested recommended gave likes emailed texted called wrote replied answered introduced invited helped let "
    "moved sent taught hugged shared spoke talked heard confirmed declined joined matched trained"
)
_BEING = word_set(
    "is was will would has had can knows who whos works worked runs came went also just might may hes shes did does"
)
_MEETING = word_set(
    "met meet with thank thanked email emailed text texted tell ping dear w message messaged msg asked told saw "
    "ask call"
)
_CONCERNING = word_set(
    "for to re about by hi hello remind write contact nudge via of follow remember forget delete owe saw see and n"
)
_HEARING = word_set("heard email text message msg letter card note call news word")
_TAKING = word_set(
    "sponsors sponsor sponsored sponsoring takes take accepts accept does do doesnt dont has have offers only "
    "converts convert converted said says is are will wont cant files supports support prefers wants considers "
    "interviews gives no yes ok okay any also never stopped sponsers"
)
_PROGRAM = word_set(
    "program residency fellowship interview open gme hospital sponsors converts interviews pgy2 pgy1 opening "
    "prelim categorical ppl people"
)
_APPLYING = word_set("applied apply posting interview opening at toward towards visit visited tour applying to rotate")
_MARKS = frozenset(",:-–—(|;=/\n")


class NameCues:
    """Yields the cues of a run of tokens of one reading."""

    def __init__(self, reading: Reading, people: Sequence[tuple[int, int]], shouted: bool) -> None:
        """*people* are the token ranges of names found by their titles; *shouted* that all is in capitals."""
        self.reading = reading
        self.tokens = reading.tokens
        self.shouted = shouted
        self.person_ends = {end for _, end in people}
        self.person_starts = {start for start, _ in people}
        self.known = {hit.start: hit.end for hit in reading.hits_of("institutions", "known")}
        self.cities = {hit.start: hit.end for hit in reading.hits_of("places", "city")}
        self.regions = {hit.start: hit.end for hit in reading.hits_of("places", "state", "country")}
        roles = [*reading.hits_of("roles"), *reading.hits_of("positions", "PGY-1", "PGY-2", "PGY-3")]
        self.role_starts = {hit.start for hit in roles}
        self.role_ends = {hit.end for hit in roles}
        self.visa_starts = {hit.start for hit in reading.hits_of("visas")}
        self.attribute_tokens = {
            index
            for category in ("roles", "specialties")
            for hit in reading.hits_of(category)
            for index in range(hit.start, hit.end)
        }

    def of(self, start: int, end: int) -> tuple[str, ...]:
        """The cues of the run, each once and always in the same order, so that their weights add up alike."""
        inside, around = list(self._inside(start, end)), [*self._before(start), *self._after(end)]
        kind = "known" if start in self.known else "given" if "given name" in inside else "other"
        together = [f"{cue} + {kind}" for cue in around]
        return tuple(dict.fromkeys((*inside, *around, *together)))

    def _inside(self, start: int, end: int) -> Iterator[str]:
        words = [token for token in self.tokens[start:end] if token.is_word and token.key not in PARTICLES] or [
            self.tokens[start]
        ]
        yield from self._vocabulary(start, end, words)
        yield from self._shape(words)

    def _vocabulary(self, start: int, end: int, words: list[Token]) -> Iterator[str]:
        first, last = words[0].key, words[-1].key
        if start in self.known:
            yield "known institution of several words" if self.known[start] - start > 1 else "known institution"
            if first in COMMON_WORDS:
                yield "known institution, ordinary word"
        if len(words) > 1 and any(token.key in INSTITUTION_WORDS for token in words):
            yield "institution word"
        if first in GIVEN_NAMES:
            yield "given name, ordinary word" if first in COMMON_WORDS or first in CITY_WORDS else "given name"
        if last in FAMILY_NAMES:
            yield "family name" if len(words) > 1 else "family name alone"
        if (
            first not in GIVEN_NAMES
            and last not in FAMILY_NAMES
            and start not in self.known
            and last not in COMMON_WORDS
        ):
            yield "unknown word"
        if all(token.key in COMMON_WORDS for token in words):
            yield "ordinary words"
        for name, ranges in (("city", self.cities), ("state or country", self.regions)):
            if ranges.get(start) == end:
                yield name

    def _shape(self, words: list[Token]) -> Iterator[str]:
        yield f"{min(len(words), 4)} words"
        if self.shouted or not any(token.is_capitalised for token in words):
            yield "lower case"
        elif len(words) == 1 and words[0].is_all_caps and len(words[0].text) <= 6:
            yield "acronym"
        elif all(token.is_capitalised for token in words):
            yield "capitalised"
        if any("-" in token.text for token in words):
            yield "hyphenated"
        if words[-1].is_possessive:
            yield "possessive"

    def _before(self, start: int) -> Iterator[str]:
        index = start - 1
        if self.reading.key(index) == "the":
            yield "before: the"
            index -= 1
        key = self.reading.key(index)
        if index < 0 or key in {".", "\n", "!", "?", "•", "*"}:
            yield "before: start"
        yield from self._word_before(index, key)
        if start in self.role_ends:
            yield "before: role"
        if key in _MARKS and index in self.role_ends:
            yield "before: role and mark"
        if self._tells_of_a_person(start):
            yield "before: a person and what is told of them"

    def _word_before(self, index: int, key: str) -> Iterator[str]:
        if key in {"at", "@"}:
            yield "before: at"
        elif key == "of" and index in self.role_ends:
            yield "before: role of"
        elif key == "in":
            yield "before: in"
        elif key == "from":
            yield "before: heard from" if self.reading.key(index - 1) in _HEARING else "before: from"
        elif key in {"named", "called", "name"} or (
            key in {"is", "was"} and self.reading.key(index - 1) in {"name", "lady", "guy", "man", "woman", "one"}
        ):
            yield "before: named"
        elif key in _MEETING:
            yield "before: meeting"
        elif key in _CONCERNING:
            yield "before: concerning"
        elif key in _APPLYING:
            yield "before: applying"
        elif key in _MARKS:
            yield "before: mark"
        if index + 1 in self.person_ends or index in self.person_ends:
            yield "before: person"

    def _tells_of_a_person(self, start: int) -> bool:
        """Whether only marks, roles and fields stand between the last titled name and here: "Dr. X (rheum, …"."""
        index = start
        while index > 0 and start - index < 12:
            if index in self.person_ends:
                return True
            key = self.reading.key(index - 1)
            if (
                index - 1 not in self.attribute_tokens
                and key not in _MARKS
                and key not in {"at", "of", "from", "the", "in", "now", "over", "and", "&", "im"}
            ):
                return False
            index -= 1
        return False

    def _after(self, end: int) -> Iterator[str]:
        key = self.reading.key(end)
        if key in _SPEAKING:
            yield "after: speaks"
        elif key in _BEING:
            yield "after: is"
        if key in _TAKING and any(index in self.visa_starts for index in range(end, end + 7)):
            yield "after: takes visas"
        if end in self.visa_starts or (key in _MARKS and end + 1 in self.visa_starts):
            yield "after: visa"
        if key in _PROGRAM:
            yield "after: program"
        if (key == "in" and end + 1 in self.cities) or (key == "," and end + 1 in self.cities | self.regions):
            yield "after: city"
        if key in _SURE_DEGREES or (key == "," and self.reading.key(end + 1) in _SURE_DEGREES):
            yield "after: degree"
        yield from self._role_after(end, key)
        if end >= len(self.tokens) or key in {".", "\n", "!", "?"}:
            yield "after: end"
        if key in {":", "="}:
            yield "after: colon"

    def _role_after(self, end: int, key: str) -> Iterator[str]:
        if end in self.role_starts:
            yield "after: role"
        elif key in _MARKS and end + 1 in self.role_starts:
            yield "after: mark and role"
        elif key in {",", "("} and self._role_within(end + 1, 4):
            yield "after: role soon"
        following = end + 1 if key in {",", "-", "("} else end
        if following in self.person_starts or self.reading.key(following) in {"dr", "prof"}:
            yield "after: titled name"

    def _role_within(self, index: int, count: int) -> bool:
        for i in range(index, index + count):
            if self.reading.key(i) in {".", ";", "\n"}:
                return False
            if i in self.role_starts:
                return True
        return False
