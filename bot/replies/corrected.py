"""Saying what was corrected, each thing with what it was before."""

from collections.abc import Sequence
from datetime import date

from bot.domain.contact import Contact
from bot.domain.follow_up import Event, FollowUp
from bot.domain.knowledge import Encounter, Fact
from bot.domain.own_words import OwnWord
from bot.domain.records import Record
from bot.domain.year import Promise
from bot.messages import Button, Reply
from bot.replies.days import day_in_words
from bot.replies.own_words import learned
from bot.replies.people import fact_in_words, full_name, position_in_words, short_name
from bot.replies.saved import reminder

Changed = tuple[Record | None, Record]
"""A record before and after; before is None for one that the correction brought."""


def corrected(changes: Sequence[Changed], act_id: str, today: date) -> Reply:
    lines = dict.fromkeys(_line(before, after, today) for before, after in changes)
    return Reply(
        "\n".join(line for line in lines if line),
        title="Added" if all(_fills_a_blank(before, after) for before, after in changes) else "Corrected",
        buttons=(Button("Undo", f"undo:{act_id}"),),
    )


def right_already() -> Reply:
    return Reply("That is how I have it already.")


def what_to_correct(subject: str, note_id: str | None) -> Reply:
    """Ask, where what was meant could not be told; the words are kept."""
    last = f" Last you told me about {subject}." if subject else ""
    buttons = (Button("Edit", f"edit:{note_id}"),) if note_id else ()
    return Reply(f"I've kept your words. What shall I change?{last}", buttons=buttons)


def of_whom(names: Sequence[str], note_id: str | None) -> Reply:
    """Ask of whom it is, where several were told of together; the words are kept."""
    buttons = (Button("Edit", f"edit:{note_id}"),) if note_id else ()
    whom = " or ".join(names)
    return Reply(f"I've kept your words. Whom is that of: {whom}? Tell it once more with the name.", buttons=buttons)


def _fills_a_blank(before: Record | None, after: Record) -> bool:
    """Tell whether nothing that was told before turned out wrong."""
    if not isinstance(before, Contact) or not isinstance(after, Contact):
        return before is None
    told = ("name", "positions", "relationship", "img", "email", "phone", "linkedin")
    return all(getattr(before, name) in (None, (), getattr(after, name)) for name in told)


def _line(before: Record | None, after: Record, today: date) -> str:
    match before, after:
        case Contact() as was, Contact() as now:
            return _contact(was, now)
        case None, Contact() as new:
            return full_name(new)
        case Fact() as was, Fact() as now:
            return f"{now.about} · {fact_in_words(now)}{_as_it_was(was, now)}"
        case None, Fact() as new:
            return f"{new.about} · {fact_in_words(new)}"
        case None, OwnWord() as word:
            return learned(word)
        case _, FollowUp() as follow_up:
            return reminder(follow_up, today)
        case _, Promise() as promise:
            by = f" by {day_in_words(promise.due_on, today)}" if promise.due_on else ""
            return f"Promised to you{by}: {promise.what}"
        case _, Encounter() as encounter:
            return f"Met {day_in_words(encounter.on, today)}{f', {encounter.where}' if encounter.where else ''}"
        case _, Event() as event:
            days = " to ".join(day_in_words(day, today) for day in dict.fromkeys((event.starts_on, event.ends_on)))
            return f"{event.title}, {days}" if event.title else days
        case _:
            return ""


def _as_it_was(was: Fact, now: Fact) -> str:
    other = next((old for old, new in ((was.value, now.value), (was.about, now.about)) if old != new), None)
    return f" (was {other})" if other else ""


def _contact(was: Contact, now: Contact) -> str:
    if was.name != now.name:
        return f"{full_name(now)} (was {was.name})"
    parts = []
    if position_in_words(was.position) != position_in_words(now.position):
        before = position_in_words(was.position)
        parts.append(position_in_words(now.position) + (f" (was {before})" if before else ""))
    for name in ("relationship", "email", "phone", "linkedin"):
        old, new = getattr(was, name), getattr(now, name)
        if old != new:
            parts.append(f"{new or f'no {name}'}".replace("_", " ") + (f" (was {old})" if old else ""))
    if was.img != now.img:
        parts.append("IMG" if now.img else "not an IMG")
    return " · ".join((short_name(now), *parts)) if parts else ""
