"""Delivery loops as processes of their own: whether two share the work, and whether one that runs for long grows."""

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from time import perf_counter

from bot.domain.delivery import Delivery
from bot.domain.resident import Resident
from bot.ids import TimeOrderedIds
from bot.messages import Reply, reply_to_json
from bot.wiring import build
from storage.deliveries import to_row
from storage.sealing import Sealer
from storage.store import SqlStore
from storage.tables import deliveries
from tests.bench.figures import Figure
from tests.bench.outbox import owe_reminders
from tests.bench.reading import megabytes
from tests.bench.residents import REACH, CountingMessenger, Place, a_newcomer, an_empty_place
from tests.databases import KEYS, NOON, SetClock

RESIDENTS = 300
ANNOUNCEMENTS_EACH = 12
WARM_UP = 10_000


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that delivers all that is due each time it is told to."""

    process: asyncio.subprocess.Process

    @classmethod
    async def start(cls, url: str) -> "Worker":
        command = [sys.executable, "-m", "tests.bench.workers", url]
        pipe = asyncio.subprocess.PIPE
        worker = cls(await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe))
        await worker._line()
        return worker

    async def deliver(self) -> dict[str, float]:
        """Return how many it *sent* and the *megabytes* it holds after that."""
        assert self.process.stdin
        self.process.stdin.write(b"go\n")
        told: dict[str, float] = json.loads(await self._line())
        return told

    async def stop(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        await self.process.wait()

    async def _line(self) -> bytes:
        assert self.process.stdout
        return await self.process.stdout.readline()


async def worker_figures(kind: str, lasting: int) -> list[Figure]:
    """Compare one worker with two, and watch one through *lasting* deliveries; none are watched where that is 0."""
    async with an_empty_place(kind) as place:
        residents = [await a_newcomer(place) for _ in range(RESIDENTS)]
        one, two = await _rates(place, residents, 1), await _rates(place, residents, 2)
        figures = [
            Figure(f"workers, {kind}", f"{what}, {number} of them", f"{rate:,.0f} a second")
            for number, rates in ((1, one), (2, two))
            for what, rate in zip(("announcements", "nudges"), rates, strict=True)
        ]
        goal = "at least 1.60" if kind == "postgresql" else "one writer at a time"
        for what, alone, together in zip(("announcements", "nudges"), one, two, strict=True):
            figures.append(Figure(f"workers, {kind}", f"{what}, two to one", f"{together / alone:.2f}", goal))
        if lasting:
            figures.append(await _growth(place, residents, lasting))
    return figures


async def _rates(place: Place, residents: Sequence[Resident], number: int) -> tuple[float, float]:
    workers = [await Worker.start(place.url) for _ in range(number)]
    due = await _announce(place, residents, ANNOUNCEMENTS_EACH * RESIDENTS)
    announced = await _rate(workers, due)
    nudged = await _rate(workers, await owe_reminders(place, residents))
    for worker in workers:
        await worker.stop()
    return announced, nudged


async def _rate(workers: Sequence[Worker], due: int) -> float:
    begun = perf_counter()
    told = await asyncio.gather(*(worker.deliver() for worker in workers))
    took = perf_counter() - begun
    if (sent := sum(each["sent"] for each in told)) != due:
        raise RuntimeError(f"{due} were due, {sent} were sent")
    return due / took


async def _growth(place: Place, residents: Sequence[Resident], lasting: int) -> Figure:
    worker = await Worker.start(place.url)
    await _announce(place, residents, WARM_UP)
    before = (await worker.deliver())["megabytes"]
    await _announce(place, residents, lasting)
    after = (await worker.deliver())["megabytes"]
    await worker.stop()
    what = f"memory of a worker after {WARM_UP:,} deliveries · after {lasting:,} more"
    return Figure(f"workers, {place.kind}", what, f"{before:.0f} MB · {after:.0f} MB", "flat")


async def _announce(place: Place, residents: Sequence[Resident], many: int) -> int:
    """Make that many announcements due in one go, spread over the residents."""
    words = reply_to_json(Reply("Applications open on Thursday.", kind="announcement"))
    run = place.vouch.ids.new()
    rows = []
    sealers = {resident.id: await _sealer(place, resident) for resident in residents}
    for number in range(many):
        resident = residents[number % len(residents)]
        delivery = Delivery(
            f"{run}-{number}",
            resident.id,
            f"{run}-{number}",
            "announcement",
            NOON - timedelta(minutes=1),
            content=words,
        )
        rows.append(to_row(delivery, resident.address, sealers[resident.id]))
    async with place.store._engine.begin() as connection:
        await connection.execute(deliveries.insert(), rows)
    return many


async def _sealer(place: Place, resident: Resident) -> Sealer:
    async with place.store.work_for(resident.id) as work:
        return work.sealer


async def _work(url: str) -> None:
    clock, messenger = SetClock(), CountingMessenger()
    store = await SqlStore.open(url, KEYS, clock)
    vouch = build(store, messenger, REACH, clock, TimeOrderedIds(clock))
    print("ready", flush=True)
    while await asyncio.to_thread(sys.stdin.readline):
        before = messenger.sent
        await vouch.loop.deliver_due()
        print(json.dumps({"sent": messenger.sent - before, "megabytes": megabytes()}), flush=True)
    await store.close()


if __name__ == "__main__":
    asyncio.run(_work(sys.argv[1]))
