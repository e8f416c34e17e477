"""What completes a milestone: acts that the resident logged (playbook, "Month by month"); else it is done by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.domain.application import DocumentKind
from bot.domain.follow_up import EventKind, FollowUpState
from bot.domain.letters import letter_states
from bot.domain.nudge import ResponseState
from bot.domain.resident import Resident
from bot.domain.vocabulary import FactKind, PlaceKind, Relationship, Role
from bot.domain.year import DeedKind
from bot.planning.concerned import FACULTY
from bot.planning.due import Kept
from bot.planning.network import DIRECTORS, is_outside
from bot.playbook.pack import Milestone


@dataclass(frozen=True, slots=True)
class Logged:
    """What was logged, and the window (local days, both included) that it is looked at for."""

    resident: Resident
    kept: Kept
    first: date
    today: date

    def met(self, *roles: Role) -> int:
        """Return how many people in these roles were met."""
        seen = {contact_id for each in self.kept.encounters for contact_id in each.contact_ids}
        return sum(1 for each in self.kept.contacts if each.id in seen and each.position.role in roles)

    def did(self, kind: DeedKind) -> bool:
        return any(each.kind is kind for each in self.kept.deeds)


def completed(milestone: Milestone, resident: Resident, kept: Kept, today: date) -> bool:
    """Tell whether a milestone is done: by hand, or by what was logged."""
    by_hand = any(
        each.id == f"milestone:{milestone.id}" and each.state is ResponseState.DONE for each in kept.responses
    )
    if by_hand or not milestone.evidence or resident.starts_on is None:
        return by_hand
    first, _ = milestone.window(resident.goal).days(resident.starts_on)
    return EVIDENCE[milestone.evidence](Logged(resident, kept, first, today))


def _met_director(logged: Logged) -> bool:
    """A talk with the PD or an associate PD, not one met at another place's booth."""
    if logged.did(DeedKind.DIRECTOR):
        return True
    directors = (c for c in logged.kept.contacts if c.position.role in DIRECTORS)
    inside = {c.id for c in directors if not is_outside(c, logged.resident, logged.kept)}
    return any(inside & set(each.contact_ids) for each in logged.kept.encounters)


def _asked_conversion(logged: Logged) -> bool:
    told = any(each.kind is FactKind.CONVERTS_PRELIMS for each in logged.kept.facts)
    return told or logged.did(DeedKind.CONVERSION)


def _met_mentor(logged: Logged) -> bool:
    mentors = {each.id for each in logged.kept.contacts if each.relationship is Relationship.MENTOR}
    return any(mentors & set(each.contact_ids) for each in logged.kept.encounters)


def _letters_settled(logged: Logged) -> bool:
    """One is promised or sent, and none that was asked for is without an answer."""
    states = letter_states(logged.kept.facts).values()
    return any(state in ("agreed", "sent") for state in states) and "asked" not in states


def _went_to_conference(logged: Logged) -> bool:
    events = logged.kept.events
    there = any(each.where_kind is PlaceKind.CONFERENCE for each in logged.kept.encounters)
    return there or any(each.kind is EventKind.CONFERENCE and each.starts_on <= logged.today for each in events)


def _reached_alumni(logged: Logged) -> bool:
    alumni = {each.id for each in logged.kept.contacts if each.position.role is Role.ALUM}
    written = any(each.contact_id in alumni and each.state is FollowUpState.DONE for each in logged.kept.follow_ups)
    return written or any(alumni & set(each.contact_ids) for each in logged.kept.encounters)


def _in_touch_application(logged: Logged) -> bool:
    """The PD or a mentor was in touch within the window."""
    told = {
        each.id
        for each in logged.kept.contacts
        if each.position.role in DIRECTORS or each.relationship in (Relationship.MENTOR, Relationship.SPONSOR)
    }
    return any(each.on >= logged.first and told & set(each.contact_ids) for each in logged.kept.encounters)


def _outside_in_touch(logged: Logged) -> bool:
    """Everybody outside who showed interest heard from the resident within the window."""
    kept = logged.kept
    outside = {c.id for c in kept.contacts if c.interested and is_outside(c, logged.resident, kept)}
    heard = {contact_id for each in kept.encounters if each.on >= logged.first for contact_id in each.contact_ids}
    return bool(outside) and outside <= heard


def _package_ready(logged: Logged) -> bool:
    """CV, personal statement and the standard e-mail are there, and none of them is stale."""
    fresh = {each.id for each in logged.kept.documents if not each.is_stale(logged.today)}
    return fresh >= set(DocumentKind)


EVIDENCE: dict[str, Callable[[Logged], bool]] = {
    "two_attendings": lambda logged: logged.met(*FACULTY) >= 2,
    "trusted_resident": lambda logged: logged.met(Role.RESIDENT, Role.CHIEF_RESIDENT) >= 1,
    "goal_told": lambda logged: logged.did(DeedKind.GOAL_TOLD),
    "feedback_asked": lambda logged: logged.did(DeedKind.FEEDBACK),
    "met_director": _met_director,
    "met_mentor": _met_mentor,
    "conversion_asked": _asked_conversion,
    "committee": lambda logged: logged.did(DeedKind.COMMITTEE),
    "research": lambda logged: logged.did(DeedKind.RESEARCH),
    "letters_settled": _letters_settled,
    "conference": _went_to_conference,
    "alumni": _reached_alumni,
    "target_decided": lambda logged: logged.resident.specialty is not None,
    "in_touch_application": _in_touch_application,
    "outside_in_touch": _outside_in_touch,
    "package_ready": _package_ready,
}
