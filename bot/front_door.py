"""Where every face hands in what it received: answered, sent, and the delivery loop told."""

from collections.abc import Callable, Iterable

from bot.conversation import Conversation
from bot.courier import Courier
from bot.domain.delivery import Delivery, Reach
from bot.domain.resident import Address
from bot.messages import Incoming


class FrontDoor:
    """*reach* is whose unfinished messages are taken up; *wake* tells the delivery loop to look at once."""

    def __init__(self, conversation: Conversation, courier: Courier, reach: Reach, wake: Callable[[], None]) -> None:
        self._conversation, self._courier, self._reach, self._wake = conversation, courier, reach, wake

    async def receive(self, incoming: Incoming) -> None:
        """Answer what came in and send the answers. Returns when they are sent, or left to the delivery loop."""
        await self._send(await self._conversation.answer(incoming), incoming.sender)

    async def greet(self, address: Address) -> None:
        """Welcome a resident who opens the conversation for the first time."""
        await self._send(await self._conversation.greet(address), address)

    async def recover(self) -> None:
        """Finish what a crash interrupted."""
        await self._send(await self._conversation.recover(self._reach))

    async def _send(self, answers: Iterable[Delivery], to: Address | None = None) -> None:
        for answer in answers:
            await self._courier.dispatch(answer, to)
        self._wake()
