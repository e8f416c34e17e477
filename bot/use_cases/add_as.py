"""Who is what to the resident, told as an order: "add jones as mentor", "make Dr. Rao my sponsor"."""

import re
from dataclasses import replace

from bot.messages import Reply
from bot.turn import Told
from bot.use_cases.log_encounter import log_encounter
from bot.use_cases.own_words import known_names

_ASKS = re.compile(
    r"\W*(?:(?:please|pls|can you|could you)[, ]+)*(?:add|mark|save|count|list|set|make|put)(?: down)? "
    r"(?P<who>[\w'’. -]{2,40}?) (?:as |to be )?(?:an? |my |one of my )*(?P<what>mentor|sponsor|peer|role model)s?"
    r"(?: (?:please|pls|now|too))*\W*",
    re.IGNORECASE,
)


def adds_as(told: Told) -> bool:
    return len(told.meaning.people) < 2 and _ASKS.fullmatch(told.meaning.text) is not None


async def add_as(told: Told) -> Reply:
    """Keep it as if it had been told: "Dr. Jones is my mentor"."""
    found = _ASKS.fullmatch(told.meaning.text)
    said = f"{found['who']} is my {found['what']}" if found else told.meaning.text
    known = await known_names(told.work)
    meaning = told.tools.understand(said, told.local_now, told.work.resident.tz, known)
    return await log_encounter(replace(told, meaning=meaning))
