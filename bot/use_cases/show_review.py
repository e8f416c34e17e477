"""The weekly review, asked for on any day: "weekly review", "how was my week"."""

import re
from datetime import datetime

from bot.messages import Reply
from bot.ports import UnitOfWork
from bot.replies import year as replies
from bot.replies.occasions import words_for
from bot.understanding.meaning import Understanding
from bot.use_cases.word_nudge import scene_of

ASKS_REVIEW = re.compile(
    r"\A\W*(?:(?:please|pls|ok(?:ay)?|show|see|give|can i (?:see|have)|let['’]?s (?:see|do)|do)[, ]+)*(?:me )?"
    r"(?:(?:my |the |this )?week(?:['’]?s|ly)? (?:review|recap|summary)(?: (?:now|early|today|please|pls))*"
    r"|(?:review|recap|sum up|look back (?:on|at)) (?:of )?(?:my|this|the) week"
    r"|how (?:was|is|did) my week(?: (?:go|going|look|looking))?|my week(?: so far)?)\W*\Z",
    re.IGNORECASE,
)
"""A day beside it sets when it comes, and asks for none now."""


async def show_review(work: UnitOfWork, meaning: Understanding, now: datetime) -> Reply:
    """Say what the review of this week would say if it came today; that of its own day comes all the same."""
    scene = await scene_of(work, now)
    words = words_for(scene, f"review:{scene.today}")
    return replies.review(words.why, words.step) if words else replies.review("", "")
