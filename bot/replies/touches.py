"""Whom one met when, and whom one has not been in touch with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.contact import Contact
from bot.domain.year import Promise
from bot.messages import Item, Reply, say
from bot.replies.counting import counted
from bot.replies.days import day_in_words, days_in_words
from bot.replies.people import full_name, short_name, with_position
from bot.understanding.meaning import DayRange


@dataclass(frozen=True, slots=True)
class Touched:
    """*on* is the day of the last touch, None where there was none since the contact was *told*."""

    contact: Contact
    on: date | None
    told: date

    @property
    def day(self) -> date:
        return self.on or self.told


@dataclass(frozen=True, slots=True)
class Met:
    on: date
    contacts: Sequence[Contact]
    where: str | None


def untouched(quiet: Sequence[Touched], everybody: Sequence[Touched], before: date, today: date) -> Reply:
    """List those without a touch since *before*, the longest first; where there is none, say who is next."""
    if not everybody:
        return Reply("You have told me of nobody yet. One line is enough: “met Dr. Rao, APD at Lakeside”.")
    since = day_in_words(before, today)
    if not quiet:
        longest = everybody[0]
        return Reply(
            f"Nobody: you were in touch with everyone since {since}. "
            f"Longest ago: {full_name(longest.contact)}, {day_in_words(longest.day, today)}."
        )
    return Reply(
        f"{counted(len(quiet), 'person')} you were not in touch with since {since}, longest ago first.",
        title="Not in touch for a while",
        items=tuple(
            Item(_longest(each, today), buttons=(say("Draft it", f"draft an email to {short_name(each.contact)}"),))
            for each in quiet
        ),
    )


def nothing_came(contact: Contact, promises: Sequence[Promise], last: date | None, today: date) -> Reply:
    """Take in that nothing came of somebody: what they said they would do, or when they were last heard from."""
    said = [f"{each.what} (told {day_in_words(each.made_on, today)})" for each in promises]
    owed = f" {short_name(contact)} was going to {'; '.join(said)}." if said else ""
    touch = f" You were last in touch {day_in_words(last, today)}." if last and not said else ""
    ask = f"remind me to nudge {short_name(contact)} in 3 days"
    return Reply(
        f"Noted, nothing from {short_name(contact)} yet.{owed}{touch} Shall I bring it up again?",
        buttons=(say("In 3 days", ask), say("Draft it", f"draft a follow-up to {short_name(contact)}")),
    )


def met(found: Sequence[Met], days: DayRange, today: date) -> Reply:
    """List the encounters of these days in the order of their days."""
    when = days_in_words(days, today)
    if not found:
        return Reply(f"You told me of nobody you met {_on(days)} {when}.")
    people = {contact.id for each in found for contact in each.contacts}
    return Reply(
        f"{counted(len(people), 'person')}, {when}.",
        title="Whom you met",
        items=tuple(Item(_met(each, today)) for each in found),
    )


def _longest(each: Touched, today: date) -> str:
    ago = counted(weeks, "week") if (weeks := (today - each.day).days // 7) else counted((today - each.day).days, "day")
    touch = "last in touch" if each.on else "not in touch since you told me of them"
    return f"{with_position(each.contact)}: {touch} {day_in_words(each.day, today)}, {ago} ago"


def _met(each: Met, today: date) -> str:
    where = f", {each.where}" if each.where else ""
    whom = "; ".join(with_position(contact) for contact in each.contacts)
    return f"{day_in_words(each.on, today)}: {whom}{where}"


def _on(days: DayRange) -> str:
    return "on" if days.start == days.end else "from"
