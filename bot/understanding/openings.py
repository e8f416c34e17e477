"""Positions that a message names and whether each is open, by rules and evidence, and lists of openings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.vocabulary import FactKind, Role
from bot.understanding.meaning import FactMention
from bot.understanding.outline import Item, Outline
from bot.understanding.rule import Rule
from bot.understanding.statements import around

_OPEN_NOUN = r"(?:openings?|slots?|spots?|positions?|vacanc(?:y|ies)|places?|seats?|jobs?|hole|opportunity|posting|gap)"
_OPEN = (
    r"(?:open|available|unfilled|vacant|vacated|coming up|opening up|opened up|opening|opens|opened|free|"
    r"expected|posted|left|empty|to fill|likely|possible|up for grabs|freed up|freeing up|offered|needed|wanted)"
)
OPEN_AFTER = Rule(
    "open, after the position",
    re.compile(
        rf"^(?:\s*(?:/|and|or|&|\+|,|\(|\)|im|internal medicine|medicine|med|SPEC|EVENT|level|year|POSITION|"
        rf"ROLE|resident|r|are|paid|unpaid|clinical|'|\"|:|-|funded|outside)\s*){{0,5}}"
        rf"(?:{_OPEN_NOUN}\b|(?:\S+ |DATE ){{0,3}}?(?:is |are |will be |might be |may be |just |has |have |"
        rf"be |probably |could |still |going to |maybe |)(?:an? |one |two |\d |unexpected |"
        rf"their )*(?:{_OPEN_NOUN} )?{_OPEN}\b"
        rf"|(?:in PLACE |at PLACE |there )?(?:has|have|had|with) (?:an?|one|two|three|\d|"
        rf"some)(?: \w+)? {_OPEN_NOUN}\b|\d {_OPEN_NOUN}\b|(?:to start|starting|start) DATE|DATE (?:start|"
        rf"available|open))"
    ),
    "open",
    ("opening DATE", "categorical spot", "has an unexpected opening", ", 2 positions"),
    ("at PLACE", "said hello"),
)
OPEN_BEFORE = Rule(
    "open, before the position",
    re.compile(
        rf"(?:\b(?:{_OPEN_NOUN}|open|unfilled|vacant|available|still open)\b(?: (?:for|of|in|at|as|on|their|"
        rf"the|an?|one|two|\d|is|are|new|:|maybe|categorical|,|\(|PLACE|POSITION|SPEC|with|-))*"
        r"|\b(?:looking for|hiring|searching for|recruiting|seeking|posting for|interviewing for|to fill|"
        r"filling|adding|funding for|needs?|lost|short|short of|advertising|advertises|advertised)(?: (?:an?|"
        r"one|two|three|\d|their|some|more|another|extra|new|unfilled|paid|off-?cycle|for|of|PLACE))*"
        r"|\b(?:has|have|had|got|they've|there's|with|they'd have|will have|taking|take|takes|expects?|"
        r"expecting|opening|opens|offers?|offering)(?: (?:an?|one|two|three|\d|some|another|extra|new|"
        r"unexpected|off-?cycle|paid|maybe|likely|up))+"
        r"|\b(?:apply|applied|applying) (?:for|to) (?:the|their|an?|this)) $"
    ),
    "open",
    ("opening for a ", "looking for a ", "they have one "),
    ("he is a ", "they have the "),
)
_FILLED_AFTER = re.compile(
    r"^(?:\s*(?:POSITION|SPEC|spots?|slots?|positions?|seats?|places?|openings?|jobs?|vacanc(?:y|ies)|at|in|PLACE|is|are|"
    r"was|were|been|already|just|all|now|the|got|has|,|:|=|-|–|—)\s*){0,5}(?:filled|taken|closed|gone|no longer|"
    r"not (?:open|available)|(?<=[:=–-] )(?:none|nope|no|n)(?! \w)|(?<=opening )n(?! \w))\b"
)
_NOT_OPEN = re.compile(
    r"\b(?:no|not|never|don't|doesn't|without|won't|can't|isn't|aren't|nothing|filled|no more|any|if|whether|"
    r"asked about|ask about|asking about|about|my|i want|i need|i'm|for me|interested in|hope for|hoping for|"
    r"someone in|apply as|was|were|as a|finish|finished|"
    r"he's|she's|is an?|your|want|strong for|good for|like a|chance|chances|once|since|like)(?: (?:an?|the|"
    r"any|one|new|open|current|more|real|SPEC|expected|\w+ing|good|strong|POSITION|for|of)){0,3} $"
)
_OF_A_RULE = re.compile(
    r" ?(?:spots? |positions? |level |residents? )?(?:(?:and|&|or) (?:up|above|higher|beyond)\b|\+ (?!\d|POSITION))"
)
"""Behind a year from which something holds: "H-1B for PGY-2 and up"."""
_UNFILLED_AGAIN = re.compile(r"\b(?:not (?:yet )?filled|wasn't filled|isn't filled|unfilled)\b")
_HAS_IT = re.compile(
    r"(?:\b(?:he|she|who|PERSON|fiancé|husband|wife|brother|sister|cousin|friend|roommate) (?:is|was)|\b(?:he's|she's|"
    r"who's))(?: (?:now|currently|also|still|already|just))*(?: an?)? $"
)
"""Before a position that somebody holds: "her friend is a PGY-2 at Kern"."""
_LED_BY = frozenset({Role.PROGRAM_DIRECTOR, Role.ASSOCIATE_PROGRAM_DIRECTOR, Role.COORDINATOR})
POSITION_WORDS = frozenset({"POSITION", "ROLE"})
OPEN = "open"


@dataclass(frozen=True, slots=True)
class PositionNamed:
    """A position that a sentence names, the words on either side, and the rule by which it is open ("" for none)."""

    item: Item
    value: str
    before: str
    after: str
    rule: str
    converts: bool


def positions_named(outline: Outline, start: int, end: int, converts: bool) -> Iterator[PositionNamed]:
    """The positions that items *start* to *end* name; *converts*: they say that prelims become categoricals."""
    for index in range(start, end):
        item = outline.items[index]
        value = _position(outline, item) if item.word in POSITION_WORDS else None
        if value is not None:
            before = " " + outline.text_of(max(index - 9, start), index) + " "
            after = " " + outline.text_of(index + 1, min(index + 10, end)).strip() + " "
            rule = _opens(item, before, after, converts) or ""
            taken = _FILLED_AFTER.match(after.strip()) and not _UNFILLED_AGAIN.search(before + after)
            is_no_opening = taken or _OF_A_RULE.match(after) or _HAS_IT.search(before)
            if is_no_opening or (converts and value == "prelim" and not rule):
                continue
            if value != "research" and index + 1 < end and outline.items[index + 1].value in _LED_BY:
                continue  # "the prelim coordinator"
            yield PositionNamed(item, value, before, after, rule, converts)


def opening_evidence(named: PositionNamed) -> tuple[str, ...]:
    """What speaks for a position being open, in readable words."""
    evidence = (
        "always",
        f"rule {bool(named.rule)}",
        f"rule {named.rule}",
        f"names {named.value}",
        f"as {named.item.word}",
        f"as {named.item.word}, rule {bool(named.rule)}",
        *(("said of prelims who become categoricals",) if named.converts else ()),
        *around(named.before, named.after),
    )
    return tuple(dict.fromkeys(evidence))


def _position(outline: Outline, item: Item) -> str | None:
    """The position a word names: its own, or that of a role ("a research fellow", "her old prelim seat")."""
    if item.word == "POSITION":
        return item.value
    written = outline.reading.words_of(item.start, item.end).lower()
    if "research" in written or "post" in written:
        return "research"
    if "prelim" in written:
        return "prelim"
    return next((value for value, said in _POSITION_OF if said.fullmatch(written)), None)


_POSITION_OF = (
    ("fellowship", re.compile(r"fellows?")),
    ("PGY-1", re.compile(r"(?:medicine |medical )?interns?|r-?1s?|(?:first|1st)[- ]years?(?: residents?)?")),
    ("PGY-2", re.compile(r"r-?2s?|ca-?1s?|(?:second|2nd)[- ](?:years?|yr)(?: residents?)?")),
    ("PGY-3", re.compile(r"r-?3s?|(?:third|3rd)[- ](?:years?|yr)(?: residents?)?")),
)
"""Roles that name a position as well: "they lost two interns"."""


def _opens(item: Item, before: str, after: str, converts: bool) -> str | None:
    clause = re.split(r" (?:but|;|and they|because|said|says|told me) ", before)[-1]
    if _FILLED_AFTER.match(after.strip()) and not _UNFILLED_AGAIN.search(after):
        return None
    if _NOT_OPEN.search(" " + clause.strip() + " ") and not _UNFILLED_AGAIN.search(before + after):
        return None
    if OPEN_AFTER.pattern.match(after.strip()) and not (
        converts and not re.search(r"open|slot|spot|seat|vacan", after[:30])
    ):
        return OPEN_AFTER.name
    if item.word == "ROLE" and not re.search(
        r"(?:needs?|taking|looking for|hiring|opening for|wants?|recruiting)(?: \w+){0,2} $", clause + " "
    ):
        return None
    if OPEN_BEFORE.pattern.search(" " + clause.strip() + " ") and not converts:
        return OPEN_BEFORE.name
    if re.search(r"will take me $|would take me (?:as )?(?:an? )?$", before):
        return "takes the resident"
    return None


OPENING_ASKED = re.compile(rf"\bPOSITION {_OPEN_NOUN} ?\?")
"""A question that, answered, tells of an opening and not of prelims: "PGY-2 opening? 'maybe in July'"."""
IN_OPENINGS = ("open", "spots", "slots", "vacanc", "seats", "positions")
OPENINGS_HEADING = re.compile(
    r"(?:(?:current|new|known|more|the|my|all|off-?cycle|SPEC|POSITION|DATE) )*"
    r"(?:openings|open(?: (?:spots|slots|seats|positions))?|spots|slots|vacancies|seats|positions)"
    r"(?: (?:so far|list|DATE|update|today|open|now|i (?:know|heard|found|saw) of))* ?(?::|=|-|–|—) ?"
    r"(?=(?:• )?(?:PLACE|POSITION))"
)
"""What opens a list of open positions: "openings: Kern PGY-2, Kent prelim"."""
_OPENING_ENTRY = re.compile(
    r"(?P<about>PLACE)(?: (?:[:=(–-]|\d|an?|one|two|has|x))* (?P<what>POSITION(?: (?:[/+&]|and|POSITION)(?= ))*)"
)


def listed_openings(outline: Outline, start: int, end: int, after: int) -> Iterator[FactMention]:
    """What the entries of a list of openings say, a program and its position each."""
    base = outline.items[start].at
    for entry in _OPENING_ENTRY.finditer(f"{outline.text_of(start, end)} ", after):
        first = outline.item_index(base + entry.start("about"))
        last = outline.item_index(base + entry.end("what") - 1) + 1
        place = outline.items[first].place
        for item in outline.items[first:last]:
            if place is not None and item.word == "POSITION" and item.value:
                span = outline.reading.span(item.start, item.end)
                outline.reading.note("open, in a list", span, item.value)
                yield FactMention(place.name, FactKind.OPENING, item.value, span=span, confidence=0.8)
