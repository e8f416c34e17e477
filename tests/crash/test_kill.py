"""Workers killed at any instruction: nothing due is lost, nothing is told twice."""

import asyncio
import itertools
import logging
import os
import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta
from multiprocessing.process import BaseProcess

import pytest

from bot.clock import SystemClock
from bot.domain.delivery import DeliveryState
from bot.domain.follow_up import FollowUp
from bot.domain.nudge import Occasion
from bot.domain.resident import Address, QuietHours, Resident
from bot.domain.vocabulary import FollowUpKind
from bot.ids import TimeOrderedIds
from bot.planner import replan
from storage.sealing import KeyRing
from storage.store import SqlStore
from tests.crash.receiver import Receiver
from tests.crash.worker import AT_ONCE, MASTER_KEY, run_worker
from tests.crowd import a_lead_of
from tests.databases import SetClock
from tests.processes import forked

logger = logging.getLogger(__name__)

KILLS = int(os.environ.get("VOUCH_TEST_KILLS", "20"))
DUE = int(os.environ.get("VOUCH_TEST_DUE", "0"))
"""How many messages are to be told at least; `make test-crash` asks for a long run."""

MEMBERS = int(os.environ.get("VOUCH_TEST_MEMBERS", "200"))
"""To how many an announcement goes; `make test-crash` asks for 5,000."""

