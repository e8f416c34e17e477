"""A real worker process: the delivery loop on a real database, sending to the receiver until it is killed."""

import asyncio
import json
import os
from datetime import UTC, datetime, timedelta

from bot.clock import DatabaseClock, SystemClock
from bot.courier import Courier, Pace
from bot.delivery_loop import DeliveryLoop, LoopSettings
from bot.domain.delivery import Reach
from bot.errors import SendRefused
from bot.ids import TimeOrderedIds
from bot.messages import Outgoing
from storage.sealing import KeyRing
from storage.store import SqlStore

MASTER_KEY = b"a master key for tests, 32 bytes"
REACH = Reach(("terminal",))
AT_ONCE = 4


class SocketMessenger:
    """Fits bot.ports.Messenger. Where it cannot look up, it sends again and the receiver refuses a known key."""

    def __init__(self, port: int, *, can_look_up: bool) -> None:
        self._port = port
        self._can_look_up = can_look_up

    async def send(self, outgoing: Outgoing) -> None:
        told = {"key": outgoing.id, "worker": os.getpid(), "about": outgoing.reply.about, "to": outgoing.to.user}
        await self._tell(told)

    async def was_sent(self, outgoing: Outgoing) -> bool | None:
        return self._can_look_up and await self._tell({"key": outgoing.id}) == b"known\n"

    async def _tell(self, message: dict[str, object]) -> bytes:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
            writer.write(json.dumps(message).encode() + b"\n")
            answer = await reader.readline()
            writer.close()
        except ConnectionError as error:
            raise SendRefused("the receiver is away") from error
        return answer


def run_worker(url: str, port: int, can_look_up: bool, lease: timedelta, fast_by: timedelta) -> None:
    """Work until killed, on a machine whose clock is *fast_by* off."""
    SystemClock.now = lambda self: datetime.now(UTC) + fast_by  # type: ignore[method-assign]
    asyncio.run(_run(url, SocketMessenger(port, can_look_up=can_look_up), Pace(lease, lease * 3 / 4)))


async def _run(url: str, messenger: SocketMessenger, pace: Pace) -> None:
    clock = DatabaseClock()
    store = await SqlStore.open(url, KeyRing(MASTER_KEY), clock)
    await clock.look(store.shown_by_clock)
    ids = TimeOrderedIds(clock)
    courier = Courier(store, messenger, clock, ids, pace)
    settings = LoopSettings(at_once=AT_ONCE, longest_sleep=timedelta(milliseconds=100))
    await DeliveryLoop(store, courier, clock, ids, f"worker:{os.getpid()}", REACH, settings=settings).run()
