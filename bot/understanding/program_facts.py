"""What is told of a program besides visas: takes IMGs, has an opening, turns prelims into categoricals."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.domain.vocabulary import FactKind
from bot.understanding.asked import answered, is_question
from bot.understanding.hidden_layer import network
from bot.understanding.img_friendly import img_rule
from bot.understanding.meaning import FactMention
from bot.understanding.openings import (
    IN_OPENINGS,
    OPENING_ASKED,
    OPENINGS_HEADING,
    POSITION_WORDS,
    listed_openings,
    opening_evidence,
    positions_named,
)
from bot.understanding.outline import Outline
from bot.understanding.prelim_conversions import (
    CONVERSION_ENTRY,
    CONVERSIONS_HEADING,
    IN_A_HEADING,
    OTHER_HEADING,
    converts_rule,
    listed_conversions,
)
from bot.understanding.rule import holds_any
from bot.understanding.statements import NOTHING, VALUES, may_speak_of, weigh
from bot.understanding.subjects import Subjects
from bot.understanding.visa_echoes import echoes


def program_facts(outline: Outline, subjects: Subjects) -> Iterator[FactMention]:
    """Yield what each statement says of a program besides visas; a question says nothing."""
    listing = False
    for start, end in outline.sentences():
        text = outline.text_of(start, end)
        heading = CONVERSIONS_HEADING.search(text) if holds_any(text, IN_A_HEADING) else None
        listing = bool(heading) or (listing and not OTHER_HEADING.search(text))
        if listing:
            yield from listed_conversions(outline, start, end, heading.end() if heading else 0)
        if holds_any(text, IN_OPENINGS) and (opened := OPENINGS_HEADING.match(text)) and "PLACE" in text:
            yield from listed_openings(outline, start, end, opened.end())
            continue
        words = text.split()
        spoken_of = [
            (kind, rule)
            for kind, rule in ((FactKind.IMG_FRIENDLY, img_rule), (FactKind.CONVERTS_PRELIMS, converts_rule))
            if may_speak_of(kind, words) and not (listing and kind is FactKind.CONVERTS_PRELIMS and not heading)
        ]
        names_a_position = not POSITION_WORDS.isdisjoint(words)
        if not (spoken_of or names_a_position):
            continue
        asked = is_question(outline, start, end)
        if spoken_of and (asked or " ? " in text) and (answer := answered(outline, start, end)):
            sentence = _Sentence(outline, subjects, start, end, text)
            if opening := OPENING_ASKED.search(f"{text} ?"):
                at = opening.start()
                position = outline.items[outline.item_index(outline.items[start].at + at)].value
                if answer != "no" and position:
                    yield from sentence.facts("answered", FactKind.OPENING, position, at, at + 1, _OF_AN_ANSWER)
                continue
            for kind, _ in spoken_of:
                yield from sentence.facts("answered", kind, answer, len(text) - 1, len(text), _OF_AN_ANSWER)
            continue
        if asked:
            continue
        if heading and CONVERSION_ENTRY.search(text, heading.end()):
            continue
        sentence = _Sentence(outline, subjects, start, end, text)
        converts = False
        for kind, rule in spoken_of:
            value, begin, finish = rule(sentence.text)
            verdict = weigh(kind, words, value)
            if verdict.value != NOTHING:
                converts = converts or kind is FactKind.CONVERTS_PRELIMS
                if not finish:  # the whole sentence says so: its place is the one before its end
                    begin, finish = len(sentence.text) - 1, len(sentence.text)
                yield from sentence.facts(verdict.why, kind, verdict.value, begin, finish, verdict.share)
                yield from sentence.echoed(kind, verdict.value, begin)
        if names_a_position:
            yield from _openings(sentence, converts)


_OF_AN_ANSWER = 0.8


@dataclass(frozen=True, slots=True)
class _Sentence:
    outline: Outline
    subjects: Subjects
    start: int
    end: int
    text: str

    def facts(
        self, why: object, kind: FactKind, value: str, begin: int, finish: int, share: float = 0.95
    ) -> Iterator[FactMention]:
        """The fact of each subject that characters *begin* to *finish* of the sentence state."""
        base = self.outline.items[self.start].at
        first = self.outline.item_index(base + begin)
        last = self.outline.item_index(base + finish - 1) + 1
        first = self._behind_its_place(first, last)
        span = self.outline.reading.span(self.outline.items[first].start, self.outline.items[last - 1].end)
        self.outline.reading.note("said of a program", span, f"{kind}: {value}", why=why)
        for about, confidence in self.subjects.of_statement(self.start, self.end, first, last):
            yield FactMention(about, kind, value, span=span, confidence=round(confidence * share, 2))

    def echoed(self, kind: FactKind, value: str, begin: int) -> Iterator[FactMention]:
        """What is said of another program in a word or two: "Kern takes IMGs, Kent doesn't"."""
        said_at = self.outline.items[self.start].at + begin
        for echo in echoes(self.outline, self.start, self.end):
            item = self.outline.items[echo.start]
            said = value if echo.verdict is None else echo.verdict.value
            if item.at > said_at and said in VALUES[kind]:
                span = self.outline.reading.span(item.start, self.outline.items[echo.end - 1].end)
                self.outline.reading.note("said of another program", span, f"{kind}: {said}")
                yield FactMention(echo.place.name, kind, said, span=span, confidence=0.7)

    def _behind_its_place(self, first: int, last: int) -> int:
        """*first*, or the item after a place among those: "PLACE converts", "POSITION at PLACE never convert"."""
        items = self.outline.items
        named = (
            at for at in range(last - 1, first - 1, -1) if items[at].place and items[at - 1].word not in _ELSEWHERE
        )
        return min(next(named, first - 1) + 1, last - 1)


_ELSEWHERE = frozenset({"from", "than", "like"})


def _openings(sentence: _Sentence, converts: bool) -> Iterator[FactMention]:
    told = set[str]()
    base = sentence.outline.items[sentence.start].at
    for named in positions_named(sentence.outline, sentence.start, sentence.end, converts):
        evidence = opening_evidence(named)
        learned = network("opening")
        weight = learned.weight(evidence)
        if weight <= 0 or named.value in told:
            continue
        told.add(named.value)
        why, share = learned.strongest(evidence), 1 / (1 + math.exp(-weight))
        item, at = named.item, named.item.at - base
        where = sentence
        if _AT_A_PLACE.match(named.after):  # wherever the sentence has been before
            where = replace(sentence, start=sentence.outline.item_index(item.at), text=sentence.text[at:])
            at = 0
        yield from where.facts(why, FactKind.OPENING, named.value, at, at + len(item.word), share)


_AT_A_PLACE = re.compile(
    r" (?:(?:itself|spots?|seats?|slots?|positions?|openings?|post|job|year|ones?|vacanc(?:y|ies)|open|available|"
    r"opening|up|is|for|POSITION|SPEC|DATE) )*(?:(?:over )?(?:at|@) (?:the )?|\( )PLACE\b"
)
