"""What is told of a program besides visas: takes IMGs, has an opening, turns prelims into categoricals."""

import re
from collections.abc import Iterator

from bot.domain.vocabulary import FactKind
from bot.understanding.meaning import FactMention
from bot.understanding.outline import Outline
from bot.understanding.subjects import Subjects
from bot.understanding.visa_facts import is_question

_HEDGE = re.compile(
    r"\b(?:maybe|might|may|could|possibly|perhaps|not sure|unsure|sometimes|case by case|depends|probably|"
    r"thinks|i think|rarely|occasionally|considering|would consider|rumou?r|if|on occasion|has happened|"
    r"once in a while|not always|unclear|unlikely|trying|few|wasn't sure|hardly)\b"
)
_NOT = re.compile(
    r"\b(?:no|not|never|don't|doesn't|didn't|won't|can't|isn't|aren't|without|stopped|zero|hasn't|haven't|"
    r"wouldn't|nope|anymore|refuse|refuses|none|hardly)\b"
)

_IMG_YES = re.compile(
    r"\bimg-? ?friendl(?:y|ier)\b|\bfriendl(?:y|ier) (?:to|for|with|towards?) (?:us )?imgs?\b|\b(?:takes?|"
    r"took|loves?|likes?|hires?|accepts?|ranks?|ranked|interviews?|interviewed|considers?|wants?|welcomes?|"
    r"taking|prefers?|supports?|matched|matches) (?:[\w%-]+ ){0,4}imgs?\b|"
    r"\bimgs? (?:are |is |very |so |super )*(?:welcome|okay|fine|accepted|heavy|considered|every year|yes)\b|"
    r"\b(?:half|most|many|lots|plenty|percent|%|majority|third|all|several|almost all)(?: of)?(?: (?:their|"
    r"the|our|its|them))?(?: \w+){0,3} (?:are |is |were )?imgs?\b|\b(?:many|lots of|full of|plenty of|mostly|"
    r"mainly|nearly all) imgs?\b|\bimg-? ?heavy\b|\bpro-? ?img\b|\bimgs? : (?:yes|okay)|\bopen to imgs?\b|"
    r"\bimgs? okay\b|\bgood (?:to|for|with) imgs?\b|\bimg program\b|"
    r"\b(?:takes?|loves?|likes?|accepts?|friendly to|welcomes?) (?:\w+ )?(?:foreign|international) \w+|"
    r"\b(?:residents|class|interns) (?:are |is )(?:\w+ )?(?:\d+ ?%? )?imgs?\b"
)
_IMG_NO = re.compile(
    r"\bno imgs?\b|\bnot (?:very |really |so |at all |too |that )?(?:img-? ?friendly|friendly (?:to|for|"
    r"with) imgs?|taking imgs?)|\b(?:don't|doesn't|never|won't|didn't|not|rarely|stopped|"
    r"hardly) (?:\w+ ){0,2}?(?:takes?|taken|taking|interview|interviewing|rank|consider|accept|hire|like|"
    r"match|want) (?:\w+ ){0,2}imgs?\b|\b(?:us grads|amgs?|us graduates|american grads|us mds|us seniors|"
    r"us medical graduates|american graduates|do and md) only\b|\bonly (?:takes? |interviews? |ranks? |us |"
    r"for )*(?:us grads|us graduates|amgs?|american grads|us mds|american graduates)\b|\bimgs? (?:: )?(?:no|"
    r"not)\b|\bzero imgs?\b|\bno (?:more )?(?:foreign|international) (?:grads|graduates)|\bimg unfriendly\b|"
    r"\bunfriendly to imgs?|\bhaven't taken (?:an? |any )?imgs?|\bhasn't taken (?:an? |any )?imgs?|"
    r"\b(?:sponsors?|visas?) only (?:for )?us grads"
)

