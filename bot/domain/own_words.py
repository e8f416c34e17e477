"""The resident's own words for places and people, and how they are taught: "the Rock is short for Lakeside"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.names import fold
from bot.domain.note import Source


@dataclass(frozen=True, slots=True)
class OwnWord:
    """What this resident calls a hospital or program. Nicknames of people are the aliases of their contacts."""

    id: str
    said: str
    means: str
    created_at: datetime
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a message teaches: *said* is to be read as *means*; *means* None takes the word away."""

    said: str
    means: str | None = None


_SAID = r"[\"“‘']?(?P<said>[\w&][\w&.'’ -]{0,38}?)[\"”’']?"
_MEANS = r"[\"“]?(?P<means>[\w&][\w&.,'’() /-]{1,78}?)[\"”]?[.!]*"
_IS_SHORT_FOR = (
    r"(?:(?:is|'s|are) (?:short|another name|my name|our name|what (?:i|we) (?:call|say)|(?:my|our) nickname)"
    r"(?: for)?|stands for) "
)
_TEACHES = tuple(
    re.compile(rf"\W*(?:words? )?{way}", re.IGNORECASE)
    for way in (
        rf"{_SAID} ?(?:=|->|→) ?{_MEANS}",
        rf"{_SAID},? {_IS_SHORT_FOR}{_MEANS}",
        rf"(?:by|when i (?:say|write)|if i (?:say|write)) {_SAID},? (?:then )?i mean {_MEANS}",
    )
)
_DROPS = re.compile(
    rf"\W*(?:words? )?(?:forget|drop|remove|delete) (?:the (?:word|nickname|short name) )?{_SAID}\W*", re.IGNORECASE
)
_ASKS = re.compile(r"\W*(?:show |list |what are |see )?(?:me )?(?:my )?(?:own )?words\W*", re.IGNORECASE)
_SHORTEST = 2  # letters


def asks_for_words(text: str) -> bool:
    """Tell whether a message asks to see the resident's own words.

    >>> asks_for_words("my words"), asks_for_words("words for a thank-you to Dr. Chen")
    (True, False)
    """
    return bool(_ASKS.fullmatch(text))


def lesson_in(text: str, after_command: bool = False) -> Lesson | None:
    """Return what a message teaches; taking a word away needs the command `/vouch words` (*after_command*).

    >>> lesson_in("The Rock is short for Lakeside Regional.")
    Lesson(said='The Rock', means='Lakeside Regional')
    >>> lesson_in("met Dr. Rao, PD at the Rock")
    """
    if after_command and (drop := _DROPS.fullmatch(text)):
        return Lesson(drop["said"].strip())
    for pattern in _TEACHES:
        match = pattern.fullmatch(text)
        # "408 555 0128 = Dr. Cai" tells a number, and no word for her.
        if match and sum(map(str.isalpha, match["said"])) >= _SHORTEST:
            return Lesson(match["said"].strip(), match["means"].strip())
    return None


def find_word(words: Iterable[OwnWord], said: str) -> OwnWord | None:
    return next((word for word in words if fold_word(word.said) == fold_word(said)), None)


def fold_word(said: str) -> tuple[str, ...]:
    """The form in which two ways of writing one word are equal: "The Rock" and "the rock"."""
    words = fold(said)
    return words[1:] if len(words) > 1 and words[0] == "the" else words


_SMALL = frozenset(("of", "the", "at", "and", "for", "in"))


def is_short_for(short: str, full: str) -> bool:
    """Tell whether a name is a short form of another: its first letters, or some of its words.

    >>> is_short_for("MMC", "Mercy Medical Center"), is_short_for("Mercy", "Mercy Medical Center")
    (True, True)
    >>> is_short_for("Mercy", "Lakeside Regional")
    False
    """
    a, b = [word for word in fold(short) if word not in _SMALL], [word for word in fold(full) if word not in _SMALL]
    if not a or len(a) > len(b) or a == b:
        return False
    return set(a) < set(b) or (len(a) == 1 and a[0] == "".join(word[0] for word in b))
