"""One process of the bot as a simulation drives it: it does what is due when told to, and never on its own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.delivery_loop import DeliveryLoop
from bot.domain.cohort import CohortRole
from bot.domain.delivery import Reach
from bot.domain.resident import Address, Resident
from bot.front_door import FrontDoor
from bot.messages import Incoming
from bot.planner import REPLAN_AFTER, replan
from bot.ports import Clock, Ids, Store
from bot.use_cases.join_cohort import put_into_cohort

A_MOMENT = timedelta(seconds=1)


class SimulatedProcess:
    """Fits adapters.simulation.app.RunningBot."""

    def __init__(self, store: Store, door: FrontDoor, loop: DeliveryLoop, clock: Clock, ids: Ids, reach: Reach) -> None:
        self._store, self._door, self._loop = store, door, loop
        self._clock, self._ids, self._reach = clock, ids, reach

    async def receive(self, incoming: Incoming) -> None:
        await self._store.beat("simulation", self._clock.now())  # as the loop beside the door does all the while
        await self._door.receive(incoming)

    async def recover(self) -> None:
        await self._door.recover()

    async def deliver_due(self) -> None:
        await self._loop.deliver_due()

    async def next_moment(self) -> datetime | None:
        """Return when a delivery is due or a plan is a day old: both wake the loop of a process that runs for real."""
        due = await self._store.next_due_at(self._reach)
        oldest = await self._store.oldest_plan()
        stale = oldest and oldest + REPLAN_AFTER + A_MOMENT
        return min((moment for moment in (due, stale) if moment is not None), default=None)

    async def zone_of(self, address: Address) -> ZoneInfo | None:
        resident = await self._store.find_resident(address)
        return resident.zone if resident else None

    async def onboard(
        self, address: Address, change: Callable[[Resident], Resident], place: tuple[str, bool] | None
    ) -> None:
        now = self._clock.now()
        fresh = Resident(self._ids.new(), address, "UTC", now, welcomed=True)
        resident = await self._store.find_resident(address)
        if resident is None:
            change(fresh)  # what the profile says wrongly is refused before anybody is taken in
            resident = await self._store.add_resident(fresh)
        async with self._store.work_for(resident.id) as work:
            resident = change(work.resident)
            await work.save_resident(replace(resident, platform_tz=resident.tz))
            if place:
                role = CohortRole.LEAD if place[1] else CohortRole.MEMBER
                await put_into_cohort(work, place[0], role, now, self._ids)
            await replan(work, now, self._ids)
            await work.commit()
