"""When a reminder comes: "when will you remind me about the lawyer", "when is my GME reminder"."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.messages import Reply
from bot.replies import owed as replies
from bot.turn import Told
from bot.use_cases.find_follow_up import find_named

_ASKS = re.compile(
    r"\W*(?:(?:so|and|ok(?:ay)?|hey|wait|btw)[, ]+)*(?:when|what day|what time) (?:"
    r"(?:will|do|are|would) (?:you|u) (?:going to |gonna )?(?:remind|nudge|ping|tell|text|message|bug)(?:ing)? me "
    r"(?:about|of|to|re|for|again about) (?P<what>\S.{1,80}?)"
    r"|(?:['’]?s|is|was) (?:the |my )(?P<what_2>\S.{1,60}?) (?:reminder|nudge|follow-?up)"
    r"|(?:['’]?s|is|was) (?:the |my )?(?:reminder|nudge|follow-?up) (?:about|for|to|of) (?P<what_3>\S.{1,60}?))"
    r"(?: (?:again|please|pls|set for|due))*\s*[?.!]*\s*",
    re.IGNORECASE,
)


def asks_when(told: Told) -> bool:
    return _ASKS.fullmatch(told.meaning.text) is not None


async def say_when(told: Told) -> Reply:
    """Say the day and hour of the one meant; list those that could be."""
    found = _ASKS.fullmatch(told.meaning.text)
    what = next((each for each in found.groups() if each), "") if found else ""
    meant = await find_named(replace(told, meaning=replace(told.meaning, text=what)), what, last=False)
    several = [meant.one] if meant.one else list(meant.several)
    return replies.when_it_comes(several, told.today) if several else replies.no_such_reminder(what)


_THEN = re.compile(
    r"\W*(?:(?:ok(?:ay)?|so|yes|yeah|sure|please|pls|and|great|good)[, ]+)*remind me (?:then|that day|on that day)"
    r"(?:,? (?:please|pls|thanks|thx))*\W*",
    re.IGNORECASE,
)


def asks_then(told: Told) -> bool:
    return _THEN.fullmatch(told.meaning.text) is not None


def remind_then(otherwise: Callable[[Told], Awaitable[Reply]]) -> Callable[[Told], Awaitable[Reply]]:
    """Say that what was just told has its reminder already; where nothing with a day was, it is a task to ask about."""

    async def answer(told: Told) -> Reply:
        latest = (await find_named(told, "", last=True)).one
        return replies.when_it_comes([latest], told.today) if latest and latest.due_on else await otherwise(told)

    return answer
