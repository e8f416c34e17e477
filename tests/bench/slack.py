"""Vouch in Slack: from a signed message to its posted answer, beside a Bolt app that only echoes."""

import asyncio
import json
import os
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import aiohttp
import psutil  # type: ignore[import-untyped]
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.master_key import new_key
from tests.adapters.slack.requests import SECRET, SlackSide
from tests.bench.figures import Figure, milliseconds, percentile
from tests.databases import new_database
from tests.processes import VOUCH

RESIDENTS = 50
BURST = 1000
ACKNOWLEDGED = 0.2
PATIENCE = 300

Worked = Callable[[], float]
"""Returns how many seconds of a processor a server has used so far: unlike its speed, hardly changed by other work."""


@dataclass
class Slack:
    """A Slack that takes everything at once and counts what was said in each conversation."""

    said: Counter[str] = field(default_factory=Counter)
    keys: Counter[str] = field(default_factory=Counter)
    _ts: "count[int]" = field(default_factory=lambda: count(1))
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        told = await request.json() if request.content_type == "application/json" else dict(await request.post())
        if method == "users.info":
            return web.json_response({"ok": True, "user": {"id": told.get("user"), "tz": "America/Chicago"}})
        if method == "chat.postMessage":
            self.said[str(told["channel"])] += 1
            metadata = told.get("metadata") or {}
            self.keys[
                str((metadata if isinstance(metadata, dict) else json.loads(str(metadata))).get("event_payload"))
            ] += 1
            self.news.set()
            return web.json_response({"ok": True, "channel": told["channel"], "ts": f"1.{next(self._ts)}"})
        return web.json_response({"ok": True})

    async def until_said(self, times: int) -> None:
        async with asyncio.timeout(PATIENCE):
            while self.said.total() < times:
                self.news.clear()
                await self.news.wait()


async def slack_figures(kind: str, messages: int) -> list[Figure]:
    """Measure *messages* lines of 50 residents at once, then a burst of a thousand."""
    echo, echo_worked = await _measure_echo(messages)
    async with (
        _a_slack() as (slack, api_url),
        _vouch(kind, api_url) as (url, worked),
        aiohttp.ClientSession() as session,
    ):
        residents = [SlackSide(url, session, user=f"U{n}", channel=f"D{n}") for n in range(RESIDENTS)]
        await _say(slack, residents, RESIDENTS, each_answers=2)  # everybody is welcomed first
        worked_before = worked()
        took, acknowledged = await _say(slack, residents, messages)
        per_line = (worked() - worked_before) / messages
        slack.said.clear()
        before = len(slack.keys)
        _, burst = await _say(slack, residents, BURST)
        answered = len(slack.keys) - before
        twice = sum(times - 1 for times in slack.keys.values())
    area = f"Slack, {kind}"
    rate, echoed = messages / took, messages / echo
    return [
        Figure(area, f"lines answered a second, {RESIDENTS} residents at once", f"{rate:,.0f}"),
        Figure(
            area, "of what a Bolt app that only echoes does", f"{rate / echoed:.0%} of {echoed:,.0f}", "50% or more"
        ),
        Figure(
            area, "processor time a line", f"{milliseconds(per_line)}, the echo {milliseconds(echo_worked / messages)}"
        ),
        Figure(area, "acknowledged, p99", milliseconds(percentile(acknowledged, 0.99)), "under 200 ms"),
        Figure(area, f"acknowledged in a burst of {BURST}, p99", milliseconds(percentile(burst, 0.99))),
        Figure(area, f"of {BURST} events at once: lost, said twice", f"{BURST - answered}, {twice}", "none, none"),
    ]


async def _measure_echo(messages: int) -> tuple[float, float]:
    """Return how many seconds all took, and how many of them the echo worked."""
    port = str(_free_port())
    async with (
        _a_slack() as (slack, api_url),
        _process(sys.executable, "-m", "tests.bench.echo_app", port, api_url) as (url, worked),
        aiohttp.ClientSession() as session,
    ):
        residents = [SlackSide(url, session, user=f"U{n}", channel=f"D{n}") for n in range(RESIDENTS)]
        await _say(slack, residents, RESIDENTS)
        before = worked()
        took, _ = await _say(slack, residents, messages)
        return took, worked() - before


async def _say(
    slack: Slack, residents: list[SlackSide], messages: int, each_answers: int = 1
) -> tuple[float, list[float]]:
    """Let every resident say lines one after the other; return how long all took, and each acknowledgement."""
    before = slack.said.total()
    acknowledged: list[float] = []

    async def talk(resident: SlackSide, number: int) -> None:
        for line in range(messages // RESIDENTS):
            begun = time.perf_counter()
            await resident.says(f"met Dr. R{chr(97 + line % 26)}o{chr(97 + number % 26)} at Lakeside, sponsors J-1")
            acknowledged.append(time.perf_counter() - begun)

    begun = time.perf_counter()
    await asyncio.gather(*(talk(resident, number) for number, resident in enumerate(residents)))
    await slack.until_said(before + messages * each_answers)
    return time.perf_counter() - begun, acknowledged


@asynccontextmanager
async def _a_slack() -> AsyncIterator[tuple[Slack, str]]:
    slack = Slack()
    app = web.Application()
    app.router.add_route("*", "/api/{method}", slack.take)
    server = TestServer(app)
    await server.start_server()
    try:
        yield slack, str(server.make_url("/api/"))
    finally:
        await server.close()


@asynccontextmanager
async def _vouch(kind: str, api_url: str) -> AsyncIterator[tuple[str, Worked]]:
    with tempfile.TemporaryDirectory(prefix="vouch-bench-") as directory:
        async with new_database(kind, Path(directory)) as database:
            port = str(_free_port())
            variables = {
                "VOUCH_DATABASE_URL": database,
                "VOUCH_KEY": new_key(),
                "VOUCH_PORT": port,
                "SLACK_API_URL": api_url,
                "SLACK_BOT_TOKEN": "xoxb-one",
                "SLACK_SIGNING_SECRET": SECRET,
            }
            async with _process(VOUCH, "serve", port, **variables) as server:
                yield server


@asynccontextmanager
async def _process(*arguments: str, **variables: str) -> AsyncIterator[tuple[str, Worked]]:
    """Run a server that listens on the port among its arguments; give its address once it is ready."""
    port = next(each for each in arguments if each.isdecimal())
    command = arguments if not variables else [each for each in arguments if each != port]
    environment = {**os.environ, **variables}
    process = await asyncio.create_subprocess_exec(*command, env=environment)
    url = f"http://127.0.0.1:{port}"
    try:
        async with aiohttp.ClientSession() as session:
            for _ in range(600):
                if await _ready(session, url):
                    break
                await asyncio.sleep(0.1)
        yield url, lambda: sum(psutil.Process(process.pid).cpu_times()[:2])
    finally:
        process.terminate()
        await process.wait()


async def _ready(session: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with session.get(f"{url}/healthz") as response:
            return response.status == 200
    except aiohttp.ClientError:
        return False


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port
