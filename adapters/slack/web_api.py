"""Slack's Web API: clients for each workspace, and its errors in our words.

No method is tried again by the client itself: a message whose answer was lost may have arrived, and only the courier
knows to look.
"""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import msgspec
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.internal_utils import get_user_agent

from adapters.slack.translate import PLATFORM
from bot.errors import RecipientGone, SendRefused
from bot.ports import Installations

REMEMBERED = 60.0
"""Seconds for which a workspace's token is remembered: as long as another process may not know of a new one."""

TIMEOUT = 10
KEPT_OPEN = 4.0
"""Seconds for which a connection that nobody uses is kept. Many servers close theirs after five: one closed in the very
moment of a send leaves it unclear whether the message arrived."""
MOST_CLIENTS = 1000
GIVEN_UP = frozenset(("account_inactive", "token_revoked"))
"""Slack's errors that mean that Vouch was removed from the workspace. A wrong token is the operator's to put right."""

GONE = frozenset(
    (
        "channel_not_found",
        "is_archived",
        "user_not_found",
        "user_disabled",
        "users_not_found",
        "cannot_dm_bot",
        "user_not_visible",
        "team_access_not_granted",
        "messages_tab_disabled",
    )
)
"""Slack's errors that mean that this recipient cannot be reached any more."""

# Nothing that Slack's libraries log at lower levels is free of what people wrote.
quiet_logger = logging.getLogger("vouch.slack")
quiet_logger.setLevel(logging.ERROR)


_JSON = {
    "Content-Type": "application/json;charset=utf-8",
    "User-Agent": get_user_agent(),
}
_encode = msgspec.json.Encoder().encode


def on_this_machine(api_url: str) -> bool:
    """Tell whether the Web API is that of an emulator here: no proxy of the environment leads to it."""
    return urlsplit(api_url).hostname in ("127.0.0.1", "::1", "localhost")


class Workspaces:
    """The clients of all workspaces: one token for the one of the settings, or those of the installations."""

    def __init__(self, api_url: str, token: str | None, installations: Installations) -> None:
        self.api_url, self._token, self._installations = api_url, token, installations
        self._session: aiohttp.ClientSession | None = None
        self._found: dict[str, tuple[float, dict[str, Any]]] = {}
        self._ourselves: dict[str, Any] = {}
        self._clients: dict[str, AsyncWebClient] = {}

    @property
    def on_this_machine(self) -> bool:
        return on_this_machine(self.api_url)

    def client(self, token: str | None = None) -> AsyncWebClient:
        client = AsyncWebClient(
            token=token,
            base_url=self.api_url,
            timeout=TIMEOUT,
            session=self.session,
            logger=quiet_logger,
            retry_handlers=[],
        )
        client.proxy = None  # it takes the environment's whatever NO_PROXY says; the session knows better
        return client

    @property
    def session(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            patience = aiohttp.ClientTimeout(total=TIMEOUT)
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(keepalive_timeout=KEPT_OPEN),
                timeout=patience,
                cookie_jar=aiohttp.DummyCookieJar(),  # a token says who we are
                trust_env=not self.on_this_machine,
            )
        return self._session

    async def close(self) -> None:
        if self._session:
            await self._session.close()

    async def learn_who_we_are(self) -> None:
        """Ask whose the token of the settings is, so that our own doings are known as such. Done without at worst."""
        if self._token:
            told = await quickly(call(self.client(self._token).auth_test), TIMEOUT)
            self._ourselves = {"bot_user_id": told.get("user_id"), "bot_id": told.get("bot_id")}
            self._found.clear()

    async def installation(self, workspace: str) -> dict[str, Any] | None:
        """Return what is known of Vouch in this workspace; at least its "bot_token"."""
        known = self._found.get(workspace)
        if known and time.monotonic() - known[0] < REMEMBERED:
            return known[1]
        stored = await self._installations.find(PLATFORM, workspace)
        found: dict[str, Any] | None = json.loads(stored) if stored else None
        if found is None and self._token:
            found = {"bot_token": self._token, **self._ourselves}
        if found:
            self._found[workspace] = (time.monotonic(), found)
        return found

    async def client_of(self, workspace: str) -> AsyncWebClient:
        """Raises RecipientGone where Vouch is not installed."""
        found = await self.installation(workspace)
        if not found or not found.get("bot_token"):
            raise RecipientGone("Vouch is not installed in this workspace any more")
        return self._client_with(found["bot_token"])

    def _client_with(self, token: str) -> AsyncWebClient:
        """Return a client of ours for this token; each is made once, since every message needs one."""
        client = self._clients.get(token)
        if client is None or client.session is not self.session:
            if len(self._clients) > MOST_CLIENTS:
                self._clients.clear()
            client = self._clients[token] = self.client(token)
        return client

    async def post(self, client: AsyncWebClient, method: str, **arguments: Any) -> dict[str, Any]:
        """As call(), straight over our session: what the client does besides takes half as long again.

        For the methods by which each answer goes out. They take JSON; *method* is Slack's name, "chat.postMessage".
        """
        headers = {**_JSON, "Authorization": f"Bearer {client.token}"}
        try:
            async with self.session.post(
                f"{self.api_url}{method}", data=_encode(arguments), headers=headers
            ) as response:
                body, status, told = await response.read(), response.status, response.headers
        except aiohttp.ClientConnectorError as error:
            raise SendRefused("Slack cannot be reached") from error
        try:
            answer = msgspec.json.decode(body)
        except msgspec.DecodeError:
            answer = None
        if status == 200 and isinstance(answer, dict) and answer.get("ok"):
            return answer
        raise _trouble(status, answer, told)

    async def respond(self, url: str, words: dict[str, Any]) -> dict[str, Any]:
        """Answer through a response_url, which Slack gives with a command or an interaction."""
        async with self.session.post(url, json=words) as response:
            return {"status": response.status}

    def forget(self, workspace: str) -> None:
        self._found.pop(workspace, None)

    async def was_given_anew(self, workspace: str, token: str | None) -> bool:
        """Tell whether this token, which Slack takes no more, is an old one: another process may have the new one."""
        self.forget(workspace)
        found = await self.installation(workspace)
        return found is not None and found["bot_token"] != token

    async def remove_if_dead(self, workspace: str, before: datetime | None) -> None:
        """As remove(), for one of which Slack itself says that its token is good no more."""
        found = await self.installation(workspace)
        if not found or found["bot_token"] == self._token:
            return
        try:
            await call(self.client(found["bot_token"]).auth_test)
        except SlackError as error:
            if error.code in GIVEN_UP | {"invalid_auth"}:
                await self.remove(workspace, before)

    async def remove(self, workspace: str, before: datetime | None = None) -> None:
        """Forget an installation whose tokens are of no more use; one that was made since *before* (UTC) stays."""
        self.forget(workspace)
        if await self._installations.remove(PLATFORM, workspace, before):
            quiet_logger.error("Slack workspace %s: the installation is gone and was removed", workspace)


