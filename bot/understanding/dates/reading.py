"""From text to mentions: try the rules at each word that may open a date, join what belongs together, place it.

Linear in the length of the text: a rule looks at a few words from where it opens, and a match is never looked at again.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.understanding.dates.joining import Candidate, join, linked, with_part_of_day
from bot.understanding.dates.mention import Bound, DateMention, Kind, Tense, mention_of
from bot.understanding.dates.prepositions import bound_before
from bot.understanding.dates.rule import BEGINNING, Found, Rule
from bot.understanding.dates.rules import ALL_RULES
from bot.understanding.dates.words import LevelledText, level
from bot.understanding.meaning import Span


def _by_opening(rules: Iterable[Rule]) -> dict[str, tuple[Rule, ...]]:
    index: dict[str, tuple[Rule, ...]] = {}
    for rule in rules:
        for word in rule.opens.split():
            index[word] = (*index.get(word, ()), rule)
    return index


_RULES = _by_opening(ALL_RULES)
_AFTER_THE = {beginning for rule in _RULES["the"] for beginning in rule.pattern.beginnings()}


def compile_rules() -> None:
    """Compile the pattern of every rule now, and not with the first message that has need of it."""
    for rule in ALL_RULES:
        rule.pattern.compile()


def read_dates(text: str, now: datetime, rules: Sequence[Rule] | None = None) -> tuple[DateMention, ...]:
    """Every date, run of days and time of day told in the text, in the order told; spans do not overlap.

    *now* is the resident's wall clock, without a zone. With *rules*, only these are tried.
    """
    levelled = level(text)
    if levelled is None:
        return ()
    index = _RULES if rules is None else _by_opening(rules)
    candidates = [found for found in join(_find(levelled, now, index), levelled) if not found.told.needs_day]
    ends = [0, *(found.end for found in candidates)]
    return tuple(_placed(found, levelled, now, end) for found, end in zip(candidates, ends, strict=False))


def _find(levelled: LevelledText, now: datetime, index: Mapping[str, tuple[Rule, ...]]) -> list[Candidate]:
    candidates: list[Candidate] = []
    done = 0
    for i, word in enumerate(levelled.words):
        if word.opens not in index or word.level_start < done or (word.opens == "the" and _names_a_thing(levelled, i)):
            continue
        for candidate in _longest_first(levelled, i, now, index):
            if settled := _settled(candidate, candidates, levelled, now, index):
                candidates.append(with_part_of_day(settled, levelled))
                done = candidates[-1].end
                break
    return candidates


def _names_a_thing(levelled: LevelledText, i: int) -> bool:
    """Whether the word behind "the" is in no rule, so that none need be tried: "the program", not "the end of"."""
    if i + 1 == len(levelled.words):
        return True
    following = levelled.words[i + 1].level
    return not following[0].isdigit() and following[:BEGINNING] not in _AFTER_THE


def _longest_first(
    levelled: LevelledText, i: int, now: datetime, index: Mapping[str, tuple[Rule, ...]]
) -> Iterator[Candidate]:
    """The phrases that open at the word and are dates, longest first; of equals, the rule that is listed first."""
    text, start = levelled.text, levelled.words[i].level_start
    matches = [
        (match.end(), match, rule)
        for rule in index.get(levelled.words[i].opens, ())
        if rule.needs in text and (match := rule.pattern.match(text, start))
    ]
    matches.sort(key=lambda found: -found[0])
    for end, match, rule in matches:
        found = Found(match, now, _word_before(levelled, i), _word_after(levelled, end))
        if told := rule.produce(found):
            yield Candidate(start, end, rule, found, told)


def _settled(
    candidate: Candidate,
    so_far: Sequence[Candidate],
    levelled: LevelledText,
    now: datetime,
    index: Mapping[str, tuple[Rule, ...]],
) -> Candidate | None:
    """The candidate, counted from its day where it waits for one; None where none is told.

    "A week from" waits for the day that follows, "two days earlier" for the last one told before. "Two weeks after
    graduation" finds none, and the day it counts from is never itself a phrase that waits: that keeps time linear.
    """
    if candidate.told.link is None:
        return candidate
    if candidate.told.counts_back:
        days = (day for day in reversed(so_far[-3:]) if day.told.kind is Kind.DAY and day.counted_from is None)
        return linked(candidate, next(days, None), candidate.end)
    for j in _words_after(candidate, levelled):
        days = (day for day in _longest_first(levelled, j, now, index) if day.told.link is None)
        if day := next(days, None):
            return linked(candidate, day, day.end)
    return None


_UP_TO_A_DAY = re.compile(r" (?:(?:the|my|our|her|his|your|their|this)(?: [\w-]+){0,2}(?: on| is|,| \()? ?(?:the )?)?")
_WORDS_UP_TO_A_DAY = 6


def _words_after(candidate: Candidate, levelled: LevelledText) -> Iterator[int]:
    """Words at which the day counted from may begin: "the day before | Friday", "before my interview on | Dec 4"."""
    first = bisect_left(levelled.words, candidate.end, key=lambda word: word.level_start)
    for j in range(first, min(first + _WORDS_UP_TO_A_DAY, len(levelled.words))):
        if _UP_TO_A_DAY.fullmatch(levelled.text, candidate.end, levelled.words[j].level_start):
            yield j


def _word_before(levelled: LevelledText, i: int) -> str:
    if not i:
        return ""
    gap = levelled.text[levelled.words[i - 1].level_end : levelled.words[i].level_start]
    if "@" in gap:
        return "@"
    return levelled.words[i - 1].level.lower() if gap in (" ", " (", "", ": ", "-") else ""


_NEXT_WORD = re.compile(r"[ -]([\w']+)")


def _word_after(levelled: LevelledText, end: int) -> str:
    match = _NEXT_WORD.match(levelled.text, end)
    return match[1].lower() if match else ""


def _placed(candidate: Candidate, levelled: LevelledText, now: datetime, free_from: int) -> DateMention:
    told = candidate.told
    bound, start = bound_before(levelled, candidate.start, candidate.end, free_from)
    if bound and told.kind is not Kind.UNKNOWN:
        told = replace(told, bound=told.bound or bound, lasting=told.lasting or bound is Bound.UNTIL)
        if bound is Bound.SINCE and told.past:
            told = replace(told, tense=Tense.PAST)
    return mention_of(told, _span(levelled, start, candidate.end), candidate.rule.name, now)


def _span(levelled: LevelledText, start: int, end: int) -> Span:
    """The place in the text of a place in the levelled text."""
    words = levelled.words
    last = words[bisect_right(words, end - 1, key=lambda word: word.level_start) - 1]
    i = bisect_right(words, start, key=lambda word: word.level_start) - 1
    if i >= 0 and start < words[i].level_end:
        first = words[i].start
    else:  # an "@" between words
        first = words[i + 1].start - (words[i + 1].level_start - start)
    return Span(first, last.end + max(0, end - last.level_end))
