"""How the year is going: the one next thing first, then the counts."""

from datetime import datetime

from bot.domain.contact import Contact
from bot.domain.coverage import measure_coverage
from bot.domain.knowledge import Encounter, Fact
from bot.messages import Reply
from bot.ports import UnitOfWork
from bot.replies import progress
from bot.understanding.meaning import Understanding


async def show_progress(work: UnitOfWork, meaning: Understanding, now: datetime) -> Reply:
    coverage = measure_coverage(
        await work.all(Contact),
        await work.all(Encounter),
        await work.all(Fact),
        work.resident.starts_on,
        work.resident.today(now),
    )
    return progress.progress(coverage)
