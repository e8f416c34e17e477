"""What `vouch doctor slack` looks at: may the token do what Vouch does, can Slack reach us, and is the clock right."""

import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.doctor import compare_clocks, reaching
from adapters.slack.installing import SCOPES
from adapters.slack.settings import SlackSettings
from adapters.slack.socket_mode import past_any_proxy
from adapters.slack.translate import PLATFORM
from adapters.slack.web_api import TIMEOUT, on_this_machine, quiet_logger
from bot.doctor import Check, NotWell
from bot.errors import SettingsError
from bot.ports import Installations
from bot.replies.counting import counted

Opening = Callable[[], AbstractAsyncContextManager[Installations]]


def checks(settings: SlackSettings, installations: Opening) -> list[Check]:
    """Return the checks of what the settings name. *installations* are opened where many workspaces may install it."""
    examined = Examined(settings, installations)
    wanted = [Check("settings", examined.complete), Check("clock", examined.clock)]
    if settings.bot_token:
        wanted += [Check("token", examined.token), Check("scopes", examined.scopes)]
    if settings.client_id:
        wanted.append(Check("installations", examined.installed))
    if settings.app_token:
        wanted.append(Check("socket", examined.socket))
    else:
        wanted.append(Check("address", examined.address))
    return wanted


class Examined:
    def __init__(self, settings: SlackSettings, installations: Opening) -> None:
        self._settings, self._installations = settings, installations

    async def complete(self) -> str:
        try:
            self._settings.check()
        except SettingsError as error:
            raise NotWell(str(error)) from error
        way = "a socket" if self._settings.app_token else "HTTP"
        return f"Slack is reached through {way}, its Web API at {self._settings.api_url}"

    async def clock(self) -> str:
        return await compare_clocks(self._settings.api_url, "Slack")

    async def token(self) -> str:
        who = (await self._ask("auth.test", self._settings.bot_token, "SLACK_BOT_TOKEN")).data
        return f"works in {who.get('team') or 'the workspace'} as {who.get('user') or 'a bot'}"

    async def scopes(self) -> str:
        answer = await self._ask("auth.test", self._settings.bot_token, "SLACK_BOT_TOKEN")
        granted = {scope.strip() for scope in (answer.headers.get("x-oauth-scopes") or "").split(",") if scope.strip()}
        if not granted:
            return "Slack does not say which the token has"
        if missing := sorted(set(SCOPES) - granted):
            raise NotWell(f"missing: {', '.join(missing)}. Add them under “OAuth & Permissions” and install again")
        return "all there" + (f"; not needed: {', '.join(more)}" if (more := sorted(granted - set(SCOPES))) else "")

    async def installed(self) -> str:
        async with self._installations() as installations:
            workspaces = await installations.workspaces(PLATFORM)
            for workspace in workspaces:
                kept = await installations.find(PLATFORM, workspace)
                await self._ask("auth.test", json.loads(kept or b"{}").get("bot_token"), f"the token of {workspace}")
        if not workspaces:
            here = (self._settings.public_url or "").rstrip("/")
            return f"none yet: a workspace installs Vouch at {here}/slack/install"
        return f"{counted(len(workspaces), 'workspace')}, each with a token that works"

    async def socket(self) -> str:
        answer = await self._ask("apps.connections.open", self._settings.app_token, "SLACK_APP_TOKEN")
        with reaching(answer.data["url"].partition("?")[0]):  # what follows is a ticket
            async with (
                aiohttp.ClientSession(trust_env=True) as session,
                session.ws_connect(
                    past_any_proxy(answer.data["url"]), timeout=aiohttp.ClientWSTimeout(ws_close=TIMEOUT)
                ) as socket,
            ):
                hello = await socket.receive_json(timeout=TIMEOUT)
        return "opens, and Slack says hello" if hello.get("type") == "hello" else "opens"

    async def address(self) -> str:
        if not self._settings.public_url:
            raise NotWell(
                "VOUCH_PUBLIC_URL is not set: Slack needs an https address to send to, or use SLACK_APP_TOKEN"
            )
        url = self._settings.public_url.rstrip("/")
        if not url.startswith("https://") and not on_this_machine(self._settings.api_url):
            raise NotWell(f"VOUCH_PUBLIC_URL is {url}: Slack sends to https addresses only")
        with reaching(f"{url}/healthz", "is `vouch serve` up?"):
            async with aiohttp.ClientSession(trust_env=True) as session, session.get(f"{url}/healthz") as response:
                status = response.status
        if status != 200:
            raise NotWell(f"{url}/healthz answers {status}: look at what it says")
        return f"answers; the request URL in your Slack app is {url}/slack/events"

    async def _ask(self, method: str, token: str | None, named: str) -> Any:
        client = AsyncWebClient(
            token=token, base_url=self._settings.api_url, timeout=TIMEOUT, logger=quiet_logger, retry_handlers=[]
        )
        if on_this_machine(self._settings.api_url):
            client.proxy = None  # it takes the environment's whatever NO_PROXY says
        with reaching(self._settings.api_url):
            try:
                return await client.api_call(method)
            except SlackApiError as error:
                said = error.response.get("error") or f"it answers {error.response.status_code} to {method}"
                what_to_do = f". {_WHAT_TO_DO[said]}" if said in _WHAT_TO_DO else ""
                raise NotWell(f"Slack does not take {named}: {said}{what_to_do}") from error


_COPY = "Copy it again, whole and without spaces"
_REMOVED = "The app was removed from the workspace: install it again, and take the new token"
_WHAT_TO_DO = {
    "invalid_auth": _COPY,
    "not_authed": _COPY,
    "not_allowed_token_type": "It is of another kind: SLACK_BOT_TOKEN begins with xoxb-, SLACK_APP_TOKEN with xapp-",
    "account_inactive": _REMOVED,
    "token_revoked": _REMOVED,
    "missing_scope": "An app-level token needs connections:write",
}
"""What helps, by Slack's own word for what is wrong."""
