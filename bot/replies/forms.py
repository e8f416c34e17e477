"""The form behind Edit: what a note left behind, each thing in a field of its own, filled in as it is now."""

import json
from collections.abc import Sequence

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp
from bot.domain.knowledge import Encounter, Fact
from bot.domain.vocabulary import FactKind, Role
from bot.messages import Form, FormField, Reply
from bot.replies.people import claim_in_words, full_name, role_in_words, short_name

ROLES = {role_in_words(role): role for role in Role}

LOG = "log"
"""The verb of the button "Log a contact", and the name of the form it opens."""

_VALUES = {
    FactKind.OPENING: ("PGY-1", "PGY-2", "PGY-3", "categorical", "prelim", "research", "fellowship"),
    FactKind.LETTER: ("asked", "agreed", "declined", "sent"),
    FactKind.ADVOCATES: ("yes", "maybe"),
}
"""What facts of a kind may say (vocabulary.FactKind); the others say yes, no or maybe."""


def edit_form(
    note_id: str,
    contacts: Sequence[Contact],
    facts: Sequence[Fact],
    follow_ups: Sequence[FollowUp],
    encounters: Sequence[Encounter],
) -> Reply:
    several = len(contacts) > 1
    fields = (
        *(field for contact in contacts for field in _of_contact(contact, several)),
        *(_of_fact(fact) for fact in facts),
        *(field for follow_up in follow_ups for field in _of_follow_up(follow_up)),
        *(field for encounter in encounters for field in _of_encounter(encounter)),
    )
    if not fields:
        return Reply("There is nothing in that note to edit. Tell me in your own words what I should keep.")
    who = " and ".join(full_name(contact) for contact in contacts[:2])
    return Reply(
        "Change what is wrong; what you leave as it is stays.",
        title=f"Edit {who}" if who else "Edit",
        form=Form(f"edit:{note_id}", "Edit", fields),
    )


def nothing_edited(unread: Sequence[str]) -> Reply:
    """Say that a form changed nothing, and which of its answers could not be read."""
    if unread:
        return Reply(f"I could not read {' and '.join(f'“{each}”' for each in unread)}, so nothing is changed.")
    return Reply("Everything stays as it is.")


def unreadable(told: str, day: bool) -> str:
    """Say under a field that it could not be read, and what would do."""
    if day:
        return f"I can't read “{told}” as a day. “Thu”, “in 2 weeks” or “Oct 15” will do."
    return f"I can't read “{told}” here."


CARRIED = 1000
"""Signs of somebody's message that a button carries into the form."""


def log_action(who: str = "", words: str = "") -> str:
    """Return the action of a button that opens the form with this filled in, cut to what a button can carry."""
    told = words if len(words) <= CARRIED else f"{words[: CARRIED - 1]}…"
    return f"{LOG}:{json.dumps([who[:200], told])}" if who or words else f"{LOG}:"


def log_form(words: str = "", who: str = "") -> Form:
    """Ask for somebody met; *words* and *who* are filled in where they are known."""
    return Form(
        f"{LOG}:",
        "Log a contact",
        (
            FormField("who", "Who", value=who, hint="Dr. Anita Patel, PD at Mercy"),
            FormField("words", "What was said", "words", words, "sponsors H-1B; knows my attending"),
            FormField("what", "Next step", hint="email her my CV"),
            FormField("on", "Remind me on", "date"),
        ),
    )


def nothing_to_log() -> str:
    return "Tell me who it was, or what was said; a few words are enough."


def _of_contact(contact: Contact, several: bool) -> tuple[FormField, ...]:
    whose = f"{short_name(contact)}: " if several else ""
    job = contact.position
    return (
        FormField(f"contact:{contact.id}:name", f"{whose}Name", value=contact.name),
        FormField(
            f"contact:{contact.id}:role",
            f"{whose}Role",
            "choice",
            role_in_words(job.role) if job.role else "",
            choices=tuple(ROLES),
        ),
        FormField(f"contact:{contact.id}:institution", f"{whose}Institution", value=job.institution or ""),
        FormField(f"contact:{contact.id}:email", f"{whose}E-mail", value=contact.email or ""),
        FormField(f"contact:{contact.id}:phone", f"{whose}Phone", value=contact.phone or ""),
    )


def _of_fact(fact: Fact) -> FormField:
    claim = claim_in_words(fact.kind, "", fact.visa).strip(" :")
    label = {FactKind.OPENING: "Opening", FactKind.ADVOCATES: "Will speak up for you"}.get(fact.kind, claim)
    choices = _VALUES.get(fact.kind, ("yes", "no", "maybe"))
    return FormField(f"fact:{fact.id}:value", f"{fact.about}: {label}", "choice", fact.value, choices=choices)


def _of_follow_up(follow_up: FollowUp) -> tuple[FormField, ...]:
    return (
        FormField(f"follow_up:{follow_up.id}:what", "Remind you to", value=follow_up.what),
        FormField(f"follow_up:{follow_up.id}:due_on", "On", "date", str(follow_up.due_on or "")),
    )


def _of_encounter(encounter: Encounter) -> tuple[FormField, ...]:
    return (
        FormField(f"encounter:{encounter.id}:on", "Met on", "date", str(encounter.on)),
        FormField(f"encounter:{encounter.id}:where", "Where", value=encounter.where or ""),
    )
