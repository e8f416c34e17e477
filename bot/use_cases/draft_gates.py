"""What has to be said before a draft is made: whose program it goes to, and when the rules forbid contact."""

import re

from bot.domain.contact import Contact
from bot.domain.draft import WrittenDraft
from bot.domain.names import fold
from bot.domain.recall import notes_about, tellings
from bot.domain.vocabulary import Role
from bot.drafting.gates import Gate
from bot.drafting.kinds import KINDS
from bot.turn import Turn
from bot.use_cases.holdings import holdings

_OUR_LEADER = re.compile(
    r"\b(?:my|our) (?:own )?(?:pd|apd|program director|associate program director|program coordinator|coordinator|chair"
    r"(?:man|woman)?|department chair|chief resident)\b",
    re.IGNORECASE,
)


async def find_gates(turn: Turn, draft: WrittenDraft, contact: Contact | None) -> list[Gate]:
    """Return what stands before this draft; nothing once the resident confirmed it."""
    if "confirmed" in draft.asked or not KINDS[draft.kind].leaving:
        return []
    if contact and await is_own_program(turn, contact):
        return [Gate("own_program", holds=True)]
    return []


async def is_own_program(turn: Turn, contact: Contact) -> bool:
    """Tell whether a contact belongs to the resident's own program."""
    home, program = contact.position.institution, turn.work.resident.program
    if home and program:
        a, b = set(fold(home)), set(fold(program))
        return a <= b or b <= a
    if home or contact.position.role in (Role.ALUM, Role.ATTORNEY):
        return False
    notes = notes_about(contact, tellings(await turn.work.notes()), await holdings(turn.work))
    return any(_OUR_LEADER.search(note.text) for note in notes)
