"""Openings cannot wait: brought up the same day."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.local_time import is_quiet, to_utc, to_wall
from bot.domain.resident import Resident
from bot.domain.vocabulary import FactKind, FollowUpKind
from bot.planning.due import Due, Kept, occasion

WEIGHT = 95
SOON, AT_ONCE = timedelta(hours=2), timedelta(minutes=30)
FRESH = timedelta(days=14)
"""After that it is filled or known about."""


def openings_due(resident: Resident, kept: Kept, now: datetime) -> Iterable[Due]:
    """Return every opening heard of lately, two hours after it was told, sooner where the day is nearly over."""
    told_once: set[tuple[str, str]] = set()
    for fact in kept.facts:
        if fact.kind is FactKind.OPENING and fact.source:  # "PGY-2 categorical" is one place, told as two facts
            if (fact.about, fact.source.note_id) in told_once:
                continue
            told_once.add((fact.about, fact.source.note_id))
        if fact.kind is not FactKind.OPENING or now - fact.created_at > FRESH or _applies(fact.source, kept):
            continue
        told = to_wall(fact.created_at, resident.zone)
        moment = next((told + wait for wait in (SOON, AT_ONCE) if _fits(resident, told, told + wait)), None)
        at = moment.time().replace(minute=moment.minute // 5 * 5, second=0, microsecond=0) if moment else None
        yield occasion(f"opening:{fact.id}", told.date(), fact.created_at, WEIGHT, at=at)


def _fits(resident: Resident, told: datetime, moment: datetime) -> bool:
    return moment.date() == told.date() and not is_quiet(resident, to_utc(moment, resident.zone))


def _applies(source: object, kept: Kept) -> bool:
    """Tell whether the same message says that the resident is going to apply, which has a nudge of its own."""
    return any(
        each.kind is FollowUpKind.APPLY and each.source and source and each.source.note_id == source.note_id  # type: ignore[attr-defined]
        for each in kept.follow_ups
    )
