"""Slack as a face of `vouch serve`: one Bolt app, reached by HTTP requests or through a socket that we open."""

import asyncio
import logging
from datetime import timedelta
from http.cookies import Morsel

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.response import BoltResponse

from adapters.slack.home import Home
from adapters.slack.installing import KnownWorkspaces, make_flow
from adapters.slack.lines import Lines
from adapters.slack.listeners import Listeners
from adapters.slack.lookups import SlackLookups
from adapters.slack.messenger import SlackMessenger
from adapters.slack.settings import SlackSettings
from adapters.slack.socket_mode import NOT_CONNECTED, SocketMode
from adapters.slack.translate import PLATFORM, Payload
from adapters.slack.web_api import Workspaces, call, quickly, quiet_logger
from bot.domain.delivery import Rate
from bot.domain.local_time import is_zone
from bot.domain.resident import Address
from bot.errors import RecipientGone
from bot.failures import log_failure
from bot.front_door import FrontDoor
from bot.ports import Installations

logger = logging.getLogger(__name__)

ACKNOWLEDGED_WITHIN = 2.8
"""Seconds: Slack waits three. What is stored by then is answered, whatever Slack is told."""


class SlackFace:
    """Fits adapters.web.Face."""

    platform = PLATFORM
    rate = Rate(conversation=timedelta(seconds=1), workspace=timedelta(milliseconds=50))
    """Slack takes about a message a second in one conversation ("Rate limits", chat.postMessage)."""

    def __init__(self, settings: SlackSettings, installations: Installations) -> None:
        """Raises SettingsError where something is missing."""
        settings.check()
        self._settings, self._installations = settings, installations
        self._workspaces = Workspaces(settings.api_url, settings.bot_token, installations)
        self.messenger = SlackMessenger(self._workspaces)
        self.lookups = SlackLookups(self._workspaces)
        self._listeners = Listeners(self._workspaces, self.messenger, welcome_new_members=settings.welcome_new_members)
        self._home: Home | None = None
        self._app: AsyncApp | None = None
        self._lines = Lines(settings.signing_secret, self._workspaces) if settings.signing_secret else None
        self._socket: SocketMode | None = None
        self._learning: asyncio.Task[None] | None = None

    async def zone_of(self, address: Address) -> str | None:
        """Return Slack's `tz`; never the offset, which is wrong for half of the year."""
        try:
            client = await self._workspaces.client_of(address.workspace)
        except RecipientGone:
            return None
        found = (await quickly(call(client.users_info, user=address.user), 3.0)).get("user") or {}
        tz = found.get("tz")
        return tz if isinstance(tz, str) and is_zone(tz) else None

    def connect(self, door: FrontDoor, router: web.UrlDispatcher) -> None:
        self._home = Home(door, self._workspaces)
        self._listeners.connect(door, self._home)
        self.messenger.remember = door.reached_at
        door.watch(PLATFORM, self._home.refresh_soon)
        flow = self._flow()
        self._app = AsyncApp(
            name="vouch",
            logger=quiet_logger,
            signing_secret=self._settings.signing_secret or "",
            client=self._workspaces.client(),
            authorize=KnownWorkspaces(self._workspaces),  # type: ignore[arg-type]  # Bolt takes its own class here too
            oauth_flow=flow,
            # What comes in is stored before Slack is told that we have it.
            process_before_response=True,
            attaching_function_token_enabled=False,  # Vouch is no step of a workflow
        )
        self._listeners.register(self._app)
        self._app.error(_on_error)
        if self._settings.signing_secret:
            router.add_post("/slack/events", self._receive)
        if flow:
            router.add_get(flow.install_path, self._install)
            router.add_get(flow.redirect_uri_path, self._finish_installation)

    def _flow(self) -> AsyncOAuthFlow | None:
        settings = self._settings
        if not (settings.client_id and settings.client_secret):
            return None
        return make_flow(
            self._workspaces, self._installations, settings.client_id, settings.client_secret, settings.redirect_url
        )

    async def start(self) -> None:
        self._learning = asyncio.create_task(self._workspaces.learn_who_we_are())
        if self._settings.app_token and self._app:
            self._socket = SocketMode(self._app, self._settings.app_token, self._workspaces)
            self._socket.start()

    async def stop(self) -> None:
        if self._learning:
            self._learning.cancel()
        if self._socket:
            await self._socket.stop()
        await self._listeners.drain()
        if self._home:
            await self._home.drain()

    async def close(self) -> None:
        await self._workspaces.close()

    def trouble(self) -> str | None:
        if self._settings.app_token is None:
            return None
        return self._socket.trouble if self._socket else NOT_CONNECTED

    # HTTP

    @property
    def app(self) -> AsyncApp:
        if self._app is None:
            raise RuntimeError("This face is not connected to a front door.")
        return self._app

    async def _receive(self, request: web.Request) -> web.Response:
        # Bolt takes a timestamp that is no number for a fault of its own.
        stamp = request.headers.get("X-Slack-Request-Timestamp", "")
        if not stamp.isdecimal():
            return web.json_response({"error": "invalid request"}, status=401)
        signature = request.headers.get("X-Slack-Signature")
        try:
            async with asyncio.timeout(ACKNOWLEDGED_WITHIN):
                if self._lines and (line := await self._lines.read(await request.read(), stamp, signature)):
                    return await self._take_in(*line)
                return await to_aiohttp_response(await self.app.async_dispatch(await to_bolt_request(request)))
        except TimeoutError:
            return web.json_response({"error": "busy"}, status=503)
        except web.HTTPRequestEntityTooLarge:
            raise
        except Exception as error:  # noqa: BLE001  # what fails in our listeners ends in _on_error; this Bolt cannot read
            log_failure(logger, "Reading a request", error)
            return web.json_response({"error": "not understood"}, status=400)

    async def _take_in(self, body: Payload, context: AsyncBoltContext) -> web.Response:
        """Take in a resident's line, as Bolt would have it taken in."""
        try:
            await self._listeners.on_told(body, context)
        except Exception as error:  # noqa: BLE001  # as for Bolt, whatever a listener raises
            return await to_aiohttp_response(await _on_error(error))
        return web.Response()

    async def _install(self, request: web.Request) -> web.Response:
        answer = await self._oauth().handle_installation(await to_bolt_request(request))
        return await _with_cookies(answer, request)

    async def _finish_installation(self, request: web.Request) -> web.Response:
        answer = await self._oauth().handle_callback(await to_bolt_request(request))
        return await _with_cookies(answer, request)

    def _oauth(self) -> AsyncOAuthFlow:
        flow = self.app.oauth_flow
        if flow is None:
            raise RuntimeError("Vouch is set up for one workspace, by its token.")
        return flow


async def _with_cookies(answer: BoltResponse, request: web.Request) -> web.Response:
    """Return the answer for a browser. On this machine itself there is no TLS, and a Secure cookie would be dropped."""
    response = await to_aiohttp_response(answer)
    if request.url.host in ("127.0.0.1", "localhost", "::1") and request.scheme == "http":
        for cookie in response.cookies.values():
            _allow_without_tls(cookie)
    return response


def _allow_without_tls(cookie: "Morsel[str]") -> None:
    cookie["secure"] = ""


async def _on_error(error: Exception) -> BoltResponse:
    """Tell Slack to send it again: it was not stored."""
    log_failure(logger, "Taking in what Slack sent", error)
    return BoltResponse(status=500, body="")
