"""Share one fact with the cohort, without a name; retract it; look at the board."""

from dataclasses import replace
from datetime import date, datetime

from bot.domain.audit import AuditEvent
from bot.domain.cohort import Membership
from bot.domain.knowledge import Fact
from bot.domain.recall import newest_first
from bot.domain.sharing import OnBoard, Says, Share, SharedClaim, board, shareable
from bot.domain.vocabulary import FactKind
from bot.messages import Button, Reply
from bot.ports import UnitOfWork
from bot.replies import board as replies
from bot.replies.undone import no_longer_there
from bot.turn import Pressed, Told, Turn
from bot.use_cases.audit import note_down
from bot.use_cases.enrol_channel import forget_in_cohorts
from bot.use_cases.keep_led import leave_cohorts

OFFERED = 8


async def offer_sharing(told: Told, reply: Reply) -> Reply:
    """Return the answer with a Share button where the message told of a program and there is a cohort."""
    if not reply.buttons or not await told.work.cohorts.of(told.work.resident.id):
        return reply
    facts = [each for each in await told.work.all(Fact) if each.source and each.source.note_id == told.note.id]
    wanted = [fact for fact in facts if shareable(fact)]
    if not wanted:
        return reply
    share = Button("Share", "share:" + ",".join(fact.id for fact in wanted[:OFFERED]))
    return replace(reply, buttons=(*reply.buttons, share))


async def share_command(told: Told) -> Reply:
    """Answer "share": the facts that could be shared, each with its button."""
    told.work.acts.make_final()
    if not await told.work.cohorts.of(told.work.resident.id):
        return replies.no_cohort()
    shared = {share.fact_id for share in await told.work.all(Share)}
    facts = [each for each in newest_first(await told.work.all(Fact)) if shareable(each) and each.id not in shared]
    return replies.what_to_share(facts[:OFFERED])


async def press_share(pressed: Pressed) -> Reply:
    """Share the fact; ask first where several facts or cohorts could be meant."""
    pressed.work.acts.make_final()
    ids, _, cohort_id = pressed.target.partition(":")
    facts = [fact for each in ids.split(",") if (fact := await pressed.work.find(Fact, each))]
    mine = await pressed.work.cohorts.of(pressed.work.resident.id)
    cohorts = [each for each in mine if not cohort_id or each.cohort_id == cohort_id]
    if not facts or not cohorts:
        return no_longer_there()
    if len(facts) > 1:
        return replies.what_to_share(facts)
    if len(cohorts) > 1:
        return replies.with_whom(facts[0], cohorts)
    return await _share(pressed, facts[0], cohorts[0])


async def press_retract(pressed: Pressed) -> Reply:
    """Take one share back: from the cohort, and from the memory that it was ever there."""
    pressed.work.acts.make_final()
    share = await pressed.work.find(Share, pressed.target)
    if share is None:
        return no_longer_there()
    await retract(pressed.work, share)
    await note_down(pressed, AuditEvent.RETRACTED)
    return replies.retracted()


async def retract(work: UnitOfWork, share: Share) -> None:
    await work.remove(share)
    try:
        account = await work.open_cohort(share.cohort_id)
    except KeyError:
        return  # the cohort is gone, and what was shared with it
    if claim := await account.find(SharedClaim, share.id):
        await account.remove(claim)


async def retract_what_is_gone(work: UnitOfWork) -> None:
    """Take back what was shared of a fact that was undone, forgotten or put right since."""
    for share in await work.all(Share):
        if not share.stands(await work.find(Fact, share.fact_id) if share.fact_id else None):
            await retract(work, share)


async def say_each_once(work: UnitOfWork) -> None:
    """Take back what two accounts that became one both said: it is one member's now."""
    said = set()
    for share in await work.all(Share):
        if claim := await _claim_of(work, share):
            mine = share.cohort_id, claim.key, claim.says is Says.FILLED
            if mine in said:
                await retract(work, share)
            said.add(mine)


