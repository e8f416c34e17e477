"""A resident in Teams, for tests: signed activities over HTTP to the real face, its answers read off the connector."""

import itertools
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from adapters.by_platform import LookupsByPlatform, MessengerByPlatform
from adapters.teams.app import TeamsFace
from adapters.teams.credentials import PUBLIC, Registration
from bot.domain.delivery import Reach
from bot.ids import TimeOrderedIds
from bot.wiring.build import Vouch, build
from storage.store import SqlStore
from tests.adapters.teams.bot_framework import APP_ID, BotFramework, Call
from tests.databases import SetClock

BOT = "28:" + APP_ID
TENANT = "tenant-1"
ANA = "29:ana"
PERSONAL = "a:ana-and-vouch"
PUBLIC_URL = "https://vouch.example.org"
_numbers = itertools.count(1)


@dataclass
class Chat:
    """One resident's own chat with Vouch. *zone* is their client's; *call* posts any activity."""

    framework: BotFramework
    vouch: Vouch
    http: ClientSession
    endpoint: str
    user: str = ANA
    conversation: str = PERSONAL
    zone: str = "America/New_York"
    answers: list[Call] = field(default_factory=list)

    def activity(self, kind: str, **more: Any) -> dict[str, Any]:
        return {
            "type": kind,
            "id": f"activity-{next(_numbers)}",
            "timestamp": "2026-10-13T16:00:00.000Z",
            "localTimezone": self.zone,
            "serviceUrl": self.framework.url,
            "channelId": "msteams",
            "from": {"id": self.user, "name": "Ana", "aadObjectId": "0a1b"},
            "recipient": {"id": BOT, "name": "Vouch"},
            "conversation": {"conversationType": "personal", "id": self.conversation, "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            **more,
        }

    async def post(
        self, activity: Any, token: str | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Any]:
        """Post it signed, and return status and body once everything that comes of it is sent."""
        before = len(self.framework.sent)
        sign = {"Authorization": f"Bearer {token or self.framework.token()}"} if headers is None else headers
        body = {"data": activity} if isinstance(activity, bytes) else {"json": activity}
        async with self.http.post(self.endpoint, headers=sign, **body) as response:
            answer = await response.json() if response.content_type == "application/json" else await response.read()
        await self.vouch.door.drain()
        self.answers = self.framework.sent[before:]
        return response.status, answer

    async def says(self, text: str, **more: Any) -> str:
        """Write a line; return the id of its activity."""
        activity = self.activity("message", text=text, textFormat="plain", **more)
        status, _ = await self.post(activity)
        assert status == 200
        return str(activity["id"])

    async def invokes(self, name: str, value: dict[str, Any], **more: Any) -> Any:
        """Post an invoke, and return the body of its answer."""
        status, body = await self.post(self.activity("invoke", name=name, value=value, **more))
        assert status == 200, status
        return body

    async def presses(self, label: str, on: dict[str, Any] | None = None, **inputs: str) -> Any:
        """Press a button of the newest card, or of the one given, as Teams does for its kind of action."""
        action = action_of(on or self.card, label)
        data = {**action["data"], **inputs}
        if action["type"] == "Action.Submit":
            assert data["msteams"] == {"type": "task/fetch"}
            return await self.invokes("task/fetch", {"data": {**data, "type": "task/fetch"}, "context": {}})
        pressed = {"type": action["type"], "id": "x", "verb": action["verb"], "data": data}
        return await self.invokes("adaptiveCard/action", {"action": pressed, "trigger": "manual"})

    @property
    def card(self) -> dict[str, Any]:
        """The newest card that came."""
        assert self.answers, "Nothing was sent."
        return self.answers[-1].card

    @property
    def said(self) -> str:
        return words_in(self.card)


def walk(element: Any) -> Iterator[dict[str, Any]]:
    """Return every object of a card, in reading order."""
    if isinstance(element, dict):
        yield element
    for inner in element.values() if isinstance(element, dict) else element if isinstance(element, list) else ():
        yield from walk(inner)


def words_in(card: dict[str, Any]) -> str:
    """Return the words that a card shows, as they are written in it."""
    words = []
    for element in walk(card["body"]):
        words += [element["text"]] if element.get("type") == "TextBlock" else []
        words += [f"{fact['title']}: {fact['value']}" for fact in element.get("facts", ())]
    return "\n".join(words)


def actions_in(card: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        each for each in walk([card["body"], card.get("actions", [])]) if str(each.get("type")).startswith("Action.")
    ]


def labels_in(card: dict[str, Any]) -> list[str]:
    return [action["title"] for action in actions_in(card)]


def action_of(card: dict[str, Any], label: str) -> dict[str, Any]:
    found = [action for action in actions_in(card) if action["title"] == label]
    assert found, f"There is no {label} among {labels_in(card)}"
    return found[0]


@asynccontextmanager
async def chatting(framework: BotFramework, store: SqlStore, clock: SetClock) -> AsyncIterator[Chat]:
    """A resident's chat with the real face, engine and storage."""
    registration = Registration(APP_ID, "", "MultiTenant", "", framework.metadata_url, PUBLIC, signs_out=False)
    face = TeamsFace(registration, b"a secret of the test's own, only", store.installations, PUBLIC_URL)
    messenger = MessengerByPlatform({"teams": face.messenger})
    lookups = LookupsByPlatform({"teams": face.lookups})
    ids = TimeOrderedIds(clock)
    vouch = build(store, messenger, Reach(("teams",)), clock, ids, zone_of=face.zone_of, lookups=lookups)
    app = web.Application()
    face.connect(vouch.door, app.router)
    async with TestServer(app) as server, ClientSession() as http:
        await face.start()
        yield Chat(framework, vouch, http, str(server.make_url("/api/messages")))
    await face.stop()
    await vouch.door.drain()
    await face.close()
