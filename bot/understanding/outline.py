"""The outline of a message: its words in lower case, with what was found replaced by a word in capitals.

    met Dr. Anita Patel, PD at Mercy, sponsors H-1B. email her my CV thursday
    met PERSON , ROLE at PLACE , sponsors VISA . email her my cv DATE

Rules about facts, tasks and intents are patterns over this text, so that they need no lists of names or ways of saying.
Shorthand stands in its full form ("msg" as "message"), so a rule is written once.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.understanding.dates import DateMention
from bot.understanding.lexicon import Hit, word_set
from bot.understanding.meaning import Span
from bot.understanding.reading import Person, Place, Reading
from bot.understanding.tokens import Token


class Item(NamedTuple):
    """One word of the outline: tokens *start* to *end* (exclusive), at *at* in the outline's text."""

    word: str
    start: int
    end: int
    at: int
    person: Person | None = None
    place: Place | None = None
    value: str | None = None


class Outline:
    """The outline's text and, for every place in it, the words of the message that stand there."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.items = list(_items(reading))
        self.text = " ".join([item.word for item in self.items])
        self._offsets = [item.at for item in self.items]
        self._dates = {item.value: index for index, item in enumerate(self.items) if item.word == "DATE"}
        self.bounds = sentence_bounds(self.items)
        ends = [*self.bounds[1:], len(self.items)]
        self._sentences = [(start, end) for start, end in zip(self.bounds, ends, strict=True) if end > start]

    def item_index(self, offset: int) -> int:
        """Index of the item that covers *offset* of the outline's text."""
        return max(bisect_right(self._offsets, offset) - 1, 0)

    def item_at(self, token: int) -> int:
        """Index of the item that token *token* is part of."""
        return bisect_right(self.items, token, key=lambda item: item.start) - 1

    def items_between(self, start: int, end: int) -> list[Item]:
        """The items of a stretch of the outline's text, such as a match."""
        if end <= start:
            return []
        return self.items[self.item_index(start) : self.item_index(end - 1) + 1]

    def span(self, start: int, end: int) -> Span:
        """The characters of the message behind a stretch of the outline's text."""
        items = self.items_between(start, end)
        return self.reading.span(items[0].start, items[-1].end)

    def date_item(self, mention: DateMention) -> int | None:
        """The item that stands for a date; None where other finds took its words."""
        number = str(next((i for i, each in enumerate(self.reading.dates) if each is mention), ""))
        return self._dates.get(number)

    def sentence_of(self, item: int) -> tuple[int, int]:
        """First and last (exclusive) item of the sentence that holds *item*."""
        place = bisect_right(self.bounds, item) - 1
        end = self.bounds[place + 1] if place + 1 < len(self.bounds) else len(self.items)
        return self.bounds[place], end

    def sentences(self) -> Sequence[tuple[int, int]]:
        """First and last (exclusive) item of each sentence."""
        return self._sentences

    def text_of(self, start: int, end: int) -> str:
        """The outline's text of items *start* to *end* (exclusive)."""
        if end <= start:
            return ""
        last = self.items[end - 1]
        return self.text[self.items[start].at : last.at + len(last.word)]


_ENDS = frozenset(".!?;\n•")
_ABBREVIATED = word_set("dr prof mr mrs ms st sts mt assoc asst dept jr sr vs tel ext approx dra drs")


def sentence_bounds(items: list[Item]) -> list[int]:
    """The index of the first item of each sentence."""
    bounds = [0]
    for index in [index for index, item in enumerate(items) if item.word in _ENDS]:
        item = items[index]
        if item.word == "." and index and _abbreviates(items, index):
            continue
        if item.word == "?" and _names_a_topic(items, bounds[-1], index):
            continue
        bounds.append(index + 1)
    return bounds


def _names_a_topic(items: list[Item], start: int, end: int) -> bool:
    """Whether a question is no more than what the next words are about: "H-1B? they used to"."""
    start = next((index + 1 for index in range(end - 1, start - 1, -1) if items[index].word in _OPENS), start)
    said = [item.word for item in items[start:end] if item.word not in _MARKS]
    follows = end + 1 < len(items) and items[end + 1].word not in _ENDS
    return follows and 0 < len(said) <= _TOPIC and not _ASKING & set(said) and not _TOPICS.isdisjoint(said)


