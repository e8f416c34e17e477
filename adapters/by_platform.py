"""One Messenger, and one Lookups, for all platforms: each goes to the face that the address names."""

from collections.abc import Mapping

from bot.domain.resident import Address
from bot.errors import LookupRefused, SendRefused
from bot.messages import Attachment, Outgoing
from bot.ports import Channel, Lookups, Messenger, Person


class MessengerByPlatform:
    def __init__(self, messengers: Mapping[str, Messenger]) -> None:
        self._messengers = messengers

    @property
    def platforms(self) -> tuple[str, ...]:
        return tuple(self._messengers)

    async def send(self, outgoing: Outgoing) -> str | None:
        return await self._of(outgoing).send(outgoing)

    async def was_sent(self, outgoing: Outgoing) -> str | bool | None:
        return await self._of(outgoing).was_sent(outgoing)

    def _of(self, outgoing: Outgoing) -> Messenger:
        platform = outgoing.to.platform
        if platform not in self._messengers:
            # Another process may serve that platform; the delivery loop tries again.
            raise SendRefused(f"{platform} is not connected in this process")
        return self._messengers[platform]


class LookupsByPlatform:
    def __init__(self, lookups: Mapping[str, Lookups]) -> None:
        self._lookups = lookups

    async def person(self, address: Address) -> Person | None:
        lookups = self._lookups.get(address.platform)
        return await lookups.person(address) if lookups else None

    async def people_in(self, channel: str, asker: Address, reply_to: Mapping[str, str]) -> Channel:
        return await self._of(asker).people_in(channel, asker, reply_to)

    async def is_in(self, channel: Address, asker: Address, reply_to: Mapping[str, str]) -> bool | None:
        lookups = self._lookups.get(asker.platform)
        return await lookups.is_in(channel, asker, reply_to) if lookups else None

    async def read_file(self, attachment: Attachment, sender: Address) -> str:
        return await self._of(sender).read_file(attachment, sender)

    def _of(self, address: Address) -> Lookups:
        if address.platform not in self._lookups:
            raise LookupRefused("It is not connected at the moment. Please try again later.")
        return self._lookups[address.platform]
