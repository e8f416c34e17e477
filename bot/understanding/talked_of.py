"""What a note says of a conversation: what was talked of, taught, advised and offered, ready to be said back to them.

Read when a draft or a brief is made, never stored. Each finding is a span of the note, and *said_to_them* is the same
words as they are said to that person: "her sepsis project" becomes "your sepsis project".
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from bot.understanding.lexicon import word_set
from bot.understanding.meaning import Span


class Matter(StrEnum):
    TOPIC = "topic"  # follows "our conversation about"
    THEIR_WORK = "their_work"  # "your talk on HFpEF": heard or read, perhaps never talked of
    LEARNED = "learned"  # follows "what you taught me about"
    ADVICE = "advice"  # "to apply early", follows "your advice"
    OFFER = "offer"  # "to introduce me to Dr. Wu", follows "thank you for offering"


@dataclass(frozen=True, slots=True)
class TalkedOf:
    matter: Matter
    span: Span
    said_to_them: str


@dataclass(frozen=True, slots=True)
class Cue:
    """The words after which a matter stands, and the sentences that prove it. *lead* is said before it."""

    matter: Matter
    pattern: re.Pattern[str]
    examples: dict[str, str]
    counterexamples: tuple[str, ...] = ()
    lead: str = ""


def _cue(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){words}\s+(?P<said>\S.*)", re.IGNORECASE | re.DOTALL)


_PERSON = r"(?:she|he|they|(?:dr|prof)\.?\s+\w+)"
_ERRAND = (
    r"(?:send|e-?mail|call|text|message|write to|let|keep|contact|follow up|come|stop by|meet|see|remind|ask|tell|give)"
    r"\s+(?:him|her|them|you|by|back|in|up|with)\b"
)
"""What is asked of the resident for the speaker's own sake is no advice: "he said to send him my abstract"."""

_SPOT = r"(?:the )?(?:phone|zoom|teams|facetime|whatsapp|rounds|call|lunch|coffee|dinner|the way|a walk)\b"
_MUCH = r"(?:a (?:whole )?(?:lot|ton|bunch)|so much|tons|lots|loads|plenty|much)"
_ABOUT = rf"(?:about|abt|on(?!\s+{_SPOT})|re|regarding|over(?!\s+{_SPOT}))"
_WITH = (
    rf"(?:\s+(?:a (?:bit|lot|little)|briefly|at length|more|(?:on|over|by|at) {_SPOT}|"
    r"with (?:her|him|them|(?:dr\.?\s+)?[A-Z]\w+(?:\s+[A-Z]\w+)?)))*"
)

