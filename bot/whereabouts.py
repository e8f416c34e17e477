"""Who writes, and where they are reached: residents are taken in, and what is new in their addresses is kept."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.cohort import channel_name
from bot.domain.resident import Address, Resident
from bot.ports import Clock, Ids, Store, UnitOfWork

UNKNOWN_ZONE = "UTC"
"""The zone of a resident whose platform could not tell theirs; it is asked again with the next message."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What the platform tells of a resident who writes for the first time: their IANA zone, None where it cannot say.

    *welcomed* where no welcome is due.
    """

    tz: str | None
    welcomed: bool = False


class Whereabouts:
    def __init__(
        self,
        store: Store,
        clock: Clock,
        ids: Ids,
        newcomer: Callable[[Address], Awaitable[Newcomer]],
        replan: Callable[[UnitOfWork, datetime, Ids], Awaitable[None]],
    ) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self._newcomer = newcomer
        self._replan = replan

    async def take_in(self, address: Address) -> Resident:
        """Return the resident at this address, a new one where nobody has written from there yet."""
        known = await self._store.find_resident(address)
        if known and known.platform_tz:
            return known
        guess = await self._newcomer(address)
        if known is None:
            tz = guess.tz or UNKNOWN_ZONE
            fresh = Resident(self._ids.new(), address, tz, self._clock.now(), guess.welcomed, platform_tz=guess.tz)
            return await self._store.add_resident(fresh)
        if guess.tz is None:
            return known
        async with self._store.work_for(known.id) as work:
            tz = guess.tz if work.resident.tz == UNKNOWN_ZONE else work.resident.tz
            await work.save_resident(replace(work.resident, platform_tz=guess.tz, tz=tz))
            await self._replan(work, self._clock.now(), self._ids)
            await work.commit()
            return work.resident

    async def reached_at(self, address: Address) -> Address:
        """Keep what is new in how a resident is reached, and return all that is known of it. Takes nobody in."""
        resident = await self._store.find_resident(address)
        if resident is None or resident.address == _merged(resident.address, address):
            return resident.address if resident else address
        async with self._store.work_for(resident.id) as work:
            merged = _merged(work.resident.address, address)
            await work.save_resident(replace(work.resident, address=merged))
            await work.commit()
            return merged

    async def meant_here(self, cohort: Address, told_by: Address) -> None:
        """Keep where a cohort's channel is, told by one who leads it: of two channels of its name, this one."""
        resident = await self._store.find_resident(told_by)
        if resident is None or resident.tenant != cohort.tenant:
            return
        async with self._store.work_for(resident.id) as work:
            mine = await work.cohorts.of(resident.id)
        if any(each.leads and channel_name(each.cohort_name) == cohort.channel for each in mine):
            await self.reached_at(cohort)


async def follow_address(work: UnitOfWork, sender: Address) -> None:
    """Keep the platform's latest reference to the resident: an old one may no longer reach them.

    Whoever does something is there, whatever the platform said of them earlier.
    """
    known, followed = work.resident.address, sender
    if _same_account(known, sender):
        there = {**known.reference, "state": ""} if known.reference.get("state") else known.reference
        followed = replace(sender, reference={**there, **sender.reference})
    if followed.reference and followed != known:
        await work.save_resident(replace(work.resident, address=followed))


def _same_account(one: Address, other: Address) -> bool:
    return (one.platform, one.workspace, one.user) == (other.platform, other.workspace, other.user)


def _merged(known: Address, told: Address) -> Address:
    return replace(known, reference={**known.reference, **told.reference})
