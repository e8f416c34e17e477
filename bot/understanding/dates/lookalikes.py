"""Words that look like dates and mostly are none: Dr. May, April Jones, "march on", "sat next to", "in the sun".

Each is a date only where the words beside it say so.
"""

import re

from bot.understanding.dates.spellings import SPELLINGS, words

Token = tuple[int, int, str]
"""Start and end of a word in the text, and the word in lower case."""

_TITLES = words("dr drs doctor prof professor mr mrs ms miss mx attorney cdr capt captain")
_SOMEBODYS = words("the my our a an that her his your their")
_OF_TIME = words(
    "in by until untill till til before bef b4 after since early mid late next nxt last lst this of during around from "
    "through thru every end beginning beg starting come on due between btwn sometime for"
)
_MONTHS = words("may march april june august mar jan jun dec oct sep apr jul")
_NAME_MONTHS = words("april june august may jan jun mar")
_NO_NAMES = words("march mar dec oct sep jul")
_BEFORE_PERIODS = words("the this next nxt last in by early late mid until every of")
_SUBJECTS = words("i he she they we who and just then had have has was were is it you nobody everyone that")
_IS = words("is was")
"""After these "may" and "march" do nothing: "the deadline is may 1"."""
_AFTER_SAT = words(
    "next nxt with w down in on at by there beside for through thru me us him her and together behind across near "
    "around under over to out up outside here back quietly alone the a an my his between among"
)
_AFTER_SUN = words("was is shine screen exposure came rose burn set sets rises damage up out city")
_AFTER_WE_WOULD = words("love like be have to need want prefer rather better never also probably all")
_WHAT_WE_WOULD = words("study meet talk go do try share see write work read")
_WRITES_TO = words("call email mail see meet ping text due next by on until ask remind send page him her them")
_ANEW = words("again back")
_WRITTEN_TO = words("him her them")  # "email him wed to confirm"
_OBJECTS = words("me him us them")  # "ping me sat to write": what is done to these, they do not do
_DOES = words("do doing send sending finish return bring submit mail write read")  # "do it sat"
_DEGREES = words("md do phd mbbs mph facp rn np pa")
_PLACES = words(
    "harbor harbour health hospital medical clinic center centre island county creek valley village bridge lake street "
    "park"
)
_A_NUMBER_OF = words("next nxt last lst this few couple cpl of a per every")

_ALSO_SPANISH_NAMES = words("hoy ayer domingo viernes jueves")

WATCHED = (
    _MONTHS
    | words("sat sun thu wed mo mos min btw start beg fall spring january")
    | words("monday tuesday wednesday thursday friday saturday sunday")
    | _ALSO_SPANISH_NAMES
)
"""The words for which ``is_only_a_word`` must be asked."""

_DAY_OR_YEAR = re.compile(
    r"[ ,./-]{0,2}(?:the )?(?:[0-3]?[0-9](?:st|nd|rd|th)?"
    r"(?![0-9%]|:[0-9]|[ap]\.?m|p\b| ?(?:people|of (?:us|them)|patients|pts))|20[0-9]{2}\b|'[0-9]{2}\b)",
    re.IGNORECASE,
)
_NTH = re.compile(r"[1-4](?:st|nd|rd|th)|first|second|third|fourth|last")
_YEAR_NEXT = re.compile(r" (?:of )?20[0-9]{2}\b")
_CLOCK_OR_DAY = re.compile(
    r"[ ,@]{0,3}(?:(?:at|by|the|around|@) ?)?(?:[0-9]{1,2}(?::[0-9]{2}|[ap]\b| ?[ap]\.?m|/[0-9]|st\b|nd\b|rd\b|th\b"
    r"| in the (?:morning|afternoon|evening)\b)"
    r"|[0-9]{4}\b|noon|midnight|morning|mornin|afternoon|aft\b|evening|eve\b|night|nite|am\b|pm\b)",
    re.IGNORECASE,
)


_HOUR_NEXT = re.compile(r" (?:(?:at|@) ?(?:1[0-2]|[1-9])\b(?![:/-])|(?:1[0-2]|[1-9])(?=\s*(?:$|[.,;!?\n])))")
"""An hour and nothing after it: "coffee sat at 10", "dinner sat 7", not "sat 10 minutes with"."""


def is_only_a_word(text: str, tokens: list[Token], i: int) -> bool:
    """Whether the watched word at *i* is a name or an everyday word here, and not of a date."""
    word = tokens[i][2].removesuffix("'s")
    before, after = _neighbour(text, tokens, i - 1, i), _neighbour(text, tokens, i + 1, i)
    if before in _TITLES and (i < 2 or tokens[i - 2][2] not in _SOMEBODYS):
        return True
    if word in _MONTHS and word != tokens[i][2]:
        return True  # "May's office"
    if word in _MONTHS:
        return not _is_month(text, tokens, i, before, after)
    if word == "sat":
        return not _is_saturday(text, tokens, i, before, after)
    if word == "sun":
        return not _is_sunday(text, tokens, i, before, after)
    if word.endswith("day"):
        degree = i + 2 < len(tokens) and tokens[i + 2][2] in _DEGREES and _begins_a_name(text, tokens, i)
        return degree or (after in _PLACES and _capital(text, tokens, i + 1))
    return _is_another_word(text, tokens, i, before, after)


