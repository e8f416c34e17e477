"""Values of a file read in: people, dates and tasks, and what could not be read with its row."""

from dataclasses import dataclass
from datetime import date, time

from bot.domain.follow_up import Series

TITLES = {"Dr": "Dr.", "Prof": "Dr.", "Ms": "Ms.", "Mr": "Mr.", "Mrs": "Mrs."}
"""How a title of a file is kept, without its dot."""


def title_in(written: str | None) -> str | None:
    """Return the title that stands in the field of a file, None for any other words there."""
    return TITLES.get((written or "").strip().removesuffix("."))


@dataclass(frozen=True, slots=True)
class Person:
    """*job* is the title as written there ("Program Director, Internal Medicine"), *title* one of TITLES or None."""

    row: int
    name: str
    job: str | None = None
    institution: str | None = None
    email: str | None = None
    phone: str | None = None
    linkedin: str | None = None
    title: str | None = None
    relationship: str | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A date of a calendar, days local and both included; *task* for one to be done by *starts_on*.

    *uid* is the calendar's own: the same date keeps it however often the file is read. *series*: it comes again.
    """

    row: int
    uid: str
    what: str
    starts_on: date
    ends_on: date
    at: time | None = None
    task: bool = False
    kind: str | None = None
    series: Series | None = None


@dataclass(frozen=True, slots=True)
class RowError:
    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Contents:
    people: tuple[Person, ...] = ()
    days: tuple[Day, ...] = ()
    errors: tuple[RowError, ...] = ()
