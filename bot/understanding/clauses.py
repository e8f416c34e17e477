"""The clauses of a message: who does what in each, and whether it is told, wanted or still to be done.

Facts, follow-ups and intents are all read from clauses, so that what counts as one is decided here alone.
"""

from bisect import bisect_left
from dataclasses import dataclass

from bot.understanding.cues import Cue, find_cues
from bot.understanding.dates import DateMention, Kind, Tense
from bot.understanding.lexicon import word_set
from bot.understanding.outline import Item, Outline

_MARKS = frozenset(',;:()[]"“”*|/>=–—') | {"-", "'", "‘", "→"}
_ALWAYS = word_set("but then because so when while once if unless although though which who whereas")
_COORDINATORS = word_set("and & + or n plus")
_CUTTING = _MARKS | _ALWAYS | _COORDINATORS
_IDLE = word_set(
    "also then maybe please just again still really perhaps definitely probably first later the a an dr . PERSON so now"
)
_SUBJECTS = frozenset({"me", "other", "bot", "must", "will", "would"})
_NOUN_JOINED = frozenset({"document", "letter", "appointment"})
_THINGS = frozenset({"document", "letter", "thank", "connect", "call", "email", "apply"})
_OWNED = word_set("my his her their your a an the updated")
ACTS = frozenset({"send", "email", "call", "meet", "thank", "connect", "apply", "follow", "task", "ask"})
"""Cues that name something a person does."""


@dataclass(slots=True)
class Clause:
    """Items *start* to *end* (exclusive); *joint* is the word or mark before it, "" at the start of a sentence.

    *hints* are the names of its cues.
    """

    start: int
    end: int
    joint: str
    sentence: int
    cues: list[Cue]
    hints: set[str]
    dates: list[int]
    quoted: bool
    head: Cue | None = None  # as owed.py finds it, once it was asked for

    def has(self, *names: str) -> bool:
        return not self.hints.isdisjoint(names)


