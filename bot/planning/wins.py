"""Achievements: whom to tell, the morning after, until all of them heard."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.domain.contact import Contact
from bot.domain.resident import Resident
from bot.domain.year import Deed, DeedKind
from bot.planning.coverage import people_of
from bot.planning.due import Due, Kept, occasion
from bot.planning.network import is_outside
from bot.planning.touches import Touch, last_touches

WEIGHT = 46


def wins_due(resident: Resident, kept: Kept, now: datetime) -> Iterable[Due]:
    wins = [deed for deed in kept.deeds if deed.kind is DeedKind.WIN]
    people, touches = (to_tell(resident, kept), last_touches(resident, kept)) if wins else ([], {})
    for deed in wins:
        if people and not _without_news(deed, people, touches):
            continue
        on = resident.today(deed.created_at) + timedelta(days=1)
        yield occasion(f"win:{deed.id}", on, deed.created_at, WEIGHT)


def to_tell(resident: Resident, kept: Kept) -> list[Contact]:
    """Return whom an achievement is news to: sponsors, mentors, then outside contacts who showed interest."""
    outside = [each for each in kept.contacts if each.interested and is_outside(each, resident, kept)]
    people = (*people_of("sponsor", kept), *people_of("mentor", kept), *outside)
    return list({each.id: each for each in people}.values())


def still_to_tell(deed: Deed, resident: Resident, kept: Kept) -> list[Contact]:
    """Return who did not hear from the resident since: being in touch is when such news is told."""
    return _without_news(deed, to_tell(resident, kept), last_touches(resident, kept))


def _without_news(deed: Deed, people: Sequence[Contact], touches: Mapping[str, Touch]) -> list[Contact]:
    return [each for each in people if each.id not in touches or touches[each.id].logged_at <= deed.created_at]
