"""Import: what a file would change is shown first; the same file again changes nothing."""

import hashlib
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

import msgspec

from bot.domain.audit import AuditEvent
from bot.domain.contact import Contact, Distinction, Position
from bot.domain.delivery import Delivery, DeliveryState
from bot.domain.follow_up import Event, EventKind, FollowUp
from bot.domain.matching import match_contact
from bot.domain.records import kind_of
from bot.domain.resident import Resident
from bot.domain.vocabulary import FollowUpKind, Relationship, Role
from bot.exchange.account import Account, SentBefore, UnreadableAccount, read_account
from bot.exchange.calendar import UID_SUFFIX, read_calendar
from bot.exchange.files import Contents, Day, Person
from bot.exchange.people_csv import read_people
from bot.exchange.people_vcard import read_cards
from bot.messages import Reply
from bot.replies import exchange as replies
from bot.replies.exchange import Plan
from bot.replies.undone import no_longer_there
from bot.turn import Pressed, Told, Turn
from bot.use_cases.audit import note_down


async def import_command(told: Told) -> Reply:
    """Answer "import" and a file's content: say what would change, and change nothing."""
    content = content_of(told.note.text)
    if not content:
        return replies.how_to_import()
    read = _read(told, content)
    if isinstance(read, Reply):
        return read
    async with told.work.tried_out():
        plan = await _apply(told, read)
    errors = read.errors if isinstance(read, Contents) else ()
    if isinstance(read, Contents) and not (read.people or read.days):
        return replies.nothing_in_it(errors)
    return replies.dry_run(told.note.id, plan, errors)


async def press_import(pressed: Pressed) -> Reply:
    """Do what the dry run showed."""
    note = await pressed.work.notes.find(pressed.target)
    read = _read(pressed, content_of(note.text)) if note else None
    if read is None:
        return no_longer_there()
    if isinstance(read, Reply):
        return read
    plan = await _apply(pressed, read)
    if plan.changes:
        await note_down(pressed, AuditEvent.IMPORTED, plan.changes)
    return replies.imported(plan, pressed.act_id)


def content_of(text: str) -> str:
    """Return what follows the word "import"."""
    parts = text.strip().split(None, 1)
    return parts[1].strip() if len(parts) > 1 else ""


def _read(turn: Turn, content: str) -> Contents | Account | Reply:
    if content.startswith("{"):
        try:
            return read_account(content)
        except UnreadableAccount as error:
            return replies.unreadable(str(error))
    if content.upper().startswith("BEGIN:VCALENDAR"):
        return read_calendar(content, turn.work.resident.zone)
    return (read_cards if content.upper().startswith("BEGIN:VCARD") else read_people)(content)


async def _apply(turn: Turn, read: Contents | Account) -> Plan:
    """Put what is new into the records, and say what that was."""
    return await _restore(turn, read) if isinstance(read, Account) else await _add(turn, read)


# An export of Vouch


async def _restore(turn: Turn, account: Account) -> Plan:
    """Add every record, note and message that is not there; what is there stays as it is."""
    work, new, same = turn.work, {"person": 0, "other": 0}, 0
    for record in account.records:
        if await work.image(kind_of(record), record.id) is None:
            await work.put(record)
            new["person" if isinstance(record, Contact) else "other"] += 1
        else:
            same += 1
    for note in account.notes:
        if await work.notes.find(note.id) is None and await work.notes.add(note):
            new["other"] += 1
        else:
            same += 1
    for sent in account.sent:
        if await work.deliveries.find_by_key(sent.key) is None:
            await work.deliveries.put(_delivery(turn, sent))
    settings = _unset(work.resident, account)
    if settings:
        await work.save_resident(replace(work.resident, **settings))
    return Plan(people_new=new["person"], other_new=new["other"] + len(settings), same=same)