class Clauses:
    """The clauses of one outline."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.words = _spelled([item.word for item in outline.items])
        self.cues = find_cues(self.words)
        self._cue_starts = [cue.start for cue in self.cues]
        self.by_item: dict[int, list[Cue]] = {}
        for cue in self.cues:
            self.by_item.setdefault(cue.start, []).append(cue)
        self.all: list[Clause] = []
        self.dates = [index for index, word in enumerate(self.words) if word == "DATE"]
        self._quoted = inside_quotes(self.words)
        for number, (start, end) in enumerate(outline.sentences()):
            self._cut(number, start, end)

    def _cut(self, number: int, start: int, end: int) -> None:
        begin, joint, words = start, "", self.words
        for position in range(start, end):
            word = words[position]
            if word not in _CUTTING:
                continue
            if position == begin:
                cuts = word not in _COORDINATORS
            else:
                cuts = self._cuts(position, end) or self._adds(begin, position, end)
            if cuts:
                self._add(begin, position, joint, number)
                begin, joint = position + 1, word
        self._add(begin, end, joint, number)

    def _add(self, start: int, end: int, joint: str, sentence: int) -> None:
        if end <= start:
            return
        low, high = bisect_left(self._cue_starts, start), bisect_left(self._cue_starts, end)
        cues = [cue for cue in self.cues[low:high] if cue.end <= end + 1]
        hints = {cue.name for cue in cues}
        dates = [index for index in self.dates if start <= index < end] if self.dates else []
        self.all.append(Clause(start, end, joint, sentence, cues, hints, dates, self._quoted[start]))

    def _cuts(self, position: int, end: int) -> bool:
        """Whether a clause ends before item *position*."""
        word = self.words[position]
        if word in _ALWAYS:
            return word != "so" or self.words[position - 1] not in {"do", "think"}
        if word == ":" and self.words[position - 1] == "about":
            return False  # "text her re: my score"
        if word in _MARKS:
            return not (word in "-/'" and not self._acts_next(position + 1, end)) or self._parts_notes(position)
        return word in _COORDINATORS and self._acts_next(position + 1, end) and not self._joins_people(position, end)

    def _parts_notes(self, position: int) -> bool:
        """Whether a slash with room on both sides parts one note from the next: "met Rao / nice / cv by 5pm"."""
        if self.words[position] != "/":
            return False
        reading = self.outline.reading
        token = reading.tokens[self.outline.items[position].start]
        return (
            reading.text[token.start - 1 : token.start].isspace() and reading.text[token.end : token.end + 1].isspace()
        )

    def _joins_people(self, position: int, end: int) -> bool:
        """Whether two people are named for one thing: "owe drs Bly & Okoro thank-yous"."""
        if self.words[position - 1] != "PERSON":
            return False
        after = position + 1
        while after < end and self.words[after] in {"dr", "."}:
            after += 1
        cues = self.by_item.get(after + 1, ())
        return self.words[after : after + 1] == ["PERSON"] and bool(cues) and all(not cue.form for cue in cues)

    def _adds(self, begin: int, position: int, end: int) -> bool:
        """Whether "and" leads to another thing for somebody: "a thank-you to him + cv to Amal", not "cv + abstract"."""
        if self.words[position] not in _COORDINATORS:
            return False
        told = {cue.name for index in range(begin, position) for cue in self.by_item.get(index, ())} & _THINGS
        if not told:
            return False
        dated, plain = "DATE" in self.words[begin:position], True
        for index in range(position + 1, min(position + 4, end)):
            things = {cue.name for cue in self.by_item.get(index, ())} & _THINGS
            if things:
                if dated and "DATE" in self.words[index + 1 : min(index + 3, end)]:
                    return True  # "forms by DATE and badge photos by DATE"
                return plain and (things.isdisjoint(told) or self.words[index + 1 : index + 2] == ["to"])
            if self.words[index] not in _IDLE and self.words[index] not in _OWNED:
                plain = False
                if not dated:
                    break
        return False

    def _acts_next(self, position: int, end: int) -> bool:
        """Whether a subject, a modal or an action comes next, and not another noun of a list."""
        while position < end and self.words[position] in _IDLE:
            position += 1
        if position >= end:
            return False
        cues = self.by_item.get(position, ())
        if any(cue.name in _NOUN_JOINED and not cue.form for cue in cues):
            return False
        return (
            any(cue.name in _SUBJECTS or cue.name == "thank" or cue.form for cue in cues)
            or self.words[position] in _ALWAYS
        )

    def items(self, clause: Clause) -> list[Item]:
        return self.outline.items[clause.start : clause.end]

    def mention(self, index: int) -> DateMention:
        """The date that stands at item *index*."""
        return self.outline.reading.dates[int(self.outline.items[index].value or 0)]


_FIGURES = {"2": "to", "4": "for"}
_AFTER_FIGURES = word_set("her him them dr PERSON ROLE me my the his their a us both letter letters cv advice help")


def _spelled(words: list[str]) -> list[str]:
    """The words with figures that stand for words in full: "cv 2 her", "wants me 2 call", "ask 4 a letter"."""
    if _FIGURES.keys().isdisjoint(words):
        return words
    for index, following in enumerate(words[1:]):
        if words[index] in _FIGURES and (
            following in _AFTER_FIGURES or any(cue.form == "plain" for cue in find_cues((following,)))
        ):
            words[index] = _FIGURES[words[index]]
    return words


def inside_quotes(words: list[str]) -> list[bool]:
    """For each word, whether it stands between quotation marks; a mark that is never closed opens nothing."""
    inside = [False] * len(words)
    if _QUOTES.keys().isdisjoint(words):
        return inside
    opened: dict[str, int] = {}
    for index, word in enumerate(words):
        mark = _QUOTES.get(word)
        if mark is None:
            continue
        begun = opened.pop(mark, None)
        if begun is None:
            opened[mark] = index
        else:
            inside[begun : index + 1] = [True] * (index + 1 - begun)
    return inside


_QUOTES = {'"': '"', "“": '"', "”": '"', "'": "'", "‘": "'"}


def date_cue(mention: DateMention) -> str:
    """What a date says of its clause: "date ahead", "date past", "clock", "lasting"."""
    if mention.kind in {Kind.CLOCK, Kind.DURATION, Kind.RECURRING, Kind.UNKNOWN}:
        return str(mention.kind)
    if mention.tense is Tense.PAST or mention.due is None or mention.just_passed:
        return "date past"
    return "date by" if mention.bound in {"by", "before", "within"} else "date ahead" if mention.tense else "date"
