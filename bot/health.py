"""Whether Vouch is doing its work: the database answers and the delivery loop's heart beats."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.ports import Clock, Store

SILENT_AFTER = timedelta(seconds=90)
"""A delivery loop that has not beaten for this long has stopped."""


@dataclass(frozen=True, slots=True)
class Health:
    """*reason* says in one line what is wrong; it names no resident. *database*: it answers."""

    ok: bool
    reason: str
    last_beat: datetime | None = None
    database: bool = True


async def check_health(store: Store, clock: Clock) -> Health:
    """Look at the database and the heartbeat. Never raises: an unreachable database is an answer."""
    try:
        last_beat = await store.last_beat()
    except Exception as error:  # noqa: BLE001 - whatever the database driver raises, the answer is the same: not healthy
        return Health(False, f"the database does not answer ({type(error).__name__})", database=False)
    if last_beat is None:
        return Health(False, "the delivery loop has not started")
    silent = clock.now() - last_beat
    if silent > SILENT_AFTER:
        return Health(False, f"the delivery loop has been silent for {int(silent.total_seconds())} seconds", last_beat)
    return Health(True, "working", last_beat)
