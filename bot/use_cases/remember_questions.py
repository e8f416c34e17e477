"""Remember which questions a brief suggested, however it came: the next meeting gets others."""

from datetime import datetime

from bot.domain.application import Brief
from bot.domain.contact import Contact
from bot.domain.note import Source
from bot.ports import UnitOfWork


async def remember_questions(
    work: UnitOfWork, contact: Contact, questions: tuple[str, ...], now: datetime, source: Source | None = None
) -> None:
    """Add *questions* to those suggested for this contact so far. *source* is the request, None for a brief unasked."""
    before = await work.find(Brief, contact.id)
    so_far = before.questions if before else ()
    await work.put(Brief(contact.id, now, tuple(dict.fromkeys((*so_far, *questions))), source))
