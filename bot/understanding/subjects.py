"""Whom or what a statement is about: the program it names, the one spoken of last, or the person who said it."""

from bisect import bisect_left
from collections.abc import Iterator

from bot.understanding.lexicon import word_set
from bot.understanding.outline import Item, Outline
from bot.understanding.pronouns import Antecedents
from bot.understanding.reading import Person

OWN_PROGRAM = "own program"
_HERE = frozenset({"here", "own program"})
_JOINTS = word_set("and & , + / or n the both")


class Subjects:
    """Answers what a statement, given as items of an outline, is about."""

    def __init__(self, outline: Outline, antecedents: Antecedents) -> None:
        self.outline = outline
        self.antecedents = antecedents
        items = outline.items
        # Where places, people and "here" stand, so that a statement among a thousand looks at its own words alone.
        self._places_at = [index for index, item in enumerate(items) if item.place]
        self._people_at = [index for index, item in enumerate(items) if item.person]
        self._here_at = [index for index, item in enumerate(items) if item.word in _HERE]

    def of_statement(self, start: int, end: int, first: int, last: int) -> list[tuple[str, float]]:
        """(name, confidence) of each subject of what items *first* to *last* say, in the sentence *start* to *end*."""
        before = self._places(start, first)
        if before:
            return [(item.place.name, 0.9) for item in self._joined(before[-1], start) if item.place]
        if _within(self._here_at, start, end):
            return [(self._speaker(first), 0.7)]
        after = self._places(last, end)
        if after:
            return [(item.place.name, 0.85) for item in self._listed(after[0], end) if item.place]
        person = self._person_of(start, end, first)
        if person is not None and person.institution:
            return [(person.institution, 0.85)]
        place = next((item.place for item in reversed(self._places(0, first)) if item.place), None)
        if place is not None:
            return [(place.name, 0.8)]
        if self._here_at:
            return [(self._speaker(first), 0.6)]
        later = [item.place.name for item in self._places(last, len(self.outline.items)) if item.place]
        if later and (person is None or len(set(later)) == 1):
            return [(later[0], 0.5)]
        return [(person.name, 0.6)] if person is not None else []

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
                joined = joined or word in {"and", "&", "+", "/", "or", "n"}
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

    def _speaker(self, index: int) -> str:
        person = self.antecedents.last_before(index) or next(
            (item.person for item in self.outline.items if item.person), None
        )
        return person.name if person else OWN_PROGRAM


def _within(places: list[int], start: int, end: int) -> list[int]:
    return places[bisect_left(places, start) : bisect_left(places, end)]
