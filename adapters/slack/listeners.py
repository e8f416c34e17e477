"""What Slack tells us, one short function a kind. Everything is handed in at the front door before it is acknowledged.

The functions decide nothing about meaning; the tables at the foot are what manifest.yml has to ask Slack for.
"""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import translate
from adapters.slack.home import Home
from adapters.slack.installing import workspace_of
from adapters.slack.messenger import SlackMessenger
from adapters.slack.modals import to_modal
from adapters.slack.render import PAGE, fallback, on_of, to_blocks
from adapters.slack.text import mentioned, plain
from adapters.slack.translate import Origin, Payload
from adapters.slack.web_api import SlackError, Workspaces, call, quickly
from bot.domain.resident import Address
from bot.errors import VouchError
from bot.failures import log_failure
from bot.front_door import FrontDoor
from bot.messages import ButtonPress, Form
from bot.replies.forms import log_form
from bot.replies.trouble import takes_longer
from bot.slash import COMMANDS

logger = logging.getLogger(__name__)

SHORTCUTS = {"log_contact": "global", "log_message": "message"}
"""Callback ids as in manifest.yml, and where each is."""

WORKING_AFTER = 2.0
"""Seconds after which a sign tells that an answer takes longer."""

MOST_SIGNS = 10

LOGS = "/met"
"""The command that opens the form to log somebody where nothing is typed after it."""

WORKING = "hourglass_flowing_sand"

_ANY = re.compile(".*")


