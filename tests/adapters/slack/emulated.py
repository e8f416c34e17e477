"""The package emulate as the Slack that Vouch speaks to: strict about tokens, scopes, triggers and shapes.

It reads no query strings, which slack_sdk uses for some methods, so a small proxy puts them into the body.
"""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.slack.installing import SCOPES
from tests.node import require_node

SCRIPT = Path(__file__).with_name("emulator.mjs")
TEAM, ANA = "T000000001", "U000000001"
CLIENT_ID, CLIENT_SECRET = "1.2", "shh"


@dataclass
class Emulated:
    """*api_url* is the proxy's, for Vouch; *url* the emulator's own. *calls* are methods, tokens and answers so far."""

    url: str
    session: aiohttp.ClientSession
    api_url: str = ""
    calls: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)

    @property
    def refused(self) -> list[tuple[str, str]]:
        """Return what the emulator did not take: method and error."""
        return [(method, answer["error"]) for method, _, answer in self.calls if not answer.get("ok")]

    @property
    def token(self) -> str:
        """Return the token that Vouch used last."""
        used: str = next(token for _, token, _ in reversed(self.calls) if token)
        return used

    async def ask(self, method: str, token: str, **arguments: Any) -> dict[str, Any]:
        """Call the Web API as somebody with this token."""
        headers = {"Authorization": f"Bearer {token}"}
        async with self.session.post(f"{self.url}/api/{method}", json=arguments, headers=headers) as response:
            answer: dict[str, Any] = await response.json()
            return answer

    async def until(self, method: str, words: str) -> dict[str, Any]:
        """Wait until the emulator answered a call of this method with these words in it, and return the answer."""
        for _ in range(200):
            for called, _, answer in self.calls:
                if called == method and words in json.dumps(answer, ensure_ascii=False):
                    return answer
            await asyncio.sleep(0.1)
        raise AssertionError(f"No {method} with {words!r}: {self.calls}")


@asynccontextmanager
async def emulated_slack(redirect_url: str) -> AsyncIterator[Emulated]:
    require_node()
    app = {
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "name": "Vouch",
        "redirect_uris": [redirect_url],
        "scopes": list(SCOPES),
    }
    bot = {"token": "xoxb-seeded", "type": "bot", "user": "vouch", "scopes": list(SCOPES)}
    seed = {"oauth_apps": [app], "tokens": [bot], "strict_scopes": True}
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    process = await asyncio.create_subprocess_exec(
        "node", str(SCRIPT), json.dumps(seed), port, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout
        url = json.loads(await process.stdout.readline())["url"]
        async with aiohttp.ClientSession() as session:
            emulated = Emulated(url, session)
            async with _proxy(emulated):
                yield emulated
    finally:
        process.kill()
        await process.wait()


@asynccontextmanager
async def _proxy(emulated: Emulated) -> AsyncIterator[None]:
    async def forward(request: web.Request) -> web.Response:
        kept = {name: request.headers[name] for name in ("Authorization",) if name in request.headers}
        if request.content_type == "application/json":
            given: dict[str, Any] = {"json": {**request.query, **await request.json()}}
        else:
            given = {"data": {**request.query, **await request.post()}}
        method = request.match_info["method"]
        async with emulated.session.post(f"{emulated.url}/api/{method}", headers=kept, **given) as response:
            answer = await response.json()
            token = kept.get("Authorization", "").removeprefix("Bearer ")
            emulated.calls.append((method, token if token.startswith("xoxb") else "", answer))
            return web.json_response(answer, status=response.status)

    app = web.Application()
    app.router.add_route("*", "/api/{method}", forward)
    server = TestServer(app)
    await server.start_server()
    try:
        emulated.api_url = str(server.make_url("/api/"))
        yield
    finally:
        await server.close()
