"""Saying what was taken back, and what of it stays because more was told since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.contact import Contact
from bot.domain.follow_up import Event, FollowUp, FollowUpState
from bot.domain.knowledge import Encounter, Fact
from bot.domain.own_words import OwnWord
from bot.domain.records import Record
from bot.domain.year import Deed, Promise
from bot.messages import Button, Reply
from bot.replies.days import day_in_words
from bot.replies.people import fact_in_words, full_name, position_in_words
from bot.replies.planned import event_in_words
from bot.replies.rhythm import coming_in_words


@dataclass(frozen=True, slots=True)
class Reverted:
    """One record that undoing changed: as it was until now and as it is again; None where it was or is not there."""

    was: Record | None
    now: Record | None


@dataclass(frozen=True, slots=True)
class Undone:
    """*kept* are contacts that stay because others speak of them; *settings* tells whether the resident's changed.

    *redone* tells that what had been taken back is here again.
    """

    act_id: str
    reverted: Sequence[Reverted]
    kept: Sequence[Contact] = ()
    settings: bool = False
    redone: bool = False


def undone(outcome: Undone, today: date) -> Reply:
    gone = _phrases([each.was for each in outcome.reverted if each.was and each.now is None], today)
    back = _phrases([each.now for each in outcome.reverted if each.now and each.was is None], today)
    lines = [
        f"Taken back: {'; '.join(gone)}." if gone else "",
        f"Here again: {'; '.join(back)}." if back else "",
        *(_as_before(each.now, today) for each in outcome.reverted if each.now and each.was),
        *(f"I keep {full_name(contact)}: other notes speak of them." for contact in outcome.kept),
        "Your settings are as they were." if outcome.settings else "",
    ]
    text = "\n".join(line for line in dict.fromkeys(lines) if line)
    # "Undo" said again goes further back, so what brings this back is called otherwise.
    label, otherwise = ("Undo", "Here again.") if outcome.redone else ("Redo", "Taken back.")
    return Reply(text or otherwise, buttons=(Button(label, f"undo:{outcome.act_id}"),))


def part_undone(outcome: Undone, today: date) -> Reply:
    """Say which part was taken back; the rest of its message stands."""
    gone = "; ".join(_phrases([each.was for each in outcome.reverted if each.was], today))
    text = f"Taken back: {gone}. The rest stays." if gone else "Taken back. The rest stays."
    return Reply(text, buttons=(Button("Undo", f"undo:{outcome.act_id}"),))


def nothing_of_that_part() -> Reply:
    return Reply("I find nothing of that in what you told me last, so nothing is changed. “Undo” takes all of it back.")


def nothing_just_done() -> Reply:
    return Reply("All right: your last message had changed nothing, and all stays as it is.")


def nothing_to_undo() -> Reply:
    return Reply("There is nothing from the last 30 days to take back.")


def nothing_done() -> Reply:
    return Reply("It stays open: nothing was marked as done in the last hours.")


def nothing_to_redo() -> Reply:
    return Reply("I've kept your words. Nothing was taken back in the last 30 days that I could bring back.")


def undone_already() -> Reply:
    return Reply("That is taken back already.")


def redone_already() -> Reply:
    return Reply("That is as it was already.")


def too_old_to_undo() -> Reply:
    return Reply(
        "That was more than 30 days ago, too long to take back whole. Tell me what is wrong and I'll correct it."
    )


def no_longer_there() -> Reply:
    """Answer a button whose thing is gone."""
    return Reply("That is not there any more, so there is nothing to do.")


def _phrases(records: Sequence[Record], today: date) -> list[str]:
    contacts = [record for record in records if isinstance(record, Contact)]
    rest = [record for record in records if not isinstance(record, Contact)]
    phrases = [*(full_name(contact) for contact in contacts), *(_phrase(record, today) for record in rest)]
    met = [record for record in rest if isinstance(record, Encounter)]
    if not any(phrases) and met:
        phrases.append(f"the encounter of {day_in_words(met[0].on, today)}")
    return [phrase for phrase in dict.fromkeys(phrases) if phrase]


def _phrase(record: Record, today: date) -> str:
    match record:
        case Fact():
            return f"{record.about} {fact_in_words(record)}"
        case FollowUp():
            return f"“{record.what}” ({coming_in_words(record, today)})"
        case Event():
            return f"{event_in_words(record, [])} ({day_in_words(record.starts_on, today)})"
        case OwnWord():
            return f"the word “{record.said}”"
        case Promise() | Deed():
            return f"“{record.what}”"
        case _:
            return ""


def _as_before(record: Record, today: date) -> str:
    match record:
        case Contact():
            position = position_in_words(record.position)
            return f"{full_name(record)} is as before{f' ({position})' if position else ''}."
        case Fact():
            return f"{record.about} is {fact_in_words(record)} again."
        case FollowUp() if record.state is FollowUpState.OPEN:
            due = coming_in_words(record, today)
            return (
                f"I'll remind you {due}: {record.what}."
                if record.due_on
                else f"Open again, no date yet: {record.what}."
            )
        case FollowUp():
            return f"“{record.what}” is {record.state} again."
        case Event():
            return f"{event_in_words(record, [])} is on {day_in_words(record.starts_on, today)} again."
        case OwnWord():
            return f"“{record.said}” means {record.means} again."
        case Promise():
            return f"“{record.what}” is {record.state} again."
        case Encounter():
            return f"The encounter is on {day_in_words(record.on, today)} again."
        case _:
            return ""
