"""Names told part by part: "dr bramwell's 1st name is ODETTE", "Gulnara, family name Abenova", "his surname is Boadu".

What is told so is one person's name, and no second person's.
"""

from bot.understanding.lexicon import word_set
from bot.understanding.name_wording import as_name
from bot.understanding.reading import COMMON_WORDS, FAMILY_NAMES, GIVEN_NAMES, STOP_WORDS, Person, Reading
from bot.understanding.tokens import folded

_FIRST, _LAST = word_set("first 1st given"), word_set("last family 2nd")
_SURNAMES = frozenset({"surname", "lastname"})
_NAMES = _SURNAMES | {"name", "firstname"}
_HIS = frozenset({"his", "her"})
_BETWEEN = frozenset({",", ":", "(", "-", "–", "—", "'", "the", "and", "s"})
_LEADING = word_set("is was actually really spelled called now with has an accent one") | {":", "'", '"', "“", "‘"}


def join_names_in_parts(reading: Reading) -> None:
    """Put the parts told into the name of whose they are, and take out whom they made beside."""
    if _NAMES.isdisjoint(token.key for token in reading.tokens):
        return
    for index, token in enumerate(reading.tokens):
        if token.key not in _NAMES:
            continue
        before = reading.key(index - 1)
        is_last = token.key in _SURNAMES or before in _LAST
        if not is_last and before not in _FIRST and token.key != "firstname":
            continue
        owner = _owner(reading, index if token.key in _SURNAMES else index - 1, index)
        end = _told(reading, index + 1)
        if owner is None or end is None:
            continue
        start = _value_start(reading, index + 1)
        _take_part(reading, owner, start, end, is_last)


def _owner(reading: Reading, start: int, end: int) -> Person | None:
    """Whose name it is: named just before tokens *start* to *end*, or after them and "of", or alone before "her"."""
    before = start - 1
    while reading.key(before) in _BETWEEN and before > start - 4:
        before -= 1
    after = end + 2 if reading.key(end + 1) == "of" else -1
    for person in reading.people:
        for first, last in person.mentions:
            if last == before + 1 or first == after:
                return person
    others = [person for person in reading.people if person.mentions[0][0] < start]
    return others[0] if len(others) == 1 and reading.key(start - 1) in _HIS else None


def _value_start(reading: Reading, index: int) -> int:
    while reading.key(index) in _LEADING:
        index += 1
    return index


def _told(reading: Reading, index: int) -> int | None:
    """Where the part of the name that is told at token *index* ends; None where none is."""
    start = _value_start(reading, index)
    for person in reading.people:
        for first, end in person.mentions:
            if first == start:
                return end
    if start >= len(reading.tokens) or start in reading.cover:
        return None
    token = reading.tokens[start]
    if not token.is_word or not token.text[0].isalpha() or token.key in STOP_WORDS:
        return None
    return start + 1 if token.is_capitalised or token.key not in COMMON_WORDS else None


def _take_part(reading: Reading, owner: Person, start: int, end: int, is_last: bool) -> None:
    part, words = as_name(reading.tokens[start:end]), owner.name.split()
    if is_last and len(words) == 1 and _is_written_anew(folded(owner.name), folded(part)):
        owner.name = part
    elif is_last:
        owner.name = " ".join([*(words[:-1] or words), part])
    elif part != owner.name:
        owner.name = f"{part} {words[-1]}"
    for person in reading.people:
        if person is not owner and person.mentions == [(start, end)]:
            reading.people.remove(person)
            owner.mentions.append((start, end))
            break


def _is_written_anew(surname: str, told: str) -> bool:
    """Whether a surname told replaces the one name known so far: "dr wolfe's last name is woulfe"."""
    return surname[:2] == told[:2] or (surname in FAMILY_NAMES and surname not in GIVEN_NAMES)
