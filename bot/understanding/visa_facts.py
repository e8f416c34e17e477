"""What a message says of the visas a program takes: which, of whom, and yes, no or maybe."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.domain.vocabulary import FactKind, Role, Visa
from bot.understanding.asked import is_question
from bot.understanding.lexicon import word_set
from bot.understanding.meaning import FactMention, Span
from bot.understanding.outline import Item, Outline
from bot.understanding.polarity import AFTER, BEFORE, Ruling, Verdict, is_unsaid, judge, share
from bot.understanding.reading import Reading
from bot.understanding.rule import holds_any
from bot.understanding.statements import NOTHING
from bot.understanding.subjects import Subjects
from bot.understanding.visa_echoes import Echo, echoes
from bot.understanding.visa_holders import is_held, is_their_own
from bot.understanding.visa_verdicts import Mention, decide

_JOINTS = word_set("and or & + / , n nor as well plus")
_ANY_NO = re.compile(
    r"\b(?:don't|doesn't|can't|won't|not|never|no longer|didn't|stopped|isn't|aren't|"
    r"wouldn't) (?:\w+ ){0,2}?(?:sponsor|sponsoring|sponsors)\b(?! (?:me|my))|\bno (?:visa )?sponsor(?:ship|"
    r"s|ing)?\b|\bsponsors? (?:nobody|nothing|none|no one)\b|\bonly (?:takes? |accepts? |hires? |"
    r"interviews? )?(?:us citizens|citizens|green card|gc holders|permanent residents|citizen)|"
    r"\bcitizens (?:and green card holders |or green card holders |and gc holders |or gc )?only\b|"
    r"\bsponsors? only (?:for )?(?:us|citizens|american|amgs?|green)|\bgc only\b|"
    r"\bgreen card (?:holders )?only\b|\bonly (?:with|if)(?: [\w']+){0,3} (?:green cards?|citizenship)\b|"
    r"\b(?:requires?|requiring|insists? on|demands?|(?:(?<=PLACE )|(?:they|you|program|hospital|"
    r"ROLE|it) (?:\w+ )?)(?:wants?|needs?|asks? for)) (?:an? |the |us )?"
    r"(?:green cards?|citizens?(?:hip)?|permanent resid\w+)|"
    r"\b(?:green card|citizenship)(?: or \w+)? (?:is )?(?:required|needed|mandatory|a must)\b|"
    r"\bsponsorship (?:is |: |= |- |— )*(?:no|none|zero|nope|not)\b|"
    r"\b(?:not|non) ?-? ?(?:an? )?(?:visa-? ?)?sponsoring\b"
)
_ANY_YES = re.compile(
    r"\b(?:will|would|can|do|does|they) sponsor\b|\bsponsors? (?:everything|everyone|everybody|anything|all|anyone|"
    r"anybody|whatever)\b|\bsponsors\b|\bis sponsoring\b|\bsponsorship (?:is )?(?:available|possible|okay|yes|"
    r"no problem)\b"
)
_SPONSORING_HOLDS = ("sponsor", "both", "citizen", "green card", "gc", "permanent")
_BOTH = re.compile(
    r"\b(?:sponsor(?:s|ed|ing)?|takes?|accepts?|does|do|support|supports|offers?) both\b(?! (?:prelim|"
    r"categorical|POSITION|img|of))|\bboth (?:okay|fine|yes|sponsored|accepted)\b|\bboth are (?:okay|fine|"
    r"sponsored|possible|good)\b|: both(?! (?:n|no|not))\b|\byes to both\b"
)


@dataclass(frozen=True, slots=True)
class _Group:
    """Visas that are spoken of together ("J-1 and H-1B"): items *start* to *end* (exclusive)."""

    start: int
    end: int
    visas: tuple[str, ...]

    @property
    def is_generic(self) -> bool:
        return self.visas == ("any",)


def visa_facts(outline: Outline, subjects: Subjects) -> Iterator[FactMention]:
    """Yield what each statement says of visas; questions, and the visa somebody holds, say nothing."""
    last: list[FactMention] = []
    topic: tuple[str, ...] = ()
    for sentence, groups, asked in _sentences(outline):
        told = [] if asked else list(_told(outline, subjects, sentence, groups))
        yield from told
        named = tuple(visa for group in groups for visa in _expanded(group.visas))
        earlier = last, topic
        if told or named:
            last, topic = told, named
        elif asked or _OTHER_TOPIC.search(outline.text_of(*sentence)):
            last, topic = [], ()
        for echo in echoes(outline, *sentence) if topic and not asked else ():
            goes_on = earlier[1] and groups and echo.end <= groups[0].start  # "H-1B\nKern: n / J-1 y"
            yield from _echoed(outline, echo, *(earlier if goes_on else (last, topic)))
        if not told and not asked and all(group.is_generic for group in groups):
            yield from _without_a_visa(outline, subjects, *sentence)


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
    elif echo.of_all and (len(set(topic)) > 1 or _SEVERAL.search(outline.text)):
        said = {"any": echo.verdict.value}
    else:
        said = dict.fromkeys([str(fact.visa) for fact in told] or topic, echo.verdict.value)
    for visa, value in said.items():
        outline.reading.note("visa, as said before it", span, f"{visa}: {value}")
        yield FactMention(about, FactKind.VISA, value, Visa(visa), span, 0.7)


_SEVERAL = re.compile(r"VISA .* VISA", re.DOTALL)


def _sentences(outline: Outline) -> Iterator[tuple[tuple[int, int], list[_Group], bool]]:
    """Every sentence of a message that speaks of visas, the visas it names, and whether it is a question."""
    if holds_any(outline.text, _ABOUT_VISAS):
        for start, end in outline.sentences():
            groups = _groups(outline, start, end)
            yield (start, end), _that_count(outline, groups), is_question(outline, start, end)


def _that_count(outline: Outline, groups: list[_Group]) -> list[_Group]:
    """Where kinds of visas are named, those alone, and "any visa" where it is said of another place than they are."""
    kinds = [group for group in groups if not group.is_generic]
    return [group for group in groups if not group.is_generic or _is_apart(outline, group, kinds)]


def _is_apart(outline: Outline, group: _Group, kinds: list[_Group]) -> bool:
    """Whether another place stands between "any visa" and each kind that is named beside it."""
    before = max((kind.end for kind in kinds if kind.end <= group.start), default=None)
    after = min((kind.start for kind in kinds if kind.start >= group.end), default=None)
    gaps = [(before, group.start)] if before is not None else []
    gaps += [(group.end, after)] if after is not None else []
    return all(_APART.search(outline.text_of(*gap)) for gap in gaps)


_APART = re.compile(r"\bPLACE\b")


def is_contradicted(reading: Reading, first: FactMention, second: FactMention) -> bool:
    """Whether two people say opposite things, "Lin takes H-1B, Hernandez said no H-1B": then both stand.

    One who says first this and then that put it right.
    """
    if first.value == second.value or first.span is None or second.span is None:
        return False
    named = [person.spans["name"].start for person in reading.people if "name" in person.spans]
    told_first, told_second = first.span.start, second.span.start
    return any(at < told_first for at in named) and any(told_first < at < told_second for at in named)


def visas_told(outline: Outline) -> Iterator[tuple[tuple[int, int], list[_Group]]]:
    """The sentences that may say something of visas, with the visas they name; where kinds are named, those alone."""
    return ((sentence, groups) for sentence, groups, asked in _sentences(outline) if not asked)


def mentions_of(outline: Outline) -> Iterator[tuple[tuple[int, int], int, Mention]]:
    """Every visa that may be spoken of: its sentence, its first item and the words around it."""
    for sentence, groups in visas_told(outline):
        for group, mention in _mentions(outline, sentence, groups):
            yield sentence, group.start, mention


_ABOUT_VISAS = ("VISA", "sponsor", "citizen", "green card", "both", "us grads")


def _groups(outline: Outline, start: int, end: int) -> list[_Group]:
    groups: list[_Group] = []
    index = start
    while index < end:
        if outline.items[index].word != "VISA":
            index += 1
            continue
        first, visas, last = index, [outline.items[index].value or ""], index + 1
        while True:
            ahead = last
            while ahead < end and outline.items[ahead].word in _JOINTS:
                ahead += 1
            if outline.text_of(last, ahead).startswith("+ +") or _is_a_no(outline, last, ahead):
                break  # "J-1 ++, H-1B no", "H-1B n / J-1 y"
            if ahead < end and ahead > last and outline.items[ahead].word == "VISA":
                if ahead == last + 1 and _contrasts(outline, start, first, ahead, end):
                    break
                if (
                    outline.items[last].word == ","
                    and ahead > last + 1
                    and _ON_TERMS.match(_behind(outline, ahead, end))
                ):
                    break  # "J-1, and H-1B if you ask"
                visas.append(outline.items[ahead].value or "")
                last = ahead + 1
            else:
                break
        denied_first = (
            first > start and outline.items[first - 1].word in {"no", "not"} and len(visas) > 1 and last - first > 2
        )
        rest = _behind(outline, last - 1, end) if denied_first else ""
        if denied_first and (_ON_TERMS.match(rest) or any(rule.pattern.match(rest) for rule in AFTER)):
            groups.append(_Group(first, first + 1, (visas[0],)))
            first, visas = last - 1, visas[-1:]
        groups.append(_Group(first, last, tuple(visas)))
        index = last
    return groups


def _behind(outline: Outline, index: int, end: int) -> str:
    return f" {outline.text_of(index + 1, end)} "


_ON_TERMS = re.compile(r" (?:with|if|once|through|via|after|when)\b")


def _is_a_no(outline: Outline, start: int, end: int) -> bool:
    """Whether the first word is an "n" for "no" and not for "and": "H-1B n / J-1 y"."""
    if start >= end or outline.items[start].word not in {"and", "n"}:
        return False
    item = outline.items[start]
    ends = start + 1 == end or outline.items[start + 1].word in _MARKS
    return ends and outline.reading.words_of(item.start, item.end).lower() == "n"


_MARKS = word_set(", ; / | . )") | {"\n"}


def _contrasts(outline: Outline, start: int, first: int, second: int, end: int) -> bool:
    """Whether one visa is ruled on before it and the next after it, otherwise: "they won't do H-1B, J-1 yes"."""
    if outline.items[second - 1].word != ",":
        return False
    after = f" {outline.text_of(second + 1, end)} "
    ahead = next((rule.says for rule in AFTER if rule.pattern.match(after)), None)
    ruling = judge(f" {outline.text_of(start, first)} ", " ")
    return ahead is not None and ruling is not None and ruling.verdict is not ahead


def _told(
    outline: Outline, subjects: Subjects, sentence: tuple[int, int], groups: list[_Group]
) -> Iterator[FactMention]:
    said: dict[tuple[str, str], FactMention] = {}
    previous: str | None = None
    for group, mention in _mentions(outline, sentence, groups):
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


def _mentions(outline: Outline, sentence: tuple[int, int], groups: list[_Group]) -> Iterator[tuple[_Group, Mention]]:
    """Each group of visas with the words that belong to it; what the resident only asked about is left out."""
    if not groups:
        return
    told = list(echoes(outline, *sentence))
    first = groups[0].start
    opens = max((echo.end for echo in told if echo.end < first), default=sentence[0])  # "H-1B: Kern n / J-1 y"
    before = f" {_said(outline, opens, first)} "
    if " no " in before or "sorry" in before or "wait" in before:
        before = _PUT_RIGHT.sub(" ", before)
    ruled: Ruling | None = None
    text = _said(outline, *sentence)
    words = frozenset(text.split())
    from_a_lawyer = _tells_of_a_lawyer(outline)
    told_upto = [echo.start for echo in told]
    for number, group in enumerate(groups):
        following = groups[number + 1] if number + 1 < len(groups) else None
        upto = following.start if following else sentence[1]
        upto = min((start for start in told_upto if group.end <= start < upto), default=upto)
        after = f" {_said(outline, group.end, upto)} "
        if _is_a_no(outline, group.end, upto):
            after = after.replace(" and ", " no ", 1)
        lead = ""
        if following is not None:
            after, lead = share(after, _is_marked(outline, groups, number + 1, sentence[1]))
        if "PLACE" in before and _NOT_THERE.match(after) and not before.endswith((" : ", " - ", " • ")):
            after = " "
        asked, before_it = _ASKED.search(before) is not None, before
        before = lead
        if is_unsaid(before_it, after) or is_their_own(before_it, after) or (asked and not _BELIEVES.match(after)):
            continue
        ruled = _believed(after) if asked else judge(before_it, after) or _bare(outline, group, before_it, after, ruled)
        held = is_held(before_it, after, outline, sentence)
        names_a_kind = _names_a_kind(group, before_it, after)
        yield group, Mention(group.visas, before_it, after, text, words, ruled, held, names_a_kind, from_a_lawyer)


_PUT_RIGHT = re.compile(r"(?<=PLACE )(?:[.,…–—-] ?)+(?:no|sorry|wait)(?: (?:no|sorry|wait|,|it's|its))* (?=PLACE )")
"""What takes back the place before it, and denies no visa."""
_NOT_THERE = re.compile(r" (?:, |and |but |\( )?not (?:at )?PLACE\b")
"""What denies it of another place: "Kent takes H-1B, not Kern"."""
_BELIEVES = re.compile(
    r"(?: [a-z]+){0,2}? (?:(?:she|he|they|i|PERSON|but|though|,|;)+ ?)+(?:thinks?|believes?|guess(?:es)?|hopes?|"
    r"supposes?|assumes?|suspects?)(?: (?:that|it's|so|they|it|the answer is|is|a|probably|rather|more))* "
    r"(?P<value>yes|no|not|so|do|does|don't|doesn't)\b"
)
"""What somebody believes who is not sure: "not sure if they do J-1, she thinks yes"."""


def _believed(after: str) -> Ruling:
    found = _BELIEVES.match(after)
    denied = found is not None and found["value"] in {"no", "not", "don't", "doesn't"}
    return Ruling(Verdict.NO if denied else Verdict.MAYBE, "believed without being sure")


def _tells_of_a_lawyer(outline: Outline) -> bool:
    if holds_any(outline.text, _LAWYERS_HOLD) and _LAWYER.search(outline.text):
        return True
    return any(item.value == "attorney" for item in outline.items)


def _said(outline: Outline, start: int, end: int) -> str:
    """The outline's text; where a visa is for others than residents, "only for fellows", it says whom."""
    text = outline.text_of(start, end)
    if "ROLE" not in text:
        return text
    return " ".join("fellows" if _are_others(outline, item) else item.word for item in outline.items[start:end])


