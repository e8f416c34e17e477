"""`talk` is one resident's talk with Vouch, on each face in turn: noon in New York on Tuesday 13 October 2026."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.store import SqlStore
from tests.databases import KEYS, SetClock, new_database
from tests.dialogues.faces import FACES, Talk


@pytest.fixture(params=FACES)
async def talk(request: pytest.FixtureRequest, tmp_path: Path, clock: SetClock) -> AsyncIterator[Talk]:
    # Every face on one database: that both databases behave alike is shown elsewhere.
    async with new_database("sqlite", tmp_path) as url:
        store = await SqlStore.open(url, KEYS, clock, lasting=False)
        try:
            async with FACES[request.param](store, clock) as talk:
                yield talk
        finally:
            await store.close()
