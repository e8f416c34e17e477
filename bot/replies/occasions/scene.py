"""What the words of an occasion are made from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from bot.domain.contact import Contact
from bot.domain.follow_up import Event
from bot.domain.note import Source
from bot.domain.nudge import Occasion
from bot.domain.resident import Resident
from bot.planning.due import Due, Kept
from bot.planning.network import Met, met_at_conferences
from bot.planning.touches import Touch, last_touches
from bot.playbook.pack import Pack, pack_for
from bot.replies.counting import listed
from bot.replies.people import short_name


@dataclass(frozen=True)  # without slots, so that what the words of many occasions need is worked out once
class Scene:
    """The resident's state at the moment *now* (UTC), and all that is due.

    *said_of* holds what was told of those whom a meeting is with, by contact id: what was asked is not asked again.
    """

    resident: Resident
    kept: Kept
    now: datetime
    dues: Sequence[Due] = ()
    told: Mapping[str, Occasion] = field(default_factory=dict)
    said_of: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.resident.today(self.now)

    @property
    def pack(self) -> Pack:
        return pack_for(self.resident)

    @cached_property
    def met_at_conferences(self) -> Mapping[str, Met]:
        return met_at_conferences(self.kept)

    @cached_property
    def last_touches(self) -> Mapping[str, Touch]:
        return last_touches(self.resident, self.kept)


def contact_of(scene: Scene, contact_id: str | None) -> Contact | None:
    return scene.kept.contact_by_id.get(contact_id) if contact_id else None


def event_of(scene: Scene, event_id: str) -> Event | None:
    return next((each for each in scene.kept.events if each.id == event_id), None)


def names_of(scene: Scene, contact_ids: Iterable[str], otherwise: str) -> str:
    """Return "Dr. Gupta and Dr. Lee", or *otherwise* where nobody is known."""
    found = [contact for each in contact_ids if (contact := contact_of(scene, each))]
    return listed([short_name(each) for each in found]) or otherwise


def notes_of(sources: Iterable[Source | None]) -> tuple[str, ...]:
    return tuple(source.note_id for source in sources if source)
