"""Keep who a message is about: find or make each contact, and add what was told of them."""

from dataclasses import dataclass, replace
from datetime import date

from bot.domain.contact import Contact, Position
from bot.domain.matching import Candidate
from bot.domain.names import Likeness, compare, fold, person_name, same_place
from bot.domain.note import Source
from bot.domain.vocabulary import Role
from bot.turn import Told
from bot.understanding.meaning import PersonMention, Span
from bot.use_cases.identify_contact import Known, Unsure, identify

_LEADERS = tuple(Role)[: tuple(Role).index(Role.ATTENDING)]


@dataclass(frozen=True, slots=True)
class KeptPerson:
    """*before* is the contact as it was, None for a new one; *candidates* are whom a new one might turn out to be."""

    mention: PersonMention
    contact: Contact
    before: Contact | None = None
    candidates: tuple[Candidate, ...] = ()


async def keep_people(told: Told) -> list[KeptPerson]:
    """Find or make a contact for each person of the message, once each, with what the message tells of them."""
    kept: dict[str, KeptPerson] = {}
    for mention in told.meaning.people:
        person = await keep_person(told, mention)
        if person.contact.id in kept:
            person = replace(person, before=kept[person.contact.id].before)
        kept[person.contact.id] = person
    return list(kept.values())


async def keep_person(told: Told, mention: PersonMention) -> KeptPerson:
    span = mention.spans.get("name")
    called = told.meaning.text[span.start : span.end] if span else None
    identified = await identify(told.work, mention, told.ids, told.clock, told.source(span), called)
    candidates: tuple[Candidate, ...] = ()
    before: Contact | None = None
    named = mention
    match identified:
        case Known(contact):
            before = contact
        case Unsure(contact, candidates):
            named = replace(mention, name=contact.name)  # reading may have lent the name of one they are not
        case _:
            contact = identified.contact
    updated = with_told(contact, named, told.today, told.source(_position_span(mention)))
    if updated != contact:
        await told.work.put(updated)
    return KeptPerson(mention, updated, before, candidates)


def with_told(contact: Contact, mention: PersonMention, today: date, source: Source) -> Contact:
    """Return the contact with what was told of them now; an earlier job stays in their history."""
    name, aliases = fuller_name(contact, mention.name)
    return replace(
        contact,
        name=name,
        aliases=aliases,
        positions=_with_job(contact.positions, mention, today, source),
        title=mention.title or contact.title,
        relationship=mention.relationship or contact.relationship,
        img=contact.img if mention.img is None else mention.img,
        email=mention.email or contact.email,
        phone=mention.phone or contact.phone,
        linkedin=mention.linkedin or contact.linkedin,
    )


def fuller_name(contact: Contact, told: str) -> tuple[str, tuple[str, ...]]:
    """Return name and aliases, the told name taken over where it says more: "Patel" becomes "Anita Patel"."""
    known, now = person_name(contact.name), person_name(told)
    longer = bool(now.given) and (
        not known.given
        or (len(known.given[0]) == 1 and len(now.given[0]) > 1)
        or len(fold(told)) > len(fold(contact.name))
    )
    if not longer or compare(contact.name, told).likeness is Likeness.DIFFERENT:
        return contact.name, contact.aliases
    return told, tuple(dict.fromkeys((*contact.aliases, contact.name)))


def _with_job(
    positions: tuple[Position, ...], mention: PersonMention, today: date, source: Source
) -> tuple[Position, ...]:
    told = Position(mention.role, mention.institution, mention.specialty, told_on=today, source=source)
    if not (told.role or told.institution or told.specialty):
        return positions
    if not positions:
        return (told,)
    current = positions[-1]
    if _is_move(current, told):
        return (*positions[:-1], replace(current, until=today), _moved(current, told))
    return (*positions[:-1], _filled(current, told))


def _is_move(current: Position, told: Position) -> bool:
    if told.institution and current.institution and not same_place(told.institution, current.institution):
        return True
    return bool(
        told.role and current.role and told.role is not current.role and not _says_less(told.role, current.role)
    )


def _says_less(told: Role, current: Role) -> bool:
    """Tell whether a role told now is no news: a program director is an attending too, and anybody an alum."""
    return told in (Role.ALUM, Role.OTHER) or (told is Role.ATTENDING and current in _LEADERS)


def _moved(current: Position, told: Position) -> Position:
    """Return the new job; a promotion at the same place keeps the place, a new place says nothing of the role."""
    stays = told.institution is None
    return replace(
        told,
        institution=told.institution or current.institution,
        specialty=told.specialty or current.specialty,
        role=told.role or (current.role if stays else None),
    )


def _filled(current: Position, told: Position) -> Position:
    news = told.role and not (current.role and _says_less(told.role, current.role))
    institution = max((told.institution or "", current.institution or ""), key=len) or None
    return Position(
        role=told.role if news else current.role,
        institution=institution,
        specialty=told.specialty or current.specialty,
        told_on=told.told_on,
        source=told.source,
    )


def _position_span(mention: PersonMention) -> Span | None:
    return next((mention.spans[name] for name in ("role", "institution", "specialty") if name in mention.spans), None)
