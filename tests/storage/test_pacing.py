"""How fast each conversation and workspace is sent to, shared by every process on one database."""

import asyncio
import itertools
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.delivery import Delivery, Rate
from bot.domain.resident import Resident
from storage.pacing import BURST
from storage.store import SqlStore
from tests.databases import KEYS, NOON, SetClock, a_resident
from tests.storage.test_deliveries import LEASE, TERMINAL, a_nudge, plan, stored

SECOND = timedelta(seconds=1)
_runs = itertools.count()
ONE_A_SECOND = {"terminal": Rate(conversation=SECOND, workspace=timedelta(0))}


async def claim(store: SqlStore, now: datetime, rates: dict[str, Rate]) -> list[str]:
    return [each.id for each in await store.claim_due(now, 100, LEASE, TERMINAL, rates)]


async def test_one_conversation_gets_one_message_a_second(store: SqlStore, ana: Resident) -> None:
    await plan(store, ana, *(a_nudge(f"n{number}", ana) for number in range(3)))
    taken = [await claim(store, NOON + seconds * SECOND, ONE_A_SECOND) for seconds in (0, 0.5, 1, 1.5, 2, 3)]
    assert taken == [["n0"], [], ["n1"], [], ["n2"], []]


async def test_what_has_to_wait_was_not_tried(store: SqlStore, ana: Resident) -> None:
    """It may neither be looked up as perhaps sent nor use up its attempts."""
    await plan(store, ana, a_nudge("n1", ana), a_nudge("n2", ana))
    await claim(store, NOON, ONE_A_SECOND)
    waiting = await stored(store, ana, "n2")
    assert (waiting.attempt, waiting.maybe_sent, waiting.lease, waiting.first_tried_at) == (0, False, None, None)
    assert waiting.next_at == NOON + SECOND


async def test_another_conversation_does_not_wait(store: SqlStore, ana: Resident) -> None:
    ben = await store.add_resident(a_resident("ben"))
    await plan(store, ana, a_nudge("a1", ana), a_nudge("a2", ana))
    await plan(store, ben, a_nudge("b1", ben))
    assert sorted(await claim(store, NOON, ONE_A_SECOND)) == ["a1", "b1"]


async def test_a_channel_is_a_conversation_of_its_own(store: SqlStore, ana: Resident) -> None:
    in_channel = replace(a_nudge("c1", ana), channel="C1")
    await plan(store, ana, a_nudge("a1", ana), in_channel, replace(a_nudge("c2", ana), channel="C1"))
    assert await claim(store, NOON, ONE_A_SECOND) == ["a1", "c1"]


async def test_a_workspace_is_sent_to_no_faster_than_its_share(store: SqlStore) -> None:
    four_a_second = {"terminal": Rate(conversation=timedelta(0), workspace=SECOND / 4)}
    residents = [await store.add_resident(a_resident(f"r{number}")) for number in range(12)]
    for resident in residents:
        await plan(store, resident, a_nudge(resident.id, resident))
    taken = [len(await claim(store, NOON + seconds * SECOND, four_a_second)) for seconds in range(4)]
    assert taken == [5, 4, 3, 0]


async def test_a_pause_that_the_platform_asked_for_holds_the_whole_workspace(store: SqlStore, ana: Resident) -> None:
    ben = await store.add_resident(a_resident("ben", workspace="W2"))
    await plan(store, ana, a_nudge("a1", ana))
    await plan(store, ben, a_nudge("b1", ben))
    await store.hold(ana.tenant, NOON + 30 * SECOND)
    assert await claim(store, NOON, ONE_A_SECOND) == ["b1"]
    assert await claim(store, NOON + 29 * SECOND, ONE_A_SECOND) == []
    assert await claim(store, NOON + 30 * SECOND, ONE_A_SECOND) == ["a1"]


async def test_a_shorter_pause_does_not_end_a_longer_one(store: SqlStore, ana: Resident) -> None:
    await plan(store, ana, a_nudge("a1", ana))
    for seconds in (30, 5):
        await store.hold(ana.tenant, NOON + seconds * SECOND)
    assert await claim(store, NOON + 29 * SECOND, ONE_A_SECOND) == []


