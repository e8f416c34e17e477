"""The dashboard: what a resident sees on opening Vouch's own page, whatever the platform calls it."""

from dataclasses import replace
from datetime import datetime

from bot.domain.follow_up import Event
from bot.messages import Reply
from bot.ports import UnitOfWork
from bot.replies import dashboard
from bot.turn import Told
from bot.use_cases.follow_letters import standing
from bot.use_cases.open_tasks import open_tasks
from bot.use_cases.word_nudge import scene_of


async def show_dashboard(work: UnitOfWork, now: datetime) -> Reply:
    """Put together the one next thing, what is due and coming, coverage and letters. *now* is UTC."""
    scene = await scene_of(work, now)
    events = sorted(
        (event for event in await work.all(Event) if event.ends_on >= scene.today), key=lambda event: event.starts_on
    )
    return dashboard.dashboard(open_tasks(scene), events, await standing(work), scene)


async def show_home(told: Told) -> Reply:
    """Answer with the dashboard, for a face that has no page of its own for it."""
    return replace(await show_dashboard(told.work, told.now), kind="reply")
