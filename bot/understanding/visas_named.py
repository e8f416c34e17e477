"""Which visas a message names, and which of them it speaks of together ("J-1 and H-1B")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.understanding.asked import is_question
from bot.understanding.lexicon import word_set
from bot.understanding.outline import Outline
from bot.understanding.polarity import AFTER, Verdict, judge
from bot.understanding.rule import holds_any

JOINTS = word_set("and or & + / , n nor as well plus")


@dataclass(frozen=True, slots=True)
class VisaGroup:
    """Visas that are spoken of together ("J-1 and H-1B"): items *start* to *end* (exclusive)."""

    start: int
    end: int
    visas: tuple[str, ...]

    @property
    def is_generic(self) -> bool:
        return self.visas == ("any",)


def visa_sentences(outline: Outline) -> Iterator[tuple[tuple[int, int], list[VisaGroup], bool]]:
    """Every sentence of a message that speaks of visas, the visas it names, and whether it is a question."""
    if holds_any(outline.text, _ABOUT_VISAS):
        for start, end in outline.sentences():
            groups = _groups(outline, start, end)
            counted = _of_both_kinds(outline.text_of(start, end), _that_count(outline, groups))
            yield (start, end), counted, is_question(outline, start, end)


def _that_count(outline: Outline, groups: list[VisaGroup]) -> list[VisaGroup]:
    """Where kinds of visas are named, those alone, and "any visa" where it is said of another place than they are."""
    kinds = [group for group in groups if not group.is_generic]
    return [group for group in groups if not group.is_generic or _is_apart(outline, group, kinds)]


def _of_both_kinds(sentence: str, groups: list[VisaGroup]) -> list[VisaGroup]:
    """Where no kind is named, "visas" are the two of trainees if the sentence says so: "they do both kinds"."""
    if not all(group.is_generic for group in groups) or not _BOTH_KINDS.search(sentence):
        return groups
    return [replace(group, visas=("both",)) for group in groups]


_BOTH_KINDS = re.compile(r"\bboth (?:kinds|types|sorts)\b")


def _is_apart(outline: Outline, group: VisaGroup, kinds: list[VisaGroup]) -> bool:
    """Whether another place stands between "any visa" and each kind that is named beside it."""
    before = max((kind.end for kind in kinds if kind.end <= group.start), default=None)
    after = min((kind.start for kind in kinds if kind.start >= group.end), default=None)
    gaps = [(before, group.start)] if before is not None else []
    gaps += [(group.end, after)] if after is not None else []
    return all(_APART.search(outline.text_of(*gap)) for gap in gaps)


_APART = re.compile(r"\bPLACE\b")


def visas_told(outline: Outline) -> Iterator[tuple[tuple[int, int], list[VisaGroup]]]:
    """The sentences that may say something of visas, with the visas they name; where kinds are named, those alone."""
    return ((sentence, groups) for sentence, groups, asked in visa_sentences(outline) if not asked)


_ABOUT_VISAS = ("VISA", "sponsor", "citizen", "permanent", "green card", " gc ", "both", "us grads")


def _groups(outline: Outline, start: int, end: int) -> list[VisaGroup]:
    groups: list[VisaGroup] = []
    index = start
    while index < end:
        if outline.items[index].word != "VISA":
            index += 1
            continue
        first, visas, last = index, [outline.items[index].value or ""], index + 1
        while True:
            ahead = last
            while ahead < end and outline.items[ahead].word in JOINTS:
                ahead += 1
            if outline.text_of(last, ahead).startswith("+ +") or is_a_no(outline, last, end):
                break  # "J-1 ++, H-1B no", "H-1B n / J-1 y"
            if ahead < end and ahead > last and outline.items[ahead].word == "VISA":
                if ahead == last + 1 and _contrasts(outline, start, first, ahead, end):
                    break
                if (
                    outline.items[last].word == ","
                    and ahead > last + 1
                    and _is_apart_after(_behind(outline, ahead, end))
                ):
                    break  # "J-1, and H-1B if you ask", "J-1, and H-1B not this year"
                visas.append(outline.items[ahead].value or "")
                last = ahead + 1
            else:
                break
        denied_first = (
            first > start and outline.items[first - 1].word in {"no", "not"} and len(visas) > 1 and last - first > 2
        )
        rest = _behind(outline, last - 1, end) if denied_first else ""
        if denied_first and (_ON_TERMS.match(rest) or any(rule.pattern.match(rest) for rule in AFTER)):
            groups.append(VisaGroup(first, first + 1, (visas[0],)))
            first, visas = last - 1, visas[-1:]
        groups.append(VisaGroup(first, last, tuple(visas)))
        index = last
    return groups


def _behind(outline: Outline, index: int, end: int) -> str:
    return f" {outline.text_of(index + 1, end)} "


def _is_apart_after(after: str) -> bool:
    """Whether what follows a visa, a condition or a no or maybe, is said of it alone."""
    ruled = next((rule.says for rule in AFTER if rule.pattern.match(after)), None)
    return bool(_ON_TERMS.match(after)) or ruled in {Verdict.NO, Verdict.MAYBE}


_ON_TERMS = re.compile(r" (?:with|w|if|once|through|via|after|when)\b")


def is_a_no(outline: Outline, start: int, end: int) -> bool:
    """Whether the first word is an "n" for "no" and not for "and": "H-1B n / J-1 y"."""
    if start >= end or outline.items[start].word not in {"and", "n"}:
        return False
    item = outline.items[start]
    ends = (
        start + 1 == end
        or outline.items[start + 1].word in _MARKS
        or _is_followed_by_a_verdict(outline, start + 1, end)
    )
    return ends and outline.reading.words_of(item.start, item.end).lower() == "n"


def _is_followed_by_a_verdict(outline: Outline, index: int, end: int) -> bool:
    """Whether the next visa has its own yes or no, as the one before the "n" has: "H-1B n J-1 y"."""
    return outline.items[index].word == "VISA" and index + 1 < end and outline.items[index + 1].word in _SHORT_VERDICTS


_SHORT_VERDICTS = word_set("y n yes no")
_MARKS = word_set(', ; / | . ) ( - – — " ” •') | {"\n"}


def _contrasts(outline: Outline, start: int, first: int, second: int, end: int) -> bool:
    """Whether the next visa is ruled on after it, otherwise than the first: "they won't do H-1B, J-1 yes".

    Of a first one that stands in a list, a no or a maybe after the next says nothing: "Kern: J-1, H-1B rarely".
    """
    if outline.items[second - 1].word != ",":
        return False
    after = f" {outline.text_of(second + 1, end)} "
    ahead = next((rule.says for rule in AFTER if rule.pattern.match(after)), None)
    ruling = judge(f" {outline.text_of(start, first)} ", " ")
    if ahead is None or ruling is not None:
        return ahead is not None and ruling is not None and ruling.verdict is not ahead
    return ahead in {Verdict.NO, Verdict.MAYBE} and not after.startswith(" : ")
