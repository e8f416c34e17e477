"""Files that leave and come in, in words: what is in them, what would change, which rows cannot be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.exchange.files import RowError
from bot.messages import Button, File, Item, Reply, say
from bot.replies.counting import counted


@dataclass(frozen=True, slots=True)
class FileForm:
    """A form that an export can have: the words that ask for it, its name on a button, what it holds, and of its files
    the end of the name and the media type.
    """

    words: tuple[str, ...]
    label: str
    holds: str
    suffix: str
    media_type: str


FORMS: Mapping[str, FileForm] = {
    "json": FileForm(
        ("json", "everything"),
        "Everything",
        "everything I keep for you; “import” reads it again, here or at another place",
        "json",
        "application/json",
    ),
    "csv": FileForm(("csv", "excel", "spreadsheet"), "CSV", "your people as a table", "csv", "text/csv"),
    "vcard": FileForm(
        ("vcard", "vcards", "vcf", "contacts"), "vCard", "your people as cards for an address book", "vcf", "text/vcard"
    ),
    "calendar": FileForm(
        ("calendar", "cal", "ical", "icalendar", "ics"),
        "Calendar",
        "your dates and reminders for a calendar",
        "ics",
        "text/calendar",
    ),
    "markdown": FileForm(("markdown", "md"), "Markdown", "everything to read", "md", "text/markdown"),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do: how many are new, how many known ones gain something, how many stay as they are."""

    people_new: int = 0
    people_filled: int = 0
    days_new: int = 0
    other_new: int = 0
    same: int = 0

    @property
    def changes(self) -> int:
        return self.people_new + self.people_filled + self.days_new + self.other_new


def exported(file: File, form: str) -> Reply:
    others = tuple(say(each.label, f"export {other}") for other, each in FORMS.items() if other != form)
    return Reply(
        f"This file holds {FORMS[form].holds}. It is not encrypted: keep it where only you can read it.",
        title=file.name,
        buttons=others,
        file=file,
    )


def how_to_import() -> Reply:
    return Reply(
        "In Slack or Teams, send me the file in our own conversation; in the terminal, write “import” and its name. "
        "Or write “import” and below it what the file holds: an export of mine (JSON), vCard, iCalendar, or CSV from "
        "LinkedIn, Google or Outlook. I show what would change before anything does."
    )


def dry_run(note_id: str, plan: Plan, errors: Sequence[RowError]) -> Reply:
    """Say what would change, and ask."""
    unread = f" {counted(len(errors), 'row')} I can't read:" if errors else ""
    if not plan.changes:
        return Reply(f"There is nothing new in it: I know all {plan.same} already.{unread}", items=_rows(errors))
    return Reply(
        f"{_changes(plan)}{f' {plan.same} I know already.' if plan.same else ''}{unread}",
        title="Nothing is imported yet",
        items=_rows(errors),
        buttons=(Button("Confirm", f"import:{note_id}"), Button("Cancel", "cancel:")),
    )


def imported(plan: Plan, act_id: str) -> Reply:
    if not plan.changes:
        return Reply("I know all of it already, so nothing was changed.")
    return Reply(f"Done. {_changes(plan)}", buttons=(Button("Undo", f"undo:{act_id}"),))


def unreadable(reason: str) -> Reply:
    return Reply(f"I can't read this file, and nothing was changed. {reason}")


def nothing_in_it(errors: Sequence[RowError]) -> Reply:
    return Reply("I find nobody and no date in it, and nothing was changed.", items=_rows(errors))


def _changes(plan: Plan) -> str:
    parts = (
        counted(plan.people_new, "new person") if plan.people_new else "",
        f"{counted(plan.people_filled, 'person')} with something added" if plan.people_filled else "",
        counted(plan.days_new, "date") if plan.days_new else "",
        counted(plan.other_new, "other entry") if plan.other_new else "",
    )
    return ", ".join(part for part in parts if part).capitalize() + "."


def _rows(errors: Sequence[RowError]) -> tuple[Item, ...]:
    return tuple(Item(f"row {error.row}: {error.reason}") for error in errors)
