"""The message extension: find a contact while writing, and tell Vouch what stands in somebody's message.

What is found is shown to the one who asks, as a preview; what a click puts into the message says nothing of it.
"""

import html
from collections.abc import Mapping
from typing import Any

from botbuilder.schema import Activity

from adapters.plain_text import plain_text
from adapters.teams import translate
from adapters.teams.answers import dialog, hand_in, mapping, says
from adapters.teams.quoting import written
from adapters.teams.render import CONTENT_TYPE, to_card
from bot.front_door import FrontDoor
from bot.messages import ButtonPress, FormSubmit, Reply, TextMessage
from bot.replies.forms import log_action

FIND = "findContact"
FIND_PARAMETER = "name"
LOG_MESSAGE = "logWithVouch"
KEPT = "Kept. My answer is in our chat, where only you can read it."
NOTHING_TO_LOG = "There are no words in this message that I could keep."
NOTHING_FOUND = "You have not told me of anybody by that name."
INSERTED = Reply("I looked somebody up in Vouch. What it keeps for me stays with me.")
THUMBNAIL = "application/vnd.microsoft.card.thumbnail"


class MessageExtension:
    def __init__(self, door: FrontDoor) -> None:
        self._door = door

    async def on_query(self, activity: Activity) -> dict[str, Any]:
        """Answer what is typed into "Find contact"; with nothing typed yet, with whom was told of last."""
        value = mapping(activity.value)
        if value.get("commandId") != FIND:
            return _message(NOTHING_FOUND)
        found = await self._door.find_contacts(translate.to_address(activity), _parameter(value))
        if not found:
            return _message(NOTHING_FOUND)
        results = {"type": "result", "attachmentLayout": "list", "attachments": [_result(reply) for reply in found]}
        return {"composeExtension": results}

    async def on_opened(self, activity: Activity) -> dict[str, Any]:
        """Open the form that logs a message, with its words and its writer filled in."""
        who, words = _message_of(mapping(activity.value))
        action = log_action(who, words)
        form = await self._door.form_of(ButtonPress(translate.to_address(activity), action, ""))
        return dialog(form, "", action) if form else says(NOTHING_TO_LOG)

    async def on_sent(self, activity: Activity) -> dict[str, Any]:
        """Take in the form, or the words of the message itself where no form was shown."""
        value = mapping(activity.value)
        address = await self._door.reached_at(translate.to_address(activity))
        submit = translate.to_press_or_form(activity, address, mapping(value.get("data")))
        if isinstance(submit, FormSubmit):
            return await hand_in(self._door, submit, mapping(value.get("data"))) or says(KEPT)
        _, words = _message_of(value)
        if not words:
            return says(NOTHING_TO_LOG)
        event_id = translate.event_id_of(activity)
        await self._door.accept(TextMessage(address, words, event_id, (event_id,)))
        return says(KEPT)


def _parameter(value: Mapping[str, Any]) -> str:
    for parameter in value.get("parameters") or ():
        if mapping(parameter).get("name") == FIND_PARAMETER:
            return str(parameter.get("value") or "").strip()
    return ""


def _message_of(value: Mapping[str, Any]) -> tuple[str, str]:
    """Return who wrote the message that the extension was opened on, and its words; "" for what it does not say."""
    payload = mapping(value.get("messagePayload"))
    body = mapping(payload.get("body"))
    content = str(body.get("content") or "")
    words = content if body.get("contentType") == "text" else written(content).words
    user = mapping(mapping(payload.get("from")).get("user"))
    return str(user.get("displayName") or "").strip(), words.strip()


def _result(reply: Reply) -> dict[str, Any]:
    lines = plain_text(Reply(reply.text, fields=reply.fields)).replace("\n", "<br>") if reply.text else ""
    preview = {"title": html.escape(reply.title or ""), "text": "<br>".join(map(html.escape, lines.split("<br>")))}
    return {
        "contentType": CONTENT_TYPE,
        "content": to_card(INSERTED, ""),
        "preview": {"contentType": THUMBNAIL, "content": preview},
    }


def _message(words: str) -> dict[str, Any]:
    return {"composeExtension": {"type": "message", "text": words}}