_OPENS = frozenset(":\"'“‘")
_MARKS = frozenset("\"'“”‘’:,-–—•()→>=") | {"PLACE"}
_TOPIC = 3  # words
_TOPICS = word_set("VISA POSITION img imgs letter lor prelims converts convert conversion conversions")
_ASKING = word_set("who what which when where why how does do did is are any can could")


def _abbreviates(items: list[Item], index: int) -> bool:
    """Whether the full stop at *index* belongs to the word before it: "dr.", and "no." before a number."""
    word = items[index - 1].word
    if word == "no":
        return index + 1 < len(items) and items[index + 1].word[:1].isdigit()
    return word in _ABBREVIATED


def _items(reading: Reading) -> Iterator[Item]:
    found = _found(reading)
    at = behind = 0
    made = tuple.__new__  # as in tokenise
    for index, token in enumerate(reading.tokens):
        if index < behind:
            continue
        if index in found:
            word, behind, person, place, value = found[index]
            yield made(Item, (word, index, behind, at, person, place, value))
        else:
            word = token.key if token.text.isascii() and token.text.isalpha() else _plain(token)
            yield made(Item, (word, index, index + 1, at, None, None, None))
        at += len(word) + 1


def _plain(token: Token) -> str:
    if not token.is_word:
        return token.text
    word = token.text.lower().replace("’", "'")
    return _HYPHENLESS.get(word, word)


_HYPHENLESS = {"thank-you": "thank-you", "e-mail": "email"}
_Unit = tuple[str, int, Person | None, Place | None, str | None]


def _found(reading: Reading) -> dict[int, _Unit]:
    """What stands for more than its words, by first token; of overlapping ones the first told wins."""
    found: dict[int, _Unit] = {}
    taken: set[int] = set()
    for start, end, unit in (*_names(reading), *_meanings(reading)):
        if end > start and taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            found[start] = unit
    return found


def _names(reading: Reading) -> Iterator[tuple[int, int, _Unit]]:
    for person in reading.people:
        for start, end in person.mentions:
            yield start, end, ("PERSON", end, person, None, None)
    for place in reading.places:
        yield place.start, place.end, ("PLACE", place.end, None, place, None)


def _meanings(reading: Reading) -> Iterator[tuple[int, int, _Unit]]:
    """Words of the vocabulary, dates and details, those first that win over the ones after."""
    yield from _as_units((hit for hit in reading.hits_of("roles") if _is_of_visas(reading, hit)), "ROLE")
    yield from _as_units(reading.hits_of("visas"), "VISA")
    for number, mention in enumerate(reading.dates):
        covered = reading.token_range(mention.span)
        yield covered.start, covered.stop, ("DATE", covered.stop, None, None, str(number))
    for detail in reading.details:
        covered = reading.token_range(detail.span)
        yield covered.start, covered.stop, (detail.kind.name, covered.stop, None, None, detail.written)
    yield from _as_units((hit for hit in reading.hits_of("positions") if hit.end - hit.start > 1), "POSITION")
    yield from _as_units((hit for hit in reading.hits_of("roles") if not _is_at_once(reading, hit)), "ROLE")
    yield from _as_units((hit for hit in reading.hits_of("specialties") if hit.end - hit.start > 1), "SPEC")
    yield from _as_units(reading.hits_of("positions"), "POSITION")
    for hit in reading.hits_of("shorthand"):
        if _shorthand_fits(reading, hit.value, hit.start, hit.end):
            yield hit.start, hit.end, (hit.value, hit.end, None, None, None)
    for hit in reading.hits_of("institutions", "own"):
        yield hit.start, hit.end, ("own program", hit.end, None, None, None)
    yield from _as_units(reading.hits_of("events", "conference", "rotation"), "EVENT")
    yield from _as_units(reading.hits_of("specialties"), "SPEC")
    for hit in reading.hits_of("titles", "before"):
        if reading.person_at(hit.end) or (reading.key(hit.end) == "." and reading.person_at(hit.end + 1)):
            yield hit.start, hit.end, ("dr", hit.end, None, None, None)


