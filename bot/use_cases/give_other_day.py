"""A day for what was told last: "it's due dec 1", or put right: "um scratch that, make it Monday"."""

import re
from dataclasses import replace

from bot.domain.vocabulary import Intent
from bot.messages import Reply
from bot.turn import Told
from bot.understanding.dates import read_dates
from bot.use_cases.correct_told import correct_told

_TAKEN_BACK = re.compile(
    r"\s*(?:(?:um+|uh+|oh|no|wait|sorry|oops|ok(?:ay)?|actually|hmm+|please|pls|hold on|my bad)[\s,.:;!–-]+)*"
    r"(?:(?:scratch|strike|scrap|undo|forget|ignore|disregard|cancel|never ?mind) (?:that|it|this)|never ?mind)"
    r"[\s,.:;!–-]+(?:(?:and|but|please|pls|actually|instead|i meant|i mean|let['’]?s)[\s,]+)*"
    r"(?P<rest>(?:make|change|move|put|set|push|do|say) (?:it|that|this)\b.*|(?:it['’]?s|on|for) .*)",
    re.IGNORECASE | re.DOTALL,
)


_IS_DUE = re.compile(
    r"\s*(?:(?:oh|ok|btw|and)\s+)*(?:(?:it|that)['’]?s\s+due|(?:the\s+|my\s+)?(?:deadline|due date)(?:['’]?s|\s+is)?)"
    r"[\s:,]+(?:(?:on|by)\s+)?(?P<rest>[\w ,./:-]{2,30}?)\W*",
    re.IGNORECASE,
)
"""The day of what was told last and no more: "it's due dec 1"."""


def gives_other_day(told: Told) -> bool:
    """Tell whether a day follows words that would take all of it back, or that say no more than that it is due."""
    rest = _rest(told.meaning.text)
    return bool(rest) and bool(read_dates(rest, told.local_now))


async def give_other_day(told: Told) -> Reply:
    """Correct what was told last, as if the message began with the new day."""
    words = _rest(told.meaning.text)
    meaning = told.tools.understand(words, told.local_now, told.work.resident.tz, ())
    return await correct_told(replace(told, meaning=replace(meaning, intent=Intent.CORRECT)))


def _rest(text: str) -> str:
    match = _TAKEN_BACK.fullmatch(text) or _IS_DUE.fullmatch(text)
    return match["rest"] if match else ""
