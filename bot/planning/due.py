"""What the sources of nudges return: occasions that are due or will be."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

from bot.domain.application import Brief, LetterPlan, PackageDocument
from bot.domain.contact import Contact
from bot.domain.draft import WrittenDraft
from bot.domain.follow_up import Event, EventKind, FollowUp
from bot.domain.knowledge import Encounter, Fact
from bot.domain.nudge import Response
from bot.domain.resident import Resident
from bot.domain.year import Deed, Promise


@dataclass(frozen=True, slots=True)
class Due:
    """One occasion to tell.

    *about* is ``kind:stable-id``, the same for the same occasion always; *occurrence* is new after each snooze.
    It is due on the local day *on*, at the clock time *at* where there is one, else with that day's digest. Where the
    resident set that time (*asked*) it comes at that very minute; else it keeps out of quiet hours and within the cap.
    *since* is when that was set (UTC): what was told earlier belongs to another occurrence.
    *weight* puts the most valuable first, higher before lower. *pausable* is False only for the resident's own visa and
    contract dates, which a pause does not hold. *movable* may wait for a day with less to say.
    It comes back once, on *again_on* or three days after the first telling, and not at all where *once*. From
    *lapses_on* on it is listed no more, though what was held until then is still told. From *until* on (local) it is
    told no more, whatever held it: what prepares for a meeting is of no use once that has begun.
    """

    about: str
    occurrence: str
    on: date
    since: datetime
    at: time | None = None
    weight: int = 0
    pausable: bool = True
    asked: bool = True
    movable: bool = False
    again_on: date | None = None
    once: bool = False
    lapses_on: date | None = None
    until: datetime | None = None

    def lapsed(self, day: date) -> bool:
        return self.lapses_on is not None and day >= self.lapses_on

    def is_too_late(self, wall: datetime) -> bool:
        return self.until is not None and wall >= self.until


@dataclass(frozen=True)  # without slots, so that what is looked up for every contact is put in order once
class Kept:
    """The records that sources look at."""

    follow_ups: tuple[FollowUp, ...] = ()
    contacts: tuple[Contact, ...] = ()
    encounters: tuple[Encounter, ...] = ()
    facts: tuple[Fact, ...] = ()
    events: tuple[Event, ...] = ()
    promises: tuple[Promise, ...] = ()
    deeds: tuple[Deed, ...] = ()
    responses: tuple[Response, ...] = ()
    letters: tuple[LetterPlan, ...] = ()
    briefs: tuple[Brief, ...] = ()
    documents: tuple[PackageDocument, ...] = ()
    drafts: tuple[WrittenDraft, ...] = ()

    @cached_property
    def contact_by_id(self) -> Mapping[str, Contact]:
        return {contact.id: contact for contact in self.contacts}

    @cached_property
    def conferences(self) -> tuple[Event, ...]:
        return tuple(event for event in self.events if event.kind is EventKind.CONFERENCE)

    def encounters_with(self, contact_id: str) -> Sequence[Encounter]:
        """Return the encounters with this contact, oldest first."""
        return self._encounters.get(contact_id, ())

    @cached_property
    def _encounters(self) -> Mapping[str, Sequence[Encounter]]:
        found: dict[str, list[Encounter]] = {}
        for encounter in self.encounters:
            for contact_id in dict.fromkeys(encounter.contact_ids):
                found.setdefault(contact_id, []).append(encounter)
        return found


Source = Callable[[Resident, Kept, datetime], Iterable[Due]]
"""A source of nudges: resident, what is kept, now (UTC) -> what is due, in any order."""


def occasion(about: str, on: date, since: datetime, weight: int, **more: object) -> Due:
    """Return an occasion that Vouch brings up by itself: with the digest, or outside quiet hours where *at* is set."""
    return Due(about, about, on, since, weight=weight, **({"asked": False} | more))  # type: ignore[arg-type]
