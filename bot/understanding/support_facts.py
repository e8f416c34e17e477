"""Who speaks up for the resident: introduces, recommends, calls or writes to somebody on their behalf."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.vocabulary import FactKind, Role
from bot.understanding.advocacy import parts_of
from bot.understanding.lexicon import word_set
from bot.understanding.meaning import FactMention
from bot.understanding.outline import Outline
from bot.understanding.pronouns import Antecedents
from bot.understanding.reading import Person
from bot.understanding.rule import Rule, phrases
from bot.understanding.statements import NOTHING, Verdict, may_speak_of, weigh

_SOMEBODY = (
    r"(?:(?!me |i |write |she |he |she'd |he'd )[\w'.]+ |PERSON |ROLE |PLACE |SPEC |POSITION |, |\( |\) |"
    r"DATE ){1,9}?"
)
_FOR_ME = (
    r"(?:about me|for me|for you|about you|on my behalf|on your behalf|and recommend me|re me|regarding me|"
    r"about my (?:case|application|situation|interest)|in my name)"
)

SPEAKS_UP = Rule(
    "speaks up for the resident",
    phrases(
        (
            r"introduc(?:e|es|ing|tion)(?: me| us| you)(?! to (?:the |this )?(?:topic|idea|app))|introduc(?:e|es|"
            r"tion)(?= ?(?:$|[.,;!)]|to (?:the |her |his |their |dr |PERSON|ROLE|PLACE|someone|some|people)|"
            r"by email))"
        ),
        r"(?:make|do|send|set up|give me|an) (?:an? |the )?(?:email |e-mail )?introduction|e-intro",
        r"connect(?:s|ing)? (?:me|us|you) (?:with|to|w/)|connect us|put(?:s|ting)? (?:me|us|you) in (?:touch|contact)",
        (
            r"(?:put|puts|putting|drop|say|said|throw) (?:me )?(?:in )?(?:a |some )?(?:good |nice |"
            r"kind )?words?(?: for me| for you| in| with| to)?(?! of)"
        ),
        (
            r"vouch(?:es|ed|ing)? for (?:me|you)|go(?:es|ing)? to bat for (?:me|you)|(?:fight|push|lobby|"
            r"advocate|speak|speaks|spoke|stand up|root)(?:s|ed|ing)? (?:up )?for (?:me|you)|back me|support(?:s|"
            r"ed)? (?:me|my application)(?= )"
        ),
        (
            r"recommend(?:s|ed|ing)? (?:me|you)(?! to| that| the| a | apply)|recommend me to|refer(?:s|red)? me|"
            r"nominat(?:e|es|ed) me|suggest(?:ed|s)? (?:me|my name)(?= (?:to|for))"
        ),
        (
            r"(?:forward|pass|give|gives|gave|giving|hand|walk|send|share|put|mention|bring up|drop|throw|bring|"
            r"flag|pull|float|submit|carry|take|passing|forwarding|forwarded|passed|mentioned|put|brought|"
            r"dropped|shared)(?:s|ed|ing)? (?:on |along |up |over |forward )?(?:my|your) (?:name|cv|application|"
            r"file|info|details|case|stuff|paperwork|packet)(?! (?:to me|before|by DATE))(?= ?(?:$|[.,;!'\"]|to|"
            r"up|in|forward|with|on|along|at|over|around|out|for|DATE|directly|and|himself|herself))"
        ),
        (
            r"mention(?:s|ed|ing)? (?:me|you)|pass(?:es)? me along|bring(?:s)? me up|talk(?:s)? me up|"
            r"name-?drop(?:s)? me|look out for me|hook me up|loop me in|cc me|get me (?:an interview|in)|"
            r"get you (?:an interview|in)|speak highly|spoke highly|nice things about me|sing my praises"
        ),
        (
            rf"(?:call|calls|called|phone|phones|phoned|ring|rang|email|emails|emailed|text|texts|texted|message|write|"
            rf"writes|wrote|talk|talks|"
            rf"talked|speak|spoke|reach out|contact|contacted|tell|tells|told|ask|ping|dm|whatsapp|write to|check with|"
            rf"sent an email|send an email|sent)(?: to| with)? {_SOMEBODY}{_FOR_ME}"
        ),
        (
            r"(?:call|make (?:some |a few |a |two |the )?(?:phone )?calls?|making (?:some |a few )?calls|"
            r"phone)(?: to| around)?(?: PLACE| ROLE| \w+){0,4} for (?:me|you)|call around|make (?:some |a few |"
            r"a couple of )?(?:phone )?calls|make a (?:phone )?call to"
        ),
        (
            r"(?:call|phone|ring|talk to|speak to|speak with|email|message|text|write to|write|contact|"
            r"reach out to) (?:up )?(?:her|his|their|a|the|an|some|\d|two|three|its|all|every|my|old) (?:\w+ |"
            r"old |buddy |friend |friends |former |good |SPEC |PLACE |POSITION ){0,4}(?:ROLE|friend|friends|"
            r"buddy|buddies|director|chair|chairman|chief|colleague|colleagues|husband|wife|sister|brother|cousin|"
            r"mentor|boss|classmate|"
            r"contacts?|people|guy|connections?|program)(?! (?:about (?:the|a|her|his)|for (?:her|his)))"
        ),
        (
            r"(?:call|phone|email|text|message|write|write to|talk to|speak to|speak with|contact|"
            r"reach out to) (?:dr )?(?:\. )?PERSON (?:\( |, )(?:PLACE )?(?:the )?ROLE|(?:call|"
            r"phone) (?:the )?(?:ROLE|PLACE|PLACE ROLE)(?: at PLACE| there| of PLACE)?(?= ?(?:$|[.,;]|DATE|for|"
            r"herself|himself|tomorrow))"
        ),
        r"help me get (?:in|an interview|a spot|the spot)|i'll speak for you",
        (
            r"(?:call|calls|phone|ring|email|text|message|write|write to|talk to|speak to|speak with) (?:him|her|them)"
            r"(?= ?(?:$|[.,;!]|DATE))"
        ),
        r"makes? (?:a|the) (?:phone )?call(?= ?(?:$|[.,;!'\"]|DATE|son|for (?:me|you)))",
        r"(?:speak|speaks|spoke|write|writes|call|calls|ask|asks|intercede) on (?:my|your) behalf",
        r"(?:be|being|serve as|as|put|list|name|use) (?:(?:my|a|an|your|phone|character|me|him|her|as|down|one "
        r"of my) )*references?(?! (?:letter|list))",
        r"(?:may|can|could|should) (?:also )?(?:use|drop|mention|give|put|list) (?:her|his|their) name|"
        r"take calls .{0,30}about me",
    ),
    "yes",
    (
        "she'll introduce me to her friend",
        "offered to put in a word",
        "dr PERSON will call the ROLE for me",
        "he put my name forward",
        "will talk to his buddy ROLE",
        "she'll email him DATE",
        "he said he'd speak on my behalf",
    ),
    ("i'll introduce myself", "call me", "she told me about the opening"),
)
_TURNS_TO = (
    r"(?:call|calls|calling|phones?|phoning|phoned|ring|rings|emails?|emailing|texts?|texting|contacts?|writes? to|"
    r"writing to|messages?|pings?)"
)
_TO_WHOM = r"(?:(?:the|their|his|her|its|old|former|own|dr|\.) ){0,3}(?:ROLE|director|chair|PLACE|coordinator)"
SURELY_SPEAKS_UP = Rule(
    "surely speaks up for the resident",
    phrases(
        (
            rf"(?P<caller>PERSON|she|he|she'll|he'll|she'd|he'd|she's|he's)(?: (?:will|would|also|then|herself|"
            rf"himself|personally|gladly|even|going|to|promised|offered))* {_TURNS_TO} {_TO_WHOM}"
            r"(?! (?:PERSON|and|or|if|who|when|for (?:her|him|them)|"
            r"about (?!me\b|my\b|you\b)|to (?!(?:PERSON|recommend|"
            r"ask if|put)\b)|back|stats|re\b))"
        ),
        (
            r"(?P<asker>PERSON|she'll|he'll|she'd|he'd|she|he)(?: (?:will|would|also|then|happily|gladly))* "
            r"(?:call|phone|ring|email|text|"
            r"write to|write|speak to|speak with|talk to|ask|contact|message) (?:him|her|them|to him|to her|to them)"
            r"(?: DATE)? (?:about|for) me"
        ),
        r"(?P<giver>PERSON|she|he) ?:? (?:promised|promises|offered|offers|owes me) (?:me )?(?:an? )?introduce",
        (
            r"(?P<linked>PERSON|she|he|she'll|he'll|she'd|he'd)(?: (?:will|would|also|offered|promised|to|"
            r"kindly|just))* (?:(?:drop|dropped|drops) (?:(?:her|him|them|dr|\.|PERSON|ROLE|the) )*a line|"
            r"(?:make|makes|made) (?:the )?contact)(?= ?(?:$|[.,;!)'\"’]|to (?:her|his|the|dr|PERSON|ROLE)|at PLACE|"
            r"with (?:her|his|the|dr|PERSON|ROLE)|for me|DATE))"
        ),
        (
            r"(?P<handing>PERSON|she|he|she'll|he'll|she'd|he'd)(?: (?:will|would|also|offered|promised|to|"
            r"just|already))* (?:hand|hands|handed|pass|passes|passed|forward|forwards|forwarded|give|"
            r"gives|gave|send|sends|sent|show|shows|showed|take|takes|took|bring) "
            r"(?:(?:on|along|over) )?my (?:cv|name|resume|info) (?:(?:on|along|over|directly) )?to "
            r"(?:(?:her|his|their) (?:[\w'-]+ ){0,2}?(?:husband|wife|friend|brother|sister|buddy|boss|colleague|mentor|"
            r"ROLE)|the ROLE|(?:dr )?(?:\. )?PERSON)\b"
        ),
        (
            r"(?P<introducer>PERSON|she|he)(?: (?:also|just|then|even|kindly|already|personally))* (?:introduced me "
            r"(?:(?:by email|over email|via email|DATE) )?(?:to|with) (?:(?:her|his|their|the|old|mate|friend|dr|\.|"
            r"PERSON|PLACE|SPEC|,|\(|own|former) ){1,6}ROLE|e-introduced (?:me|us))\b"
        ),
        (
            r"(?P<advocate>PERSON|she'll|he'll|she'd|he'd|she|he)(?: (?:will|would|promised|to|offered|gladly|also))* "
            r"(?:(?<!PERSON )(?<!he )advocate(?! (?:for|of|against)\b)|be (?:my|your) (?:best |biggest )?advocate)\b"
        ),
    ),
    "yes",
    (
        "she emails the ROLE of PLACE",
        "dr PERSON promised he'll call PLACE DATE",
        "she'd phone their director",
        "he'll write to him for me",
        "PERSON offered an introduce to PERSON",
        "he'll advocate",
        "PERSON will be my advocate",
        "he'd drop a line",
        "she'd make the contact at PLACE",
        "PERSON will hand my cv to her husband",
        "PERSON introduced me to dr . PERSON , SPEC ROLE",
        "she e-introduced us",
    ),
    (
        "PERSON advocate health",
        "he'll advocate for imgs",
        "i call the ROLE at PLACE",
        "she calls the ROLE about the schedule",
        "he calls PLACE for her",
        "she'll drop a line when the schedule is out",
        "PERSON gave my cv to me",
        "i introduced PERSON to the ROLE",
    ),
    needs=(
        "call",
        "phon",
        "ring",
        "mail",
        "text",
        "contact",
        "writ",
        "messag",
        "ping",
        "introduce",
        "advocate",
        " line",
        "my cv",
        "my name",
        "my resume",
        "my info",
    ),
)
"""Said in so many words that the weights have nothing to add."""
_SUBJECT = re.compile(
    r"\b(?:PERSON|she'd|he'd|she'll|he'll|they'll|they'd|she's|he's|she|he|they|who|ROLE|pd|chair|shed|hed)\b"
)
_BETWEEN = re.compile(
    r"^(?: (?:will|would|'ll|ll|'d|might|may|could|can|wants|wanted|to|offered|offers|promised|promises|"
    r"agreed|agrees|happy|is|was|be|being|going|volunteered|said|says|also|maybe|possibly|probably|perhaps|"
    r"gladly|already|just|willing|try|even|love|"
    r"glad|personally|then|definitely|and|she'd|he'd|she'll|he'll|they'll|she|he|they|that|i|i'll|i'd|i've|"
    r"me|we|we'll|himself|herself|ready|directly|plans|DATE|has|have|did|right|away|told|tells|immediately|"
    r"really|actually|do|does|like|him|her|"
    r"emailed|wrote|texted|again|now|kindly|too|both|went|ahead|thinks|think|knows|know|ROLE|ROLE and|PLACE|"
    r"without|ask|in|on|from|SPEC|speaker|phone|the|with|of|at|a|us|tomorrow|later|'|\"|“|”|‘|’|,|:|\(|\)|;|-|—|=|one|"
    r"all|good|great|nice|an|not|if|for|lets|let|hint|hinted|mentioned|offering))* $"
)
_NOT_FOR_ME = re.compile(
    r"\b(?:i'll|i will|i should|i must|i need to|i want to|i have to|i've to|should i|remind me|i'm going to|"
    r"i can|i could|let me|i'd like to|i'd|i promised to|i asked|i emailed|i wrote|i talked|i called|i spoke|"
    r"asked me to|wants me to|told me to|tell me to|me to|says to|said to|want me to|you should|i was|"
    r"i)(?: \w+){0,2} $"
)
_NEGATED = re.compile(
    r"\b(?:not|never|won't|doesn't|don't|can't|didn't|wouldn't|refused|nobody|nothing|no)(?: \w+){0,3} $"
)
_MAYBE = re.compile(
    r"\b(?:might|may|maybe|could|possibly|perhaps|try to|tries to|see if|see what|probably|think about|"
    r"no promises|not sure|depends|would try|consider|if i want|'ll see|i think|if there's|if there|if they)\b"
)


@dataclass(frozen=True, slots=True)
class AdvocacyStatement:
    """Items *first* to *last* (exclusive) of the sentence *start* to *end*, which may say that somebody speaks up.

    *before* are the words of the sentence before them; *rule* is what the rules make of it, and *person* who it is.
    *is_sure*: it says so in so many words.
    """

    start: int
    end: int
    first: int
    last: int
    words: list[str]
    before: list[str]
    rule: str
    person: Person | None
    is_sure: bool = False


def advocacy_statements(outline: Outline, antecedents: Antecedents) -> Iterator[AdvocacyStatement]:
    """The parts of a message that may say so, each of what one person does."""
    for start, end in outline.sentences():
        said = outline.text_of(start, end).split()
        if not may_speak_of(FactKind.ADVOCATES, said) and "advocate" not in said:
            continue
        found = list(_rules(outline, antecedents, start, end))
        sure = dict(_surely(outline, antecedents, start, end))
        for first, last in parts_of(outline, start, end):
            words = outline.text_of(first, last).split()
            surely = next((sure[at] for at in sure if first <= at < last), None)
            if surely or may_speak_of(FactKind.ADVOCATES, words):
                before = outline.text_of(start, first).split()
                ruled = next((ruled for ruled in found if first <= ruled[0] < last), None)
                rule, person = (ruled[1], ruled[2]) if ruled else (NOTHING, None)
                yield AdvocacyStatement(start, end, first, last, words, before, rule, surely or person, bool(surely))


def advocacy_facts(outline: Outline, antecedents: Antecedents) -> Iterator[FactMention]:
    """Yield who speaks up for the resident, or may."""
    if not outline.reading.people:
        return
    for told in advocacy_statements(outline, antecedents):
        verdict = weigh(FactKind.ADVOCATES, told.words, told.rule, told.before)
        if told.is_sure and verdict.value == NOTHING:
            hedged = _MAYBE.search(" ".join(told.words)) is not None
            verdict = Verdict("maybe" if hedged else "yes", _SAID_SURELY, SURELY_SPEAKS_UP.name)
        if verdict.value == NOTHING:
            continue
        person = told.person or _somebody(outline, antecedents, told.first, told.last)
        person = _who_is_not_spoken_to(outline, told.start, told.end, person)
        if person is None:
            continue
        span = outline.reading.span(outline.items[told.first].start, outline.items[told.last - 1].end)
        outline.reading.note("speaks up", span, f"{person.name}: {verdict.value}", why=verdict.why)
        yield FactMention(
            person.name, FactKind.ADVOCATES, verdict.value, span=span, confidence=round(0.95 * verdict.share, 2)
        )


_SAID_SURELY = 0.85


def _surely(outline: Outline, antecedents: Antecedents, start: int, end: int) -> Iterator[tuple[int, Person]]:
    """Where a sentence says in so many words that somebody speaks up, and who it is."""
    base = outline.items[start].at
    for match in SURELY_SPEAKS_UP.matches(outline.text_of(start, end)):
        if match["introducer"] and not _led_by_whom(outline, start, match):
            continue
        index = outline.item_index(base + match.start(match.lastgroup or 0))
        person = outline.items[index].person or antecedents.at(index)
        is_office = bool(match["handing"]) and person is not None and person.role is Role.COORDINATOR
        if person is not None and not is_office:  # who hands on every application
            yield index, person


def _led_by_whom(outline: Outline, start: int, match: re.Match[str]) -> bool:
    """Whether the resident was introduced to somebody who leads: to "her chair" and not to "his nurse"."""
    base = outline.items[start].at
    items = outline.items_between(base + match.start(), base + match.end())
    return all(item.word != "ROLE" or item.value in _LEADING for item in items)


_LEADING = frozenset(
    (Role.PROGRAM_DIRECTOR, Role.ASSOCIATE_PROGRAM_DIRECTOR, Role.DEPARTMENT_CHAIR, Role.DIVISION_CHIEF)
)


def _rules(outline: Outline, antecedents: Antecedents, start: int, end: int) -> Iterator[tuple[int, str, Person]]:
    """Where in a sentence the rules see that somebody speaks up, yes or maybe, and who it is."""
    sentence = outline.text_of(start, end)
    for match in SPEAKS_UP.pattern.finditer(sentence):
        person = _advocate(outline, antecedents, start, sentence, match)
        if person is not None:
            around = sentence[max(match.start() - 60, 0) : match.end() + 25]
            at = outline.item_index(outline.items[start].at + match.start())
            yield at, ("maybe" if _MAYBE.search(around) else "yes"), person


_SPOKEN_TO = re.compile(
    r"\b(?:him|(?:to|with) her|her (?:about|for|to) me|(?:introduces?|connects?|introduce|connect) us|"
    r"puts? us in (?:touch|contact))\b"
)


def _who_is_not_spoken_to(outline: Outline, start: int, end: int, person: Person | None) -> Person | None:
    """Not the one named last, whom "him" means: "Dr. Kern knows Dr. Friis and will mention me to him"."""
    match = _SPOKEN_TO.search(outline.text_of(start, end))
    if match is None or person is None:
        return person
    index = outline.item_index(outline.items[start].at + match.start())
    named = [item.person for item in outline.items[:index] if item.person]
    if named and named[-1] is person:
        return next((other for other in reversed(named) if other is not person), person)
    return person


def _somebody(outline: Outline, antecedents: Antecedents, start: int, end: int) -> Person | None:
    """Whom the first "she" or "he" means, else the first person named, else the one spoken of before it."""
    speaks_to_me = any(item.word in _TO_ME for item in outline.items[start:end])
    for at in range(start, end):
        if speaks_to_me and outline.items[at].word in _QUOTED and (speaker := antecedents.last_before(at)):
            return speaker  # "apply, I'll mention you to Dr. Lee"
        if outline.items[at].word in _HE_OR_SHE:
            return antecedents.at(at) or antecedents.last_before(start)
        if outline.items[at].person:
            return outline.items[at].person
    return antecedents.last_before(start)


_TO_ME, _QUOTED = word_set("you your"), word_set("i i'll i'd i've")
_HE_OR_SHE = word_set("she he she'll he'll she'd he'd she's he's")
"""Before the first name they mean somebody spoken of before: "he introduced me to Dr. Eisen"."""


def _advocate(
    outline: Outline, antecedents: Antecedents, start: int, sentence: str, match: re.Match[str]
) -> Person | None:
    """Who does it: the subject before the words, when nobody else comes between; None when it is the resident."""
    before = sentence[: match.start()]
    if _NOT_FOR_ME.search(before) and not re.search(
        r"[\"'“‘:] i(?:'ll|'d|'ve| will| could| can| would)?(?: \w+){0,2} $", before
    ):
        return None
    if _NEGATED.search(before):
        return None
    if re.search(r"[\"'“‘:] i(?:'ll|'d| will| could| can| would| put|'ve put)?(?: \w+){0,2} ?$", before):
        return antecedents.last_before(outline.item_index(outline.items[start].at + match.start()))
    subjects = list(_SUBJECT.finditer(before))
    if not subjects:
        if re.match(
            r"^(?:\W|and |also |will |would |offered |happy |to |promised |told |me |said |can |i'll |i |put )*$",
            before,
        ):
            return antecedents.last_before(start)
        return None
    subject = subjects[-1]
    if not _BETWEEN.match(before[subject.end() :] + ("" if before.endswith(" ") else " ")):
        return None
    index = outline.item_index(outline.items[start].at + subject.start())
    item = outline.items[index]
    if item.person is not None:
        return item.person
    if item.word in {"who", "shed", "hed", "ROLE", "pd", "chair", "they", "they'll", "they'd"}:
        return antecedents.last_before(index)
    return antecedents.at(index)