def _is_at_once(reading: Reading, hit: Hit) -> bool:
    """Whether "rn" is right now, and no nurse: "emailing cv 2 her rn"."""
    written = reading.tokens[hit.start].text
    return written == "rn" and reading.key(hit.start - 1) in _WHOM | _AT_WHOM and _ends_there(reading.tokens, hit.end)


_WHOM = word_set("me you us")
_AT_WHOM = word_set("her him them it this that")


def _is_of_visas(reading: Reading, hit: Hit) -> bool:
    """Whether a role is one of visas: "our visa lawyer" names no visa."""
    return hit.end - hit.start > 1 and reading.key(hit.start) == "visa"


def _as_units(hits: Iterable[Hit], word: str) -> Iterator[tuple[int, int, _Unit]]:
    for hit in hits:
        yield hit.start, hit.end, (word, hit.end, None, None, hit.value)


_SHOTS = word_set("vax vaccine vaccination immunization immunisation shot flu med medical")
_NEEDS_VERB_AFTER = word_set("i'll she'd he'd we'd he'll she'll")
_NOT_AFTER_SUBJECT = word_set("is was are be feel feeling felt very so too got seriously critically mentally")


def _ends_there(tokens: Sequence[Token], index: int) -> bool:
    """Whether nothing follows that an "n" for "and" could join: the end, or a mark."""
    return index >= len(tokens) or tokens[index].text in _JOINS_NOTHING


def _is_a_year(reading: Reading, index: int) -> bool:
    """Whether "TY" at *index* is the transitional year, and nobody is thanked."""
    return reading.key(index + 1) in _OF_A_YEAR or reading.key(index - 1) in _A_YEAR


_OF_A_YEAR = word_set(
    "spot spots slot slots seat seats position positions opening openings x2 x3 x1 has have had takes @ at program "
    "programs year interns intern pgy1 residents residency never always"
)
_A_YEAR = word_set(
    "spot spots slot slots seat seats position positions opening openings x2 x3 x1 has have had takes @ at"
)
_OF_A_YEAR |= word_set("program programs year interns intern pgy1 residents residency never always")
_A_YEAR = word_set("of a an their our prelim pgy1 any the")
_JOINS_NOTHING = frozenset(".,;/|()\n")


_BEFORE_MEDICINE = word_set("the an their our runs heads leads directs")


def _shorthand_fits(reading: Reading, value: str, start: int, end: int) -> bool:
    """Ambiguous shorthand: "ill" is "i'll" but in "he was ill"; "shed" is "she'd" only after a subordinating word."""
    written = reading.tokens[start].text
    if value == "and" and start and reading.tokens[start - 1].text in {":", "|", "="}:
        return False  # "H: n" says no
    if value == "and" and written in {"n", "N"} and start and end - start == 1 and _ends_there(reading.tokens, end):
        return False  # "J-1 y, H-1B n."
    if value == "i'm" and (written == "IM" or (written == "im" and reading.key(start - 1) in _BEFORE_MEDICINE)):
        return False  # "the IM coordinator", "runs the im prog"
    if value == "thanks" and written == "TY" and _is_a_year(reading, start):
        return False  # "a TY spot"
    if value == "letter" and written in {"rec", "recs"} and reading.key(end) in _WHOM:
        return False  # "she'd rec me to her chair"
    if value == "letter" and written == "rec" and reading.key(start - 1) in _SHOTS:
        return False  # "needs my vax rec"
    if value == "maybe" and written == "prob" and reading.key(start - 1) in {"no", "a", "the"}:
        return False  # "no prob with H-1B"
    if end - start > 1 or "'" in written or "’" in written:
        return True
    if value in _NEEDS_VERB_AFTER:
        before, after = reading.key(start - 1), reading.key(end)
        return before not in _NOT_AFTER_SUBJECT and before not in {"the", "a", "my"} and after.isalpha()
    return not (written in {"Will", "May"} and start)
