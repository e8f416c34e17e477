"""What the resident did or achieved that moves the year on: a rule each, with the sentences that prove it."""

import re
from collections.abc import Iterator, Sequence

from bot.domain.year import DeedKind
from bot.understanding.meaning import DeedMention, Span
from bot.understanding.outline import Outline
from bot.understanding.rule import Rule, phrases

_WORK = (
    r"(?:abstracts?|posters?|papers?|manuscripts?|case reports?|case series|articles?|talks?|oral presentations?|"
    r"presentations?|chapters?|grants?|proposals?|submissions?|vignettes?|publications?|review|study)"
)
_TAKEN = r"(?:accepted|published|selected|chosen|funded|in press|taken)"
_AWARD = (
    r"(?:award|prize|best (?:poster|abstract|paper|talk|oral|intern|resident)|(?:intern|resident|ROLE) of (?:the "
    r"(?:month|year|week|quarter|block)|DATE)|"
    r"scholarship|honou?rs|(?:first|second|third|1st|2nd|3rd) (?:place|prize)|travel grant)"
)

SCHOLARLY = Rule(
    "work accepted or published",
    phrases(
        rf"(?:(?!her|his|their)\w+ )?{_WORK}(?: \w+){{0,4}} (?:was |were |is |are |got |just got |has been |"
        rf"have been )?{_TAKEN}",
        rf"{_TAKEN} (?:my|our) (?:\w+ )?{_WORK}",
        rf"got (?:my|our|a|an|the) (?:\w+ )?{_WORK} {_TAKEN}",
        rf"(?:presented|published) (?:my|our|a|an) (?:\w+ ){{0,2}}(?:{_WORK}|case|work|data|findings)",
    ),
    DeedKind.WIN,
    (
        "poster accepted at EVENT",
        "my abstract got accepted to EVENT !",
        "our case report was published",
        "got a paper published",
        "i presented my poster at EVENT DATE",
    ),
    ("she asked for the abstract", "i will send the abstract"),
    ("accepted", "publish", "selected", "chosen", "funded", "in press", "taken", "presented"),
)
ACHIEVED = Rule(
    "an examination passed, an award won",
    phrases(
        r"passed (?:my |the |usmle )*(?:step ?(?:3|three|iii)|boards?|exam|ite|abim|acls)",
        r"(?:step ?(?:3|three)|boards?|exam) (?:is |was )?passed",
        r"got (?:my |the |a )?(?:\d+ (?:on|in) (?:my |the )?)?(?:usmle )?step ?(?:3|three) "
        r"(?:(?:score|results?) )?(?:back )?(?::? ?\d{3}\b|is good|passed)",
        rf"(?:won|got|received|awarded|earned|given|named|voted|nominated) (?:\w+ ){{0,4}}{_AWARD}",
        r"(?:was |got |been |am )?(?:elected|appointed|selected|chosen|named|voted)(?: as| to be)?(?: the)?(?: next)? "
        r"(?:chief|resident rep|class rep|representative|intern of|resident of)",
        r"matched (?:at|into|to) (?:PLACE|SPEC)",
    ),
    DeedKind.WIN,
    (
        "passed step 3",
        "won best poster",
        "got intern of the month",
        "step 3 passed , 226 ! ! !",
        "got my step 3 score 231",
    ),
    ("she passed my name to the ROLE", "got the abstract from PERSON"),
    (
        *("passed", "step", "matched", "elected", "appointed", "selected", "chosen", "named", "voted"),
        *("award", "prize", "best ", " of ", "scholarship", "honor", "honour", "place", "travel grant"),
    ),
)
FEEDBACK = Rule(
    "feedback asked for or given",
    phrases(r"(?:asked|asking|got|received|had|gave|gives|given)(?: \w+| \.){0,6} feedback", r"feedback from"),
    DeedKind.FEEDBACK,
    ("asked dr . PERSON for feedback on my presentations", "PERSON gave me feedback", "got great feedback from PERSON"),
    ("remind me about it",),
    ("feedback",),
)
GOAL_TOLD = Rule(
    "the goal said aloud",
    phrases(
        r"told (?:dr )?(?:\. )?(?:PERSON|her|him|them|the ROLE|my ROLE|our ROLE|everyone|the team|my team)(?: "
        r"that| about)? "
        r"(?:i (?:want|hope|wish|plan|would like|am hoping|'d like)|i'd like|i'm hoping|i'm interested|my "
        r"(?:goal|plan|hope|interest))",
        r"(?:said|shared|mentioned|stated|explained) my (?:career )?(?:goals?|plans?|hopes?)",
    ),
    DeedKind.GOAL_TOLD,
    ("told dr . PERSON i want to stay in POSITION", "told the ROLE my goal", "shared my career goals with PERSON"),
    ("PERSON told me i should apply",),
    ("told ", " my "),
)
COMMITTEE = Rule(
    "a committee joined",
    phrases(
        r"(?:joined|joining|i'm on|am on|got on|put on|elected to|appointed to|signed up for|member of|part of|"
        r"added to|volunteered for)"
        r"(?: \w+){0,5} (?:committee|council|task force|work(?:ing)? ?group|interest group|qi (?:team|group)|gmec)"
    ),
    DeedKind.COMMITTEE,
    ("joined the qi committee", "i'm on the patient safety committee now"),
    ("PERSON is on the QI committee",),
    ("committee", "council", "task force", "group", "qi team", "gmec"),
)
RESEARCH = Rule(
    "research or QI begun",
    phrases(
        r"(?:started|starting|joined|joining|began|begun|working on|submitted|enrolled in|signed up for|wrote|writing)"
        r"(?: \w+| SPEC| EVENT| POSITION){0,4} (?:project|study|research|chart review|case report|abstract|"
        r"manuscript|paper|poster|qi(?! (?:committee|team|council|meeting)))"
    ),
    DeedKind.RESEARCH,
    ("started a qi project with dr . PERSON", "submitted an abstract to EVENT"),
    ("remind me to submit",),
    ("project", "study", "research", "review", "report", "abstract", "manuscript", "paper", "poster", "qi"),
)
DIRECTOR = Rule(
    "a talk with the resident's own program director",
    phrases(
        r"(?:met|talked|spoke|sat down|chatted|had (?:a |my )?(?:\w+ ){0,2}(?:meeting|talk|chat|sit-down|1:1|"
        r"conversation))"
        r" (?:with |to )?(?:(?:the |our |my )(?:ROLE|pd|apd)(?! (?:at|of|from|for) )"
        r"|(?:ROLE|pd|apd)(?! (?:at|of|from|for|,|dr|PERSON|\()))",
    ),
    DeedKind.DIRECTOR,
    ("met with the ROLE DATE", "had a meeting with our ROLE DATE", "met ROLE DATE"),
    ("met the ROLE at PLACE", "meet with the ROLE", "met ROLE PERSON at PLACE"),
    ("ROLE", "pd"),
)
CONVERSION = Rule(
    "the PD asked about prelims who moved into categorical places",
    phrases(
        r"(?:asked|talked|spoke|discussed|met|chatted|brought up)(?: [^ .!?;]+){0,8}? "
        r"(?:convert\w*|conversion|moving into (?:a )?(?:categorical|POSITION)|prelims? (?:to|into) "
        r"(?:categorical|POSITION))"
    ),
    DeedKind.CONVERSION,
    ("talked to the ROLE about converting to POSITION", "asked the ROLE about converting prelims"),
    ("PERSON says they convert prelims",),
    ("convert", "conversion", "moving into", "prelim"),
)

