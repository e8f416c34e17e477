"""What somebody else is going to do for the resident, and what of it they did."""

import re
from collections.abc import Iterator

from bot.understanding.dates import DateMention
from bot.understanding.meaning import PromiseMention, Span
from bot.understanding.outline import Outline
from bot.understanding.pronouns import Antecedents
from bot.understanding.reading import Person
from bot.understanding.rule import Rule, phrases

_ACT = (
    r"(?:send|email|forward|share|text|mail|give|get|bring|show|pass)(?: over| along)?(?: it)? (?:me|us|my|over|"
    r"along|the|a)\b"
    r"|introduce me|connect me|put me in (?:touch|contact)|get back to me|let me know|look (?:at|over|into)|read|"
    r"review|check|go over|edit|ask|talk to|speak (?:to|with)|call|phone|set up|find out|forward|write back|"
    r"call me back|"
    r"add me|invite me|include me|refer me|recommend me|mention me|nominate me|help me|write me|make (?:some|a "
    r"few|a) calls?"
)
_BINDS = (
    r"(?:will|'ll|is going to|are going to|promised(?: me)? (?:to|that (?:she|he|they) (?:will|would)|"
    r"(?:she|he|they) (?:will|would)|(?:she|he|they)'(?:ll|d))|"
    r"(?:said|says) (?:that )?(?:(?:she|he|they) (?:will|would|can|is going to)|(?:she|he|they)'(?:ll|d))|"
    r"told me (?:that )?(?:(?:she|he|they) (?:will|would|is going to)|(?:she|he|they)'(?:ll|d))|agreed to|offered to)"
)

PROMISES = Rule(
    "somebody promises the resident something",
    re.compile(
        rf"\b(?P<who>PERSON|ROLE|she|he|they)(?: \([^)]*\))?(?: also| just| too|,)? ?(?P<binds>{_BINDS}) (?:also "
        rf"|then |try to |personally )?(?P<what>(?:{_ACT})[^.;!?\n]*)"
    ),
    True,
    (
        "dr . PERSON will send me the abstract DATE",
        "dr . PERSON said she'd email me the paper DATE",
        "she'll send me the protocol DATE",
        "PERSON promised to introduce me to the ROLE at PLACE",
    ),
    ("i will send PERSON the abstract", "remind me to send her my cv", "PERSON said the program will grow"),
    ("will", "'ll", "going to", "promised", "said", "says", "told", "agreed to", "offered to"),
)

UNNAMED = Rule(
    "who was told of last promises the resident something",
    re.compile(
        rf"^(?:and |also |then )?(?:will|'ll|is going to|promised to|offered to|agreed to) "
        rf"(?P<what>(?:{_ACT})[^.;!?\n]*)"
    ),
    True,
    ("will send me the form DATE", "promised to introduce me to the ROLE"),
    ("i will send PERSON the abstract", "will call PERSON DATE"),
)

_ENDS = re.compile(
    r"(?: ,|,)? (?:and (?:i|then i|we)|but|so (?:i|that i)|i'll|i will|i need|then i|because|since|if|when|once|"
    r"after)\b.*$| , (?:i|i'll|i'd|we|me|then i|so i|only asks i)\b.*$"
    # What the resident does then: "she'll read my draft, sending mon", "offered to look at it so emailing it tonight".
    r"|(?: ,| /| so| , so| , ok) (?:so |ok )?(?:send|sending|email|emailing|mailing|forwarding|texting|calling|cv|ps|"
    r"draft) .*$"
)
_LETTER = re.compile(r"\bletter\b|\blor\b")

