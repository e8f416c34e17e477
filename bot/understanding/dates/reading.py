"""From text to mentions: try the rules at each word that may open a date, join what belongs together, place it.

Linear in the length of the text: a rule looks at a few words from where it opens, and a match is never looked at again.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.understanding.dates.mention import Bound, DateMention, Grain, Kind, Tense, Told, mention_of
from bot.understanding.dates.rule import Found, Rule
from bot.understanding.dates.rules import ALL_RULES
from bot.understanding.dates.rules.clock import clock
from bot.understanding.dates.words import LevelledText, Word, level
from bot.understanding.meaning import DayRange, Span


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A rule's find, at its place in the levelled text."""

    start: int
    end: int
    rule: Rule
    found: Found
    told: Told


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
    candidates = _join(_find(levelled, now, index), levelled)
    return tuple(_placed(c, levelled, now) for c in candidates if c.told.link is None)


def _find(levelled: LevelledText, now: datetime, index: dict[str, tuple[Rule, ...]]) -> list[_Candidate]:
    candidates: list[_Candidate] = []
    done = 0
    for i, word in enumerate(levelled.words):
        if not word.opens or word.level_start < done:
            continue
        best = _longest(levelled, i, now, index.get(word.opens, ()))
        if best:
            candidates.append(best)
            done = best.end
    return candidates


def _longest(levelled: LevelledText, i: int, now: datetime, rules: tuple[Rule, ...]) -> _Candidate | None:
    text, start = levelled.text, levelled.words[i].level_start
    matches = [(match.end(), rule, match) for rule in rules if (match := rule.pattern.match(text, start))]
    matches.sort(key=lambda m: -m[0])
    for end, rule, match in matches:
        found = Found(match, now, _word_before(levelled, i), _word_after(levelled, end))
        told = rule.produce(found)
        if told:
            return _Candidate(start, end, rule, found, told)
    return None


def _word_before(levelled: LevelledText, i: int) -> str:
    if not i:
        return ""
    gap = levelled.text[levelled.words[i - 1].level_end : levelled.words[i].level_start]
    if "@" in gap:
        return "@"
    return levelled.words[i - 1].level if gap in (" ", " (", "", ": ", "-") else ""


_NEXT_WORD = re.compile(r"[ -]([\w']+)")


def _word_after(levelled: LevelledText, end: int) -> str:
    match = _NEXT_WORD.match(levelled.text, end)
    return match[1] if match else ""


# What may stand between a day and its time, a day and the last day of a run, a day and the same day said again.
_DAY_TO_CLOCK = re.compile(
    r"[ ,(@-]{0,3}(?:(?:please|pls|at|around|about|say|maybe|from|like|between|by|before|after|@|for|is|~)[ ,]{0,2}){0,2}"
)
_CLOCK_TO_DAY = re.compile(r"[ ,(-]{0,2}(?:(?:on|this|of)[ ]){0,1}")
_TO = re.compile(r" ?(?:-|to|through|until|thru|up to|till)(?: the)? ?|, ?(?:until|to|through) ")
_AND = re.compile(r" and (?:the )?")
_SAME_DAY = re.compile(r"[ ,(-]{1,3}(?:that is|that's|which is|i\.e\.|so|=)?,? ?")
_AFTER_LINK = re.compile(r" (?:the |my |our |this )?")
_PART = re.compile(r"[ -](?:in the )?(morning|afternoon|evening|night|am|pm|lunch)\b(?! (?:float|call|shift|of)\b)")
_ADJACENT = 40


def _join(candidates: list[_Candidate], levelled: LevelledText) -> list[_Candidate]:
    joined: list[_Candidate] = []
    for candidate in candidates:
        candidate = _with_part_of_day(candidate, levelled)
        while joined and (both := _joined(joined[-1], candidate, levelled)):
            joined.pop()
            candidate = both
        joined.append(candidate)
    return joined


def _with_part_of_day(candidate: _Candidate, levelled: LevelledText) -> _Candidate:
    told = candidate.told
    if told.kind is not Kind.DAY or told.grain is not Grain.DAY or told.part_of_day or told.link:
        return candidate
    match = _PART.match(levelled.text, candidate.end)
    if not match:
        return candidate
    part = {"am": "morning", "pm": "afternoon", "lunch": "afternoon"}.get(match[1], match[1])
    return replace(candidate, end=match.end(), told=replace(told, part_of_day=part))


