"""The bodies that answer an invoke.

Shapes as on Microsoft's pages "Universal Actions for Adaptive Cards", "Dialogs with bots" and "Message extensions".
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from adapters.teams import translate
from adapters.teams.render import CONTENT_TYPE, Card, to_dialog
from bot.front_door import FrontDoor
from bot.messages import ButtonPress, Form, FormSubmit

MESSAGE_TYPE = "application/vnd.microsoft.activity.message"
ERROR_TYPE = "application/vnd.microsoft.error"


def mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def card_answer(card: Card) -> dict[str, Any]:
    """Return the answer to a card's button that changes the card."""
    return {"statusCode": 200, "type": CONTENT_TYPE, "value": card}


def card_says(words: str) -> dict[str, Any]:
    """Return the answer to a card's button that leaves the card and says something."""
    return {"statusCode": 200, "type": MESSAGE_TYPE, "value": words}


def card_error(status: int, code: str, words: str) -> dict[str, Any]:
    return {"statusCode": status, "type": ERROR_TYPE, "value": {"code": code, "message": words}}


def dialog(form: Form, on: str, action: str, errors: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the answer that opens a form. *action* is the button's that opened it."""
    card = {"contentType": CONTENT_TYPE, "content": to_dialog(form, on, action, errors=errors)}
    return _continue(form, card)


def _continue(form: Form, card: dict[str, Any]) -> dict[str, Any]:
    value = {"title": form.title, "height": "medium", "width": "medium", "card": card}
    return {"task": {"type": "continue", "value": value}}


def says(words: str) -> dict[str, Any]:
    """Return the answer that closes a dialog with a word to the one who sent it."""
    return {"task": {"type": "message", "value": words}}


async def hand_in(door: FrontDoor, submit: FormSubmit, data: Mapping[str, Any]) -> dict[str, Any]:
    """Take a dialog in and return {}, which closes it; or keep it open, as it was filled, with what cannot be read."""
    errors = await door.errors_in(submit)
    action = str(translate.payload_of(data).get("opened") or "")
    form = await door.form_of(ButtonPress(submit.sender, action, submit.on)) if errors else None
    if form is None:
        await door.accept(submit)
        return {}
    filled = replace(
        form, fields=tuple(replace(field, value=submit.values.get(field.name, "")) for field in form.fields)
    )
    card = {"contentType": CONTENT_TYPE, "content": to_dialog(filled, submit.on, action, submit.stood, errors)}
    return _continue(form, card)
