"""Run by test_processes.py: one of several processes that share a database. Prints the deliveries that it sent."""

import asyncio
import sys
from dataclasses import replace
from datetime import timedelta

from bot.domain.contact import Contact
from bot.domain.delivery import DeliveryState, Reach
from storage.store import SqlStore
from tests.databases import KEYS, NOON, SetClock


async def count_one_more(store: SqlStore, resident_id: str) -> None:
    async with store.work_for(resident_id) as work:
        counted = await work.find(Contact, "count")
        before = int(counted.name) if counted else 0
        await work.put(Contact("count", str(before + 1), NOON))
        await work.commit()


async def send_a_few(store: SqlStore) -> None:
    for delivery in await store.claim_due(NOON, 3, timedelta(minutes=1), Reach(("terminal",))):
        print(delivery.id)  # noqa: T201 - read by the test that started this process
        assert await store.finish(replace(delivery, state=DeliveryState.SENT, sent_at=NOON))


async def main(url: str, resident_id: str, times: int) -> None:
    store = await SqlStore.open(url, KEYS, SetClock())
    for _ in range(times):
        await count_one_more(store, resident_id)
        await send_a_few(store)
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
