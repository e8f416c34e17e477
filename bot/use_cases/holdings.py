"""Everything told of contacts, of every kind at once."""

from bot.domain.follow_up import Event, FollowUp
from bot.domain.knowledge import Encounter, Fact
from bot.domain.records import Holding
from bot.ports import UnitOfWork


async def holdings(work: UnitOfWork) -> list[Holding]:
    return [
        *await work.all(Encounter),
        *await work.all(Fact),
        *await work.all(FollowUp),
        *await work.all(Event),
    ]
