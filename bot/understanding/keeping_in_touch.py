"""How often to be in touch with whom, who showed interest, and what sort of mentor somebody is."""

import re

from bot.domain.vocabulary import MentorKind
from bot.understanding.meaning import CadenceMention
from bot.understanding.outline import Outline
from bot.understanding.pronouns import Antecedents
from bot.understanding.rule import Rule, phrases

_KEEP = (
    r"(?:check(?:ing)? in|check-ins?|keep(?:ing)? (?:in touch|up)|stay(?:ing)? in touch|be in touch|get in "
    r"touch|touch(?:ing)? base|"
    r"talk to|speak (?:to|with)|catch(?:ing)? up|follow(?:ing)? up|reach(?:ing)? out|updates?|ping|write to|"
    r"contact|email|message|call|"
    r"text|nudge me about|see|meet)"
)

OFTEN = Rule(
    "how often to be in touch",
    phrases(
        rf"{_KEEP}(?: \w+){{0,3}}? (?:dr )?(?:\. )?PERSON(?: \w+){{0,3}}? DATE",
        rf"DATE(?: \w+){{0,4}}? {_KEEP} ~ PERSON",
    ),
    True,
    ("check in with dr . PERSON DATE", "keep in touch with PERSON DATE", "remind me to check in with dr . PERSON DATE"),
    ("met PERSON DATE",),
)
_ONCE_DAYS = {"week": 7, "month": 30, "quarter": 91}
ONCE = re.compile(
    rf"(?<![\w'-]){_KEEP}(?: \w+){{0,3}}? (?:dr )?(?:\. )?PERSON(?: \w+){{0,3}}? (?:once )?(?:a|each|every) "
    rf"(?P<every>week|month|quarter)"
)
"""Such as "check in with Dr. Lee once a month"."""

NEVER = Rule(
    "nobody to be kept in touch with",
    phrases(
        r"(?:no|stop|don't|do not|never|no more|skip)(?: \w+){0,4} (?:check(?:ing)? in|check-ins?|keep(?:ing)? "
        r"in touch|"
        r"get(?:ting)? in touch|nudg\w+|remind\w+)(?: \w+){0,3}? (?:dr )?(?:\. )?PERSON"
    ),
    True,
    ("stop reminding me about dr . PERSON", "no check-ins with PERSON"),
    ("don't forget to check in",),
    ("check", "touch", "nudg", "remind"),
)
INTERESTED = Rule(
    "somebody shows interest in the resident",
    phrases(
        r"interested|showed (?:\w+ )?interest|(?:keep|stay|be|get) in touch|wants? (?:to see )?my (?:cv|"
        r"application|resume)|"
        r"asked (?:for|me to send|me to email) (?:\w+ )?(?:my )?(?:cv|application|resume)|send (?:him|her|them) "
        r"my (?:cv|resume)|"
        r"(?:told|asked|encouraged|wants|invited|said)(?: me)?(?: \w+)? to (?:apply|reach out|keep|stay|email "
        r"(?:her|him|them)|contact)|"
        r"likes? me|liked (?:me|my)|impressed|would (?:love|like) to (?:have|hear)|remember(?:s|ed)? me|happy "
        r"to help|open to"
    ),
    True,
    ("met dr . PERSON , ROLE at PLACE , at EVENT , interested", "PERSON wants to stay in touch", "she asked for my cv"),
    ("remind me to thank her",),
    (
        *("interest", "touch", "cv", "application", "resume", "like", "love", "impressed", "remember", "open to"),
        *("to apply", "to reach out", "to keep", "to stay", "to email", "to contact", "to help"),
    ),
)
_OWN_INTEREST = re.compile(r"\b(?:i'm|i am|am|i was|my|me|not|n't|never|if|less)(?: \w+){0,2} $")

_MENTORS = {
    "clinical": MentorKind.CLINICAL,
    "research": MentorKind.RESEARCH,
    "career": MentorKind.CAREER,
    "career strategy": MentorKind.CAREER,
    "strategy": MentorKind.CAREER,
    "img": MentorKind.CAREER,
    "insider": MentorKind.INSIDER,
    "institutional": MentorKind.INSIDER,
}
MENTOR = re.compile(rf"\b(?P<kind>{'|'.join(sorted(_MENTORS, key=len, reverse=True))}) mentor\b", re.IGNORECASE)


def find_cadences(outline: Outline) -> tuple[CadenceMention, ...]:
    """Return how often the resident wants to be in touch with somebody; 0 days for never."""
    if "PERSON" not in outline.text:
        return ()
    if NEVER.may_match(outline.text) and (match := NEVER.pattern.search(outline.text)):
        name = _person_in(outline, *match.span())
        return (CadenceMention(name, 0, outline.span(*match.span())),) if name else ()
    if any(map(outline.text.__contains__, _ONCE_DAYS)) and (once := ONCE.search(outline.text)):
        name = _person_in(outline, *once.span())
        return (CadenceMention(name, _ONCE_DAYS[once["every"]], outline.span(*once.span())),) if name else ()
    recurring = [mention for mention in outline.reading.dates if mention.every_days]
    match = OFTEN.pattern.search(outline.text) if recurring else None
    if match is None:
        return ()
    name = _person_in(outline, *match.span())
    every = recurring[0].every_days or 0
    return (CadenceMention(name, every, recurring[0].span),) if name and every > 1 else ()


def find_interested(outline: Outline, antecedents: Antecedents) -> tuple[str, ...]:
    """Return the names of those who showed interest in the resident."""
    names = []
    for match in INTERESTED.matches(outline.text):
        if not _OWN_INTEREST.search(outline.text[: match.start()]):
            person = antecedents.last_before(outline.item_index(match.start()))
            names += [person.name] if person else []
    return tuple(dict.fromkeys(names))


def find_mentor_kinds(outline: Outline) -> tuple[tuple[str, MentorKind], ...]:
    """Return (name, kind) where the message says what sort of mentor somebody is."""
    reading = outline.reading
    if "mentor" not in reading.text.lower():
        return ()
    kinds = [(match.start(), _MENTORS[match["kind"].lower()]) for match in MENTOR.finditer(reading.text)]
    found = []
    for at, kind in kinds:
        before = [p for p in reading.people if reading.tokens[p.mentions[0][0]].start < at]
        if people := before or reading.people:
            found.append((people[-1].name, kind))
    return tuple(found)


def _person_in(outline: Outline, start: int, end: int) -> str | None:
    return next((item.person.name for item in outline.items_between(start, end) if item.person), None)
