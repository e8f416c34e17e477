"""What a resident presses: buttons, forms that are sent, and reactions that stand for a button."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.answering import Answering, first_of, reference_of
from bot.domain.act import Act
from bot.domain.delivery import Delivery
from bot.domain.resident import Resident
from bot.failures import log_failure
from bot.messages import ButtonPress, FormSubmit, Reaction, Reply
from bot.ours import find_ours, first_id, gives_way, moved_on, press_meant
from bot.ports import Lookups
from bot.replies import trouble
from bot.replies.announcements import SEND
from bot.replies.forgetting import FORGET_ME, forgotten
from bot.routes import BUTTONS, FORM_GONE, FORMS, GONE
from bot.turn import NOTHING_FOUND, Found, Pressed, Submitted, Turn
from bot.use_cases.announce import channel_of
from bot.use_cases.look_up import look_up_channel
from bot.use_cases.share_fact import withdraw_from_cohorts
from bot.whereabouts import follow_address

logger = logging.getLogger(__name__)

ActOn = Callable[[str, str, str | None], Awaitable[tuple[Delivery, ...]]]
"""Answers a note that a button made ready to be acted on: resident_id, note_id, and our message to answer in."""


class Pressing:
    def __init__(self, answering: Answering, act_on: ActOn, lookups: Lookups | None = None) -> None:
        self._answering = answering
        self._tools = answering.tools
        self._store, self._ids = self._tools.store, self._tools.ids
        self._act_on = act_on
        self._lookups = lookups

    async def press(self, incoming: ButtonPress | FormSubmit | Reaction) -> tuple[Delivery, ...]:
        resident = await self._store.find_resident(incoming.sender)
        if resident is None:
            return ()
        act_id = self._ids.new()
        try:
            if isinstance(incoming, ButtonPress) and incoming.action == FORGET_ME:
                return await self._forget(resident, incoming)
            return await self._answer_press(resident, incoming, act_id)
        except Exception as error:  # noqa: BLE001  # the one catch-all of a button or form: it can be pressed again
            log_failure(logger, "Answering", error, reference_of(act_id))
            async with self._store.work_for(resident.id) as work:
                answer = await self._answering.say(
                    work, trouble.not_done(reference_of(act_id)), re=first_of(incoming.delivery_ids)
                )
                await work.commit()
                return (answer,)

    async def _answer_press(
        self, resident: Resident, incoming: ButtonPress | FormSubmit | Reaction, act_id: str
    ) -> tuple[Delivery, ...]:
        re = first_of(incoming.delivery_ids)
        found = await self._look_up(resident, incoming) if isinstance(incoming, ButtonPress) else NOTHING_FOUND
        async with self._store.work_for(resident.id) as work:
            if not await work.notes.see(incoming.delivery_ids):
                return ()
            turn = Turn(work, self._tools, act_id, self._tools.clock.now())
            work.acts.begin(Act(act_id, turn.now))
            on = await find_ours(work, incoming.on)
            await follow_address(work, incoming.sender)
            if isinstance(incoming, Reaction):
                newest = on and await work.deliveries.find_newest(first_id(on, incoming.on))
                meant = press_meant(incoming, newest or on)
                if meant is None:
                    return ()
                if isinstance(meant, Reply):
                    return await self._answering.finish(work, await self._answering.say(work, meant, re=re))
                incoming = meant
            if isinstance(incoming, ButtonPress):
                reply, in_place = await _press_button(turn, incoming, on, found)
            else:
                reply, in_place = await _submit_form(turn, incoming, on)
            replaces = first_id(on, incoming.on) if on and in_place else None
            said = None
            if reply:
                said = await self._answering.say(work, reply, re=re, replaces=replaces, reply_to=incoming.reply_to)
            answers = await self._answering.finish(work, said)
        return answers or await self._act_on(resident.id, incoming.target, replaces)

    async def _look_up(self, resident: Resident, press: ButtonPress) -> Found:
        """Return what the platform tells for a button that posts in a channel, asked with no transaction open."""
        if self._lookups is None or press.verb != SEND:
            return NOTHING_FOUND
        async with self._store.work_for(resident.id) as work:
            channel = await channel_of(work, press.target)
        if channel is None:
            return NOTHING_FOUND
        return await look_up_channel(self._lookups, channel, press.sender, press.reply_to)

    async def _forget(self, resident: Resident, pressed: ButtonPress) -> tuple[Delivery, ...]:
        """Forget everything. The receipt is the one answer that is not stored: there is nowhere left to."""
        async with self._store.work_for(resident.id) as work:
            await withdraw_from_cohorts(work, self._tools.clock.now())
            await work.commit()
        count = await self._store.forget_resident(resident.id)
        self._answering.changed(resident)
        receipt = self._answering.delivery(resident.id, forgotten(count))
        return (replace(receipt, re=first_of(pressed.delivery_ids), reply_to=pressed.reply_to),)


async def _press_button(turn: Turn, press: ButtonPress, on: Delivery | None, found: Found) -> tuple[Reply | None, bool]:
    """Return the answer, and whether it takes the place of the message *on* which the button stands."""
    button = BUTTONS.get(press.verb, GONE)
    if button.in_place and on and (shown := await moved_on(turn.work, on, press.action)):
        return shown, True
    pressed = Pressed(turn.work, turn.tools, turn.act_id, turn.now, press.target, first_id(on, press.on), found)
    return await button.answer(pressed), button.in_place


async def _submit_form(turn: Turn, form: FormSubmit, on: Delivery | None) -> tuple[Reply | None, bool]:
    """Return the answer, and whether it takes the place of the message *on* which the form stands."""
    in_place = on is not None and await gives_way(turn.work, on, form.form)
    on_id = first_id(on, form.on)
    submitted = Submitted(turn.work, turn.tools, turn.act_id, turn.now, form.target, on_id, form.values, form.stood)
    return await FORMS.get(form.name, FORM_GONE)(submitted), in_place
