"""What residents tell of themselves for drafts and for programs: goal, country, e-mail, work, scores, states."""

import re
from dataclasses import dataclass

from bot.domain.vocabulary import Specialty, Visa
from bot.understanding.greetings import own_name_in, says_own_name
from bot.understanding.introduction import (
    AIM,
    ANOTHER_VISA,
    HELD,
    NEEDED,
    SCORE,
    VISA,
    VISA_NAME,
    YEAR,
    introduction_in,
)
from bot.understanding.lexicon import lexicon
from bot.understanding.states import states_in
from bot.understanding.talked_of import written_out
from bot.understanding.tokens import tokenise

_CYCLE = r"(?:cycle|season|september|this fall|off-?cycle|next year|match day)"
_VISA_WORD = re.compile(rf"\b{VISA_NAME}\b", re.IGNORECASE)
_AIM_TOLD = re.compile(rf"\b{AIM}\s+(?P<said>[^,.;\n]{{3,80}})", re.IGNORECASE)
_HELD_TOLD = re.compile(rf"\b{HELD}\b", re.IGNORECASE)
_VISA_ALONE = re.compile(VISA, re.IGNORECASE)

STATEMENTS = (
    r"(?:(?:and |also )?(?:"
    r"my (?:work |personal |own )?e-?mail(?: address)?(?: is|:)? \S+@\S+"
    r"|my (?:cell|phone|mobile)(?: number)?(?: is|:)? [+(]?\d[\d() .+-]{6,}"
    rf"|my (?:career |main )?goal(?: is|:) (?!.*\b{_CYCLE}\b)\S.{{2,120}}"
    r"|(?:i['’]?m|i am|i come) (?:originally |a (?:non-us )?img )?from [a-z .]{3,30}"
    r"|my (?:home )?country(?: is|:) [a-z .]{3,30}"
    r"|(?:i['’]?m|i am) (?:really |very |mainly |most(?:ly)? )?interested in [a-z/& -]{3,60}"
    rf"|(?=i\b){NEEDED}"
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
_STEP_2 = re.compile(
    r"\bstep\s*(?:2|two|ii)(?:\s*ck)?\D{0,12}(?P<score>[12]\d\d)\b"
    r"|\b(?P<score_2>[12]\d\d) (?:on |in |for )?step ?2\b",
    re.IGNORECASE,
)
_GRADUATED = re.compile(
    r"\b(?:graduat\w*|grad|yog|class of|grad(?:uation)? year)\D{0,12}(?P<year>(?:19|20)\d\d)\b"
    r"|\b(?P<year_2>(?:19|20)\d\d) grad(?:uate)?\b",
    re.IGNORECASE,
)
_SPELLED = {"h1b": Visa.H1B, "j1waiver": Visa.J1_WAIVER, "j1": Visa.J1, "o1": Visa.O1}
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


def read_profile(text: str, discipline: str = "internal medicine") -> OwnProfile:
    """Return what a message tells of the resident, whose year is in *discipline*.

    >>> read_profile("I'm from brazil").country, read_profile("my goal is a categorical spot in IM.").aim
    ('Brazil', 'a categorical spot in IM')
    """
    email, phone, goal, work = _EMAIL.search(text), _PHONE.search(text), _GOAL.search(text), _WORK.search(text)
    score, year = _STEP_2.search(text), _GRADUATED.search(text)
    own = introduction_in(text.strip())
    goal = goal or (_AIM_TOLD.search(text) if own else None)
    # In an introduction a visa named without a word ("…, J1, want neuro") is the one held, as status is told.
    alone = own and (own.visa or next((part for part in _parts(text) if _VISA_ALONE.fullmatch(part)), None))
    held = _HELD_TOLD.search(text) or (re.search(re.escape(alone), text) if alone else None)
    besides = text.replace(held[0], " ") if held else text
    return OwnProfile(
        name=(own.name if own else None) or own_name_in(text),
        program=own.program if own else None,
        aim=_aim(goal["said"].strip(), discipline) if goal else None,
        country=_country(f"from {own.country}" if own and own.country else text),
        email=email[0] if email else None,
        phone=phone["number"].strip() if phone else None,
        work=work["said"].strip() if work else None,
        paid_linkedin=_linkedin(text),
        specialty=_specialty(text),
        visa=next(iter(visas_named(held[0])), None) if held else None,
        visa_need=next(iter(visas_named(besides)), None),
        step2=int(score["score"] or score["score_2"]) if score else None,
        graduated=int(year["year"] or year["year_2"]) if year else None,
        states=_states(text),
    )


_FIELD = r"(?:im|internal medicine|medicine|surgery|general surgery|gen surg)"
_PLACE = r"(?:spot|position|place|slot)"
_IN_FULL = 7  # letters: shorter names of a field are what residents type, "cards", "neuro", "GI"
_SHORT_AIM = re.compile(
    rf"(?:an? )?(?:(?P<field>{_FIELD}) )?(?:(?P<pgy>pgy-?\s?2)|(?P<categorical>categorical))"
    rf"(?: (?P<field_2>{_FIELD}))?(?: {_PLACE})?(?: (?P<pgy_2>pgy-?\s?2))?(?: (?P<field_3>{_FIELD}))?(?: {_PLACE})?",
    re.IGNORECASE,
)


_SOME_DAY = re.compile(
    r" (?:eventually|some ?day|one day|later(?: on)?|long[- ]term|ideally|hopefully|if possible|"
    r"after(?:wards?)?)\Z",
    re.IGNORECASE,
)
_BARE_PLACE = re.compile(
    r"(?!(?:an?|the|to|my|any|some)\b)(?![aeiou])[a-z][\w/ -]{2,50} (?:fellowship|position|residency|spot|career)",
    re.IGNORECASE,
)
"""A place named without its article: "cardiology fellowship"."""


def _aim(words: str, discipline: str) -> str:
    """Return a goal told in haste as a sentence has it: "categorical im" is a position in internal medicine.

    Where it names no field it is that of the year, *discipline*.
    """
    words = _SOME_DAY.sub("", words)
    short = _SHORT_AIM.fullmatch(words)
    if short is None:
        whole = re.sub(r"\bim\b", "IM", written_out(words))
        if alone := _field_alone(words):
            return f"a career in {alone.value.replace('_', ' ') if len(words) < _IN_FULL else whole}"
        return f"a {whole}" if _BARE_PLACE.fullmatch(words) else whole
    told = short["field"] or short["field_2"] or short["field_3"]
    field = discipline if told is None else "general surgery" if "surg" in told.lower() else "internal medicine"
    year = " PGY-2" if short["pgy"] or short["pgy_2"] else ""
    return f"a{' categorical' if short['categorical'] else ''}{year} position in {field}"


def visas_named(text: str) -> list[Visa]:
    """Return the visas that words name, in the order named.

    >>> visas_named("on a J1, want H-1B")
    [<Visa.J1: 'J-1'>, <Visa.H1B: 'H-1B'>]
    """
    return [_SPELLED[re.sub(r"[^a-z0-9]", "", each.lower())] for each in _VISA_WORD.findall(text)]


def _country(text: str) -> str | None:
    told = _FROM.search(text)
    tokens = tokenise(told["said"]) if told else []
    hits = [h for h in lexicon().hits(tokens) if (h.category, h.value) == ("places", "country") and h.start == 0]
    if not hits:
        return None
    name = " ".join(token.text for token in tokens[: max(hit.end for hit in hits)]).lower()
    return _WITH_ARTICLE.get(name, name.title())


def _specialty(text: str) -> Specialty | None:
    """Return the field that is said to be the resident's, or that stands in the line as a part of its own."""
    told = _INTEREST.search(text)
    hits = [h for h in lexicon().hits(tokenise(told["said"])) if h.category == "specialties"] if told else []
    if hits:
        return Specialty(hits[0].value)
    return next((found for part in _parts(text) if (found := _field_alone(part))), None)


def _field_alone(part: str) -> Specialty | None:
    """Return the field that words name where they name nothing else: "internal medicine", "specialty IM"."""
    words = re.sub(r"^(?:applying (?:to|for|in) |specialty:? |field:? |categorical )+", "", part, flags=re.IGNORECASE)
    tokens = tokenise(words)
    whole = [h for h in lexicon().hits(tokens) if h.category == "specialties" and (h.start, h.end) == (0, len(tokens))]
    return Specialty(whole[0].value) if whole else None


def _parts(text: str) -> list[str]:
    """Return what stands between commas and full stops, without a heading before it."""
    line = re.sub(r"^\s*(?:my )?profile\s*[:\-–]?\s*", "", text, flags=re.IGNORECASE)
    return [part.strip() for part in re.split(r"[,;\n]|\.(?=\s|$)", line) if part.strip()]


def _states(text: str) -> tuple[str, ...]:
    parts = [part for whole in _parts(text) for part in ([whole] if states_in(whole) else re.split(r"\band\b", whole))]
    after: tuple[str, ...] = ()
    listing = False
    for part in parts:
        # "states NY, NJ" goes on after its comma, where a pair of letters is a state as well.
        found = states_in(f"states {part}" if listing else part)
        listing = bool(found)
        after += found
    return tuple(dict.fromkeys(after))


_STRONG = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        NEEDED,
        SCORE,
        YEAR,
        rf"(?:i['’]?m |i am )?{HELD}",
        (
            r"(?:(?:please )?note(?: that)? |fyi,? )?(?:i['’]?m|i am|i have|currently) (?:currently |now |still )?"
            rf"{ANOTHER_VISA}(?: at present| at the moment| now| right now| currently| for now)?"
        ),
        r"my goal(?: is|:)? .{3,80}",
    )
)
"""What is said of nobody but oneself."""
_WEAK = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        VISA,
        r"(?:i['’]?m |i am )?(?:an? )?(?:non-?us )?img(?: from [a-z ]{3,30})?",
        r"(?:i['’]?m |i am |i come )?(?:originally )?from [a-z .]{3,30}",
        r"(?:i['’]?m |i am )?interested in [a-z/& -]{3,60}",
        r"my (?:e-?mail|phone|cell)(?: is|:)? \S.{5,40}",
    )
)
"""What is said of oneself beside it."""


