"""The Bot Framework on loopback: an OpenID endpoint with keys of its own, and a connector that records its calls."""

import asyncio
import itertools
import json
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

APP_ID = "6e0c1a52-4c3a-4bb4-9d2e-0c6d5f1b7a10"
ISSUER = "https://api.botframework.com"


@cache
def key(name: str) -> rsa.RSAPrivateKey:
    """Return the private key of this name: the same one throughout a run, since making one takes a while."""
    return rsa.generate_private_key(65537, 2048)


@dataclass(frozen=True)
class Call:
    """One request of the bot's. *message* is the activity it carried."""

    method: str
    conversation: str
    activity: str | None
    message: dict[str, Any]

    @property
    def card(self) -> dict[str, Any]:
        attachments = self.message["attachments"]
        assert [each["contentType"] for each in attachments] == ["application/vnd.microsoft.card.adaptive"]
        card: dict[str, Any] = attachments[0]["content"]
        return card


@dataclass(frozen=True)
class Refusal:
    status: int
    code: str = ""
    retry_after: str | None = None
    body: str | None = None


@dataclass
class BotFramework:
    """*refusals* are answered to the next calls, one each; *calls* are all that were made, *sent* those taken.

    *silent*: taken, with an answer that says nothing. *hangs*: never answered at all.
    *drops*: taken so many times without ever saying so. *channels* are those of each team, by its id, *members* those
    of each conversation, told one a page.
    """

    calls: list[Call] = field(default_factory=list)
    sent: list[Call] = field(default_factory=list)
    made: dict[int, str] = field(default_factory=dict)
    refusals: deque[Refusal] = field(default_factory=deque)
    channels: dict[str, list[dict[str, str | None]]] = field(default_factory=dict)
    members: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    keys: list[str] = field(default_factory=lambda: ["first"])
    endorsements: list[str] = field(default_factory=lambda: ["msteams"])
    key_requests: int = 0
    keys_take: float = 0.0
    keys_asked: asyncio.Event = field(default_factory=asyncio.Event)
    silent: bool = False
    hangs: bool = False
    drops: int = 0
    url: str = ""
    on_sent: Callable[[str], None] = lambda conversation: None
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    @property
    def metadata_url(self) -> str:
        return f"{self.url}.well-known/openidconfiguration"

    def token(self, signed_by: str = "first", key_id: str | None = None, **claims: Any) -> str:
        """Return a token as the Bot Framework makes it, with these claims instead; None leaves one out."""
        now = int(time.time())
        usual = {"iss": ISSUER, "aud": APP_ID, "serviceurl": self.url, "nbf": now - 10, "exp": now + 3600}
        told = {name: value for name, value in {**usual, **claims}.items() if value is not None}
        return jwt.encode(told, key(signed_by), "RS256", {"kid": key_id or signed_by})

    async def _metadata(self, _request: web.Request) -> web.Response:
        self.key_requests += 1
        self.keys_asked.set()
        await asyncio.sleep(self.keys_take)
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self.url}keys"})

    async def _keys(self, _request: web.Request) -> web.Response:
        keys = [
            {**json.loads(RSAAlgorithm.to_jwk(key(name).public_key())), "kid": name, "endorsements": self.endorsements}
            for name in self.keys
        ]
        return web.json_response({"keys": keys})

    def sent_as(self, call: Call) -> str:
        """Return the id that was given to a message."""
        return self.made[self.sent.index(call)]

    async def _list(self, request: web.Request) -> web.Response:
        if self.refusals:
            return _refused(self.refusals.popleft())
        team = request.match_info["team"]
        if team not in self.channels:
            return _refused(Refusal(404, "TeamNotFound"))
        return web.json_response({"conversations": self.channels[team]})

    async def _members(self, request: web.Request) -> web.Response:
        known = self.members.get(request.match_info["conversation"])
        if known is None:
            return _refused(Refusal(404, "ConversationNotFound"))
        if one := request.match_info.get("member"):
            found = next((each for each in known if each["id"] == one), None)
            return web.json_response(found) if found else _refused(Refusal(404, "MemberNotFoundInConversation"))
        begin = int(request.query.get("continuationToken", 0))
        more = {"continuationToken": str(begin + 1)} if begin + 1 < len(known) else {}
        return web.json_response({"members": known[begin : begin + 1], **more})

    async def _take(self, request: web.Request) -> web.Response:
        body = await request.json() if request.can_read_body else {}
        where = request.match_info
        call = Call(request.method, where.get("conversation", ""), where.get("activity"), body)
        self.calls.append(call)
        if self.hangs:
            await asyncio.sleep(3600)
        if self.refusals:
            return _refused(self.refusals.popleft())
        self.sent.append(call)
        number = len(self.sent) - 1
        self.on_sent(call.conversation)
        if self.drops:
            self.drops -= 1
            assert request.transport
            request.transport.close()
        if self.silent:
            return web.Response(status=200)
        made = f"a:opened-{body['members'][0]['id']}" if not call.conversation else f"m{next(self._numbers)}"
        self.made[number] = made
        return web.json_response({"id": call.activity if request.method == "PUT" else made}, status=201)


def _refused(refusal: Refusal) -> web.Response:
    headers = {"Retry-After": refusal.retry_after} if refusal.retry_after else {}
    if refusal.body is not None:
        return web.Response(status=refusal.status, text=refusal.body, content_type="text/html", headers=headers)
    error = {"error": {"code": refusal.code, "message": "as the test says"}}
    return web.json_response(error, status=refusal.status, headers=headers)


@asynccontextmanager
async def running_bot_framework() -> AsyncIterator[BotFramework]:
    framework = BotFramework()
    app = web.Application()
    conversations = "/v3/conversations"
    app.add_routes(
        [
            web.get("/.well-known/openidconfiguration", framework._metadata),
            web.get("/keys", framework._keys),
            web.get("/v3/teams/{team}/conversations", framework._list),
            web.get(conversations + "/{conversation}/pagedmembers", framework._members),
            web.get(conversations + "/{conversation}/members/{member}", framework._members),
            web.post(conversations, framework._take),
            web.post(conversations + "/{conversation}/activities", framework._take),
            web.post(conversations + "/{conversation}/activities/{activity}", framework._take),
            web.put(conversations + "/{conversation}/activities/{activity}", framework._take),
            web.delete(conversations + "/{conversation}/activities/{activity}", framework._take),
        ]
    )
    async with TestServer(app) as server:
        framework.url = str(server.make_url("/"))
        yield framework
