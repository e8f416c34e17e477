"""`vouch` is a conversation with a resident in New York, Tuesday 13 October 2026 at noon, on one of the databases."""

import zlib
from collections import defaultdict

import pytest

from storage.store import SqlStore
from tests.conversations.dialogue import Dialogue, open_dialogue
from tests.databases import DATABASES, SetClock


@pytest.fixture
def vouch(store: SqlStore, clock: SetClock) -> Dialogue:
    return open_dialogue(store, clock)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Hold each conversation on one of the databases, half of them on each: how records are kept is tested on both.

    Twice as many would take the whole suite past ten minutes. One that is asked for on one database is held on that.
    """
    same: defaultdict[str, dict[str, pytest.Item]] = defaultdict(dict)
    for item in items:
        on = getattr(item, "callspec", None)
        if item.path.is_relative_to(config.rootpath / "tests" / "conversations") and on and "database_url" in on.params:
            database = on.params["database_url"]
            same[item.nodeid.replace(database, "")][database] = item
    left_out = [
        held[DATABASES[zlib.crc32(conversation.encode()) % len(DATABASES)]]
        for conversation, held in same.items()
        if len(held) == len(DATABASES)
    ]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        gone = set(left_out)
        items[:] = [item for item in items if item not in gone]
