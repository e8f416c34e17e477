"""When two names are one person: titles, case, accents and punctuation never tell people apart; initials can.

nameparser takes a written name apart (titles, degrees, "Patel, Anita"); rapidfuzz measures slips of spelling. What two
names mean for each other is decided here, by rule, so that the reason can be said to the resident.
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from nameparser import HumanName
from rapidfuzz.distance import OSA

# fmt: off
PARTICLES = frozenset((
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "du", "la", "le", "ter", "ten",
    "el", "al", "ul", "bin", "bint", "ibn", "ben", "abu", "st", "san",
))
# fmt: on
PARTICLES_AND_FIRST_NAMES = frozenset(("al", "ben", "del", "van"))
"""A name that begins with one of these may be a whole one, Ben Chen, or a surname alone, Ben Ali."""


TITLES = frozenset(("dr", "drs", "dra", "doc", "doctor", "doctors", "prof", "professor", "mr", "mrs", "ms", "miss"))
"""Words that stand before a name and are never one themselves."""


@dataclass(frozen=True)  # without slots, so that what every other name is held against is put together once
class PersonName:
    """A name in the folded form used for comparing: lower case, no accents, hyphens as spaces.

    A lone name ("Patel", "Dmitri") stands in *bare* alone, since it may be either half.
    """

    given: tuple[str, ...] = ()
    surname: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()

    @cached_property
    def words(self) -> tuple[str, ...]:
        return self.given + self.surname + self.bare

    @cached_property
    def spelled(self) -> str:
        return " ".join(self.words)

    @cached_property
    def is_full(self) -> bool:
        return bool(self.given and self.surname)


class Likeness(StrEnum):
    """How likely two names are one person. PART is a lone given name or surname inside the other's full name."""

    SAME = "same"
    INITIAL = "initial"
    PART = "part"
    CLOSE = "close"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Comparison:
    likeness: Likeness
    reason: str = ""


DIFFERENT = Comparison(Likeness.DIFFERENT)

_PARTS_OR_NOTHING = str.maketrans({**dict.fromkeys("-.,‐‑–", " "), **dict.fromkeys("'’`ʼ", "")})


def fold(text: str) -> tuple[str, ...]:
    """Return the words of *text* without case, accents, apostrophes and full stops; a hyphen parts two words.

    >>> fold("O’Brien-Müller")
    ('obrien', 'muller')
    """
    return _fold(text) if len(text) <= _AS_LONG_AS_A_NAME else _fold.__wrapped__(text)


_AS_LONG_AS_A_NAME = 60


@lru_cache(maxsize=16_384)  # every name is held against every other, with each message
def _fold(text: str) -> tuple[str, ...]:
    if not text.isascii():  # which few names are
        plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ø", "o").replace("ł", "l"))
        text = "".join([char for char in plain if not unicodedata.combining(char)])
    return tuple(text.translate(_PARTS_OR_NOTHING).casefold().split())


def same_place(one: str, other: str) -> bool:
    """Tell whether two institutions could be one, named in full or in part.

    >>> same_place("Mercy", "Mercy St. Louis"), same_place("Mercy West", "Mercy St. Louis"), same_place("", "Mercy")
    (True, False, False)
    """
    a, b = set(fold(one)), set(fold(other))
    return bool(a and b) and (a <= b or b <= a)


def without_titles(name: str) -> str:
    """Return a written name without the titles before it; empty where it is titles alone.

    >>> without_titles("Prof. Dr. Amy Stubblefield"), without_titles("dr")
    ('Amy Stubblefield', '')
    """
    words = name.split()
    while words and all(word in TITLES for word in fold(words[0])):
        del words[0]
    return " ".join(words)


@lru_cache(maxsize=16_384)  # parsing takes a quarter of a millisecond, and a told name is held against every contact
def person_name(text: str) -> PersonName:
    """Take a written name apart.

    >>> person_name("Patel, Anita, MD")
    PersonName(given=('anita',), surname=('patel',), bare=())
    >>> person_name("Van der Merwe")
    PersonName(given=(), surname=('van', 'der', 'merwe'), bare=())
    """
    parsed = HumanName(text)
    first, middle, last = fold(parsed.first), fold(parsed.middle), fold(parsed.last)
    if first and first[0] in PARTICLES:
        return PersonName(surname=first + middle + last)
    if first and last:
        return PersonName(given=first + middle, surname=last)
    if last:
        return PersonName(surname=last)
    return PersonName(bare=first + middle or fold(text))


