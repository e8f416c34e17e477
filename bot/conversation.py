"""The conversation: whatever came in is handed to who answers it; its answers come back, stored and to be sent."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.answering import SEND_WITHIN, Answering, Replan
from bot.domain.act import Act
from bot.domain.delivery import Delivery, Reach
from bot.domain.local_time import is_zone
from bot.domain.resident import Address, Resident
from bot.hearing import Hearing
from bot.messages import (
    SAY,
    ButtonPress,
    ChannelChanged,
    FormSubmit,
    Incoming,
    MemberJoined,
    MessageDeleted,
    MessageEdited,
    Reaction,
    TextMessage,
    ZoneChanged,
)
from bot.ports import Arrival, Clock, Ids, Lookups, SecondReader, Store
from bot.pressing import Pressing
from bot.replies import settings
from bot.turn import Tools, Understand
from bot.use_cases import log_form
from bot.use_cases.enrol_channel import follow_channel
from bot.whereabouts import Newcomer, Whereabouts


class Conversation:
    def __init__(
        self,
        store: Store,
        clock: Clock,
        ids: Ids,
        understand: Understand,
        newcomer: Callable[[Address], Awaitable[Newcomer]],
        replan: Replan,
        *,
        second_reader: SecondReader | None = None,
        lookups: Lookups | None = None,
        cohort_makers: frozenset[str] = frozenset(),
    ) -> None:
        self.tools = Tools(store, clock, ids, understand, cohort_makers)
        self._whereabouts = Whereabouts(store, clock, ids, newcomer, replan)
        self.take_in = self._whereabouts.take_in
        self.reached_at = self._whereabouts.reached_at
        self.meant_here = self._whereabouts.meant_here
        self._answering = Answering(self.tools, replan)
        self._lookups = lookups
        self._hearing = Hearing(self._answering, self.take_in, second_reader=second_reader, lookups=lookups)
        self.heard_at_once = self._hearing.at_once
        self._pressing = Pressing(self._answering, self._hearing.act_on, lookups)

    async def answer(self, incoming: Incoming, *, kept: bool = False) -> tuple[Delivery, ...]:
        """Do what the resident asks and return the answers, stored and to be sent at once; none for a repeat.

        *kept*: what came in is stored already (bot/inbox.py), so that one transaction does. Raises what the store
        raises where it cannot be reached: then nothing was taken in and it can be sent again.
        """
        match incoming:
            case TextMessage():
                return await self._hearing.hear(incoming, kept=kept)
            case MessageEdited():
                return await self._hearing.edit(incoming)
            case MessageDeleted():
                return await self._hearing.delete(incoming)
            case FormSubmit() if told := log_form.as_message(incoming):
                return await self._hearing.hear(told)
            case ButtonPress() if incoming.verb == SAY:
                return await self._hearing.hear(_said_by(incoming))
            case ButtonPress() | FormSubmit() | Reaction():
                return await self._pressing.press(incoming)
            case ZoneChanged():
                return await self._move(incoming)
            case ChannelChanged():
                await follow_channel(self.tools, self._lookups, incoming)
                return ()
            case MemberJoined():
                return await self.greet(incoming.sender)

    async def keeps(self, incoming: Incoming) -> bool:
        """Tell whether the words of a message are stored, whatever became of its answer."""
        return isinstance(incoming, TextMessage) and await self._hearing.keeps(incoming)

    async def greet(self, address: Address) -> tuple[Delivery, ...]:
        """Welcome a resident who has not been; unknown ones are taken in first."""
        return await self._hearing.greet(address)

    async def recover(self, reach: Reach) -> tuple[Delivery, ...]:
        """Take up the notes of those in reach that a crash left stored and not acted on, and return their answers."""
        return await self._hearing.recover(reach)

    async def left_unsent(self, arrival: Arrival) -> list[Delivery]:
        """Take over the answers that were stored by a process that died with this in hand before it had sent them."""
        store, now = self.tools.store, self.tools.clock.now()
        resident = await store.find_resident(arrival.incoming.sender)
        return await store.take_over_answers(resident.id, arrival, now, SEND_WITHIN) if resident else []

    async def recover_from(self, address: Address) -> tuple[Delivery, ...]:
        """As recover(), for whoever writes at this address."""
        resident = await self.tools.store.find_resident(address)
        return await self.recover(Reach((resident.address.platform,), resident.id)) if resident else ()

    def watch(self, changed: Callable[[Resident], None]) -> None:
        """Have *changed* called for every resident for whom something may look different now."""
        self._answering.changed = changed

    async def _move(self, message: ZoneChanged) -> tuple[Delivery, ...]:
        """Follow a resident to the zone that their platform tells, and say so."""
        resident = await self.tools.store.find_resident(message.sender)
        if resident is None or resident.platform_tz == message.tz or not is_zone(message.tz):
            return ()
        now = self.tools.clock.now()
        async with self.tools.store.work_for(resident.id) as work:
            before = work.resident
            if before.platform_tz == message.tz or not await work.notes.see(message.delivery_ids):
                return ()
            act_id = self.tools.ids.new()
            work.acts.begin(Act(act_id, now))
            await work.save_resident(replace(before, tz=message.tz, platform_tz=message.tz))
            said = None
            if before.tz != message.tz:
                said = await self._answering.say(work, settings.changed(before, work.resident, act_id, now))
            return await self._answering.finish(work, said)


def _said_by(press: ButtonPress) -> TextMessage:
    return TextMessage(press.sender, press.target, press.delivery_ids[0], press.delivery_ids, reply_to=press.reply_to)
