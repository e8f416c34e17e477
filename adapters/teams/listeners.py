"""What happens on each activity of Teams, a short function each; invokes, which Teams waits for, are apart."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.schema import Activity, ActivityTypes

from adapters.teams import translate
from adapters.teams.channels import Channels
from adapters.teams.invokes import Invokes
from adapters.teams.messenger import UNINSTALLED
from bot.domain.cohort import cohort_address
from bot.domain.resident import Address
from bot.front_door import FrontDoor
from bot.messages import ZoneChanged

logger = logging.getLogger(__name__)

MOST_ZONES = 10_000
"""How many residents' zones are remembered, so that the bot is told of new ones alone."""


class Listeners:
    """The SDK's Bot: one turn for one activity. What is not listed here is acknowledged and otherwise let be."""

    def __init__(self, door: FrontDoor, invokes: Invokes, channels: Channels) -> None:
        self._door, self._invokes, self._channels = door, invokes, channels
        self._zones: dict[tuple[str, str], str] = {}
        self._events: dict[str, Callable[[Activity], Awaitable[None]]] = {
            ActivityTypes.message: self._on_message,
            ActivityTypes.message_update: self._on_edit,
            ActivityTypes.message_delete: self._on_deletion,
            ActivityTypes.message_reaction: self._on_reaction,
            ActivityTypes.conversation_update: self._on_members,
            ActivityTypes.installation_update: self._on_installation,
        }

    async def on_turn(self, context: TurnContext) -> None:
        activity = context.activity
        if translate.is_from_vouch(activity):
            return
        if activity.type == ActivityTypes.invoke:
            answer = await self._invokes.answer(activity)
            response = InvokeResponse(status=answer.status, body=answer.body)
            await context.send_activity(Activity(type=ActivityTypes.invoke_response, value=response))
        elif listener := self._events.get(activity.type):
            await listener(activity)
        await self._follow_zone(activity)

    async def _on_message(self, activity: Activity) -> None:
        channel = await self._channel(activity)
        address = await self._address(activity)
        if isinstance(activity.value, dict) and (
            pressed := translate.to_press_or_form(activity, address, activity.value)
        ):
            await self._door.accept(pressed)
        elif (
            (message := translate.to_text_message(activity, address, channel)).text
            or message.files
            or message.attachments
        ):
            await self._door.accept(message)

    async def _on_edit(self, activity: Activity) -> None:
        await self._door.accept(translate.to_edit(activity, await self._address(activity)))

    async def _on_deletion(self, activity: Activity) -> None:
        await self._door.accept(translate.to_deletion(activity, await self._address(activity)))

    async def _on_reaction(self, activity: Activity) -> None:
        if reaction := translate.to_reaction(activity, await self._address(activity)):
            await self._door.accept(reaction)

    async def _on_members(self, activity: Activity) -> None:
        # In a group or channel nobody asked for words of ours, so none are said there.
        if not translate.is_personal(activity):
            await self._channels.learn(activity)
            await self._follow(activity)
        elif translate.is_without_vouch(activity):
            await self._uninstalled(activity)
        elif activity.members_added:
            await self._welcome(activity)

    async def _follow(self, activity: Activity) -> None:
        """Tell of each channel of the team who came into it, or left it: its members are the team's."""
        for name in await self._channels.names_in(activity):
            for change in translate.to_memberships(activity, name):
                await self._door.accept(change)

    async def _on_installation(self, activity: Activity) -> None:
        if not translate.is_personal(activity):
            await self._channels.learn(activity)
            return
        if translate.is_without_vouch(activity):
            await self._uninstalled(activity)
        else:
            await self._welcome(activity)

    async def _uninstalled(self, activity: Activity) -> None:
        gone = translate.to_address(activity)
        await self._door.reached_at(replace(gone, reference={**gone.reference, "state": UNINSTALLED}))

    async def _welcome(self, activity: Activity) -> None:
        address = translate.to_address(activity)
        await self._door.reached_at(address)
        await self._door.greet(address)

    async def _address(self, activity: Activity) -> Address:
        """Return who wrote and how they are reached; what a group or channel says of that is not all."""
        address = translate.to_address(activity)
        return address if translate.is_personal(activity) else await self._door.reached_at(address)

    async def _channel(self, activity: Activity) -> str | None:
        """Return the name of the channel that this was written in; by its lead, it is the one a cohort means."""
        if translate.is_personal(activity):
            return None
        name = await self._channels.learn(activity)
        if name:
            cohort = cohort_address(translate.PLATFORM, translate.tenant_of(activity), name)
            here = replace(cohort, reference=translate.place_of(activity))
            await self._door.meant_here(here, translate.to_address(activity))
        return name

    async def _follow_zone(self, activity: Activity) -> None:
        """Tell the bot where the resident's clock is now, when that is news to this process."""
        zone = translate.zone_of(activity)
        address = translate.to_address(activity)
        who = (address.tenant, address.user)
        if zone is None or self._zones.get(who) == zone:
            return
        if len(self._zones) >= MOST_ZONES:
            self._zones.clear()
        self._zones[who] = zone
        await self._door.accept(ZoneChanged(address, zone))