MOST_PARTS = 12
"""A line with more parts than this tells a story."""


def is_all_profile(text: str) -> bool:
    """Tell whether a line tells nothing but the resident's own profile, in two parts or more.

    >>> is_all_profile("I need an H-1B, internal medicine, step 2 245, grad year 2022")
    True
    >>> is_all_profile("met Dr. Lee, internal medicine, step 2 245")
    False
    """
    parts = _parts(text)
    if len(parts) == 1:
        parts = [part.strip() for part in re.split(r"\band\b", parts[0]) if part.strip()]
    if not 1 < len(parts) <= MOST_PARTS:
        return False
    strong = [part for part in parts if any(each.fullmatch(part) for each in _STRONG)]
    return bool(strong) and all(part in strong or _is_weak(re.sub(r"^and\s+", "", part)) for part in parts)


def _is_weak(part: str) -> bool:
    if any(each.fullmatch(part) for each in (*_STRONG, *_WEAK)) or _field_alone(part) or states_in(part):
        return True
    both = [each.strip() for each in re.split(r"\band\b", part) if each.strip()]
    return len(both) > 1 and all(_is_weak(each) for each in both)


def introduction_before(text: str, own_name: str | None = None) -> tuple[str, str] | None:
    """Return what a message tells of oneself first, and the note after it; None where it does not do both.

    >>> introduction_before("I'm Ana Souza, prelim at City Hospital, IMG on J-1, met Dr. Lee on rounds")
    ("I'm Ana Souza, prelim at City Hospital, IMG on J-1", 'met Dr. Lee on rounds')
    >>> introduction_before("I'm Ana Souza, prelim at City Hospital")
    """
    own = introduction_in(text)
    if own and own.alone:
        return None
    return (text[: own.until], text[own.until :].lstrip(" ,.;:!–-\n")) if own else says_own_name(text, own_name)


def _linkedin(text: str) -> bool | None:
    if not _LINKEDIN.search(text):
        return None
    if re.search(r"\b(?:free|no (?:more )?(?:paid|linked ?in))\b", text, re.IGNORECASE):
        return False
    return True if _PAID.search(text) else None
