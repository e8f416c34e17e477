"""A Slack that takes every call, remembers it, and can be told to refuse: for what no emulator does.

It keeps the messages it was sent, so that a look-up in the history finds them.
"""

import asyncio
import itertools
import json
from collections.abc import Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer

PATIENCE = 40.0
"""Seconds. A shared machine may be slow; but what comes only because a lease ran out after a minute comes too late."""

Answer = web.Response | dict[str, Any]


@dataclass
class Called:
    """One call: the method, its arguments with JSON read, and the token it was made with."""

    method: str
    arguments: dict[str, Any]
    token: str

    @property
    def words(self) -> str:
        """Return all that the call carries, as one text."""
        return json.dumps(self.arguments, ensure_ascii=False)


@dataclass
class FakeSlack:
    """*answers* replaces what a method answers; each value is asked once for every call."""

    calls: list[Called] = field(default_factory=list)
    answers: dict[str, Callable[[Called], Answer]] = field(default_factory=dict)
    messages: list[dict[str, Any]] = field(default_factory=list)
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    closed: set[int] = field(default_factory=set)
    """Which of the sockets are no more, by their place among them."""
    acknowledged: list[dict[str, Any]] = field(default_factory=list)
    held: dict[str, asyncio.Event] = field(default_factory=dict)
    server: TestServer | None = None
    tickets: set[str] = field(default_factory=set)
    """Which sockets may be opened: Slack gives an address that is good for one attempt."""
    refused: int = 0
    """How many attempts to open a socket fail from here on."""
    _ts: Any = field(default_factory=lambda: itertools.count(1))
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def api_url(self) -> str:
        assert self.server
        return str(self.server.make_url("/api/"))

    def response_url(self, name: str) -> str:
        assert self.server
        return str(self.server.make_url(f"/response/{name}"))

    def called(self, *methods: str) -> list[Called]:
        return [call for call in self.calls if call.method in methods]

    async def until(self, wanted: Callable[[], Any], patience: float = PATIENCE) -> Any:
        """Wait until *wanted* returns something true, and return that."""
        async with asyncio.timeout(patience):
            while not (found := wanted()):
                self._news.clear()
                await self._news.wait()
            return found

    async def until_called(self, *methods: str, count: int = 1, patience: float = PATIENCE) -> Called:
        """Wait for that many calls of these methods, and return the last of them."""
        calls: list[Called] = await self.until(
            lambda: found if len(found := self.called(*methods)) >= count else None, patience
        )
        return calls[count - 1]

    async def until_said(self, words: str) -> Called:
        """Wait for a message of any way that contains these words."""
        said = "chat.postMessage", "chat.update", "chat.postEphemeral", "response_url", "views.publish", "views.open"
        found: Called = await self.until(
            lambda: next((call for call in self.called(*said) if words in call.words), None)
        )
        return found

    def hold(self, method: str) -> asyncio.Event:
        """Let calls of this method wait until what is returned is set."""
        return self.held.setdefault(method, asyncio.Event())

    # The server

    async def take(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        call = Called(method, await _arguments(request), token)
        self.calls.append(call)
        self._news.set()
        if method in self.held:
            await self.held[method].wait()
        answer = self.answers[method](call) if method in self.answers else self._answer(call)
        self._news.set()
        return answer if isinstance(answer, web.StreamResponse) else web.json_response({"ok": True, **answer})

    def _answer(self, call: Called) -> dict[str, Any]:
        told = call.arguments
        match call.method:
            case "chat.postMessage":
                ts = f"1760000000.{next(self._ts):06}"
                self.messages.append({**told, "ts": ts})
                return {"channel": told["channel"], "ts": ts}
            case "chat.update":
                return {"channel": told["channel"], "ts": told["ts"]}
            case "conversations.open":
                return {"channel": {"id": f"D{told['users']}"}}
            case "conversations.history" | "conversations.replies":
                there = [message for message in self.messages if message["channel"] == told["channel"]]
                return {"messages": there[::-1]}
            case "users.info":
                tz = {"tz": "America/Chicago", "tz_offset": -18000}
                return {"user": {"id": told["user"], "real_name": "Sam Lee", "profile": {"real_name": "Sam Lee"}, **tz}}
            case "apps.connections.open":
                assert self.server
                ticket = f"ticket-{next(self._ts)}"
                self.tickets.add(ticket)
                return {"url": str(self.server.make_url(f"/socket?ticket={ticket}")).replace("http", "ws", 1)}
            case _:
                return {}

    async def respond(self, request: web.Request) -> web.Response:
        if request.match_info["name"] == "upload":
            return web.Response(text="OK")
        self.calls.append(Called("response_url", await request.json(), ""))
        self._news.set()
        if "response_url" in self.held:
            await self.held["response_url"].wait()
        return web.Response(text="ok")

    async def socket(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query["ticket"]
        if ticket not in self.tickets:
            return web.Response(status=404)
        self.tickets.remove(ticket)
        if self.refused:
            self.refused -= 1
            return web.Response(status=503)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self.sockets.append(socket)
        self._news.set()
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self.acknowledged.append({**json.loads(message.data), "by": self.sockets.index(socket)})
                    self._news.set()
        finally:
            self.closed.add(self.sockets.index(socket))
            self._news.set()
        return socket


async def _arguments(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        told: dict[str, Any] = await request.json()
        return told
    form = await request.post()
    return {name: _read(str(value)) for name, value in {**request.query, **form}.items()}


def _read(value: str) -> Any:
    if value[:1] in ("{", "["):
        return json.loads(value)
    return value


@asynccontextmanager
async def fake_slack() -> Any:
    slack = FakeSlack()
    app = web.Application()
    app.router.add_route("*", "/api/{method}", slack.take)
    app.router.add_post("/response/{name}", slack.respond)
    app.router.add_get("/socket", slack.socket)
    slack.server = TestServer(app)
    await slack.server.start_server()
    try:
        yield slack
    finally:
        for socket in slack.sockets:
            await socket.close()
        await slack.server.close()