async def call(method: Callable[..., Awaitable[Any]], **arguments: Any) -> dict[str, Any]:
    """Call a method of the Web API and return its answer.

    Raises SlackError for what Slack refuses, SendRefused where it certainly did not take it, and what the client raises
    where nobody can tell.
    """
    try:
        answer = (await method(**arguments)).data
    except SlackApiError as error:
        raise _refusal(error) from error
    except aiohttp.ClientConnectorError as error:
        raise SendRefused("Slack cannot be reached") from error
    return answer if isinstance(answer, dict) else {}


class SlackError(Exception):
    """Slack answered that it did not do it; *code* is its own word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Unclear(Exception):
    """Slack answered with an error of its own (5xx): it may have done it all the same."""


def _refusal(error: SlackApiError) -> Exception:
    response = error.response
    status = getattr(response, "status_code", 200)
    return _trouble(status, getattr(response, "data", response), getattr(response, "headers", None) or {})


def _trouble(status: int, answer: Any, headers: Any) -> Exception:
    code = answer.get("error") if isinstance(answer, dict) else None
    if status == 429 or code in ("ratelimited", "rate_limited"):
        return SendRefused("Slack asks to wait", retry_after=_seconds(headers))
    if status >= 500 or code in ("internal_error", "fatal_error", "request_timeout", "service_unavailable") or not code:
        return Unclear(f"Slack answered {status}")
    return SlackError(code)


def _seconds(headers: Any) -> float:
    try:
        return max(float(headers.get("Retry-After") or headers.get("retry-after") or 1), 0.0)
    except ValueError:
        return 1.0


async def quickly(work: Awaitable[dict[str, Any]], seconds: float = 1.5) -> dict[str, Any]:
    """Return the answer of a look-up that may be done without: {} where it fails or takes long."""
    try:
        async with asyncio.timeout(seconds):
            return await work
    except Exception as error:  # noqa: BLE001  # whatever keeps Slack from telling, we go on without
        quiet_logger.info("A look-up was done without: %s", type(error).__name__)
        return {}
