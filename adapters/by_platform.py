"""One Messenger for all platforms: each message goes to the face that its address names."""

from collections.abc import Mapping

from bot.errors import SendRefused
from bot.messages import Outgoing
from bot.ports import Messenger


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
