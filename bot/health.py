"""Whether this process is doing its work: the database answers it, and the heart of its own delivery loop beats."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.ports import Clock, Store

SILENT_AFTER = timedelta(seconds=90)
"""A delivery loop that has not beaten for this long has stopped."""

ANSWERS_WITHIN = 4.0
"""Seconds that the database may take: whoever asks waits for a few."""


@dataclass(frozen=True, slots=True)
class Health:
    """*reason* says in one line what is wrong; it names no resident. *database*: it answers."""

    ok: bool
    reason: str
    last_beat: datetime | None = None
    database: bool = True


async def check_health(store: Store, clock: Clock, beaten_at: Callable[[], datetime | None]) -> Health:
    """Look at the database and at when this process' delivery loop was last alive. Never raises.

    What other processes do is no sign: one whose loop stands still sends nothing of what it was handed.
    """
    try:
        async with asyncio.timeout(ANSWERS_WITHIN):
            await store.last_beat()
    except Exception as error:  # noqa: BLE001 - whatever the database driver raises, the answer is the same: not healthy
        return Health(False, f"the database does not answer ({type(error).__name__})", database=False)
    last_beat = beaten_at()
    if last_beat is None:
        return Health(False, "the delivery loop has not started")
    silent = clock.now() - last_beat
    if silent > SILENT_AFTER:
        return Health(False, f"the delivery loop has been silent for {int(silent.total_seconds())} seconds", last_beat)
    return Health(True, "working", last_beat)
