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
from statistics import median

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
ROUNDS = 4
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


@dataclass
class Arm:
    """One of those that are measured by turns: its servers, its residents, what it said, and how its rounds went."""

    said: Said
    residents: list[SlackSide]
    servers: Sequence[Server]
    told: int = 0
    """How many lines each resident said so far: each meets somebody else in the next."""
    rates: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    acknowledged: list[float] = field(default_factory=list)

    async def round(self, messages: int) -> None:
        before = sum(worked() for _, worked in self.servers)
        took, acknowledged = await self.say(messages)
        self.rates.append(messages / took)
        self.work.append((sum(worked() for _, worked in self.servers) - before) / messages)
        self.acknowledged += acknowledged

    async def say(self, messages: int, each_answers: int = 1) -> tuple[float, list[float]]:
        """Let every resident say lines one after the other; return how long all took, and each acknowledgement."""
        due = self.said.posted + messages * each_answers
        acknowledged: list[float] = []

        async def talk(resident: SlackSide, number: int) -> None:
            for line in range(self.told, self.told + messages // RESIDENTS):
                begun = time.perf_counter()
                name = NAMES[(number + line) % len(NAMES)]
                await resident.says(f"met Dr. {name} at Lakeside, sponsors J-1")
                acknowledged.append(time.perf_counter() - begun)

        begun = time.perf_counter()
        await asyncio.gather(*(talk(resident, number) for number, resident in enumerate(self.residents)))
        await self.said.until(due)
        self.told += messages // RESIDENTS
        return time.perf_counter() - begun, acknowledged

    @property
    def rate(self) -> float:
        """Lines a second, in the median round."""
        return median(self.rates)


async def slack_figures(kind: str, messages: int) -> list[Figure]:
    """Measure *messages* lines of 50 residents at once, then a burst of a thousand; on PostgreSQL two processes too.

    The echo and Vouch go by turns in short rounds, so that a machine that grows busy slows them alike.
    """
    if reason := missing():
        return [Figure(f"Slack, {kind}", reason, "not measured")]
    async with contextlib.AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession())
        echo = await _echo(stack, session)
        arms = [await _vouch(stack, session, kind, each) for each in ((1, 2) if kind == "postgresql" else (1,))]
        for number in range(ROUNDS):
            for arm in (echo, *arms)[:: -1 if number % 2 else 1]:
                await arm.round(messages // ROUNDS)
        said = arms[0].said
        before = len(said.ids)
        _, burst = await arms[0].say(BURST)
        answered = len(said.ids) - before
        twice = sum(times - 1 for arm in arms for times in arm.said.ids.values())
    area = f"Slack, {kind}"
    figures = []
    for servers, arm in zip(("", ", two processes"), arms, strict=False):
        shares = [rate / echoed for rate, echoed in zip(arm.rates, echo.rates, strict=True)]
        costs = [work / echoed for work, echoed in zip(arm.work, echo.work, strict=True)]
        figures += [
            Figure(area, f"lines answered a second, {RESIDENTS} residents at once{servers}", f"{arm.rate:,.0f}"),
            Figure(
                area,
                f"of what a Bolt app that only echoes does{servers}",
                f"{median(shares):.0%} of {echo.rate:,.0f} (rounds: {min(shares):.0%} to {max(shares):.0%})",
                "50% or more",
            ),
            Figure(
                area,
                f"processor time a line{servers}",
                f"{milliseconds(median(arm.work))}, {median(costs):.1f} times the echo",
            ),
        ]
    return [
        *figures,
        Figure(area, "acknowledged, p99", milliseconds(percentile(arms[0].acknowledged, 0.99)), "under 200 ms"),
        Figure(area, "acknowledged by the echo, p99", milliseconds(percentile(echo.acknowledged, 0.99))),
        Figure(area, f"acknowledged in a burst of {BURST}, p99", milliseconds(percentile(burst, 0.99))),
        Figure(area, f"of {BURST} events at once: lost, said twice", f"{BURST - answered}, {twice}", "none, none"),
    ]


async def _echo(stack: contextlib.AsyncExitStack, session: aiohttp.ClientSession) -> Arm:
    port = str(_free_port())
    slack = await stack.enter_async_context(emulated_slack(people=RESIDENTS))
    echoing = _process(sys.executable, "-m", "tests.bench.echo_app", port, slack.api_url)
    arm = await _arm(slack, [await stack.enter_async_context(echoing)], session)
    await arm.say(RESIDENTS)
    return arm


async def _vouch(stack: contextlib.AsyncExitStack, session: aiohttp.ClientSession, kind: str, processes: int) -> Arm:
    """Start so many processes on one database of their own, each for its share of the residents."""
    slack = await stack.enter_async_context(emulated_slack(people=RESIDENTS))
    directory = stack.enter_context(tempfile.TemporaryDirectory(prefix="vouch-bench-"))
    variables = {
        "VOUCH_DATABASE_URL": await stack.enter_async_context(new_database(kind, Path(directory))),
        "VOUCH_KEY": new_key(),
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
    }
    servers = []
    for _ in range(processes):
        port = str(_free_port())
        server = _process(VOUCH, "serve", port, **variables, VOUCH_PORT=port)
        servers.append(await stack.enter_async_context(server))
    arm = await _arm(slack, servers, session)
    await arm.say(RESIDENTS, each_answers=2)  # everybody is welcomed first
    return arm


async def _arm(slack: Emulated, servers: Sequence[Server], session: aiohttp.ClientSession) -> Arm:
    return Arm(Said(slack), await _residents(slack, servers, session), servers)


async def _residents(slack: Emulated, servers: Sequence[Server], session: aiohttp.ClientSession) -> list[SlackSide]:
    """Return everybody in the emulated workspace, spread over the servers."""
    urls = itertools.cycle(url for url, _ in servers)
    people = await slack.direct_messages()
    return [SlackSide(next(urls), session, user=user, channel=channel, team=TEAM) for user, channel in people]


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
