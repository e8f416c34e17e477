"""What was told of the year, listed: rotations and conferences, letters, wins."""

import re
from datetime import datetime

from bot.domain.follow_up import Event
from bot.domain.letters import latest_letters
from bot.domain.year import Deed, DeedKind
from bot.messages import Reply
from bot.ports import UnitOfWork
from bot.replies import year as replies
from bot.understanding.meaning import Understanding
from bot.use_cases.word_nudge import scene_of

_SHOW = r"^\W*(?:(?:what|which|show|list|see)(?: me)?(?: are| is| have i|\'s)?(?: all)?(?: of)? ?)?(?:my |the )?"
ASKS_ROTATIONS = re.compile(
    rf"{_SHOW}(?:(?:next|current|coming) )?(?:rotations?|schedule|blocks?)(?: (?:do i have|are coming|next|now))?\W*$",
    re.IGNORECASE,
)
ASKS_LETTERS = re.compile(
    rf"{_SHOW}letters?(?: of rec\w*)?(?: (?:are |do i |have i |that are )?(?:outstanding|open|have|missing|"
    rf"pending|agreed|status|so far))?\W*$"
    r"|\bwhere do (?:my )?letters stand\b",
    re.IGNORECASE,
)
ASKS_WINS = re.compile(rf"{_SHOW}(?:wins?|achievements?|accomplishments?)(?: so far)?\W*$", re.IGNORECASE)


async def show_rotations(work: UnitOfWork, meaning: Understanding, now: datetime) -> Reply:
    """List what is under way and ahead, soonest first."""
    scene = await scene_of(work, now)
    events = [event for event in await work.all(Event) if event.ends_on >= scene.today]
    return replies.rotations(sorted(events, key=lambda event: (event.starts_on, event.id)), scene)


async def show_letters(work: UnitOfWork, meaning: Understanding, now: datetime) -> Reply:
    scene = await scene_of(work, now)
    return replies.letters(list(latest_letters(scene.kept.facts).values()), scene)


async def show_wins(work: UnitOfWork, meaning: Understanding, now: datetime) -> Reply:
    """List achievements, newest first: talking points for letters."""
    wins = [deed for deed in await work.all(Deed) if deed.kind is DeedKind.WIN]
    return replies.wins(sorted(wins, key=lambda deed: (deed.on, deed.id), reverse=True), work.resident.today(now))