class Listeners:
    def __init__(self, workspaces: Workspaces, messenger: SlackMessenger, *, welcome_new_members: bool) -> None:
        self._workspaces, self._messenger = workspaces, messenger
        self._welcome_new_members = welcome_new_members
        self._door: FrontDoor | None = None
        self._home: Home | None = None
        self._beside: set[asyncio.Task[Any]] = set()
        self._names: dict[str, str] = {}
        self._signs: set[str] = set()
        self._stopping = False

    def connect(self, door: FrontDoor, home: Home) -> None:
        self._door, self._home = door, home

    @property
    def door(self) -> FrontDoor:
        if self._door is None:
            raise RuntimeError("The front door is not open yet.")
        return self._door

    def register(self, app: AsyncApp) -> None:
        """Add every listener; what has none is acknowledged all the same, or Slack would send it again."""
        for name, listener in EVENTS.items():
            app.event(name)(_bound(self, listener))
        for command in COMMANDS:
            app.command(command)(self.on_command)
        app.global_shortcut(_ANY)(self.on_log_contact)
        app.message_shortcut(_ANY)(self.on_log_message)
        app.block_action(_ANY)(self.on_press)
        app.view_submission(_ANY)(self.on_modal)
        for ignored in (app.event, app.view_closed, app.options, app.command):
            ignored(_ANY)(_ignore)

    async def drain(self) -> None:
        self._stopping = True
        while self._beside:
            await asyncio.wait(self._beside)

    # Events

    async def on_told(self, body: Payload, context: AsyncBoltContext) -> None:
        """A message, its edit or its deletion in the direct message; a reaction; a mention in a channel."""
        event = body["event"]
        origin = self._origin(context, await self._names_in(event.get("text") or "", context))
        if context.is_enterprise_install:  # whose authorization names no workspace
            origin = replace(origin, team=origin.team or body.get("team_id"))
        incoming = translate.from_event(body, origin)
        if incoming is None:
            return
        answering = await self.door.accept(incoming, comes_again=True)
        if event["type"] == "message" and not event.get("subtype"):
            channel, ts = event["channel"], event["ts"]
            self._when_it_takes_longer(channel, answering, lambda: self._show_working(context, channel, ts, answering))

    async def on_home_opened(self, body: Payload, context: AsyncBoltContext) -> None:
        event = body["event"]
        address = self._origin(context).address(event["user"], event.get("channel"))
        self._do_beside(self._greet(address))
        if self._home and event.get("tab", "home") == "home":
            self._do_beside(self._home.open(address))

    async def _greet(self, address: Address) -> None:
        await self.door.reached_at(replace(address, reference={**address.reference, "state": ""}))
        await self.door.greet(address)

    async def on_new_member(self, body: Payload, context: AsyncBoltContext) -> None:
        """Greet somebody who joins the workspace, unless the one who runs Vouch does not want that."""
        if self._welcome_new_members:
            await self.on_told(body, context)

    async def on_channel_member(self, body: Payload, context: AsyncBoltContext) -> None:
        """Somebody came into a channel that Vouch is in, or left it."""
        event = body["event"]
        origin = self._origin(context)
        if not event.get("user") or event["user"] == origin.bot_user:
            return
        channel = str(event.get("channel") or "")
        names = await self._names_in(f"<#{channel}>", context)
        if name := names.get(channel):
            await self.door.accept(translate.from_membership(body, origin, name))
        else:
            logger.info("Somebody came or went in a channel whose name Slack does not tell now.")

    async def on_removed(self, body: Payload, context: AsyncBoltContext) -> None:
        """Vouch was uninstalled, or its tokens were revoked: they are deleted here too."""
        revoked = (body["event"].get("tokens") or {}) if body["event"]["type"] == "tokens_revoked" else {"bot": True}
        if revoked.get("bot"):
            # Slack sends it again for an hour: by then somebody may have installed Vouch anew.
            told_at = body.get("event_time")
            before = datetime.fromtimestamp(told_at + 1, UTC) if isinstance(told_at, int) else None
            await self._workspaces.remove(self._origin(context).workspace, before)
            if context.enterprise_id and not body.get("authorizations"):
                # As Slack documents this event it does not say whether it speaks of the whole organisation.
                await self._workspaces.remove_if_dead(context.enterprise_id, before)

    # Commands, buttons, forms and shortcuts

    async def on_command(self, ack: AsyncAck, body: Payload, context: AsyncBoltContext) -> None:
        if body["command"] == LOGS and not (body.get("text") or "").strip():
            if await self._open(log_form(), body, context, {}):
                await ack()
                return
            body = {**body, "command": "/vouch", "text": "help"}
        origin = self._origin(context, await self._names_in(body.get("text") or "", context))
        own_channel = self._messenger.known_channel(origin.address(body["user_id"]))
        answering = await self.door.accept(translate.from_command(body, origin, own_channel))
        if body.get("response_url"):
            user, url = body["user_id"], body["response_url"]
            self._when_it_takes_longer(user, answering, lambda: self._say_working(user, url, answering))
        await ack()

    async def on_press(self, ack: AsyncAck, body: Payload, context: AsyncBoltContext) -> None:
        for action in body.get("actions") or ():
            if str(action.get("action_id", "")).startswith(PAGE):
                self._do_beside(self._turn_page(body, action, context))
            elif press := translate.from_press(body, action, self._origin(context)):
                await self._press(press, body, context)
        await ack()

    async def on_modal(self, ack: AsyncAck, body: Payload, context: AsyncBoltContext) -> None:
        submit = translate.from_modal(body, self._origin(context))
        if submit is None:
            await ack()
        elif errors := await self.door.errors_in(submit):
            await ack(response_action="errors", errors=errors)
        else:
            await self.door.accept(submit)
            await ack()

    async def on_log_contact(self, ack: AsyncAck, body: Payload, context: AsyncBoltContext) -> None:
        await self._open(log_form(), body, context, {})
        await ack()

    async def on_log_message(self, ack: AsyncAck, body: Payload, context: AsyncBoltContext) -> None:
        """Open the form with who wrote the message, what it says and where it stands."""
        message, channel = body.get("message") or {}, (body.get("channel") or {}).get("id") or ""
        author = message.get("user") or ""
        words = message.get("text") or ""
        client = context.client
        names, link = await asyncio.gather(
            self._names_in(f"{words} <@{author}>", context),
            quickly(call(client.chat_getPermalink, channel=channel, message_ts=message.get("ts") or ""), 1.0),
        )
        who = names.get(author) or message.get("username") or ""
        told = "\n".join(part for part in (plain(words, names), link.get("permalink") or "") if part)
        await self._open(log_form(told, who), body, context, {})
        await ack()

    async def _press(self, press: ButtonPress, body: Payload, context: AsyncBoltContext) -> None:
        form = await self.door.form_of(press)
        if form is None:
            await self.door.accept(press)
            return
        kept = {"on": press.on, "own_channel": press.sender.reference.get("channel"), "reply_to": press.reply_to}
        if not await self._open(form, body, context, kept):
            await self.door.accept(press)  # the form then comes as a message

    async def _open(self, form: Form, body: Payload, context: AsyncBoltContext, kept: Mapping[str, Any]) -> bool:
        """Open the form; False where Slack does not let us, three seconds having passed for example."""
        try:
            await call(context.client.views_open, trigger_id=body.get("trigger_id") or "", view=to_modal(form, kept))
        except (SlackError, VouchError):
            return False
        return True

    # Beside the acknowledgement

    async def _turn_page(self, body: Payload, action: Payload, context: AsyncBoltContext) -> None:
        page = int(str(action["action_id"]).partition(":")[2] or 0)
        user, on = body["user"]["id"], on_of(str(action.get("block_id", "")))
        address = self._origin(context).address(user)
        if (body.get("container") or {}).get("type") == "view":
            if self._home:
                await self._home.open(address, page)
            return
        reply = await self.door.shown(address, on)
        message, channel = body.get("message") or {}, (body.get("channel") or {}).get("id")
        if reply is None:
            return
        blocks = to_blocks(reply, on, page)
        if body["container"].get("is_ephemeral") and body.get("response_url"):  # which nothing else reaches
            words = {"response_type": "ephemeral", "replace_original": True, "text": fallback(reply), "blocks": blocks}
            await self._workspaces.respond(body["response_url"], words)
        elif channel:
            ts = message.get("ts") or body["container"]["message_ts"]
            await call(context.client.chat_update, channel=channel, ts=ts, text=fallback(reply), blocks=blocks)

    async def _show_working(
        self, context: AsyncBoltContext, channel: str, ts: str, answering: asyncio.Task[None]
    ) -> None:
        """Put a sign on a message whose answer takes longer, and take it away again."""
        sign = {"channel": channel, "timestamp": ts, "name": WORKING}
        try:
            await quickly(call(context.client.reactions_add, **sign))
            await asyncio.wait([answering])
            await quickly(call(context.client.reactions_remove, **sign))
        finally:
            self._signs.discard(channel)

    async def _say_working(self, user: str, response_url: str, answering: asyncio.Task[None]) -> None:
        """Say to whoever typed a command, and to nobody else, that its answer takes longer."""
        try:
            words = {"response_type": "ephemeral", "text": fallback(takes_longer())}
            await quickly(self._workspaces.respond(response_url, words))
            await asyncio.wait([answering])
        finally:
            self._signs.discard(user)

    def _when_it_takes_longer(
        self, where: str, answering: asyncio.Task[None], tell: Callable[[], Coroutine[Any, Any, None]]
    ) -> None:
        """Have *tell* say that an answer takes longer, where it does: one sign in each place.

        None where many are waited for: the calls would keep everybody waiting still longer.
        """

        def look() -> None:
            if where not in self._signs and len(self._signs) < MOST_SIGNS and not self._stopping:
                self._signs.add(where)
                self._do_beside(tell())

        looking = asyncio.get_running_loop().call_later(WORKING_AFTER, look)
        answering.add_done_callback(lambda _: looking.cancel())

    async def _names_in(self, text: str, context: AsyncBoltContext) -> dict[str, str]:
        """Return the names of those mentioned, by their Slack ids; what cannot be had quickly is left out."""
        wanted = [told for told in sorted(mentioned(text))[:5] if told not in self._names]
        found = await asyncio.gather(*(self._name_of(told, context.client) for told in wanted))
        self._names |= {told: name for told, name in zip(wanted, found, strict=True) if name}
        names = {told: self._names[told] for told in mentioned(text) if told in self._names}
        if len(self._names) > 5000:
            self._names.clear()
        return names

    async def _name_of(self, told: str, client: AsyncWebClient) -> str | None:
        """Return what the user or channel of this Slack id is called; a channel's only where Vouch is in it."""
        if told.startswith(("C", "G")):
            channel = (await quickly(call(client.conversations_info, channel=told), 1.0)).get("channel") or {}
            return channel.get("name") if channel.get("is_member") else None
        user = (await quickly(call(client.users_info, user=told), 1.0)).get("user") or {}
        return (user.get("profile") or {}).get("real_name") or user.get("real_name") or user.get("name")

    def _origin(self, context: AsyncBoltContext, names: Mapping[str, str] | None = None) -> Origin:
        found = context.authorize_result
        workspace = workspace_of(context) or ""
        team = context.team_id if workspace != context.team_id else None
        return Origin(workspace, found.bot_user_id if found else None, names or {}, team)

    def _do_beside(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.create_task(_logged(work))
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)


async def _logged(work: Awaitable[Any]) -> None:
    try:
        await work
    except Exception as error:  # noqa: BLE001  # nobody waits for it: said in the log, and the next opening tries again
        log_failure(logger, "Work beside an acknowledgement", error)


async def _ignore(ack: AsyncAck) -> None:
    await ack()


def _bound(listeners: Listeners, listener: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """Return the listener as Bolt calls it: by the names of its arguments."""

    async def on_event(body: dict[str, Any], context: AsyncBoltContext) -> None:
        await listener(listeners, body, context)

    return on_event


EVENTS: Mapping[str, Callable[[Listeners, Payload, AsyncBoltContext], Awaitable[None]]] = {
    "message": Listeners.on_told,
    "app_mention": Listeners.on_told,
    "reaction_added": Listeners.on_told,
    "user_change": Listeners.on_told,
    "app_home_opened": Listeners.on_home_opened,
    "team_join": Listeners.on_new_member,
    "member_joined_channel": Listeners.on_channel_member,
    "member_left_channel": Listeners.on_channel_member,
    "app_uninstalled": Listeners.on_removed,
    "tokens_revoked": Listeners.on_removed,
}
"""The events that are listened to; manifest.yml asks for just these, "message" as message.im."""
