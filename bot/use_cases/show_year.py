"""What was told of the year, listed: rotations and conferences."""

import re
from datetime import datetime

from bot.domain.follow_up import Event
from bot.messages import Reply
from bot.playbook.sourced import season_asked_for
from bot.ports import UnitOfWork
from bot.replies import year as replies
from bot.understanding.meaning import Understanding
from bot.use_cases.word_nudge import scene_of

_SHOW = (
    r"^\W*(?:(?:what(?:['’]?s)?|which|show|list|see|when(?:['’]s|s)?)(?: me)?(?: are| is| have i|\'s)?(?: all)?"
    r"(?: of)? ?)?(?:my |the )?"
)
ASKS_ROTATIONS = re.compile(
    rf"{_SHOW}(?:(?:next|current|coming) )?(?:rotations?|schedule|blocks?|conferences?|plans?|calendar)"
    r"(?: (?:do i have|are coming|next|now))?\W*$",
    re.IGNORECASE,
)

_OF_SEASON = r"(?:match(?: day| week)?|soap|eras|rank(?:ing)?(?: order)? lists?|rols?)"
ASKS_SEASON = re.compile(
    rf"\bwhen(?:'s|’s|s)?\b.*\b{_OF_SEASON}\b|\A\W*(?:the |my )?{_OF_SEASON}\b[\w '’]{{0,30}}\bwhen\W*\Z"
    rf"|\A\W*(?:(?:what(?:['’]?s| is)|how (?:long|many days)) )?(?:the |till? |until )*{_OF_SEASON} "
    r"(?:deadline|due date|opens?|starts?|locks?|closes?)\W*\Z"
    r"|\b(?:season|match|soap|eras) dates?\b",
    re.IGNORECASE,
)
"""Such as "when is match day?", "season dates"."""


async def show_rotations(work: UnitOfWork, meaning: Understanding, now: datetime) -> Reply:
    """List what is under way and ahead, soonest first."""
    scene = await scene_of(work, now)
    events = [event for event in await work.all(Event) if event.ends_on >= scene.today]
    return replies.rotations(sorted(events, key=lambda event: (event.starts_on, event.id)), scene)


async def show_season(work: UnitOfWork, meaning: Understanding, now: datetime) -> Reply:
    """Say the date that is asked for, or list those of the season ahead; each with its source's age."""
    today = work.resident.today(now)
    if asked_for := season_asked_for(meaning.text, today):
        return replies.season_date(asked_for, today)
    return replies.season(today)