_OPEN_NOUN = (
    r"(?:opening|openings|slot|slots|spot|spots|position|positions|vacancy|vacancies|place|places|seat|seats|job|"
    r"jobs|hole|opportunity|gig|role|posting)"
)
_OPEN_ADJ = (
    r"(?:open|available|unfilled|vacant|coming up|opening up|opened up|opening|free|expected|posted|opens|left|"
    r"going to open|to fill|empty)"
)
_POSITION = (
    r"(?:(?:POSITION|ROLE)(?: (?:/|and|or|&|,|im|internal medicine|SPEC|medicine|level|year|research|paid|"
    r"clinical|the|of|resident|with stipend|funded|unpaid) ?)* ?)+"
)
_OPENING = re.compile(
    rf"(?:{_OPEN_NOUN}|{_OPEN_ADJ}) (?:for |of |in |at |as |on |their |the |an? |one |two |\d |is |are |new |"
    rf": |their |maybe )*(?:SPEC )?(?P<after>POSITION)"
    rf"|(?P<before>POSITION)(?: (?:/|and|or|&|\+|,|\(|\)|im|internal medicine|SPEC|medicine|med|level|year|"
    rf"resident|EVENT|paid|clinical|POSITION|ROLE|surg))* (?:{_OPEN_NOUN}|{_OPEN_ADJ})\b"
    rf"|(?P<verb>POSITION)(?: [\w']+| SPEC| POSITION| DATE){{0,3}} (?:is |are |will be |might be |may be |"
    rf"just |has |coming |be |likely |probably |could |still |going to |maybe )+(?:{_OPEN_ADJ})\b"
    rf"|(?:looking for|hiring|searching for|need|needs|recruiting|seeking|lost|short|want|wants|"
    rf"are looking for|posting for|posting :|hiring for|interviewing for|to fill|filling|adding|losing|has|"
    rf"have|got|funding for|left) (?:an? |one |two |their |some |more |another |extra |new |unfilled |paid |"
    rf"\d |off-?cycle )*(?P<wanted>POSITION)(?= (?:\. |, |for july|for DATE|starting|start|from|in DATE|DATE|"
    rf"open|to start|and VISA|now|off-?cycle|opening|slot|spot|position|for next|next|$)|$)"
)
_FILLED = re.compile(
    r"\b(?:filled|taken|closed|gone|no longer|no (?:open |POSITION |more |current |unfilled |expected |new |"
    r"real |SPEC )*(?:openings?|spots?|slots?|positions?|vacanc\w+|places?|seats?)|not (?:open|available|"
    r"hiring|expecting|have|an?)|don't have|doesn't have|for me|my (?:own )?(?:POSITION|prelim)|apply for|"
    r"applying|applied|no POSITION|not opening|won't have|i want|i need|interested in|hoping for|hope for|"
    r"if (?:a|an|any|there|they|one|something)|in case|let me know|keep me in mind|looking for (?:a|an|my)|"
    r"want (?:a|an|the) POSITION|asked (?:about|if|whether)|ask (?:about|if|whether)|never|someone|"
    r"consider me|my chances?|compete|competing|good for|strong for|in my)\b"
)
_FILLED_OVERRIDE = re.compile(
    r"\b(?:not filled|unfilled|wasn't filled|isn't filled|not yet filled|someone (?:left|quit|dropped|"
    r"leaving|is leaving|resigned))\b"
)

_CONVERTS = re.compile(
    r"\b(?:convert(?:s|ed|ing)?|moves?|moved|moving|promotes?|promoted|promoting|turn(?:s|ed)?|"
    r"transition(?:s|ed)?|switch(?:es|ed)?|takes?|took|absorb(?:s|ed)?|advances?|advanced|bump(?:s|ed)?|"
    r"upgrad\w+|keeps?|kept|roll(?:s|ed)?|slid\w*|graduates?) (?:\w+ |DATE |POSITION |their |own |of |"
    r"DATE ){0,5}?(?:POSITION|prelims?)(?: \w+| DATE){0,3} (?:to|into|as|over to|in|over) (?:\w+ |the |a |"
    r"an ){0,2}(?:POSITION|categorical)"
    r"|\bconvert(?:s|ed|ing)? (?:[\w-]+ |of |their |DATE ){0,5}?POSITION\b(?! (?:to|into|year) (?!POSITION))|"
    r"\bPOSITION(?: [\w']+| DATE){0,5} (?:convert(?:s|ed|ing)?|moved (?:up|over|into)|get converted|"
    r"got converted|become|became|promoted|moved|transition(?:ed)?|rolled|go|went|slide|absorbed|taken|"
    r"bumped)(?: [\w']+){0,2} (?:POSITION|categorical)\b|\bPOSITION(?: [\w']+| DATE){0,4} (?:get |got |were |"
    r"was |are |be |been )?converted\b"
    r"|\bPOSITION (?:to|->|→|into|2) POSITION conversion|\bconversion (?:of )?POSITION|"
    r"\bPOSITION conversions?\b|\bkeeps? (?:\w+ ){0,3}POSITION\b|\bconverts? (?:them|us|one|two|some)\b"
)


