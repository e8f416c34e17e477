"""How many of the people that a target asks for the resident has."""

from bot.domain.contact import Contact
from bot.domain.vocabulary import FactKind, Relationship
from bot.planning.due import Kept
from bot.playbook.pack import Target


def count_of(target: Target, kept: Kept) -> int:
    return len(people_of(target.id, kept))


def people_of(target_id: str, kept: Kept) -> list[Contact]:
    """Return who counts towards a target. A sponsor is one told as such, or one whose acts show it."""
    match target_id:
        case "sponsor":
            speaking = advocates(kept)
            return [c for c in kept.contacts if c.relationship is Relationship.SPONSOR or c.id in speaking]
        case "mentor":
            return [c for c in kept.contacts if c.relationship is Relationship.MENTOR]
        case "img-mentor":
            return [c for c in kept.contacts if c.relationship is Relationship.MENTOR and c.img]
        case "peer":
            return [c for c in kept.contacts if c.relationship is Relationship.PEER]
        case _:
            return []


def advocates(kept: Kept) -> set[str]:
    """Return the ids of those who said that they will call, recommend or introduce the resident."""
    spoken = (each for each in kept.facts if each.kind is FactKind.ADVOCATES and each.value == "yes")
    return {each.contact_id for each in spoken if each.contact_id}
