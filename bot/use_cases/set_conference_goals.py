"""The resident's own goals for a conference told before: "goals for ACP: 2 PDs and 1 IMG"."""

import re
from dataclasses import replace

from bot.domain.follow_up import Event, EventKind
from bot.messages import Reply
from bot.replies import planned as replies
from bot.turn import Told
from bot.understanding.conference_goals import goals_in
from bot.understanding.dates import read_dates
from bot.use_cases.log_encounter import log_encounter


def sets_conference_goals(told: Told) -> bool:
    """Tell whether the message sets goals and no more: with days it tells of the conference itself."""
    if "?" in told.meaning.text or told.meaning.people or goals_in(told.meaning.text) is None:
        return False
    return not read_dates(told.meaning.text, told.local_now)


async def set_conference_goals(told: Told) -> Reply:
    """Keep the goals with the conference named, else with the one under way or next; without one keep the words."""
    ahead = [
        each for each in await told.work.all(Event) if each.kind is EventKind.CONFERENCE and each.ends_on >= told.today
    ]
    said = told.meaning.text
    named = [e for e in ahead if e.title and re.search(rf"\b{re.escape(e.title)}\b", said, re.IGNORECASE)]
    event = min(named or ahead, key=lambda each: (each.starts_on, each.id), default=None)
    if event is None:
        return await log_encounter(told)
    event = replace(event, goals=goals_in(told.meaning.text))
    await told.work.put(event)
    return replies.goals_set(event, told.act_id)
