"""Delivery loops as processes of their own: whether two share the work, and whether one that runs for long grows.

What an operator has: workers that send over HTTP to a platform in another process, which takes its time to answer. What
the workers themselves use is told in CPU time and SQL statements a delivery: a busy machine changes neither by much.
"""

import asyncio
import json
import resource
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from time import perf_counter
from typing import Any

from aiohttp import ClientSession, web
from sqlalchemy import event

from bot.delivery_loop import LoopSettings
from bot.domain.delivery import Delivery
from bot.domain.resident import Resident
from bot.ids import TimeOrderedIds
from bot.messages import Outgoing, Reply, reply_to_json
from bot.wiring.build import build
from storage.outbox import to_row
from storage.prepared import Prepared
from storage.sealing import Sealer
from storage.store import SqlStore
from storage.tables import deliveries
from tests.bench.figures import Figure
from tests.bench.outbox import owe_reminders
from tests.bench.reading import megabytes
from tests.bench.residents import REACH, Place, a_newcomer, an_empty_place
from tests.databases import KEYS, NOON, SetClock

RESIDENTS = 1_200
ANNOUNCEMENTS_EACH = 3
WARM_UP = 10_000
ANSWERS_AFTER = 0.1
"""Seconds that the platform takes for one message: Slack's chat.postMessage takes that or more."""


@dataclass(frozen=True, slots=True)
class Rates:
    """*a_second* of deliveries, *cpu* milliseconds of the workers and SQL *statements* for each."""

    a_second: float
    cpu: float
    statements: float


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that delivers all that is due each time it is told to."""

    process: asyncio.subprocess.Process

    @classmethod
    async def start(cls, url: str, platform: str) -> "Worker":
        command = [sys.executable, "-m", "tests.bench.workers", "work", url, platform]
        pipe = asyncio.subprocess.PIPE
        worker = cls(await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe))
        await worker._line()
        return worker

    async def deliver(self) -> dict[str, float]:
        """Return how many it *sent*, in how many *statements* and *cpu* seconds, and the *megabytes* it holds."""
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
    area, figures = f"workers, {kind}", []
    async with an_empty_place(kind) as place, a_platform() as platform:
        residents = [await a_newcomer(place) for _ in range(RESIDENTS)]
        one, two = await _rates(place, platform, residents, 1), await _rates(place, platform, residents, 2)
        for number, rates in ((1, one), (2, two)):
            for what, rate in zip(("announcements", "nudges"), rates, strict=True):
                each = f"{rate.cpu:.2f} ms CPU, {rate.statements:.1f} statements each"
                figures.append(Figure(area, f"{what}, {number} of them", f"{rate.a_second:,.0f} a second · {each}"))
        goal = "at least 1.60" if kind == "postgresql" else "one writer at a time"
        for what, alone, together in zip(("announcements", "nudges"), one, two, strict=True):
            figures.append(Figure(area, f"{what}, two to one", f"{together.a_second / alone.a_second:.2f}", goal))
    if lasting:
        figures.append(await _growth(kind, lasting))
    return figures


async def _rates(place: Place, platform: str, residents: Sequence[Resident], number: int) -> tuple[Rates, Rates]:
    workers = [await Worker.start(place.url, platform) for _ in range(number)]
    due = await _announce(place, residents, ANNOUNCEMENTS_EACH * RESIDENTS)
    announced = await _rate(workers, due)
    nudged = await _rate(workers, await owe_reminders(place, residents, 1))
    for worker in workers:
        await worker.stop()
    return announced, nudged


async def _rate(workers: Sequence[Worker], due: int) -> Rates:
    begun = perf_counter()
    told = await asyncio.gather(*(worker.deliver() for worker in workers))
    took = perf_counter() - begun
    if (sent := sum(each["sent"] for each in told)) != due:
        raise RuntimeError(f"{due} were due, {sent} were sent")
    cpu, statements = (sum(each[what] for each in told) for what in ("cpu", "statements"))
    return Rates(due / took, 1000 * cpu / due, statements / due)


async def _growth(kind: str, lasting: int) -> Figure:
    """Watch a worker through that many deliveries, to a platform that answers at once: only memory is looked at."""
    async with an_empty_place(kind) as place, a_platform(0) as platform:
        residents = [await a_newcomer(place) for _ in range(RESIDENTS)]
        worker = await Worker.start(place.url, platform)
        await _announce(place, residents, WARM_UP)
        before = (await worker.deliver())["megabytes"]
        await _announce(place, residents, lasting)
        after = (await worker.deliver())["megabytes"]
        await worker.stop()
    what = f"memory of a worker after {WARM_UP:,} deliveries · after {lasting:,} more"
    return Figure(f"workers, {kind}", what, f"{before:.0f} MB · {after:.0f} MB", "flat")


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
        return work._account.sealer


@asynccontextmanager
async def a_platform(answers_after: float = ANSWERS_AFTER) -> AsyncIterator[str]:
    """Run a platform in a process of its own; give the address that takes messages."""
    pipe = asyncio.subprocess.PIPE
    command = [sys.executable, "-m", "tests.bench.workers", "platform", str(answers_after)]
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
    assert process.stdout
    assert process.stdin
    yield (await process.stdout.readline()).decode().strip()
    process.stdin.close()
    await process.wait()


async def _be_the_platform(answers_after: str) -> None:
    async def take(request: web.Request) -> web.Response:
        await request.json()
        await asyncio.sleep(float(answers_after))
        return web.json_response({"ok": True})

    app = web.Application()
    app.router.add_post("/", take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}/", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    await runner.cleanup()


@dataclass
class HttpMessenger:
    """Fits bot.ports.Messenger: one request a message, over connections that are kept."""

    session: ClientSession
    url: str
    sent: int = 0

    async def send(self, outgoing: Outgoing) -> None:
        async with self.session.post(self.url, json={"id": outgoing.id, "text": outgoing.reply.text}) as answer:
            await answer.json()
        self.sent += 1

    async def was_sent(self, outgoing: Outgoing) -> bool | None:
        return False


async def _work(url: str, platform: str) -> None:
    clock = SetClock()
    store = await SqlStore.open(url, KEYS, clock)
    statements = 0

    def count(*_: object) -> None:
        nonlocal statements
        statements += 1

    event.listen(store._engine.sync_engine, "before_cursor_execute", count)
    for way in ("rows", "run", "run_many"):  # what SQLAlchemy does not see
        setattr(Prepared, way, _counted(getattr(Prepared, way), count))
    async with ClientSession() as session:
        messenger = HttpMessenger(session, platform)
        vouch = build(store, messenger, REACH, clock, TimeOrderedIds(clock), loop_settings=LoopSettings())
        print("ready", flush=True)
        while await asyncio.to_thread(sys.stdin.readline):
            sent, used, ran = messenger.sent, _cpu(), statements
            await vouch.loop.deliver_due()
            told = {"sent": messenger.sent - sent, "cpu": _cpu() - used, "statements": statements - ran}
            print(json.dumps({**told, "megabytes": megabytes()}), flush=True)
    await store.close()


def _counted(act: Callable[..., Awaitable[Any]], count: Callable[[], None]) -> Callable[..., Awaitable[Any]]:
    async def counted(*given: Any) -> Any:
        count()
        return await act(*given)

    return counted


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    asyncio.run(_be_the_platform(sys.argv[2]) if sys.argv[1] == "platform" else _work(*sys.argv[2:]))
