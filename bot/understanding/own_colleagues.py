"""Who works where the resident does: "my co-intern Bao", "Ariadne, my senior", "our APD Dr. Lee".

What they tell of another hospital does not make it theirs. Used by attribution.py.
"""

import re
from collections.abc import Sequence
from functools import cached_property

from bot.domain.vocabulary import Role
from bot.understanding.lexicon import word_set
from bot.understanding.outline import Item, Outline
from bot.understanding.reading import Person
from bot.understanding.told import PLACE, Told

_COLLEAGUES = frozenset(
    {
        Role.PROGRAM_DIRECTOR,
        Role.ASSOCIATE_PROGRAM_DIRECTOR,
        Role.DEPARTMENT_CHAIR,
        Role.ATTENDING,
        Role.FELLOW,
        Role.CHIEF_RESIDENT,
        Role.RESIDENT,
        Role.COORDINATOR,
    }
)
_PEER = re.compile(r"co[- ]?(?:int|res|pre)|fellow (?:intern|resident|prelim)")
_OWN = frozenset({"my", "our"})
_BEFORE_A_NAME = frozenset({"dr", ".", ",", ":", "(", "-", "–", "—", "'", '"', "named"})
_AFTER_A_NAME = frozenset({",", "(", "-", "–", "—", "is", "our", "my", "the", "a", "SPEC", "EVENT"})
_MOVES = word_set(
    "works working moved moving moves matched going goes joined joins joining leaving left starts starting heading "
    "hired signed accepted interviewed transferring transferred now"
)


class OwnColleagues:
    """Answers it for one message."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline

    def only_speaks_of(self, person: Person, told: Told) -> bool:
        """Whether what is told is a place that *person*, a colleague who goes nowhere, only speaks of."""
        if told.kind != PLACE or id(person) not in self._ids:
            return False
        start, _ = self.outline.sentence_of(told.position)
        return _MOVES.isdisjoint(item.word for item in self.outline.items[start : told.position])

    @cached_property
    def _ids(self) -> set[int]:
        items = self.outline.items
        return {id(item.person) for index, item in enumerate(items) if item.person and self._is_one(index)}

    def _is_one(self, index: int) -> bool:
        items = self.outline.items
        before = _skip(items, index - 1, -1, _BEFORE_A_NAME)
        after = _skip(items, index + 1, 1, _AFTER_A_NAME)
        return self._is_own(before) or (after > index + 1 and self._is_own(after))

    def _is_own(self, index: int) -> bool:
        """Whether the role at item *index* is told as one beside the resident: "my senior", "a co-intern"."""
        items, reading = self.outline.items, self.outline.reading
        if not 0 <= index < len(items) or not (items[index].value in _COLLEAGUES or items[index].word == "chief"):
            return False
        item = items[index]
        if reading.tokens[item.end - 1].is_possessive:
            return False
        written = reading.words_of(item.start, item.end).lower()
        whose = items[_skip(items, index - 1, -1, frozenset({"SPEC", "EVENT"}))].word if index else ""
        if _PEER.match(written):
            return whose not in {"his", "her", "their", "old", "former", "'s"}
        return whose in _OWN or written.startswith(("my ", "our ")) or (written.endswith("senior") and whose == "the")


def _skip(items: Sequence[Item], index: int, step: int, over: frozenset[str]) -> int:
    while 0 <= index < len(items) and items[index].word in over:
        index += step
    return index
