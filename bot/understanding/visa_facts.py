"""What a message says of the visas a program takes: which, of whom, and yes, no or maybe."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.vocabulary import FactKind, Visa
from bot.understanding.meaning import FactMention
from bot.understanding.outline import Outline
from bot.understanding.subjects import Subjects

_JOINTS = frozenset(["and", "or", "&", "+", "/", ",", "n", "nor", ",", "as", "well", "plus"])
_AFTER_LEAD = (
    r"^(?:\s*(?:[:=(\"'–—-]|visas?|sponsorship|is|are|was|were|it's|that's|a|they|they're|there|would|be|"
    r"for (?:residents?|trainees|imgs?|them|us|now|prelims?|interns?|me|you|everyone|the residents)|sponsored|"
    r"sponsor|also|still|both|right now|currently|w them|with them|from them|status|for sure|people|holders|"
    r"applicants?|this year|this cycle|DATE|PLACE|here|there|at|the|answer|which|said|he|she|says|,)\s*){0,5}"
)
_NO_AFTER = re.compile(
    _AFTER_LEAD
    + (
        r"(?:no\b|not\b|never\b|isn't|aren't|don't|doesn't|can't|won't|they stopped|stopped|out\b|off the table|"
        r"not an option|impossible|not happening|they don't|ended|discontinued|dropped|refused|❌|✗|👎|x\b|zero\b|"
        r"nada|wasn't|unavailable|gone\b|no longer|hard no|a no\b|none\b|rejected|frozen)"
    )
)
_MAYBE_AFTER = re.compile(
    _AFTER_LEAD
    + (
        r"(?:maybe|case by case|case-by-case|depends|depending|possibly|possible|rarely|sometimes|unclear|"
        r"not sure|unsure|\?|once\b|if\b|after\b|in theory|tbd|under review|considered|considering|on a case|"
        r"might|may be|could be|occasionally|not guaranteed|pending|negotiable|up in the air|hit or miss|"
        r"they're discussing|only if|only for|for exceptional|for strong|not always|not confirmed|unconfirmed|"
        r"50/50|exceptional|probably|questionable|not decided|undecided|unlikely|hard\b|tough\b|difficult|tricky|"
        r"in special|in rare|in exceptional|with exceptions|under discussion|being discussed|on hold|with step|"
        r"for the right)"
    )
)
_YES_AFTER = re.compile(
    _AFTER_LEAD
    + (
        r"(?:yes|okay|fine\b|good\b|works|no problem|no issue|not a problem|not an issue|isn't a problem|"
        r"isn't an issue|available|welcome|✅|✓|👍|too\b|allowed|accepted|guaranteed|friendly|definitely|for sure|"
        r"easy|all good|supported|possible too|offered|sure\b|preferred|confirmed|cool\b|as well|doable|"
        r"sponsored|a go\b|100|covered)"
    )
)
_ONLY_AFTER = re.compile(
    _AFTER_LEAD
    + (
        r"(?:only(?! if| for)|and (?:that's|that is|thats) (?:it|all)|alone|exclusively|nothing else|or nothing|"
        r"and nothing else|but nothing else|and only)"
    )
)
_NO_BEFORE = re.compile(
    r"\b(?:no|not|never|don't|doesn't|didn't|won't|can't|isn't|aren't|neither|nor|without|stopped|refuses?|"
    r"dropped|quit|nobody|hardly|wouldn't|couldn't|zero|hasn't|haven't|ended|instead of|rather than|against|"
    r"no longer|anymore|except|other than|nope|excluding)\b"
)
_NOT_NEGATIVE = re.compile(
    r"\b(?:not only|no (?:problem|issue|issues|trouble|limit) (?:with|for)|not just|why not|don't worry|"
    r"no doubt|no wait|not sure|nobody knows|no wonder|don't mind|doesn't mind|not a problem)\b|^no , |"
    r"^no wait"
)
_HEDGE = re.compile(
    r"\b(?:maybe|might|may|possibly|perhaps|could|not sure|unsure|wasn't sure|isn't sure|i think|he thinks|"
    r"she thinks|thinks|they think|probably|sometimes|rarely|considering|considers?|case by case|"
    r"case-by-case|depends|depending|unclear|trying to|looking into|exploring|exceptional|occasionally|guess|"
    r"seldom|not one hundred percent|no promises|might be|will see|hopefully|hoping|supposedly|rumou?r|"
    r"unlikely|in theory|not certain|not positive|once in a while|on occasion|in rare|would consider|open to|"
    r"hopes?|sure if|double check|has to check|will check|need to check|not confirmed|seems like|"
    r"sounds like they|discussing|debating)\b"
)
_CONDITION = re.compile(r"\b(?:if|unless|once|provided|as long as|only after|only for|only if|only with)\b")
_ONLY_BEFORE = re.compile(
    r"\b(?:only|just|strictly|exclusively|nothing but|solely)(?: (?:sponsors?|takes?|accepts?|does|do|a|the|"
    r"offers?|for|supports?|doing|have|has|through|with|on|handles?|gives?|files?|by|via|ever|sponsoring|"
    r"taking|want|wants))*(?: ecfmg)? ?$"
)
_PERSONAL = re.compile(
    r"\b(?:i'm on|i'm|my|his|her own|on|on an?|on her|on his|on my|got from|came with|came on|need|needs|"
    r"needed|want|have|had|hold|holding|with my|with an?|if you're|if you're on|being|am|as an?|who needs?|"
    r"who's on|he's|she's|she has|he has|has an?|transfer(?:red)? from|from|after|through|under|about|"
    r"asked about|ask about|asked re|question about|for my|mine|switch(?:ed)? (?:from|to)|converted (?:from|"
    r"to)|renew(?:ed)?|started on|went through|go for|i've|the|regarding|talked|"
    r"explain(?:ed)?(?: me)?(?: the)?|discussed|about the|her|their own|own|like|vs|versus|than|did|between|"
    r"bring up|mention|ask if|ask whether) $"
)
_TAKES = re.compile(
    r"\b(?:sponsor(?:s|ed|ing)?|takes?|taking|accepts?|accepting|accepted|offers?|supports?|do|does|doing|"
    r"files?|filed|filing|handles?|provides?|gives?|hires?|considers?|prefers?|has|have|got|gets|processes|"
    r"process|willing|okay with|fine with|good with|open to|wants?|allows?|welcomes?|welcome|friendly|likes?|"
    r"loves?|use|uses|honors?)\b"
)
_ANY_NO = re.compile(
    r"\b(?:don't|doesn't|can't|won't|not|never|no longer|didn't|stopped|isn't|aren't|"
    r"wouldn't) (?:\w+ ){0,2}?(?:sponsor|sponsoring|sponsors)\b(?! (?:me|my))|\bno (?:visa )?sponsor(?:ship|"
    r"s|ing)?\b|\bsponsors? (?:nobody|nothing|none|no one)\b|\bonly (?:takes? |accepts? |hires? |"
    r"interviews? )?(?:us citizens|citizens|green card|gc holders|permanent residents|citizen)|"
    r"\bcitizens (?:and green card holders |or green card holders |and gc holders |or gc )?only\b|"
    r"\bsponsors? only (?:for )?(?:us|citizens|american|amgs?|green)|\bgc only\b|"
    r"\bgreen card (?:holders )?only\b"
)
_ANY_YES = re.compile(
    r"\b(?:will|would|can|do|does|they) sponsor\b|\bsponsors? (?:everything|everyone|anything|all|anyone|"
    r"whatever)\b|\bsponsors\b|\bis sponsoring\b|\bsponsorship (?:is )?(?:available|possible|okay|yes|"
    r"no problem)\b"
)
_BOTH = re.compile(
    r"\b(?:sponsor(?:s|ed|ing)?|takes?|accepts?|does|do|support|supports|offers?) both\b(?! (?:prelim|"
    r"categorical|POSITION|img|of))|\bboth (?:okay|fine|yes|sponsored|accepted)\b|\bboth are (?:okay|fine|"
    r"sponsored|possible|good)\b|: both\b|\byes to both\b"
)


@dataclass(frozen=True, slots=True)
class _Group:
    """Visas that are spoken of together ("J-1 and H-1B"): items *start* to *end* (exclusive)."""

    start: int
    end: int
    visas: tuple[str, ...]


def visa_facts(outline: Outline, subjects: Subjects) -> Iterator[FactMention]:
    """Yield what each statement says of visas; questions, and the visa somebody holds, say nothing."""
    for start, end in outline.sentences():
        if is_question(outline, start, end):
            continue
        sentence = outline.text_of(start, end)
        groups = _groups(outline, start, end)
        specific = [group for group in groups if group.visas != ("any",)]
        told = list(_told(outline, subjects, start, end, specific or groups, sentence))
        yield from told
        if not told and not specific:
            yield from _without_a_visa(outline, subjects, start, end, sentence)


def is_question(outline: Outline, start: int, end: int) -> bool:
    text = outline.text_of(start, end)
    if _ASKS_FIRST.match(text):
        return True
    return text.endswith("?") and (" ? " not in text[:-1]) and not _SAID.search(text)


_ASKS_FIRST = re.compile(
    r"(?:so |and |but |also |hey |hi |okay |, |please )*(?:who(?:'s)? |which |what |what's |where |does |"
    r"do (?:you|they|we|i) |did |is there|are there|can you|could you|how many|how much|when (?:is|was|did|"
    r"do) |why |should i |would they |wonder(?:ing)? (?:if|whether)|not sure (?:if|whether) (?:they|PLACE)|"
    r"ask (?:her|him|them|PERSON|PLACE|if|about|whether)|need to ask|remind me to ask|have to ask|find out|"
    r"must ask|to ask)"
)
_SAID = re.compile(r"\b(?:said|says|told|yes|no)\b")


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
            if ahead < end and ahead > last and outline.items[ahead].word == "VISA":
                visas.append(outline.items[ahead].value or "")
                last = ahead + 1
            else:
                break
        groups.append(_Group(first, last, tuple(visas)))
        index = last
    return groups


def _told(
    outline: Outline, subjects: Subjects, start: int, end: int, groups: list[_Group], sentence: str
) -> Iterator[FactMention]:
    said: dict[tuple[str, str], FactMention] = {}
    previous_end, previous_value = start, None
    for number, group in enumerate(groups):
        upto = groups[number + 1].start if number + 1 < len(groups) else end
        before = outline.text_of(previous_end, group.start) + " "
        after = outline.text_of(group.end, upto)
        value, only = _polarity(before, after, sentence, previous_value, bool(number), upto < end)
        personal = _is_personal(before, after, outline, group)
        previous_end, previous_value = group.end, value
        if personal or value is None:
            continue
        if group.visas == ("any",) and not (
            _TAKES.search(before) or _NO_BEFORE.search(before) or _YES_AFTER.match(after)
        ):
            continue
        if group.visas == ("any",) and not re.search(
            r"sponsor|any|all|accept|takes?\b|visas|visa (?:friendly|okay|is|support|yes|no)|does|do\b",
            outline.text_of(max(group.start - 4, start), min(group.end + 2, end))
            + " "
            + outline.reading.words_of(outline.items[group.start].start, outline.items[group.start].end).lower(),
        ):
            continue
        for about, confidence in subjects.of_statement(start, end, group.start, group.end):
            for visa in _expanded(group.visas):
                fact = _fact(outline, about, visa, value, group, confidence)
                said[(about, visa)] = fact
            if only:
                for visa in {"H-1B", "J-1"} - set(group.visas):
                    said.setdefault((about, visa), _fact(outline, about, visa, "no", group, confidence - 0.1))
    yield from said.values()


def _expanded(visas: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(visa for value in visas for visa in (("H-1B", "J-1") if value == "both" else (value,)))


def _fact(outline: Outline, about: str, visa: str, value: str, group: _Group, confidence: float) -> FactMention:
    span = outline.reading.span(outline.items[group.start].start, outline.items[group.end - 1].end)
    hedged = confidence - (0.1 if value == "maybe" else 0.0)
    return FactMention(about, FactKind.VISA, value, Visa(visa), span, round(hedged, 2))


def _polarity(
    before: str, after: str, sentence: str, previous: str | None, follows: bool, more: bool
) -> tuple[str | None, bool]:
    """(yes, no, maybe or None when nothing is claimed; whether it is the only visa taken)."""
    own = before.rsplit(" but ", 1)[-1].rsplit(" though ", 1)[-1].rsplit(" ; ", 1)[-1]
    own = own.rsplit(" because ", 1)[-1]
    negated = bool(_NO_BEFORE.search(_NOT_NEGATIVE.sub(" ", own)))
    hedged = bool(_HEDGE.search(own))
    if _ONLY_AFTER.match(after) and not negated:
        return ("maybe" if hedged else "yes"), True
    if _ONLY_BEFORE.search(own):
        return ("maybe" if hedged else "yes"), True
    if _MAYBE_AFTER.match(after):
        return "maybe", False
    if _YES_AFTER.match(after) and not negated:
        return ("maybe" if hedged else "yes"), False
    if _NO_AFTER.match(after):
        bare = re.match(r"\s*no$", after.strip())
        if not (more and bare and re.search(r"\b(?:no|not)\s*$", own)):
            return ("maybe" if hedged and not bare else "no"), False
    if negated:
        return "no", False
    if hedged or _CONDITION.search(own) or _hedged_after(after):
        return "maybe", False
    if (
        follows
        and previous
        and re.fullmatch(r"\s*(?:,|and|or|/|also|even|plus|&)*\s*", own.strip() + " ")
        and not _TAKES.search(own)
    ):
        return previous, False
    if _TAKES.search(own) or _YES_AFTER.match(after) or re.search(r"\bVISA (?:okay|yes|fine)", sentence):
        return "yes", False
    if re.search(r"\b(?:also|yes|okay|fine|even)\b\s*$", own):
        return "yes", False
    return (previous if follows and previous == "yes" else None), False


def _hedged_after(after: str) -> bool:
    clause = re.split(r" but | ; | PLACE | PERSON ", after)[0]
    return bool(
        re.search(
            (
                r"\b(?:case by case|case-by-case|maybe|not (?:one hundred percent )?sure|depends|rarely|in rare|"
                r"exceptional|wasn't (?:\w+ )?sure|if (?:you|i|we|they|step|the)|once (?:you|i|step)|no promises|"
                r"with exceptions|unless|not guaranteed|not \w+ (?:percent |% )?sure|sometimes|occasionally|"
                r"after step)\b"
            ),
            clause,
        )
    )


def _is_personal(before: str, after: str, outline: Outline, group: _Group) -> bool:
    """Whether the visa is one that somebody holds or asks about, not one a program takes."""
    own = before.rstrip() + " "
    if re.search(r"\bgot (?:an? |her |his )?$", own):
        return not re.search(r"\b(?:at|from|in|through) (?:the )?PLACE", after)
    if re.search(r"\b(?:is|okay|fine|good|accept|takes?|with|does|do) (?:on )?(?:an? |the )?$", own) and not re.search(
        (
            r"\b(?:i'm|am|she is|he is|i've|came|was|training|year|years|residency|us|me|here|"
            r"you) (?:\w+ )?(?:on|with)? ?(?:an? )?$"
        ),
        own,
    ):
        return False
    if _PERSONAL.search(own) and not re.search(
        (
            r"\b(?:okay|fine|good|takes?|accepts?|sponsors?|does|do|no|not|problem|issue|issues|support|files?|"
            r"friendly) (?:on |with |for |to )?(?:an? |the )?$|\b(?:residents|interns|prelims|fellows|people|"
            r"imgs|applicants|trainees) (?:are |is )?(?:on|with) (?:an? )?$"
        ),
        own,
    ):
        return not (_YES_AFTER.match(after) or _NO_AFTER.match(after) or _ONLY_AFTER.match(after)) or bool(
            re.search(r"\b(?:i'm|my|i've) (?:on )?(?:an? )?$", own)
        )
    return False


def _without_a_visa(outline: Outline, subjects: Subjects, start: int, end: int, sentence: str) -> Iterator[FactMention]:
    """Read statements that name no visa: "doesn't sponsor", "sponsors both"."""
    match = _ANY_NO.search(sentence) or _BOTH.search(sentence)
    value = "yes"
    visas: tuple[str, ...] = ("H-1B", "J-1")
    if match is not None and match.re is _ANY_NO:
        value, visas = "no", ("any",)
    elif match is None:
        match = _ANY_YES.search(sentence)
        visas = ("any",)
        if match is None or _PERSONAL_SPONSOR.search(sentence):
            return
        value = "maybe" if _HEDGE.search(sentence) or _CONDITION.search(sentence) else "yes"
    base = outline.items[start].at
    first = outline.item_index(base + match.start())
    last = outline.item_index(base + match.end() - 1)
    for about, confidence in subjects.of_statement(start, end, first, last + 1):
        for visa in visas:
            yield _fact(outline, about, visa, value, _Group(first, last + 1, (visa,)), confidence - 0.1)


_PERSONAL_SPONSOR = re.compile(
    r"\bmy sponsor|sponsors? me\b|mentors|mentor\b|be (?:my|a) sponsor|a sponsor\b|drug|breakfast|lunch|"
    r"dinner|event|industry|which|who "
)
