"""Find who and where is named in a message.

Three things speak, each heard by the next: titles ("Dr.") announce names (titled_names.py); other runs of words
(name_runs.py) are weighed by the cues beside and inside them (name_cues.py); and all of that is evidence for the tags
of the words (name_tags.py), which decide.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.understanding.lexicon import word_set
from bot.understanding.linear import score, weights
from bot.understanding.lone_names import lone_name
from bot.understanding.name_cues import DEGREES, INSTITUTION_WORDS, PARTICLES, NameCues
from bot.understanding.name_runs import NameRuns
from bot.understanding.name_tags import PERSON_ON, PLACE_ON, tag_names
from bot.understanding.name_tags import PLACE as PLACE_TAG
from bot.understanding.name_wording import as_institution, as_name
from bot.understanding.name_words import NameWords
from bot.understanding.names_in_parts import join_names_in_parts
from bot.understanding.names_told_twice import join_names_told_twice
from bot.understanding.place_bounds import UNIVERSITIES, PlaceBounds
from bot.understanding.reading import GIVEN_NAMES, Person, Place, Reading, overlaps
from bot.understanding.taken_back import is_place_ruled_out, is_ruled_out, is_taken_back
from bot.understanding.titled_names import TitledNames

PERSON, PLACE, NOTHING = "person", "place", "nothing"
NAME_CLASSES = (PERSON, PLACE, NOTHING)


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words, tokens *start* to *end* (exclusive), that may be a name, and the cues of which it is."""

    start: int
    end: int
    cues: tuple[str, ...]


