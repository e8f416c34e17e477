"""Find the runs of words that name somebody or somewhere, and decide which of the two each run is.

A title ("Dr.") settles it. Any other run is weighed: every cue beside it or inside it speaks for a person or for a
place, by the weights below.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.understanding.lexicon import table_keys, word_set
from bot.understanding.linear import score, weights
from bot.understanding.name_cues import DEGREES, INSTITUTION_WORDS, PARTICLES, NameCues
from bot.understanding.name_tags import PERSON_ON, PLACE_ON, tag_names
from bot.understanding.name_tags import PLACE as PLACE_TAG
from bot.understanding.reading import (
    COMMON_WORDS,
    FAMILY_NAMES,
    GIVEN_NAMES,
    STOP_WORDS,
    Person,
    Place,
    Reading,
    overlaps,
)
from bot.understanding.tokens import Token

_MAX_NAME_WORDS = 5
# After a title even an ordinary word is a name (Dr. Long, Dr. May), these apart.
_NEVER_AFTER_TITLE = word_set(
    "and or who the at from in on for is was were said told my our your his her about to i he she they but with "
    "of a an that this whose there here again note notes letter appointment office says thinks wants has had have "
    "asked wrote called also just will_ would could can not if when because so then than by as it we you appt "
    "visit later today tomorrow friend friends list names name number stuff named now only no yes which what how "
    "why did does are be been some one two"
)
_SPEECH = word_set(
    "said says told tells thinks thought offered agreed promised wants asked mentioned explained advised "
    "suggested recommended is was will would gave has had can knows likes who whos works worked runs emailed "
    "texted called wrote replied answered introduced invited helped let moved sent came went just also mentored "
    "taught hugged shared spoke talked heard hes shes might may could cant wont doesnt didnt never still "
    "confirmed declined joined matched got trained did does wld"
)


_SURE_TITLES = word_set("dr doctor drs doctors prof professor dra doc docter mr mister mrs missis cdr")
# These are words of their own too ("ms" is a degree): titles only before what looks like a name.
_RANKS = word_set("ms miss mister capt captain col colonel lt lcdr maj major commander cmdr")
_CONTRACTION = re.compile(r"['’](?:s|d|ll|re|ve|m|t)$", re.IGNORECASE)
_SAYING_OTHERWISE = word_set("wait sorry mean meant rather correction actually scratch oops")
_TAKING_BACK = _SAYING_OTHERWISE | word_set("no i it its at in the is dr doctor prof or that")
_ARTICLES = word_set("a an the very my his her our in so for")
_SURNAME_WORDS = word_set("long best early day king rich young park price case may march will do im match")


PERSON, PLACE, NOTHING = "person", "place", "nothing"
NAME_CLASSES = (PERSON, PLACE, NOTHING)


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words, tokens *start* to *end* (exclusive), that may be a name, and the cues of which it is."""

    start: int
    end: int
    cues: frozenset[str]


