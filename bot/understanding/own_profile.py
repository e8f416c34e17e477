"""What residents tell of themselves for drafts and for programs: goal, country, e-mail, work, scores, states."""

import re
from dataclasses import dataclass

from bot.domain.vocabulary import Specialty, Visa
from bot.understanding.lexicon import lexicon
from bot.understanding.talked_of import written_out
from bot.understanding.tokens import tokenise

_CYCLE = r"(?:cycle|season|september|this fall|off-?cycle|next year|match day)"
_NO_NAME = r"(?!(?:an?|the|on|in|at|from|now|your|their|new|just|also|not|so|still|interested|post|pre|off|back)\b)"
SELF = (
    r"(?:(?:hi|hello|hey)\b[,!.]*\s*)?(?:i['’]?m|i am|my name is|this is)\s+"
    rf"(?P<me>{_NO_NAME}[^\W\d_][\w'’-]+(?:\s+{_NO_NAME}(?!prelim|intern|resident|pgy)[^\W\d_][\w'’-]+){{0,2}}),?\s+"
    r"(?:and i['’]?m |i['’]?m )?(?:an? |the )?(?:im |internal medicine |medicine |surgery )?"
    r"(?:prelim\w*|intern|resident|pgy-?1)(?: (?:intern|resident|im|medicine|internal medicine|pgy-?1|here|year))*"
    r"(?: (?:at|from|in) (?:the )?(?P<home>[^\W\d_][\w .&'’-]{2,50}?))?[.!]*"
)
"""How residents introduce themselves: "hi, I'm Ana Silva, prelim at City Hospital"."""
_VISA = r"(?:an? |my )?(?:h-?1-?b|j-?1|o-?1)(?: visa)?"
_HELD = rf"(?:on|with|have|hold) {_VISA}"
_AIM = (
    r"(?:i(?:['’]?m| am)? )?(?:want(?: to| a)?|looking for|hoping for|aiming for|seeking|applying (?:for|to|in|into))"
)
_MORE = (
    rf"(?:(?:i['’]?m |i am )?(?:an? )?(?:non-?us )?img(?: from [a-z ]{{3,30}}?)?(?:,? (?:here |currently )?{_HELD})?"
    rf"|(?:i['’]?m |i am |i |currently |here )*{_HELD}|{_VISA}|{_AIM} (?!.*\bdr\b)[^,.;]{{3,80}}?"
    r"|(?:i['’]?m |i am |i come |originally )*from [a-z ]{3,30}?|my goal(?: is|:) [^,.;]{3,100}?"
    r"|(?:i )?need (?:an? )?(?:h-?1-?b|j-?1(?: waiver)?|o-?1)(?: visa| sponsorship)*"
    r"|(?:my )?step ?2(?: ck)?(?: is|:)? ?[12]\d\d|graduated (?:in )?(?:19|20)\d\d)"
)
SELF_TOLD = rf"(?:{SELF}(?:(?:\s*[,.;–-]\s*|\s)(?:and |but )?{_MORE}){{0,6}}[.!]*)"
"""The same with what else is told of oneself: "…, IMG on J-1, want categorical IM"."""
_SELF_TOLD = re.compile(SELF_TOLD, re.IGNORECASE)
_AIM_TOLD = re.compile(rf"\b{_AIM}\s+(?P<said>[^,.;\n]{{3,80}})", re.IGNORECASE)
_HELD_TOLD = re.compile(rf"\b{_HELD}\b", re.IGNORECASE)