class NameFinder:
    """Adds to a reading the people and places its words name."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self.words = NameWords(reading)
        self.titled_names = TitledNames(self.words)
        self.place_bounds = PlaceBounds(self.words)
        self.claimed: list[tuple[int, int]] = []

    def find(self) -> None:
        self._name_what_is_tagged(tag_names(self.reading, self.ruled()))
        self._name_places_by_their_field()
        self._name_who_stands_alone()
        self._merge_neighbouring_places()
        self.reading.people.sort(key=lambda person: person.mentions[0])
        self.reading.people = list(self._whole_names())
        join_names_told_twice(self.reading)
        join_names_in_parts(self.reading)
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
        stretches = list(_stretches(tags))
        for start, end in sorted({*drafted, *drafted_places} - {(start, end) for start, end, _ in stretches}):
            self.reading.note("name by rule", self.reading.span(start, end), "a name", lost_to="the words around it")
        for start, end, tag in stretches:
            span = self.reading.span(start, end)
            if tag == PLACE_TAG and not self._is_a_writer(start):
                place = drafted_places.get((start, end))
                self._add_place(start, end)
                if place is None:
                    self.reading.note("name by its company", span, "institution")
                continue
            person = drafted.get((start, end))
            if end == start + 1 and self._is_a_city(start):
                self.reading.note("name by its company", span, "person", lost_to="the city that it is")
            elif person is not None:
                self.reading.people.append(person)
            else:
                self._add_person(start, end, titled=self._after_title(start), told_from=start)
                self.reading.note("name by its company", span, "person")

    def _name_places_by_their_field(self) -> None:
        """Take a hospital's name before a field of medicine for one: "Katz MD / *Temple* IM / APD"."""
        fields = {hit.start for hit in self.reading.hits_of("specialties")}
        for start, end in self.words.known_places.items() if fields else ():
            beside = self.reading.key(start - 1)
            if (
                end in fields
                and self.tokens[start].is_capitalised
                and not self.words.shouted
                and not beside.isalnum()
                and beside != "."
                and not overlaps(start, end, self.claimed)
            ):
                self._add_place(start, end)
                self.reading.note("name before its field", self.reading.span(start, end), "institution")

    def _is_a_writer(self, start: int) -> bool:
        """Whether one of the letters spoken of shall come from there: "2 letters, one from hsu one from petrosyan"."""
        if self.reading.key(start - 1) != "from" or self.reading.key(start - 2) != "one":
            return False
        named = any(hit.start <= start < hit.end for hit in self.reading.hits_of("institutions"))
        return not named and not _LETTERS.isdisjoint(self.reading.keys)

    def _name_who_stands_alone(self) -> None:
        """Take "kleinfeld" in "close the kleinfeld one" for somebody, where nobody else is named."""
        index = None if self.reading.people else lone_name(self.words)
        if index is not None and not overlaps(index, index + 1, self.claimed):
            self._add_person(index, index + 1, titled=False, told_from=index)
            self.reading.note("name that stands alone", self.reading.span(index, index + 1), "person")

    def _is_a_city(self, index: int) -> bool:
        """Whether a word is told as a city is: "Elizabeth, NJ", "left for boston"."""
        if self._after_title(index):
            return False
        after, before = self.reading.key(index + 1), self.reading.key(index - 1)
        state = self.tokens[index + 2].text if after == "," and index + 2 in self.words.regions else ""
        if state and (len(state) > 2 or state.isupper()) and state.lower() not in _ALSO_DEGREES:
            return index + 2 not in self.words.cities
        return index in self.words.regions and (
            before in _INTO or (before in _TOWARDS and self.reading.key(index - 2) in _GOING)
        )

    def _after_title(self, start: int) -> bool:
        index = start - 1
        while index >= 0 and self.tokens[index].text == ".":
            index -= 1
        return index in self.words.titles and self.titled_names.is_title(index)

    def runs(self) -> list[Run]:
        """Find the titled names, and return the other runs of words that may be names."""
        for name in self.titled_names.find():
            self._add_person(name.start, name.end, titled=True, told_from=name.told_from)
        taken = {i for start, end in self.claimed for i in range(start, end)}
        runs = list(NameRuns(self.words).find(taken))
        if not runs:
            return []
        mentions = [person.mentions[0] for person in self.reading.people]
        cues = NameCues(self.reading, mentions, self.words.shouted)
        return [Run(start, end, cues.of(start, end)) for start, end in runs]

    def _merge_neighbouring_places(self) -> None:
        """Join short names told in one breath: "SUNY" and "Upstate"."""
        merged: list[Place] = []
        for place in sorted(self.reading.places, key=lambda place: place.start):
            if merged and self._goes_on_in(merged[-1], place):
                start = merged.pop().start
                merged.append(Place(as_institution(self.tokens[start : place.end]), start, place.end))
            else:
                merged.append(place)
        self.reading.places = merged
        self.reading.places = [place for place in merged if not self._only_where(place)]
        with_cities = [self._with_its_city(place) for place in self.reading.places]
        self.reading.places = [
            place for place in with_cities if not any(other.start < place.start < other.end for other in with_cities)
        ]
        self.reading.places = [
            place
            for place in self.reading.places
            if not is_taken_back(self.reading, place.end)
            and not is_place_ruled_out(self.reading, place.start, place.end)
        ]
        self.reading.people = [
            person
            for person in self.reading.people
            if not is_taken_back(self.reading, person.mentions[0][1])
            and not is_ruled_out(self.reading, *person.mentions[0])
        ]

    def _goes_on_in(self, place: Place, following: Place) -> bool:
        """Whether two names are one: "SUNY" "Upstate", "University Medical Center" of "El Paso"."""
        if place.end == following.start:
            return not self.tokens[following.start - 1].is_possessive
        return (
            place.end + 1 == following.start
            and self.reading.key(place.end) == "of"
            and self.tokens[place.end - 1].key in INSTITUTION_WORDS
            and self.tokens[place.start].key in UNIVERSITIES
        )

    def _whole_names(self) -> Iterator[Person]:
        """Join what is one name in pieces: "Kofi" "A." "Lamptey"; "Ruiz," "Tomas"; "Ole" and a hyphened rest."""
        people = self.reading.people
        index = 0
        while index < len(people):
            person, (start, end) = people[index], people[index].mentions[0]
            index += 1
            while index < len(people) and self._continues(end, people[index]):
                end = people[index].mentions[0][1]
                index += 1
            rest = next((place for place in self.reading.places if place.start == end), None)
            if rest is not None and self._is_rest_of_name(person, rest):
                self.reading.places.remove(rest)
                end = rest.end
            if (start, end) != person.mentions[0]:
                self._rename(person, start, end, as_name(self.tokens[start:end]))
            elif index < len(people) and self._is_last_name_first(person, people[index]):
                first = people[index].mentions[0]
                self._rename(person, start, first[1], f"{people[index].name} {person.name}")
                index += 1
            if not self._is_plural_of_others(person):
                yield person

    def _rename(self, person: Person, start: int, end: int, name: str) -> None:
        person.name, person.mentions = name, [(start, end), *person.mentions[1:]]
        person.spans["name"] = self.reading.span(start, end)

    def _continues(self, end: int, following: Person) -> bool:
        """Whether no more than initials and particles stand between a name that ends at *end* and the one after."""
        between = self.tokens[end : following.mentions[0][0]]
        return (
            0 < len(between) < 4
            and not following.titled
            and not self.tokens[end - 1].is_possessive
            and any(token.is_word for token in between)
            and all(
                token.key in PARTICLES or token.text == "." or (len(token.key) == 1 and token.is_word)
                for token in between
            )
            and (between[-1].text == "." or between[0].key in PARTICLES)
        )

    def _is_rest_of_name(self, person: Person, rest: Place) -> bool:
        token = self.tokens[rest.start]
        return (
            person.titled
            and rest.end == rest.start + 1
            and "-" in token.text
            and rest.start not in self.words.known_places
        )

    def _is_last_name_first(self, person: Person, following: Person) -> bool:
        """The family name, the given name, and what they are: "Okonkwo, Chidi (PGY-2)", "reyes, tomas - pd"."""
        (start, end), (first, last) = person.mentions[0], following.mentions[0]
        after, titled = self.reading.key(last), first > end + 1
        return (
            end - start == last - first == 1
            and self.tokens[end].text == ","
            and self._only_titles(end + 1, first)
            and (start == 0 or self.words.starts_sentence(start) or self.reading.key(start - 1) in _BEFORE_A_CARD_NAME)
            and (
                after in DEGREES
                or (
                    self.tokens[first].key in GIVEN_NAMES
                    and (after in _AFTER_A_CARD_NAME or self._told_after_mark(last) or (titled and after == ":"))
                )
            )
        )

    def _told_after_mark(self, index: int) -> bool:
        """Whether a mark as on a card stands at token *index* and a role or field after it: "- PD", "| nephrology"."""
        if self.reading.key(index) not in _MARKS_OF_CARDS:
            return False
        fields = any(hit.start == index + 1 for hit in self.reading.hits_of("specialties"))
        return index + 1 in self.words.role_starts or (fields and self.reading.key(index) not in _IN_A_LIST)

    def _only_titles(self, start: int, end: int) -> bool:
        return all(self.tokens[i].text == "." or i in self.words.titles for i in range(start, end))

    def _is_plural_of_others(self, person: Person) -> bool:
        """Whether others bear the name: "both Dr. Khans: Saira Khan and Imran Khan" names two people."""
        name = person.name.lower()
        alike = [other for other in self.reading.people if other.name.lower().split()[-1] == name.removesuffix("s")]
        return name.endswith("s") and len(alike) > 1

    def _with_its_city(self, place: Place) -> Place:
        """Take "in Lubbock", ", Toledo" or "(Akron)" into the place, so that the city is no place of its own."""
        end = place.end
        town = end + 2 if self.reading.key(end + 1) in _DIRECTIONS else end + 1  # "Emanate Health, West Covina"
        following = next((other for other in self.reading.places if other.start == town), None)
        if following is not None and self.reading.key(end) == "," and self._is_its_town(place, following):
            return Place(place.name, place.start, following.end, place.confidence)
        if self.reading.key(end) in {",", "("} and place.start not in self.words.cities:
            after = self.words.cities.get(end + 1)
            if after is not None and self.reading.key(after) not in {"and", "&", "both"}:
                closed = self.reading.key(end) == "(" and self.reading.key(after) == ")"
                return Place(place.name, place.start, after + closed, place.confidence)
        if self.reading.key(end) in {"in", ","} and end + 1 in self.words.regions:
            return Place(place.name, place.start, self.words.regions[end + 1], place.confidence)
        if self.reading.key(end) == "in" and following is not None:
            return Place(place.name, place.start, following.end, place.confidence)
        return place

    def _is_its_town(self, place: Place, following: Place) -> bool:
        """Whether a name of no hospital after a comma says where one stands: "Carrier Clinic, Belle Mead"."""
        return (
            self._is_of_a_hospital(place)
            and not self._is_of_a_hospital(following)
            and self.tokens[following.start].is_capitalised
            and self.reading.key(place.start - 1) not in _IN_A_LIST
            and self.reading.key(following.end) not in _IN_A_LIST | {":"}
        )

    def _is_of_a_hospital(self, place: Place) -> bool:
        tokens = range(place.start, place.end)
        return any(index in self.words.known_places or self.tokens[index].key in INSTITUTION_WORDS for index in tokens)

    def _only_where(self, place: Place) -> bool:
        """Whether a state or city only says where the hospital in brackets after it is: "NJ (JFK)"."""
        inside = next((other for other in self.reading.places if other.start == place.end + 1), None)
        return (
            inside is not None
            and self.words.regions.get(place.start) == place.end
            and self.reading.key(place.end) == "("
            and self.reading.key(inside.end) == ")"
            and inside.start not in self.words.regions
        )

    def _settle(self, run: Run) -> None:
        """Make the run a person, a place or nothing, whichever its cues speak for."""
        scores = score(run.cues, weights("names"), NAME_CLASSES)
        best = max(scores, key=scores.__getitem__)
        if best == PERSON:
            self._add_person(run.start, run.end, titled=False, told_from=run.start)
        elif best == PLACE:
            self._add_place(run.start, run.end)
        if self.reading.traced:
            span, said = self.reading.span(run.start, run.end), ", ".join(sorted(run.cues))
            lost_to = f"the cues ({said})" if best == NOTHING else None
            self.reading.note("name by cues", span, "a name" if lost_to else f"{best} ({said})", lost_to=lost_to)

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
        start, end = self.place_bounds.of(start, end)
        while end > start + 1 and self.tokens[end - 1].key in _LEADS_ON:
            end -= 1  # "PD at Mercy at ACP": the second "at" leads to the next
        if overlaps(start, end, self.claimed):
            return
        self.claimed.append((start, end))
        owns = end < len(self.tokens) and (self.tokens[end].is_word or end == start + 1)
        self.reading.places.append(Place(as_institution(self.tokens[start:end], owns), start, end))


_LETTERS = frozenset({"letter", "letters", "lor", "lors"})
_ALSO_DEGREES = frozenset({"md", "pa", "ma"})
_INTO, _TOWARDS = frozenset({"in", "near"}), frozenset({"to", "for", "from"})
_GOING = word_set("left leave leaving leaves moved moving moves going flew flying back went drove relocated relocating")
_BEFORE_A_CARD_NAME = frozenset(":-–—•·*")
_AFTER_A_CARD_NAME = frozenset({"(", "<", "[", "\n"})
_IN_A_LIST = frozenset({",", "and", "&", "/"})
_MARKS_OF_CARDS = frozenset("-–—|/,\n")
_DIRECTIONS = word_set("west east north south new upper lower")
_LEADS_ON = word_set("at in of and for with on from to by")


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
