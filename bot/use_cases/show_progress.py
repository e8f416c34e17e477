"""How the year is going: the one next thing first, then the counts."""

from datetime import datetime

from bot.messages import Reply
from bot.ports import UnitOfWork
from bot.replies import progress
from bot.understanding.meaning import Understanding
from bot.use_cases.word_nudge import scene_of


async def show_progress(work: UnitOfWork, meaning: Understanding, now: datetime) -> Reply:
    return progress.progress(await scene_of(work, now))
