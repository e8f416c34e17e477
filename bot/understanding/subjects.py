"""Whom or what a statement is about: the program it names, the one spoken of last, or the person who said it."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from bot.domain.vocabulary import Role
from bot.understanding.clauses import inside_quotes
from bot.understanding.lexicon import word_set
from bot.understanding.outline import Item, Outline
from bot.understanding.pronouns import Antecedents
from bot.understanding.reading import Person

OWN_PROGRAM = "own program"
_HERE = frozenset({"here", "own program"})
_JOINTS = word_set("and & , + / or nor n the both neither")
# Words that stand for places named before: all of the last ones, or the first, second … of them.
_OF_SEVERAL = {"both": 2, "neither": 2, "two": 2, "three": 3}
_THINGS = word_set("VISA POSITION SPEC spots seats slots positions openings kinds types programs years")
"""What follows "both" where it counts them and not the places before."""
_ORDINALS = {"first": 0, "former": 0, "second": 1, "latter": -1, "third": 2, "last": -1}
_AFTER_ORDINAL = word_set("one place program hospital : , = - – — ( takes does doesn't has is sponsors also said says")


_OFFICES = word_set("gme county the hr office dio")
_LEADS = frozenset(
    (
        Role.PROGRAM_DIRECTOR,
        Role.ASSOCIATE_PROGRAM_DIRECTOR,
        Role.DEPARTMENT_CHAIR,
        Role.CHIEF_RESIDENT,
        Role.COORDINATOR,
    )
)
_OF_HERE = word_set("in place spot seat program us position")
_TURNS = word_set("but ; because so")
_SUBJECTS = word_set("says said try it he she they we i it's he's she's they're PERSON dr so which")


class Subjects:
    """Answers what a statement, given as items of an outline, is about."""

    def __init__(self, outline: Outline, antecedents: Antecedents) -> None:
        self.outline = outline
        self.antecedents = antecedents

    # Where places, people, "here", "both" and "but" stand, found once for the first statement that asks, so that a
    # statement among a thousand looks at its own words alone.

    @cached_property
    def _places_at(self) -> list[int]:
        return _told_of(self.outline)

    @cached_property
    def _people_at(self) -> list[int]:
        return [index for index, item in enumerate(self.outline.items) if item.person]

    @cached_property
    def _here_at(self) -> list[int]:
        return [index for index, item in enumerate(self.outline.items) if item.word in _HERE]

    @cached_property
    def _quoted(self) -> list[bool]:
        """Whether each word stands in quotes: "here" is then where the one who said it works."""
        return inside_quotes([item.word for item in self.outline.items])

    @cached_property
    def _several_at(self) -> list[int]:
        """Places, and words that stand for several or for one of several."""
        return [
            index
            for index, item in enumerate(self.outline.items)
            if item.place or item.word in _OF_SEVERAL or item.word in _ORDINALS
        ]

    @cached_property
    def _turns_at(self) -> list[int]:
        """Where the words turn to something else: at "but", or at a comma before a subject of their own."""
        following = pairwise((*(item.word for item in self.outline.items), ""))
        return [
            index
            for index, (word, after) in enumerate(following)
            if word in _TURNS or (word == "," and after in _SUBJECTS)
        ]

    def of_statement(self, start: int, end: int, first: int, last: int) -> list[tuple[str, float]]:
        """(name, confidence) of each subject of what items *first* to *last* say, in the sentence *start* to *end*."""
        named = self._named_otherwise(start, first)
        if named:
            return [(place, 0.8) for place in named]
        before = self._places(start, first)
        if before and not self._is_of_here(before[-1], start, first):
            return [(item.place.name, 0.9) for item in self._joined(before[-1], start) if item.place]
        here = _within(self._here_at, start, end)
        if here:
            ours = self.outline.items[here[0]].word != "here" or self._quoted[here[0]]
            return [(self._speaker(first, theirs=ours), 0.7)]
        own = self._places(last, self._clause_end(last, end))
        if own:
            return [(item.place.name, 0.85) for item in self._listed(own[0], end) if item.place]
        person = self._person_of(start, end, first)
        if person is not None and person.institution and not _names_an_office(person.institution):
            return [(person.institution, 0.85)]
        if person is None or not self._places(0, first):
            after = self._places(last, end)
            if after and person is not None and self._is_where_another_works(after[0], person, last):
                return [(person.name, 0.6)]
            if after:
                return [(item.place.name, 0.85) for item in self._listed(after[0], end) if item.place]
        place = next((item.place for item in reversed(self._places(0, first)) if item.place), None)
        if place is not None:
            return [(place.name, 0.8)]
        if self._here_at:
            return [(self._speaker(first), 0.6)]
        later = [item.place.name for item in self._places(last, len(self.outline.items)) if item.place]
        if later and (person is None or len(set(later)) == 1):
            return [(later[0], 0.5)]
        if person is not None:
            return [(person.name, 0.6)]
        if self._ours_speak(end):
            return [(OWN_PROGRAM, 0.5)]
        named = [item.person.name for item in self.outline.items[last:] if item.person]
        return [(named[0], 0.5)] if named else []

    def _is_of_here(self, before: Item, start: int, first: int) -> bool:
        """Whether the place of a position is here and not at *before*: "leaves for Kent, her place in here is free"."""
        items = self.outline.items
        return any(
            items[here].at > before.at and items[here - 1].word in _OF_HERE
            for here in _within(self._here_at, start, first)
        )

    def _is_where_another_works(self, place: Item, person: Person, last: int) -> bool:
        """Whether somebody named before *place* works there: "Dr. A cannot sponsor, but knows Dr. B, PD at Kern"."""
        index = self.outline.items.index(place)
        others = (self.outline.items[at].person for at in _within(self._people_at, last, index))
        return any(
            other and other is not person and place.place and other.institution == place.place.name for other in others
        )

    def _ours_speak(self, end: int) -> bool:
        """Whether somebody who leads the resident's own program is named by the office alone: "my PD says"."""
        items = self.outline.items
        return any(
            item.value in _LEADS and position > 0 and items[position - 1].word in {"my", "our"}
            for position, item in enumerate(items[:end])
        )

    def is_a_lawyer(self, name: str) -> bool:
        """Whether *name* is somebody who gives advice on visas."""
        return any(person.name == name and person.role is Role.ATTORNEY for person in self.outline.reading.people)

    def _named_otherwise(self, start: int, first: int) -> list[str]:
        """The places that "both", "the first one" and the like stand for, said nearest before item *first*."""
        items = self.outline.items
        for position in reversed(_within(self._several_at, start, first)):
            word = items[position].word
            if items[position].place:
                return []
            before = list(dict.fromkeys(item.place.name for item in self._places(0, position) if item.place))
            follows = items[position + 1].word if position + 1 < len(items) else ""
            if word in _ORDINALS and len(before) > 1 and follows in _AFTER_ORDINAL:
                number = _ORDINALS[word]
                return before[number : number + 1 or None]
            if word in {"both", "neither"} or (position > start and items[position - 1].word == "all"):
                count = _OF_SEVERAL.get(word, 0)
                if len(before) >= count > 1 and not (position + 1 < first and follows in _THINGS):
                    return before[-count:]
        return []

    def _clause_end(self, last: int, end: int) -> int:
        """Where the words that follow a statement turn to something else: at "but", or at a subject of their own."""
        turns = _within(self._turns_at, last, end - 1)
        return turns[0] if turns else end

    def _places(self, start: int, end: int) -> list[Item]:
        return [self.outline.items[index] for index in _within(self._places_at, start, end)]

    def _listed(self, item: Item, end: int) -> Iterator[Item]:
        """*item* and the places listed after it: "not taking IMGs: Kern, Kent and Kettering"."""
        index = self.outline.items.index(item)
        yield item
        for position in range(index + 1, end):
            following = self.outline.items[position]
            if following.place:
                yield following
            elif following.word not in _JOINTS:
                return

    def _joined(self, item: Item, start: int) -> Iterator[Item]:
        """*item* and the places joined to it: "Baptist and Vanderbilt both told me"."""
        index = self.outline.items.index(item)
        yield item
        position = index - 1
        # "Kern and Kent both", and the heading of a list: "Kern, Kent: all J-1"
        joined = index + 1 < len(self.outline.items) and self.outline.items[index + 1].word in {":", "both", "all"}
        while position >= start:
            word = self.outline.items[position].word
            if word in _JOINTS:
                joined = joined or word in {"and", "&", "+", "/", "or", "nor", "n"}
                position -= 1
                continue
            if self.outline.items[position].place and joined:
                yield self.outline.items[position]
                position -= 1
                continue
            return

    def _person_of(self, start: int, end: int, first: int) -> Person | None:
        named = _within(self._people_at, start, first)
        if named:
            return self.outline.items[named[-1]].person
        return self.antecedents.subject_before(first)

    def _speaker(self, index: int, theirs: bool = False) -> str:
        """Who said it; *theirs*: of the program they call "our", which is the one they work for where that is told."""
        person = self.antecedents.last_before(index) or next(
            (item.person for item in self.outline.items if item.person), None
        )
        if person is None:
            return OWN_PROGRAM
        return person.institution if theirs and person.institution else person.name


