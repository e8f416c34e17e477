"""One resident's talk with Vouch, the same on every face: what is written here once is tried on all of them."""

import html
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, Protocol

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from adapters.by_platform import MessengerByPlatform
from adapters.slack.app import SlackFace
from adapters.slack.settings import SlackSettings
from adapters.terminal.app import TerminalFace
from adapters.terminal.messenger import TerminalMessenger
from adapters.terminal.screen import Fragments
from bot.domain.delivery import Reach
from bot.domain.resident import Address, Resident
from bot.ids import TimeOrderedIds
from bot.wiring.build import Vouch, build
from storage.store import SqlStore
from tests.adapters.slack.fake_slack import FakeSlack, fake_slack
from tests.adapters.slack.requests import SECRET, SlackSide
from tests.adapters.teams.bot_framework import running_bot_framework
from tests.adapters.teams.chat import Chat, chatting, labels_in, words_in
from tests.databases import SetClock


class Talk(Protocol):
    """*said* is the newest message as a person reads it, on one line; *labels* its buttons in reading order."""

    async def says(self, text: str) -> None: ...

    async def presses(self, label: str) -> None: ...

    async def waits(self, hours: float) -> None:
        """Let the time pass, and what has come due by then be sent: something has. It is an hour less in Slack."""

    @property
    def said(self) -> str: ...

    @property
    def labels(self) -> list[str]: ...


def on_one_line(text: str) -> str:
    return " ".join(text.split())


class OnTerminal:
    def __init__(
        self, face: TerminalFace, messenger: TerminalMessenger, shown: list[Fragments], wait: Callable[[float], Any]
    ) -> None:
        self._face, self._messenger, self._shown, self._wait = face, messenger, shown, wait

    async def waits(self, hours: float) -> None:
        await self._wait(hours)

    async def says(self, text: str) -> None:
        await self._face.say(text)

    async def presses(self, label: str) -> None:
        assert label in self.labels, f"There is no {label} among {self.labels}"
        await self._face.say(label)

    @property
    def said(self) -> str:
        return on_one_line("".join(text for style, text in self._shown[-1] if style != "button"))

    @property
    def labels(self) -> list[str]:
        newest = self._messenger.newest
        return [choice.button.label for choice in newest.choices] if newest else []


class InTeams:
    def __init__(self, chat: Chat, wait: Callable[[float], Any]) -> None:
        self._chat, self._wait = chat, wait
        self._card: dict[str, Any] = {}

    async def waits(self, hours: float) -> None:
        before = len(self._chat.framework.sent)
        await self._wait(hours)
        if sent := self._chat.framework.sent[before:]:
            self._card = sent[-1].card

    async def says(self, text: str) -> None:
        await self._chat.says(text)
        self._card = self._chat.card

    async def presses(self, label: str) -> None:
        body = await self._chat.presses(label, on=self._card)
        self._card = self._chat.card if self._chat.answers else body["value"]

    @property
    def said(self) -> str:
        return on_one_line(re.sub(r"\\(?=[^\w\s])", "", words_in(self._card)))

    @property
    def labels(self) -> list[str]:
        return labels_in(self._card)


class InSlack:
    def __init__(self, slack: FakeSlack, side: SlackSide, vouch: Vouch, wait: Callable[[float], Any]) -> None:
        self._slack, self._side, self._vouch, self._wait = slack, side, vouch, wait
        self._message: dict[str, Any] = {}

    async def waits(self, hours: float) -> None:
        await self._then(lambda: self._wait(hours))

    async def says(self, text: str) -> None:
        await self._then(lambda: self._side.says(text))

    async def presses(self, label: str) -> None:
        await self._then(lambda: self._side.presses(label, self._message))

    async def _then(self, what: Callable[[], Any]) -> None:
        ways = "chat.postMessage", "chat.update"
        before = len(self._slack.called(*ways))
        await what()
        await self._slack.until(lambda: len(self._slack.called(*ways)) > before)
        await self._vouch.door.drain()
        newest = self._slack.called(*ways)[-1]
        posted = newest.method == "chat.postMessage"
        self._message = self._slack.messages[-1] if posted else newest.arguments

    @property
    def said(self) -> str:
        words = [
            each["text"] for each in _walk(self._message["blocks"]) if each.get("type") in ("mrkdwn", "plain_text")
        ]
        buttons = set(self.labels)
        return on_one_line(html.unescape(" ".join(each for each in words if each not in buttons).replace("*", "")))

    @property
    def labels(self) -> list[str]:
        found = [each for each in _walk(self._message["blocks"]) if each.get("type") == "button"]
        return [each["text"]["text"] for each in found]


def waiting(vouch: Vouch, clock: SetClock) -> Callable[[float], Any]:
    async def wait(hours: float) -> None:
        clock.advance(timedelta(hours=hours))
        await vouch.loop.deliver_due()
        clock.advance(timedelta(minutes=1))  # what is answered is answered after it came

    return wait


def _walk(part: Any) -> list[dict[str, Any]]:
    inside = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return [*([part] if isinstance(part, dict) else []), *(each for inner in inside for each in _walk(inner))]


@asynccontextmanager
async def on_terminal(store: SqlStore, clock: SetClock) -> AsyncIterator[Talk]:
    address, shown = Address("terminal", "local", "ana"), list[Fragments]()
    messenger = TerminalMessenger("ana", shown.append)
    await store.add_resident(Resident("ana", address, "America/New_York", clock.now(), welcomed=True))
    vouch = build(store, messenger, Reach(("terminal",)), clock, TimeOrderedIds(clock))
    yield OnTerminal(TerminalFace(vouch.door, address, messenger), messenger, shown, waiting(vouch, clock))


@asynccontextmanager
async def in_teams(store: SqlStore, clock: SetClock) -> AsyncIterator[Talk]:
    async with running_bot_framework() as framework, chatting(framework, store, clock) as chat:
        yield InTeams(chat, waiting(chat.vouch, clock))


@asynccontextmanager
async def in_slack(store: SqlStore, clock: SetClock) -> AsyncIterator[Talk]:
    async with fake_slack() as slack, ClientSession() as session:
        settings = SlackSettings(slack.api_url, bot_token="xoxb-one", signing_secret=SECRET)
        face = SlackFace(settings, store.installations)
        messenger = MessengerByPlatform({"slack": face.messenger})
        ids = TimeOrderedIds(clock)
        vouch = build(store, messenger, Reach(("slack",)), clock, ids, zone_of=face.zone_of)
        app = web.Application()
        face.connect(vouch.door, app.router)
        async with TestServer(app) as server:
            await face.start()
            side = SlackSide(str(server.make_url("")).rstrip("/"), session)
            yield InSlack(slack, side, vouch, waiting(vouch, clock))
            await face.stop()
        await vouch.door.drain()
        await face.close()


FACES = {"terminal": on_terminal, "slack": in_slack, "teams": in_teams}