STATEMENTS = (
    r"(?:(?:and |also )?(?:"
    r"my (?:work |personal |own )?e-?mail(?: address)?(?: is|:)? \S+@\S+"
    r"|my (?:cell|phone|mobile)(?: number)?(?: is|:)? [+(]?\d[\d() .+-]{6,}"
    rf"|my (?:career |main )?goal(?: is|:) (?!.*\b{_CYCLE}\b)\S.{{2,120}}"
    r"|(?:i['’]?m|i am|i come) (?:originally |a (?:non-us )?img )?from [a-z .]{3,30}"
    r"|my (?:home )?country(?: is|:) [a-z .]{3,30}"
    r"|(?:i['’]?m|i am) (?:really |very |mainly |most(?:ly)? )?interested in [a-z/& -]{3,60}"
    r"|i(?: will|['’]ll)? need (?:an? )?(?:program that sponsors (?:the |an? )?|sponsorship for (?:the |an? )?)?"
    r"(?:h-?1-?b|j-?1(?: waiver)?|o-?1)(?: visa| sponsorship)*"
    r"|my (?:research|work|project)(?: right now| now| this year)?(?: is|:) \S.{5,160}"
    r"|(?:i have|i['’]ve got|i pay for|i use|i got) (?:a |an )?(?:free |paid |premium )?linked ?in"
    r"(?: premium| account| paid)*|my linked ?in(?: account)? is (?:a )?(?:free|paid|premium)(?: one| account)?"
    r"|no (?:more )?(?:paid linked ?in|linked ?in premium)"
    r")[.!]*)"
)
"""How a message begins that tells nothing but this: "my goal is …", "I'm from Brazil", "I have LinkedIn Premium"."""

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"\b(?:cell|phone|mobile|tel)\w*(?: number)?\W*(?:is\W*)?(?P<number>[+(]?\d[\d() .+-]{6,}\d)", re.IGNORECASE
)
_GOAL = re.compile(r"\bgoal(?: is|:)?\s+(?P<said>(?!\b(?:same|later)\b)[^;\n]{3,120}?)(?:[.;\n]|$)", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|country(?: is|:)?)\s+(?:the\s+)?(?P<said>[a-z .]{2,30})", re.IGNORECASE)
_INTEREST = re.compile(r"\b(?:interested in|specialty:?|field:?)\s+(?P<said>[^;.\n]{3,60})", re.IGNORECASE)
_WORK = re.compile(
    r"\b(?:my )?(?:research|work|project)(?: right now| now| this year)?(?: is|:)\s+(?P<said>[^\n]{5,160})",
    re.IGNORECASE,
)
_LINKEDIN = re.compile(r"\blinked ?in\b", re.IGNORECASE)
_PAID = re.compile(r"\b(?:premium|paid|pay for)\b", re.IGNORECASE)
_STEP_2 = re.compile(r"\bstep\s*(?:2|two|ii)(?:\s*ck)?\D{0,12}(?P<score>[12]\d\d)\b", re.IGNORECASE)
_GRADUATED = re.compile(r"\b(?:graduat\w*|yog|class of|grad year)\D{0,12}(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_STATES = re.compile(r"\bstates?\b:?\s*(?P<states>[A-Za-z]{2}(?:(?:\s*[,/&]\s*|\s+(?:and\s+)?)[A-Za-z]{2})*)\b")
_VISAS = tuple(
    (re.compile(pattern, re.IGNORECASE), visa)
    for pattern, visa in (
        (r"\bh-?1-?b\b", Visa.H1B),
        (r"\bj-?1 waiver\b", Visa.J1_WAIVER),
        (r"\bj-?1\b", Visa.J1),
        (r"\bo-?1\b", Visa.O1),
    )
)
_WITH_ARTICLE = {"uk": "the UK", "uae": "the UAE", "philippines": "the Philippines", "netherlands": "the Netherlands"}


@dataclass(frozen=True, slots=True)
class OwnProfile:
    """What was told; None or empty for what was not."""

    name: str | None = None
    program: str | None = None
    aim: str | None = None
    country: str | None = None
    email: str | None = None
    phone: str | None = None
    work: str | None = None
    paid_linkedin: bool | None = None
    specialty: Specialty | None = None
    visa: Visa | None = None
    visa_need: Visa | None = None
    step2: int | None = None
    graduated: int | None = None
    states: tuple[str, ...] = ()


def read_profile(text: str) -> OwnProfile:
    """Return what a message tells of the resident.

    >>> read_profile("I'm from brazil").country, read_profile("my goal is a categorical spot in IM.").aim
    ('Brazil', 'a categorical spot in IM')
    """
    email, phone, goal, work = _EMAIL.search(text), _PHONE.search(text), _GOAL.search(text), _WORK.search(text)
    score, year, states = _STEP_2.search(text), _GRADUATED.search(text), _STATES.search(text)
    listed = re.findall(r"[A-Za-z]{2}\b", states["states"]) if states else []
    own = _SELF_TOLD.fullmatch(text.strip())
    goal = goal or (_AIM_TOLD.search(text) if own else None)
    held = _HELD_TOLD.search(text)
    besides = _HELD_TOLD.sub(" ", text)
    return OwnProfile(
        name=own["me"] if own else None,
        program=own["home"] if own else None,
        aim=_aim(goal["said"].strip()) if goal else None,
        country=_country(text),
        email=email[0] if email else None,
        phone=phone["number"].strip() if phone else None,
        work=work["said"].strip() if work else None,
        paid_linkedin=_linkedin(text),
        specialty=_specialty(text),
        visa=_visa(held[0]) if held else None,
        visa_need=_visa(besides),
        step2=int(score["score"]) if score else None,
        graduated=int(year["year"]) if year else None,
        states=tuple(dict.fromkeys(each.upper() for each in listed if each.lower() not in ("an", "or", "in"))),
    )


_SPOT = r"(?: (?:im|internal medicine|medicine))?(?: (?:spot|position|place|slot))?"
_SHORT_AIMS = (
    (
        re.compile(rf"(?:an? )?(?:(?:im|internal medicine) )?categorical(?:{_SPOT})? pgy-?\s?2{_SPOT}", re.IGNORECASE),
        "a categorical PGY-2 position in internal medicine",
    ),
    (
        re.compile(r"(?:an? )?(?:im|internal medicine) categorical(?: (?:spot|position|place|slot))?", re.IGNORECASE),
        "a categorical position in internal medicine",
    ),
    (re.compile(rf"(?:an? )?categorical{_SPOT}", re.IGNORECASE), "a categorical position in internal medicine"),
    (re.compile(rf"(?:an? )?pgy-?\s?2{_SPOT}", re.IGNORECASE), "a PGY-2 position in internal medicine"),
)


def _aim(words: str) -> str:
    """Return a goal told in haste as a sentence has it: "categorical im" is a position in internal medicine."""
    whole = next((aim for short, aim in _SHORT_AIMS if short.fullmatch(words)), None)
    return whole or re.sub(r"\bim\b", "IM", written_out(words))


def _visa(words: str) -> Visa | None:
    return next((visa for pattern, visa in _VISAS if pattern.search(words)), None)


def _country(text: str) -> str | None:
    told = _FROM.search(text)
    tokens = tokenise(told["said"]) if told else []
    hits = [h for h in lexicon().hits(tokens) if (h.category, h.value) == ("places", "country") and h.start == 0]
    if not hits:
        return None
    name = " ".join(token.text for token in tokens[: max(hit.end for hit in hits)]).lower()
    return _WITH_ARTICLE.get(name, name.title())


def _specialty(text: str) -> Specialty | None:
    told = _INTEREST.search(text)
    hits = [h for h in lexicon().hits(tokenise(told["said"])) if h.category == "specialties"] if told else []
    return Specialty(hits[0].value) if hits else None


def _linkedin(text: str) -> bool | None:
    if not _LINKEDIN.search(text):
        return None
    if re.search(r"\b(?:free|no (?:more )?(?:paid|linked ?in))\b", text, re.IGNORECASE):
        return False
    return True if _PAID.search(text) else None
