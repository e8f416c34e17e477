"""`vouch simulate`: the bot with a clock and a platform of the script's."""

import hashlib
import random
import secrets
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from bot.delivery_loop import LoopSettings
from bot.domain.delivery import Reach
from bot.domain.resident import Address
from bot.errors import SettingsError
from bot.ids import TimeOrderedIds
from bot.ports import Clock
from bot.wiring.build import SERVING, build
from storage.sealing import KeyRing
from storage.store import SqlStore


async def simulate(
    lines: list[str],
    emit: Callable[[dict[str, Any]], None],
    database: str | None,
    until: datetime | None,
    key: bytes | None,
) -> None:
    """Replay a script. Without *database*, on a temporary one, with a key that dies with it.

    Raises ScriptError for a malformed script, before anything is done where the fault can be seen in the line itself;
    SettingsError for a database on which residents of a chat platform are served.
    """
    from adapters.simulation.app import ScriptedClock, Simulation, addresses_in
    from adapters.simulation.process import SimulatedProcess
    from adapters.simulation.recorder import Recorder
    from adapters.simulation.script import read_script

    script = list(read_script(lines))
    clock = ScriptedClock()
    addresses = addresses_in(script)
    reach = Reach(tuple(sorted({address.platform for address in addresses})))
    with tempfile.TemporaryDirectory(prefix="vouch-simulation-") as directory:
        url = database or f"sqlite+aiosqlite:///{directory}/vouch.db"
        keys = KeyRing(key or secrets.token_bytes(32))
        before = await _told_before(database, keys, clock, addresses) if database else ""
        # Repeatable ids, yet others than those of an earlier run on the same database.
        chance = random.Random(before)  # noqa: S311

        @asynccontextmanager
        async def start(recorder: Recorder) -> AsyncIterator[SimulatedProcess]:
            store = await SqlStore.open(url, keys, clock, lasting=database is not None)
            ids = TimeOrderedIds(clock, chance)
            try:
                # Nobody watches this heart: it beats before every answer, which may speak of it.
                pace = LoopSettings(at_once=1, beat_every=timedelta.max)
                zones, channels = recorder.home_of, recorder.channels
                vouch = build(store, recorder, reach, clock, ids, loop_settings=pace, zone_of=zones, lookups=channels)
                yield SimulatedProcess(store, vouch.door, vouch.loop, clock, ids, reach)
            finally:
                await store.close()

        # Messages of another script, imported here with an account, are not taken for repeats of this one's.
        run = hashlib.sha256("\n".join([before, *lines]).encode()).hexdigest()[:16]
        await Simulation(clock, start, emit, run).run(script, until)


async def _told_before(database: str, keys: KeyRing, clock: Clock, addresses: Iterable[Address]) -> str:
    """Return the ids of what these residents have told there so far, as one text.

    Raises SettingsError for a database on which residents of a chat platform are served.
    """
    store = await SqlStore.open(database, keys, clock)
    try:
        if any(worker.startswith(SERVING) for worker in await store.workers()):
            # A script speaks for whomever it names, and prints what comes to them: no way to what residents told.
            raise SettingsError(
                "This database serves residents: `vouch serve` has run on it, and a simulation would speak for "
                "them and show what they told. Give it a database of its own with --db, or none."
            )
        ids: list[str] = []
        for address in addresses:
            if resident := await store.find_resident(address):
                async with store.work_for(resident.id) as work:
                    ids += [note.id for note in await work.notes.newest()]
        return " ".join(ids)
    finally:
        await store.close()