CUES = (
    Cue(
        Matter.LEARNED,
        _cue(rf"(?:taught|showed)\s+(?:me|us)(?:\s+{_MUCH})?(?:\s+{_ABOUT})?(?!\s+(?:to|{_MUCH})\b)"),
        {
            "Dr. Lee taught me how to read a vent waveform, super kind": "how to read a vent waveform",
            "he taught us about diuretics in HF": "diuretics in HF",
        },
        ("taught med students all day",),
    ),
    Cue(
        Matter.LEARNED,
        _cue(
            rf"(?:learned|learnt)(?:\s+{_MUCH})?(?:\s+from (?:her|him|them))?(?:\s+{_ABOUT})?"
            rf"(?!\s+(?:{_MUCH}|that|from|to)\b)"
        ),
        {"learned a ton about goals of care from her": "goals of care", "learned vent weaning": "vent weaning"},
        ("learned that Mercy sponsors H-1B", "learned a lot"),
    ),
    Cue(
        Matter.TOPIC,
        _cue(
            rf"(?:discussed(?: with (?:her|him|them))?"
            rf"|(?<!her )(?<!his )(?<!their )(?<!'s )(?<!’s )"
            r"(?:talk(?:ed|ing)?|spoke|chat(?:ted)?|conversation|discussion)"
            rf"{_WITH}\s+{_ABOUT}"
            rf"|(?:met|zoomed|meeting|call)(?:\s+(?:with|w/)\s+(?:(?:dr|prof)\.?\s+)?[\w'’-]+(?:\s+[A-Z][\w'’-]+)?)?"
            rf"\s+(?:about|regarding|to (?:discuss|talk about|go over))(?!\s+\d))"
        ),
        {
            "talked with Dr. Lee about her sepsis QI project, she said to send my CV": "your sepsis QI project",
            "we discussed prelim-to-categorical conversion. email her friday": "prelim-to-categorical conversion",
            "nice chat about cricket and home": "cricket and home",
            "talked about prelims who convert with Dr. Wu, PD at Kent": "prelims who convert",
            "spoke on the phone about the J-1 waiver": "the J-1 waiver",
            "talked over coffee with her about QI": "QI",
            "Dr. Brown, biostatistician, met about the readmission database": "the readmission database",
        },
        ("talked to Dr. Lee", "her talk was great", "met about 10 PDs at ACP"),
    ),
    Cue(
        Matter.THEIR_WORK,
        re.compile(
            r"(?<!about )(?<!abt )(?P<said>\b(?:her|his|their)\s+(?:talk|lecture|session|poster|paper|study|"
            r"research|project|work|panel)\s+(?:on|about|in|at|of)\s.*)",
            re.IGNORECASE | re.DOTALL,
        ),
        {
            "met Dr. Ruiz after her talk on HFpEF": "your talk on HFpEF",
            "loved his poster about TTP": "your poster about TTP",
        },
        ("her poster",),
    ),
    Cue(
        Matter.THEIR_WORK,
        re.compile(
            r"(?:Dr|Prof)\.?\s+[\w'’-]+(?:\s+[A-Z][\w'’-]+)?['’]s\s+(?P<said>(?:talk|lecture|session|poster|paper|study|"
            r"research|project|work|panel)\s+(?:on|about|in|at|of)\s.*)",
            re.IGNORECASE | re.DOTALL,
        ),
        {"saw Dr. Lin Zhao's talk on AI in sepsis at SGIM": "your talk on AI in sepsis at SGIM"},
        ("Dr. Zhao's clinic",),
        lead="your ",
    ),
    Cue(
        Matter.THEIR_WORK,
        _cue(r"(?:works|working|worked|publishes|published|writes|wrote) (?:on|about)"),
        {"researcher at Mayo who works on AI in sepsis": "your work on AI in sepsis"},
        ("I work on a project",),
        lead="your work on ",
    ),
    Cue(
        Matter.ADVICE,
        _cue(
            rf"(?:(?:told|advised|encouraged|urged) me|{_PERSON}\s+(?:said|advised|recommended|suggested|wants me)"
            r"|(?:and\s+|(?<=,\s))(?:said|advised|suggested)|(?:her|his|their) advice(?: was|:)?)"
            rf"(?=\s+(?:not )?to\s)(?!\s+to\s+{_ERRAND})"
        ),
        {
            "she told me to apply early and broadly": "to apply early and broadly",
            "Dr. Lee advised me to take Step 3 first": "to take Step 3 first",
        },
        ("she said Mercy sponsors H-1B", "told me to", "he said to send him my abstract", "told me to call her friday"),
    ),
    Cue(
        Matter.ADVICE,
        _cue(
            rf"(?:{_PERSON}\s+|and\s+|(?<=,\s))(?:said|suggested|recommended|advised|thinks|told me)(?:\s+that)?"
            r"\s+(?:i|we)(?:\s+should|\s+could)?(?=\s+[a-z]{2,}\s+\S)"
            rf"(?!\s+(?:{_ERRAND}|am\b|was\b|were\b|had\b|have\b|can\b|did\b|do\b|will\b|would\b|need\b))"
        ),
        {
            "she suggested I write up the endocarditis case": "to write up the endocarditis case",
            "met Dr. Lee, said I should present shorter on rounds": "to present shorter on rounds",
        },
        ("she said I was late", "he said I can email him", "she suggested I email her in May"),
        lead="to ",
    ),
    Cue(
        Matter.OFFER,
        _cue(rf"(?:{_PERSON}\s+)?(?:kindly\s+)?(?:offered|promised)(?=\s+to\s)"),
        {
            "she offered to introduce me to the PD": "to introduce me to the PD",
            "he promised to read my personal statement": "to read my personal statement",
        },
        ("I promised to send my CV",),
    ),
)

MOST_WORDS = 14
"""A matter that runs longer is a story, which no sentence of a draft can hold."""

_END = re.compile(
    r"[.;!?\n,(]|\s[-–]\s|\s(?:and|but|so|then)\s+(?:she|he|they|i|we|it|dr\.?|said|told|offered|promised|asked|wants|"
    r"will|sponsors?|takes?|email|e-mail|send|call|remind|thank|follow|is|was|has|had|gave)\b"
    r"|\s(?:email|e-mail|remind me|send (?:her|him|them|my)|call (?:her|him|them)|follow up|sponsors?)\b"
    r"|\s(?:today|yesterday|tonight|this (?:morning|afternoon|evening)|last (?:week|night|month))\b"
    r"|\sfrom (?:her|him|them)\b|\s(?:with|w/) (?:him|them|(?:dr|prof)\.? \w+)\b"
    r"|\s(?:with|w/) her(?=\s*(?:$|[.,;!?]|(?:at|on|in|about|today|yesterday|this|last|after|before|during|and|but|for)"
    r"\b))"
    r"|(?<!s)\swho\b|\swhich\b",  # "prelims who convert" is one matter, "the chair who runs it" is a story
    re.IGNORECASE,
)
_TITLE_STOP = re.compile(r"\b(?:Dr|Prof|Mr|Ms|Mrs|St|vs)$")
_PRIVATE = re.compile(
    r"\b(?:patient|pt|mrn|room|bed|died|death of|annoy\w*|rude|hate[sd]?|gossip\w*|complain\w*|stupid|idiot\w*|toxic|"
    r"divorce\w*|pregnan\w*|depress\w*|burn(?:ed|t)? ?out|quit|fired|lawsuit|salary)\b",
    re.IGNORECASE,
)
"""What is nobody's to read but the resident's, however it was talked of."""

