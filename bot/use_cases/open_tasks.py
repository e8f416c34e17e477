"""Everything open that can be done or put off: what is owed, and what Vouch brought up or is about to."""

from datetime import date

from bot.domain.follow_up import FollowUp, FollowUpState, at_hand, lapses_on
from bot.replies.occasions import Scene, words_for
from bot.replies.owed import Task, task_of


def open_tasks(scene: Scene, until: date | None = None) -> list[Task]:
    """Return what is due now, the most valuable first, then what is owed later, soonest first and undated last.

    What Vouch brings up by itself is among it once its day has come, or where it falls before *until*.
    """
    horizon = max(until, scene.today) if until else scene.today
    weights = {due.about: due.weight for due in scene.dues}
    tasks = [
        task_of(at_hand(each, scene.today))
        for each in scene.kept.follow_ups
        if each.state is FollowUpState.OPEN and not _lapsed(each, scene)
    ]
    for due in scene.dues:
        ahead = due.on > scene.today and (due.once or due.movable)
        if due.on > horizon or ahead or due.about.startswith(("follow_up:", "review:")):
            continue
        if words := words_for(scene, due.about):
            contact_id = words.contact_ids[0] if words.contact_ids else None
            tasks.append(Task(due.about, words.task, due.on, due.at if due.asked else None, contact_id))

    def order(task: Task) -> tuple[int, int, date, str]:
        now = task.due_on is not None and task.due_on <= scene.today
        place = 0 if now else 1 if task.due_on else 2
        return place, -weights.get(task.about, 0) if now else 0, task.due_on or scene.today, task.about

    return sorted(tasks, key=order)


def _lapsed(follow_up: FollowUp, scene: Scene) -> bool:
    last = lapses_on(follow_up, scene.kept.events)
    return last is not None and scene.today >= last
