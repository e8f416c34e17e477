"""What a draft says besides what is known of its reader: the opening, the news, and what the request itself told."""

import re

from bot.domain.contact import Contact
from bot.domain.draft import DraftKind, WrittenDraft
from bot.domain.knowledge import Fact
from bot.domain.recall import is_about
from bot.domain.vocabulary import FactKind
from bot.drafting.slots import Slot
from bot.turn import Turn
from bot.use_cases.draft_gates import is_own_program

NO_SLOTS = frozenset(("confirmed", "transfer"))
"""What a request tells besides slots: it was confirmed, it is about a transfer."""

_VISAS = re.compile(r"\b(?:H-?1-?B|J-?1 waiver|J-?1|O-?1)\b", re.IGNORECASE)
_SPELLED = {"h1b": "H-1B", "j1": "J-1", "j1waiver": "J-1 waiver", "o1": "O-1"}


def asked_slots(text: str) -> dict[str, str]:
    """Return the slots that a request tells: "visa phrase: on J-1, want H-1B" names the status and what is wanted.

    >>> asked_slots("visa phrase, I'm on a J1 and want H1B")
    {'visa_status': 'on a J-1 visa', 'visa_wanted': 'H-1B'}
    """
    asked = {"transfer": "yes"} if re.search(r"\btransfer", text, re.IGNORECASE) else {}
    visas = [_SPELLED[re.sub(r"[^a-z0-9]", "", found.lower())] for found in _VISAS.findall(text)]
    if not visas:
        return asked
    article = "an" if visas[0][0] in "HO" else "a"
    return asked | {"visa_status": f"on {article} {visas[0]} visa", "visa_wanted": visas[-1]}


async def about_slots(turn: Turn, draft: WrittenDraft, contact: Contact | None) -> list[Slot]:
    """Return the slots of what the draft is about, each with its source."""
    slots = [Slot(name, value, draft.source) for name, value in draft.asked.items() if name not in NO_SLOTS]
    if draft.kind is DraftKind.OPENING_INQUIRY:
        slots += await _opening(turn, draft, contact)
    return slots


async def _opening(turn: Turn, draft: WrittenDraft, contact: Contact | None) -> list[Slot]:
    kind, _, record_id = (draft.about or "").partition(":")
    fact = await turn.work.find(Fact, record_id) if kind == "opening" else None
    home = contact.position.institution if contact else draft.asked.get("at")
    if contact and await is_own_program(turn, contact):
        return []  # it speaks of a place elsewhere, which only the resident can name
    if fact is None and home:
        heard = [each for each in await turn.work.all(Fact) if each.kind is FactKind.OPENING and is_about(each, home)]
        fact = max(heard, key=lambda each: (each.told_on, each.id), default=None)
    if fact:
        told = [
            each
            for each in await turn.work.all(Fact)
            if each.kind is FactKind.OPENING and each.about == fact.about and _same_note(each, fact)
        ]
        value = " ".join(dict.fromkeys(each.value for each in (told or [fact])))
        return [Slot("opening", value, fact.source), Slot("at", fact.about, fact.source)]
    return [Slot("at", home, contact.position.source)] if contact and home else []


def _same_note(one: Fact, other: Fact) -> bool:
    return bool(one.source and other.source and one.source.note_id == other.source.note_id)
