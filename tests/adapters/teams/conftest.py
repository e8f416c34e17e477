"""`chat` is Ana's chat with Vouch in Teams, at noon in New York on Tuesday 13 October 2026."""

from collections.abc import AsyncIterator

import pytest

from storage.store import SqlStore
from tests.adapters.teams.bot_framework import BotFramework, running_bot_framework
from tests.adapters.teams.chat import Chat, chatting
from tests.databases import SetClock


@pytest.fixture
async def framework() -> AsyncIterator[BotFramework]:
    async with running_bot_framework() as framework:
        yield framework


@pytest.fixture
async def chat(framework: BotFramework, store: SqlStore, clock: SetClock) -> AsyncIterator[Chat]:
    async with chatting(framework, store, clock) as chat:
        yield chat
