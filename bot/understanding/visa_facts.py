"""What a message says of the visas a program takes: which, of whom, and yes, no or maybe."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.domain.vocabulary import FactKind, Visa
from bot.understanding.asked import answered
from bot.understanding.meaning import FactMention, Span
from bot.understanding.outline import Outline
from bot.understanding.polarity import Verdict
from bot.understanding.reading import Reading
from bot.understanding.sponsorship import said_of_sponsoring
from bot.understanding.statements import NOTHING
from bot.understanding.subjects import Subjects
from bot.understanding.visa_echoes import Echo, echoes
from bot.understanding.visa_mentions import mentions_in
from bot.understanding.visa_verdicts import decide
from bot.understanding.visas_named import VisaGroup, visa_sentences


def visa_facts(outline: Outline, subjects: Subjects) -> Iterator[FactMention]:
    """Yield what each statement says of visas; questions, and the visa somebody holds, say nothing."""
    last: list[FactMention] = []
    topic: tuple[str, ...] = ()
    for sentence, groups, asked in visa_sentences(outline):
        told = [] if asked else list(_told(outline, subjects, sentence, groups))
        if asked and groups and (answer := answered(outline, *sentence)):
            for group in groups:
                told += _facts(outline, subjects, sentence, group, Verdict(answer), _OF_AN_ANSWER)
        yield from told
        named = tuple(visa for group in groups for visa in _expanded(group.visas))
        earlier = last, topic
        if told or named:
            last, topic = told, named
        elif asked or _OTHER_TOPIC.search(outline.text_of(*sentence)):
            last, topic = [], ()
        for echo in echoes(outline, *sentence) if topic and not asked else ():
            goes_on = earlier[1] and groups and echo.end <= groups[0].start  # "H-1B\nKern: n / J-1 y"
            for fact in _echoed(outline, echo, *(earlier if goes_on else (last, topic))):
                if echo.verdict or all((fact.about, fact.visa) != (other.about, other.visa) for other in told):
                    yield fact  # "Fairmont: same but no H" says of H-1B what it says
        if not told and not asked and all(group.is_generic for group in groups):
            yield from _without_a_visa(outline, subjects, *sentence)


_OF_AN_ANSWER = 0.8
_OTHER_TOPIC = re.compile(r"\b(?:POSITION|prelims?|imgs?|letters?|openings?|spots?)\b")


def _echoed(outline: Outline, echo: Echo, last: list[FactMention], topic: tuple[str, ...]) -> Iterator[FactMention]:
    """What an echo says of its place, of the visas that the statement or the heading before it spoke of."""
    span = outline.reading.span(outline.items[echo.start].start, outline.items[echo.end - 1].end)
    about = echo.place.name
    told = [fact for fact in last if fact.about == last[-1].about and (echo.verdict or fact.about != about)]
    if echo.verdict is None:
        said = {str(fact.visa): fact.value for fact in told}
    elif echo.of_two:
        said = dict.fromkeys(_expanded(("both",)), echo.verdict.value)
    elif (len(set(topic)) > 1 and (echo.of_all or outline.items[echo.end - 1].word in _BARE_NO)) or (
        echo.of_all and _SEVERAL.search(outline.text)
    ):
        said = {"any": echo.verdict.value}
    else:
        said = dict.fromkeys([str(fact.visa) for fact in told] or topic, echo.verdict.value)
    for visa, value in said.items():
        outline.reading.note("visa, as said before it", span, f"{visa}: {value}")
        yield FactMention(about, FactKind.VISA, value, Visa(visa), span, 0.7)


_BARE_NO = frozenset({"no", "✗", "✘", "❌", "✖"})
_SEVERAL = re.compile(r"VISA .* VISA", re.DOTALL)


def is_contradicted(reading: Reading, first: FactMention, second: FactMention) -> bool:
    """Whether two people say opposite things, "Lin takes H-1B, Hernandez said no H-1B": then both stand.

    One who says first this and then that put it right.
    """
    if first.value == second.value or first.span is None or second.span is None:
        return False
    named = [person.spans["name"].start for person in reading.people if "name" in person.spans]
    told_first, told_second = first.span.start, second.span.start
    return any(at < told_first for at in named) and any(told_first < at < told_second for at in named)


def _told(
    outline: Outline, subjects: Subjects, sentence: tuple[int, int], groups: list[VisaGroup]
) -> Iterator[FactMention]:
    said: dict[tuple[str, str], FactMention] = {}
    previous: str | None = None
    for group, mention in mentions_in(outline, sentence, groups):
        verdict, share, why = decide(replace(mention, previous=previous) if previous else mention)
        previous = verdict
        outline.reading.note("visa", _span(outline, group), f"{' and '.join(group.visas)}: {verdict}", why=why)
        if verdict == NOTHING:
            continue
        for fact in _facts(outline, subjects, sentence, group, Verdict(verdict), share):
            if verdict == Verdict.ONLY and fact.visa not in group.visas:
                said.setdefault((fact.about, str(fact.visa)), fact)
            elif (other := said.get((fact.about, str(fact.visa)))) and is_contradicted(outline.reading, other, fact):
                yield other
                said[(fact.about, str(fact.visa))] = fact
            else:
                said[(fact.about, str(fact.visa))] = fact
    yield from said.values()


def _facts(
    outline: Outline, subjects: Subjects, sentence: tuple[int, int], group: VisaGroup, verdict: Verdict, share: float
) -> Iterator[FactMention]:
    value = "yes" if verdict is Verdict.ONLY else verdict.value
    start, end = sentence
    if _AT_A_PLACE.match(f" {outline.text_of(group.end, end)}"):  # wherever the sentence has been before
        start = group.start
    for about, confidence in subjects.of_statement(start, end, group.start, group.end):
        if subjects.is_a_lawyer(about):
            continue  # a lawyer advises and sponsors nobody
        for visa in _expanded(group.visas):
            yield _fact(outline, about, visa, value, group, confidence * share)
        if verdict is Verdict.ONLY and not _OF_TRAINEES.isdisjoint(group.visas):
            for visa in sorted({"H-1B", "J-1"} - set(group.visas)):
                yield _fact(outline, about, visa, "no", group, confidence * share - 0.1)


def _expanded(visas: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(visa for value in visas for visa in (("H-1B", "J-1") if value == "both" else (value,)))


_AT_A_PLACE = re.compile(
    r" (?:(?:visas?|sponsorship|jobs?|spots?|yes|okay|fine|no|only) )*(?:over )?(?:at|@) (?:the )?PLACE\b"
)
_OF_TRAINEES = frozenset({"H-1B", "J-1", "both"})
"""Where one of these is the only visa, the other is not taken; "waivers only" tells nothing of either."""


def _span(outline: Outline, group: VisaGroup) -> Span:
    return outline.reading.span(outline.items[group.start].start, outline.items[group.end - 1].end)


def _fact(outline: Outline, about: str, visa: str, value: str, group: VisaGroup, confidence: float) -> FactMention:
    hedged = confidence - (0.1 if value == "maybe" else 0.0)
    return FactMention(about, FactKind.VISA, value, Visa(visa), _span(outline, group), round(hedged, 2))


def _without_a_visa(outline: Outline, subjects: Subjects, start: int, end: int) -> Iterator[FactMention]:
    """Read statements that name no visa: "doesn't sponsor", "sponsors both"."""
    sentence = outline.text_of(start, end)
    said = said_of_sponsoring(sentence, outline.text)
    if said is None:
        return
    match, value, visas = said
    base = outline.items[start].at
    first = outline.item_index(base + match.start())
    last = outline.item_index(base + match.end() - 1)
    for about, confidence in subjects.of_statement(start, end, first, last + 1):
        for visa in visas:
            yield _fact(outline, about, visa, value, VisaGroup(first, last + 1, (visa,)), confidence - 0.1)
