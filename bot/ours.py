"""Which message of ours a face speaks of."""

from bot.domain.delivery import Delivery
from bot.messages import ButtonPress, Reaction, reply_from_json
from bot.ports import UnitOfWork


async def find_ours(work: UnitOfWork, message: str) -> Delivery | None:
    """Return the message of ours that a face named by our id, or by the platform's reference."""
    if not message:
        return None
    return await work.find_delivery(message) or await work.find_delivery_sent_as(message)


def first_id(on: Delivery | None, named: str) -> str:
    """Return the id of a message of ours as first sent: what was changed in place keeps being that message."""
    return (on.replaces or on.id) if on else named


def press_meant(reaction: Reaction, on: Delivery | None) -> ButtonPress | None:
    """Return the press that a reaction stands for: of the message's button with that verb, in a list the first one.

    None where the message is not ours or has no such button.
    """
    if on is None or on.content is None:
        return None
    reply = reply_from_json(on.content)
    buttons = [*reply.buttons, *(button for item in reply.items for button in item.buttons)]
    for button in buttons:
        if button.action.partition(":")[0] == reaction.verb:
            return ButtonPress(reaction.sender, button.action, on.id, reaction.delivery_ids)
    return None
