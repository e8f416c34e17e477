"""Several real processes on one database: none loses what another one wrote, none sends what another one has."""

import asyncio
import sys

from bot.domain.contact import Contact
from bot.domain.delivery import Delivery
from bot.domain.resident import Resident
from storage.store import SqlStore
from tests.databases import NOON

TIMES = 15


async def run(url: str, resident_id: str) -> list[str]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.storage.busy_process", url, resident_id, str(TIMES)),
        stdout=asyncio.subprocess.PIPE,
    )
    printed, _ = await process.communicate()
    assert process.returncode == 0
    return printed.decode().split()


async def test_processes_take_turns(store: SqlStore, ana: Resident, database_url: str) -> None:
    planned = [f"n{number:02}" for number in range(2 * TIMES)]
    async with store.work_for(ana.id) as work:
        for named in planned:
            await work.deliveries.put(Delivery(named, ana.id, named, "nudge", NOON, content=b"words"))
        await work.commit()

    sent = await asyncio.gather(*(run(database_url, ana.id) for _ in range(2)))

    assert sorted(sent[0] + sent[1]) == planned
    async with store.work_for(ana.id) as work:
        counted = await work.find(Contact, "count")
    assert counted == Contact("count", str(2 * TIMES), NOON)
