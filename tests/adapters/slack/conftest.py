"""Vouch served to a fake Slack: in this process, on a real database, reached by real signed requests."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.master_key import new_key
from bot.settings import read_settings
from bot.wiring.serving import serving
from tests.adapters.slack.fake_slack import FakeSlack, fake_slack
from tests.adapters.slack.requests import SECRET, SlackSide
from tests.databases import DATABASES, new_database
from tests.processes import PATIENCE


@dataclass
class Served:
    """A running `vouch serve`, the Slack it speaks to, and a resident in it."""

    slack: FakeSlack
    ana: SlackSide
    url: str
    session: aiohttp.ClientSession

    async def until_ready(self) -> None:
        async with asyncio.timeout(PATIENCE):
            while True:
                async with self.session.get(f"{self.url}/healthz") as response:
                    if response.status == 200:
                        return
                await asyncio.sleep(0.1)


Start = Callable[..., Any]

on_both = pytest.mark.parametrize("database", DATABASES)


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with fake_slack() as slack:
        yield slack


@pytest.fixture
def database() -> str:
    """The kind of the database; a test that is to run on each is parametrized with it."""
    return "sqlite"


@pytest.fixture
async def served_url(tmp_path: Path, database: str) -> AsyncIterator[str]:
    """The URL of the database that is served."""
    async with new_database(database, tmp_path) as url:
        yield url


@pytest.fixture
async def serve(slack: FakeSlack, served_url: str) -> AsyncIterator[Start]:
    """Start Vouch with these variables; again on the same database, as after a crash."""
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)))
        variables = {
            "VOUCH_DATABASE_URL": served_url,
            "VOUCH_KEY": new_key(),
            "VOUCH_PORT": "0",
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": "xoxb-one",
            "SLACK_SIGNING_SECRET": SECRET,
        }

        @asynccontextmanager
        async def start(**changed: str) -> AsyncIterator[Served]:
            settings = read_settings({**variables, **changed})
            async with serving(settings) as port:
                url = f"http://127.0.0.1:{port}"
                yield Served(slack, SlackSide(url, session), url, session)

        yield start


@pytest.fixture
async def vouch(serve: Start) -> AsyncIterator[Served]:
    async with serve() as served:
        yield served
