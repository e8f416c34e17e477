"""Whom a milestone is about, of those whom the resident knows: what was last said with them comes with its nudge."""

from collections.abc import Callable, Iterable

from bot.domain.contact import Contact
from bot.domain.letters import latest_letters
from bot.domain.resident import Resident
from bot.domain.vocabulary import Relationship, Role
from bot.planning.due import Kept
from bot.planning.network import is_outside, met_at_conferences, own_directors
from bot.playbook.pack import Milestone

FACULTY = (Role.ATTENDING, Role.DIVISION_CHIEF, Role.DEPARTMENT_CHAIR)


def concerned(milestone: Milestone, resident: Resident, kept: Kept) -> list[Contact]:
    """Return those whom it takes, as far as they are known; nobody where it takes no one in particular."""
    wanted = _WANTED.get(milestone.evidence or "")
    return list(wanted(resident, kept)) if wanted else []


Wanted = Callable[[Resident, Kept], Iterable[Contact]]


def _in_roles(*roles: Role) -> Wanted:
    return lambda _resident, kept: (each for each in kept.contacts if each.position.role in roles)


def _related(*relationships: Relationship) -> Wanted:
    return lambda _resident, kept: (each for each in kept.contacts if each.relationship in relationships)


def _directors_and_mentors(resident: Resident, kept: Kept) -> Iterable[Contact]:
    return (*own_directors(resident, kept), *_related(Relationship.MENTOR, Relationship.SPONSOR)(resident, kept))


def _letter_writers(_resident: Resident, kept: Kept) -> Iterable[Contact]:
    writers = latest_letters(kept.facts)
    return (each for each in kept.contacts if each.id in writers)


def _met_at_conferences(_resident: Resident, kept: Kept) -> Iterable[Contact]:
    met = met_at_conferences(kept)
    return (each for each in kept.contacts if each.id in met)


def _interested_outside(resident: Resident, kept: Kept) -> Iterable[Contact]:
    return (each for each in kept.contacts if each.interested and is_outside(each, resident, kept))


_WANTED: dict[str, Wanted] = {
    "two_attendings": _in_roles(*FACULTY),
    "trusted_resident": _in_roles(Role.RESIDENT, Role.CHIEF_RESIDENT),
    "goal_told": _in_roles(*FACULTY),
    "feedback_asked": _in_roles(*FACULTY),
    "met_director": own_directors,
    "met_mentor": _related(Relationship.MENTOR),
    "conversion_asked": own_directors,
    "research": _in_roles(Role.RESEARCHER),
    "letters_settled": _letter_writers,
    "conference": _met_at_conferences,
    "alumni": _in_roles(Role.ALUM),
    "in_touch_application": _directors_and_mentors,
    "outside_in_touch": _interested_outside,
}
"""By the evidence that completes a milestone; what shows a committee, a decision or a package is nobody's word."""