def _told_of(outline: Outline) -> list[int]:
    """Where places stand that something may be told of: not an office, nor the town another place is in."""
    items = outline.items
    found = [index for index, item in enumerate(items) if item.place]
    chosen = [
        index
        for index in found
        if not (
            is_where_another_is(outline, index) or _is_an_office(items[index]) or _is_a_person(outline, items[index])
        )
    ]
    return _as_put_right(items, chosen or found)


def _as_put_right(items: list[Item], places: list[int]) -> list[int]:
    """*places* without those taken back at once: "Kern, sorry, Kent", "Kent and not Kern"."""
    taken_back = set[int]()
    for first, second in pairwise(places):
        if second - first > _LONGEST_TURN:
            continue
        between = " ".join([item.word for item in items[first + 1 : second]])
        if _TAKEN_BACK.fullmatch(between):
            taken_back.add(first)
        elif _LEFT_OUT.fullmatch(between):
            taken_back.add(second)
    return [index for index in places if index not in taken_back] if taken_back else places


_LONGEST_TURN = 9  # words from one place to that in its stead
_TAKEN_BACK = re.compile(
    r"(?:(?:SPEC|ROLE|program) )?(?:[.,…–—-] ?)*(?:(?:no|sorry|sry|oops|actually) [,.–—-]* ?)*(?:no (?:wait|sorry)|"
    r"wait(?: ,)? no|sorry|sry|i mean|i meant|\? (?:no|nope)(?: [.,!:–—-])*|scratch that|correction|make that|oops|"
    r"rather|(?<=\. )no(?:pe)?|(?<=[…–—-] )no(?:pe)?|no(?= (?:, )?(?:it's|its|from|at)))"
    r"(?: [,.:–—-])*(?: (?:it's|its|it is|that's|that was|from|at|in|the|i mean))*"
    r"|(?:…|\. \.(?: \.)*)(?: (?:the|at))*"
)
_LEFT_OUT = re.compile(r"(?:(?:,|and|but|\() )*not(?: (?:at|from|the))*")


