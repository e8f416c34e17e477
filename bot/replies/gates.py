"""What is said before a draft is made that could do harm."""

from collections.abc import Sequence

from bot.domain.contact import Contact
from bot.drafting.gates import Gate
from bot.replies.people import full_name


def gates_in_words(gates: Sequence[Gate], contact: Contact | None) -> str:
    return "\n".join(_WORDS[gate.name](contact) for gate in gates)


def _own_program(contact: Contact | None) -> str:
    who = full_name(contact) if contact else "This person"
    place = f" ({contact.position.institution})" if contact and contact.position.institution else ""
    return f"{who} is at your own program{place}, and this speaks of leaving it."


_WORDS = {"own_program": _own_program}
