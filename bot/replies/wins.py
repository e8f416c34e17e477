"""Wins and feedback, said back: kept, by theme, and whom good news is for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.contact import Contact
from bot.domain.draft import DraftKind
from bot.domain.recall import shorten
from bot.domain.year import Deed, DeedKind
from bot.drafting.themes import grouped, place_of, subject_of, theme_of
from bot.messages import Button, Item, Reply, say
from bot.replies.counting import counted
from bot.replies.days import day_in_words
from bot.replies.people import short_name

NAMED = 4


def won(deed: Deed, so_far: Sequence[Deed], act_id: str) -> Reply:
    count = "your first" if len(so_far) == 1 else f"number {len(so_far)}"
    return Reply(
        f"“{deed.what}” is {count} of the year, under “{place_of(deed.what)}”. "
        "It goes into your letter packets and CV bullets.",
        title="Well done",
        buttons=(Button("Undo", f"undo:{act_id}"),),
    )


def latest(news: Deed, today: date) -> Reply:
    """Name the good news that is spoken of."""
    return Reply(f"Your news of {day_in_words(news.on, today)}: “{shorten(news.what, 140)}”.")


def no_news() -> Reply:
    return Reply("No news yet that you told me of. “Poster accepted at SGIM” in a line, and I say whom it is for.")


def with_whom_to_tell(reply: Reply, news: Deed, people: Sequence[Contact]) -> Reply:
    """Add whom the news is for, with a draft for each of the first ones."""
    if not people:
        line = "Whom to tell: your PD and the attendings who helped; I know of no sponsor or mentor yet."
        return replace(reply, text="\n".join(part for part in (reply.text, line) if part))
    names = ", ".join(short_name(contact) for contact in people[:NAMED])
    more = f" and {len(people) - NAMED} more" if len(people) > NAMED else ""
    drafts = [
        Button(f"Draft to {short_name(contact)}", f"draft_kind:{DraftKind.UPDATE}:{contact.id}:deed:{news.id}")
        for contact in people[:NAMED]
    ]
    line = f"Whom to tell: {names}{more}. A draft is ready for each."
    return replace(
        reply, text="\n".join(part for part in (reply.text, line) if part), buttons=(*drafts, *reply.buttons)
    )


def advised(deed: Deed, people: Sequence[Contact], so_far: Sequence[Deed], act_id: str, today: date) -> Reply:
    """Say the feedback back, with the earlier words of the same theme."""
    by = f" from {short_name(people[0])}" if people else ""
    theme = theme_of(deed.what)
    same = [each for each in so_far if theme and theme_of(each.what) == theme and each.id != deed.id]
    lines = [f"Kept{by}: “{deed.what}”."]
    if theme and same:
        earlier = "; ".join(f"“{shorten(each.what, 60)}” ({day_in_words(each.on, today)})" for each in same[-3:])
        lines.append(f"About {theme.name}, {len(same) + 1} times by now. Before: {earlier}.")
    elif theme:
        lines.append(f"The first about {theme.name}.")
    return Reply("\n".join(lines), title=f"Feedback{by}", buttons=(Button("Undo", f"undo:{act_id}"),))


def listed(wins: Sequence[Deed], feedback: Sequence[Deed], contacts: Mapping[str, Contact], today: date) -> Reply:
    """List wins as CV bullets by theme, then feedback by theme, what was said most first."""
    if not (wins or feedback):
        return Reply("Nothing yet. Tell me “win: handled three rapid responses alone”, or “feedback from Dr. Lee: …”.")
    items = [Item(_theme(name, deeds, contacts, today)) for name, deeds in grouped(wins, place_of).items()]
    items += [
        Item(f"Feedback on {_theme(name, deeds, contacts, today)}")
        for name, deeds in grouped(feedback, subject_of).items()
    ]
    return Reply(
        f"{counted(len(wins), 'win')} and {counted(len(feedback), 'piece')} of feedback, by theme, "
        "in your words: ready for the CV and the packet of every letter.",
        title="Wins and feedback",
        items=tuple(items),
        buttons=(say("CV bullets", "cv bullets"),) if wins else (),
    )


def _theme(name: str, deeds: Sequence[Deed], contacts: Mapping[str, Contact], today: date) -> str:
    lines = [f"{name} ({len(deeds)})"]
    for deed in deeds:
        who = [short_name(contacts[each]) for each in deed.contact_ids if each in contacts]
        by = f", {who[0]}" if who and deed.kind is DeedKind.FEEDBACK else ""
        lines.append(f"• {deed.what} ({day_in_words(deed.on, today)}{by})")
    return "\n".join(lines)
