"""The outbox: what is due is claimed by one process, and finished by none but the one that claimed it."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.delivery import Delivery, DeliveryState, Reach
from bot.domain.resident import Resident
from bot.errors import LeaseLost
from storage.store import SqlStore
from tests.databases import KEYS, NOON, SetClock, a_resident

LEASE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
TERMINAL = Reach(("terminal",))


def a_nudge(named: str, of: Resident, due: timedelta = timedelta(0), **told: object) -> Delivery:
    return Delivery(named, of.id, f"key-{named}", "nudge", NOON + due, **told)  # type: ignore[arg-type]


async def plan(store: SqlStore, of: Resident, *deliveries: Delivery) -> None:
    async with store.work_for(of.id) as work:
        for delivery in deliveries:
            await work.deliveries.put(delivery)
        await work.commit()


async def stored(store: SqlStore, of: Resident, named: str) -> Delivery:
    async with store.work_for(of.id) as work:
        found = await work.deliveries.find(named)
    assert found is not None
    return found


async def test_what_is_due_is_claimed_once(store: SqlStore, ana: Resident) -> None:
    await plan(store, ana, a_nudge("n1", ana, content=b"words"), a_nudge("n2", ana, HOUR))
    claimed = await store.claim_due(NOON, 10, LEASE, TERMINAL)
    assert [(each.id, each.content, each.attempt, each.maybe_sent) for each in claimed] == [("n1", b"words", 1, False)]
    assert claimed[0].first_tried_at == NOON
    assert await store.claim_due(NOON, 10, LEASE, TERMINAL) == []


async def test_an_expired_lease_is_due_again_and_says_that_it_may_have_been_sent(
    store: SqlStore, ana: Resident
) -> None:
    await plan(store, ana, a_nudge("n1", ana))
    await store.claim_due(NOON, 10, LEASE, TERMINAL)
    assert await store.claim_due(NOON + LEASE - timedelta(seconds=1), 10, LEASE, TERMINAL) == []
    [again] = await store.claim_due(NOON + LEASE, 10, LEASE, TERMINAL)
    assert (again.maybe_sent, again.attempt, again.first_tried_at) == (True, 2, NOON)


async def test_a_batch_takes_what_waited_longest(store: SqlStore, ana: Resident) -> None:
    due = {"n1": 0, "n2": -3, "n3": -1, "n4": -2}
    await plan(store, ana, *(a_nudge(named, ana, hours * HOUR) for named, hours in due.items()))
    assert [each.id for each in await store.claim_due(NOON, 3, LEASE, TERMINAL)] == ["n2", "n4", "n3"]
    assert [each.id for each in await store.claim_due(NOON, 3, LEASE, TERMINAL)] == ["n1"]


async def test_a_process_claims_only_for_whom_it_can_reach(store: SqlStore, ana: Resident) -> None:
    ben = await store.add_resident(a_resident("ben"))
    cleo = await store.add_resident(a_resident("cleo", platform="slack"))
    dan = await store.add_resident(a_resident("dan", platform="teams"))
    for hours, resident in enumerate((ana, ben, cleo, dan)):
        await plan(store, resident, a_nudge(resident.address.user, resident, hours * HOUR))
    later = NOON + 4 * HOUR
    for reach, names, soonest in (
        (Reach(("terminal",), ben.id), ["ben"], HOUR),
        (Reach(("slack", "teams")), ["cleo", "dan"], 2 * HOUR),
        (Reach(("terminal",)), ["ana"], 0 * HOUR),
        (Reach(()), [], None),
    ):
        assert await store.next_due_at(reach) == (None if soonest is None else NOON + soonest)
        assert [each.id for each in await store.claim_due(later, 10, LEASE, reach)] == names


async def test_many_processes_never_claim_the_same_row(database_url: str, store: SqlStore, ana: Resident) -> None:
    everything = {f"n{number:03}" for number in range(60)}
    await plan(store, ana, *(a_nudge(named, ana) for named in everything))
    others = [await SqlStore.open(database_url, KEYS, SetClock()) for _ in range(3)]
    claimed: list[str] = []

    async def work(one: SqlStore) -> None:
        while batch := await one.claim_due(NOON, 7, LEASE, TERMINAL):
            claimed.extend(each.id for each in batch)

    await asyncio.gather(*(work(one) for one in (store, *others)))
    assert len(claimed) == len(everything)
    assert set(claimed) == everything
    for other in others:
        await other.close()


async def test_what_was_sent_is_over(store: SqlStore, ana: Resident) -> None:
    await plan(store, ana, a_nudge("n1", ana, content=b"words"))
    [claimed] = await store.claim_due(NOON, 10, LEASE, TERMINAL)
    assert await store.finish(replace(claimed, state=DeliveryState.SENT, sent_at=NOON))
    assert await store.claim_due(NOON + HOUR, 10, LEASE, TERMINAL) == []
    kept = await stored(store, ana, "n1")
    assert (kept.state, kept.sent_at, kept.lease, kept.content) == (DeliveryState.SENT, NOON, None, b"words")
    assert not await store.finish(replace(claimed, state=DeliveryState.FAILED))


async def test_a_refused_send_waits_for_its_next_try(store: SqlStore, ana: Resident) -> None:
    await plan(store, ana, a_nudge("n1", ana))
    [claimed] = await store.claim_due(NOON, 10, LEASE, TERMINAL)
    assert await store.finish(replace(claimed, next_at=NOON + HOUR, maybe_sent=False, error="busy"))
    assert await store.next_due_at(TERMINAL) == NOON + HOUR
    [again] = await store.claim_due(NOON + HOUR, 10, LEASE, TERMINAL)
    assert (again.attempt, again.maybe_sent, again.error) == (2, False, "busy")


async def test_an_attempt_of_unknown_outcome_is_remembered(store: SqlStore, ana: Resident) -> None:
    await plan(store, ana, a_nudge("n1", ana))
    [claimed] = await store.claim_due(NOON, 10, LEASE, TERMINAL)
    assert await store.finish(replace(claimed, next_at=NOON, maybe_sent=True))
    [again] = await store.claim_due(NOON, 10, LEASE, TERMINAL)
    assert again.maybe_sent


async def test_a_lost_lease_changes_nothing(store: SqlStore, ana: Resident) -> None:
    """A process that was asleep past its lease must not overwrite what another one did since."""
    await plan(store, ana, a_nudge("n1", ana))
    [slow] = await store.claim_due(NOON, 10, LEASE, TERMINAL)
    [quick] = await store.claim_due(NOON + LEASE, 10, LEASE, TERMINAL)
    assert not await store.finish(replace(slow, state=DeliveryState.FAILED))
    async with store.work_for(ana.id) as work:
        assert not await work.deliveries.finish(replace(slow, state=DeliveryState.FAILED))
        with pytest.raises(LeaseLost, match="n1"):
            await work.deliveries.put(replace(slow, content=b"words"))
    assert await store.finish(replace(quick, state=DeliveryState.SENT, sent_at=NOON))


async def test_finishing_in_a_unit_of_work_happens_with_it_or_not_at_all(store: SqlStore, ana: Resident) -> None:
    await plan(store, ana, a_nudge("n1", ana))
    [claimed] = await store.claim_due(NOON, 10, LEASE, TERMINAL)
    sent = replace(claimed, state=DeliveryState.SENT, sent_at=NOON)
    async with store.work_for(ana.id) as work:
        assert await work.deliveries.finish(sent)
    assert (await stored(store, ana, "n1")).state is DeliveryState.WAITING
    async with store.work_for(ana.id) as work:
        assert await work.deliveries.finish(sent)
        await work.commit()
    assert (await stored(store, ana, "n1")).state is DeliveryState.SENT


async def test_fixing_the_words_before_sending_keeps_the_warning_that_it_may_be_sent(
    store: SqlStore, ana: Resident
) -> None:
    """The claimed delivery says maybe_sent=False; storing it as it is must not undo what the claim wrote down."""
    await plan(store, ana, a_nudge("n1", ana))
    [claimed] = await store.claim_due(NOON, 10, LEASE, TERMINAL)
    await plan(store, ana, replace(claimed, content=b"words"))
    [again] = await store.claim_due(NOON + LEASE, 10, LEASE, TERMINAL)
    assert (again.maybe_sent, again.content) == (True, b"words")


async def test_an_answer_is_born_leased_to_the_process_that_wrote_it(store: SqlStore, ana: Resident) -> None:
    answer = a_nudge("n1", ana, LEASE, lease="mine", attempt=1, maybe_sent=True, content=b"Saved.")
    await plan(store, ana, answer)
    assert await stored(store, ana, "n1") == answer
    assert await store.claim_due(NOON, 10, LEASE, TERMINAL) == []
    assert await store.finish(replace(answer, state=DeliveryState.SENT, sent_at=NOON))


async def test_what_was_done_elsewhere_is_cancelled_even_while_a_process_holds_it(
    store: SqlStore, ana: Resident
) -> None:
    await plan(store, ana, a_nudge("n1", ana))
    [claimed] = await store.claim_due(NOON, 10, LEASE, TERMINAL)
    await plan(store, ana, replace(claimed, state=DeliveryState.CANCELLED, lease=None))
    assert not await store.finish(replace(claimed, state=DeliveryState.SENT))
    assert await store.claim_due(NOON + LEASE, 10, LEASE, TERMINAL) == []


async def test_one_key_is_planned_once(store: SqlStore, ana: Resident) -> None:
    await plan(store, ana, a_nudge("n1", ana))
    with pytest.raises(IntegrityError):
        await plan(store, ana, replace(a_nudge("n2", ana), key="key-n1"))
    async with store.work_for(ana.id) as work:
        found = await work.deliveries.find_by_key("key-n1")
        assert found is not None
        assert found.id == "n1"
        assert await work.deliveries.find_by_key("key-n2") is None


async def test_a_delivery_comes_back_as_it_was_planned(store: SqlStore, ana: Resident) -> None:
    planned = a_nudge(
        "n1",
        ana,
        wall_at=datetime(2026, 11, 1, 1, 30),
        tz="America/New_York",
        about=("follow_up:01F", "follow_up:01G"),
        re="message-1",
        channel="C1",
        replaces="n0",
        content=b'{"text": "words"}',
    )
    await plan(store, ana, planned)
    assert await stored(store, ana, "n1") == planned
    moved = replace(planned, next_at=NOON + HOUR, about=(), content=None, wall_at=None)
    await plan(store, ana, moved)
    assert await stored(store, ana, "n1") == moved


async def test_a_resident_sees_what_waits_and_what_was_sent(store: SqlStore, ana: Resident) -> None:
    ben = await store.add_resident(a_resident("ben"))
    await plan(store, ben, a_nudge("b1", ben))
    outcomes = {
        "n1": DeliveryState.SENT,
        "n2": DeliveryState.FAILED,
        "n3": DeliveryState.UNREACHABLE,
        "n4": DeliveryState.CANCELLED,
    }
    for hours, (named, state) in enumerate(outcomes.items()):
        sent_at = NOON + hours * HOUR if state is DeliveryState.SENT else None
        await plan(store, ana, a_nudge(named, ana, hours * HOUR, state=state, sent_at=sent_at))
    await plan(store, ana, a_nudge("n6", ana, 2 * HOUR), a_nudge("n5", ana, HOUR))
    await store.claim_due(NOON + HOUR, 1, LEASE, Reach(("terminal",), ana.id))
    async with store.work_for(ana.id) as work:
        assert [each.id for each in await work.deliveries.waiting()] == ["n5", "n6"]
        assert [each.id for each in await work.deliveries.sent(NOON)] == ["n3", "n2", "n1"]
        assert [each.id for each in await work.deliveries.sent(NOON + HOUR)] == ["n3", "n2"]
        assert [each.id for each in await work.deliveries.sent(NOON, limit=1)] == ["n3"]
        assert await work.deliveries.find("b1") is None


async def test_one_resident_cannot_replace_what_goes_to_another(store: SqlStore, ana: Resident) -> None:
    ben = await store.add_resident(a_resident("ben"))
    await plan(store, ben, a_nudge("n1", ben, content=b"for Ben"))
    with pytest.raises(ValueError, match=ana.id):
        await plan(store, ana, a_nudge("n1", ben))
    with pytest.raises(LeaseLost):
        await plan(store, ana, a_nudge("n1", ana))
    assert (await stored(store, ben, "n1")).content == b"for Ben"
