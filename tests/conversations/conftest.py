"""`vouch` is a conversation with a resident in New York, Tuesday 13 October 2026 at noon, on each database."""

import pytest

from storage.store import SqlStore
from tests.conversations.dialogue import Dialogue, open_dialogue
from tests.databases import SetClock


@pytest.fixture
def vouch(store: SqlStore, clock: SetClock) -> Dialogue:
    return open_dialogue(store, clock)
