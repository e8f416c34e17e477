"""The levelled text, in which every word of dates is spelled one way, and the pieces of pattern over it.

Phones, dictation and tiredness are dealt with here once, so that every rule is written in plain English: "nxt wk",
"next wks" and "Next week" all reach the rules as "next week".
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bot.understanding.dates.lookalikes import WATCHED, Token, is_only_a_word
from bot.understanding.dates.spellings import GLUED, MONTHS, SPELLINGS, UNITS_IN_WORDS, WEEKDAYS

# Pieces of the rules' patterns.
WEEKDAY = "|".join(WEEKDAYS)
MONTH = "|".join(MONTHS)
NTH = r"[0-9]{1,2}(?:st|nd|rd|th|#)"
UNIT = r"minute|hour|day|night|week|month|year|fortnight|(?:business|working|work|week)[ -]?day"
AMOUNT = (
    r"[0-9]{1,2} and an? half|(?:1/2|1/4|3/4)(?: of)?(?: an)?|3[ -]quarters? of an"
    r"|[0-9]{1,3}(?:\.5)?(?: ?(?:-|to|or) ?[0-9]{1,2})?|(?:a )?quarter(?: of)? an|half an?"
    r"|(?:a )?couple(?: of)?|(?:a )?few|several|another(?: [0-9]{1,2})?|an?"
)
YEAR = (
    r"(?:(?:[,.] ?| |-(?=20[0-9]{2}))(?:of )?"
    r"(?P<year>20[0-9]{2}|19[6-9][0-9]|(?<=,)19[0-9]{2}|(?<=, )19[0-9]{2}|'[0-9]{2}))?"
)


def year_told(words: str) -> int | None:
    """The year of "2027", "'27" or "27", None for no words."""
    digits = words.lstrip("'")
    if len(digits) != len("27"):
        return int(digits) if digits else None
    return int(digits) + (2000 if int(digits) < _LAST_CENTURY else 1900)


_LAST_CENTURY = 60  # "3/4/61" is a date of birth


_TOKEN = re.compile(
    r"2(?:mor+ow?|mrw|nite|night|day)\b|[0-9]{1,2}(?:st|nd|rd|th)\b|[0-9]+"
    rf"|(?:twenty|thirty|forty|fifty)[- ](?:{UNITS_IN_WORDS})\b|new (?:year'?s|yrs?)\b|week-ends?\b|v-day\b"
    r"|(?:q|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|mon|tues?|wed|thurs?|fri|sat|sun|tmrw?)(?=[0-9])"
    r"|[^\W\d_](?:[^\W_]|'(?=\w))*"
)
_RESPELLED = SPELLINGS.keys() | GLUED.keys()
_CHUNK = re.compile(r"\S+")
_ADDRESS = re.compile(r"://|www\.|\w@\w|\.[a-z]{2,}/", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


class Word(NamedTuple):
    """One word: its place in the text and in the levelled text, its standard spelling, the class of rule it opens."""

    start: int
    end: int
    level_start: int
    level_end: int
    level: str
    opens: str


@dataclass(frozen=True, slots=True)
class LevelledText:
    """The text in standard spelling, lower case, with single spaces; and its words in order.

    Words that only look like one of a date are in upper case, out of every pattern's reach.
    """

    text: str
    words: tuple[Word, ...]


def level(text: str) -> LevelledText | None:
    """Spell the words of dates one way; None when the text has no number and no such word."""
    tokens = [(*match.span(), match[0]) for match in _TOKEN.finditer(_lower(text))]
    for _, _, word in tokens:
        if word in SPELLINGS or word[0].isdigit():
            break
    else:
        return None
    addresses = _addresses(text)
    pieces: list[str] = []
    words: list[Word] = []
    at = position = 0
    made = tuple.__new__  # as in tokenise
    for i, (start, end, word) in enumerate(tokens):
        gap = text[at:start]
        if gap != " ":
            gap = _level_gap(gap)
        if addresses and _inside(start, addresses):
            standard, opens = word.upper(), ""
        elif word in _RESPELLED or word[0].isdigit():
            standard, opens = _level_word(text, tokens, i)
        else:
            standard = opens = word
        begin = position + len(gap)
        pieces += (gap, standard)
        position, at = begin + len(standard), end
        words.append(made(Word, (start, end, begin, position, standard, opens)))
    pieces.append(_level_gap(text[at:]))
    return LevelledText("".join(pieces), tuple(words))


def _lower(text: str) -> str:
    """The text in lower case and with straight apostrophes, every character in its place."""
    lower = text.lower()
    if len(lower) != len(text):  # a dotted capital I becomes two characters
        lower = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    return lower.replace("’", "'")


def _addresses(text: str) -> list[tuple[int, int]]:
    """Where links and e-mail addresses stand; numbers inside them are no dates."""
    if "@" not in text and "/" not in text and "www." not in text:
        return []
    return [m.span() for m in _CHUNK.finditer(text) if _ADDRESS.search(m.group())]


def _inside(start: int, spans: list[tuple[int, int]]) -> bool:
    while spans and spans[0][1] <= start:  # words come in order, so a span left behind is not needed again
        del spans[0]
    return bool(spans) and spans[0][0] <= start


@lru_cache(maxsize=256)
def _level_gap(gap: str) -> str:
    """What stands between two words; the same few marks do between most."""
    if gap in (" ", ""):
        return gap
    if "\n" in gap:
        return "\n"
    return _SPACES.sub(" ", gap).replace("–", "-").replace("—", "-")


def _level_word(text: str, tokens: list[Token], i: int) -> tuple[str, str]:
    """The standard spelling of a word and the class of rule it opens."""
    start, _, word = tokens[i]
    if word.isdigit():
        return word, "" if _part_of_another(text, start, word) else "number"
    if word in GLUED and i and tokens[i - 1][2].isdigit():
        gap = text[tokens[i - 1][1] : start]
        if not gap or (gap == " " and (_is_hours(text, tokens[i]) or _ends(text, tokens[i]))):
            return GLUED[word], ""
    known = SPELLINGS.get(word)
    if known is None:
        return word, "ordinal" if word[0].isdigit() else word
    if word.removesuffix("'s") in WATCHED and is_only_a_word(text, tokens, i):
        return word.upper(), ""
    return known, _CLASSES.get(known) or ("number" if known.isdigit() else "ordinal" if known[-1] == "#" else known)


def _is_hours(text: str, token: Token) -> bool:
    """Whether "h" behind a number is short for hours, and not the first half of "h/o"."""
    _, end, word = token
    return word == "h" and text[end : end + 1] != "/"


def _ends(text: str, token: Token) -> bool:
    """Whether nothing is said behind a letter that is short for a unit: "defer her card 3 d"."""
    _, end, _ = token
    return not text[end:].strip(" .!")


_CLASSES = dict.fromkeys(WEEKDAYS, "weekday") | dict.fromkeys(MONTHS, "month")


def _part_of_another(text: str, start: int, digits: str) -> bool:
    """Whether the digits go on from something that is no date: a decimal, a price, a phone number."""
    before = text[start - 1] if start else " "
    in_a_row = start > 1 and text[start - 2].isdigit()
    return before in ".$#_:" or (before in "/," and in_a_row) or (before in "-/" and len(digits) > len("31"))
