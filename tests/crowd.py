"""A cohort of thousands for tests: rows and keys, without the talk that would make each."""

from datetime import timedelta

from sqlalchemy import insert

from bot.domain.cohort import CohortRole, cohort_address
from bot.domain.resident import Address, Resident
from storage.accounts import resident_row
from storage.sealing import Sealer, new_resident_key
from storage.store import SqlStore
from storage.tables import EPOCH, memberships, resident_keys, residents
from tests.conversations.dialogue import Dialogue, open_dialogue
from tests.databases import KEYS, SetClock


async def a_lead_of(members: int, store: SqlStore, clock: SetClock) -> Dialogue:
    """Return the conversation of the lead of a cohort with that many members, who have told nothing: u0000, u0001, …"""
    now = clock.now()
    dialogue = open_dialogue(store, clock)
    await dialogue.hears("cohort create prelims")
    async with store.work_for((await dialogue.resident()).id) as work:
        cohort_id = await work.cohorts.find(cohort_address("terminal", "W1", "prelims"))
    key = new_resident_key()
    sealer = Sealer(key)
    people = [
        Resident(f"m{number:04}", Address("terminal", "W1", f"u{number:04}"), "America/New_York", now)
        for number in range(members)
    ]
    owned = [{"tenant": "terminal:W1", "resident_id": each.id} for each in people]
    async with store._engine.begin() as connection:
        planned_at = now + timedelta(days=99)
        rows = [{**resident_row(each, sealer), "planned_at": planned_at} for each in people]
        await connection.execute(insert(residents), rows)
        wrapped = [{"wrapped": KEYS.wrap(key, each.id), "master_id": KEYS.current_id} for each in people]
        await connection.execute(insert(resident_keys), [{**a, **b} for a, b in zip(owned, wrapped, strict=True)])
        joined = {"cohort_id": cohort_id, "role": CohortRole.MEMBER, "joined_at": EPOCH}
        await connection.execute(insert(memberships), [{**each, **joined} for each in owned])
    return dialogue
