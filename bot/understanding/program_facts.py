"""What is told of a program besides visas: takes IMGs, has an opening, turns prelims into categoricals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.domain.vocabulary import FactKind
from bot.understanding.asked import is_question
from bot.understanding.linear import Strongest, score, weights
from bot.understanding.meaning import FactMention
from bot.understanding.outline import Item, Outline
from bot.understanding.polarity import Verdict, judge
from bot.understanding.rule import Rule, holds_any, phrases
from bot.understanding.statements import NOTHING, VALUES, around, likeliest, may_speak_of, weigh
from bot.understanding.subjects import Subjects
from bot.understanding.visa_echoes import echoes

_IMGS = r"(?:imgs?|foreign (?:grads|graduates)|international (?:grads|graduates|medical graduates))"
IMG_YES = Rule(
    "takes IMGs",
    phrases(
        (
            rf"(?:very |quite |super |so |pretty |really )?(?:img-? ?friendl(?:y|ier)|friendl(?:y|ier) (?:to|for|"
            rf"with|towards?) (?:us )?{_IMGS})"
        ),
        (
            rf"(?:takes?|took|taking|loves?|likes?|hires?|accepts?|ranks?|ranked|interviews?|interviewed|"
            rf"considers?|wants?|welcomes?|prefers?|supports?|matches)(?! as)(?: \w+){{0,3}} {_IMGS}(?! (?:panel|"
            rf"dinner|mixer|section))"
        ),
        (
            rf"{_IMGS} (?:are |is |very |so |super |: |= )*(?:welcome|okay|fine|accepted|heavy|considered|"
            rf"every year|yes|friendly)"
        ),
        (
            rf"(?:half|most|many|lots|plenty|percent|%|majority|third|all|several|full|mostly|mainly|everybody|"
            rf"everyone)(?: of)?(?: (?:their|the|our|its|them|there|here|is|are|there's))*(?: ROLE| class|"
            rf" interns| program)?(?: is| are| were| there's)? {_IMGS}"
        ),
        rf"img-? ?heavy|pro-? ?img|open to {_IMGS}|good (?:to|for|with) {_IMGS}|img program|{_IMGS} okay",
    ),
    "yes",
    ("PLACE is very img friendly", "they take imgs", "imgs welcome", "half of the ROLE are imgs"),
    ("matched as img", "also img"),
)
IMG_NO = Rule(
    "takes no IMGs",
    phrases(
        rf"(?:no|zero) (?:more )?{_IMGS}|img unfriendly|unfriendly to {_IMGS}",
        (
            rf"(?:not|isn't|aren't|never) (?:very |really |so |at all |too |that )?(?:img-? ?friendly|"
            rf"friendly (?:to|for|with) {_IMGS}|open to {_IMGS})"
        ),
        (
            rf"(?:don't|doesn't|never|won't|didn't|not|rarely|stopped|hardly|haven't|hasn't|isn't|aren't|"
            rf"can't)(?: \w+){{0,2}} (?:takes?|taken|taking|interview|interviewing|rank|ranking|consider|accept|"
            rf"accepting|hire|hiring|like|match|want|seen|had)(?: \w+){{0,2}} {_IMGS}"
        ),
        (
            r"(?:us grads|amgs?|us graduates|american grads|us mds|us seniors|us medical graduates|"
            r"american graduates) only|only (?:takes? |take |interviews? |ranks? |for )*(?:us grads|us graduates|"
            r"amgs?|american grads|us mds|us seniors|american graduates)"
        ),
        rf"{_IMGS} (?:: |= )?(?:no|not)(?! problem)|sponsors? only (?:for )?us grads",
    ),
    "no",
    ("they don't take imgs", "no imgs", "us grads only", "not taking imgs : PLACE"),
    ("they take imgs",),
)

_OPEN_NOUN = r"(?:openings?|slots?|spots?|positions?|vacanc(?:y|ies)|places?|seats?|jobs?|hole|opportunity|posting|gap)"
_OPEN = (
    r"(?:open|available|unfilled|vacant|vacated|coming up|opening up|opened up|opening|opens|opened|free|"
    r"expected|posted|left|empty|to fill|likely|possible|up for grabs|freed up|freeing up)"
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
    r"^(?:\s*(?:POSITION|SPEC|spots?|slots?|positions?|seats?|places?|is|are|was|were|been|already|just|all|now|"
    r"the|got|has|,)\s*){0,5}(?:filled|taken|closed|gone|no longer|not (?:open|available))\b"
)
_NOT_OPEN = re.compile(
    r"\b(?:no|not|never|don't|doesn't|without|won't|can't|isn't|aren't|nothing|filled|no more|any|if|whether|"
    r"asked about|ask about|asking about|about|my|i want|i need|i'm|for me|interested in|hope for|hoping for|"
    r"someone in|apply as|was|were|as a|finish|finished|"
    r"he's|she's|is an?|your|want|strong for|good for|like a|chance|chances|once|since|like)(?: (?:an?|the|"
    r"any|one|new|open|current|more|real|SPEC|expected|\w+ing|good|strong|POSITION|for|of)){0,3} $"
)
_UNFILLED_AGAIN = re.compile(r"\b(?:not (?:yet )?filled|wasn't filled|isn't filled|unfilled)\b")

CONVERTS = Rule(
    "turns prelims into categoricals",
    phrases(
        (
            r"(?:convert|converts|converted|converting|promotes?|promoted|absorb(?:s|ed)?|upgrad\w+|retain(?:s|"
            r"ed)?|keeps?|keeping|kept)(?: (?:any|some|all|most|every|each|both|their|own|the|of|good|strong|\d|"
            r"one|two|three|many|few|a|couple|DATE|its|our|to|them|own|half|several))* (?:POSITION|prelims?)"
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
            r"POSITION|this|there|here|in))"
        ),
        (
            r"POSITION (?:- >|->|→|=>|>|to|2|into) (?:a )?POSITION(?: conversions?)?(?= :| \(|$| yes| no|"
            r" possible| maybe| sometimes| \")|conversions?(?= ?(?::|yes|no|possible|maybe|sometimes|here|there|"
            r"never|happen|rare|$))|POSITION conversions?"
        ),
        (
            r"(?:do|does|don't|doesn't|will|won't|not|never|they|PLACE|would|can|could|might|always|usually|"
            r"sometimes) convert(?:s|ed)?(?: (?:me|us|them|him|her|one|some|people))?(?= ?(?:$|[.,;!)]|DATE|"
            r"every|if|if|but|anymore|this|at|here|there|into|to POSITION|and|each))"
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


def program_facts(outline: Outline, subjects: Subjects) -> Iterator[FactMention]:
    """Yield what each statement says of a program besides visas; a question says nothing."""
    listing = False
    for start, end in outline.sentences():
        text = outline.text_of(start, end)
        heading = _HEADING.search(text) if holds_any(text, _IN_A_HEADING) else None
        listing = bool(heading) or (listing and not _OTHER_HEADING.search(text))
        if listing:
            yield from _listed(outline, start, end, heading.end() if heading else 0)
        if holds_any(text, _IN_OPENINGS) and (opened := _OPENINGS_LISTED.match(text)):
            yield from _listed_openings(outline, start, end, opened.end())
            continue
        words = text.split()
        spoken_of = [
            (kind, rule)
            for kind, rule in ((FactKind.IMG_FRIENDLY, img_rule), (FactKind.CONVERTS_PRELIMS, converts_rule))
            if may_speak_of(kind, words) and not (listing and kind is FactKind.CONVERTS_PRELIMS and not heading)
        ]
        names_a_position = not _POSITIONS.isdisjoint(words)
        if not (spoken_of or names_a_position) or is_question(outline, start, end):
            continue
        if heading and _ENTRY.search(text, heading.end()):
            continue
        sentence = _Sentence(outline, subjects, start, end, text)
        converts = False
        for kind, rule in spoken_of:
            value, begin, finish = rule(sentence.text)
            verdict = weigh(kind, words, value)
            if verdict.value != NOTHING:
                converts = converts or kind is FactKind.CONVERTS_PRELIMS
                if not finish:  # the whole sentence says so: its place is the one before its end
                    begin, finish = len(sentence.text) - 1, len(sentence.text)
                yield from sentence.facts(verdict.why, kind, verdict.value, begin, finish, verdict.share)
                yield from sentence.echoed(kind, verdict.value, begin)
        if names_a_position:
            yield from _openings(sentence, converts)


_HEADING = re.compile(
    r"^(?:[^.;\n]{0,30}\b)?(?:prelim\w*-to-\w+|(?:POSITION|prelims?)(?: ?(?:- ?>|→|=>|>|-|to|2|into))+ (?:a )?POSITION|"
    r"(?:prelim )?conversions?|(?:do they |who )?(?:converts?|keeps?)(?: their)?(?: prelims| POSITION)?)"
    r"(?: (?:list|table|status|so far|DATE|ROLE|policy))*(?: \( [^()]{0,40} \))?(?: ?[?:])"
)
"""What opens a list of programs that turn prelims into categoricals, or do not: "Prelim to cat?", "conversions:"."""
_IN_A_HEADING = ("prelim", "POSITION", "conver", "keep")
"""Of these it holds one."""
_OTHER_HEADING = re.compile(r"VISA|\bimgs?\b|\bletters?\b|[?:]$")
_ENTRY = re.compile(r"(?P<about>PLACE)(?: \( [^()]{0,40} \))?(?: ?[:=–—|-])+ ?(?P<said>[^;\n|]{1,80})")


def _listed(outline: Outline, start: int, end: int, after: int) -> Iterator[FactMention]:
    """What the entries of such a list say: "Kern: yes, twice", "Kent - never"."""
    base = outline.items[start].at
    for entry in _ENTRY.finditer(outline.text_of(start, end), after):
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


_IN_OPENINGS = ("open", "spots", "slots", "vacanc", "seats", "positions")
_OPENINGS_LISTED = re.compile(
    r"(?:(?:current|new|known|more|the|my|all|off-?cycle|SPEC|POSITION|DATE) )*"
    r"(?:openings|open(?: (?:spots|slots|seats|positions))?|spots|slots|vacancies|seats|positions)"
    r"(?: (?:so far|list|DATE|update|today|open|now|i (?:know|heard|found|saw) of))* ?(?::|=|-|–|—) ?"
    r"(?=(?:• )?(?:PLACE|POSITION))"
)
"""What opens a list of open positions: "openings: Kern PGY-2, Kent prelim"."""
_OPENING_ENTRY = re.compile(
    r"(?P<about>PLACE)(?: (?:[:=(–-]|\d|an?|one|two|has|x))* (?P<what>POSITION(?: (?:[/+&]|and|POSITION)(?= ))*)"
)


def _listed_openings(outline: Outline, start: int, end: int, after: int) -> Iterator[FactMention]:
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


_QUOTES = frozenset("\"'“”‘’")


@dataclass(frozen=True, slots=True)
class _Sentence:
    outline: Outline
    subjects: Subjects
    start: int
    end: int
    text: str

    def facts(
        self, why: Strongest | str, kind: FactKind, value: str, begin: int, finish: int, share: float = 0.95
    ) -> Iterator[FactMention]:
        """The fact of each subject that characters *begin* to *finish* of the sentence state."""
        base = self.outline.items[self.start].at
        first = self.outline.item_index(base + begin)
        last = self.outline.item_index(base + finish - 1) + 1
        first = self._behind_its_place(first, last)
        span = self.outline.reading.span(self.outline.items[first].start, self.outline.items[last - 1].end)
        self.outline.reading.note("said of a program", span, f"{kind}: {value}", why=why)
        for about, confidence in self.subjects.of_statement(self.start, self.end, first, last):
            yield FactMention(about, kind, value, span=span, confidence=round(confidence * share, 2))

    def echoed(self, kind: FactKind, value: str, begin: int) -> Iterator[FactMention]:
        """What is said of another program in a word or two: "Kern takes IMGs, Kent doesn't"."""
        said_at = self.outline.items[self.start].at + begin
        for echo in echoes(self.outline, self.start, self.end):
            item = self.outline.items[echo.start]
            said = value if echo.verdict is None else echo.verdict.value
            if item.at > said_at and said in VALUES[kind]:
                span = self.outline.reading.span(item.start, self.outline.items[echo.end - 1].end)
                self.outline.reading.note("said of another program", span, f"{kind}: {said}")
                yield FactMention(echo.place.name, kind, said, span=span, confidence=0.7)

    def _behind_its_place(self, first: int, last: int) -> int:
        """*first*, or the item after a place among those: "PLACE converts", "POSITION at PLACE never convert"."""
        items = self.outline.items
        named = (
            at for at in range(last - 1, first - 1, -1) if items[at].place and items[at - 1].word not in _ELSEWHERE
        )
        return min(next(named, first - 1) + 1, last - 1)


_ELSEWHERE = frozenset({"from", "than", "like"})
Ruled = tuple[str, int, int]
"""What the rules make of a sentence, and the characters that say so; all of it where they make nothing of it."""


def img_rule(text: str) -> Ruled:
    for rule in (IMG_NO, IMG_YES):
        match = rule.pattern.search(text)
        if match is None:
            continue
        value = rule.says
        if rule is IMG_YES:
            ruling = judge(_near(text, match.start()), "")
            value = ruling.verdict.value if ruling and ruling.verdict in {Verdict.NO, Verdict.MAYBE} else value
        return value, match.start(), match.end()
    return NOTHING, 0, 0


def _near(text: str, position: int) -> str:
    """The last words before *position*, as the rules of polarity read them."""
    return " " + " ".join(text[:position].split()[-8:]) + " "


def converts_rule(text: str) -> Ruled:
    match = CONVERTS.pattern.search(text)
    if match is None or re.search(r"\bi(?:'ve| have)? (?:\w+ )?convert", text):
        return NOTHING, 0, 0
    before, after = _near(text, match.start()) + match.group() + " ", " " + text[match.end() :].lstrip() + " "
    ruling = judge(before, after)
    value = ruling.verdict.value if ruling and ruling.verdict in {Verdict.NO, Verdict.MAYBE} else "yes"
    return value, match.start(), match.end()


def _openings(sentence: _Sentence, converts: bool) -> Iterator[FactMention]:
    told = set[str]()
    base = sentence.outline.items[sentence.start].at
    for named in positions_named(sentence.outline, sentence.start, sentence.end, converts):
        features = tuple(dict.fromkeys(opening_features(named)))
        learned = weights("opening")
        best, share = likeliest(score(features, learned, OPENING_CLASSES))
        if best == NOTHING or named.value in told:
            continue
        told.add(named.value)
        why = learned.strongest(features, OPEN)
        item, at = named.item, named.item.at - base
        where = sentence
        if _AT_A_PLACE.match(named.after):  # wherever the sentence has been before
            where = replace(sentence, start=sentence.outline.item_index(item.at), text=sentence.text[at:])
            at = 0
        yield from where.facts(why, FactKind.OPENING, named.value, at, at + len(item.word), share)


_AT_A_PLACE = re.compile(
    r" (?:(?:itself|spots?|seats?|slots?|positions?|openings?|post|job|year|ones?|vacanc(?:y|ies)|open|available|"
    r"opening|up|is|for|POSITION|SPEC|DATE) )*(?:(?:over )?(?:at|@) (?:the )?|\( )PLACE\b"
)
_HAS_IT = re.compile(
    r"(?:\b(?:he|she|who|PERSON|fiancé|husband|wife|brother|sister|cousin|friend|roommate) (?:is|was)|\b(?:he's|she's|"
    r"who's))(?: (?:now|currently|also|still|already|just))*(?: an?)? $"
)
"""Before a position that somebody holds: "her friend is a PGY-2 at Kern"."""


_POSITIONS = frozenset({"POSITION", "ROLE"})
OPEN = "open"
OPENING_CLASSES = (NOTHING, OPEN)


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
        value = _position(outline, item) if item.word in _POSITIONS else None
        if value is not None:
            before = " " + outline.text_of(max(index - 9, start), index) + " "
            after = " " + outline.text_of(index + 1, min(index + 10, end)).strip() + " "
            rule = _opens(item, before, after, converts) or ""
            taken = _FILLED_AFTER.match(after.strip()) and not _UNFILLED_AGAIN.search(before + after)
            if taken or _HAS_IT.search(before) or (converts and value == "prelim" and not rule):
                continue
            yield PositionNamed(item, value, before, after, rule, converts)


def opening_features(named: PositionNamed) -> list[str]:
    """The evidence that a position is open, in readable words."""
    return [
        "always",
        f"rule {bool(named.rule)}",
        f"rule {named.rule}",
        f"names {named.value}",
        f"as {named.item.word}",
        f"as {named.item.word}, rule {bool(named.rule)}",
        *(("said of prelims who become categoricals",) if named.converts else ()),
        *around(named.before, named.after),
    ]


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
    ("PGY-2", re.compile(r"r-?2s?|(?:second|2nd)[- ](?:years?|yr)(?: residents?)?")),
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
