"""Who "he", "she" and "they" are: the person spoken of last whom the pronoun's gender fits."""

import re
from bisect import bisect_left

from bot.understanding.gender import gender_of_name
from bot.understanding.lexicon import word_set
from bot.understanding.outline import Outline
from bot.understanding.reading import Person

_FEMININE = word_set("she her hers herself she's she'd she'll")
_MASCULINE = word_set("he him his himself he's he'd he'll")
_GENDERS = {**dict.fromkeys(_FEMININE, "f"), **dict.fromkeys(_MASCULINE, "m")}
_RESIDENT = word_set("i i'm")
_MR = {"mr": "m", "mrs": "f", "ms": "f", "miss": "f"}
# "his wife", "her friend": from here on the other is meant until somebody is named.
_KIN = {
    "wife": "f",
    "husband": "m",
    "sister": "f",
    "brother": "m",
    "mother": "f",
    "father": "m",
    "daughter": "f",
    "son": "m",
    "lady": "f",
    "woman": "f",
    "guy": "m",
}

# "Tomas says Dr. Rao asked for me": from here on Dr. Rao is spoken of.
_WANTS_ME = re.compile(
    r"(?:has |was |is |had )?(?:ask\w*|want\w*|need\w*|look\w*|call\w*) "
    r"(?:for |to (?:see|meet|talk to|speak with) )?me\b"
)


class Antecedents:
    """Answers, for each place in the outline, who a pronoun there is."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self._people_at: list[tuple[int, Person]] = [
            (index, item.person) for index, item in enumerate(outline.items) if item.person
        ]
        self._resolved: dict[int, Person | None] = {}
        self._subjects_at: list[int] = []
        self._resolve_all()

    def _resolve_all(self) -> None:
        """Walk the pronouns in order: a first "she" settles that the one it fits best is a woman."""
        for index, person in self._people_at:
            first = self.outline.items[index].start
            title = self.outline.reading.key(first - 1)
            person.gender = person.gender or _MR.get(self.outline.reading.key(first - 2) if title == "." else title)
        for index, item in enumerate(self.outline.items):
            gender = _GENDERS.get(item.word)
            if gender:
                self._resolved[index] = self._fitting(index, gender)
                self._subjects_at.append(index)
            elif item.person or item.word in _RESIDENT:
                self._subjects_at.append(index)

    def _fitting(self, index: int, gender: str) -> Person | None:
        candidates: list[Person] = []
        for position, person in reversed(self._people_at):
            if position < index and person not in candidates:
                candidates.append(person)
        candidates = self._subjects_first(index, candidates)
        start, _ = self.outline.sentence_of(index)
        near = [person for person in candidates if self._last_place(person, index) >= start]
        for group in (near, candidates) if self.outline.items[index].word != "his" else (candidates,):
            for wanted in ((gender, gender), (None, gender), (None, None)):
                for person in group:
                    if (person.gender, person.gender or self._by_name(person)) == wanted:
                        person.gender = gender
                        return person
        if len(candidates) == 1 and candidates[0].gender is None:  # whatever the name tells, nobody else is meant
            candidates[0].gender = gender
            return candidates[0]
        if candidates:
            return None
        return next(
            (person for position, person in self._people_at if position > index and position - index < 12), None
        )

    def _by_name(self, person: Person) -> str | None:
        return gender_of_name(person.name, titled=person.titled)

    def _last_place(self, person: Person, index: int) -> int:
        return max(position for position, other in self._people_at if other is person and position < index)

    def _subjects_first(self, index: int, candidates: list[Person]) -> list[Person]:
        """Of two people joined by "and" the first is meant first: "Nguyen and Ali … she is …, he's …"."""
        if len(candidates) < 2:
            return candidates
        places = {id(person): position for position, person in self._people_at if position < index}
        first, second = candidates[1], candidates[0]
        between = self.outline.text_of(places[id(first)] + 1, places[id(second)])
        if self.outline.sentence_of(places[id(first)]) != self.outline.sentence_of(places[id(second)]):
            return candidates
        if (
            re.fullmatch(
                (
                    r"(?:and|&|,)(?: dr)?(?: \.)?|.*\band (?:dr )?(?:\. )?|.*\bon .*|.*\babout .*|(?:said|says|"
                    r"told me|thinks|mentioned) .*"
                ),
                between,
            )
            and places[id(second)] < index
            and not _WANTS_ME.match(self.outline.text_of(places[id(second)] + 1, index))
        ):
            return [first, second, *candidates[2:]]
        return candidates

    def pronouns(self) -> list[tuple[int, Person]]:
        """The items that are pronouns, each with the person meant."""
        return [(index, person) for index, person in self._resolved.items() if person is not None]

    def at(self, index: int) -> Person | None:
        """The person meant at item *index*: a pronoun's, else the last one named before."""
        if index in self._resolved:
            return self._resolved[index]
        return self.last_before(index)

    def last_before(self, index: int) -> Person | None:
        return next((person for position, person in reversed(self._people_at) if position <= index), None)

    def subject_before(self, index: int) -> Person | None:
        """The person the sentence up to item *index* is about."""
        start, _ = self.outline.sentence_of(index)
        nearest = bisect_left(self._subjects_at, index) - 1
        if nearest < 0 or self._subjects_at[nearest] < start:
            return self.last_before(index)
        position = self._subjects_at[nearest]
        return self.outline.items[position].person or self._resolved.get(position)  # nobody where it is "i"
