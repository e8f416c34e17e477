"""How residents spell the words of dates, and the levelled text in which each is spelled one way.

Phones, dictation and tiredness are dealt with here once, so that every rule is written in plain English: "nxt wk",
"next wks" and "Next week's" all reach the rules as "next week", "two" and "a couple" as "2".
"""

import re
from dataclasses import dataclass

from bot.understanding.dates.lookalikes import WATCHED, is_only_a_word

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

# Standard word first, then how else it is written. Single letters count only when glued to a number ("2w").
_ALSO_WRITTEN = {
    "monday": "mon mond munday",
    "tuesday": "tue tues teusday tusday tuseday",
    "wednesday": "wed weds wednes wensday wendsday wednsday wenesday wensdy",
    "thursday": "thu thur thurs thirsday thrusday thurday",
    "friday": "fri fryday firday",
    "saturday": "sat satuday saterday satday",
    "sunday": "sun sonday",
    "january": "jan janurary januray",
    "february": "feb febuary feburary febrary",
    "march": "mar",
    "april": "apr",
    "june": "jun",
    "july": "jul",
    "august": "aug",
    "september": "sep sept setpember",
    "october": "oct ocotber",
    "november": "nov novemeber",
    "december": "dec decemeber",
    "today": "2day tday todya",
    "tonight": "2nite 2night tonite tnite tonigt",
    "tomorrow": "tmrw tmr tmrrw tmrow tmmrw tmw tomo tomoro tommorow tommorrow tomorro 2moro 2morrow 2mrw 2morow tomrw "
    "tmorrow tomorrrow",
    "yesterday": "yest ystd yday ystrday yestrday yesterdy yestarday",
    "next": "nxt nex",
    "last": "lst",
    "week": "weeks wk wks week's weeks'",
    "weekend": "wknd wkend",
    "month": "months mo mos mth mths mnth mnths",
    "day": "days dys",
    "year": "years yr yrs",
    "hour": "hours hr hrs",
    "minute": "minutes min mins minuets",
    "fortnight": "fortnights fortnite",
    "before": "b4 bef befor",
    "until": "till til untill unti",
    "through": "thru thrugh",
    "morning": "mornin morn mornings mrng",
    "afternoon": "aft aftn afternon arvo",
    "evening": "eve evenin evng",
    "night": "nite",
    "noon": "noontime midday",
    "couple": "cpl coupl coupla",
    "between": "btwn btw betw",
    "around": "arnd approx approximately",
    "about": "abt",
    "every": "evry each",
    "thanksgiving": "tgiving thxgiving thanksgving tksgiving",
    "christmas": "xmas x-mas chrismas christmass",
    "halloween": "haloween",
    "beginning": "begining beg start",
    "asap": "asp",
}
_GLUED = {"d": "day", "w": "week", "h": "hour", "y": "year", "wk": "week"}

_NUMBERS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_UNITS, _TH_UNITS = "|".join(_NUMBERS[:9]), "|".join(_ORDINALS[:9])
_TENS = {"twenty": 20, "thirty": 30, "thirtieth": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}

# Words that may begin a date although they are written one way only.
_OPENERS = [
    "in",
    "on",
    "by",
    "at",
    "the",
    "this",
    "that",
    "a",
    "an",
    "for",
    "from",
    "end",
    "early",
    "late",
    "mid",
    "middle",
    "later",
    "within",
    "after",
    "before",
    "quarter",
    "half",
    "noon",
    "midnight",
    "eod",
    "eow",
    "eom",
    "eob",
    "eoy",
    "cob",
    "coming",
    "past",
    "month",
    "year",
    "new",
    "weekend",
    "over",
    "sometime",
    "other",
    "third",
    "between",
    "q",
    "mlk",
    "memorial",
    "labor",
    "labour",
    "veterans",
    "columbus",
    "presidents",
    "president's",
    "presidents'",
    "independence",
    "juneteenth",
    "thanksgiving",
    "christmas",
    "halloween",
    "valentine",
    "valentine's",
    "valentines",
    "easter",
    "good",
    "black",
    "match",
    "mother's",
    "mothers",
    "father's",
    "fathers",
    "election",
    "boxing",
    "groundhog",
    "st",
    "saint",
    "inauguration",
    "nye",
    "st.",
    "spring",
    "summer",
    "fall",
    "autumn",
    "winter",
    "nye",
    "rest",
    "all",
    "holidays",
    "diwali",
    "eid",
    "indigenous",
    "lunar",
    "chinese",
    "ramadan",
    "biweekly",
    "fortnightly",
    "weekly",
    "monthly",
    "daily",
    "mondays",
    "tuesdays",
    "wednesdays",
    "thursdays",
    "fridays",
    "saturdays",
    "sundays",
    "now",
    "soapweek",
    "soap",
    "fourth",
    "some",
    "few",
    "several",
    "couple",
    "previous",
    "current",
]

TOKEN = re.compile(
    rf"2(?:mor+ow?|mrw|nite|night|day)\b|[0-9]{{1,2}}(?:st|nd|rd|th)\b|[0-9]+"
    rf"|(?:twenty|thirty)[- ](?:{_TH_UNITS}|{_UNITS})\b"
    rf"|(?:q|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|mon|tues?|wed|thurs?|fri|sat|sun|tmrw?)(?=[0-9])"
    rf"|[^\W\d_](?:[^\W_]|['’](?=\w))*",
    re.IGNORECASE,
)


_CHUNK = re.compile(r"\S+")
_ADDRESS = re.compile(r"://|www\.|\w@\w|\.[a-z]{2,}/", re.IGNORECASE)