async def test_an_outage_earns_nothing(store: SqlStore, ana: Resident) -> None:
    """A moment that passed while nothing was sent is not made up for by sending faster afterwards."""
    await plan(store, ana, *(a_nudge(f"n{number}", ana) for number in range(4)))
    await claim(store, NOON, ONE_A_SECOND)
    later = NOON + timedelta(hours=6)
    assert [len(await claim(store, later + seconds * SECOND, ONE_A_SECOND)) for seconds in (0, 1, 2)] == [1, 1, 1]


async def test_nobody_knows_afterwards_that_a_forgotten_resident_was_sent_to(store: SqlStore, ana: Resident) -> None:
    await plan(store, ana, a_nudge("n1", ana))
    await claim(store, NOON, ONE_A_SECOND)
    before = await store.purge(NOON - timedelta(days=1))
    await store.forget_resident(ana.id)
    assert await store.purge(NOON + timedelta(days=1)) == before + 1  # the workspace's own row alone


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 5000)), min_size=1, max_size=10), st.data())
async def test_whenever_it_is_asked_no_conversation_or_workspace_is_hurried(
    store: SqlStore, clock: SetClock, due: list[tuple[int, int]], data: st.DataObject
) -> None:
    rates = {"terminal": Rate(conversation=SECOND, workspace=SECOND / 3)}
    run = next(_runs)
    residents = [await store.add_resident(a_resident(f"{run}-{number}", workspace=f"W{run}")) for number in range(3)]
    nudges = [
        Delivery(f"{run}-{number}", residents[who].id, f"{run}-{number}", "nudge", NOON + timedelta(milliseconds=at))
        for number, (who, at) in enumerate(due)
    ]
    for who in range(3):
        await plan(store, residents[who], *(each for each in nudges if each.resident_id == residents[who].id))
    sent: dict[str, list[datetime]] = {resident.id: [] for resident in residents}
    now, taken = NOON, 0
    while taken < len(nudges):
        for claimed in await store.claim_due(now, 100, timedelta(days=1), TERMINAL, rates):
            if claimed.id.startswith(f"{run}-"):
                sent[claimed.resident_id].append(now)
                taken += 1
        now += timedelta(milliseconds=data.draw(st.integers(200, 2500)))
        assert now < NOON + timedelta(minutes=5), "something is never sent"
    for moments in sent.values():
        assert all(later - earlier >= SECOND for earlier, later in pairwise(moments))
    everything = sorted(moment for moments in sent.values() for moment in moments)
    for number, moment in enumerate(everything):
        within = [each for each in everything[number:] if each < moment + 3 * SECOND]
        assert len(within) <= (3 * SECOND + BURST) / (SECOND / 3) + 1


async def test_several_processes_together_keep_the_pace_that_one_would(
    store: SqlStore, ana: Resident, database_url: str, clock: SetClock
) -> None:
    """The moment from which a conversation is free lies in the database, locked for as long as a claim takes."""
    others = [await SqlStore.open(database_url, KEYS, clock) for _ in range(2)]
    residents = [ana, *[await store.add_resident(a_resident(f"r{number}")) for number in range(8)]]
    for resident in residents:
        await plan(store, resident, *(a_nudge(f"{resident.id}-{number}", resident) for number in range(2)))
    rates = {"terminal": Rate(conversation=SECOND, workspace=SECOND / 4)}
    taken: list[list[str]] = []
    for seconds in range(3):
        claims = (claim(each, NOON + seconds * SECOND, rates) for each in (store, *others))
        taken.append([name for claimed in await asyncio.gather(*claims) for name in claimed])
    for other in others:
        await other.close()
    # A second's worth at once, then four a second; and never two to one conversation within a second.
    assert all(len(each) <= most for each, most in zip(taken, (5, 4, 4), strict=True))
    assert sum(map(len, taken)) >= 11
    assert all(len({name.rpartition("-")[0] for name in each}) == len(each) for each in taken)
