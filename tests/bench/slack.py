"""Vouch in Slack: from a signed message to its posted answer, beside a Bolt app that only echoes."""

import asyncio
import contextlib
import itertools
import os
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import psutil  # type: ignore[import-untyped]

from bot.master_key import new_key
from tests.adapters.slack.emulated import BOT_TOKEN, TEAM, Emulated, emulated_slack
from tests.adapters.slack.requests import SECRET, SlackSide
from tests.bench.figures import Figure, milliseconds, percentile
from tests.databases import new_database
from tests.node import missing
from tests.processes import VOUCH

RESIDENTS = 50
BURST = 1000
NAMES = (
    *(
        "Abara",
        "Bauer",
        "Chen",
        "Delgado",
        "Eriksen",
        "Fontaine",
        "Goldberg",
        "Haddad",
        "Ivanova",
        "Jimenez",
        "Kowalski",
    ),
    *("Lindqvist", "Moreau", "Nakamura", "Okafor", "Petrov", "Quintero", "Rossi", "Suzuki", "Tanaka", "Ueda", "Varga"),
    *("Weiss", "Xiong", "Yilmaz", "Zamora"),
)
"""Whom the residents meet: nobody's name is another's slip of the pen, about which Vouch would ask."""

PATIENCE = 300

Worked = Callable[[], float]
"""Returns how many seconds of a processor a server has used so far: unlike its speed, hardly changed by other work."""

Server = tuple[str, Worked]
"""Its address, and how long it worked."""


@dataclass
class Said:
    """What was posted in emulate: how often each message of ours, by the id in its metadata."""

    slack: Emulated
    posted: int = 0
    ids: Counter[str] = field(default_factory=Counter)
    _read: int = 0

    async def until(self, times: int) -> None:
        """Return when so many were posted, or some of them must be lost."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._until(times), PATIENCE)

    async def _until(self, times: int) -> None:
        while True:
            for method, _, answer in self.slack.calls[self._read :]:
                self._read += 1
                if method == "chat.postMessage":
                    if not answer["ok"]:
                        raise RuntimeError(f"emulate did not take a message: {answer}")
                    self.posted += 1
                    self.ids[str(answer["message"].get("metadata"))] += 1
            if self.posted >= times:
                return
            await self.slack.until_news()


async def slack_figures(kind: str, messages: int) -> list[Figure]:
    """Measure *messages* lines of 50 residents at once, then a burst of a thousand; on PostgreSQL two processes too."""
    if reason := missing():
        return [Figure(f"Slack, {kind}", reason, "not measured")]
    echo, echo_worked = await _measure_echo(messages)
    async with (
        emulated_slack(people=RESIDENTS) as slack,
        _vouch(kind, slack.api_url, 1) as servers,
        aiohttp.ClientSession() as session,
    ):
        said = Said(slack)
        residents = await _residents(slack, servers, session)
        await _say(said, residents, RESIDENTS, each_answers=2)  # everybody is welcomed first
        took, per_line, acknowledged = await _answer(said, residents, servers, messages)
        before = len(said.ids)
        _, burst = await _say(said, residents, BURST)
        answered = len(said.ids) - before
        twice = sum(times - 1 for times in said.ids.values())
    area = f"Slack, {kind}"
    rate, echoed = messages / took, messages / echo
    shared = await _shared_figures(kind, messages, echoed) if kind == "postgresql" else []
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
        *shared,
    ]


async def _shared_figures(kind: str, messages: int, echoed: float) -> list[Figure]:
    """Measure two processes on one database, each with half of the residents."""
    async with (
        emulated_slack(people=RESIDENTS) as slack,
        _vouch(kind, slack.api_url, 2) as servers,
        aiohttp.ClientSession() as session,
    ):
        said = Said(slack)
        residents = await _residents(slack, servers, session)
        await _say(said, residents, RESIDENTS, each_answers=2)
        took, per_line, _ = await _answer(said, residents, servers, messages)
    rate = messages / took
    return [
        Figure(
            f"Slack, {kind}", "lines answered a second, two processes", f"{rate:,.0f}, {rate / echoed:.0%} of the echo"
        ),
        Figure(f"Slack, {kind}", "processor time a line, two processes", milliseconds(per_line)),
    ]


async def _answer(
    said: Said, residents: list[SlackSide], servers: Sequence[Server], messages: int
) -> tuple[float, float, list[float]]:
    """Return how many seconds all took, how many the servers worked for one, and each acknowledgement."""
    before = sum(worked() for _, worked in servers)
    took, acknowledged = await _say(said, residents, messages)
    return took, (sum(worked() for _, worked in servers) - before) / messages, acknowledged


async def _measure_echo(messages: int) -> tuple[float, float]:
    """Return how many seconds all took, and how many of them the echo worked."""
    port = str(_free_port())
    async with (
        emulated_slack(people=RESIDENTS) as slack,
        _process(sys.executable, "-m", "tests.bench.echo_app", port, slack.api_url) as (url, worked),
        aiohttp.ClientSession() as session,
    ):
        said, residents = Said(slack), await _residents(slack, [(url, worked)], session)
        await _say(said, residents, RESIDENTS)
        before = worked()
        took, _ = await _say(said, residents, messages)
        return took, worked() - before


async def _residents(slack: Emulated, servers: Sequence[Server], session: aiohttp.ClientSession) -> list[SlackSide]:
    """Return everybody in the emulated workspace, spread over the servers."""
    urls = itertools.cycle(url for url, _ in servers)
    people = await slack.direct_messages()
    return [SlackSide(next(urls), session, user=user, channel=channel, team=TEAM) for user, channel in people]


async def _say(
    said: Said, residents: list[SlackSide], messages: int, each_answers: int = 1
) -> tuple[float, list[float]]:
    """Let every resident say lines one after the other; return how long all took, and each acknowledgement."""
    before = said.posted
    acknowledged: list[float] = []

    async def talk(resident: SlackSide, number: int) -> None:
        for line in range(messages // RESIDENTS):
            begun = time.perf_counter()
            name = NAMES[(number + line) % len(NAMES)]
            await resident.says(f"met Dr. {name} at Lakeside, sponsors J-1")
            acknowledged.append(time.perf_counter() - begun)

    begun = time.perf_counter()
    await asyncio.gather(*(talk(resident, number) for number, resident in enumerate(residents)))
    await said.until(before + messages * each_answers)
    return time.perf_counter() - begun, acknowledged


@asynccontextmanager
async def _vouch(kind: str, api_url: str, processes: int) -> AsyncIterator[list[Server]]:
    async with contextlib.AsyncExitStack() as stack:
        directory = stack.enter_context(tempfile.TemporaryDirectory(prefix="vouch-bench-"))
        variables = {
            "VOUCH_DATABASE_URL": await stack.enter_async_context(new_database(kind, Path(directory))),
            "VOUCH_KEY": new_key(),
            "SLACK_API_URL": api_url,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
        }
        servers = []
        for _ in range(processes):
            port = str(_free_port())
            server = _process(VOUCH, "serve", port, **variables, VOUCH_PORT=port)
            servers.append(await stack.enter_async_context(server))
        yield servers


@asynccontextmanager
async def _process(*arguments: str, **variables: str) -> AsyncIterator[Server]:
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
