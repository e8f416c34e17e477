"""Messages that begin with what they are: "check: …", "win: …", "feedback from Dr. Lee: …", and one-word wishes."""

import re
from functools import lru_cache

from bot.understanding.headings import letters, openings, own_affairs, programs, words_to_send
from bot.understanding.headings.rule import ASKING, Heading, HeadingKind, HeadingRule
from bot.understanding.introduction import introduction_in
from bot.understanding.own_profile import is_all_profile
from bot.understanding.own_story import told_director, told_matched, told_unmatched, told_waiver

__all__ = ["ASKING", "RULES", "Heading", "HeadingKind", "HeadingRule", "read_heading"]

RULES: tuple[HeadingRule, ...] = (
    *words_to_send.RULES,
    *openings.RULES,
    *letters.RULES,
    *programs.RULES,
    *own_affairs.RULES,
)
"""In the order in which they are tried: the first that reads the whole message has it."""

MOST_OF_A_STANDING = 160
"""Characters: what runs longer tells more than how the resident stands, and is read as any telling."""

_ASKS_FOR_WORDS = re.compile(r"\b(?:help|draft|write|words|compose|email|e-mail|thank)\b", re.IGNORECASE)


_IS_ORDER = re.compile(
    r"\W*(?:(?:ok|and|pls|please|also|now|then|so|i (?:need|have|want) to|remind me to|gotta)[, ]+)*"
    r"(?:tell|let|text|message|inform|update|call|ask|ping)\b",
    re.IGNORECASE,
)
"""Whom one is yet to tell how one stands: "tell dr cole i matched"."""

_RESTS = ("rest", "rest_2", "rest_3", "rest_4", "rest_5")
"""What stands under a heading, by the way in which it was told."""


@lru_cache(maxsize=64)  # asked more than once about one message
def read_heading(text: str) -> Heading | None:
    """Return the heading of a message; None for one that has none."""
    tells = len(text) < MOST_OF_A_STANDING and "?" not in text
    tells = tells and not _ASKS_FOR_WORDS.search(text) and not _IS_ORDER.match(text)
    if tells and any(told(text) for told in (told_matched, told_unmatched, told_waiver, told_director)):
        return Heading(HeadingKind.STANDING, text.strip())
    for rule in RULES:
        match = rule.pattern.fullmatch(text)
        if match:
            groups = match.groupdict()
            rest = next((groups[name] for name in _RESTS if groups.get(name)), "")
            who = " ".join(groups.get(name) or "" for name in ("who", "who_2", "who_3", "who_4"))
            return Heading(rule.kind, rest.strip(), who.strip())
    own = introduction_in(text)
    if (own and own.alone and own.tells_more) or is_all_profile(text):
        return Heading(HeadingKind.PROFILE, text.strip())
    return None
