"""The place that "there", "same place" and "her hospital" point back to: "Bello is PD at Mercy, Vale APD there"."""

import re
from collections.abc import Iterator, Sequence

from bot.understanding.lexicon import word_set
from bot.understanding.outline import Item, Outline


def places_pointed_back_to(outline: Outline) -> Iterator[tuple[str, int, int]]:
    """Each such place by its name, with the first and the last item of the words that point to it."""
    if not outline.reading.places:
        return
    last = ""
    for position, item in enumerate(outline.items):
        if item.place:
            last = item.place.name
        elif last and item.word in _REFERRING:
            end = _end_of_reference(outline.items, position)
            if end is not None and not _is_of_a_past(outline, position):
                yield last, position, end


def _is_of_a_past(outline: Outline, position: int) -> bool:
    """Whether it tells where somebody was, or a friend is: "did her fellowship there", "his bro is PD there"."""
    start, _ = outline.sentence_of(position)
    before = outline.text_of(max(start, position - _PAST_WITHIN), position)
    return bool(_PAST.search(before) or _OF_KIN.search(before))


_PAST_WITHIN = 7  # words
_PAST = re.compile(
    r"\b(?:was|were|did|finished|completed|trained|studied|graduated)"
    r"(?: (?:a|an|the|her|his|their|my|ROLE|POSITION|SPEC|in|as|training|school|all|also|internship|program))*$"
)
_OF_KIN = re.compile(
    r"\b(?:his|her|their) (?:old |best )?(?:bro|brother|sister|sis|husband|wife|cousin|friend|son|daughter)"
    r"(?: PERSON)? (?:is|works|was)\b"
)


def _end_of_reference(items: Sequence[Item], position: int) -> int | None:
    """The last item of the words at *position* that point back to a place; None where none do."""
    word, before = items[position].word, items[position - 1].word
    after = items[position + 1].word if position + 1 < len(items) else "\n"
    if word == "there":
        return None if after in _EXISTING or before in _EXISTING else position
    if word in _SAME or word in _OWNERS:
        if after in _WORKPLACES and before not in _REACHING:
            return position + 1
        return position if word in _SAME and after in _MARKS else None
    return None


_EXISTING = word_set("is are was were will isn't aren't wasn't won't might may would could has hi hey hello 's be been")
"""Beside these "there" says that something exists: "there is an opening"."""
_SAME = word_set("same ditto idem")
_OWNERS = word_set("his her their")
_REACHING = word_set("call phone email ring")
_REFERRING = _SAME | _OWNERS | {"there"}
_WORKPLACES = word_set(
    "place hosp hospital shop plc program institution group site one department dept clinic team center building"
)
_MARKS = frozenset(")],;.|/-–—\n")
