"""Which message of ours a face speaks of."""

from bot.domain.delivery import Delivery
from bot.domain.note import Note
from bot.messages import ButtonPress, Item, Reaction, Reply, reply_from_json
from bot.ports import UnitOfWork
from bot.replies.reactions import which_of_them


async def find_ours(work: UnitOfWork, message: str) -> Delivery | None:
    """Return the message of ours that a face named by our id, or by the platform's reference."""
    if not message:
        return None
    return await work.deliveries.find(message) or await work.deliveries.find_sent_as(message)


def first_id(on: Delivery | None, named: str) -> str:
    """Return the id of a message of ours as first sent: what was changed in place keeps being that message."""
    return (on.replaces or on.id) if on else named


def press_meant(reaction: Reaction, on: Delivery | None) -> ButtonPress | Reply | None:
    """Return the press that a reaction stands for, or a question where several things on the message have that button.

    *on* is what the message says now. None where the message is not ours or has no such button.
    """
    if on is None or on.content is None:
        return None
    reply = reply_from_json(on.content)
    meant = [
        (item, button)
        for item in (Item(reply.title or reply.text, buttons=reply.buttons), *reply.items)
        for button in item.buttons
        if button.verb == reaction.verb
    ]
    if len(meant) > 1:
        return which_of_them(reaction.verb, meant)
    return ButtonPress(reaction.sender, meant[0][1].action, first_id(on, ""), reaction.delivery_ids) if meant else None


async def moved_on(work: UnitOfWork, on: Delivery, action: str) -> Reply | None:
    """Return what the message *on* says now where it had this button and has it no more: it was pressed twice."""
    newest = await work.deliveries.find_newest(first_id(on, on.id))
    if newest is None or newest.id == on.id or newest.content is None or on.content is None:
        return None
    now = reply_from_json(newest.content)
    return now if _carries(reply_from_json(on.content), action) and not _carries(now, action) else None


def _carries(reply: Reply, action: str) -> bool:
    buttons = (*reply.buttons, *(button for item in reply.items for button in item.buttons))
    return any(button.action == action for button in buttons)


async def answered_in(work: UnitOfWork, note: Note) -> tuple[Note | None, tuple[str, ...]]:
    """Return the note that the message of ours answered which this one replies to, and what that message was about."""
    ours = await find_ours(work, note.thread or "")
    if ours is None:
        return None, ()
    return (await work.notes.find_by_message(ours.re) if ours.re else None), ours.about


async def gives_way(work: UnitOfWork, on: Delivery, form: str) -> bool:
    """Tell whether the answer to a form takes the place of the message *on*: one that showed it, or that asked.

    What was saved stays standing, and a list changes one line of itself.
    """
    shown = reply_from_json(on.content) if on.content else Reply("")
    if (shown.form and shown.form.name == form) or len(shown.items) > 1:
        return True
    return not (on.re and await work.notes.find_by_message(on.re))