def _unset(resident: Resident, account: Account) -> dict[str, Any]:
    """Return the settings of the file that the resident did not set here, and that say something else."""
    plain = Resident(resident.id, resident.address, resident.tz, resident.created_at)
    here = {field.name: getattr(resident, field.name) for field in fields(Resident)}
    return {
        name: value
        for name, value in account.settings.items()
        if here.get(name) == getattr(plain, name) and value != here.get(name) and name != "tz"
    }


def _delivery(turn: Turn, sent: SentBefore) -> Delivery:
    at = datetime.fromisoformat(sent.at)
    content = msgspec.json.encode(sent.words) if sent.words else None
    return Delivery(
        turn.ids.new(),
        turn.work.resident.id,
        sent.key,
        sent.kind,
        at,
        sent.state,
        about=sent.about,
        content=content,
        sent_at=at if sent.state is DeliveryState.SENT else None,
    )


# Files of others


async def _add(turn: Turn, contents: Contents) -> Plan:
    new = filled = same = 0
    jobs: dict[str, Role | None] = {}
    for person in contents.people:
        if person.job and person.job not in jobs:
            jobs[person.job] = _role(turn, person.job)
        outcome = await _keep_person(turn, person, jobs.get(person.job or ""))
        new, filled, same = new + (outcome == "new"), filled + (outcome == "filled"), same + (outcome == "same")
    dates = 0
    for day in contents.days:
        kept = await _keep_day(turn, day)
        dates, same = dates + kept, same + (not kept)
    return Plan(people_new=new, people_filled=filled, days_new=dates, same=same)


async def _keep_person(turn: Turn, person: Person, role: Role | None) -> str:
    contacts = await turn.work.all(Contact)
    apart = await turn.work.all(Distinction)
    exactly = [each for each in contacts if each.name.casefold() == person.name.casefold()]
    known = exactly[0] if len(exactly) == 1 else None
    if known is None or person.email:
        match = match_contact(person.name, contacts, apart, person.institution, role, person.email)
        known = match.certain or known
    told_job = Position(role, person.institution, told_on=turn.today) if role or person.institution else None
    told = {
        "email": person.email,
        "phone": person.phone,
        "linkedin": person.linkedin,
        "title": person.title,
        "relationship": _relationship(person.relationship),
    }
    if known is None:
        positions = (told_job,) if told_job else ()
        await turn.work.put(Contact(turn.ids.new(), person.name, turn.now, positions, **told))  # type: ignore[arg-type]
        return "new"
    # What the resident told stands; a file only fills what is empty.
    missing = {name: value for name, value in told.items() if value and getattr(known, name) is None}
    after = replace(known, **missing)  # type: ignore[arg-type]
    if told_job and not known.positions:
        after = replace(after, positions=(told_job,))
    if after == known:
        return "same"
    await turn.work.put(after)
    return "filled"


async def _keep_day(turn: Turn, day: Day) -> bool:
    """Keep a date under an id that its UID gives, so that the same date is known again; False where it was."""
    own = day.uid.removesuffix(UID_SUFFIX)
    record_id = own if own != day.uid else f"uid-{hashlib.sha256(day.uid.encode()).hexdigest()[:24]}"
    if await turn.work.find(Event, record_id) or await turn.work.find(FollowUp, record_id):
        return False
    if day.task:
        task = FollowUp(
            record_id, FollowUpKind.OTHER, day.what, turn.now, due_on=day.starts_on, due_at=day.at, series=day.series
        )
        await turn.work.put(task)
        return True
    kind = EventKind(day.kind) if day.kind in set(EventKind) else EventKind.OTHER
    await turn.work.put(Event(record_id, kind, day.what, day.starts_on, day.ends_on, turn.now, day.at))
    return True


def _role(turn: Turn, job: str) -> Role | None:
    """Read a job title as the reader of messages does."""
    heard = turn.tools.understand(f"met Dr. Jordan Whitfield, {job}", turn.local_now, turn.work.resident.tz, [])
    return heard.people[0].role if heard.people else None


def _relationship(told: str | None) -> Relationship | None:
    return Relationship(told) if told in set(Relationship) else None
