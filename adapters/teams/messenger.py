"""What Vouch sends, in the resident's own chat with it; fits bot.ports.Messenger.

Whether a resident can be reached is Teams' to say, and is kept with their reference so that it can be reported:
"blocked" (they muted the bot or an administrator did: tried again with the next message, since nobody tells when it
ends), "uninstalled" (nothing is sent until it is installed again), "" (open). A conversation that Teams does not know
any more is stale: it is opened anew, once.

The SDK's own continue_conversation answers to the id of an activity that it makes up, so its connector client is used.
"""

import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import aiohttp
from botbuilder.schema import Activity, ActivityTypes, Attachment, ChannelAccount, ConversationParameters

from adapters.plain_text import notification
from adapters.teams.cards import Cards
from adapters.teams.channels import Channels, key_of
from adapters.teams.connector import Connectors, Refused
from adapters.teams.markdown import printable
from adapters.teams.render import CONTENT_TYPE, Card
from bot.domain.resident import Address
from bot.errors import RecipientGone, SendRefused
from bot.messages import RECALL, Outgoing, Reply

SUMMARY_WORDS = 200
UNINSTALLED = "uninstalled"
BLOCKED = "blocked"
STALE = "stale"
ONLY_IN_PRIVATE = (
    "I answer where only you can read it, and I cannot open a chat with you yet. "
    "Add Vouch under Apps, then tell me there."
)

Remember = Callable[[Address], Awaitable[Address]]


async def _forget(address: Address) -> Address:
    return address


class TeamsMessenger:
    """*remember* keeps a resident's new reference; it is set once there is somewhere to keep it."""

    def __init__(self, connectors: Connectors, cards: Cards, channels: Channels, remember: Remember = _forget) -> None:
        self._connectors, self._cards, self._channels = connectors, cards, channels
        self.remember = remember

    async def send(self, outgoing: Outgoing) -> str | None:
        """Deliver, as the port says. Returns the id that Teams gave the message."""
        to = outgoing.to
        if to.channel:
            return await self._deliver(await self._channel_of(outgoing), outgoing)
        if to.reference.get("state") == UNINSTALLED:
            raise RecipientGone("Vouch is not installed for this resident in Teams")
        try:
            if not to.reference.get("conversation"):  # it may have been opened since this was handed in
                to = await self.remember(to)
            if not to.reference.get("conversation"):
                to = await self._opened(to)
            sent_as = await self._deliver(to, outgoing)
        except RecipientGone:
            await self._mark(outgoing.to, BLOCKED)
            await self._say_in_channel(outgoing)
            raise
        if to != outgoing.to or to.reference.get("state"):
            await self._mark(to, "")
        return sent_as

    async def _channel_of(self, outgoing: Outgoing) -> Address:
        """Return where a cohort's post goes, for everybody there to see: its own channel, or the one it names."""
        to, name = outgoing.to, outgoing.channel or outgoing.to.channel or ""
        if key_of(name) == key_of(to.channel or "") and to.reference.get("conversation"):
            return to
        there = await self._channels.find(to.workspace, name)
        if there is None:
            raise RecipientGone(f"#{name} is not known in Teams: add Vouch to its team, then resend")
        return replace(to, reference={**to.reference, **there})

    async def was_sent(self, _outgoing: Outgoing) -> None:
        """Teams has no way to look up what was sent."""

    async def _deliver(self, to: Address, outgoing: Outgoing) -> str | None:
        message = to_activity(self._cards.of(outgoing.reply, outgoing.replaces or outgoing.id, to), outgoing.reply)
        if outgoing.updates:
            try:
                if outgoing.reply.kind == RECALL:
                    await self._call(to, "delete_activity", outgoing.updates)
                    return outgoing.updates
                return await self._call(to, "update_activity", outgoing.updates, message)
            except Refused as refused:
                if refused.status != 404:
                    raise _as_ours(refused) from refused
                # The resident's client shows that message no more, so what it says now is said anew.
        try:
            return await self._call(to, "send_to_conversation", message)
        except Refused as refused:
            if refused.status != 404 or to.channel:
                raise _as_ours(refused) from refused
        to = await self._opened(to)
        try:
            sent_as = await self._call(to, "send_to_conversation", message)
        except Refused as refused:
            raise _as_ours(refused) from refused
        await self._mark(to, "")
        return sent_as

    async def _opened(self, to: Address) -> Address:
        """Return the address with the conversation that Teams opens, or finds, for just this resident and Vouch."""
        parameters = ConversationParameters(
            is_group=False,
            bot=ChannelAccount(id=to.reference.get("bot")),
            members=[ChannelAccount(id=to.user)],
            tenant_id=to.workspace,
            channel_data={"tenant": {"id": to.workspace}},
        )
        try:
            client = await self._connectors.create(_service_url(to))
            made = await client.conversations.create_conversation(parameters)
        except Refused as refused:
            if refused.status == 404:
                raise RecipientGone(f"{STALE}: {refused}") from refused
            raise _as_ours(refused) from refused
        except aiohttp.ClientConnectorError as error:
            raise SendRefused(type(error).__name__) from error
        if made is None or not made.id:
            raise SendRefused("Teams opened no conversation")
        return replace(to, reference={**to.reference, "conversation": made.id})

    async def _call(self, to: Address, what: str, *arguments: Any) -> str | None:
        client = await self._connectors.create(_service_url(to))
        try:
            answer = await getattr(client.conversations, what)(to.reference["conversation"], *arguments)
        except aiohttp.ClientConnectorError as error:
            # It never left, so it may safely be sent again; any other failure leaves that open.
            raise SendRefused(type(error).__name__) from error
        return answer.id if answer else None

    async def _mark(self, to: Address, state: str) -> None:
        await self.remember(replace(to, reference={**to.reference, "state": state}))

    async def _say_in_channel(self, outgoing: Outgoing) -> None:
        """Tell somebody who spoke to Vouch in a channel, and cannot be reached in private, what to do about it."""
        channel = outgoing.reply_to.get("channel")
        if channel and not outgoing.to.reference.get("conversation"):
            there = replace(outgoing.to, reference={**outgoing.to.reference, "conversation": channel})
            word = Activity(type=ActivityTypes.message, text=ONLY_IN_PRIVATE)
            # Where that is refused too, it stays at what is reported: they cannot be reached.
            with contextlib.suppress(Refused, SendRefused):
                await self._call(there, "send_to_conversation", word)


def to_activity(card: Card, reply: Reply) -> Activity:
    """Return the message that carries a card; the summary is what a notification says of it."""
    words = printable(notification(reply)).replace("\n", " ")
    return Activity(
        type=ActivityTypes.message,
        summary=words if len(words) <= SUMMARY_WORDS else words[: SUMMARY_WORDS - 1] + "…",
        attachments=[Attachment(content_type=CONTENT_TYPE, content=card)],
    )


def _service_url(to: Address) -> str:
    return to.reference["service_url"]


def _as_ours(refused: Refused) -> RecipientGone | SendRefused:
    """Return what a refusal means to a resident: 403 is theirs or an administrator's will, the rest may pass."""
    if refused.status == 403:
        return RecipientGone(f"{BLOCKED}: {refused}")
    return SendRefused(str(refused), refused.retry_after)
