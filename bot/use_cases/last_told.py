"""What a correction without a name speaks of: the records that the last message touched, or the one replied to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.act import Act
from bot.domain.contact import Contact
from bot.domain.follow_up import Event, FollowUp
from bot.domain.knowledge import Encounter, Fact
from bot.domain.matching import match_contact
from bot.domain.records import Record, contacts_in, record_from
from bot.domain.year import Promise
from bot.ports import R
from bot.turn import Told, Turn
from bot.use_cases.undo_act import stands

JUST_ASKED = timedelta(minutes=15)
"""How long "her" is the one who was asked about, and not whom an earlier message told of."""

LOOK_BACK = 5
"""How many messages back a correction may reach for the kind of thing it corrects ("no, friday" after a fact)."""


@dataclass(frozen=True, slots=True)
class LastTold:
    """Each as it is now, of the latest message that touched one of its kind.

    *note_id*, *at* (UTC) and *newest*, all that it touched, are the latest message's.
    """

    note_id: str | None
    at: datetime | None = None
    contacts: Sequence[Contact] = ()
    facts: Sequence[Fact] = ()
    follow_ups: Sequence[FollowUp] = ()
    encounters: Sequence[Encounter] = ()
    events: Sequence[Event] = ()
    promises: Sequence[Promise] = ()
    newest: Sequence[Record] = ()


async def last_told(told: Told) -> LastTold:
    """Return what the last messages touched, or what the note of the thread did."""
    last = await touched_by(
        told, await told.work.acts.of_note(told.thread.id) if told.thread else await told.work.acts.newest()
    )
    asked = None if told.thread else await asked_about(told)
    return replace(last, contacts=[asked]) if asked else last


async def asked_about(told: Told) -> Contact | None:
    """Return the one person whom the message just before this one asked about: "who is okafor", "her name is …"."""
    before = next((note for note in await told.work.notes.newest(limit=2) if note.id != told.note.id), None)
    if before is None or not before.asked or told.now - before.received_at > JUST_ASKED:
        return None
    resident = told.work.resident
    at = before.received_at.astimezone(resident.zone).replace(tzinfo=None)
    people = told.tools.understand(before.text, at, resident.tz, ()).people
    contacts = await told.work.all(Contact)
    found = [match_contact(each.name, contacts, institution=each.institution).certain for each in people]
    return found[0] if len(found) == 1 else None


async def touched_by(turn: Turn, acts: Sequence[Act]) -> LastTold:
    """Return what these acts, newest first, touched, as far as they stand."""
    candidates = [act for act in acts if act.undoes is None and act.changes]
    latest = [act for act in candidates[: LOOK_BACK * 2] if await stands(turn.work, act)][:LOOK_BACK]
    touched = [await _touched(turn, act) for act in latest]
    contacts: list[Contact] = []
    for records in touched:
        contacts = await _contacts(turn, records)
        if contacts:
            break
    return LastTold(
        note_id=next((act.note_id for act in latest if act.note_id), None),
        at=latest[0].at if latest else None,
        contacts=contacts,
        facts=_latest(touched, Fact),
        follow_ups=_latest(touched, FollowUp),
        encounters=_latest(touched, Encounter),
        events=_latest(touched, Event),
        promises=_latest(touched, Promise),
        newest=touched[0] if touched else (),
    )


async def _touched(turn: Turn, act: Act) -> list[Record]:
    images = [(change.kind, await turn.work.image(change.kind, change.record_id)) for change in act.changes]
    return [record for kind, image in images if (record := record_from(kind, image))]


async def _contacts(turn: Turn, records: Sequence[Record]) -> list[Contact]:
    ids = [record.id for record in records if isinstance(record, Contact)]
    ids += [contact_id for record in records for contact_id in sorted(contacts_in(record))]
    found = [await turn.work.find(Contact, contact_id) for contact_id in dict.fromkeys(ids)]
    return [contact for contact in found if contact is not None]


def _latest(touched: Sequence[Sequence[Record]], kind: type[R]) -> Sequence[R]:
    found = ([record for record in records if isinstance(record, kind)] for records in touched)
    return next((records for records in found if records), [])