def _are_others(outline: Outline, item: Item) -> bool:
    return item.value in _OTHERS and outline.reading.words_of(item.start, item.end).endswith(("s", "faculty"))


_OTHERS = frozenset((Role.FELLOW, Role.ATTENDING, Role.RESEARCHER))
_LAWYER = re.compile(r"\b(?:lawyers?|attorneys?|atty|esq|counsel|law firm)\b")
_LAWYERS_HOLD = ("law", "att", "esq", "counsel")
_ASKED = re.compile(
    r"\b(?:ask|asked|asks|check|look up|looked up|find out|know|knows|see|wonder|wondering|sure|clear|"
    r"idea)(?: \S+){0,4} (?:whether|if)(?: \S+)* $"
)


def _is_marked(outline: Outline, groups: list[_Group], number: int, end: int) -> bool:
    """Whether a group has a verdict of its own right after it ("… J-1 yes")."""
    upto = groups[number + 1].start if number + 1 < len(groups) else end
    after = f" {outline.text_of(groups[number].end, upto)} "
    return any(rule.pattern.match(after) for rule in AFTER)


def _facts(
    outline: Outline, subjects: Subjects, sentence: tuple[int, int], group: _Group, verdict: Verdict, share: float
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


def _bare(outline: Outline, group: _Group, before: str, after: str, previous: Ruling | None) -> Ruling | None:
    """A visa told without a verdict: part of a list ("visas: J-1 / H-1B"), or as the visa before it."""
    lead = before.strip()
    if previous is not None and lead in _JOINTS | {""}:
        return previous
    words = lead.rsplit(" : ", 1)[-1].removesuffix(" :").split()
    spoken = [word for word in words if word.islower()]
    if _NO_STATEMENT.search(before + after) or len(spoken) > 5:
        return None
    if group.is_generic or group.start == 0 or not _STANDS_IN_A_LIST.search(before):
        return None
    return Ruling(Verdict.YES, "told without a verdict")


_NO_STATEMENT = re.compile(
    r"\b(?:ask|asked|asking|question|questions|about|talk|talked|discuss|discussed|deadline|lawyer|attorney|"
    r"forms?|fee|fees|renewal|appointment|interview|stamp|my|i'm|status|story|need|needs|want|process|"
    r"paperwork|mention|mentioned|"
    r"topic|issue|list|info|advice|transfer|change|holder|herself|himself|idea|who|how|dreams?|stuff|stress|"
    r"expires?|expired|office|application|applied|extension)\b"
)
_STANDS_IN_A_LIST = re.compile(r"(?:PLACE|VISA|:|trainees|residents|ROLE|[,;(|=-]|both|• |all)(?: \S+)? $|^ $")


def _names_a_kind(group: _Group, before: str, after: str) -> bool:
    """Whether "visa" alone says something of sponsoring: "no visas", "takes any visa", not "visa talk"."""
    if not group.is_generic:
        return True
    if re.match(
        (
            r" (?:talk|question|discussion|paperwork|issues?|info|stuff|status|office|forms?|lawyer|stamp|"
            r"appointment|interview|discussed|mentioned|remark|topic|word)\b"
        ),
        after,
    ):
        return False
    return bool(
        re.search(
            (
                r"\b(?:sponsors?|sponsoring|takes?|accepts?|does|do|supports?|no|any|all|gives?|offers?|offer|w|with|"
                r"have|has|helps?|needs?|want|every|without|took|provides?)(?: \w+){0,2} $"
            ),
            before,
        )
        or re.match(
            (
                r" (?:friendly|okay|fine|yes|welcome|no problem|no issue|: yes|: no|available|possible|sponsor|"
                r"accepted)"
            ),
            after,
        )
    )


def _expanded(visas: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(visa for value in visas for visa in (("H-1B", "J-1") if value == "both" else (value,)))


_AT_A_PLACE = re.compile(
    r" (?:(?:visas?|sponsorship|jobs?|spots?|yes|okay|fine|no|only) )*(?:over )?(?:at|@) (?:the )?PLACE\b"
)
_OF_TRAINEES = frozenset({"H-1B", "J-1", "both"})
"""Where one of these is the only visa, the other is not taken; "waivers only" tells nothing of either."""


def _span(outline: Outline, group: _Group) -> Span:
    return outline.reading.span(outline.items[group.start].start, outline.items[group.end - 1].end)


def _fact(outline: Outline, about: str, visa: str, value: str, group: _Group, confidence: float) -> FactMention:
    hedged = confidence - (0.1 if value == "maybe" else 0.0)
    return FactMention(about, FactKind.VISA, value, Visa(visa), _span(outline, group), round(hedged, 2))


def _without_a_visa(outline: Outline, subjects: Subjects, start: int, end: int) -> Iterator[FactMention]:
    """Read statements that name no visa: "doesn't sponsor", "sponsors both"."""
    sentence = outline.text_of(start, end)
    if not holds_any(sentence, _SPONSORING_HOLDS):
        return
    match = _ANY_NO.search(sentence) or (_BOTH.search(sentence) if _SPEAKS_OF_VISAS.search(outline.text) else None)
    value = "yes"
    visas: tuple[str, ...] = ("H-1B", "J-1")
    if match is not None and match.re is _ANY_NO:
        value, visas = "no", ("any",)
    elif match is None:
        match = _ANY_YES.search(sentence)
        visas = ("any",)
        if match is None or _PERSONAL_SPONSOR.search(sentence):
            return
        value = "maybe" if _SOFTENED.search(sentence) else "yes"
    base = outline.items[start].at
    first = outline.item_index(base + match.start())
    last = outline.item_index(base + match.end() - 1)
    for about, confidence in subjects.of_statement(start, end, first, last + 1):
        for visa in visas:
            yield _fact(outline, about, visa, value, _Group(first, last + 1, (visa,)), confidence - 0.1)


_SPEAKS_OF_VISAS = re.compile(r"\bVISA\b|\bsponsor")
_SOFTENED = next(rule for rule in BEFORE if rule.says is Verdict.MAYBE).pattern
_PERSONAL_SPONSOR = re.compile(
    r"\bmy sponsor|sponsors? me\b|mentors|mentor\b|be (?:my|a) sponsor|a sponsor\b|drug|breakfast|lunch|"
    r"dinner|event|industry|which|who "
)
