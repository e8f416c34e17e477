"""Every reason to nudge, and what the resident answered to each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.nudge import Occasion, ResponseState, series_of
from bot.domain.resident import Resident
from bot.planning.account import account_due
from bot.planning.cadences import cadences_due
from bot.planning.conferences import conference_contacts_due, conference_events_due
from bot.planning.drafts import drafts_due
from bot.planning.due import Due, Kept, Source
from bot.planning.follow_ups import follow_ups_due
from bot.planning.letters import letters_due
from bot.planning.meetings import meetings_due
from bot.planning.milestones import milestones_due
from bot.planning.openings import openings_due
from bot.planning.own_dates import own_dates_due
from bot.planning.promises import promises_due
from bot.planning.reviews import REVIEW, reviews_due
from bot.planning.rotations import rotations_due
from bot.planning.targets import targets_due
from bot.planning.time_off import at_rest, days_off
from bot.planning.wins import wins_due

SOURCES: tuple[Source, ...] = (
    follow_ups_due,
    meetings_due,
    drafts_due,
    promises_due,
    conference_contacts_due,
    conference_events_due,
    rotations_due,
    cadences_due,
    milestones_due,
    letters_due,
    targets_due,
    openings_due,
    wins_due,
    own_dates_due,
    account_due,
)


def dues_of(resident: Resident, kept: Kept, told: Mapping[str, Occasion], now: datetime) -> list[Due]:
    """Return all that is due or will be, without what the resident closed. *now* is UTC."""
    brought_up = (due for source in SOURCES for due in source(resident, kept, now))
    dues = list(_answered(at_rest(brought_up, resident, kept, told, now), kept))
    return [*dues, *_reviews(resident, kept, dues, told, now)]


def dues_when_told(
    resident: Resident, kept: Kept, dues: Iterable[Due], told: Mapping[str, Occasion], now: datetime
) -> list[Due]:
    """Return what dues_of() does where nothing but *told* has changed since it returned *dues*."""
    if days_off(kept):
        return dues_of(resident, kept, told, now)
    others = [due for due in dues if not due.about.startswith(REVIEW)]  # nothing else looks at what was told
    return [*others, *_reviews(resident, kept, others, told, now)]


def _reviews(
    resident: Resident, kept: Kept, dues: Sequence[Due], told: Mapping[str, Occasion], now: datetime
) -> Iterable[Due]:
    return _answered(at_rest(reviews_due(resident, dues, told, now), resident, kept, told, now), kept)


def _answered(dues: Iterable[Due], kept: Kept) -> Iterable[Due]:
    """Leave out what is done or stopped, and move what was put off."""
    responses = {response.id: response for response in kept.responses}
    for due in dues:
        closed = (responses.get(due.about), responses.get(series_of(due.about)))
        if any(each and each.state is not ResponseState.OPEN for each in closed):
            continue
        later = responses.get(due.about)
        if later is None or later.due_on is None:
            yield due
        else:
            yield replace(
                due,
                occurrence=f"{due.about}:{later.moves}",
                on=later.due_on,
                at=later.due_at,
                asked=later.due_at is not None,
                since=later.at,
                movable=False,
                once=False,
                again_on=None,
            )
