"""How residents introduce themselves: "hey its maria, 2nd month prelim at St Luke's, J1, from brazil. want cards".

A message is taken apart at its marks, and each part is one thing that people say of themselves. The parts before the
first that is none of them are the introduction; what follows is a note.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bot.understanding.lexicon import lexicon
from bot.understanding.reading import COMMON_WORDS, FAMILY_NAMES, GIVEN_NAMES
from bot.understanding.tokens import folded, tokenise

VISA_NAME = r"(?:h-?1-?b|j-?1(?: waiver)?|o-?1)"
VISA = rf"(?:an? |my )?{VISA_NAME}(?: visa| status| holder)*"
ANOTHER_VISA = (
    r"(?:on |with |have |hold(?:ing)? )?(?:an? )?(?:h-?4|f-?[12]|j-?2|l-?[12]|b-?[12]|opt|ead)"
    r"(?: visa| status| holder| dependent| ead)*"
)
"""That no program gives, and many hold when they begin."""
HELD = rf"(?:on|with|have|hold(?:ing)?|(?:my )?visa(?: status)?(?: is|:|=)?) {VISA}"
AIM = (
    r"(?:i(?:['’]?m| am|['’]d)? )?(?:(?:really|still|also) )?(?:want(?:ing)?(?: to| a)?|would (?:like|love)(?: to| a)?|"
    r"looking for|seeking|aiming (?:for|at)|trying (?:for|to (?:get|match)(?: into)?)|"
    r"hop(?:e|ing) (?:for|to (?:match|get)(?: into| in)?|to)|"
    r"(?:plan(?:ning)? to |re-?)?apply(?:ing)? (?:for|to|in|into))"
)
NEEDED = (
    r"(?:i(?: will|['’]ll| shall)? |(?:shall|will) )?(?:need(?:ing|s)?|requir(?:e|ing)|want(?:ing)?) (?:an? )?"
    r"(?:program that sponsors "
    r"(?:the |an? )?"
    rf"|sponsorship for (?:the |an? )?)?{VISA_NAME}(?: visa| sponsorship)*"
    r"(?: (?:from|starting|by|after) (?:next )?[a-z]{3,9}(?: 20\d\d)?)?"
)
SCORE = (
    r"(?:(?:my )?step ?(?:2|two|ii)(?: ?ck)?(?: score)?(?: is|:|=| of| was)? ?[12]\d\d"
    r"|[12]\d\d (?:on |in |for )?step ?2(?: ck)?)"
)
YEAR = (
    r"(?:(?:i )?(?:graduat\w*|grad|yog)(?: year| in| of)*(?: is|:|=)? ?(?:19|20)\d\d|(?:19|20)\d\d grad(?:uate)?"
    r"|class of (?:19|20)\d\d)"
)
_SCHOOL = (
    r"(?:(?:i )?(?:pass(?:ed)?[ -]?out|graduated|graduate|grad|alum\w*|mbbs|md|studied(?: medicine)?|"
    r"med(?:ical)? school)"
    r"(?: is| was|:)?(?: (?:of|from|at|in))? [a-z][\w .&'’/-]{1,50}?(?: (?:in )?(?:19|20)\d\d)?)"
)
_CYCLE = (
    r"(?:(?:re-?)?apply(?:ing)? (?:again )?(?:in )?(?:the )?(?:this|same|next|current) (?:cycle|year|season)\b"
    r"[^,.;]{0,60}|(?:same|next) cycle)"
)

_GREETING = re.compile(
    r"\W*(?:(?:hi|hey|hello|yo|hiya|hola|namaste|salaa?m|greetings|good (?:day|morning|afternoon|evening))"
    r"(?:,? (?:there|vouch|bot|all))?|nice to meet you)"
    r"(?![\w'’])[\s,.!:–-]*",
    re.IGNORECASE,
)
_WORD = r"[^\W\d_][\w'’-]+"
_I_AM = r"(?:i['’]?m|i am|soy|me llamo|my name(?: is|['’]?s)|(?:the )?name(?: is|['’]?s)|call me)"
_NAME = rf"(?:dr )?(?P<name>{_WORD}(?: [a-z]\.?)?(?: {_WORD}){{0,3}}?)"
_KINDS_OF_YEAR = (
    r"(?:new|brand[- ]new|current|one[- ]year|1[- ]year|non[- ]?us|non[- ]?designated|designated|international|medical|"
    r"graduate|img|fmg|im|internal|medicine|med|general|gen|surgery|surgical|surg|transitional|ty|categorical|year|month|"
    r"week|"
    r"first|second|third|\d{1,2}(?:st|nd|rd|th)|pgy[- ]?1)"
)
_JOB = r"(?:prelim\w*|intern|resident|pgy[- ]?1|ty(?= (?:at|@)\b)|(?-i:TY)(?= \w)|transitional(?: year)?)"
_PLACE = r"[^\W\d_][\w .&'’/-]{1,50}?"
_COUNTRY = r"(?:the )?[a-z][a-z .]{2,30}?"
_POSITION = (
    r"(?:(?:and|so|basically|ok|okay|well|yeah|um|also|btw|currently|now|just|started|starting|doing|working|as|in|"
    r"an?|the|my|i['’]?m|i am|i work) )*"
    rf"(?:{_KINDS_OF_YEAR} )*{_JOB}(?: (?:{_KINDS_OF_YEAR}|{_JOB}|here))*"
    rf"(?: in (?:{_KINDS_OF_YEAR} )*{_KINDS_OF_YEAR})?"
    rf"(?: (?:at|@|in|from|with) (?:the )?(?P<home>{_PLACE})(?: (?:only|itself))?)?"
    # Few, since a country's name may hold any of them: more would be tried in every way.
    rf"(?: {HELD}| (?P<visa>{VISA})| from {_COUNTRY}| (?:til|till|until|thru|through) [\w ]{{3,20}}){{0,3}}"
)
_SAYS_NAME = (
    rf"(?P<own>{_I_AM}|it['’]?s me,?|this is|it['’]?s(?! me\b)|it is) {_NAME}(?: here| btw| by the way| fyi)?",
    rf"{_NAME} (?P<own>here)",
    _NAME,
)
_NAMES = [re.compile(pattern, re.IGNORECASE) for pattern in _SAYS_NAME]
_BARE = _NAMES[-1]
_NAMED_IN_POSITION = re.compile(rf"(?P<own>{_I_AM}) {_NAME},? (?P<position>{_POSITION})", re.IGNORECASE)
_POSITIONS = re.compile(_POSITION, re.IGNORECASE)
_JOB_THEN_PLACE = re.compile(
    rf"(?:an? )?(?:{_KINDS_OF_YEAR} )*{_JOB}(?: {_KINDS_OF_YEAR})* (?P<home>{_PLACE})", re.IGNORECASE
)
"""Without an "at": "TY Lincoln"."""
_OF_ONESELF = re.compile(
    rf"(?:{NEEDED}|{AIM} (?!.*\bdr\b)[^,.;]{{2,80}}?|my goal(?: is|:) [^,.;]{{3,100}}?|{_CYCLE})", re.IGNORECASE
)
_ENDS = (
    r"(?:(?:that|which|and|it|valid|good) )*(?:expir\w+|ends?|ending|until|till?|through|thru|runs? out)\b[\w /-]{3,30}"
)
_DETAIL = re.compile(
    rf"(?:(?:and|but|also|i['’]?m|i am|i|currently|here|originally|come|came|an?) )*"
    rf"(?:{HELD}(?: {_ENDS})?|{ANOTHER_VISA}(?: (?:and |but )?{NEEDED})?|{_ENDS}|20\d\d|{VISA}(?: (?:is )?(?:needed|"
    rf"needing|need|required|requiring))?"
    rf"|(?:non-? ?us )?img(?: (?:from )?{_COUNTRY})?(?: {HELD})?|from {_COUNTRY}(?: {HELD})?|{SCORE}|{YEAR}|{_SCHOOL}"
    r"|(?:started|starting|start) (?:on |in )?(?:this |last )?(?:july|june|jul|jun)(?: ?\d{1,2})?(?:st)?"
    r"|(?:just )?started (?:(?:\d{1,2}|an?|one|two|three|few|couple) (?:days?|weeks?|wks?|months?) ago|yesterday|today|"
    r"(?:last|this) (?:week|month)))",
    re.IGNORECASE,
)
_OF_STATUS = re.compile(rf"(?:i['’]?m |i am |i |currently |here |and )*(?:{HELD}|{VISA})", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"(?:^|[\s,])(?:i|i['’]m|im|i am|my)\b", re.IGNORECASE)
_OF_ANOTHER = re.compile(r"\W*(?:(?:and|but) )?(?:she|he|they|her|his|their)\b", re.IGNORECASE)
_MARKS = re.compile(
    r"\s*(?:[,;\n|]+|-+>|→|[.!](?=\s|\Z)(?<!\bst\.)(?<!\bdr\.)(?<!\bmt\.)|\s[-–—]\s)\s*"
    r"|\s+(?:and|but)\s+(?=(?:i|i['’]m|im|my|from|on|want|need|hold|have|looking|hoping|aiming)\b)",
    re.IGNORECASE,
)
_SPEAKS_OF_A_JOB = re.compile(rf"\b{_JOB}\b", re.IGNORECASE)
_LONGEST, _MOST_PARTS = 1_000, 12


class Introduction(NamedTuple):
    """*until* is where it ends in the text; *alone*, whether nothing but marks follows.

    *tells_more*: not only the program, the year and the visa, which are settings.
    """

    name: str | None
    program: str | None
    until: int
    alone: bool
    tells_more: bool
    country: str | None = None  # where a part names it and no more; else it is told with "from"
    visa: str | None = None  # where the position is told with it: "prelim at Mercy j1 from Lebanon"


@lru_cache(maxsize=64)  # asked more than once about one message
def introduction_in(text: str) -> Introduction | None:
    """Return what residents say first of who they are; None where the message does not begin with that.

    >>> introduction_in("hey its maria, 2nd month prelim at St Luke's, J1. want cards")
    Introduction(name='maria', program="St Luke's", until=60, alone=True, tells_more=True, country=None, visa=None)
    >>> introduction_in("I'm Ana, prelim at Mercy. Met Dr. Lee").until
    24
    >>> introduction_in("met Maria, prelim at St Luke's")
    """
    if len(text) > _LONGEST or not _SPEAKS_OF_A_JOB.search(text):
        return None
    name = program = country = visa = None
    speaks_of_job = certain = own = tells_more = False
    greeting = _GREETING.match(text)
    until = 0
    parts = [*_parts(text, greeting.end() if greeting else 0)]
    for place, (start, end) in enumerate(parts):
        part = re.sub(r"\bdr\.", "dr", text[start:end], flags=re.IGNORECASE)
        job_follows = any(_POSITIONS.fullmatch(text[slice(*each)]) for each in parts[place + 1 : place + 3])
        if named := _named(part, name or "", first=not until, job_follows=job_follows):
            name, certain = named["name"], certain or named.groupdict().get("own", "").lower() not in _PERHAPS_ANOTHERS
            own = own or bool(named.groupdict().get("own"))
            part = named.groupdict().get("position") or ""
        if position := _POSITIONS.fullmatch(part):
            speaks_of_job = True
            program, visa = program or position["home"], visa or position["visa"]
            certain = certain or bool(_FIRST_PERSON.search(part))
        elif part and (bare := _JOB_THEN_PLACE.fullmatch(part)) and is_known_place(bare["home"]):
            speaks_of_job, program = True, program or bare["home"]
        elif part and speaks_of_job and not program and is_known_place(part):
            program = part
        elif part and _OF_ONESELF.fullmatch(part):
            own = True
        elif part and own and speaks_of_job and _is_country(part):
            country, tells_more = part, True
        elif part and not _DETAIL.fullmatch(part):
            break
        elif part and not _OF_STATUS.fullmatch(part):
            tells_more = True
        certain = certain or bool(_FIRST_PERSON.search(part))
        until = end
    alone = not re.search(r"\w", text[until:])
    certain = certain or bool(greeting and own and name and not _OF_ANOTHER.match(text, until))
    if not speaks_of_job or not (certain or (alone and (own or (greeting and name)))):
        return None
    return Introduction(name, program, until, alone, bool(name or own or tells_more), country, visa)


def is_known_place(part: str) -> bool:
    """Whether a part is the name of a hospital and no more: "Prelim IM, UAB"."""
    return ("institutions", "known") in _vocabulary_of(part)


def _is_country(part: str) -> bool:
    return ("places", "country") in _vocabulary_of(part)


def _vocabulary_of(part: str) -> set[tuple[str, str]]:
    tokens = tokenise(part)
    return {(hit.category, hit.value) for hit in lexicon().hits(tokens) if (hit.start, hit.end) == (0, len(tokens))}


_PERHAPS_ANOTHERS = ("this is", "it's", "its", "it’s", "it is", "")
"""What may present somebody else, or nobody."""


def _parts(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield where each part stands, at most so many."""
    count = 0
    for mark in _MARKS.finditer(text, start):
        if mark.start() > start:
            yield start, mark.start()
            count += 1
        start = mark.end()
        if count == _MOST_PARTS:
            return
    if start < len(text.rstrip(" .!")):
        yield start, len(text.rstrip(" .!"))