def program_facts(outline: Outline, subjects: Subjects) -> Iterator[FactMention]:
    for start, end in outline.sentences():
        if is_question(outline, start, end):
            continue
        sentence = outline.text_of(start, end)
        words = set(sentence.split())
        if words & _IMG_WORDS:
            yield from _img(outline, subjects, start, end, sentence)
        if "POSITION" in words or "prelims" in words:
            converted = list(_converts(outline, subjects, start, end, sentence))
            yield from converted
            yield from _openings(outline, subjects, start, end, sentence, bool(converted))


_IMG_WORDS = frozenset(
    [
        "img",
        "imgs",
        "img-friendly",
        "img-heavy",
        "imgfriendly",
        "graduates",
        "grads",
        "foreign",
        "international",
        "amgs",
        "amg",
        "mds",
        "seniors",
    ]
)


def _img(outline: Outline, subjects: Subjects, start: int, end: int, sentence: str) -> Iterator[FactMention]:
    no = _IMG_NO.search(sentence)
    match = no or _IMG_YES.search(sentence)
    if match is None:
        return
    before = _clause_before(sentence, match.start())
    value = (
        "no"
        if no
        else "maybe"
        if _HEDGE.search(before)
        else "no"
        if _NOT.search(before) and not re.search(r"\bno wait|not sure", before)
        else "yes"
    )
    yield from _about(outline, subjects, start, end, match, FactKind.IMG_FRIENDLY, value)


def _clause_before(sentence: str, position: int) -> str:
    return re.split(r" but | ; | , and | though ", sentence[:position])[-1]


def _about(
    outline: Outline,
    subjects: Subjects,
    start: int,
    end: int,
    match: re.Match[str],
    kind: FactKind,
    value: str,
    at: tuple[int, int] | None = None,
) -> Iterator[FactMention]:
    base = outline.items[start].at
    begin, finish = at or match.span()
    first, last = outline.item_index(base + begin), outline.item_index(base + finish - 1) + 1
    span = outline.reading.span(outline.items[first].start, outline.items[last - 1].end)
    for about, confidence in subjects.of_statement(start, end, first, last):
        yield FactMention(about, kind, value, span=span, confidence=round(confidence - 0.05, 2))


def _openings(
    outline: Outline, subjects: Subjects, start: int, end: int, sentence: str, converts: bool
) -> Iterator[FactMention]:
    base = outline.items[start].at
    told: set[str] = set()
    for match in _OPENING.finditer(sentence):
        group = next(name for name in ("after", "before", "verb", "wanted") if match[name])
        around = sentence[: match.end()].rsplit(" . ", 1)[-1] + sentence[match.end() : match.end() + 30]
        if _FILLED.search(_FILLED_OVERRIDE.sub(" ", _same_clause(around))):
            continue
        if converts and group != "wanted" and not re.search(r"open|slot|vacan", match.group()):
            continue
        first = outline.item_index(base + match.start())
        last = outline.item_index(base + match.end() - 1) + 1
        for item in outline.items[first:last]:
            if item.word == "POSITION" and item.value and item.value not in told:
                told.add(item.value)
                yield from _about(outline, subjects, start, end, match, FactKind.OPENING, item.value)


def _same_clause(text: str) -> str:
    return text.rsplit(" but ", 1)[0] if " but " in text[-40:] else re.split(r" but | ; ", text)[-1]


def _converts(outline: Outline, subjects: Subjects, start: int, end: int, sentence: str) -> Iterator[FactMention]:
    match = _CONVERTS.search(sentence)
    if match is None or not any(
        item.value in {"prelim", None} or item.word != "POSITION" for item in outline.items[start:end]
    ):
        return
    if not any(
        (item.word == "POSITION" and item.value == "prelim") or item.word == "prelims"
        for item in outline.items[start:end]
    ) and not re.search(r"convert", match.group()):
        return
    before = _clause_before(sentence, match.start()) + " " + match.group()
    after = sentence[match.end() : match.end() + 40]
    negated = _NOT.search(re.sub(r"not sure|no problem|no wait|not only", " ", before))
    hedged = _HEDGE.search(before) or re.match(
        (
            r"\s*(?:,? ?(?:maybe|sometimes|case by case|depends|if|possible|possibly|on occasion|rarely|but not|"
            r"not guaranteed))"
        ),
        after,
    )
    value = (
        "maybe"
        if hedged and not (negated and not re.search("not sure|not always", before))
        else "no"
        if negated or re.match(r"\s*:? ?(?:no\b|never)", after)
        else "yes"
    )
    yield from _about(outline, subjects, start, end, match, FactKind.CONVERTS_PRELIMS, value)
