"""The dashboard: what a resident sees on opening Vouch's own page, whatever the platform calls it."""

from dataclasses import replace
from datetime import date, datetime

from bot.domain.contact import Contact
from bot.domain.coverage import measure_coverage
from bot.domain.follow_up import Event, FollowUp, FollowUpState
from bot.domain.knowledge import Encounter, Fact
from bot.messages import Reply
from bot.ports import UnitOfWork
from bot.replies import dashboard
from bot.turn import Told


async def show_dashboard(work: UnitOfWork, now: datetime) -> Reply:
    """Put together the one next thing, what is due and coming, coverage and letters. *now* is UTC."""
    today = work.resident.today(now)
    coverage = measure_coverage(
        await work.all(Contact), await work.all(Encounter), await work.all(Fact), work.resident.starts_on, today
    )
    owed = sorted(
        (follow_up for follow_up in await work.all(FollowUp) if follow_up.state is FollowUpState.OPEN),
        key=lambda follow_up: _soonest_first(follow_up, today),
    )
    events = sorted((event for event in await work.all(Event) if event.ends_on >= today), key=lambda e: e.starts_on)
    return dashboard.dashboard(owed, events, coverage, today)


async def show_home(told: Told) -> Reply:
    """Answer with the dashboard, for a face that has no page of its own for it."""
    return replace(await show_dashboard(told.work, told.now), kind="reply")


def _soonest_first(follow_up: FollowUp, today: date) -> tuple[bool, date, str]:
    return follow_up.due_on is None, follow_up.due_on or today, follow_up.id
