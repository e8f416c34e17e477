"""SlackMessenger: Vouch's way out to Slack. Only what was asked in a channel is answered there, for the asker alone."""

import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.render import fallback, to_blocks
from adapters.slack.translate import channel_and_ts, message_reference
from adapters.slack.web_api import GIVEN_UP, GONE, SlackError, Unclear, Workspaces, call
from bot.domain.resident import Address
from bot.errors import RecipientGone, SendRefused
from bot.failures import log_failure
from bot.messages import RECALL, Outgoing
from bot.replies.trouble import file_not_taken

logger = logging.getLogger(__name__)

EVENT_TYPE = "vouch_message"
"""The type of the metadata that each message of ours carries; its payload is our id, by which it is found again."""

NOT_THERE = frozenset(("channel_not_found", "not_in_channel"))

LOOK_BACK = 26 * 3600
"""Seconds: how old a message may be that is looked for. Attempts end after a day."""

MOST_CHANNELS = 10_000

_CANNOT_CHANGE = frozenset(
    (
        "message_not_found",
        "cant_update_message",
        "cant_delete_message",
        "edit_window_closed",
        "update_failed",
        "no_permission",
    )
)
_NOT_DRAWN = frozenset(("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "invalid_metadata_format"))

GONE_FOR_GOOD = "gone"
"""The state in an address of somebody whom Slack says cannot be reached; it ends when they write, or open Home."""

Remember = Callable[[Address], Awaitable[Address]]


async def _forget(address: Address) -> Address:
    return address


class SlackMessenger:
    """*remember* keeps what is new in how a resident is reached; it is set once there is somewhere to keep it."""

    def __init__(self, workspaces: Workspaces, remember: Remember = _forget) -> None:
        self._workspaces = workspaces
        self.remember = remember
        self._own_channels: OrderedDict[tuple[str, str], str] = OrderedDict()

    async def send(self, outgoing: Outgoing) -> str | None:
        if outgoing.to.reference.get("state") == GONE_FOR_GOOD:
            raise RecipientGone("Slack said earlier that this account or conversation is gone")
        client = await self._workspaces.client_of(outgoing.to.workspace)
        try:
            if outgoing.updates and _may_change(outgoing):
                return await self._change(client, outgoing) or await self._post(client, outgoing)
            if _for_their_eyes(outgoing):
                return await self._whisper(client, outgoing)
            return await self._post(client, outgoing)
        except SlackError as error:
            raise await self._explained(error, outgoing.to, client) from error

    async def was_sent(self, outgoing: Outgoing) -> str | bool | None:
        if outgoing.updates and _may_change(outgoing):
            return False  # the same change twice is one change
        if _for_their_eyes(outgoing):
            return None  # what is shown to one alone is in no history
        if outgoing.to.channel:
            return None  # Vouch may not read channels
        client = await self._workspaces.client_of(outgoing.to.workspace)
        try:
            channel = await self.own_channel(client, outgoing.to)
            thread = outgoing.reply_to.get("thread_ts")
            look = client.conversations_replies if thread else client.conversations_history
            found = await call(
                look,
                channel=channel,
                oldest=str(time.time() - LOOK_BACK),
                limit=100,
                include_all_metadata=True,
                **({"ts": thread} if thread else {}),
            )
        except SlackError as error:
            raise await self._explained(error, outgoing.to, client) from error
        except Unclear as error:
            raise SendRefused(str(error)) from error
        for message in found.get("messages") or ():
            metadata = message.get("metadata") or {}
            if (metadata.get("event_payload") or {}).get("id") == outgoing.id and message.get("ts"):
                return message_reference(channel, message["ts"])
        return False

    async def own_channel(self, client: AsyncWebClient, to: Address) -> str:
        """Return the channel of the direct message with Vouch; the user's id, which Slack takes for it, at worst.

        A cohort's channel goes by its name, which Slack takes too.
        """
        if to.channel:
            return to.user
        if channel := to.reference.get("channel") or self.known_channel(to):
            return channel
        answer = await call(client.conversations_open, users=to.user)
        channel = (answer.get("channel") or {}).get("id") or to.user
        self.remember_channel(to, channel)
        return channel

    def known_channel(self, to: Address) -> str | None:
        return self._own_channels.get((to.workspace, to.user))

    def remember_channel(self, to: Address, channel: str) -> None:
        self._own_channels[to.workspace, to.user] = channel
        self._own_channels.move_to_end((to.workspace, to.user))
        if len(self._own_channels) > MOST_CHANNELS:
            self._own_channels.popitem(last=False)

    # The three ways

    async def _post(self, client: AsyncWebClient, outgoing: Outgoing, *, anew: bool = False) -> str | None:
        to = replace(outgoing.to, reference={}) if anew else outgoing.to
        if not anew:  # before the words: were it refused after them, they would be said again with it
            outgoing = await self._hand_over(client, outgoing)
        posted_in = f"#{outgoing.channel}" if to.channel and outgoing.channel else None
        channel = posted_in or await self.own_channel(client, to)
        thread = {"thread_ts": outgoing.reply_to["thread_ts"]} if outgoing.reply_to.get("thread_ts") else {}
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"id": outgoing.id}}
        common = {"channel": channel, "metadata": metadata, "unfurl_links": False, "unfurl_media": False, **thread}
        try:
            answer = await self._drawn_or_plain(client, "chat.postMessage", outgoing, common)
        except SlackError as error:
            if error.code == "channel_not_found" and not anew and outgoing.to.reference.get("channel"):
                return await self._post(client, outgoing, anew=True)  # a channel of old: there may be a newer one
            raise
        if channel.startswith("D"):
            self.remember_channel(outgoing.to, channel)
        ts = answer.get("ts")
        return message_reference(answer.get("channel") or channel, ts) if ts else None

    async def _change(self, client: AsyncWebClient, outgoing: Outgoing) -> str | None:
        """Change the message in place; None where Slack does not let us, and a new one has to say it."""
        channel, ts = channel_and_ts(outgoing.updates or "")
        try:
            if outgoing.reply.kind == RECALL:
                await call(client.chat_delete, channel=channel, ts=ts)
                return outgoing.updates
            await self._drawn_or_plain(client, "chat.update", outgoing, {"channel": channel, "ts": ts})
        except SlackError as error:
            if error.code in _CANNOT_CHANGE:
                return None
            raise
        return outgoing.updates

    async def _hand_over(self, client: AsyncWebClient, outgoing: Outgoing) -> Outgoing:
        """Upload the file of a message into the direct message, never into a channel; return what is said beside it."""
        file = outgoing.reply.file
        if file is None:
            return outgoing
        words = replace(outgoing.reply, file=None)
        try:
            channel = await self.own_channel(client, outgoing.to)
            if not channel.startswith("D"):  # uploads do not take a user's id
                opened = await call(client.conversations_open, users=outgoing.to.user)
                channel = (opened.get("channel") or {}).get("id") or channel
            await call(client.files_upload_v2, channel=channel, filename=file.name, content=file.content)
        except SendRefused:
            raise
        except Exception as error:  # noqa: BLE001  # an upload has many steps; whichever failed, its words are said
            log_failure(logger, f"Handing over the file of delivery {outgoing.id}", error)
            words = file_not_taken(words)
        return replace(outgoing, reply=words)

    async def _whisper(self, client: AsyncWebClient, outgoing: Outgoing) -> str | None:
        """Say it in the channel where it was asked, to the asker alone; in the direct message where that fails."""
        outgoing = await self._hand_over(client, outgoing)
        if await self._respond(outgoing):
            return None
        channel = outgoing.reply_to.get("channel") or outgoing.channel
        thread = {"thread_ts": outgoing.reply_to["thread_ts"]} if outgoing.reply_to.get("thread_ts") else {}
        try:
            common = {"channel": channel, "user": outgoing.to.user, **thread}
            await self._drawn_or_plain(client, "chat.postEphemeral", outgoing, common)
        except SlackError as error:
            if error.code in GIVEN_UP:
                raise
            return await self._post(client, replace(outgoing, reply_to={}, channel=None, updates=None))
        return None

    async def _respond(self, outgoing: Outgoing) -> bool:
        """Answer through the response_url; False where there is none or its half hour is over."""
        url = outgoing.reply_to.get("response_url")
        if not url:
            return False
        answer = {
            "response_type": "ephemeral",
            "replace_original": bool(outgoing.replaces and outgoing.reply_to.get("replaces")),
            "text": fallback(outgoing.reply),
            "blocks": to_blocks(outgoing.reply, outgoing.replaces or outgoing.id),
        }
        try:
            async with self._workspaces.session.post(url, json=answer) as response:
                if response.status == 429:
                    raise SendRefused("Slack asks to wait", float(response.headers.get("Retry-After", 1)))
                return response.status < 300
        except aiohttp.ClientError:
            return False

    async def _drawn_or_plain(
        self, client: AsyncWebClient, method: str, outgoing: Outgoing, common: dict[str, Any]
    ) -> dict[str, Any]:
        """Send it drawn; should Slack not take the drawing, its words alone: nothing that was said is lost."""
        text = fallback(outgoing.reply)
        blocks = to_blocks(outgoing.reply, outgoing.replaces or outgoing.id, int(outgoing.reply_to.get("page") or 0))
        try:
            return await self._workspaces.post(client, method, text=text, blocks=blocks, **common)
        except SlackError as error:
            if error.code not in _NOT_DRAWN:
                raise
            return await self._workspaces.post(client, method, text=text, **common)

    async def _explained(self, error: SlackError, to: Address, client: AsyncWebClient) -> Exception:
        """Return the error in our words, and forget what Slack says is dead."""
        if error.code in GIVEN_UP:
            if await self._workspaces.was_given_anew(to.workspace, client.token):
                return SendRefused("Vouch was installed anew since")
            await self._workspaces.remove(to.workspace)
            return RecipientGone(f"Slack: {error.code}")
        if to.channel and error.code in NOT_THERE:
            return RecipientGone(f"Vouch is not in {to.user}: invite it there (/invite @Vouch), then resend")
        if error.code in GONE:
            self._own_channels.pop((to.workspace, to.user), None)
            await self.remember(replace(to, reference={**to.reference, "state": GONE_FOR_GOOD}))
            return RecipientGone(f"Slack: {error.code}")
        return SendRefused(f"Slack: {error.code}")


def _may_change(outgoing: Outgoing) -> bool:
    """Tell whether the message to change is the receiver's own: in their direct message, or a cohort's channel's.

    What stands in a channel is never changed into an answer to one person.
    """
    channel, _ = channel_and_ts(outgoing.updates or "")
    return bool(outgoing.to.channel) or channel.startswith("D")


def _for_their_eyes(outgoing: Outgoing) -> bool:
    """Tell whether it is shown in a channel, to its receiver alone."""
    return not outgoing.to.channel and bool(
        outgoing.channel or outgoing.reply_to.get("channel") or outgoing.reply_to.get("response_url")
    )
