"""Who holds a position that could also be open: "Ikram, PGY-1 categorical", "prelim Iris", "a research fellow at Penn".

"PGY-2" is what somebody is or what a program looks for; the words beside it tell which. Evidence for told.py.
"""

from collections.abc import Sequence

from bot.domain.vocabulary import Role
from bot.understanding.lexicon import word_set
from bot.understanding.outline import Outline

_OPENING_NOUNS = word_set(
    "spot spots slot slots opening openings position positions seat seats vacancy job POSITION categorical open"
)


def role_of_a_position(outline: Outline, position: int) -> Role | None:
    """What somebody is who is told by a position: "Ikram, PGY-1 categorical", "prelim Iris", "a research fellow"."""
    item = outline.items[position]
    if outline.reading.key(item.end - 1) in _RESEARCHERS:
        return None if is_vacant(outline, position) else _RESEARCHERS[outline.reading.key(item.end - 1)]
    if is_year_of_training(outline, position):
        return Role.RESIDENT
    beside = item.value in _YEARS_OR_TRACKS and (is_apposed(outline, position) or _is_named_next(outline, position))
    return Role.RESIDENT if beside and not is_vacant(outline, position) else None


_RESEARCHERS = {
    "fellow": Role.FELLOW,
    "scholar": Role.RESEARCHER,
    "postdoc": Role.RESEARCHER,
    "doc": Role.RESEARCHER,
    "assistant": Role.RESEARCHER,
    "associate": Role.RESEARCHER,
    "coordinator": Role.COORDINATOR,
}
_YEARS_OR_TRACKS = frozenset({"PGY-1", "PGY-2", "PGY-3", "prelim", "categorical"})


def is_apposed(outline: Outline, position: int) -> bool:
    """Whether a word stands where a name is explained: "Lee (hosp, UAB)", "Rao, prelim at Kern", "Ito = card"."""
    items = outline.items
    before = position - 1
    while before >= 0 and items[before].word in {"SPEC", "POSITION", "PLACE", "a", "an", ","}:
        before -= 1
    if before >= 0 and items[before].word in _APPOSING:
        before -= 1
    if not 0 <= before < position - 1 or items[before].person is None:
        return False
    return position + 1 == len(items) or items[position + 1].word in _AFTER_APPOSED


def _is_named_next(outline: Outline, position: int) -> bool:
    """Whether the name follows at once: "prelim Iris", "my categorical friend Noor"."""
    ahead = outline.items[position + 1 : position + 3]
    return bool(ahead) and (
        ahead[0].person is not None or (len(ahead) == 2 and ahead[1].person is not None and ahead[0].word in _BUDDIES)
    )


_APPOSING = frozenset({"(", "=", "-", "–", "—", "/", "|", ":", "is", "[", ">"})
_AFTER_APPOSED = frozenset("),@./;:|-–—=&]\n'") | word_set("PLACE ROLE SPEC POSITION EVENT DATE at in and from who of")
_BUDDIES = word_set("buddy friend pal colleague named called doc dr")


def is_vacant(outline: Outline, position: int) -> bool:
    """Whether a position or trainee is one that is looked for or lost: "R2 neuro hole", "they need a resident"."""
    ahead = [each.word for each in outline.items[position + 1 : position + 4]]
    while ahead and ahead[0] in {"SPEC", "PLACE"}:
        ahead.pop(0)
    if ahead and (ahead[0] in _OPENING_NOUNS or ahead[0] in _VACANT):
        return True
    before = [each.word for each in outline.items[max(position - 4, 0) : position]]
    while before and (before[-1] in _SO_MANY or before[-1] == "SPEC"):
        before.pop()
    return bool(before) and before[-1] in _LACKING


def is_year_of_training(outline: Outline, position: int) -> bool:
    """Whether "PGY-2" is what somebody is, not a position that is open."""
    item = outline.items[position]
    if not item.value or not item.value.startswith("PGY"):
        return False
    ahead = [each.word for each in outline.items[position + 1 : position + 4]]
    of_field = ahead[1:] if ahead[:1] == ["SPEC"] else ahead  # "PGY-2 surgery vacancy"
    if of_field and of_field[0] in _OPENING_NOUNS:
        return False
    before = [each.word for each in outline.items[max(position - 4, 0) : position]]
    while before and before[-1] in _SO_MANY:
        before.pop()
    return not (before and before[-1] in _LACKING) and _VACANT.isdisjoint(ahead[: _up_to_a_mark(ahead)])


def _up_to_a_mark(words: Sequence[str]) -> int:
    return next((at for at, word in enumerate(words) if not word[0].isalnum() or word == "PERSON"), len(words))


_SO_MANY = word_set("a an one two three four 1 2 3 4 some more another extra new POSITION and or the , for")
_LACKING = word_set("need needs needing needed seeking hiring short missing wants lost lose loses lacks lacking")
_VACANT = word_set("available vacant unfilled gap gaps hole holes abierta vacante seat chair")