def _joined(a: _Candidate, b: _Candidate, levelled: LevelledText) -> _Candidate | None:
    gap = levelled.text[a.end : b.start]
    if len(gap) > _ADJACENT or "\n" in gap:
        return None
    told = _linked(a, b, gap) or _run_of_days(a, b, gap, levelled) or _same_day(a, b, gap) or _with_clock(a, b, gap)
    if not told:
        return None
    keep = b if a.told.link or a.told.kind is Kind.CLOCK else a
    return _Candidate(a.start, b.end, keep.rule, b.found if keep is b else a.found, told)


def _linked(a: _Candidate, b: _Candidate, gap: str) -> Told | None:
    """ "a week from" + "Tuesday"."""
    if a.told.link is None or b.told.kind is not Kind.DAY or b.told.link or not _AFTER_LINK.fullmatch(gap):
        return None
    ahead = a.told.link(b.told.future) if b.told.future else None
    behind = a.told.link(b.told.past) if b.told.past else None
    today = b.found.today
    yearly = b.told.future and b.told.past and b.told.future.start - b.told.past.start > timedelta(days=300)
    if yearly and behind and behind.end >= today:  # the day after Thanksgiving, told on that very day
        ahead = behind
    grain = Grain.DAY if ahead is None or ahead.start == ahead.end else Grain.WEEK
    return replace(
        b.told,
        future=ahead,
        past=behind if behind and behind.start <= today else None,
        due=None,
        grain=grain,
        tense=None,
    )


def _run_of_days(a: _Candidate, b: _Candidate, gap: str, levelled: LevelledText) -> Told | None:
    """ "nov 30" to "dec 2"; the last day is read as seen from the first."""
    if Kind.DAY is not a.told.kind or Kind.DAY is not b.told.kind or a.told.link or b.told.link or a.told.at:
        return None
    between = _preposition(levelled, a.start)[0] == "between"
    if not (_TO.fullmatch(gap) or (between and _AND.fullmatch(gap))):
        return None
    future, past = (_until(days, b) for days in (a.told.future, a.told.past))
    if not (future or past):
        return None
    return replace(a.told, future=future, past=past, due=None, lasting=True, at=b.told.at)


def _until(days: DayRange | None, b: _Candidate) -> DayRange | None:
    if days is None:
        return None
    seen = b.rule.produce(replace(b.found, now=datetime.combine(days.start, b.found.now.time())))
    if (
        seen is None
        or seen.future is None
        or seen.future.end < days.start
        or seen.future.end > days.start + timedelta(days=400)
    ):
        return None
    return DayRange(days.start, seen.future.end)


def _same_day(a: _Candidate, b: _Candidate, gap: str) -> Told | None:
    """ "tomorrow" + "(Friday)"."""
    if (
        a.told.kind is not Kind.DAY
        or b.told.kind is not Kind.DAY
        or not _SAME_DAY.fullmatch(gap)
        or a.told.future is None
    ):
        return None
    if a.told.link or b.told.link or a.told.future.start != a.told.future.end or a.told.future != b.told.future:
        return None
    return replace(a.told, at=b.told.at or a.told.at, part_of_day=b.told.part_of_day or a.told.part_of_day)


def _with_clock(a: _Candidate, b: _Candidate, gap: str) -> Told | None:
    if a.told.kind is Kind.DAY and b.told.kind is Kind.CLOCK and not a.told.at and not a.told.link:
        return _clocked(a.told, b.told) if _DAY_TO_CLOCK.fullmatch(gap) else None
    if a.told.kind is Kind.CLOCK and b.told.kind is Kind.DAY and not b.told.at and not b.told.link:
        return _clocked(b.told, a.told) if _CLOCK_TO_DAY.fullmatch(gap) and b.told.grain is Grain.DAY else None
    if a.told.kind is Kind.CLOCK and b.told.kind is Kind.CLOCK and gap in (" to ", "-", " - ", " until ", " and "):
        return replace(a.told, until_at=b.told.at) if a.told.at and not a.told.until_at else None
    return None