KEPT = Rule(
    "what was promised has come",
    phrases(
        r"PERSON (?:just |finally |already )?(?:sent|emailed|forwarded|shared|texted|mailed|gave) (?:me|us|over|"
        r"the|my|it)",
        r"PERSON (?:just |finally |already )?(?:introduced|connected|referred|recommended|called|got back|wrote "
        r"back|replied|"
        r"responded|reviewed|read|looked at|looked over|put me)",
        r"(?:got|received|heard back|have) (?:[^.;!?]* )?from (?:dr )?(?:\. )?PERSON",
        r"PERSON came through",
    ),
    True,
    (
        "dr . PERSON sent me the abstract",
        "got the abstract from dr . PERSON",
        "PERSON finally introduced me to the ROLE",
    ),
    ("PERSON will send me the abstract", "i sent PERSON the abstract"),
    (
        *("sent", "mailed", "forwarded", "shared", "texted", "gave", "introduced", "connected", "referred", "looked "),
        *("recommended", "called", "got back", "wrote back", "replied", "responded", "reviewed", " read", "put me"),
        *(" from ", "came through"),
    ),
)


_TITLE = re.compile(r"\b(?:dr|prof) ?$")
_TITLED = re.compile(r" ?\. PERSON")


def find_promises(outline: Outline, antecedents: Antecedents) -> tuple[PromiseMention, ...]:
    """Return every promise with who made it, what for, and by when."""
    found: dict[tuple[str, str], PromiseMention] = {}
    for start, end in outline.sentences():
        for promise in _in_sentence(outline, antecedents, start, outline.text_of(start, end)):
            found.setdefault((promise.by_name, promise.what), promise)
    return tuple(found.values())


def find_kept(outline: Outline) -> tuple[str, ...]:
    """Return the names of those who did what they may have promised."""
    names = []
    for match in KEPT.matches(outline.text) if outline.reading.people else ():
        people = [item.person for item in outline.items_between(*match.span()) if item.person]
        names += [person.name for person in people[-1:]]
    return tuple(dict.fromkeys(names))


def _in_sentence(outline: Outline, antecedents: Antecedents, start: int, sentence: str) -> Iterator[PromiseMention]:
    base = outline.items[start].at
    unnamed = UNNAMED.pattern.match(sentence)
    to_me = unnamed and re.search(r"\b(?:me|us|my)\b", unnamed["what"])
    for match in [unnamed] if unnamed and to_me else PROMISES.matches(sentence):
        who = match.groupdict().get("who")
        person = _who(outline, antecedents, base + match.start("who")) if who else antecedents.last_before(start)
        # The full stop of "Dr. Wu" ends no promise.
        named = _TITLED.match(sentence[match.end("what") :]) if _TITLE.search(match["what"]) else None
        whole = match["what"] + (named[0] if named else "")
        kept = _ENDS.sub("", whole).rstrip(" ,")
        if person is None or _LETTER.search(kept):
            continue
        first, last = base + match.start("what"), base + match.start("what") + len(kept)
        if not _told_before(outline, person, first):
            continue  # "the coordinator said she'll forward it to the PD, Dr. Rao"
        words, due = _without_dates(outline, first, last)
        if words:
            yield PromiseMention(person.name, words, due.due if due else None, outline.span(first, last))


def _told_before(outline: Outline, person: Person, place: int) -> bool:
    return any(item.person is person for item in outline.items_between(0, place))


def _who(outline: Outline, antecedents: Antecedents, at: int) -> Person | None:
    index = outline.item_index(at)
    item = outline.items[index]
    if item.person:
        return item.person
    if item.word == "ROLE":
        return antecedents.last_before(index)
    return antecedents.at(index) or antecedents.last_before(index)


def _without_dates(outline: Outline, first: int, last: int) -> tuple[str, DateMention | None]:
    """Return the words as written without their date, and that date where it says by when."""
    reading = outline.reading
    whole = outline.span(first, last)
    words, due = reading.text[whole.start : whole.end], None
    for mention in sorted(reading.dates, key=lambda each: each.span.start, reverse=True):
        if whole.start <= mention.span.start < whole.end:
            words = _cut(words, mention.span, whole.start)
            due = mention if mention.due else due
    return " ".join(words.split()).strip(" .,;:!-"), due


def _cut(words: str, span: Span, offset: int) -> str:
    return words[: span.start - offset] + words[span.end - offset :]


def overlap(one: Span | None, other: Span | None) -> bool:
    """Tell whether two readings are of the same words."""
    return one is not None and other is not None and one.start < other.end and other.start < one.end