def _spellings() -> dict[str, str]:
    level = {word: word for word in (*WEEKDAYS, *MONTHS, *_OPENERS, *_ALSO_WRITTEN)}
    for word in (*WEEKDAYS, *MONTHS, "tomorrow", "yesterday", "tonight", "thanksgiving", "christmas"):
        if len(word) > 5:
            level |= {slip: word for slip in _slips(word) if slip not in level}
    level |= {other: word for word, others in _ALSO_WRITTEN.items() for other in others.split()}
    level |= {word: str(n) for n, word in enumerate(_NUMBERS, 1)}
    level |= {word: f"{n}#" for n, word in enumerate(_ORDINALS, 1)}
    level |= {word: str(n) for word, n in _TENS.items()} | {"thirtieth": "30#", "4th": "4th"}
    for ten, above in (("twenty", 20), ("thirty", 30)):
        for gap in "- ":
            level |= {f"{ten}{gap}{unit}": str(above + n) for n, unit in enumerate(_NUMBERS[:9], 1)}
            level |= {f"{ten}{gap}{unit}": f"{above + n}#" for n, unit in enumerate(_ORDINALS[:9], 1)}
    return level


def _slips(word: str) -> set[str]:
    """One slip of the thumb inside a word: a letter dropped, doubled or swapped with its neighbour.

    First and last letter stay, which keeps names such as Frida and Monda out.
    """
    inner = range(1, len(word) - 1)
    dropped = {word[:i] + word[i + 1 :] for i in inner}
    doubled = {word[:i] + word[i] + word[i:] for i in inner}
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(1, len(word) - 2)}
    return dropped | doubled | swapped


SPELLINGS = _spellings()


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its place in the text, its place in the levelled text, and the class of rule it may open."""

    start: int
    end: int
    level_start: int
    level_end: int
    level: str
    opens: str


@dataclass(frozen=True, slots=True)
class LevelledText:
    """The text in standard spelling, lower case, with single spaces; and its words in order."""

    text: str
    words: tuple[Word, ...]


def level(text: str) -> LevelledText | None:
    """Spell the words of dates one way; None when no word or number of the text could open a date."""
    tokens = [(m.start(), m.end(), m.group().lower().replace("’", "'")) for m in TOKEN.finditer(text)]
    opaque = _opaque(text)
    told = [_level_word(text, tokens, i) for i in range(len(tokens))]
    if opaque:
        told = [("", "") if _inside(token[0], opaque) else word for token, word in zip(tokens, told, strict=True)]
    if not any(opens for _, opens in told):
        return None
    pieces: list[str] = []
    words: list[Word] = []
    at = position = 0
    for (start, end, _), (word, opens) in zip(tokens, told, strict=True):
        gap = _level_gap(text[at:start])
        begin = position + len(gap)
        pieces += (gap, word)
        position, at = begin + len(word), end
        words.append(Word(start, end, begin, position, word, opens))
    pieces.append(_level_gap(text[at:]))
    return LevelledText("".join(pieces), tuple(words))


def _opaque(text: str) -> list[tuple[int, int]]:
    """Where links and e-mail addresses stand; numbers inside them are no dates."""
    if "@" not in text and "/" not in text and "www." not in text:
        return []
    return [m.span() for m in _CHUNK.finditer(text) if _ADDRESS.search(m.group())]


def _inside(start: int, spans: list[tuple[int, int]]) -> bool:
    return any(a <= start < b for a, b in spans)


def _level_gap(gap: str) -> str:
    if gap == " " or not gap:
        return gap
    if "\n" in gap:
        return "\n"
    return " ".join(gap.replace("–", "-").replace("—", "-").split(" ")) if "  " not in gap else re.sub(" +", " ", gap)


def _level_word(text: str, tokens: list[tuple[int, int, str]], i: int) -> tuple[str, str]:
    """The standard spelling of a word and the class it opens; "" for a word that opens nothing."""
    start, end, word = tokens[i]
    first = word[0]
    if "0" <= first <= "9":
        return _level_number(text, start, word)
    known = SPELLINGS.get(word) or (SPELLINGS.get(word[:-2]) if word.endswith("'s") else None)
    glued = i > 0 and tokens[i - 1][1] == start and tokens[i - 1][2].isdigit()
    if glued and word in _GLUED:
        return _GLUED[word], ""
    if known is None:
        return word, ""
    if word in WATCHED and is_only_a_word(text, tokens, i):
        return word.upper(), ""  # out of every pattern's reach
    return known, _class_of(known)


def _level_number(text: str, start: int, word: str) -> tuple[str, str]:
    if not word.isdigit():
        known = SPELLINGS.get(word)
        return (known, known) if known else (word, "ordinal")
    before = text[start - 1] if start else " "
    part_of_another = before in ".$#_:" or (before in "-/" and len(word) > 2)
    return word, "" if part_of_another else "number"


def _class_of(known: str) -> str:
    if known in WEEKDAYS:
        return "weekday"
    if known in MONTHS:
        return "month"
    if known[-1] == "#":
        return "ordinal"
    return "number" if known.isdigit() else known


# Pieces of the rules' patterns, over levelled text.
WEEKDAY = "|".join(WEEKDAYS)
MONTH = "|".join(MONTHS)
NTH = r"[0-9]{1,2}(?:st|nd|rd|th|#)"
UNIT = r"minute|hour|day|week|month|year|fortnight|(?:business|working|work|week)[ -]?day"
AMOUNT = (
    r"[0-9]{1,3}(?:\.5)?(?: ?(?:-|to|or) ?[0-9]{1,2})?|half an?|(?:a )?couple(?: of)?|(?:a )?few|several"
    r"|another(?: [0-9]{1,2})?|an?"
)
