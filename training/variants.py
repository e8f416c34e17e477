"""Make many messages of one labelled message: other names and hospitals, no capitals, dictated, typed in haste.

What names the people and institutions of a message is known from its labels; putting others in their place teaches the
reader to go by the words around a name. The same seed gives the same variants.
"""

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.understanding.lexicon import vocabulary, word_set
from bot.understanding.reading import COMMON_WORDS, FAMILY_NAMES, GIVEN_NAMES
from bot.understanding.tokens import Token, folded, tokenise
from training.corpus import Message
from training.labels import accepted

PERSON, PLACE = "person", "place"
_DROPPED = frozenset({"of", "at", "the", "in", "and", "&", "st", "-"})


@dataclass(frozen=True, slots=True)
class Named:
    """Characters *start* to *end* of a text name a person or a place."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and all that it names, in order."""

    text: str
    named: tuple[Named, ...]


def marked(message: Message) -> Marked:
    """Find the labelled names in the words of *message*."""
    tokens = tokenise(message.text)
    keys = [token.key for token in tokens]
    found: list[Named] = []
    taken: set[int] = set()
    labels = [(PERSON, name) for person in message.gold.get("people", ()) for name in accepted(person["name"])]
    people_words = {word for _, name in labels for word in _keys(name)}
    places = [
        name
        for label in (
            *(person.get("institution") for person in message.gold.get("people", ())),
            *(fact["about"] for fact in message.gold.get("facts", ())),
        )
        for name in accepted(label)
    ]
    labels += [(PLACE, name) for name in places if not set(_keys(name)) <= people_words | _NO_PLACE]
    for kind, name in sorted(labels, key=lambda label: -len(label[1])):
        words = _keys(name)
        if not words:
            continue
        for start in range(len(keys) - len(words) + 1):
            end = start + len(words)
            if keys[start:end] == words and taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                found.append(Named(tokens[start].start, _end(tokens[end - 1]), kind))
    for kind, name in labels:
        if kind == PERSON and len(_keys(name)) > 1:
            for word in _keys(name):
                for index, token in enumerate(tokens):
                    if (
                        token.key == word
                        and index not in taken
                        and len(word) > 2
                        and (word not in COMMON_WORDS or token.is_capitalised)
                    ):
                        taken.add(index)
                        found.append(Named(token.start, _end(token), PERSON))
    return Marked(message.text, _joined(sorted(found, key=lambda named: named.start), message.text))


_NO_PLACE = frozenset({"own", "program", "pd", "my", "our"})


def _joined(found: list[Named], text: str) -> tuple[Named, ...]:
    joined: list[Named] = []
    for named in found:
        if joined and joined[-1].kind == named.kind == PERSON and text[joined[-1].end : named.start] == " ":
            joined[-1] = Named(joined[-1].start, named.end, PERSON)
        else:
            joined.append(named)
    return tuple(joined)


def _end(token: Token) -> int:
    return token.end - 2 if token.is_possessive else token.end


def _keys(name: str) -> list[str]:
    return [token.key for token in tokenise(name)]


# -- other names

_FIRST = sorted(
    word_set("ka ma sha na ri to lu be chi ye zu an el o u ji ho ra vi da sa te ni gu fa mi lo pa so ha ko")
)
_LAST = sorted(
    word_set(
        "mura nko ska ev ian wi dze ski tan ero ulu oglu poor wal ani ez es dal sson stad ova li bu fu ye yan han ter"
    )
)
_LANDSCAPE = sorted(
    word_set(
        "creek falls ridge river lake hills valley point bay grove field park springs fork woods mountain coast "
        "basin rivers plains prairie island bend harbor bluff crossing meadow verde city heights hollow landing"
    )
)
_HOSPITAL_HEADS = (
    "St X",
    "Saint X",
    "X General",
    "X Memorial",
    "X Regional",
    "X Medical Center",
    "X Med Center",
    "X Hospital",
    "X Health",
    "X Clinic",
    "University of X",
    "U of X",
    "X University",
    "X Community",
    "X County",
    "Mount X",
    "X Baptist",
    "X Methodist",
    "X State",
    "X VA",
    "X Tech",
    "Our Lady of X",
    "X Valley",
    "X Med",
    "UT X",
    "UC X",
    "Mercy X",
    "Kaiser X",
    "HCA X",
    "Ascension X",
    "X Presbyterian",
    "X Medicine",
    "Providence X",
    "X Univ",
    "X Med Ctr",
    "X Hosp",
    "X Gen",
    "X Reg",
    "X Medical",
    "X Healthcare",
    "St X's",
    "X-Park",
)


