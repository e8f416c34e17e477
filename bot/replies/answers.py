"""Answers to questions: what is known, who said it and when, in the resident's own words."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp
from bot.domain.knowledge import Encounter, Fact
from bot.domain.note import Note
from bot.domain.recall import Evidence, shorten
from bot.domain.vocabulary import FactKind, Relationship, Role, Specialty, Visa
from bot.domain.year import Promise
from bot.messages import Item, Reply
from bot.replies.counting import counted
from bot.replies.days import day_in_words, days_in_words
from bot.replies.people import (
    fact_in_words,
    full_name,
    position_in_words,
    role_in_words,
    short_name,
    specialty_in_words,
)
from bot.replies.rhythm import coming_in_words
from bot.understanding.meaning import DayRange

NAMED = 8
"""How many of the people at one place are told before what was heard of it; the others are listed with that."""

_SUBJECTS = {
    FactKind.IMG_FRIENDLY: "taking IMGs",
    FactKind.OPENING: "openings",
    FactKind.CONVERTS_PRELIMS: "converting prelims",
    FactKind.LETTER: "letters",
    FactKind.ADVOCATES: "who would speak up for you",
}


def unknown_person(name: str) -> Reply:
    return Reply(f"You never told me about {name}. When you do, one line is enough.")


def unknown_institution(institution: str) -> Reply:
    return Reply(f"You never told me anything about {institution}.")


def never_told_claim(kind: FactKind, visa: Visa | None, institution: str | None) -> Reply:
    at = f" at {institution}" if institution else ""
    return Reply(f"You never told me about {_subject(kind, visa)}{at}.")


def never_told_by(contacts: Sequence[Contact], kind: FactKind, visa: Visa | None) -> Reply:
    """Say that nothing is known of a claim from a person, and who they are."""
    names = " or ".join(full_name(contact) for contact in contacts)
    if kind is FactKind.LETTER:
        return Reply(f"You never told me of a letter from {names}.")
    if kind is FactKind.ADVOCATES:
        return Reply(f"You never told me that {names} would speak up for you.")
    return Reply(f"You never told me what {names} said about {_subject(kind, visa)}.")


def contact_field(contacts: Sequence[Contact], field: str) -> Reply:
    """Answer "what's her email": the value for each contact that could be meant."""
    name = {"email": "e-mail address", "phone": "phone number", "linkedin": "LinkedIn page"}[field]
    known = [(contact, getattr(contact, field)) for contact in contacts if getattr(contact, field)]
    if not known:
        called = full_name if len(contacts) > 1 else short_name
        names = " or ".join(f"{called(contact)}'s" for contact in contacts)
        return Reply(f"You never told me {names} {name}.")
    return Reply("\n".join(f"{full_name(contact)}: {value}" for contact, value in known))


def person(
    contacts: Sequence[Contact],
    evidence: Sequence[Evidence],
    notes: Sequence[Note],
    owed: Sequence[FollowUp | Promise],
    zone: ZoneInfo,
    today: date,
) -> Reply:
    """Say all that is known of a person, or of each that could be meant. *owed*: what stands open both ways."""
    lines = [_who(contact) for contact in contacts]
    if len(contacts) > 1:
        lines.insert(0, "You know more than one of that name:")
    lines += [
        f"You owe: {each.what} ({coming_in_words(each, today)})"
        if isinstance(each, FollowUp)
        else f"Promised to you: {_promise(each, today)}"
        for each in owed
    ]
    items = [*_claim_items(evidence, today), *_note_items(notes, zone, today)]
    if not items:
        lines.append("Nothing more was told.")
    return Reply("\n".join(lines), items=tuple(items))


def when_met(
    contacts: Sequence[Contact], met: Sequence[Encounter], notes: Sequence[Note], zone: ZoneInfo, today: date
) -> Reply:
    """Answer "when did I meet her": the days, newest first, and what was told of them."""
    names = " or ".join(full_name(contact) for contact in contacts)
    if not met:
        return Reply(f"You told me of no talk with {names} yet.", items=_note_items(notes, zone, today))
    days = [f"{day_in_words(each.on, today)}{f' at {each.where}' if each.where else ''}" for each in met]
    return Reply(f"In touch with {names}: {', '.join(days)}.", items=_note_items(notes, zone, today))


def _promise(promise: Promise, today: date) -> str:
    by = f", by {day_in_words(promise.due_on, today)}" if promise.due_on else ""
    return f"{promise.what}{by} (said {day_in_words(promise.made_on, today)})"


def promised(owed: Sequence[tuple[Contact, Promise]], today: date) -> Reply:
    """Answer "who owes me something": what others said they would do, the soonest first."""
    if not owed:
        return Reply("Nobody owes you anything that you told me of.")
    items = [Item(f"{short_name(contact)}: {_promise(promise, today)}") for contact, promise in owed]
    return Reply("", title="Promised to you", items=tuple(items))


def claims(
    kind: FactKind,
    visa: Visa | None,
    evidence: Sequence[Evidence],
    today: date,
    over: Sequence[tuple[Fact, str]] = (),
) -> Reply:
    """Answer "who sponsors H-1B": yes first, then maybe, then no, each with its source.

    *over* are openings that are open no more, each with why.
    """
    order = {"yes": 0, "maybe": 1, "no": 2}
    ranked = sorted(evidence, key=lambda found: order.get(found.fact.value, 0))
    title = f"What you heard about {_subject(kind, visa)}"
    disputed = "\nWhere two disagree, both stand here." if any(found.disputed for found in evidence) else ""
    gone = "; ".join(f"{fact.about}, {fact_in_words(fact)} ({why})" for fact, why in over)
    gone = f"No longer open: {gone}." if gone else ""
    if not ranked:
        return Reply(f"You told me of no opening like it that is still open. {gone}".strip())
    return Reply(
        "\n".join(part for part in (f"{counted(len(ranked), 'answer')}, each as you told it.{disputed}", gone) if part),
        title=title,
        items=_claim_items(ranked, today),
    )


def institution(
    name: str,
    evidence: Sequence[Evidence],
    people: Sequence[Contact],
    notes: Sequence[Note],
    zone: ZoneInfo,
    today: date,
) -> Reply:
    who = "\n".join(_who(contact) for contact in people[:NAMED]) or "You know nobody there yet."
    others = tuple(Item(_who(contact)) for contact in people[NAMED:])
    return Reply(who, title=name, items=(*others, *_claim_items(evidence, today), *_note_items(notes, zone, today)))


def everybody(people: Sequence[Contact]) -> Reply:
    """List the people told of, all of them: a face pages what is long."""
    if not people:
        return Reply("You have told me of nobody yet. One line is enough: “met Dr. Rao, APD at Lakeside”.")
    return Reply("", title=counted(len(people), "person"), items=_people(people))


def people_in(role: Role | None, specialty: Specialty | None, people: Sequence[Contact]) -> Reply:
    """Answer "which PDs do I know", "anyone in cards": those of that role and field, as far as each was asked for."""
    if not people:
        field = f" in {specialty_in_words(specialty)}" if specialty else ""
        whom = f"any {role_in_words(role).lower()}" if role else "anybody"
        return Reply(f"You have not told me of {whom}{field} yet.")
    return Reply("", items=_people(people))


def people_who_are(kind: Relationship, people: Sequence[Contact]) -> Reply:
    """List who is a mentor, sponsor, peer or role model, as the resident told."""
    named = kind.value.replace("_", " ")
    if not people:
        return Reply(f"You have told me of no {named} yet. For example “Dr. Rao is my {named}”.")
    return Reply("", title=counted(len(people), named), items=_people(people))


def people_there(whom: str, place: str | None, people: Sequence[Contact], placeless: Sequence[Contact] = ()) -> Reply:
    """Answer "any sponsors at Mercy", "who's the PD at Oakmont"; *placeless* are told of without a hospital."""
    at = f" at {place}" if place else ""
    if people:
        return Reply("", title=f"{whom[:1].upper()}{whom[1:]}{at}", items=_people(people))
    if placeless:
        return Reply(f"You have told me of no {whom}{at}. Of these you did not say where:", items=_people(placeless))
    return Reply(f"You have told me of no {whom}{at} yet.")


def notes_found(words: Sequence[str], notes: Sequence[Note], zone: ZoneInfo, today: date) -> Reply:
    if not notes:
        return Reply(f"You never told me about that ({' '.join(words)})." if words else "You never told me about that.")
    return Reply(f"{counted(len(notes), 'note')}, newest first.", items=_note_items(notes, zone, today))


def notes_of_days(days: DayRange, notes: Sequence[Note], zone: ZoneInfo, today: date) -> Reply:
    when = days_in_words(days, today)
    if not notes:
        return Reply(f"You told me nothing {'on' if days.start == days.end else 'from'} {when}.")
    return Reply(
        f"{counted(len(notes), 'note')}, {when}, newest first.",
        items=_note_items(notes, zone, today),
    )


def _claim_items(evidence: Sequence[Evidence], today: date) -> tuple[Item, ...]:
    return tuple(Item(_claim(found, today)) for found in evidence)


def _claim(found: Evidence, today: date) -> str:
    fact = found.fact
    by = f"{short_name(found.said_by)}, " if found.said_by else ""
    marks = [mark for mark, so in (("old", found.old), ("disputed", found.disputed)) if so]
    source = f"{by}told {day_in_words(fact.told_on, today)}{''.join(f', {mark}' for mark in marks)}"
    words = f": “{found.quote}”" if found.quote else ""
    return f"{fact.about}, {fact_in_words(fact)} ({source}){words}"


def _note_items(notes: Sequence[Note], zone: ZoneInfo, today: date) -> tuple[Item, ...]:
    return tuple(
        Item(f"{day_in_words(note.received_at.astimezone(zone).date(), today)}: “{shorten(note.text)}”")
        for note in notes
    )


def _people(people: Sequence[Contact]) -> tuple[Item, ...]:
    return tuple(Item(_who(contact)) for contact in people)


def _who(contact: Contact) -> str:
    details = [
        position_in_words(contact.position),
        contact.relationship or "",
        contact.email or "",
        contact.phone or "",
    ]
    return " · ".join(
        [
            full_name(contact),
            *(detail.replace("_", " ") if "@" not in detail else detail for detail in details if detail),
        ]
    )


def _subject(kind: FactKind, visa: Visa | None) -> str:
    if kind is FactKind.VISA:
        return "visas" if visa in (None, Visa.ANY) else f"the {visa}"
    return _SUBJECTS[kind]
