"""The clock of this machine, and that of the database which several machines share."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from bot.failures import log_failure

logger = logging.getLogger(__name__)

LOOK_EVERY = timedelta(seconds=15)

_TICKING = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
"""Counted on while the machine sleeps, where the system has such a counter."""

Look = Callable[[], Awaitable[datetime | None]]
"""Asks the database what its clock shows (UTC); None where it has no clock of its own."""


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class DatabaseClock:
    """The database's clock: by it all processes on a database judge what is due, and whose lease has ended.

    Between two looks it counts on by the ticks of this machine, which nobody sets, so a machine whose clock is wrong
    takes over nobody's deliveries and is late with none. An embedded database goes by the clock of its machine.
    """

    def __init__(self) -> None:
        self._machine = SystemClock()
        self._shown: datetime | None = None
        self._looked_at = 0.0

    def now(self) -> datetime:
        if self._shown is None:
            return self._machine.now()
        return self._shown + timedelta(seconds=_ticks() - self._looked_at)

    async def look(self, look: Look) -> None:
        asked_at = _ticks()
        shown = await look()
        self._shown, self._looked_at = shown, (asked_at + _ticks()) / 2


@asynccontextmanager
async def following(clock: DatabaseClock, look: Look, every: timedelta = LOOK_EVERY) -> AsyncIterator[None]:
    """Hold the clock to the database's beside the block. While that cannot be asked, it counts on."""
    await clock.look(look)
    task = asyncio.create_task(_follow(clock, look, every))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _follow(clock: DatabaseClock, look: Look, every: timedelta) -> None:
    while True:
        await asyncio.sleep(every.total_seconds())
        try:
            await clock.look(look)
        except Exception as error:  # noqa: BLE001  # the delivery loop says when the database is away; this only waits
            log_failure(logger, "Looking at the database's clock", error)


def _ticks() -> float:
    return time.clock_gettime(_TICKING)