def _is_another_word(text: str, tokens: list[Token], i: int, before: str, after: str) -> bool:
    match tokens[i][2]:
        case "thu":
            return _begins_a_name(text, tokens, i)
        case "hoy" | "ayer" | "domingo" | "viernes" | "jueves":
            return _capital(text, tokens, i) and bool(before)
        case "wed":
            said = before in ("said", "agreed", "thought", "hoped", "that") and after in _WHAT_WE_WOULD
            if before in _WRITTEN_TO:
                return False
            return before in ("they", "got", "newly") or after in _AFTER_WE_WOULD or said
        case "mo" | "mos":
            return not (SPELLINGS.get(before, before).isdigit() or before in _A_NUMBER_OF)
        case "min":
            return not (SPELLINGS.get(before, before).isdigit() or before in _A_NUMBER_OF)
        case "start" | "beg":
            return after != "of" or before in ("to", "i", "they", "we")
        case "fall" | "spring":
            return before not in _BEFORE_PERIODS and not _YEAR_NEXT.match(text, tokens[i][1])
        case "btw":
            return not _DAY_OR_YEAR.match(text, tokens[i][1])
        case _:
            return False


def _is_month(text: str, tokens: list[Token], i: int, before: str, after: str) -> bool:
    _, end, word = tokens[i]
    if len(tokens) == 1:
        return True  # the answer to "when?"
    if word in ("may", "march") and before in _SUBJECTS and not (before in _IS and _DAY_OR_YEAR.match(text, end)):
        return False
    spelled_day = SPELLINGS.get(after, "").strip("#").isdigit() and after != "one"
    if _DAY_OR_YEAR.match(text, end) or spelled_day:
        return True
    if before[:1].isdigit():
        return not before.isdigit() or word not in ("may", "march") or not after[:1].isalpha()
    if before in ("week", "wk") and i > 1 and _NTH.fullmatch(tokens[i - 2][2]):
        return True  # "2nd wk jan"
    if not after and (before in _ANEW or (before in _WRITES_TO and word in _NO_NAMES)):
        return True  # "so call March", "call again jan"
    if before not in _OF_TIME:
        return False
    if word in ("may", "march") and before in ("this", "on", "next", "last", "every", "for") and after:
        return False
    return not (word in _NAME_MONTHS and (before == "for" or _begins_a_name(text, tokens, i)))


def _is_saturday(text: str, tokens: list[Token], i: int, before: str, after: str) -> bool:
    if _CLOCK_OR_DAY.match(text, tokens[i][1]) or before in _OF_TIME:
        return True
    if before not in _SUBJECTS and _HOUR_NEXT.match(text, tokens[i][1]):
        return True
    if before in _OBJECTS or (before == "it" and tokens[i - 2 : i - 1] and tokens[i - 2][2] in _DOES):
        return True
    if before in _SUBJECTS or (before and after and _capital(text, tokens, i - 1)):
        return False
    return after not in _AFTER_SAT and not after[:1].isdigit()


def _is_sunday(text: str, tokens: list[Token], i: int, before: str, after: str) -> bool:
    if _CLOCK_OR_DAY.match(text, tokens[i][1]) or before in _OF_TIME:
        return True
    if before == "the" or after in _AFTER_SUN:
        return False
    named = _capital(text, tokens, i) and _capital(text, tokens, i - 1)
    return not (named and before and before not in _WRITES_TO)


def _begins_a_name(text: str, tokens: list[Token], i: int) -> bool:
    """Whether a capitalised word follows that is neither a title nor an acronym: "April Jones", not "April MICU"."""
    if i + 1 >= len(tokens) or not _capital(text, tokens, i):
        return False
    start, end, word = tokens[i + 1]
    surname = text[start].isupper() and text[start + 1 : end].islower() and word not in _TITLES
    if word.startswith("i'"):
        return False  # "the 1 of April I'm on wards"
    return surname and text[tokens[i][1] : start] == " "


def _capital(text: str, tokens: list[Token], i: int) -> bool:
    return 0 <= i < len(tokens) and text[tokens[i][0]].isupper()


def _neighbour(text: str, tokens: list[Token], j: int, i: int) -> str:
    """The word at *j* when only a space or hyphen parts it from the one at *i*; after a title a full stop may too."""
    if not 0 <= j < len(tokens):
        return ""
    left, right = sorted((i, j))
    gap, word = text[tokens[left][1] : tokens[right][0]], tokens[j][2]
    if gap in (" ", "-", "/", "") or (word in _TITLES and gap in (". ", ".")):
        return word
    return ""
