"""Slash commands, however typed, and the words after `/vouch`, each as the sentence it stands for.

The words: docs/simulate.md, "Words that stay the same everywhere".
"""

import re
from functools import lru_cache

from bot.replies.exchange import FORMS

COMMANDS = ("/vouch", "/met")

SENTENCES = {
    "help": "help",
    "due": "what's due {}",
    "progress": "how am I doing {}",
    "who": "who {}",
    "ask": "{}?",
    "draft": "draft {}",
    "check": "check: {}",
    "prep": "prep me for my meeting with {}",
    "settings": "settings {}",
    "pause": "pause {}",
    "history": "what did you send me?",
    "forget": "delete everything about {}",
    "letters": "my letters",
    "rotations": "my rotations",
    "wins": "my wins",
    "words": "words {}",
    "opening": "opening: {}",
    "programs": "programs {}",
    "shortlist": "shortlist",
}
"""A word that is not here is read as the plain words it is."""

ALONE = frozenset(("check", "due", "history", "letters", "progress", "rotations", "who", "wins"))
"""Words that are understood without "/vouch" before them."""

_NEED_WORDS = {"who": "who do I know", "ask": "help"}
"""What a word that is nothing by itself stands for alone."""

LISTS = frozenset(("letters", "rotations", "wins"))
"""Words that list, and after which something can be told: "/vouch wins poster accepted at SGIM"."""

_SAID_TOO = {
    "help": re.compile(r"(?:more|all|everything)$", re.IGNORECASE),
    "shortlist": re.compile(r"(?:add|remove|drop)\b|\+", re.IGNORECASE),
}
"""What may stand after a word that otherwise says all by itself: "/vouch shortlist add Mercy"."""

_CODE = r"(?:[0-9a-z]{4}[- ]?){3}\s*$"
_FORMS = "|".join(word for form in FORMS.values() for word in form.words)
_SHOW = r"(?:show\s+(?:me\s+)?(?:the\s+|my\s+)?)?"
_OF_COHORTS = "create|new|code|claim|invite|join|leave|owner|lead|members?|remove|roster|peers|from|year|track|site"
_MAKE = r"(?:create|make|start)\s+(?:a\s+|the\s+)?"
_LOOK_AGAIN = r"(?:update|refresh)\s+(?:the\s+)?(?:cohort(?:'s)?\s+)?members\s+(?:from|of|in)\b.*$"
_WANTS = (
    r"(?:(?:(?:i['’]?d|i would) like|i (?:want|need)|(?:can|could|may) i (?:please )?(?:have|get)|"
    r"(?:(?:can|could) you )?(?:please )?(?:give|send|get|make) me)(?: to have| to get)?\s+)?"
)
_MY_DATA = (
    r"(?:all )?(?:of )?(?:my|the) (?:data|notes|records|account|information|info|contacts)(?:,? (?:please|pls|thanks))?"
)
_PLAIN = tuple(
    (command, re.compile(rf"\s*(?:please\s+)?{words}", re.IGNORECASE))
    for command, words in (
        ("announce", r"(?:announce\b|announcement\s+(?:to|for)\b|(?:tell|post\s+(?:in|to)|send\s+to)\s+(?:#|<#))"),
        ("join", rf"join\s+(?:the\s+)?(?:cohort\s+)?(?:with\s+)?{_CODE}"),
        ("claim", rf"(?:claim|link|move)\s+{_CODE}"),
        ("export", rf"export(?:\s+(?:my|all|everything|the|as|to|a|it)\b.*|\s+(?:{_FORMS}))?\s*$"),
        ("export", rf"{_WANTS}(?:an? )?(?:full |whole |complete )?(?:copy|export|download|back-?up) of {_MY_DATA}\W*$"),
        ("export", rf"(?:download|back up|save) {_MY_DATA}\W*$"),
        ("import", r"import(?:\s*$|\s+(?:\{|BEGIN:V)|\s*\n|\s+[^\n]*,[^\n]*\n)"),
        ("move", r"move(?:\s*$|\s+(?:my\s+)?(?:account|data)\b)"),
        ("link", r"link\s*$|link\s+(?:my\s+)?(?:(?:slack|teams)\s+)?account\b"),
        ("audit", rf"{_SHOW}audit(?:\s+log)?\s*$"),
        ("board", rf"{_SHOW}(?:cohort(?:'s)?\s+)?board\s*$|what(?:'s|\s+is)\s+on\s+the\s+board\b"),
        ("share", r"share(?:\s+(?:something|with\s+(?:my|the)\s+cohort))?\s*$"),
        ("status", rf"{_SHOW}status\s*$|are\s+you\s+working\b"),
        (
            "cohort",
            rf"(?:my\s+)?cohorts?\s*$|cohort\s+(?:{_OF_COHORTS})\b.*$|{_MAKE}(?:new\s+)?cohort\b.*$|{_LOOK_AGAIN}",
        ),
        ("report", rf"{_SHOW}(?:last |latest |newest )?reports?(?: all)?\s*$"),
    )
)
"""How a line begins that is a command without its slash; what tells of people is never one."""


def typed(text: str, command: str | None = None) -> tuple[str | None, str]:
    """Return the slash command of a line, None where it is none, and the words that it says.

    *command* is what the platform already took off the line. "/met" is itself a word of the telling.

    >>> typed("/vouch due"), typed("/met Dr. Rao"), typed("due")
    (('/vouch', 'due'), ('/met', 'met Dr. Rao'), (None, 'due'))
    """
    if command is None:
        first, *rest = text.split(None, 1)[:2] or [""]
        if first.lower() not in COMMANDS:
            return None, text
        command, text = first.lower(), "".join(rest)
    return command, f"met {text}" if command == "/met" else text


@lru_cache(maxsize=64)  # asked several times about one message
def plain_command(words: str) -> str | None:
    """Return the command that plain words are, where they are one.

    >>> plain_command("export my data"), plain_command("import meeting with Dr. Rao")
    ('export', None)
    >>> plain_command("share"), plain_command("share my abstract with Dr. Rao")
    ('share', None)
    """
    return next((command for command, begins in _PLAIN if begins.match(words)), None)


def word_alone(words: str) -> str:
    """Return what a command word says that is typed with nothing before or after it; other words as they are.

    >>> word_alone("History"), word_alone("rotations?"), word_alone("history of MICU")
    ('what did you send me?', 'my rotations', 'history of MICU')
    """
    word = words.strip().rstrip("?.!").lower()
    return sentence_of(word) if word in ALONE else words


def sentence_of(words: str) -> str:
    """Return what the words after a slash command say.

    >>> sentence_of("prep Dr. Rao")
    'prep me for my meeting with Dr. Rao'
    >>> sentence_of("met Dr. Rao at ACP")
    'met Dr. Rao at ACP'
    """
    first, _, rest = words.strip().partition(" ")
    pattern = SENTENCES.get(first.lower())
    if pattern and "{}" not in pattern and rest:
        if first.lower() == "wins":
            return f"win: {rest.strip()}"
        if said_too := _SAID_TOO.get(first.lower()):
            return words.strip() if said_too.match(rest.strip()) else pattern
        return rest if first.lower() in LISTS else pattern
    if pattern is None:
        return words.strip() or SENTENCES["help"]
    if first.lower() == "forget" and rest.strip().lower() in ("", "me"):
        return "forget me" if rest else "delete data"
    if not rest and first.lower() in _NEED_WORDS:
        return _NEED_WORDS[first.lower()]
    return pattern.format(rest.rstrip(" ?.!") if first.lower() == "ask" else rest).strip()
