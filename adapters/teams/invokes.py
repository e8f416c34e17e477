"""What Teams asks and waits for: a card's button, a dialog, the message extension. Every answer says what to show."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from botbuilder.schema import Activity

from adapters.plain_text import plain_text
from adapters.teams import translate
from adapters.teams.answers import card_answer, card_error, card_says, dialog, hand_in, mapping, says
from adapters.teams.cards import Cards
from adapters.teams.message_extension import MessageExtension
from bot.domain.resident import Address
from bot.failures import log_failure
from bot.front_door import FrontDoor
from bot.messages import ButtonPress, FormSubmit, reply_from_json

logger = logging.getLogger(__name__)

GONE = "This is not there any more. Tell me in a line what you need."
NOT_UNDERSTOOD = "I could not read that button. Tell me in a line what you need."
NOT_DONE = "That did not work, and nothing was changed. Please try once more."


@dataclass(frozen=True, slots=True)
class InvokeAnswer:
    """*body* goes out as JSON."""

    status: int
    body: dict[str, Any] | None = None


class Invokes:
    def __init__(self, door: FrontDoor, cards: Cards, extension: MessageExtension) -> None:
        self._door, self._cards = door, cards
        self._answers: dict[str, Callable[[Activity], Awaitable[dict[str, Any]]]] = {
            "adaptiveCard/action": self._on_card_action,
            "task/fetch": self._on_dialog_opened,
            "task/submit": self._on_dialog_sent,
            "composeExtension/query": extension.on_query,
            "composeExtension/fetchTask": extension.on_opened,
            "composeExtension/submitAction": extension.on_sent,
        }

    async def answer(self, activity: Activity) -> InvokeAnswer:
        """Return what to answer: 501 for what Vouch does not do, as the SDK has it. Never raises."""
        listener = self._answers.get(activity.name)
        if listener is None:
            return InvokeAnswer(501)
        try:
            return InvokeAnswer(200, await listener(activity))
        except Exception as error:  # noqa: BLE001  # the one catch-all of an invoke: it can be pressed again
            log_failure(logger, f"The invoke {activity.name}", error)
            if activity.name == "adaptiveCard/action":
                return InvokeAnswer(200, card_error(500, "InternalError", NOT_DONE))
            return InvokeAnswer(200, says(NOT_DONE))

    async def _on_card_action(self, activity: Activity) -> dict[str, Any]:
        data = mapping(mapping(mapping(activity.value).get("action")).get("data"))
        ours = translate.payload_of(data)
        if not ours:
            return card_error(400, "BadRequest", NOT_UNDERSTOOD)
        address, on = await self._address(activity), str(ours.get("on") or "")
        pressed = translate.to_press_or_form(activity, address, data)
        # A button without an action is the client's own: it asks for what the message says now.
        answers = await self._door.respond(pressed) if pressed else ()
        for answer in answers:
            if answer.replaces and answer.content:
                return card_answer(self._cards.of(reply_from_json(answer.content), answer.replaces, address))
        cohort = str(ours.get("cohort") or "")
        post = Address(translate.PLATFORM, address.workspace, cohort) if cohort else None
        present = await (self._door.posted(post, on, address) if post else self._door.shown(address, on))
        if present is not None:
            return card_answer(self._cards.of(present, on, post or address))
        if answers and answers[0].content:
            return card_says(plain_text(reply_from_json(answers[0].content)))
        return card_error(404, "NotFound", GONE)

    async def _on_dialog_opened(self, activity: Activity) -> dict[str, Any]:
        data = mapping(mapping(activity.value).get("data"))
        press = translate.to_press_or_form(activity, await self._address(activity), data)
        form = await self._door.form_of(press) if isinstance(press, ButtonPress) else None
        if form is None or not isinstance(press, ButtonPress):
            return says(GONE)
        return dialog(form, press.on, press.action)

    async def _on_dialog_sent(self, activity: Activity) -> dict[str, Any]:
        data = mapping(mapping(activity.value).get("data"))
        submit = translate.to_press_or_form(activity, await self._address(activity), data)
        if not isinstance(submit, FormSubmit):
            return says(NOT_UNDERSTOOD)
        return await hand_in(self._door, submit, data)

    async def _address(self, activity: Activity) -> Address:
        """Return who pressed and how they are reached; what a group says of that is not all."""
        address = translate.to_address(activity)
        return address if translate.is_personal(activity) else await self._door.reached_at(address)
