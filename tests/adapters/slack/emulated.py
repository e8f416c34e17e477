"""The package emulate as the Slack that Vouch speaks to: strict about tokens, scopes, triggers and shapes."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from adapters.slack.installing import SCOPES

SCRIPT = Path(__file__).with_name("emulator.mjs")
TEAM, ANA = "T000000001", "U000000001"
CLIENT_ID, CLIENT_SECRET = "1.2", "shh"
BOT_TOKEN = "xoxb-seeded"
LONGEST_ANSWER = 1 << 24
PATIENCE = 20.0


@dataclass
class Emulated:
    """*calls* are methods, tokens and answers so far."""

    url: str
    session: aiohttp.ClientSession
    calls: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    @property
    def refused(self) -> list[tuple[str, str]]:
        """Return what the emulator did not take: method and error."""
        return [(method, str(answer.get("error"))) for method, _, answer in self.calls if not answer.get("ok")]

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

    async def direct_messages(self) -> list[tuple[str, str]]:
        """Open the conversation of the bot with each of the people; return them as (user, channel)."""
        everybody = (await self.ask("users.list", BOT_TOKEN, limit=1000))["members"]
        people = [each["id"] for each in everybody if not each["is_bot"] and each["id"] != ANA]
        return [
            (each, (await self.ask("conversations.open", BOT_TOKEN, users=each))["channel"]["id"]) for each in people
        ]

    async def until(self, method: str, words: str) -> dict[str, Any]:
        """Wait until the emulator answered a call of this method with these words in it, and return the answer."""
        seen = 0
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while True:
                    for called, _, answer in self.calls[seen:]:
                        if called == method and words in json.dumps(answer, ensure_ascii=False):
                            return answer
                    seen = len(self.calls)
                    await self.until_news()
        raise AssertionError(f"No {method} with {words!r}: {self.calls}")

    async def until_news(self) -> None:
        """Wait for a call."""
        self._news.clear()
        await self._news.wait()

    async def listen(self, printed: asyncio.StreamReader) -> None:
        while line := await printed.readline():
            self.calls.append(tuple(json.loads(line)))
            self._news.set()


@asynccontextmanager
async def emulated_slack(redirect_url: str = "", people: int = 0) -> AsyncIterator[Emulated]:
    """Start it with this many *people* beside its admin. Node has to be there (tests/node.py)."""
    app = {
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "name": "Vouch",
        "redirect_uris": [redirect_url],
        "scopes": list(SCOPES),
    }
    bot = {"token": BOT_TOKEN, "type": "bot", "user": "vouch", "scopes": list(SCOPES)}
    users = [{"name": f"resident{number}"} for number in range(people)]
    seed = {"oauth_apps": [app], "tokens": [bot], "users": users, "strict_scopes": True}
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    process = await asyncio.create_subprocess_exec(
        "node",
        str(SCRIPT),
        json.dumps(seed),
        port,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=LONGEST_ANSWER,
    )
    try:
        assert process.stdout
        url = json.loads(await process.stdout.readline())["url"]
        async with aiohttp.ClientSession() as session:
            emulated = Emulated(url, session)
            listening = asyncio.create_task(emulated.listen(process.stdout))
            try:
                yield emulated
            finally:
                listening.cancel()
    finally:
        process.kill()
        await process.wait()