async def _claim_of(work: UnitOfWork, share: Share) -> SharedClaim | None:
    """Return what was shared, None where the cohort is gone or it was taken back."""
    try:
        account = await work.open_cohort(share.cohort_id)
    except KeyError:
        return None
    return await account.find(SharedClaim, share.id)


async def withdraw_from_cohorts(work: UnitOfWork, now: datetime) -> None:
    """Take back all that the resident ever shared, and leave their cohorts: they asked to be forgotten."""
    for share in await work.all(Share):
        await retract(work, share)
    mine = await work.cohorts.of(work.resident.id)
    await forget_in_cohorts(work, work.resident.id)
    for each in mine:
        await work.cohorts.leave(each.cohort_id, work.resident.id)
    await leave_cohorts(work, mine, now)


async def board_command(told: Told) -> Reply:
    """Answer "board": what the resident's cohorts share, and what they shared themselves, with Retract."""
    told.work.acts.make_final()
    mine = await told.work.cohorts.of(told.work.resident.id)
    if not mine:
        return replies.no_cohort()
    boards: list[tuple[Membership, list[OnBoard]]] = []
    own: list[tuple[SharedClaim, date]] = []
    shared_on = {share.id: told.work.resident.today(share.shared_at) for share in await told.work.all(Share)}
    for cohort in mine:
        account = await told.work.open_cohort(cohort.cohort_id)
        claims = await account.all(SharedClaim)
        boards.append((cohort, board(claims, told.today)))
        own += [(claim, shared_on[claim.id]) for claim in claims if claim.id in shared_on]
    return replies.show_board(boards, own, told.today)


async def press_verify(pressed: Pressed) -> Reply:
    """Say that an opening on the board is there: it counts as one more member's."""
    return await _say_of_opening(pressed, Says.VERIFIED)


async def press_filled(pressed: Pressed) -> Reply:
    """Say that an opening on the board is gone."""
    return await _say_of_opening(pressed, Says.FILLED)


async def _say_of_opening(pressed: Pressed, says: Says) -> Reply:
    pressed.work.acts.make_final()
    found = await _on_board(pressed)
    if found is None:
        return no_longer_there()
    cohort, claim = found
    return await _put(pressed, cohort, replace(claim, says=says), Share("", cohort.cohort_id, "", pressed.now))


async def _on_board(pressed: Pressed) -> tuple[Membership, SharedClaim] | None:
    """Return the claim of "cohort:claim" where the resident is in that cohort and it is an opening."""
    cohort_id, _, claim_id = pressed.target.partition(":")
    mine = await pressed.work.cohorts.of(pressed.work.resident.id)
    cohort = next((each for each in mine if each.cohort_id == cohort_id), None)
    if cohort is None:
        return None
    account = await pressed.work.open_cohort(cohort_id)
    claim = await account.find(SharedClaim, claim_id)
    return (cohort, claim) if claim and claim.kind is FactKind.OPENING else None


async def _share(turn: Turn, fact: Fact, cohort: Membership) -> Reply:
    claim = SharedClaim("", fact.about, fact.kind, fact.value, turn.today, fact.visa)
    return await _put(turn, cohort, claim, Share("", cohort.cohort_id, fact.id, turn.now, fact.value))


async def _put(turn: Turn, cohort: Membership, claim: SharedClaim, share: Share) -> Reply:
    """Put a claim on the board: each member says it, verifies it or calls it filled once."""
    account = await turn.work.open_cohort(cohort.cohort_id)
    mine = {each.id for each in await turn.work.all(Share) if each.cohort_id == cohort.cohort_id}
    own = [each for each in await account.all(SharedClaim) if each.id in mine and each.key == claim.key]
    if earlier := next((each for each in own if (each.says is Says.FILLED) == (claim.says is Says.FILLED)), None):
        return replies.shared_already(earlier)
    share = replace(share, id=turn.ids.new())
    new = replace(claim, id=share.id, shared_on=turn.today)
    await account.put(new)
    await turn.work.put(share)
    await note_down(turn, AuditEvent.SHARED)
    return replies.shared(new, cohort.cohort_name)