def _is_an_office(item: Item) -> bool:
    return item.place is not None and _names_an_office(item.place.name)


def _is_a_person(outline: Outline, item: Item) -> bool:
    """Whether somebody told of has the name, and nobody works there: "Raj Teague (Kern, PD). Teague: J-1 only"."""
    name = item.place.name if item.place else ""
    people = outline.reading.people
    return any(name != person.name and name in person.name.split() for person in people) and all(
        person.institution != name for person in people
    )


def _names_an_office(name: str) -> bool:
    return not set(name.lower().split()) - _OFFICES


def is_where_another_is(outline: Outline, index: int) -> bool:
    """Whether the place at *index* says where one beside it is, a town alone before it too: "in Oklahoma (Mercy)"."""
    items = outline.items
    first = max(index - 2, 0)
    if items[index - 1 if index else 0].word == "near":
        return True
    if items[index - 1 if index else 0].word == "(" and index - 2 >= 0 and _is_a_town(outline, items[first]):
        return False
    if [item.word for item in items[index + 1 : index + 3]] == ["(", "PLACE"] and _is_a_town(outline, items[index]):
        return not _is_a_town(outline, items[index + 2])
    town_first = items[index - 1 if index else 0].word == "in" and _is_a_town(outline, items[index])
    if town_first and [item.word for item in items[index + 1 : index + 3]] == [",", "PLACE"]:
        return not _is_a_town(outline, items[index + 2])  # "in Pine Bluff, Jefferson Regional"
    return _is_the_town(items, index)


def _is_a_town(outline: Outline, item: Item) -> bool:
    return any(hit.start == item.start and hit.end == item.end for hit in outline.reading.hits.get("places", ()))


def _is_the_town(items: list[Item], index: int) -> bool:
    """Whether the place at *index* says where the one before it is: "Genesys (Flint)", "Marshall, in Ohio"."""
    before = [item.word for item in items[max(index - 3, 0) : index]]
    if len(before) < 2:
        return False
    if before[-2] == "PLACE":
        closed = index + 1 < len(items) and items[index + 1].word == ")"
        return before[-1] in {"(", "in"} or (before[-1] == "," and closed)
    return before[-3:] == ["PLACE", ",", "in"]


def _within(places: list[int], start: int, end: int) -> list[int]:
    return places[bisect_left(places, start) : bisect_left(places, end)]
