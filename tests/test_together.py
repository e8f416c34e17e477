"""Deliveries that are due at one moment share their transactions: as many residents, each told once, none held up."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import update

from bot.courier import Courier, Pace
from bot.delivery_loop import DeliveryLoop, LoopSettings
from bot.domain.delivery import DeliveryState
from bot.domain.follow_up import FollowUp, FollowUpState, closed
from bot.domain.nudge import Occasion
from bot.domain.resident import Resident
from bot.ids import TimeOrderedIds
from bot.planner import replan
from storage.store import SqlStore
from storage.tables import deliveries, residents
from tests.databases import SetClock, a_resident
from tests.recording import EVERYONE, Days, RecordingMessenger, in_new_york

FRIDAY = date(2026, 10, 16)
AT_NINE = in_new_york(16, 9)
MANY = 12


@pytest.fixture
async def everyone(store: SqlStore, clock: SetClock) -> list[Resident]:
    """A dozen residents, each to be told at nine on Friday to call, and with the digest of that day to write."""
    people = []
    for number in range(MANY):
        person = await store.add_resident(a_resident(f"r{number:02}"))
        days = Days(store, clock, person)
        await days.owe("call home", FRIDAY, time(9))
        await store.mark_planned(person.id, clock.now() + timedelta(days=9))
        people.append(person)
    clock.moment = AT_NINE
    return people


async def deliver(store: SqlStore, clock: SetClock) -> RecordingMessenger:
    messenger = RecordingMessenger(clock)
    courier = Courier(store, messenger, clock, TimeOrderedIds(clock), Pace())
    loop = DeliveryLoop(
        store, courier, clock, TimeOrderedIds(clock), "worker", EVERYONE, settings=LoopSettings(at_once=16)
    )
    await loop.deliver_due()
    return messenger


def told(messenger: RecordingMessenger) -> list[str]:
    return sorted(outgoing.to.user for _, outgoing in messenger.sent)


async def next_rows(store: SqlStore, people: Sequence[Resident]) -> list[list[tuple[str, str]]]:
    """Return what still waits for each: as which key, and when."""
    found = []
    for person in people:
        async with store.work_for(person.id) as work:
            found.append([(row.key, str(row.wall_at)) for row in await work.deliveries.waiting()])
    return found


async def test_each_is_told_once_remembered_and_planned_for(
    store: SqlStore, clock: SetClock, everyone: list[Resident]
) -> None:
    messenger = await deliver(store, clock)
    assert told(messenger) == [person.address.user for person in everyone]
    for person in everyone:
        async with store.work_for(person.id) as work:
            assert [len(each.told_at) for each in await work.all(Occasion)] == [1]
            assert [row.state for row in await work.deliveries.sent(AT_NINE)] == [DeliveryState.SENT]
    # What comes back in three days was planned with it; planning anew finds nothing to change.
    ahead = await next_rows(store, everyone)
    assert ahead == [[("digest:2026-10-19", "2026-10-19 07:30:00")]] * MANY
    for person in everyone:
        async with store.work_for(person.id) as work:
            await replan(work, clock.now(), TimeOrderedIds(clock))
            await work.commit()
    assert await next_rows(store, everyone) == ahead
    assert told(await deliver(store, clock)) == []


async def test_nobody_waits_for_a_resident_whose_data_is_damaged(
    store: SqlStore, clock: SetClock, everyone: list[Resident]
) -> None:
    async with store._engine.begin() as connection:
        await connection.execute(update(residents).where(residents.c.id == everyone[3].id).values(sealed=b"damaged"))
    messenger = await deliver(store, clock)
    assert told(messenger) == [person.address.user for person in everyone if person != everyone[3]]


async def test_a_resident_who_is_being_worked_on_is_told_when_that_is_over_by_what_it_left(
    store: SqlStore, clock: SetClock, everyone: list[Resident]
) -> None:
    """Done is being stored while the message about it is made ready: it is not sent."""
    holding, release = asyncio.Event(), asyncio.Event()

    async def finish() -> None:
        async with store.work_for(everyone[5].id) as work:
            holding.set()
            await release.wait()
            (follow_up,) = await work.all(FollowUp)
            await work.put(closed(follow_up, FollowUpState.DONE, clock.now()))
            await replan(work, clock.now(), TimeOrderedIds(clock))
            await work.commit()

    answering = asyncio.create_task(finish())
    await holding.wait()
    delivering = asyncio.create_task(deliver(store, clock))
    await asyncio.sleep(0.2)
    release.set()
    await answering
    assert told(await delivering) == [person.address.user for person in everyone if person != everyone[5]]


async def test_a_lease_that_was_lost_meanwhile_is_nobodys_loss(
    store: SqlStore, clock: SetClock, everyone: list[Resident]
) -> None:
    """Another process took one of them over between the claim and the making ready: it alone sends that one."""
    messenger = RecordingMessenger(clock)
    courier = Courier(store, messenger, clock, TimeOrderedIds(clock), Pace())
    claimed = await store.claim_due(clock.now(), MANY, timedelta(minutes=1), EVERYONE)
    taken_over = claimed[4]
    async with store._engine.begin() as connection:
        other = update(deliveries).where(deliveries.c.id == taken_over.id).values(lease="another process")
        await connection.execute(other)
    await asyncio.gather(*(courier.dispatch(each) for each in claimed))
    assert told(messenger) == sorted(person.address.user for person in everyone if person.id != taken_over.resident_id)
    clock.advance(timedelta(minutes=1))
    assert len(told(await deliver(store, clock))) == 1


async def test_the_lease_may_be_lost_while_it_is_sent_and_the_others_are_recorded(
    store: SqlStore, clock: SetClock, everyone: list[Resident]
) -> None:
    messenger = RecordingMessenger(clock)
    courier = Courier(store, messenger, clock, TimeOrderedIds(clock), Pace())
    claimed = await store.claim_due(clock.now(), MANY, timedelta(minutes=1), EVERYONE)
    ready = await asyncio.gather(*(courier._make_ready(each, None) for each in claimed))
    outcomes = [(each, await courier._send(each)) for each in ready if each]
    async with store._engine.begin() as connection:
        other = update(deliveries).where(deliveries.c.id == claimed[7].id).values(lease="another process")
        await connection.execute(other)
    await asyncio.gather(*(courier._record(replace(each, delivery=outcome)) for each, outcome in outcomes))
    states = {}
    for each in claimed:
        async with store.work_for(each.resident_id) as work:
            row = await work.deliveries.find(each.id)
            assert row is not None
            states[each.id] = row.state
    assert [name for name, state in states.items() if state is DeliveryState.WAITING] == [claimed[7].id]
