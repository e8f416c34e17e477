"""Whom the resident wants to meet at a conference: "goals 3 pds and 1 research partner"."""

import re

from bot.domain.follow_up import ConferenceGoals

_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_COUNT = rf"(?P<count>\d{{1,2}}|{'|'.join(_NUMBERS)})"
_SOME = r" (?:(?:new|more|other|good|non-?us|img-?friendly|friendly|different|potential|at least) )*"
_WHOM = {
    "directors": r"(?:a?pds?|(?:associate )?(?:program )?directors?|pd/apds?|pds? (?:or|and) apds?)",
    "research_partners": r"research(?:er| partner| mentor| collaborator| contact| person| people)?s?",
    "imgs": r"(?:imgs?|img (?:physicians?|mentors?|docs?|doctors?|attendings?)|"
    r"(?:physicians?|docs?|doctors?) who (?:were|are) (?:non-?us )?imgs?)",
}
_EACH = {name: re.compile(rf"\b{_COUNT}{_SOME}{whom}\b", re.IGNORECASE) for name, whom in _WHOM.items()}
_WANTED = re.compile(
    r"\b(?:goals?|targets?|aim(?:ing)?|want(?:ing)? to (?:meet|talk|find)|"
    r"hop(?:e|ing) (?:to (?:meet|talk|find)|for)|plan to meet|need to meet)\b",
    re.IGNORECASE,
)


def goals_in(text: str) -> ConferenceGoals | None:
    """Return the numbers that a message sets as goals; None where it sets none.

    >>> goals_in("going to ACP oct 20, goals 3 pds and 1 research partner")
    ConferenceGoals(directors=3, research_partners=1, imgs=0)
    >>> goals_in("met 3 PDs at ACP") is None
    True
    """
    wanted = _WANTED.search(text)
    if wanted is None:
        return None
    after = text[wanted.end() :]
    counts = {name: _number(match["count"]) for name, each in _EACH.items() if (match := each.search(after))}
    return ConferenceGoals(**counts) if any(counts.values()) else None


def _number(count: str) -> int:
    return _NUMBERS.get(count.lower()) or int(count)
