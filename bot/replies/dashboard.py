"""The dashboard in words: the one next thing first, then the rest in sections, and never a wall of red."""

from collections.abc import Sequence
from datetime import date

from bot.domain.follow_up import Event
from bot.messages import Button, Item, Reply, Section, say
from bot.planning.evidence import completed
from bot.planning.milestones import of_the_month
from bot.replies.agenda import event_line, task_item
from bot.replies.forms import log_action
from bot.replies.letters import Letter, letters_section
from bot.replies.nudges import begun
from bot.replies.occasions import Scene
from bot.replies.owed import Task
from bot.replies.progress import network_fields, next_step


def dashboard(owed: Sequence[Task], events: Sequence[Event], letters: Sequence[Letter], scene: Scene) -> Reply:
    """*owed* comes the most valuable first, *events* soonest first, *letters* those that need something first."""
    today = scene.today
    due = [follow_up for follow_up in owed if follow_up.due_on and follow_up.due_on <= today]
    later = [follow_up for follow_up in owed if follow_up not in due]
    first = (due or [f for f in owed if f.due_on] or list(owed))[:1]
    return Reply(
        "",
        title="Next" if first else f"Next: {next_step(scene)}",
        items=tuple(task_item(follow_up, today) for follow_up in first),
        buttons=(
            Button("Log a contact", log_action()),
            say("What's due", "what's due"),
            say("Progress", "how am I doing?"),
            Button("Settings", "settings:"),
        ),
        sections=tuple(
            section
            for section in (
                _listed("Due", [f for f in due if f not in first], today),
                _coming([f for f in later if f not in first], events, today),
                _milestones(scene),
                letters_section(letters, today),
                Section("Your network", begun(next_step(scene)) if first else "", network_fields(scene)),
            )
            if section.text or section.items or section.fields
        ),
        kind="dashboard",
    )


def nothing_kept() -> Reply:
    """Return the dashboard of somebody who was forgotten."""
    return Reply("Write me a line, and we start anew.", title="I keep nothing about you.", kind="dashboard")


def _listed(title: str, owed: Sequence[Task], today: date) -> Section:
    return Section(title, items=tuple(task_item(follow_up, today) for follow_up in owed))


def _coming(owed: Sequence[Task], events: Sequence[Event], today: date) -> Section:
    listed = _listed("Coming up", owed, today)
    lines = [event_line(event, today) for event in events]
    return Section(listed.title, items=(*(Item(line) for line in lines), *listed.items))


def _milestones(scene: Scene) -> Section:
    """What the month is for: what is still to do, each with its Done, then what is done."""
    this_month = of_the_month(scene.resident, scene.today)
    done = [each for each in this_month if completed(each, scene.resident, scene.kept, scene.today)]
    to_do = [
        Item(begun(each.task), f"milestone:{each.id}", (Button("Done", f"done:milestone:{each.id}"),))
        for each in this_month
        if each not in done
    ]
    count = f"{len(done)} of {len(this_month)} done" if this_month else ""
    return Section("This month's milestones", count, items=(*to_do, *(Item(f"✓ {begun(each.task)}") for each in done)))