def compare(one: str, other: str) -> Comparison:
    """Say whether two written names could be one person, and why where it is not certain."""
    a, b = person_name(one), person_name(other)
    words_a, words_b = a.words, b.words
    if not words_a or not words_b:
        return DIFFERENT
    if words_a == words_b:
        return Comparison(Likeness.SAME)
    if a.is_full and b.is_full:
        return _compare_full(a, b)
    if a.is_full or b.is_full:
        full, part = (a, b) if a.is_full else (b, a)
        return _compare_part(full, part)
    shorter, longer = (words_a, words_b) if len(words_a) <= len(words_b) else (words_b, words_a)
    if longer[0] in PARTICLES_AND_FIRST_NAMES and longer[1:] == shorter:
        return Comparison(Likeness.PART, "the surname is the same")
    if _is_slip(a.spelled, b.spelled):
        return Comparison(Likeness.CLOSE, "the spelling is close")
    return DIFFERENT


def _compare_full(a: PersonName, b: PersonName) -> Comparison:
    if sorted(a.words) == sorted(b.words):
        return Comparison(Likeness.CLOSE, "the same names in another order")
    givens = _compare_given(a.given, b.given)
    if a.surname == b.surname:
        return givens
    if givens.likeness is Likeness.DIFFERENT:
        return DIFFERENT
    if _is_slip(" ".join(a.surname), " ".join(b.surname)):
        return Comparison(Likeness.CLOSE, "the surname is spelled almost alike")
    if set(a.surname) < set(b.surname) or set(b.surname) < set(a.surname):
        return Comparison(Likeness.CLOSE, "one surname is part of the other")
    return DIFFERENT


def _compare_given(a: tuple[str, ...], b: tuple[str, ...]) -> Comparison:
    if a == b:
        return Comparison(Likeness.SAME)
    if "".join(a) == "".join(b):
        return Comparison(Likeness.SAME)
    if a[0] != b[0]:
        return _compare_first_given(a, b)
    # Past the first name, a word told on one side only says nothing; two that disagree are two people.
    if any(not _initial_of(x, y) for x, y in zip(a[1:], b[1:], strict=False)):
        return DIFFERENT
    return Comparison(Likeness.SAME)


def _compare_first_given(a: tuple[str, ...], b: tuple[str, ...]) -> Comparison:
    first, second = sorted((a[0], b[0]), key=len)
    if len(first) == 1:
        return Comparison(Likeness.INITIAL, "the initial fits") if second.startswith(first) else DIFFERENT
    shared = next((i for i, (x, y) in enumerate(zip(first, second, strict=False)) if x != y), len(first))
    if shared >= 3 and shared >= len(first) - 1:  # Svetlana and Sveta, Joseph and Jose
        return Comparison(Likeness.CLOSE, "one first name may be short for the other")
    if _is_slip(" ".join(a), " ".join(b)):
        return Comparison(Likeness.CLOSE, "the first name is spelled almost alike")
    return DIFFERENT


def _initial_of(x: str, y: str) -> bool:
    short, long = sorted((x, y), key=len)
    return x == y or (len(short) == 1 and long.startswith(short))


def _compare_part(full: PersonName, part: PersonName) -> Comparison:
    words = part.words
    if words == full.surname:
        return Comparison(Likeness.PART, "the surname is the same")
    if not part.surname and words in (full.given, full.given[:1]):
        return Comparison(Likeness.PART, "the first name is the same")
    if set(words) < set(full.surname) - PARTICLES or _is_middle_of(words, full):
        return Comparison(Likeness.CLOSE, "the surname is part of theirs")
    if _is_slip(part.spelled, " ".join(full.surname)):
        return Comparison(Likeness.CLOSE, "the surname is spelled almost alike")
    return DIFFERENT


def _is_middle_of(words: tuple[str, ...], full: PersonName) -> bool:
    """Tell whether the words close what stands before the surname, as the first of two surnames does.

    "Castillo-Hernandez" is called so who is Maria Castillo-Hernandez de la Vega in full.
    """
    return full.surname[:1] != () and full.surname[0] in PARTICLES and words == full.given[1:][-len(words) :]


def _is_slip(one: str, other: str) -> bool:
    """Tell whether one is a misspelling of the other: one slip, or two in a name of eight letters or more.

    Names of three letters or fewer (Le, Vo, Kim, Lee) differ by one letter too often to be guessed at.
    """
    shorter, longer = len(one), len(other)
    if shorter > longer:
        shorter, longer = longer, shorter
    slips = 2 if shorter >= 8 else 1
    if shorter < 4 or longer - shorter > slips:
        return False
    return OSA.distance(one, other) <= slips
