"""Which message of ours a face speaks of."""

from bot.domain.delivery import Delivery
from bot.ports import UnitOfWork


async def find_ours(work: UnitOfWork, message: str) -> Delivery | None:
    """Return the message of ours that a face named by our id, or by the platform's reference."""
    if not message:
        return None
    return await work.find_delivery(message) or await work.find_delivery_sent_as(message)


def first_id(on: Delivery | None, named: str) -> str:
    """Return the id of a message of ours as first sent: what was changed in place keeps being that message."""
    return (on.replaces or on.id) if on else named