class Substitutes:
    """Draws names that no message holds, in proportions like those of real ones."""

    def __init__(self, seed: int, institutions: Iterable[str]) -> None:
        self.random = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self.given = sorted(GIVEN_NAMES)
        self.family = sorted(FAMILY_NAMES)
        self.plain = sorted(word for word in COMMON_WORDS if 4 <= len(word) <= 8)
        self.wordy = sorted(FAMILY_NAMES & COMMON_WORDS)
        self.institutions = sorted(institutions)
        self.cities = sorted(vocabulary("places")["city"])

    def person(self, written: str) -> str:
        """Another name of as many words, written as *written* is."""
        words = written.split(" ")
        parts = []
        for number, word in enumerate(words):
            if len(folded(word).strip(".")) <= 2 and len(words) > 1:
                parts.append(word)
            elif (number == 0 and len(words) > 1) or (len(words) == 1 and self.random.random() < 0.4):
                parts.append(self._given())
            else:
                parts.append(self._family("-" in word))
        return _written_like(" ".join(parts), written)

    def _given(self) -> str:
        if self.random.random() < 0.25:
            return self._made_up(_FIRST, _FIRST)
        name = self.random.choice(self.given)
        return f"{name}-{self.random.choice(self.given)}" if self.random.random() < 0.04 else name

    def _family(self, hyphenated: bool) -> str:
        if hyphenated:
            return f"{self._family(False)}-{self._family(False)}"
        draw = self.random.random()
        if draw < 0.25:
            return self._made_up(_FIRST, _LAST)
        return self.random.choice(self.wordy if draw < 0.35 else self.family)

    def _made_up(self, heads: list[str], tails: list[str]) -> str:
        middle = "".join(self.random.choice(_FIRST) for _ in range(self.random.randint(0, 2)))
        return self.random.choice(heads) + middle + self.random.choice(tails)

    def place(self, written: str) -> str:
        draw = self.random.random()
        if draw < 0.4:
            name = self.random.choice(self.institutions)
        elif draw < 0.5:
            name = "".join(self.random.choice("ABCDEFGHIKLMNOPRSTUVW") for _ in range(self.random.randint(2, 5)))
        else:
            inner = self.random.choice(
                (
                    self._family(False),
                    self.random.choice(self.cities),
                    self._made_up(_FIRST, _LAST),
                    f"{self.random.choice(self.plain)} {self.random.choice(_LANDSCAPE)}",
                    self.random.choice(self.plain),
                )
            )
            name = self.random.choice((*_HOSPITAL_HEADS, *["X"] * 15)).replace("X", inner)
        if written == written.lower():
            return name.lower()
        return name if any(c.isupper() for c in name) else _titled(name)


def _written_like(name: str, written: str) -> str:
    if written == written.lower():
        return name.lower()
    if written.isupper() and len(written) > 3:
        return name.upper()
    return _titled(name)


def _titled(name: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda match: match.group().capitalize(), name)


def substituted(original: Marked, substitutes: Substitutes) -> Marked:
    """*original* with other people and other institutions, each word of a name replaced alike everywhere."""
    text, named, at = "", [], 0
    chosen: dict[str, str] = {}
    for one in original.named:
        written = original.text[one.start : one.end]
        text += original.text[at : one.start]
        if written.lower() not in chosen:
            draw = substitutes.person if one.kind == PERSON else substitutes.place
            chosen[written.lower()] = draw(written)
        start = len(text)
        text += chosen[written.lower()]
        named.append(Named(start, len(text), one.kind))
        at = one.end
    return Marked(text + original.text[at:], tuple(named))


def lowered(original: Marked) -> Marked:
    """*original* as typed on a phone: no capitals (where that keeps every letter in its place)."""
    text = original.text.lower()
    return Marked(text, original.named) if len(text) == len(original.text) else original


def without(original: Marked, pattern: re.Pattern[str], by: str = "") -> Marked:
    """*original* with what matches *pattern* outside of names put as *by*."""
    text, named, at = "", [], 0
    for one in (*original.named, None):
        end = one.start if one else len(original.text)
        text += pattern.sub(by, original.text[at:end])
        if one:
            start = len(text)
            text += original.text[one.start : one.end]
            named.append(Named(start, len(text), one.kind))
            at = one.end
    return Marked(text, tuple(named))


_TITLE_DOT = re.compile(r"\b([Dd])r\.? (?=$|\S)")
_MARKS = re.compile(r"[,;](?= )")


def variants(original: Marked, substitutes: Substitutes, count: int) -> list[Marked]:
    """*original* and *count* variants of it."""
    found = [original]
    for _ in range(count):
        variant = substituted(original, substitutes)
        draw = substitutes.random.random()
        if draw < 0.35:
            variant = lowered(variant)
        if draw < 0.15 or draw > 0.9:
            variant = without(variant, _MARKS)
        if 0.35 < draw < 0.45:
            variant = without(variant, re.compile(r"\bDr\. "), "doctor ")
        found.append(variant)
    return found
