"""Socket Mode: what Slack would post to us comes through a socket that we open, where the internet reaches no machine.

Of our own, because of what slack_sdk's client does: it closes its socket before it opens the next one, it acknowledges
on whichever is newest, and where an attempt fails it tries the same address again, which Slack takes once and not for
long. Shapes: Slack's documentation, "Using Socket Mode".
"""

import asyncio
import contextlib
import json
import logging
from collections.abc import Coroutine
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.request import SocketModeRequest
from yarl import URL

from adapters.slack.web_api import SlackError, Workspaces, call
from bot.errors import SendRefused
from bot.failures import log_failure

logger = logging.getLogger(__name__)

PATIENCE = 10.0
"""Seconds that Slack may take to open a socket and to say hello."""

HEARTBEAT = 10.0
"""Seconds between two pings: a socket that leads nowhere any more is noticed by the one that nobody answers."""

PAUSES = (0.5, 2.0, 5.0, 15.0, 30.0)
"""Seconds before the next attempt after each that failed; the last repeats."""

LASTS = 30.0
"""Seconds after which a socket that is closed counts as one that was well: Slack's own last for hours."""

LINGERS = 30.0
"""Seconds for which a socket is still listened to that has another in its place: Slack closes it before that."""

CROWDED_OUT = {
    "link_disabled": "Socket Mode is switched off in the Slack app's settings",
    "too_many_websockets": "Slack closes its socket: the app has more open than it may",
}
"""What Slack says when it closes a socket for good, and what that means for whoever installed Vouch."""

NOT_CONNECTED = "its socket is not connected"


class SocketMode:
    """Keeps one socket open, and has another in its place before Slack closes it.

    An envelope is acknowledged on the socket by which it came, once what it carries is stored. One that is not comes
    again, by whichever socket Slack chooses, in whatever process.
    """

    def __init__(self, app: AsyncApp, app_token: str, workspaces: Workspaces) -> None:
        self._app, self._app_token, self._workspaces = app, app_token, workspaces
        self._sockets: set[aiohttp.ClientWebSocketResponse] = set()
        self._beside: set[asyncio.Task[Any]] = set()
        self._answering: set[asyncio.Task[Any]] = set()
        self._running: asyncio.Task[None] | None = None
        self._why = NOT_CONNECTED
        self._stopping = False

    @property
    def trouble(self) -> str | None:
        """Return why nothing comes in, None while something does."""
        return None if any(not socket.closed for socket in self._sockets) else self._why

    def start(self) -> None:
        self._running = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Take in nothing more, acknowledge what came in, and close."""
        self._stopping = True
        if self._running:
            self._running.cancel()
        if self._answering:
            await asyncio.wait(self._answering, timeout=PATIENCE)
        for task in self._beside:
            task.cancel()
        await asyncio.gather(*(socket.close() for socket in self._sockets))

    async def _run(self) -> None:
        failures, now = 0, asyncio.get_running_loop().time
        while True:
            why, pause = NOT_CONNECTED, 0.0
            try:
                left, since = await self._open(), now()
                reason = await left
            except SendRefused as refusal:
                why, pause = f"{NOT_CONNECTED}: {refusal}", refusal.retry_after or 0
            except SlackError as error:
                why = f"{NOT_CONNECTED}: Slack says {error.code}"
            except Exception as error:  # noqa: BLE001  # whatever keeps us from Slack, the next attempt may do better
                log_failure(logger, "Opening a socket to Slack", error)
            else:
                if reason in CROWDED_OUT:
                    why, pause = CROWDED_OUT[reason], PAUSES[-1]
                elif now() > since + LASTS:
                    failures = 0
                    continue
            self._tell(why)
            await asyncio.sleep(max(pause, PAUSES[min(failures, len(PAUSES) - 1)]))
            failures += 1

    def _tell(self, why: str) -> None:
        """Keep why nothing comes in, and say it once to whoever reads the log."""
        if why not in (self._why, NOT_CONNECTED):
            logger.error("Slack: %s", why)
        self._why = why

    async def _open(self) -> "asyncio.Future[str | None]":
        """Open a socket; return what is done when another is wanted in its place, with the reason that Slack gave."""
        given = await call(self._workspaces.client().apps_connections_open, app_token=self._app_token)
        session = self._workspaces.session
        socket = await session.ws_connect(past_any_proxy(given["url"]), heartbeat=HEARTBEAT)
        try:
            first = await socket.receive_json(timeout=PATIENCE)
        except BaseException:
            await socket.close()
            raise
        left: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()
        self._sockets.add(socket)
        self._do(self._listen(socket, first, left), self._beside)
        return left

    async def _listen(
        self, socket: aiohttp.ClientWebSocketResponse, first: Any, left: "asyncio.Future[str | None]"
    ) -> None:
        try:
            self._take_in(first, socket, left)
            async for message in socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    self._take_in(json.loads(message.data), socket, left)
        except ValueError as error:
            log_failure(logger, "Reading what came by a socket", error)
        finally:
            self._sockets.discard(socket)
            if not left.done():
                left.set_result(None)
            await socket.close()

    def _take_in(self, told: Any, socket: aiohttp.ClientWebSocketResponse, left: "asyncio.Future[str | None]") -> None:
        if self._stopping:
            return
        if told.get("type") == "hello":
            self._why = NOT_CONNECTED
        elif told.get("type") == "disconnect":
            # It goes on bringing what is under way until Slack closes it, but for what is closed for good.
            if not left.done():
                left.set_result(told.get("reason"))
            self._do(_close(socket, 0 if told.get("reason") in CROWDED_OUT else LINGERS), self._beside)
        elif request := SocketModeRequest.from_dict(told):
            self._do(self._answer(request, socket), self._answering)

    async def _answer(self, request: SocketModeRequest, socket: aiohttp.ClientWebSocketResponse) -> None:
        response = await run_async_bolt_app(self._app, request)
        if response.status == 200:  # else it was not stored
            with contextlib.suppress(ConnectionError):  # a socket that was closed meanwhile
                await socket.send_json({"envelope_id": request.envelope_id, **_payload(response)})

    def _do(self, work: Coroutine[Any, Any, None], among: set[asyncio.Task[Any]]) -> None:
        task = asyncio.create_task(_logged(work))
        among.add(task)
        task.add_done_callback(among.discard)


def past_any_proxy(url: str) -> URL:
    """Return the address of a socket as one that goes by the environment's HTTPS_PROXY, which wss:// would not."""
    address = URL(url)
    return address.with_scheme({"ws": "http", "wss": "https"}.get(address.scheme, address.scheme))


def _payload(response: BoltResponse) -> dict[str, Any]:
    """Return what is shown at once, like what is wrong in a form."""
    if not response.body:
        return {}
    is_json = response.headers.get("content-type", [""])[0].startswith("application/json")
    return {"payload": json.loads(response.body) if is_json else {"text": response.body}}


async def _close(socket: aiohttp.ClientWebSocketResponse, seconds: float) -> None:
    await asyncio.sleep(seconds)
    await socket.close()


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception as error:  # noqa: BLE001  # nobody waits for it
        log_failure(logger, "Taking in what came by a socket", error)
