"""`vouch serve`: every face that is set up, the planner and the delivery loop."""

import asyncio
import contextlib
import gc
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.delivery_loop import LoopSettings
from bot.domain.delivery import Reach
from bot.domain.resident import Address
from bot.errors import SettingsError
from bot.health import check_health
from bot.ids import TimeOrderedIds
from bot.settings import Settings
from bot.understanding import load, understand
from bot.wiring.build import build, open_store_and_clock, running, second_reader_of
from bot.wiring.faces import make_faces

NEW_OBJECTS_UNTIL_COLLECTED = 10_000
"""Python's own is 700: half of what one message makes."""


async def serve(settings: Settings) -> None:
    """Run the faces that are set up, the planner and the delivery loop until SIGTERM or SIGINT, then drain."""
    load()
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    async with serving(settings) as port:
        _spare_the_collector()
        logging.getLogger(__name__).warning("Serving on http://%s:%s/healthz", settings.host, port)
        await stopping.wait()


def _spare_the_collector() -> None:
    """Have the garbage collector look seldom, and never at what was made until now, which lives as long as the process.

    With Python's own settings it took 6 percent of the time a message takes; what a message makes is hardly ever in a
    ring, and is gone without it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS_UNTIL_COLLECTED, 20, 20)


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[int]:
    """Serve beside the block, and give the port. At its end nothing more is taken in, and what was is answered."""
    from adapters.by_platform import LookupsByPlatform, MessengerByPlatform
    from adapters.metrics import metrics_text
    from adapters.web import build_web_app, start_web_app

    async with open_store_and_clock(settings) as (store, clock), contextlib.AsyncExitStack() as stack:
        faces = make_faces(settings, store)
        messenger = MessengerByPlatform({platform: face.messenger for platform, face in faces.items()})

        async def zone_of(address: Address) -> str | None:
            face = faces.get(address.platform)
            return await face.zone_of(address) if face else None

        reach = Reach(messenger.platforms)
        pace = LoopSettings(rates={platform: face.rate for platform, face in faces.items()})
        vouch = build(
            store,
            messenger,
            reach,
            clock,
            TimeOrderedIds(clock),
            loop_settings=pace,
            zone_of=zone_of,
            second_reader=second_reader_of(settings),
            lookups=LookupsByPlatform({platform: face.lookups for platform, face in faces.items()}),
            serves=bool(faces),
            cohort_makers=settings.cohort_makers or frozenset(),
        )
        stopping = asyncio.Event()

        async def measure() -> bytes:
            return metrics_text(await store.tally(), await store.last_beat(), clock.now())

        app = build_web_app(
            lambda: check_health(store, clock, lambda: vouch.loop.last_beat), measure, list(faces.values()), stopping
        )
        for face in faces.values():
            face.connect(vouch.door, app.router)
        # Read once before anybody waits: the reader's word lists and weights take a second to load.
        await asyncio.to_thread(understand, "met Dr. Rao", clock.now().replace(tzinfo=None), "UTC", ())
        try:
            runner, port = await start_web_app(app, settings.host, settings.port)
        except OSError as error:
            raise SettingsError(
                f"Cannot listen on {settings.host}:{settings.port} ({error.strerror}). "
                "Choose another VOUCH_PORT or VOUCH_HOST."
            ) from error
        for face in faces.values():
            stack.push_async_callback(face.close)
        stack.push_async_callback(vouch.door.drain)
        stack.push_async_callback(runner.cleanup)
        await stack.enter_async_context(running(vouch.loop))
        for face in faces.values():
            stack.push_async_callback(face.stop)
            await face.start()
        stack.callback(stopping.set)  # last in, so first out: no new requests are welcome from here on
        vouch.door.keep_recovering()
        yield port
