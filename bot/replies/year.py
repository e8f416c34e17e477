"""What was told of the year, listed: rotations and conferences, letters, wins."""

from collections.abc import Sequence
from datetime import date

from bot.domain.follow_up import Event, EventKind
from bot.domain.knowledge import Fact
from bot.domain.recall import shorten
from bot.domain.year import Deed
from bot.messages import Button, Item, Reply
from bot.replies.agenda import event_line
from bot.replies.days import day_in_words
from bot.replies.occasions.events import standing
from bot.replies.occasions.scene import Scene, contact_of, counted, names_of
from bot.replies.people import full_name

SHOWN = 20


def rotations(events: Sequence[Event], scene: Scene) -> Reply:
    """List what is under way and coming; a conference with how its goals stand."""
    if not events:
        return Reply(
            "You have told me of no rotation yet. One line each will do: “starting MICU with Dr. Gupta monday until "
            "nov 30”. Or paste your schedule, a line each, or the text of an .ics file."
        )
    items = tuple(Item(_event(event, scene)) for event in events[:SHOWN])
    return Reply("", title="Rotations, conferences and meetings", items=items)


def _event(event: Event, scene: Scene) -> str:
    who = names_of(scene, event.contact_ids, "")
    line = f"{event_line(event, scene.today)}{f', with {who}' if who else ''}"
    under_way = event.starts_on <= scene.today
    if event.kind is EventKind.CONFERENCE and under_way:
        return f"{line}. {standing(scene, event)}"
    return f"{line} (now)" if under_way else line


def letters(facts: Sequence[Fact], scene: Scene) -> Reply:
    """List each writer with how far the letter is, and what is outstanding about it."""
    if not facts:
        return Reply(
            "No letter yet. Ask near the end of a strong rotation; tell me “Dr. Rao agreed to write my letter”."
        )
    done = {"sent", "declined"}
    outstanding = sum(1 for fact in facts if fact.value not in done)
    items = tuple(_letter(fact, scene) for fact in sorted(facts, key=lambda fact: (fact.value in done, fact.told_on)))
    return Reply("", title=f"{counted(len(facts), 'letter')}, {outstanding} outstanding", items=items)


def _letter(fact: Fact, scene: Scene) -> Item:
    contact = contact_of(scene, fact.contact_id)
    due = [d for d in scene.dues if contact and d.about.startswith(f"letter:{contact.id}:") and d.on <= scene.today]
    waits = {"packet": "send your CV and talking points", "upload": "see whether it is in", "asked": "ask again"}
    step = f"; {waits[due[0].about.rpartition(':')[2]]}" if due else ""
    name = full_name(contact) if contact else fact.about
    buttons = (Button("Done", f"done:{due[0].about}"), Button("Later", f"later:{due[0].about}")) if due else ()
    return Item(f"{name}: {fact.value} ({day_in_words(fact.told_on, scene.today)}){step}", None, buttons)


def wins(deeds: Sequence[Deed], today: date) -> Reply:
    if not deeds:
        return Reply("No wins yet that I know of. Tell me in a line: “poster accepted at SGIM”, “passed Step 3”.")
    items = tuple(Item(f"{day_in_words(deed.on, today)}: {shorten(deed.what)}") for deed in deeds[:SHOWN])
    return Reply("They are your talking points for letters.", title=counted(len(deeds), "win"), items=items)
