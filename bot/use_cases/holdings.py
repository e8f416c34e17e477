"""Everything told of contacts, of every kind at once, and everything that nudges are planned from."""

from typing import get_args

from bot.domain.application import Brief, LetterPlan, PackageDocument
from bot.domain.contact import Contact
from bot.domain.draft import WrittenDraft
from bot.domain.follow_up import Event, FollowUp
from bot.domain.knowledge import Encounter, Fact
from bot.domain.nudge import Response
from bot.domain.records import Holding
from bot.domain.year import Deed, Promise
from bot.planning.due import Kept
from bot.ports import UnitOfWork


async def holdings(work: UnitOfWork) -> list[Holding]:
    return [record for kind in get_args(Holding) for record in await work.all(kind)]


async def kept_by(work: UnitOfWork) -> Kept:
    return Kept(
        follow_ups=tuple(await work.all(FollowUp)),
        contacts=tuple(await work.all(Contact)),
        encounters=tuple(await work.all(Encounter)),
        facts=tuple(await work.all(Fact)),
        events=tuple(await work.all(Event)),
        promises=tuple(await work.all(Promise)),
        deeds=tuple(await work.all(Deed)),
        responses=tuple(await work.all(Response)),
        letters=tuple(await work.all(LetterPlan)),
        briefs=tuple(await work.all(Brief)),
        documents=tuple(await work.all(PackageDocument)),
        drafts=tuple(await work.all(WrittenDraft)),
    )
