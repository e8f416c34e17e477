"""One person under two names: misheard and put right, or called otherwise by those who know them.

"Dr. Jeppesen no Jespersen", "Dr. Ricci?? Rizzi??", "Dr. B = Dr. Benedikta Wray", "Dr. Rao said call me Nell".
"""

from rapidfuzz.distance import Levenshtein

from bot.understanding.lexicon import word_set
from bot.understanding.reading import Person, Reading
from bot.understanding.tokens import folded

_MARKS = frozenset("?!.,/'\"“”‘’()-–—…=") | {"\n"}
_PUT_RIGHT = word_set("no nope wait sorry sry lol haha mean i meant actually rather really correction spelled")
_TITLES = word_set("dr doctor prof professor dra mr mrs ms")
_CALLING = word_set("call calls calling called")
_WHOM = word_set("me her him them herself himself")
_GOING_BY = word_set("goes go going")
_SLIPS_AT_MOST = 3  # letters
_APART_AT_MOST = 8  # words and marks


def join_names_told_twice(reading: Reading) -> None:
    """Make one person of the two that such words made."""
    if len(reading.people) < 2:
        return
    people = sorted(reading.people, key=lambda person: person.mentions[0])
    kept: list[Person] = []
    for person in people:
        owner = _called(reading, person, kept) or _said_before(reading, person, kept)
        if owner is None:
            kept.append(person)
        else:
            owner.mentions.extend(person.mentions)
            owner.titled = owner.titled or person.titled
    if len(kept) < len(people):
        reading.people = kept


def _called(reading: Reading, person: Person, before: list[Person]) -> Person | None:
    """Who goes by this name among friends: "she told me to call her Nell", "goes by Lettie. Lettie is an IMG"."""
    start, end = person.mentions[0]
    if not before or person.titled or end > start + 1:
        return None
    name = reading.key(start)
    for index in range(before[-1].mentions[-1][1], start + 1):
        last, further = reading.key(index - 1), reading.key(index - 2)
        if reading.key(index) == name and (
            (last in _WHOM and further in _CALLING) or (last == "by" and further in _GOING_BY)
        ):
            return before[-1]
    return None


def _said_before(reading: Reading, person: Person, before: list[Person]) -> Person | None:
    """Who was named right before, by a name that this one puts right; the name put right is the one to keep."""
    start, end = person.mentions[0]
    other = before[-1] if before else None
    if other is None or not 0 < start - other.mentions[-1][1] <= _APART_AT_MOST:
        return None
    between = [reading.key(index) for index in range(other.mentions[-1][1], start)]
    words = [word for word in between if word not in _MARKS and word not in _TITLES]
    if not _PUT_RIGHT.issuperset(words) or between[0] == "\n":
        return None
    if "=" in between and (person.titled or len(person.words) > 1):
        if _is_of(reading, other.mentions[-1][0]) or _owns(reading, end):
            return None  # "spouse of Dr. Rao = Dr. Lee", "Dr. Rao = Dr. Lee's fellow"
        _rename(other, person)
        return other
    if not _sound_alike(other.name, person.name):
        return None
    if words or (between[0] == "?" and reading.key(end) not in {"?", ")"}):
        _rename(other, person)
        return other
    return other if "?" in between or (between[0] == "(" and reading.key(end) == "?") else None


def _is_of(reading: Reading, start: int) -> bool:
    while reading.key(start - 1) in _TITLES or reading.key(start - 1) == ".":
        start -= 1
    return reading.key(start - 1) == "of"


def _owns(reading: Reading, end: int) -> bool:
    return reading.tokens[end - 1].is_possessive or reading.key(end) in {"'s", "'"}


def _rename(owner: Person, person: Person) -> None:
    owner.name = person.name
    owner.spans["name"] = person.spans["name"]


def _sound_alike(first: str, then: str) -> bool:
    """Whether two family names are likely one that was misheard: "Jeppesen" and "Jespersen", "Shake" and "Sheikh"."""
    a, b = folded(first).split()[-1], folded(then).split()[-1]
    return a != b and a[:1] == b[:1] and Levenshtein.distance(a, b) <= min(_SLIPS_AT_MOST, max(len(a), len(b)) // 2)
