"""The words of a message that belong to each visa it names: the evidence of visa_verdicts.py."""

import re
from collections.abc import Iterator

from bot.domain.vocabulary import Role
from bot.understanding.outline import Item, Outline
from bot.understanding.polarity import AFTER, Ruling, Verdict, is_unsaid, judge, share
from bot.understanding.rule import holds_any
from bot.understanding.visa_echoes import echoes
from bot.understanding.visa_holders import is_held, is_their_own
from bot.understanding.visa_verdicts import Mention
from bot.understanding.visas_named import JOINTS, VisaGroup, is_a_no, visas_told


def mentions_of(outline: Outline) -> Iterator[tuple[tuple[int, int], int, Mention]]:
    """Every visa that may be spoken of: its sentence, its first item and the words around it."""
    for sentence, groups in visas_told(outline):
        for group, mention in mentions_in(outline, sentence, groups):
            yield sentence, group.start, mention


def mentions_in(
    outline: Outline, sentence: tuple[int, int], groups: list[VisaGroup]
) -> Iterator[tuple[VisaGroup, Mention]]:
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
        if is_a_no(outline, group.end, sentence[1]):
            after = after.replace(" and ", " no ", 1)
        lead = ""
        if following is not None:
            after, lead = share(after, _is_marked(outline, groups, number + 1, sentence[1]))
            if lead == " but " and group.visas == ("any",):
                lead = " except "  # "any visa but H-1B"
        if "PLACE" in before and _NOT_THERE.match(after) and not before.endswith((" : ", " - ", " • ")):
            after = " "
        asked, before_it = _ASKED.search(before) is not None, before
        before = lead
        if is_unsaid(before_it, after) or is_their_own(before_it, after) or (asked and not _BELIEVES.match(after)):
            continue
        if "moonlight" in outline.text and _MAY_NOT.match(after):
            continue
        ruled = _believed(after) if asked else judge(before_it, after) or _bare(outline, group, before_it, after, ruled)
        held = is_held(before_it, after, outline, sentence)
        names_a_kind = _names_a_kind(group, before_it, after)
        yield group, Mention(group.visas, before_it, after, text, words, ruled, held, names_a_kind, from_a_lawyer)


_PUT_RIGHT = re.compile(
    r"(?<=PLACE )(?:[.,…–—-] ?)+(?:no|sorry|wait)(?: (?:no|sorry|wait|,|it's|its))* (?=PLACE )"
    r"|\b(?:no (?:, )?(?:sorry|wait|i mean)|(?:sorry|wait) (?:, )?no)\b(?: ,)? "
)
"""What takes back the place before it, and denies no visa."""
_NOT_THERE = re.compile(r" (?:, |and |but |\( )?not (?:at )?PLACE\b")
"""What denies it of another place: "Kent takes H-1B, not Kern"."""
_MAY_NOT = re.compile(
    r" (?:people |folks |holders |residents |we |i )*(?:can't|cannot|can not|may not|not allowed|isn't allowed)\b"
)
"""What is said of those who hold the visa, where moonlighting is spoken of: "come moonlight. J-1 can't"."""
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
    if "ROLE" not in text and "DATE" not in text:
        return text
    return " ".join(_word_of(outline, item) for item in outline.items[start:end])


def _word_of(outline: Outline, item: Item) -> str:
    if item.word == "DATE" and _UNTIL_THEN.match(outline.reading.words_of(item.start, item.end).lower()):
        return "stopped DATE"
    return "fellows" if _are_others(outline, item) else item.word


_UNTIL_THEN = re.compile(r"(?:till?|'til|until|up to) last\b")
"""A day that tells of an end: "H-1B till last year"."""


def _are_others(outline: Outline, item: Item) -> bool:
    return item.value in _OTHERS and outline.reading.words_of(item.start, item.end).endswith(("s", "faculty"))


_OTHERS = frozenset((Role.FELLOW, Role.ATTENDING, Role.RESEARCHER))
_LAWYER = re.compile(r"\b(?:lawyers?|attorneys?|atty|esq|counsel|law firm)\b")
_LAWYERS_HOLD = ("law", "att", "esq", "counsel")
_ASKED = re.compile(
    r"\b(?:ask|asked|asks|check|look up|looked up|find out|know|knows|see|wonder|wondering|sure|clear|"
    r"idea)(?: \S+){0,4} (?:whether|if)(?: (?!(?:said|says|told|answered|replied)\b)\S+)* $"
)


def _is_marked(outline: Outline, groups: list[VisaGroup], number: int, end: int) -> bool:
    """Whether a group has a verdict of its own right after it ("… J-1 yes")."""
    upto = groups[number + 1].start if number + 1 < len(groups) else end
    after = f" {outline.text_of(groups[number].end, upto)} "
    return any(rule.pattern.match(after) for rule in AFTER)


def _bare(outline: Outline, group: VisaGroup, before: str, after: str, previous: Ruling | None) -> Ruling | None:
    """A visa told without a verdict: part of a list ("visas: J-1 / H-1B"), or as the visa before it."""
    lead = before.strip()
    if previous is not None and lead in JOINTS | {""}:
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


def _names_a_kind(group: VisaGroup, before: str, after: str) -> bool:
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
                r"have|has|helps?|needs?|want|every|without|took|provides?|touch(?:es)?)(?: \w+){0,2} $"
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
