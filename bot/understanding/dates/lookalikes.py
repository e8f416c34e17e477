"""Words that look like dates and mostly are none: Dr. May, April Jones, "march on", "sat next to", "in the sun".

Each is a date only where the words beside it say so.
"""

import re

Tokens = list[tuple[int, int, str]]

_TITLES = frozenset(
    [
        "dr",
        "doctor",
        "doc",
        "prof",
        "professor",
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "attorney",
        "nurse",
        "sister",
        "chief",
        "chair",
        "cdr",
        "capt",
        "captain",
        "sir",
        "md",
    ]
)
_OF_TIME = frozenset(
    [
        "in",
        "by",
        "until",
        "till",
        "til",
        "before",
        "b4",
        "after",
        "since",
        "early",
        "mid",
        "late",
        "next",
        "nxt",
        "last",
        "lst",
        "this",
        "of",
        "during",
        "around",
        "from",
        "through",
        "thru",
        "every",
        "end",
        "beginning",
        "start",
        "starting",
        "come",
        "on",
        "due",
        "between",
        "b/w",
        "ending",
        "untill",
        "bef",
        "befor",
        "begining",
        "sometime",
        "nlt",
    ]
)
_NAME_MONTHS = frozenset(["april", "june", "august", "may", "jan", "jun", "mar"])
_DATE_LIKE = re.compile(
    r"[ ,.]{0,2}(?:the )?(?:[0-3]?[0-9](?:st|nd|rd|th)?(?![0-9:%]|[ap]\.?m|p\b| ?(?:people|of (?:us|them)|patients|pts))|20[0-9]{2}\b|'[0-9]{2}\b)",
    re.IGNORECASE,
)
_CLOCK_OR_DAY = re.compile(
    r"[ ,@]{0,3}(?:(?:at|by|the|around|@) ?)?(?:[0-9]{1,2}(?::[0-9]{2}|[ap]\b| ?[ap]\.?m|/[0-9]|st\b|nd\b|rd\b|th\b)"
    r"|[0-9]{4}\b|noon|midnight|morning|mornin|afternoon|aft\b|evening|eve\b|night|nite|am\b|pm\b)",
    re.IGNORECASE,
)
_SUBJECTS = frozenset(
    [
        "i",
        "he",
        "she",
        "they",
        "we",
        "who",
        "and",
        "just",
        "then",
        "had",
        "have",
        "has",
        "was",
        "were",
        "is",
        "it",
        "you",
        "nobody",
        "everyone",
        "that",
    ]
)
_AFTER_SAT = frozenset(
    [
        "next",
        "nxt",
        "with",
        "w",
        "down",
        "in",
        "on",
        "at",
        "by",
        "there",
        "beside",
        "for",
        "through",
        "thru",
        "me",
        "us",
        "him",
        "her",
        "and",
        "together",
        "behind",
        "across",
        "near",
        "around",
        "under",
        "over",
        "to",
        "out",
        "up",
        "outside",
        "here",
        "back",
        "quietly",
        "alone",
        "the",
        "a",
        "an",
        "my",
        "his",
        "between",
        "among",
    ]
)
_AFTER_SUN = frozenset(
    [
        "was",
        "is",
        "shine",
        "screen",
        "exposure",
        "came",
        "rose",
        "burn",
        "set",
        "sets",
        "rises",
        "damage",
        "up",
        "out",
        "city",
    ]
)
_AFTER_WE_WOULD = frozenset(
    [
        "love",
        "like",
        "be",
        "have",
        "to",
        "need",
        "want",
        "prefer",
        "rather",
        "better",
        "never",
        "also",
        "probably",
        "all",
    ]
)
_OBJECTS = frozenset(["her", "him", "them", "it", "me", "us"])
_DAY_ABBREVIATIONS = frozenset(["sat", "sun"])

WATCHED = frozenset(
    [
        "may",
        "march",
        "april",
        "june",
        "august",
        "mar",
        "jan",
        "jun",
        "dec",
        "oct",
        "sep",
        "apr",
        "jul",
        "sat",
        "sun",
        "thu",
        "wed",
        "mon",
        "friday",
        "sunday",
        "monday",
        "saturday",
        "tuesday",
        "wednesday",
        "thursday",
        "january",
        "july",
        "eve",
        "min",
        "btw",
        "beg",
        "start",
        "each",
        "aft",
        "yest",
        "asp",
        "morn",
        "lst",
        "nex",
        "tmr",
        "abt",
        "mo",
        "mos",
        "fall",
        "spring",
        "soap",
        "september",
        "october",
        "november",
        "december",
        "february",
        "mond",
        "tomo",
        "tmw",
    ]
)
_MONTH_WORDS = frozenset(
    ["may", "march", "april", "june", "august", "mar", "jan", "jun", "dec", "oct", "sep", "apr", "jul"]
)
_PLACES = frozenset(
    [
        "harbor",
        "harbour",
        "health",
        "hospital",
        "medical",
        "clinic",
        "center",
        "centre",
        "island",
        "county",
        "creek",
        "valley",
        "village",
        "bridge",
        "lake",
        "st",
        "street",
        "hospital's",
        "medicine",
        "park",
    ]
)


