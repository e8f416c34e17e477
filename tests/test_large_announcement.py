"""An announcement to 5,000 members: at the platform's pace, through processes that die, once to each."""

import asyncio
import os
from collections import Counter
from datetime import timedelta

import pytest

from bot.courier import Courier, Pace
from bot.delivery_loop import DeliveryLoop, LoopSettings
from bot.domain.delivery import Rate, Reach
from bot.ids import TimeOrderedIds
from bot.messages import Outgoing
from storage.store import SqlStore
from tests.conversations.dialogue import Dialogue
from tests.crowd import a_lead_of
from tests.databases import NOON, SetClock

MEMBERS = 5000
A_SECOND = timedelta(seconds=1)
RATES = {"terminal": Rate(conversation=A_SECOND, workspace=timedelta(milliseconds=20))}
REACH = Reach(("terminal",))
KILLED_AT = (3, 120, 251)
DELIVERED = int(os.environ.get("VOUCH_TEST_ANNOUNCED", "300"))
"""How many of the 5,000 are waited for: enough for three kills. All of them take minutes, and change nothing more."""


class CountingMessenger:
    """Counts what arrives, and dies where the test says, at the worst moment: arrived and not recorded."""

    def __init__(self, clock: SetClock) -> None:
        self.arrived: Counter[str] = Counter()
        self.seconds: Counter[int] = Counter()
        self.dead = False
        self._ids: set[str] = set()
        self._clock = clock
        self._deaths = list(KILLED_AT)

    async def send(self, outgoing: Outgoing) -> str | None:
        if self.dead:
            await asyncio.Event().wait()  # for ever: a dead process sends and records nothing
        self.arrived[outgoing.to.user] += 1
        self._ids.add(outgoing.id)
        self.seconds[int((self._clock.now() - NOON).total_seconds())] += 1
        if self._deaths and len(self._ids) >= self._deaths[0]:
            self._deaths.pop(0)
            self.dead = True
            await asyncio.Event().wait()
        return None

    async def was_sent(self, outgoing: Outgoing) -> bool:
        return outgoing.id in self._ids


@pytest.fixture
async def lead(store: SqlStore, clock: SetClock) -> Dialogue:
    return await a_lead_of(MEMBERS, store, clock)


async def deliver(store: SqlStore, clock: SetClock, messenger: CountingMessenger) -> None:
    """Run one process after another until enough has arrived, with time passing as it must."""
    while len(messenger.arrived) < DELIVERED or messenger.dead:
        messenger.dead = False
        courier = Courier(store, messenger, clock, TimeOrderedIds(clock), Pace())
        pace = LoopSettings(at_once=50, rates=RATES)
        loop = DeliveryLoop(store, courier, clock, TimeOrderedIds(clock), "worker", REACH, settings=pace)
        while len(messenger.arrived) < DELIVERED and not messenger.dead:
            due = await store.next_due_at(REACH)
            assert due is not None
            clock.moment = max(clock.moment, due) + timedelta(milliseconds=500)
            turn = asyncio.create_task(loop._deliver())
            while not turn.done() and not messenger.dead:
                await asyncio.wait([turn], timeout=0.05)
            if messenger.dead:
                await kill(turn)
                clock.advance(Pace().lease)  # what it held is due again


async def kill(turn: asyncio.Task[int]) -> None:
    """End the process's tasks where they stand, as kill -9 would."""
    turn.cancel()
    for task in [each for each in asyncio.all_tasks() if "_dispatch" in repr(each.get_coro())]:
        task.cancel()
    await asyncio.wait([turn])


async def test_five_thousand_get_it_once_each_at_the_platforms_pace_through_kills(
    lead: Dialogue, store: SqlStore, clock: SetClock
) -> None:
    await lead.hears("announce to everyone noon conference is in room 5")
    assert f"{MEMBERS} people" in lead.said
    await lead.clicks("Send")
    messenger = CountingMessenger(clock)
    await deliver(store, clock, messenger)
    assert set(messenger.arrived.values()) == {1}
    # Fifty a second, and a second's worth at once; the clock stands still while one pass sends.
    assert max(messenger.seconds.values()) <= 150
    await lead.hears("report", command="/vouch")
    report = lead.reply.report
    assert report is not None
    assert report.intended == MEMBERS == report.delivered + report.failed
    # What arrived just before a process died counts once the next has looked.
    assert len(messenger.arrived) - 50 <= report.delivered <= len(messenger.arrived)
