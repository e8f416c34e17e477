"""People as vCard: 4.0 written (RFC 6350), 2.1 to 4.0 read."""

from collections.abc import Iterable
from typing import Any

import vobject
from vobject.base import VObjectError

from bot.domain.contact import Contact
from bot.exchange.files import Contents, Person, RowError, title_in
from bot.replies.people import role_in_words


def write_cards(contacts: Iterable[Contact]) -> str:
    return "".join(_card(contact) for contact in contacts)


def read_cards(text: str) -> Contents:
    """Return the people of a file of cards, with each card that cannot be read; rows are cards, counted from 1."""
    people: list[Person] = []
    errors: list[RowError] = []
    for number, words in enumerate(_cards_in(text), start=1):
        try:
            card = next(vobject.readComponents(words, allowQP=True, ignoreUnreadable=True))
            people.append(_person(number, card))
        except (VObjectError, StopIteration, ValueError, AttributeError, TypeError) as error:
            errors.append(RowError(number, f"this card cannot be read ({type(error).__name__})"))
    return Contents(tuple(people), errors=tuple(errors))


def _cards_in(text: str) -> list[str]:
    """Split the file, so that a broken card takes no other with it."""
    begun = text.replace("\r\n", "\n").split("BEGIN:VCARD")[1:]
    return [f"BEGIN:VCARD{card.strip()}\n".replace("BEGIN:VCARD", "BEGIN:VCARD\n", 1) for card in begun]


def _card(contact: Contact) -> str:
    card, job = vobject.vCard(), contact.position
    card.add("version").value = "4.0"
    card.add("uid").value = f"{contact.id}@vouch"
    card.add("fn").value = contact.name
    given, _, family = contact.name.rpartition(" ")
    card.add("n").value = vobject.vcard.Name(family=family, given=given, prefix=contact.title or "")
    for name, value in (
        ("email", contact.email),
        ("tel", contact.phone),
        ("url", contact.linkedin),
        ("title", role_in_words(job.role) if job.role else None),
        ("categories", [str(contact.relationship)] if contact.relationship else None),
        ("org", [job.institution] if job.institution else None),
    ):
        if value:
            card.add(name).value = value
    written: str = card.serialize()
    return written


def _person(number: int, card: Any) -> Person:
    name = _value(card, "fn") or str(card.n.value).strip()
    if not name:
        raise ValueError(number)
    organization = _value(card, "org")
    urls = [str(each.value) for each in card.contents.get("url", ())]
    return Person(
        row=number,
        name=" ".join(name.split()),
        job=_value(card, "title") or _value(card, "role"),
        institution=organization,
        email=_value(card, "email"),
        phone=(_value(card, "tel") or "").removeprefix("tel:") or None,
        linkedin=next((url for url in urls if "linkedin." in url), None),
        title=title_in(str(card.n.value.prefix)) if "n" in card.contents else None,
        relationship=_value(card, "categories"),
    )


def _value(card: Any, name: str) -> str | None:
    for each in card.contents.get(name, ()):
        value = each.value[0] if isinstance(each.value, list) and each.value else each.value
        if value and str(value).strip():
            return str(value).strip()
    return None
