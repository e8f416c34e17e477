"""Two names, one person or two: what was settled."""

from collections.abc import Sequence

from bot.domain.contact import Contact
from bot.messages import Button, Reply
from bot.replies.counting import listed
from bot.replies.people import full_name, position_in_words


def merged(contact: Contact, act_id: str) -> Reply:
    position = position_in_words(contact.position)
    also = f"also told as {', '.join(contact.aliases)}" if contact.aliases else ""
    text = " · ".join(part for part in (position, also) if part)
    return Reply(text, title=f"One person: {full_name(contact)}", buttons=(Button("Undo", f"undo:{act_id}"),))


def kept_apart(contact: Contact, others: Sequence[Contact], act_id: str) -> Reply:
    names = listed([full_name(other) for other in others])
    apart = f"{full_name(contact)} is someone else than {names}." if names else f"Kept: {full_name(contact)}."
    return Reply(f"{apart} I won't ask again.", buttons=(Button("Undo", f"undo:{act_id}"),))


def parted(kept: Contact, restored: Contact, act_id: str) -> Reply:
    names = f"{full_name(kept)} and {full_name(restored)}"
    return Reply(f"Two people again: {names}. I won't take them for one.", buttons=(Button("Undo", f"undo:{act_id}"),))


def never_joined(names: Sequence[str]) -> Reply:
    who = f" {' or '.join(names)}" if names else ""
    return Reply(f"I have not joined{who or ' anyone'} with anybody, so there is nothing to part.")
