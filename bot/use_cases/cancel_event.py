"""A rotation or conference that will not be: "I'm not going to ACP anymore", "MICU got cancelled"."""

import re

from bot.domain.follow_up import Event
from bot.messages import Reply
from bot.replies.planned import cancelled
from bot.turn import Told
from bot.use_cases.log_encounter import log_encounter

ASKS = re.compile(
    r"\b(?:not going to|no longer (?:going|attending|on|doing)|can'?t (?:go|make it) to|won'?t (?:be at|make it to|"
    r"go to)|skipping|dropped out of|cancel(?:led|ed|ling)?|called off)\b",
    re.IGNORECASE,
)


async def cancel_event(told: Told) -> Reply:
    """Take away the event ahead that the message names; where it names none, the words are kept as any others."""
    said = told.meaning.text.casefold()
    ahead = [event for event in await told.work.all(Event) if event.ends_on >= told.today and event.title]
    named = [event for event in ahead if re.search(rf"\b{re.escape(event.title.casefold())}\b", said)]
    if not named:
        return await log_encounter(told)
    event = min(named, key=lambda each: (each.starts_on, each.id))
    await told.work.remove(event)
    return cancelled(event, told.act_id, told.today)