def _clocked(day: Told, at: Told) -> Told:
    when = at.at
    if at.half_open and day.part_of_day and when:
        shown = clock(when.hour % 12 or 12, when.minute, "", day.part_of_day)
        when = shown[0] if shown else when
    return replace(day, at=when, until_at=at.until_at, confidence=min(day.confidence, at.confidence))


_BOUNDS = {
    "by": Bound.BY, "before": Bound.BEFORE, "until": Bound.UNTIL, "after": Bound.AFTER, "since": Bound.SINCE,
    "from": Bound.FROM, "starting": Bound.FROM, "beginning": Bound.FROM, "around": Bound.AROUND, "about": Bound.AROUND,
    "within": Bound.WITHIN, "through": Bound.UNTIL, "for": Bound.FOR, "on": None, "in": None, "at": None, "@": None,
    "between": None, "during": None, "of": None, "to": None,
}  # fmt: skip
_BEFORE = re.compile(
    r"(?:^|(?<![\w'-]))(?:(?P<long>no later than|not later than|at the latest by|prior to|ahead of|not before|no earlier than|"
    r"any ?time before|any ?time after|right after|shortly after|just after|soon after|right before|just before|leading up to|"
    r"up to|up until|as of|starting on|starting from|on or before|on or about|sometime|some time)"
    r"|(?P<prep>by|before|until|after|since|from|starting|beginning|around|about|within|through|for|on|in|at|@|between|during|to))"
    r"(?: (?:the|like|around|about|maybe|~|sometime|say|this))?[ ]?$"
)
_LONG_BOUNDS = {
    "no later than": Bound.BY, "not later than": Bound.BY, "at the latest by": Bound.BY, "on or before": Bound.BY,
    "prior to": Bound.BEFORE, "ahead of": Bound.BEFORE, "leading up to": Bound.BEFORE, "right before": Bound.BEFORE,
    "just before": Bound.BEFORE, "any time before": Bound.BEFORE, "anytime before": Bound.BEFORE,
    "not before": Bound.FROM, "no earlier than": Bound.FROM, "as of": Bound.FROM, "starting on": Bound.FROM,
    "starting from": Bound.FROM, "up to": Bound.UNTIL, "up until": Bound.UNTIL, "on or about": Bound.AROUND,
    "sometime": None, "some time": None,
}  # fmt: skip
_LOOK_BACK = 28


def _preposition(levelled: LevelledText, start: int) -> tuple[str, int]:
    """The preposition right before a place in the levelled text, and where it starts; "" when there is none."""
    begin = max(0, start - _LOOK_BACK)
    match = _BEFORE.search(levelled.text[begin:start])
    if not match:
        return "", start
    return match["long"] or match["prep"], begin + match.start()


def _bound(word: str) -> Bound | None:
    return _BOUNDS[word] if word in _BOUNDS else _LONG_BOUNDS.get(word, Bound.AFTER)


def _placed(candidate: _Candidate, levelled: LevelledText, now: datetime) -> DateMention:
    told, start = candidate.told, candidate.start
    word, before = _preposition(levelled, start)
    if word:
        bound = _bound(word)
        told = replace(told, bound=told.bound or bound, lasting=told.lasting or bound is Bound.UNTIL)
        if bound is Bound.SINCE and told.past:
            told = replace(told, tense=Tense.PAST)
        start = before
    return mention_of(told, _span(levelled, start, candidate.end), candidate.rule.name, now)


def _span(levelled: LevelledText, start: int, end: int) -> Span:
    first = _raw(levelled.words, start, [w.level_start for w in levelled.words])
    last = _raw_end(levelled.words, end)
    return Span(first, last)


def _raw(words: tuple[Word, ...], position: int, starts: list[int]) -> int:
    i = bisect_right(starts, position) - 1
    word = words[i] if i >= 0 else words[0]
    return (
        word.start
        if i >= 0 and position < word.level_end
        else words[i + 1].start - (words[i + 1].level_start - position)
    )


def _raw_end(words: tuple[Word, ...], position: int) -> int:
    i = bisect_right([w.level_start for w in words], position - 1) - 1
    word = words[i]
    return word.end if position <= word.level_end else word.end + position - word.level_end
