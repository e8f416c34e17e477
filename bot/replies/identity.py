"""Two names, one person or two: what was settled."""

from collections.abc import Sequence

from bot.domain.contact import Contact
from bot.messages import Button, Reply
from bot.replies.counting import listed
from bot.replies.people import full_name, position_in_words, with_position


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


def are_they_one(kept: Contact, other: Contact) -> Reply:
    """Ask, with buttons: the resident wondered whether two contacts are one person."""
    text = (
        f"You told me of two: {with_position(kept)} and {with_position(other)}. Only you can tell whether they are one."
    )
    return Reply(
        text,
        buttons=(Button("Same person", f"same:{other.id}:{kept.id}"), Button("Someone else", f"other:{other.id}")),
    )


def one_already(contact: Contact) -> Reply:
    return Reply(f"I have only one of them: {with_position(contact)}.")


def join_whom(unclear: Sequence[tuple[str, Sequence[Contact]]]) -> Reply:
    """Say why nothing was joined: each name that means nobody known, or more than one."""
    lines = [
        f"“{name}” could be {' or '.join(with_position(each) for each in known)}."
        if known
        else f"You never told me of “{name}”."
        for name, known in unclear
    ]
    return Reply("\n".join((*lines, "Say both names as I know them, and I'll make them one.")))