def is_only_a_word(text: str, tokens: Tokens, i: int) -> bool:
    """Whether the watched word at *i* is a name or an everyday word here, and not a date."""
    start, end, word = tokens[i]
    before = _neighbour(text, tokens, i - 1, i)
    if before in _TITLES:
        return True
    if word in _MONTH_WORDS:
        return not _is_month(text, tokens, i, before)
    if word in _DAY_ABBREVIATIONS:
        return not _is_short_day(text, tokens, i, before)
    if word == "thu":
        return _begins_a_name(text, tokens, i)
    if word == "wed":
        return before in ("they", "got", "newly", "to") or _neighbour(text, tokens, i + 1, i) in _AFTER_WE_WOULD
    if word.endswith("day"):
        return _neighbour(text, tokens, i + 1, i) in _PLACES and _capital(text, tokens, i + 1)
    return _is_other_word(text, tokens, i, before)


def _is_other_word(text: str, tokens: Tokens, i: int, before: str) -> bool:
    _, _, word = tokens[i]
    after = _neighbour(text, tokens, i + 1, i)
    if word == "start":
        return after not in ("of",) or before in ("to", "i", "they")
    if word in ("mo", "mos"):
        return not (before.isdigit() or before in ("next", "nxt", "last", "this", "few", "couple", "cpl", "of", "a"))
    if word in ("fall", "spring"):
        return before not in (
            "the",
            "this",
            "next",
            "nxt",
            "last",
            "in",
            "by",
            "early",
            "late",
            "mid",
            "until",
            "every",
        )
    if word == "btw":
        return not _DATE_LIKE.match(text, tokens[i][1])
    if word == "min":
        return not before.isdigit()
    return False


def _is_month(text: str, tokens: Tokens, i: int, before: str) -> bool:
    _, end, word = tokens[i]
    if _DATE_LIKE.match(text, end):
        return True
    after = _neighbour(text, tokens, i + 1, i)
    if before[:1].isdigit():
        return before[-1] in "tdh" or word not in ("may", "march") or not after or not after[0].isalpha()
    if before not in _OF_TIME:
        return False
    if word in ("may", "march") and before in ("this", "on", "next", "last", "every") and after:
        return False
    return not (word in _NAME_MONTHS and _begins_a_name(text, tokens, i))


def _is_short_day(text: str, tokens: Tokens, i: int, before: str) -> bool:
    _, end, word = tokens[i]
    after = _neighbour(text, tokens, i + 1, i)
    if _CLOCK_OR_DAY.match(text, end) or before in _OF_TIME:
        return True
    if word == "sat":
        if before in _SUBJECTS or (before and _capital(text, tokens, i - 1) and after):
            return False
        return (
            (after not in _AFTER_SAT
            and not after[:1].isdigit())
            or (before in _OBJECTS and after in ("with", "w", "at", "by"))
        )
    if before == "the" or after in _AFTER_SUN:
        return False
    return not (_capital(text, tokens, i) and _capital(text, tokens, i - 1) and before != "" and i > 1)


def _begins_a_name(text: str, tokens: Tokens, i: int) -> bool:
    """Whether a capitalised word follows that is neither a title nor an acronym: "April Jones", not "April MICU"."""
    if i + 1 >= len(tokens) or not _capital(text, tokens, i) or _gap(text, tokens, i) != " ":
        return False
    start, end, word = tokens[i + 1]
    return _capital(text, tokens, i + 1) and text[start + 1 : end].islower() and word not in _TITLES


def _capital(text: str, tokens: Tokens, i: int) -> bool:
    return 0 <= i < len(tokens) and text[tokens[i][0]].isupper()


def _gap(text: str, tokens: Tokens, i: int) -> str:
    return text[tokens[i][1] : tokens[i + 1][0]]


def _neighbour(text: str, tokens: Tokens, j: int, i: int) -> str:
    """The word at *j* when nothing but a space parts it from the one at *i* (a full stop too, after a title)."""
    if not 0 <= j < len(tokens):
        return ""
    gap = _gap(text, tokens, min(i, j))
    word = tokens[j][2]
    if gap in (" ", "-", "") or (gap in (". ", ".") and word in _TITLES) or (gap.isspace() and "\n" not in gap):
        return word
    return ""
