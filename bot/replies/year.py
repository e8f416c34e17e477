"""What was told of the year, listed: rotations, conferences and meetings."""

from collections.abc import Sequence
from datetime import date

from bot.domain.follow_up import Event, EventKind
from bot.messages import Item, Reply, say
from bot.playbook.sourced import SourcedFact, season_ahead
from bot.replies.agenda import event_line
from bot.replies.occasions.events import standing
from bot.replies.occasions.scene import Scene, names_of
from bot.replies.settings import shifts_ahead
from bot.replies.sourced import fact_in_words


def rotations(events: Sequence[Event], scene: Scene) -> Reply:
    """List what is under way and coming, nights and calls too; a conference with how its goals stand."""
    shifts = shifts_ahead(scene.resident, scene.today)
    if not events and not shifts:
        return Reply(
            "You have told me of no rotation yet. One line each will do: “starting MICU with Dr. Gupta monday until "
            "nov 30”. Or paste your schedule, a line each, or the text of an .ics file."
        )
    items = tuple(Item(line) for line in (*(_event(event, scene) for event in events), *shifts))
    return Reply("", title="Rotations, conferences and meetings", items=items)


def _event(event: Event, scene: Scene) -> str:
    who = names_of(scene, event.contact_ids, "")
    line = f"{event_line(event, scene.today)}{f', with {who}' if who else ''}"
    under_way = event.starts_on <= scene.today
    if event.kind is EventKind.CONFERENCE and under_way:
        return f"{line}. {standing(scene, event)}"
    return f"{line} (now)" if under_way else line


def season(today: date) -> Reply:
    """List the dates ahead; each says when it was last checked, and old ones that they are."""
    ahead = season_ahead(today)
    if not ahead:
        return Reply("I have no date of the season ahead. The AAMC and the NRMP publish them on their sites.")
    items = tuple(Item(f"{fact_in_words(fact, today)}. Source: {fact.source}") for fact in ahead)
    return Reply("Check them at their source before you rely on them.", title="The season ahead", items=items)


def season_date(facts: Sequence[SourcedFact], today: date) -> Reply:
    """Say the day that was asked for, with where it can be checked."""
    lines = [f"{fact_in_words(fact, today)}. Source: {fact.source}" for fact in facts]
    lines.append("Check it there before you rely on it.")
    return Reply("\n".join(lines), buttons=(say("All dates", "season dates"),))


def review(said: str, step: str) -> Reply:
    """Look back on the week, with one thing to do next."""
    return Reply("\n".join(line for line in (said, f"Next step: {step}" if step else "") if line), title="Your week")
