"""People as CSV: ours, and the columns that LinkedIn, Google and Outlook write."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from bot.domain.contact import Contact
from bot.exchange.files import Contents, Person, RowError, title_in
from bot.replies.people import role_in_words

COLUMNS = ("Name", "Title", "Position", "Institution", "Email", "Phone", "LinkedIn", "Relationship")

_SAID = {
    "name": ("name", "full name", "display name"),
    "first": ("first name", "given name"),
    "middle": ("middle name", "additional name"),
    "last": ("last name", "family name", "surname"),
    "title": ("title", "name prefix", "prefix"),
    "job": ("position", "job title", "organization title", "organization 1 - title", "role"),
    "institution": ("institution", "company", "organization name", "organization 1 - name", "organization"),
    "email": ("email", "email address", "e-mail address", "e-mail 1 - value", "e-mail"),
    "phone": ("phone", "mobile phone", "business phone", "primary phone", "phone 1 - value", "home phone"),
    "linkedin": ("linkedin", "url", "profile url", "website 1 - value", "personal web page", "web page"),
    "relationship": ("relationship",),
}
"""What each column may be called, in the order of preference."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
_MANY = " ::: "


def write_people(contacts: Iterable[Contact]) -> str:
    """Return a table of people. A cell that a spreadsheet would take for a formula gets a quote before it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for contact in contacts:
        job = contact.position
        cells = (
            contact.name,
            contact.title,
            role_in_words(job.role) if job.role else "",
            job.institution,
            contact.email,
            contact.phone,
            contact.linkedin,
            contact.relationship,
        )
        writer.writerow([safe_cell(str(cell or "")) for cell in cells])
    return out.getvalue()


def read_people(text: str) -> Contents:
    """Return the people of a table, with each row that names nobody or holds what cannot be an address."""
    rows = list(csv.reader(io.StringIO(text.lstrip("﻿"), newline="")))
    header = next((number for number, row in enumerate(rows) if _columns(row)), None)
    if header is None:
        reason = "I see no column for a name: it takes “Name”, or “First Name” and “Last Name”."
        return Contents(errors=(RowError(1, reason),))
    columns = _columns(rows[header])
    people: list[Person] = []
    errors: list[RowError] = []
    # LinkedIn begins its file with a few lines of notes, so rows are counted from the file's first line.
    for number, row in enumerate(rows[header + 1 :], start=header + 2):
        if any(cell.strip() for cell in row):
            read = _person(number, row, columns)
            (people if isinstance(read, Person) else errors).append(read)  # type: ignore[arg-type]
    return Contents(tuple(people), errors=tuple(errors))


def _columns(row: Sequence[str]) -> dict[str, list[int]]:
    """Return where each field stands, best column first; nothing where the row is no header."""
    named = {cell.strip().casefold(): place for place, cell in reversed(list(enumerate(row)))}
    found = {field: [named[name] for name in names if name in named] for field, names in _SAID.items()}
    names_people = found["name"] or found["last"] or found["first"]
    return {field: places for field, places in found.items() if places} if names_people else {}


def _person(number: int, row: Sequence[str], columns: dict[str, list[int]]) -> Person | RowError:
    told = {field: _first(row, places) for field, places in columns.items()}
    parts = (told.get("first"), told.get("middle"), told.get("last"))
    name = told.get("name") or " ".join(part for part in parts if part)
    if not name:
        return RowError(number, "no name")
    email = told.get("email")
    if email and not _EMAIL.fullmatch(email):
        return RowError(number, f"“{email}” is no e-mail address")
    linkedin = told.get("linkedin")
    return Person(
        row=number,
        name=name,
        job=told.get("job"),
        institution=told.get("institution"),
        email=email,
        phone=told.get("phone"),
        linkedin=linkedin if linkedin and "linkedin." in linkedin else None,
        title=title_in(told.get("title")),
        relationship=told.get("relationship"),
    )


def _first(row: Sequence[str], places: Sequence[int]) -> str | None:
    for place in places:
        cell = row[place].strip() if place < len(row) else ""
        if cell:
            plain = cell[1:] if cell[0] == "'" and cell[1:2] in _FORMULA else cell
            return plain.partition(_MANY)[0].strip()  # Google puts several values into one cell
    return None


def safe_cell(cell: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
