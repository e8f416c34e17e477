"""Edit: a form with what a note left behind; what is changed in it is a correction."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.domain.contact import Contact, Position
from bot.domain.follow_up import FollowUp, at_hand, moved
from bot.domain.knowledge import Encounter, Fact
from bot.domain.local_time import reminder_time, time_asked_for
from bot.domain.records import Record, record_from
from bot.messages import Reply, reply_from_json
from bot.replies.corrected import Changed, corrected
from bot.replies.forms import ROLES, edit_form, nothing_edited, unreadable
from bot.replies.undone import no_longer_there
from bot.turn import Pressed, Submitted, Turn
from bot.understanding.dates import read_dates, read_day_alone
from bot.use_cases.last_told import touched_by
from bot.use_cases.rename_contact import rename_contact


async def press_edit(pressed: Pressed) -> Reply:
    """Show the form for the note that the button is about."""
    note = await pressed.work.notes.find(pressed.target)
    if note is None:
        return no_longer_there()
    left = await touched_by(pressed, await pressed.work.acts.of_note(note.id))
    return edit_form(note.id, left.contacts, left.facts, left.follow_ups, left.encounters)


async def submit_edit(submitted: Submitted) -> Reply:
    """Change what was filled in otherwise than it was; say what could not be read."""
    changes: list[Changed] = []
    unread: list[str] = []
    for name, told in (await _filled_in(submitted)).items():
        record = await _record(submitted, name)
        if record is None:
            continue
        after = _changed(submitted, name, record, told)
        if after is None:
            unread.append(told)
        elif after != record:
            changes.append((record, await _put(submitted, record, after)))
    return corrected(changes, submitted.act_id, submitted.today) if changes else nothing_edited(unread)


async def check_edit(submitted: Submitted) -> dict[str, str]:
    """Return the fields that cannot be read, each with what would do."""
    errors = {}
    for name, told in (await _filled_in(submitted)).items():
        record = await _record(submitted, name)
        if record is not None and _changed(submitted, name, record, told) is None:
            errors[name] = unreadable(told, _is_day(name))
    return errors


async def _record(submitted: Submitted, field: str) -> Record | None:
    """Return what a field of the form is about; None for what is gone, and for a name that is no field of ours."""
    kind, _, rest = field.partition(":")
    record_id, _, part = rest.partition(":")
    if (kind, part) not in _CHANGES:
        return None
    return record_from(kind, await submitted.work.image(kind, record_id))


def _changed(turn: Turn, field: str, record: Record, told: str) -> Record | None:
    kind, _, part = field.split(":")
    return _CHANGES[kind, part](turn, record, told)


def _is_day(field: str) -> bool:
    return field.endswith((":on", ":due_on"))


async def _filled_in(submitted: Submitted) -> dict[str, str]:
    """Return what was changed in the form as it was shown: what stands as it stood was not told anew."""
    shown = await submitted.work.deliveries.find(submitted.on)
    form = reply_from_json(shown.content).form if shown and shown.content else None
    stood = {field.name: field.value for field in form.fields} if form else submitted.stood
    told = {name: value.strip() for name, value in submitted.values.items()}
    return {name: value for name, value in told.items() if value and value != stood.get(name)}


async def _put(submitted: Submitted, before: Record, after: Record) -> Record:
    if isinstance(before, Contact) and isinstance(after, Contact) and before.name != after.name:
        return await rename_contact(submitted.work, before, after.name)
    await submitted.work.put(after)
    return after


# Each change takes the record and what was filled in, and returns the record changed, None where it cannot be read.


def _name(turn: Turn, contact: Contact, told: str) -> Contact:
    return replace(contact, name=told)


def _role(turn: Turn, contact: Contact, told: str) -> Contact | None:
    role = next((role for words, role in ROLES.items() if words.casefold() == told.casefold()), None)
    return _job(contact, replace(contact.position, role=role), turn.today) if role else None


def _institution(turn: Turn, contact: Contact, told: str) -> Contact:
    return _job(contact, replace(contact.position, institution=told), turn.today)


def _job(contact: Contact, job: Position, today: date) -> Contact:
    if job == contact.position:
        return contact
    return replace(contact, positions=(*contact.positions[:-1], replace(job, told_on=today)))


def _email(turn: Turn, contact: Contact, told: str) -> Contact:
    return replace(contact, email=told)


def _phone(turn: Turn, contact: Contact, told: str) -> Contact:
    return replace(contact, phone=told)


def _value(turn: Turn, fact: Fact, told: str) -> Fact:
    return fact if told == fact.value else replace(fact, value=told.lower() if told.lower() in _PLAIN else told)


def _what(turn: Turn, follow_up: FollowUp, told: str) -> FollowUp:
    return replace(follow_up, what=told)


def _due_on(turn: Turn, follow_up: FollowUp, told: str) -> FollowUp | None:
    day = _day(turn, told)
    if day is None or day == follow_up.due_on:
        return follow_up if day else None
    resident = turn.work.resident
    at = time_asked_for(resident, follow_up.due_on, follow_up.due_at, follow_up.set_at)
    return moved(at_hand(follow_up, turn.today), *reminder_time(resident, day, at, turn.now), turn.now)


def _on(turn: Turn, encounter: Encounter, told: str) -> Encounter | None:
    day = _day(turn, told, past=True)
    return replace(encounter, on=day) if day else None


def _where(turn: Turn, encounter: Encounter, told: str) -> Encounter:
    return replace(encounter, where=told)


def _day(turn: Turn, told: str, past: bool = False) -> date | None:
    mention = next(iter(read_dates(told, turn.local_now)), None)
    if mention is None:
        return None if past else read_day_alone(told, turn.local_now)
    days = mention.past if past and mention.past else mention.future
    return days.start if days else None


_PLAIN = ("yes", "no", "maybe")
_CHANGES: dict[tuple[str, str], Callable[..., Record | None]] = {
    ("contact", "name"): _name,
    ("contact", "role"): _role,
    ("contact", "institution"): _institution,
    ("contact", "email"): _email,
    ("contact", "phone"): _phone,
    ("fact", "value"): _value,
    ("follow_up", "what"): _what,
    ("follow_up", "due_on"): _due_on,
    ("encounter", "on"): _on,
    ("encounter", "where"): _where,
}
