"""Rotations: say the goal, ask for feedback, ask for the letter, say thank you (playbook, "Day to day")."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from bot.domain.follow_up import Event, EventKind
from bot.domain.resident import Resident
from bot.domain.vocabulary import FactKind, FollowUpKind
from bot.domain.year import DeedKind
from bot.planning.due import Due, Kept, occasion
from bot.playbook.pack import RotationWindows, pack_for

WEIGHTS = {"first": 45, "mid": 56, "last": 80, "after": 75}
SHORTEST_WITH_MIDDLE = 10  # days
SHORT = 14  # days: then the last days stand for the last week


def rotations_due(resident: Resident, kept: Kept, now: datetime) -> Iterable[Due]:
    windows = pack_for(resident).rotation
    today = resident.today(now)
    for event in kept.events:
        if event.kind is not EventKind.ROTATION:
            continue
        for stage, on, until in stages(event, windows):
            if today <= until and not _done(resident, event, stage, kept):
                yield occasion(f"rotation:{event.id}:{stage}", on, event.created_at, WEIGHTS[stage])


def stages(event: Event, windows: RotationWindows) -> list[tuple[str, date, date]]:
    """Return each stage of a rotation with the day it is brought up and the last day on which it makes sense."""
    length = (event.ends_on - event.starts_on).days + 1
    last = event.ends_on - timedelta(days=3 if length <= SHORT else windows.last_week_days - 1)
    last = max(last, event.starts_on + timedelta(days=1))
    middle = event.starts_on + timedelta(days=length // 2)
    thanks = event.ends_on + timedelta(days=1)
    first = event.starts_on + timedelta(days=1)
    found = [("first", first, min(middle, last) - timedelta(days=1))]
    if length >= SHORTEST_WITH_MIDDLE:
        found.append(("mid", middle, last - timedelta(days=1)))
    if last <= event.ends_on:
        found.append(("last", last, event.ends_on))
    found.append(("after", thanks, event.ends_on + timedelta(days=windows.last_week_days)))
    return [(stage, on, until) for stage, on, until in found if on <= until]


def was_done(resident: Resident, occasion_id: str, kept: Kept) -> bool:
    """Tell whether what a stage of a rotation asks for was done, "EVENT:STAGE" naming it."""
    event_id, _, stage = occasion_id.partition(":")
    event = next((each for each in kept.events if each.id == event_id), None)
    return event is not None and _done(resident, event, stage, kept)


def _done(resident: Resident, event: Event, stage: str, kept: Kept) -> bool:
    """Tell whether the resident did it already, or owes it in words of their own, which has its own nudge."""
    people = set(event.contact_ids)

    def deed(kind: DeedKind) -> bool:
        return any(
            each.kind is kind and each.on >= event.starts_on and (not people or people & set(each.contact_ids))
            for each in kept.deeds
        )

    def owed(kind: FollowUpKind) -> bool:
        return any(
            each.kind is kind and each.contact_id in people and resident.today(each.created_at) >= event.starts_on
            for each in kept.follow_ups
        )

    match stage:
        case "first":
            return deed(DeedKind.GOAL_TOLD)
        case "mid":
            return deed(DeedKind.FEEDBACK)
        case "last":
            asked = any(each.kind is FactKind.LETTER and each.contact_id in people for each in kept.facts)
            return asked or owed(FollowUpKind.ASK_LETTER)
        case _:
            return owed(FollowUpKind.THANK_YOU)
