"""The outbox: what is due is claimed by one process, and finished by none but the one that claimed it."""

from datetime import timedelta

from bot.domain.delivery import Delivery, Reach
from bot.domain.resident import Resident
from storage.store import SqlStore
from tests.databases import NOON

LEASE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
TERMINAL = Reach(("terminal",))


def a_nudge(named: str, of: Resident, due: timedelta = timedelta(0), **told: object) -> Delivery:
    return Delivery(named, of.id, f"key-{named}", "nudge", NOON + due, **told)  # type: ignore[arg-type]


async def plan(store: SqlStore, of: Resident, *deliveries: Delivery) -> None:
    async with store.work_for(of.id) as work:
        for delivery in deliveries:
            await work.put_delivery(delivery)
        await work.commit()


async def stored(store: SqlStore, of: Resident, named: str) -> Delivery:
    async with store.work_for(of.id) as work:
        found = await work.find_delivery(named)
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