_BARE = re.compile(
    r"(?:your|her|his|their)\s+(?:talk|lecture|session|poster|paper|study|research|project|work|panel)", re.IGNORECASE
)
_EMPTY = word_set("it that this things stuff everything nothing anything all life me us a the to lot")
_MINE = re.compile(r"\b(?:I|I'm|I’m|I'll|I’ll|we)\s*(?:\w+\s+)?$")

_OBJECT = (
    r"(?=\s*(?:$|[,.;]|(?:an?|the|my|some|about|for|with|to|re|at|on|by|if|in|that|when|what|how|again|up|and)\b))"
)
_TO_THEM = (
    (re.compile(r"\b(?:she|he) is\b|\bthey are\b", re.IGNORECASE), "you are"),
    (re.compile(rf"\bher{_OBJECT}", re.IGNORECASE), "you"),
    (re.compile(r"\b(?:him|them)\b", re.IGNORECASE), "you"),
    (re.compile(r"\b(?:hers|theirs)\b", re.IGNORECASE), "yours"),
    (re.compile(r"\b(?:her|his|their)\b", re.IGNORECASE), "your"),
    (re.compile(r"\b(?:she|he|they)\b", re.IGNORECASE), "you"),
    (re.compile(r"(?<!\w)w/\s*"), "with "),
    (re.compile(r"\babt\b", re.IGNORECASE), "about"),
    (re.compile(r"\s+&\s+"), " and "),
    (re.compile(r"\bi\b"), "I"),
    (re.compile(r"\bstep (?=[123]\b)"), "Step "),
    (re.compile(r"(?<![\w.])dr\.?\s+(?=[a-z])"), "Dr. "),
)
_WORD = re.compile(r"(?<![\w@.-])[a-z][a-z0-9-]*(?![\w@-])")


def talked_of(text: str, start: int = 0, end: int | None = None) -> Iterator[TalkedOf]:
    """Yield what ``text[start:end]`` says was talked of, in the order of CUES."""
    part = text[start : len(text) if end is None else end]
    for cue in CUES:
        for match in cue.pattern.finditer(part):
            if cue.matter is Matter.OFFER and _MINE.search(part[: match.start()]):
                continue
            said = part[match.start("said") : match.start("said") + _length(match["said"])].rstrip()
            if not _worth_saying(said):
                continue
            first = start + match.start("said")
            yield TalkedOf(cue.matter, Span(first, first + len(said)), cue.lead + to_them(said))
            break


def to_them(words: str) -> str:
    """Return the words as they are said to the person they speak of.

    >>> to_them("her work w/ the MICU & how he got there")
    'your work with the MICU and how you got there'
    """
    for pattern, instead in _TO_THEM:
        words = pattern.sub(instead, words)
    words = re.sub(rf"\b(?:by|in|until|before|after|since|this|next|early|late) (?:{_MONTHS})\b", _month, words)
    words = re.sub(r"(?<=Dr\. )[a-z]", lambda initial: initial[0].upper(), words)
    return written_out(words)


_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"


def _month(found: re.Match[str]) -> str:
    before, _, month = found[0].rpartition(" ")
    return f"{before} {month.capitalize()}"


def written_out(words: str) -> str:
    """Return the words with the capitals that a hasty note leaves out.

    >>> written_out("copd readmissions, and ards")
    'COPD readmissions, and ARDS'
    """
    return " ".join(_WORD.sub(lambda word: _abbreviations().get(word[0], word[0]), part) for part in words.split())


@cache
def _abbreviations() -> dict[str, str]:
    """Return abbreviations as an American physician writes them, by what a tired one types."""
    file = resources.files("bot.understanding") / "vocabulary" / "abbreviations.toml"
    written = tomllib.loads(file.read_text(encoding="utf-8"))["written"]
    return {each.lower(): each for each in written}


def _length(said: str) -> int:
    for end in _END.finditer(said):
        if said[end.start()] == "." and (
            _TITLE_STOP.search(said[: end.start()]) or said[end.start() + 1 : end.start() + 2].isalnum()
        ):
            continue  # "Dr. Wu" and "3.5" end nothing
        return end.start()
    return len(said)


def _worth_saying(said: str) -> bool:
    words = said.split()
    if not 0 < len(words) <= MOST_WORDS or _PRIVATE.search(said):
        return False
    return not (_BARE.fullmatch(said) or all(word.lower() in _EMPTY for word in words) or said.isdigit())
