"""Where people stand in a message, and who is near to what is told. Evidence for attribution.py."""

from bisect import bisect_left, bisect_right
from itertools import pairwise
from operator import itemgetter

from bot.understanding.lexicon import word_set
from bot.understanding.outline import Outline
from bot.understanding.pronouns import Antecedents
from bot.understanding.reading import Person
from bot.understanding.told import Told

_PEOPLE_BEFORE, _PEOPLE_AFTER = 4, 2
# How far away somebody may be spoken of: words, and mentions of people.
_WORDS, _ANCHORS = 80, 12
_QUOTES = frozenset("\"'“”‘’")
_JOINING = word_set(", and & + / dr . n y with then")


class PeopleNear:
    """Answers it for one message.

    *sentences* is the number of each item's sentence, *people_at* the items that name people.
    """

    def __init__(self, outline: Outline, antecedents: Antecedents) -> None:
        self.outline = outline
        self.items = outline.items
        self.words = [item.word for item in outline.items]
        self.anchors = self._anchors(antecedents)
        self.anchors_at = [index for index, _, _ in self.anchors]
        self.people_at = [index for index, item in enumerate(self.items) if item.person]
        self.sentences = self._sentence_numbers()

    def candidates(self, told: Told) -> list[tuple[Person, int, bool]]:
        """The people nearest to what is told, each with the place from which it is nearest."""
        found: dict[int, tuple[Person, int, bool]] = {}
        here = bisect_left(self.anchors_at, told.position)
        for index, person, pronoun in reversed(self.anchors[max(here - _ANCHORS, 0) : here]):
            if told.position - index > _WORDS or len(found) == _PEOPLE_BEFORE:
                break
            found.setdefault(id(person), (person, index, pronoun))
        sentence = self.sentences[told.position]
        ahead = 0
        for index, person, pronoun in self.anchors[here : here + _ANCHORS]:
            if index - told.position > _WORDS or ahead == _PEOPLE_AFTER:
                break
            if id(person) not in found:
                ahead += 1
                found[id(person)] = (person, index, pronoun)
                continue
            other = found[id(person)][1]
            if other < told.position and self.sentences[other] != sentence == self.sentences[index]:
                found[id(person)] = (person, index, pronoun)
        return list(found.values())

    def nearest(self, position: int) -> Person | None:
        """The person who is spoken of nearest to the item at *position*."""
        here = bisect_left(self.anchors_at, position)
        near = self.anchors[max(here - 1, 0) : here + 1]
        if len(near) == 1:
            return near[0][1]
        return min(near, key=lambda anchor: abs(anchor[0] - position))[1] if near else None

    def between(self, first: int, last: int, person: Person) -> int:
        """How many people besides *person* are named between two items."""
        start, end = bisect_right(self.people_at, first), bisect_left(self.people_at, last)
        if start >= end:
            return 0
        return len({id(self.items[index].person) for index in self.people_at[start:end]} - {id(person)})

    def others_in_sentence(self, position: int, person: Person) -> int:
        """How many people besides *person* are named in the sentence of the item at *position*, two at most."""
        start, end = self.outline.sentence_of(position)
        first, last = bisect_left(self.people_at, start), bisect_left(self.people_at, end)
        if first >= last:
            return 0
        return min(len({id(self.items[index].person) for index in self.people_at[first:last]} - {id(person)}), 2)

    def quotes(self) -> list[int]:
        """For each item the number of the quotation it stands in, 0 outside of any."""
        if _QUOTES.isdisjoint(self.words):
            return [0] * len(self.items)
        tokens, text = self.outline.reading.tokens, self.outline.reading.text
        found, number, inside = [], 0, False
        for item in self.items:
            if item.word in _QUOTES:
                start = tokens[item.start].start
                opens = not inside and (start == 0 or not text[start - 1].isalnum())
                number += opens
                inside = opens
            found.append(number if inside else 0)
        return found

    def named_together(self) -> dict[int, int]:
        """The number of each group of mentions, people with no more than "and" or a comma between them."""
        groups: dict[int, int] = {}
        for number, (first, then) in enumerate(pairwise(self.people_at)):
            if _JOINING.issuperset(self.words[first + 1 : then]):
                groups[then] = groups.setdefault(first, number)
        return groups

    def _anchors(self, antecedents: Antecedents) -> list[tuple[int, Person, bool]]:
        """Where people stand in the message: (item, person, whether a pronoun stands there)."""
        named = [(index, item.person, False) for index, item in enumerate(self.items) if item.person]
        pronouns = [(index, person, True) for index, person in antecedents.pronouns()]
        return sorted([*named, *pronouns], key=itemgetter(0)) if pronouns else named

    def _sentence_numbers(self) -> list[int]:
        numbers: list[int] = []
        for number, (start, end) in enumerate(pairwise((*self.outline.bounds, len(self.items)))):
            numbers += [number] * (end - start)
        return numbers