BETWEEN_KILLS = max(6, 2 * DUE // KILLS)
BACKLOG = 2 * BETWEEN_KILLS
"""Messages due at any moment: few enough that a worker also meets what a dead one left behind."""

LEASE = timedelta(seconds=8 if DUE else 2)
"""Where much is due besides, nothing waits for what a dead worker held. A busy machine must not time a send out: such a
message is sent once more too, and its worker was not killed."""

NO_QUIET_HOURS = QuietHours(time(0), time(0))


class Residents:
    """Residents to whom much is due at once: each owes five things at a clock time just gone by, three for the digest.

    Not so long gone that an outage would have kept them back: then they would come as one message.
    """

    def __init__(self, store: SqlStore) -> None:
        self._store = store
        self._clock = SystemClock()
        self._ids = TimeOrderedIds(self._clock)
        self.owed: dict[str, str] = {}  # occasion -> resident
        self.messages = 0

    async def add(self) -> None:
        now = self._clock.now()
        a_minute_ago = now - timedelta(minutes=1)
        digest_at = a_minute_ago.time() if a_minute_ago.date() == now.date() else time(0)
        resident = await self._store.add_resident(
            Resident(
                self._ids.new(),
                Address("terminal", "W1", self._ids.new()),
                "UTC",
                now - timedelta(days=3),
                quiet=NO_QUIET_HOURS,
                digest_at=digest_at,
            )
        )
        bare_days = [((now - timedelta(days=1)).date(), None)] * 3
        minutes_ago = [now.replace(second=0, microsecond=0) - timedelta(minutes=each) for each in range(6, 11)]
        async with self._store.work_for(resident.id) as work:
            for on, at in [*((moment.date(), moment.time()) for moment in minutes_ago), *bare_days]:
                follow_up = FollowUp(
                    self._ids.new(),
                    FollowUpKind.EMAIL,
                    "email her",
                    now - timedelta(days=2),
                    due_on=on,
                    due_at=at,
                )
                await work.put(follow_up)
                self.owed[f"follow_up:{follow_up.id}"] = resident.id
            await replan(work, now, self._ids)
            await work.commit()
        await self._store.mark_planned(resident.id, now)
        self.messages += 6

    async def told(self) -> dict[str, int]:
        """Return how often each occasion is remembered as told."""
        counts: dict[str, int] = {}
        for resident_id in set(self.owed.values()):
            async with self._store.work_for(resident_id) as work:
                counts |= {each.id: len(each.told_at) for each in await work.all(Occasion)}
        return counts

    async def states(self) -> set[DeliveryState]:
        """Return the states of what was due, also of what a lease still holds; what comes back in three days is not."""
        soon = self._clock.now() + timedelta(hours=1)
        states = set()
        for resident_id in set(self.owed.values()):
            async with self._store.work_for(resident_id) as work:
                states |= {row.state for row in await work.deliveries.sent(datetime(2020, 1, 1, tzinfo=UTC))}
                states |= {row.state for row in await work.deliveries.waiting() if row.next_at <= soon}
        return states


class Workers:
    """As many worker processes as asked for; a killed one is replaced at once.

    Where there are several, the clock of every other one's machine is an hour fast: leases are none of its business.
    """

    def __init__(self, number: int, url: str, port: int, *, can_look_up: bool) -> None:
        self._args = (url, port, can_look_up, LEASE)
        self._wrong_clocks = itertools.cycle((timedelta(), timedelta(hours=1)) if number > 1 else (timedelta(),))
        self.running = [self._start() for _ in range(number)]
        self.killed: set[int | None] = set()

    def kill(self, worker: BaseProcess) -> None:
        worker.kill()
        worker.join()
        self.killed.add(worker.pid)
        self.running.remove(worker)
        self.running.append(self._start())

    def kill_all(self) -> None:
        for worker in self.running:
            worker.kill()
            worker.join()

    def _start(self) -> BaseProcess:
        worker = forked.Process(target=run_worker, args=(*self._args, next(self._wrong_clocks)), daemon=True)
        worker.start()
        return worker


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    yield receiver
    await receiver.stop()


@pytest.fixture
async def residents(database_url: str) -> AsyncIterator[Residents]:
    store = await SqlStore.open(database_url, KeyRing(MASTER_KEY), SystemClock())
    yield Residents(store)
    await store.close()


@pytest.mark.parametrize("can_look_up", [True, False], ids=["asked_first", "refuses_what_it_knows"])
async def test_nothing_is_lost_or_told_twice_when_workers_are_killed(
    database_url: str, receiver: Receiver, residents: Residents, can_look_up: bool
) -> None:
    seed = random.randrange(2**32)
    logger.warning("seed %s", seed)  # shown where the test fails
    chance = random.Random(seed)
    port = await receiver.start()
    workers = Workers(2 if database_url.startswith("postgresql") else 1, database_url, port, can_look_up=can_look_up)
    try:
        kills = 0
        async with asyncio.timeout(300 + 10 * KILLS + DUE / 2):  # what is lost is waited for in vain
            while kills < KILLS or residents.messages < DUE:
                while residents.messages - len(receiver.keys) < BACKLOG:
                    await residents.add()
                await kill_one(workers, receiver, chance, between=BETWEEN_KILLS)
                kills += 1
        await until_quiet(receiver, residents)
    finally:
        workers.kill_all()
    keys_of = receiver.keys_of
    assert keys_of.keys() == residents.owed.keys()
    assert {about: keys for about, keys in keys_of.items() if len(keys) > 1} == {}
    assert await residents.told() == dict.fromkeys(residents.owed, 1)
    assert await residents.states() == {DeliveryState.SENT}
    # What was repeated was in the hands of a process that was killed, and no more than it held at once.
    repeats = receiver.repeats_after
    assert repeats.keys() <= (set() if can_look_up else workers.killed)
    assert max(repeats.values(), default=0) <= AT_ONCE


async def test_an_announcement_reaches_every_member_once_when_workers_are_killed(
    database_url: str, receiver: Receiver
) -> None:
    store = await SqlStore.open(database_url, KeyRing(MASTER_KEY), SystemClock())
    lead = await a_lead_of(MEMBERS, store, SetClock(SystemClock().now()))
    await lead.hears("announce to everyone noon conference is in room 5")
    await lead.clicks("Send")
    chance = random.Random(MEMBERS)
    port = await receiver.start()
    workers = Workers(2 if database_url.startswith("postgresql") else 1, database_url, port, can_look_up=True)
    members = {f"u{number:04}" for number in range(MEMBERS)}
    try:
        async with asyncio.timeout(60 + MEMBERS / 10):
            for tenth in range(1, 9):  # a kill at each tenth of the way
                while len(receiver.keys) < tenth * MEMBERS // 10:  # noqa: ASYNC110 - other processes end this wait
                    await asyncio.sleep(0.02)
                await kill_one(workers, receiver, chance, between=MEMBERS // 20, soon=MEMBERS / 20_000)
            while receiver.keys_to.keys() < members:  # noqa: ASYNC110
                await asyncio.sleep(0.1)
            await lead.hears("report", command="/vouch")
            while lead.reply.report is None or lead.reply.report.delivered < MEMBERS:
                await asyncio.sleep(0.5)
                await lead.hears("report", command="/vouch")
    finally:
        workers.kill_all()
        await store.close()
    told = {member: len(keys) for member, keys in receiver.keys_to.items() if member in members}
    assert told == dict.fromkeys(members, 1)
    assert receiver.repeats_after == {}
    report = lead.reply.report
    assert (report.intended, report.delivered, report.failed, report.unreachable) == (MEMBERS, MEMBERS, 0, 0)


async def kill_one(
    workers: Workers, receiver: Receiver, chance: random.Random, *, between: int, soon: float = 0.3
) -> None:
    """Kill a worker within *between* more messages: as one of them arrives, or up to *soon* seconds after that.

    Counted in messages, so that however fast or slow the workers are, their deaths are spread over all that they send.
    Half of them are killed when a message has arrived and they do not know so yet.
    """
    arrived: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    at_once = chance.random() < 0.5
    nth = chance.randrange(between)

    def count_down(worker: int) -> None:
        nonlocal nth
        nth -= 1
        if nth < 0 and not arrived.done():
            victim = next((each for each in workers.running if each.pid == worker), None)
            if victim:
                if at_once:
                    victim.kill()  # before it is answered
                arrived.set_result(worker)

    receiver.on_receipt = count_down
    pid = await arrived
    receiver.on_receipt = lambda worker: None
    if at_once:
        workers.kill(next(each for each in workers.running if each.pid == pid))
    else:
        await asyncio.sleep(chance.uniform(0, soon))
        workers.kill(chance.choice(workers.running))


async def until_quiet(receiver: Receiver, residents: Residents) -> None:
    """Wait until all that is owed is told and recorded; a test that hangs here has lost something."""
    async with asyncio.timeout(120):
        while len(receiver.keys) < residents.messages:  # noqa: ASYNC110
            await asyncio.sleep(0.05)  # other processes end this wait, and they have no event to set
        while await residents.states() != {DeliveryState.SENT}:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