def _named(part: str, before: str, *, first: bool, job_follows: bool) -> re.Match[str] | None:
    """Return how a part tells the name, bare only at the beginning or whole; None where it tells none.

    Before one's job even a name in small letters may be in no list: "im sana, prelim at Mercy".
    """
    if before:
        return None
    for pattern in (_NAMED_IN_POSITION, *_NAMES):
        found = pattern.fullmatch(part)
        if found is None or (pattern is _BARE and not first and not _is_whole_name(part)):
            continue
        says_so = found.groupdict().get("own", "").lower() not in _PERHAPS_ANOTHERS
        before_job = says_so and (job_follows or pattern is _NAMED_IN_POSITION)
        if _is_name(found["name"], certain=pattern is not _BARE and (found["name"][0].isupper() or before_job)):
            return found
    return None


def _is_whole_name(part: str) -> bool:
    """Whether words are a given and a family name and no more: "prelim at Mercy, J1, mo haddad"."""
    given, *more = (folded(word) for word in part.split())
    return bool(more) and (given in GIVEN_NAMES or given not in COMMON_WORDS) and more[-1] in FAMILY_NAMES


_NO_NAMES = frozenset({"postcall", "oncall", "offcall", "precall"})


def _is_name(words: str, *, certain: bool) -> bool:
    """Whether words name somebody; those that begin with a capital after "I'm" may be in no list."""
    first, *more = (folded(word.strip(".")) for word in words.split())
    if certain and first not in COMMON_WORDS | _NO_NAMES:
        return True
    return (first in GIVEN_NAMES or _is_whole_name(words)) and all(
        len(word) == 1 or word in GIVEN_NAMES or word in FAMILY_NAMES or word not in COMMON_WORDS for word in more
    )
