"""Whether a program turns prelims into categoricals, by rules, and lists that tell it of many."""

import re
from collections.abc import Iterator

from bot.domain.vocabulary import FactKind
from bot.understanding.meaning import FactMention
from bot.understanding.outline import Outline
from bot.understanding.polarity import Verdict, judge, words_before
from bot.understanding.rule import Rule, Ruled, phrases
from bot.understanding.statements import NOTHING, weigh

CONVERTS = Rule(
    "turns prelims into categoricals",
    phrases(
        (
            r"(?:convert|converts|converted|converting|promotes?|promoted|absorb(?:s|ed)?|upgrad\w+|retain(?:s|"
            r"ed)?|keeps?|keeping|kept)(?: (?:no|zero|none|about|any|some|all|most|every|each|both|their|own|the|"
            r"of|good|strong|\d|one|two|three|many|few|a|couple|DATE|its|our|to|them|half|several))*"
            r" (?:POSITION|prelims?)"
        ),
        (
            r"(?:moves?|move|moved|moving|turns?|turned|takes?|take|took|taking|switch(?:es|ed)?|transitions?|"
            r"rolls?|slides?|advances?|bumps?|bumped|transfers?|makes?|pulls?|puts?|"
            r"promotes?)(?: \S+){0,6}? (?:POSITION|prelims?)(?: \S+){0,3}? (?:to|into|as|up to|over to|"
            r"in) (?:the |a |an |their )*(?:POSITION|categoricals?)"
        ),
        (
            r"(?:POSITION|prelims?)(?: [\w']+| DATE| PERSON){0,6} (?:convert(?:s|ed)?|get converted|"
            r"got converted|became|become|went|go|goes|moved|move|rolled|slid|switched|transitioned|promoted|"
            r"get kept|got kept|kept|absorbed|stay(?:ed)?|got in as|move up|moved up)(?: (?:to|into|as|over|on|"
            r"up|a|the))*(?: (?:POSITION|categoricals?))?(?= ?(?:$|[.,;)]|DATE|every|if|at|as|last|each|when|"
            r"about|half|most|some|sometimes|often|usually|regularly|rarely|\d|POSITION|this|there|here|in|yes|no|[:=?y]))"
        ),
        (
            r"POSITION who (?:got|get|became|become|landed|ended up|are now)(?: (?:a|an|in|into|as|the))* "
            r"(?:POSITION|categoricals?)|(?:POSITION|prelims?)\b[^.;?]{0,40} (?:keeps?|kept) (?:most|some|all|many|one|"
            r"two|three|half|several|none|\d+)(?: of (?:them|\d+|us))?(?= ?(?:$|[.,;!'\"]|DATE|each|every))"
        ),
        (
            r"POSITION (?:- >|->|→|=>|>|to|2|into) (?:a )?POSITION(?: conversions?)?(?= :| \(|$| yes| no| DATE| every|"
            r" possible| maybe| sometimes| \")|conversions?(?= ?(?::|yes|no|possible|maybe|sometimes|here|there|"
            r"never|happen|rare|DATE|at PLACE|planned|[.,'\"]|$))|POSITION conversions?"
        ),
        (
            r"(?:do|does|don't|doesn't|will|won't|not|never|they|so|hospital|program|PLACE|would|can|could|"
            r"might|always|usually|sometimes) convert(?:s|ed)?(?: (?:me|us|them|him|"
            r"her|one|some|people|two|three|\d|of|four|five|six))*(?= ?(?:$|[.,;!)]|DATE|"
            r"every|if|if|but|anymore|this|at|here|there|into|to POSITION|and|each))"
        ),
        (
            r"(?:made|makes?|making) (?:her|him|them|one|two|three|me|PERSON) (?:an? )?POSITION|(?:all |their |"
            r"the |our )*POSITION(?: DATE| they| there| here| always| usually| often| \d)* (?:got|get|gets) "
            r"(?:an? |the |their )?POSITION"
        ),
        (
            r"converted (?:her|him|them|me|two|one|three|some|PERSON) (?:from POSITION|to POSITION|into|in |DATE|"
            r"from prelim)"
        ),
    ),
    "yes",
    (
        "they convert their POSITION",
        "took two POSITION into POSITION",
        "POSITION - > POSITION : sometimes",
        "they do convert",
        "POSITION who do well get kept",
    ),
    ("POSITION at PLACE", "POSITION spot open"),
)


def converts_rule(text: str) -> Ruled:
    """Whether a sentence says that a program turns prelims into categoricals."""
    match = CONVERTS.pattern.search(text)
    if match is None or re.search(r"\bi(?:'ve| have)? (?:\w+ )?convert", text):
        return NOTHING, 0, 0
    before, after = words_before(text, match.start()) + match.group() + " ", " " + text[match.end() :].lstrip() + " "
    ruling = judge(before, after)
    value = ruling.verdict.value if ruling and ruling.verdict in {Verdict.NO, Verdict.MAYBE} else "yes"
    return value, match.start(), match.end()


CONVERSIONS_HEADING = re.compile(
    r"^(?:[^.;\n]{0,30}\b)?(?:prelim\w*-to-\w+|(?:POSITION|prelims?)(?: ?(?:- ?>|→|=>|>|-|to|2|into))+ (?:a )?POSITION|"
    r"(?:prelim )?conversions?|(?:do they |who )?(?:converts?|keeps?)(?: their)?(?: prelims| POSITION)?)"
    r"(?: (?:list|table|status|so far|DATE|ROLE|policy))*(?: \( [^()]{0,40} \))?(?: ?[?:])"
)
"""What opens a list of programs that turn prelims into categoricals, or do not: "Prelim to cat?", "conversions:"."""
IN_A_HEADING = ("prelim", "POSITION", "conver", "keep")
"""Of these it holds one."""
OTHER_HEADING = re.compile(r"VISA|\bimgs?\b|\bletters?\b|[?:]$")
CONVERSION_ENTRY = re.compile(r"(?P<about>PLACE)(?: \( [^()]{0,40} \))?(?: ?[:=–—|-])+ ?(?P<said>[^;\n|]{1,80})")


def listed_conversions(outline: Outline, start: int, end: int, after: int) -> Iterator[FactMention]:
    """What the entries of such a list say: "Kern: yes, twice", "Kent - never"."""
    base = outline.items[start].at
    for entry in CONVERSION_ENTRY.finditer(outline.text_of(start, end), after):
        index = outline.item_index(base + entry.start("about"))
        place = outline.items[index].place
        said = " ".join(word for word in entry["said"].split() if word not in _QUOTES)
        ruling = judge(" ", f" {said} ")
        value = ruling.verdict.value if ruling and ruling.verdict is not Verdict.ONLY else ""
        if not value:
            verdict = weigh(FactKind.CONVERTS_PRELIMS, ["they", "convert", "prelims", ":", *said.split()], "yes")
            value = verdict.value
        if place is not None and value != NOTHING:
            last = outline.item_index(base + entry.end() - 1)
            span = outline.reading.span(outline.items[index].start, outline.items[last].end)
            outline.reading.note("converts, in a list", span, value)
            yield FactMention(place.name, FactKind.CONVERTS_PRELIMS, value, span=span, confidence=0.8)


_QUOTES = frozenset("\"'“”‘’")
