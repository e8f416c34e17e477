"""Make two contacts one, take them apart again, or remember that they are two people."""

from dataclasses import replace

from bot.domain.application import LetterPlan
from bot.domain.contact import Contact, Distinction, Merge, Position
from bot.domain.draft import WrittenDraft
from bot.domain.follow_up import Event, FollowUp
from bot.domain.knowledge import Encounter, Fact
from bot.domain.nudge import Response
from bot.domain.records import Holding, kind_of
from bot.domain.year import Deed, Promise
from bot.ports import Ids, UnitOfWork
from bot.use_cases.holdings import holdings


async def merge_contacts(work: UnitOfWork, kept: Contact, gone: Contact, ids: Ids) -> Contact:
    """Give all that *gone* has to *kept* and return it; what both have stays as *kept* has it.

    A Merge remembers *gone* and what was moved, so that split_contact() can part them long after undo has run out.
    """
    moved = []
    for holding in await holdings(work):
        if (repointed := repoint(holding, gone.id, kept.id)) != holding:
            await work.put(repointed)
            moved.append((kind_of(holding), holding.id))
    plan = await work.find(LetterPlan, gone.id)
    if plan and await work.find(LetterPlan, kept.id) is None:
        await work.put(replace(plan, id=kept.id))
    await _carry_answers(work, kept.id, gone.id)
    merged = _combine(kept, gone)
    await work.put(merged)
    await work.remove(gone)
    await work.put(Merge(id=ids.new(), kept=kept, gone=gone, moved=tuple(moved)))
    return merged


async def _carry_answers(work: UnitOfWork, kept: str, gone: str) -> None:
    """Let what was answered to nudges about *gone*, such as Stop, hold for *kept* where that was not asked."""
    answered = await work.all(Response)
    asked = {each.id for each in answered}
    for each in answered:
        kind, _, rest = each.id.partition(":")
        contact_id, colon, stage = rest.partition(":")
        theirs = f"{kind}:{kept}{colon}{stage}"
        if contact_id == gone and theirs not in asked:
            await work.put(replace(each, id=theirs))


async def split_contact(work: UnitOfWork, merge: Merge, ids: Ids) -> tuple[Contact, Contact] | None:
    """Part what *merge* joined and return (kept, restored); None where the kept contact is gone by now.

    What was told since the merge stays with the kept contact; the two are never taken for one again.
    """
    kept = await work.find(Contact, merge.kept.id)
    if kept is None:
        return None
    moved = set(merge.moved)
    for holding in await holdings(work):
        if (kind_of(holding), holding.id) in moved:
            await work.put(repoint(holding, kept.id, merge.gone.id))
    kept = _without(kept, merge)
    await work.put(kept)
    await work.put(merge.gone)
    await work.remove(merge)
    await distinguish(work, kept.id, merge.gone.id, ids)
    return kept, merge.gone


async def distinguish(work: UnitOfWork, contact_id: str, other_contact_id: str, ids: Ids) -> None:
    """Remember that these are two people, so that it is never asked again."""
    await work.put(Distinction(ids.new(), contact_id, other_contact_id))


def repoint(holding: Holding, old: str, new: str) -> Holding:
    """Return what points at contact *old* as pointing at *new*."""
    match holding:
        case Encounter() | Event() | Deed():
            contact_ids = tuple(dict.fromkeys(new if each == old else each for each in holding.contact_ids))
            return replace(holding, contact_ids=contact_ids)
        case Fact():
            return replace(
                holding,
                contact_id=new if holding.contact_id == old else holding.contact_id,
                said_by=new if holding.said_by == old else holding.said_by,
            )
        case FollowUp() | WrittenDraft():
            return replace(holding, contact_id=new if holding.contact_id == old else holding.contact_id)
        case Promise():
            return replace(holding, contact_id=new if holding.contact_id == old else holding.contact_id)


def _combine(kept: Contact, gone: Contact) -> Contact:
    names = [name for name in (*kept.aliases, gone.name, *gone.aliases) if name != kept.name]
    fuller = gone.name if len(gone.name.split()) > len(kept.name.split()) else kept.name
    return replace(
        kept,
        name=fuller,
        aliases=tuple(dict.fromkeys(name for name in (kept.name, *names) if name != fuller)),
        positions=_one_history(kept.positions, gone.positions),
        title=kept.title or gone.title,
        relationship=kept.relationship or gone.relationship,
        img=kept.img if kept.img is not None else gone.img,
        email=kept.email or gone.email,
        phone=kept.phone or gone.phone,
        linkedin=kept.linkedin or gone.linkedin,
        mentor_kinds=tuple(dict.fromkeys((*kept.mentor_kinds, *gone.mentor_kinds))),
        interested=kept.interested or gone.interested,
        cadence_days=kept.cadence_days if kept.cadence_days is not None else gone.cadence_days,
    )


def _one_history(kept: tuple[Position, ...], gone: tuple[Position, ...]) -> tuple[Position, ...]:
    """Lay two job histories into one, by the day each was told, a job told twice once."""
    told = sorted((*kept, *gone), key=lambda position: position.told_on.toordinal() if position.told_on else 0)
    jobs: dict[tuple[object, ...], Position] = {}
    for position in told:
        jobs.setdefault((position.role, position.institution, position.specialty), position)
    return tuple(jobs.values())


def _without(kept: Contact, merge: Merge) -> Contact:
    """Return *kept* less what the merge brought it; what it learned by itself, before or since, stays."""
    was, gone = merge.kept, merge.gone
    theirs = {gone.name, *gone.aliases} - {was.name, *was.aliases}
    return replace(
        kept,
        name=was.name if kept.name in theirs else kept.name,
        aliases=tuple(alias for alias in kept.aliases if alias not in theirs and alias != was.name),
        positions=tuple(job for job in kept.positions if job in was.positions or job not in gone.positions),
        title=was.title if kept.title == gone.title else kept.title,
        relationship=was.relationship if kept.relationship == gone.relationship else kept.relationship,
        img=was.img if kept.img == gone.img else kept.img,
        email=was.email if kept.email == gone.email else kept.email,
        phone=was.phone if kept.phone == gone.phone else kept.phone,
        linkedin=was.linkedin if kept.linkedin == gone.linkedin else kept.linkedin,
        mentor_kinds=tuple(k for k in kept.mentor_kinds if k in was.mentor_kinds or k not in gone.mentor_kinds),
        interested=was.interested if kept.interested == gone.interested else kept.interested,
        cadence_days=was.cadence_days if kept.cadence_days == gone.cadence_days else kept.cadence_days,
    )
