"""What is due and what is coming: "what's on my plate this week"."""

import re
from datetime import date, datetime, timedelta

from bot.domain.contact import Contact
from bot.domain.follow_up import Event, EventKind
from bot.messages import Reply
from bot.ports import UnitOfWork
from bot.replies import agenda
from bot.replies.owed import Task
from bot.understanding.dates import read_dates
from bot.understanding.meaning import Understanding
from bot.use_cases.open_tasks import open_tasks
from bot.use_cases.word_nudge import scene_of

NEXT_DUE = re.compile(r"\W*(?:ok(?:ay)?[,! ]+)?(?:and )?next(?: one)?(?: (?:please|pls))?\W*\Z", re.IGNORECASE)
"""How the thing that is due first is asked for; "what's next" asks for the next step of the year."""


async def show_agenda(work: UnitOfWork, meaning: Understanding, now: datetime) -> Reply:
    """Answer with what is open and the events ahead; until the day asked for where one was told."""
    scene = await scene_of(work, now)
    today = scene.today
    until = _until(meaning.text, now.astimezone(work.resident.zone).replace(tzinfo=None))
    tasks = open_tasks(scene, until)
    if meaning.people:
        named = {person.name for person in meaning.people}
        known = {contact.id for contact in await work.all(Contact) if contact.name in named}
        tasks = [task for task in tasks if task.contact_id in known]
    ahead = (event for event in await work.all(Event) if event.ends_on >= today and not _is_listed(event, tasks))
    events = sorted(ahead, key=lambda event: event.starts_on)
    if until:
        sooner = [task for task in tasks if task.due_on is None or task.due_on <= until]
        return agenda.agenda(sooner, events, today, until, later=len(tasks) - len(sooner))
    return agenda.agenda(tasks, events, today)


async def show_next(work: UnitOfWork, meaning: Understanding, now: datetime) -> Reply:
    """Answer with the one thing that is due first, and how many are after it; with the plan where nothing is due."""
    scene = await scene_of(work, now)
    tasks = open_tasks(scene, None)
    return agenda.next_due(tasks, scene.today) if tasks else await show_agenda(work, meaning, now)


def _is_listed(event: Event, tasks: list[Task]) -> bool:
    """Tell whether a meeting stands among what is to be done already."""
    if event.kind is not EventKind.MEETING:
        return False
    return any(task.due_on == event.starts_on and task.due_at == event.at for task in tasks)


_THIS_WEEK = re.compile(r"\b(?:this|the) (?:week|wk)\b(?!-?end)", re.IGNORECASE)
"""A resident's week ends on Sunday: what falls on the weekend is theirs to do too."""


def _until(text: str, now: datetime) -> date | None:
    """Return the last day asked about: "this week", "before friday"; None where no day is told."""
    if _THIS_WEEK.search(text):
        return now.date() + timedelta(days=6 - now.weekday())
    days = [mention.future.end for mention in read_dates(text, now) if mention.future and not mention.at]
    return max((day for day in days if day >= now.date()), default=None)