class NameFinder:
    """Adds to a reading the people and places its words name."""

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
        self.blocked = self._words_with_another_meaning()
        self.claimed: list[tuple[int, int]] = []
        self.shouted = sum(token.is_all_caps for token in self.tokens if token.is_word) * 2 > len(self.tokens)

    def find(self) -> None:
        self._name_what_is_tagged(tag_names(self.reading, self.ruled()))
        self._merge_neighbouring_places()
        self.reading.people.sort(key=lambda person: person.mentions[0])
        self.reading.places.sort(key=lambda place: place.start)

    def ruled(self) -> dict[int, str]:
        """What the rules make of the words, by token: the beginning or the rest of a titled name, a person, a place."""
        for run in self.runs():
            self._settle(run)
        ruled: dict[int, str] = {}
        for person in self.reading.people:
            _mark(ruled, *person.mentions[0], "titled" if person.titled else "person")
        for place in self.reading.places:
            _mark(ruled, place.start, place.end, "place")
        return ruled

    def _name_what_is_tagged(self, tags: dict[int, int]) -> None:
        """Make people and places of the tagged words; what the rules alone saw is let go."""
        drafted = {mention: person for person in self.reading.people for mention in person.mentions}
        drafted_places = {(place.start, place.end): place for place in self.reading.places}
        self.reading.people, self.reading.places, self.claimed = [], [], []
        for start, end, tag in _stretches(tags):
            span = self.reading.span(start, end)
            if tag == PLACE_TAG:
                place = drafted_places.get((start, end))
                self._add_place(start, end)
                if place is None:
                    self.reading.note("name by its company", span, "institution")
                continue
            person = drafted.get((start, end))
            if person is not None:
                self.reading.people.append(person)
            else:
                self._add_person(start, end, titled=self._after_title(start), told_from=start)
                self.reading.note("name by its company", span, "person")

    def _after_title(self, start: int) -> bool:
        index = start - 1
        while index >= 0 and self.tokens[index].text == ".":
            index -= 1
        return index in self.titles and self._is_title(index)

    def runs(self) -> list[Run]:
        """Find the titled names, and return the other runs of words that may be names."""
        self._find_titled()
        cues = NameCues(self.reading, [person.mentions[0] for person in self.reading.people], self.shouted)
        return [Run(start, end, frozenset(cues.of(start, end))) for start, end in self._runs()]

    def _merge_neighbouring_places(self) -> None:
        """Join short names told in one breath: "SUNY" and "Upstate"."""
        merged: list[Place] = []
        for place in sorted(self.reading.places, key=lambda place: place.start):
            if merged and merged[-1].end == place.start and not self.tokens[place.start - 1].is_possessive:
                start = merged.pop().start
                merged.append(Place(as_institution(self.tokens[start : place.end]), start, place.end))
            else:
                merged.append(place)
        self.reading.places = merged
        with_cities = [self._with_its_city(place) for place in merged]
        self.reading.places = [
            place for place in with_cities if not any(other.start < place.start < other.end for other in with_cities)
        ]
        self.reading.places = [place for place in self.reading.places if not self._is_taken_back(place.end)]
        self.reading.people = [
            person
            for person in self.reading.people
            if not self._is_taken_back(person.mentions[0][1]) and not self._is_ruled_out(*person.mentions[0])
        ]

    def _with_its_city(self, place: Place) -> Place:
        """Take "in Lubbock" into the place, so that the city is no place of its own."""
        end = place.end
        if self.reading.key(end) in {"in", ","} and end + 1 in self.regions:
            return Place(place.name, place.start, self.regions[end + 1], place.confidence)
        if self.reading.key(end) == "in":
            city = next((other for other in self.reading.places if other.start == end + 1), None)
            if city is not None:
                return Place(place.name, place.start, city.end, place.confidence)
        return place

    def _is_ruled_out(self, start: int, end: int) -> bool:
        """Whether a name is named only to say who is not meant: "Nazneen, not Faisal"."""
        index = start - 1
        while index >= 0 and (
            self.tokens[index].key in {"dr", "doctor", "prof", "the"} or self.tokens[index].text in {".", "'", '"'}
        ):
            index -= 1
        if self.reading.key(index) != "not":
            return False
        mentions = [person.mentions[0] for person in self.reading.people if person.mentions[0] != (start, end)]
        return any(
            index - 3 <= other_end <= index or end <= other_start <= end + 5 for other_start, other_end in mentions
        )

    def _is_taken_back(self, end: int) -> bool:
        """Whether another name replaces the one that ends here: "at Swedish... wait no, Stroger"."""
        index, words = end, set()
        while (
            index < len(self.tokens)
            and index - end < 12
            and (self.tokens[index].key in _TAKING_BACK or not self.tokens[index].is_word)
        ):
            if self.tokens[index].is_word:
                words.add(self.tokens[index].key)
            index += 1
        if not words & _SAYING_OTHERWISE or self.reading.key(end) in {"\n", ")"}:
            return False
        return any(place.start == index for place in self.reading.places) or any(
            person.mentions[0][0] == index for person in self.reading.people
        )

    # -- words that may stand in a name

    def _words_with_another_meaning(self) -> set[int]:
        """Tokens that the vocabulary explains otherwise, where that reading is the likelier one."""
        blocked = set(self.reading.cover)
        for hit in self.reading.hits_of("clinical"):
            blocked.update(range(hit.start, hit.end))
        for category in ("roles", "specialties", "visas", "events", "positions"):
            for hit in self.reading.hits_of(category):
                if hit.end - hit.start > 1 or not self._may_be_surname(hit.start):
                    blocked.update(range(hit.start, hit.end))
        return blocked

    def _may_be_surname(self, index: int) -> bool:
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

    def _is_nameish(self, index: int) -> bool:
        """Whether token *index* could be part of a name without a title before it."""
        if index >= len(self.tokens) or index in self.blocked:
            return False
        token = self.tokens[index]
        if not token.is_word or (_CONTRACTION.search(token.text) and not token.is_possessive):
            return False
        if token.key in STOP_WORDS:
            return self._is_given_name_written_as_one(index)
        if index in self.shorthand and not (token.is_capitalised and token.key in FAMILY_NAMES):
            return False
        if any(character.isdigit() for character in token.key):
            return False
        if index in self.known_places or (token.key in INSTITUTION_WORDS and token.is_capitalised):
            return True
        if token.is_capitalised and not self.shouted:
            starts_sentence = self._starts_sentence(index)
            return not (starts_sentence and self._is_ordinary(token)) or (
                token.key in GIVEN_NAMES and self._capital_follows(index)
            )
        return not self._is_ordinary(token) and len(token.key) > 1

    def _is_given_name_written_as_one(self, index: int) -> bool:
        """Read "Will Tanaka": an ordinary word before a surname, both capitalised where no sentence starts."""
        token = self.tokens[index]
        if token.key not in GIVEN_NAMES or not token.is_capitalised or self.shouted or self._starts_sentence(index):
            return False
        after = index + 1
        return (
            token.key in {"will", "grace", "hope", "may", "june", "april", "art", "mark", "jan"}
            and after < len(self.tokens)
            and self.tokens[after].is_word
            and self.tokens[after].is_capitalised
            and not self.tokens[after].is_all_caps
            and self.tokens[after].key not in STOP_WORDS
        )

    def _is_ordinary(self, token: Token) -> bool:
        return token.key in COMMON_WORDS or all(part in COMMON_WORDS for part in token.text.lower().split("-"))

    def _capital_follows(self, index: int) -> bool:
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        return bool(following and following.is_word and following.is_capitalised and index + 1 not in self.blocked)

    def _starts_sentence(self, index: int) -> bool:
        return index == 0 or self.tokens[index - 1].text in '.!?\n:;-•*>|"“(' or self.tokens[index - 1].text == "'"

    # -- titled names

    def _find_titled(self) -> None:
        index = 0
        while index < len(self.tokens):
            hit = self.titles.get(index)
            if hit is None or self.tokens[index].is_possessive or not self._is_title(index):
                index += 1
                continue
            end = self._titled_name(index, hit.end, plural=hit.value == "plural")
            index = max(end, index + 1)

    def _is_title(self, index: int) -> bool:
        """Words like "attorney", "nurse", "senior" are titles only before a capitalised or unknown name."""
        key = self.tokens[index].key
        if key in _SURE_TITLES:
            return True
        following = self._skip_dots(index + 1)
        if key not in _RANKS or following >= len(self.tokens) or not self._is_nameish(following):
            return False
        token = self.tokens[following]
        return (token.is_capitalised and self.tokens[index].is_capitalised) or (
            key in {"ms", "miss", "mister"} and not token.is_capitalised
        )

    def _titled_name(self, title: int, index: int, plural: bool) -> int:
        index = self._skip_dots(index)
        while index in self.titles and self.tokens[index].key in {"dr", "doctor", "prof", "professor"}:
            index = self._skip_dots(index + 1)
        end = self.name_end(index)
        if end == index:
            return index
        self._add_person(index, end, titled=True, told_from=title)
        while plural:
            joint = self.tokens[end].text.lower() if end < len(self.tokens) else ""
            if joint not in {",", "and", "&", "n", "+", "/"}:
                break
            start = end + 1
            if joint == "," and self.reading.key(start) in {"and", "&"}:
                start += 1
            if start in self.titles:
                break
            end = self.name_end(start)
            if end == start:
                break
            self._add_person(start, end, titled=True, told_from=start)
        return end

    def _skip_dots(self, index: int) -> int:
        while index < len(self.tokens) and self.tokens[index].text == ".":
            index += 1
        return index

    def name_end(self, index: int) -> int:
        """Where the name that a title announces at *index* ends; *index* itself when there is none."""
        tokens = self.tokens
        if index >= len(tokens) or not tokens[index].is_word or tokens[index].key in _NEVER_AFTER_TITLE:
            return index
        if not tokens[index].text[0].isalpha() or any(c.isdigit() for c in tokens[index].key):
            return index
        if index in self.role_starts and not self._surname_like_role(index):
            return index
        first, end, count = tokens[index], index, 0
        capitalised = first.is_capitalised and not self.shouted
        while end < len(tokens) and count < _MAX_NAME_WORDS:
            token = tokens[end]
            if not token.is_word:
                if token.text == "." and end > index and len(tokens[end - 1].text) == 1 and capitalised:
                    end += 1
                    continue
                break
            if end > index and not self._continues_name(index, end, capitalised):
                break
            end += 1
            count += 1
            if token.is_possessive:
                break
        while end > index + 1 and tokens[end - 1].text == ".":
            end -= 1
        while end > index + 1 and tokens[end - 1].key in PARTICLES - {"do"} and not tokens[end - 1].is_capitalised:
            end -= 1
        return end

    def _surname_like_role(self, index: int) -> bool:
        return self.tokens[index].key in FAMILY_NAMES and self.tokens[index].is_capitalised

    def _continues_name(self, start: int, index: int, capitalised: bool) -> bool:
        token, previous = self.tokens[index], self.tokens[index - 1]
        if index in self.reading.cover or any(c.isdigit() for c in token.key):
            return False
        if (
            previous.key in PARTICLES
            and (index - 1 > start or len(previous.key) < 4)
            and token.key not in _NEVER_AFTER_TITLE
            and token.key not in _SPEECH
        ):
            return token.is_capitalised or not self._is_ordinary(token) or token.key in PARTICLES
        if token.key in PARTICLES:
            ends_the_name = capitalised and token.is_capitalised and previous.key not in PARTICLES
            return self._particle_leads_on(index, capitalised) or ends_the_name
        if self._has_meaning_here(start, index):
            return False
        if capitalised:
            if len(token.text) == 1:
                return token.is_capitalised and token.text != "I" and index + 1 < len(self.tokens)
            return (
                token.is_capitalised
                and (token.key not in STOP_WORDS or token.key in _SURNAME_WORDS)
                and not (token.is_all_caps and previous.key not in GIVEN_NAMES)
            )
        if token.key in STOP_WORDS or len(token.key) < 2:
            return len(token.key) == 1 and token.key not in "aiu" and self._is_nameish(index + 1)
        if token.is_capitalised and not self.shouted:
            return token.key in FAMILY_NAMES
        if self._is_ordinary(token):
            return (
                previous.key in GIVEN_NAMES
                and not self._is_ordinary(previous)
                and token.key in FAMILY_NAMES
                and token.key not in _SPEECH
            )
        return index - start < 3 and not self._starts_place(index)

    def _particle_leads_on(self, index: int, capitalised: bool) -> bool:
        after = index + 1
        while after < len(self.tokens) and self.tokens[after].key in PARTICLES:
            after += 1
        if after >= len(self.tokens) or not self.tokens[after].is_word:
            return False
        token = self.tokens[after]
        if after in self.blocked or token.key in STOP_WORDS:
            return False
        return token.is_capitalised if capitalised else not self._is_ordinary(token)

    def _has_meaning_here(self, start: int, index: int) -> bool:
        """Whether the word after a name is the start of something else: a role, a field, a hospital."""
        if index in self.blocked:
            return True
        end = self.known_places.get(index)
        if end is None:
            return False
        surname_fits = self.tokens[index].key in FAMILY_NAMES and self.tokens[start].key in GIVEN_NAMES
        return end - index > 1 or not surname_fits or index - start > 1

    def _starts_place(self, index: int) -> bool:
        if index in self.known_places:
            return self.tokens[index].key not in FAMILY_NAMES
        after = index + 1
        return after < len(self.tokens) and (after in self.role_starts and self.tokens[index].key not in FAMILY_NAMES)

    # -- runs without a title

    def _runs(self) -> Iterator[tuple[int, int]]:
        taken = self._taken()
        index = 0
        while index < len(self.tokens):
            if index in taken:
                index += 1
                continue
            known_end = self.known_places.get(index)
            blocked = any(i in taken or i in self.reading.cover for i in range(index, known_end or index))
            if known_end and not blocked and self._reads_as_place(index, known_end):
                end = self._place_end(index, known_end, taken)
                yield index, end
                index = end
                continue
            if not self._is_nameish(index):
                index += 1
                continue
            end = self._run_end(index, taken)
            yield index, end
            index = end

    def _taken(self) -> set[int]:
        return {i for start, end in self.claimed for i in range(start, end)}

    def _reads_as_place(self, start: int, end: int) -> bool:
        """Short names that are ordinary words ("case", "temple", "lincoln") need a capital or a cue."""
        if end - start > 1:
            return True
        token = self.tokens[start]
        after = self.tokens[end] if end < len(self.tokens) else None
        if after and token.is_capitalised and after.is_capitalised and after.key in INSTITUTION_WORDS:
            return True
        if start in self.blocked and token.key == "va":
            return True
        if start in self.blocked:
            return False
        if token.is_capitalised and not self.shouted:
            return not (self._starts_sentence(start) and token.key in COMMON_WORDS and not self._place_cue_after(end))
        if token.key in COMMON_WORDS:
            before = self.reading.key(start - 1)
            return before in {"at", "@"} or (before not in _ARTICLES and self._place_cue_after(end))
        return True

    def _place_cue_after(self, index: int) -> bool:
        key = self.reading.key(index)
        starts = {hit.start for hit in self.reading.hits_of("visas")}
        return (
            index in starts
            or index in self.role_starts
            or key in {"sponsors", "takes", "sponsor", "accepts"}
            or (key == ":" and index + 1 in starts)
        )

    def _place_end(self, start: int, end: int, taken: set[int]) -> int:
        tokens = self.tokens
        while end < len(tokens) and end not in taken and tokens[end].is_word:
            token = tokens[end]
            city_end = self.cities.get(end)
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
                if end in self.blocked and not token.is_capitalised:
                    break
                end += 1
            elif (
                token.is_capitalised
                and not self.shouted
                and end not in self.blocked
                and token.key not in STOP_WORDS
                and tokens[start].is_capitalised
            ):
                end += 1
            else:
                break
        return end

    def _run_end(self, start: int, taken: set[int]) -> int:
        tokens, end = self.tokens, start
        capitalised = tokens[start].is_capitalised and not self.shouted
        while end < len(tokens) and end not in taken and end - start < 7:
            token = tokens[end]
            if end == start or (self._is_nameish(end) and (token.is_capitalised or not capitalised or self.shouted)):
                if end > start and end in self.known_places and not self._joins_known_place(start, end):
                    break
                end += 1
                if token.is_possessive:
                    break
            elif (
                token.key in PARTICLES
                and end not in self.reading.cover
                and self._is_nameish(self._after_particles(end))
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
                city_end = self.cities.get(end)
                if city_end and self._institution_so_far(start, end):
                    end = city_end
                    continue
                break
        while end > start + 1 and tokens[end - 1].key in {"of", "&", "at", "."}:
            end -= 1
        return end

    def _joins_known_place(self, start: int, index: int) -> bool:
        """Whether a known short name is the tail of this run ("Mount Carmel", "Kevin Jackson")."""
        one_word = self.known_places[index] - index == 1
        return one_word and (self.tokens[start].key in GIVEN_NAMES and self.tokens[index].key in FAMILY_NAMES)

    def _institution_so_far(self, start: int, end: int) -> bool:
        return any(self.tokens[i].key in INSTITUTION_WORDS or i in self.known_places for i in range(start, end))

    def _after_particles(self, index: int) -> int:
        while index < len(self.tokens) and self.tokens[index].key in PARTICLES:
            index += 1
        return index

    def _is_capital(self, index: int) -> bool:
        return index < len(self.tokens) and self.tokens[index].is_word and self.tokens[index].is_capitalised

    # -- weighing

    def _settle(self, run: Run) -> None:
        """Make the run a person, a place or nothing, whichever its cues speak for."""
        scores = score(dict.fromkeys(run.cues, 1.0), weights("names"), NAME_CLASSES)
        best = max(scores, key=scores.__getitem__)
        span = self.reading.span(run.start, run.end)
        said = ", ".join(sorted(run.cues))
        if best == PERSON:
            self._add_person(run.start, run.end, titled=False, told_from=run.start)
            self.reading.note("name by cues", span, f"person ({said})")
        elif best == PLACE:
            self._add_place(run.start, run.end)
            self.reading.note("name by cues", span, f"institution ({said})")
        else:
            self.reading.note("name by cues", span, "a name", lost_to=f"the cues ({said})")

    def _add_person(self, start: int, end: int, titled: bool, told_from: int) -> None:
        while end > start + 1 and (self.tokens[end - 1].key in DEGREES or self.tokens[end - 1].text == "."):
            end -= 1
        name = as_name(self.tokens[start:end])
        person = Person(name, [(start, end)], titled=titled)
        person.spans["name"] = self.reading.span(start, end)
        self.claimed.append((told_from, end))
        self.reading.people.append(person)
        if titled:
            self.reading.note("title", self.reading.span(told_from, end), f"person {name}")

    def _add_place(self, start: int, end: int) -> None:
        if overlaps(start, end, self.claimed):
            return
        self.claimed.append((start, end))
        self.reading.places.append(Place(as_institution(self.tokens[start:end]), start, end))


def _mark(ruled: dict[int, str], start: int, end: int, kind: str) -> None:
    ruled[start] = kind
    for index in range(start + 1, end):
        ruled[index] = f"{kind} goes on"


def _stretches(tags: dict[int, int]) -> Iterator[tuple[int, int, int]]:
    """(first token, end, tag) of each name among *tags*."""
    start = end = tag = -1
    for index in sorted(tags):
        if index == end and tags[index] in {PERSON_ON, PLACE_ON}:
            end = index + 1
            continue
        if start >= 0:
            yield start, end, tag
        start, end, tag = index, index + 1, tags[index]
    if start >= 0:
        yield start, end, tag


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
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))


_ACRONYMS = table_keys("institutions", "acronyms")


def as_institution(tokens: list[Token]) -> str:
    """Word an institution as told; lower-case words are capitalised, lower-case acronyms written in capitals."""
    parts: list[str] = []
    for token in tokens:
        owner = token.is_possessive and token is tokens[-1] and tokens[0].key not in {"st", "saint", "childrens"}
        text = token.text[:-2] if owner else token.text
        if text == "." and parts:
            parts[-1] += "."
        elif text == text.lower() and token.is_word:
            parts.append(
                text.upper()
                if token.key in _ACRONYMS
                else text
                if token.key in {"of", "and", "in", "at"}
                else text.capitalize()
            )
        else:
            parts.append(text)
    while parts and parts[-1].lower() in {"program", "residency", "im"} and len(parts) > 1:
        parts.pop()
    return " ".join(parts)