RULES = (SCHOLARLY, ACHIEVED, FEEDBACK, GOAL_TOLD, COMMITTEE, RESEARCH, DIRECTOR, CONVERSION)

_NOT_SO = re.compile(
    r"\b(?:not|never|no|n't|don't|didn't|wasn't|hope|hopes|hoping|if|when|once|should|will|would|want|need|waiting|wait|"
    r"pending|maybe|might|until|unless|remind|going to|planning|plan to|to be|rejected|her|his|their|PERSON "
    r"'s)(?: \w+| \.){0,4} ?$"
)
_DIRECTORS = frozenset({"program_director", "associate_program_director"})


def find_deeds(outline: Outline) -> tuple[DeedMention, ...]:
    """Return what the resident did, each kind once, in the words of its sentence."""
    found: dict[DeedKind, DeedMention] = {}
    rules = [rule for rule in RULES if rule.may_match(outline.text)]
    for start, end in outline.sentences() if rules else ():
        for deed in _in_sentence(outline, rules, start, end):
            found.setdefault(deed.kind, deed)
    return tuple(found.values())


def _in_sentence(outline: Outline, rules: Sequence[Rule[DeedKind]], start: int, end: int) -> Iterator[DeedMention]:
    sentence = outline.text_of(start, end)
    base = outline.items[start].at
    if sentence.endswith("?"):
        return
    for rule in rules:
        match = rule.pattern.search(sentence) if rule.may_match(sentence) else None
        if match is None or _NOT_SO.search(sentence[: match.start()]) or not _own(outline, rule, base, match):
            continue
        whole = _trimmed(outline, base, sentence)
        outline.reading.note(rule.name, whole, rule.says)
        yield DeedMention(rule.says, outline.reading.text[whole.start : whole.end], whole)
        if rule is SCHOLARLY:
            yield DeedMention(DeedKind.RESEARCH, outline.reading.text[whole.start : whole.end], whole)


def _own(outline: Outline, rule: Rule[DeedKind], base: int, match: re.Match[str]) -> bool:
    """Tell whether it is the resident's program director who was talked to, in the past."""
    if rule is not DIRECTOR:
        return True
    items = outline.items_between(base + match.start(), base + match.end())
    roles = {item.value for item in items if item.word == "ROLE"}
    today = outline.reading.now.date()
    ahead = any(m.due and m.due > today and m.past is None for m in outline.reading.dates)
    return (not roles or bool(roles & _DIRECTORS)) and not ahead


def _trimmed(outline: Outline, base: int, sentence: str) -> Span:
    return outline.span(base, base + len(sentence.rstrip(" .!;\n")) or 1)
