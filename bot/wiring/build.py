"""What every way to run Vouch is put together from."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.clock import DatabaseClock, following
from bot.conversation import Conversation
from bot.courier import Courier
from bot.delivery_loop import DeliveryLoop, LoopSettings
from bot.domain.delivery import Reach
from bot.domain.resident import Address
from bot.front_door import FrontDoor
from bot.inbox import Inbox
from bot.planner import replan
from bot.ports import Clock, Ids, Lookups, Messenger, SecondReader, Store
from bot.settings import Settings
from bot.showing import Showing
from bot.throttle import Throttle
from bot.understanding import understand
from bot.whereabouts import Newcomer
from storage.sealing import KeyRing
from storage.store import SqlStore

SERVING = "serve "
"""How the names of workers begin that serve the residents of a chat platform."""


@dataclass(frozen=True, slots=True)
class Vouch:
    """The bot put together: *door* takes what comes in, *loop* sends what is due."""

    store: Store
    clock: Clock
    ids: Ids
    door: FrontDoor
    loop: DeliveryLoop


def build(
    store: Store,
    messenger: Messenger,
    reach: Reach,
    clock: Clock,
    ids: Ids,
    *,
    loop_settings: LoopSettings | None = None,
    zone_of: Callable[[Address], Awaitable[str | None]] | None = None,
    second_reader: SecondReader | None = None,
    lookups: Lookups | None = None,
    serves: bool = False,
    cohort_makers: frozenset[str] = frozenset(),
) -> Vouch:
    """Put the bot together around a store and a platform's way out. *zone_of* guesses the zone of a newcomer.

    *serves* residents of a chat platform: the database is known by it from then on.
    """

    async def newcomer(address: Address) -> Newcomer:
        return Newcomer(await zone_of(address) if zone_of else None)

    courier = Courier(store, messenger, clock, ids)
    worker = f"{SERVING if serves else ''}{socket.gethostname()}:{os.getpid()}"
    loop = DeliveryLoop(store, courier, clock, ids, worker, reach, settings=loop_settings)
    conversation = Conversation(
        store,
        clock,
        ids,
        understand,
        newcomer,
        replan,
        second_reader=second_reader,
        lookups=lookups,
        cohort_makers=cohort_makers,
    )
    showing = Showing(conversation.tools, conversation.take_in)
    door = FrontDoor(
        conversation, courier, Inbox(store, clock, ids), showing, reach, loop.wake, throttle=Throttle(clock)
    )
    return Vouch(store, clock, ids, door, loop)


def second_reader_of(settings: Settings) -> SecondReader | None:
    """Return the language model that the settings name, None where they name none: the default."""
    if settings.llm_url is None:
        return None
    from adapters.language_model import LanguageModel

    return LanguageModel(settings.llm_url, settings.llm_model, settings.llm_key)


@asynccontextmanager
async def open_store(settings: Settings) -> AsyncIterator[SqlStore]:
    """Open the database that the settings name, its tables brought up to date."""
    async with open_store_and_clock(settings) as (store, _):
        yield store


@asynccontextmanager
async def open_store_and_clock(settings: Settings) -> AsyncIterator[tuple[SqlStore, Clock]]:
    """As open_store(), with the clock that every process on that database goes by."""
    clock = DatabaseClock()
    store = await SqlStore.open(settings.database_url, KeyRing(settings.key, settings.old_keys), clock)
    try:
        async with following(clock, store.shown_by_clock):
            yield store, clock
    finally:
        await store.close()


@asynccontextmanager
async def running(loop: DeliveryLoop) -> AsyncIterator[asyncio.Task[None]]:
    """Run the delivery loop beside the block, and let it finish what is under way at the end."""
    task = asyncio.create_task(loop.run())
    try:
        yield task
    finally:
        loop.stop()
        await task
