"""Letters of recommendation outstanding: asked without an answer, waiting for the packet, or not yet sent."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from bot.domain.application import LetterPlan
from bot.domain.letters import latest_letters
from bot.domain.resident import Resident
from bot.domain.vocabulary import FollowUpKind
from bot.planning.due import Due, Kept, occasion
from bot.playbook.pack import pack_for

WEIGHTS = {"asked": 68, "packet": 72, "upload": 70, "before": 82, "overdue": 84}


def letters_due(resident: Resident, kept: Kept, now: datetime) -> Iterable[Due]:
    windows = pack_for(resident).letters
    plans = {plan.id: plan for plan in kept.letters}
    today = resident.today(now)
    for fact in latest_letters(kept.facts).values():
        if fact.contact_id is None:
            continue
        about = f"letter:{fact.contact_id}"
        stages = {
            "asked": [("asked", windows.answer_after)],
            "agreed": [("packet", windows.packet_after), ("upload", windows.upload_after)],
        }
        plan = plans.get(fact.contact_id)
        if plan and plan.deadline and fact.value in ("asked", "agreed"):
            yield from _before_deadline(about, plan, windows.before_deadline, resident, today)
        for stage, days in stages.get(fact.value, []):
            if stage == "packet" and plan and plan.packet_sent_on:
                continue
            if stage == "upload" and plan and plan.deadline:
                continue  # its own reminders come before the deadline
            owed = stage == "packet" and any(
                each.kind is FollowUpKind.SEND
                and each.contact_id == fact.contact_id
                and each.created_at >= fact.created_at
                for each in kept.follow_ups
            )
            if not owed:
                since = max((fact.told_on, *(plan.reminded_on if plan else ())))  # a reminder sent starts the wait anew
                on = since + timedelta(days=days)
                yield occasion(f"{about}:{stage}", on, fact.created_at, WEIGHTS[stage])


def _before_deadline(
    about: str, plan: LetterPlan, days_before: Iterable[int], resident: Resident, today: date
) -> Iterable[Due]:
    """Return the reminders still ahead, and of those that have come the latest alone; from the day after, the last."""
    if plan.deadline is None:
        return
    overdue_on = plan.deadline + timedelta(days=1)
    if not any(each >= overdue_on for each in plan.reminded_on):
        yield occasion(f"{about}:overdue", overdue_on, plan.created_at, WEIGHTS["overdue"])
    if today > plan.deadline:
        return
    told_on = resident.today(plan.created_at)
    days = [(before, plan.deadline - timedelta(days=before)) for before in sorted(days_before, reverse=True)]
    come = [on for _, on in days if on <= today]
    for before, on in days:
        reminded = any(each >= on for each in plan.reminded_on)
        if on >= told_on and not reminded and (on > today or on == come[-1]):
            yield occasion(f"{about}:before-{before}", on, plan.created_at, WEIGHTS["before"])
