"""Whether the resident wrote to, called or thanked somebody, and whom they still owe thanks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.contact import Contact
from bot.domain.draft import WrittenDraft
from bot.domain.follow_up import FollowUp
from bot.domain.nudge import about_follow_up
from bot.domain.recall import shorten
from bot.drafting.kinds import KINDS
from bot.messages import Button, Item, Reply, say
from bot.replies.agenda import task_item
from bot.replies.answers import unknown_person
from bot.replies.counting import counted
from bot.replies.days import day_in_words, days_in_words
from bot.replies.owed import Task
from bot.replies.people import full_name, short_name
from bot.replies.rhythm import coming_in_words
from bot.replies.tasks import said_back
from bot.understanding.meaning import DayRange

SHOWN, QUOTED = 3, 140


@dataclass(frozen=True, slots=True)
class Done:
    """*what* as it is said after its day; *quoted*: in the resident's own words. *on* is local."""

    on: date
    what: str
    quoted: bool = False


def recounted(found: Sequence[Done], days: DayRange, today: date) -> Reply:
    """List what was done in these days, each with its day."""
    when = days_in_words(days, today)
    if not found:
        return Reply(f"You told me of nothing you did: {when}. “Met …” and “done with …” is all it takes.")
    items = tuple(Item(f"{day_in_words(each.on, today)}: {_what(each)}") for each in found)
    return Reply(f"{counted(len(found), 'thing')}, {when}.", title="What you did", items=items)


def did_i(
    contact: Contact,
    found: Sequence[Done],
    owed: Sequence[FollowUp],
    drafted_on: date | None,
    draft: WrittenDraft | None,
    today: date,
) -> Reply:
    """Say yes with its days, newest first, or that it was not told; then what of it is still open.

    Where nothing but the resident's words speaks for it, they are quoted without a yes: they may tell of another's.
    """
    name = full_name(contact)
    lines = [f"Not that you told me of: {name}."]
    if found:
        lines = [f"What you told me of {name}:" if all(each.quoted for each in found) else f"Yes, {name}:"]
    lines += [f"· {day_in_words(each.on, today)}: {_what(each)}" for each in found[:SHOWN]]
    lines += [f"Still open: {each.what} ({coming_in_words(each, today)})." for each in owed[:SHOWN]]
    buttons = [Button("Done", f"done:{about_follow_up(each)}") for each in owed[:1]]
    if draft and drafted_on and not found:
        lines.append(f"The {KINDS[draft.kind].name} was drafted {day_in_words(drafted_on, today)}. Did you send it?")
        buttons.append(Button("Sent it", f"sent:{draft.id}"))
    elif not found:
        buttons.append(say("Draft it", f"draft an email to {short_name(contact)}"))
    return Reply("\n".join(lines), buttons=tuple(buttons))


def is_it_done(thing: str, found: Sequence[Done], still_open: Sequence[FollowUp], today: date) -> Reply:
    """Say when a task was done, and what of it is open; where only the resident's words speak of it, quote them.

    *thing* is how it was asked for, empty for "is it done".
    """
    asked = said_back(thing) if thing else "it"
    lines = [f"Not that you told me of: {asked}." if thing else "Not that you told me of."]
    if found:
        lines = [f"What you told me of {asked}:" if found[0].quoted else "Yes:"]
    lines += [f"· {day_in_words(each.on, today)}: {_what(each)}" for each in found[:SHOWN]]
    lines += [f"Still open: {each.what} ({coming_in_words(each, today)})." for each in still_open[:SHOWN]]
    buttons = tuple(Button("Done", f"done:{about_follow_up(each)}") for each in still_open[:1])
    return Reply("\n".join(lines), buttons=buttons)


def nobody_of_that_name(name: str) -> Reply:
    """Say that nobody is known by that name, so nothing of it either."""
    return unknown_person(name) if name else Reply("Whom do you mean? Name them: “did I email Dr. Rao?”")


def thanks_due(tasks: Sequence[Task], today: date) -> Reply:
    """List whom a thank-you is owed, each with its Done and Later."""
    if not tasks:
        return Reply("Nobody that you told me of. After each rotation I bring up the thank-you within two days.")
    return Reply("", title="Thank-yous you owe", items=tuple(task_item(task, today) for task in tasks))


def _what(done: Done) -> str:
    return f"“{shorten(done.what, QUOTED)}”" if done.quoted else done.what
