"""From text to mentions: try the rules at each word that may open a date, join what belongs together, place it.

Linear in the length of the text: a rule looks at a few words from where it opens, and a match is never looked at again.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.understanding.dates.joining import AFTER_LINK, Candidate, join, linked, with_part_of_day
from bot.understanding.dates.mention import Bound, DateMention, Kind, Tense, mention_of
from bot.understanding.dates.rule import Found, Rule
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


def read_dates(text: str, now: datetime, rules: Sequence[Rule] | None = None) -> tuple[DateMention, ...]:
    """Every date, run of days and time of day told in the text, in the order told; spans do not overlap.

    *now* is the resident's wall clock, without a zone. With *rules*, only these are tried.
    """
    levelled = level(text)
    if levelled is None:
        return ()
    index = _RULES if rules is None else _by_opening(rules)
    candidates = join(_find(levelled, now, index), levelled)
    return tuple(_placed(candidate, levelled, now) for candidate in candidates if not candidate.told.needs_day)


def _find(levelled: LevelledText, now: datetime, index: Mapping[str, tuple[Rule, ...]]) -> list[Candidate]:
    candidates: list[Candidate] = []
    done = 0
    for i, word in enumerate(levelled.words):
        if word.level_start < done or word.opens not in index:
            continue
        if best := _longest(levelled, i, now, index):
            candidates.append(with_part_of_day(best, levelled))
            done = candidates[-1].end
    return candidates


def _longest(levelled: LevelledText, i: int, now: datetime, index: Mapping[str, tuple[Rule, ...]]) -> Candidate | None:
    """The longest phrase that opens at the word and is a date; of equals, the rule that is listed first."""
    text, start = levelled.text, levelled.words[i].level_start
    matches = [
        (match.end(), match, rule)
        for rule in index.get(levelled.words[i].opens, ())
        if (match := rule.pattern.match(text, start))
    ]
    matches.sort(key=lambda found: -found[0])
    for end, match, rule in matches:
        told = rule.produce(found := Found(match, now, _word_before(levelled, i), _word_after(levelled, end)))
        if told is None:
            continue
        candidate = Candidate(start, end, rule, found, told)
        if told.link is None:
            return candidate
        if counted := _counted_from_next(candidate, levelled, now, index):
            return counted
    return None


def _counted_from_next(
    candidate: Candidate, levelled: LevelledText, now: datetime, index: Mapping[str, tuple[Rule, ...]]
) -> Candidate | None:
    """Join "a week from" to the day that follows; None where none does, as in "two weeks after graduation"."""
    gap = AFTER_LINK.match(levelled.text, candidate.end)
    j = bisect_right(levelled.words, gap.end(), key=lambda word: word.level_start) - 1 if gap else -1
    if j < 0 or gap is None or levelled.words[j].level_start != gap.end() or candidate.end >= gap.end():
        return None
    day = _longest(levelled, j, now, index)
    return linked(candidate, day) if day else None


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


_BOUNDS = {
    "by": Bound.BY, "no later than": Bound.BY, "not later than": Bound.BY, "at the latest by": Bound.BY,
    "on or before": Bound.BY, "before": Bound.BEFORE, "prior to": Bound.BEFORE, "ahead of": Bound.BEFORE,
    "leading up to": Bound.BEFORE, "until": Bound.UNTIL, "up until": Bound.UNTIL, "up to": Bound.UNTIL,
    "through": Bound.UNTIL, "after": Bound.AFTER, "since": Bound.SINCE, "from": Bound.FROM, "starting": Bound.FROM,
    "beginning": Bound.FROM, "not before": Bound.FROM, "no earlier than": Bound.FROM, "as of": Bound.FROM,
    "around": Bound.AROUND, "about": Bound.AROUND, "on or about": Bound.AROUND, "within": Bound.WITHIN,
    "for": Bound.FOR, "on": None, "in": None, "at": None, "@": None, "between": None, "during": None, "to": None,
    "over": None, "sometime": None, "some time": None,
}  # fmt: skip
_HEDGE = r"(?:any ?time |some ?time |right |just |shortly |soon |starting )?"
_PREPOSITION = re.compile(
    rf"(?<![\w'-])(?P<hedge>{_HEDGE})(?P<word>{'|'.join(sorted(_BOUNDS, key=len, reverse=True))})"
    r"(?: (?:the|like|around|about|maybe|sometime|say|this))? ?$"
)
_LOOK_BACK = 32


def preposition(levelled: LevelledText, start: int) -> tuple[str, int]:
    """The preposition right before a place in the levelled text, and where it starts; "" when there is none."""
    begin = max(0, start - _LOOK_BACK)
    match = _PREPOSITION.search(levelled.text[begin:start])
    return (match["word"], begin + match.start()) if match else ("", start)


def _placed(candidate: Candidate, levelled: LevelledText, now: datetime) -> DateMention:
    told = candidate.told
    word, start = preposition(levelled, candidate.start)
    if word and told.kind is not Kind.UNKNOWN:
        bound = _BOUNDS[word]
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
