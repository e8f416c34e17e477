"""How the goals of a conference stand: 3 PDs, 1 research partner, 2 IMGs (playbook, "Conferences")."""

from dataclasses import dataclass

from bot.domain.follow_up import Event
from bot.domain.vocabulary import Role
from bot.domain.year import DeedKind
from bot.planning.due import Kept
from bot.planning.network import DIRECTORS, met_at


@dataclass(frozen=True, slots=True)
class Reached:
    people: int
    directors: int
    research_partners: int
    imgs: int


def goals_of(event: Event, kept: Kept) -> Reached:
    """Count whom the resident met there; one person may count towards several goals."""
    met = met_at(event, kept)
    research = {
        contact_id
        for deed in kept.deeds
        if deed.kind is DeedKind.RESEARCH and event.starts_on <= deed.on <= event.ends_on
        for contact_id in deed.contact_ids
    }
    return Reached(
        people=len(met),
        directors=sum(1 for each in met if each.position.role in DIRECTORS),
        research_partners=sum(1 for each in met if each.position.role is Role.RESEARCHER or each.id in research),
        imgs=sum(1 for each in met if each.img),
    )
