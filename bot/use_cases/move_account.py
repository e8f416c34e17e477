"""The account goes with the resident: moved by a one-time code when the hospital's ends, or linked on two platforms."""

import re
from dataclasses import fields, replace
from datetime import datetime, timedelta

from bot.codes import new_code, read_code
from bot.domain.audit import AuditEvent
from bot.domain.cohort import CohortRole
from bot.domain.resident import Resident
from bot.messages import Reply
from bot.ports import Ids, UnitOfWork
from bot.replies import moving as replies
from bot.turn import Told
from bot.use_cases.audit import note_down
from bot.use_cases.enrol_channel import forget_in_cohorts
from bot.use_cases.keep_led import leave_cohorts
from bot.use_cases.meet_peers import become_one
from bot.use_cases.share_fact import say_each_once

CLAIM, LINK = "claim", "link"
CLAIM_LASTS = timedelta(days=180)
"""A code got sixty days before the year's end is still good when the next one has begun."""

LINK_LASTS = timedelta(hours=1)

_CODE = re.compile(r"\W*(?:[0-9A-Za-z]{4}[- ]?){3}\W*")
_OWN = frozenset(("id", "address", "tz", "platform_tz", "created_at", "welcomed", "dashboard"))
"""What stays as it is where the resident is now."""


async def move_command(told: Told) -> Reply:
    """Answer "move": a code to claim the account with elsewhere; with a code, claim it here."""
    return await _command(told, CLAIM)


async def link_command(told: Told) -> Reply:
    """Answer "link": a code that makes two addresses one account; with a code, do it."""
    return await _command(told, LINK)


async def give_claim_code(work: UnitOfWork, ids: Ids, now: datetime) -> str:
    """Return a new code; earlier ones stay good, since one of them may be on paper already."""
    code = new_code(ids)
    await work.cohorts.keep_code(code, CLAIM, work.resident.id, work.resident.tenant, now + CLAIM_LASTS)
    return code


async def _command(told: Told, kind: str) -> Reply:
    told.work.acts.make_final()
    typed = told.note.text.strip().partition(" ")[2]
    if _CODE.fullmatch(typed):
        return await _use(told, read_code(typed))
    if any(each.isdecimal() for each in typed):
        return replies.code_not_good()
    await note_down(told, AuditEvent.CODE_GIVEN)
    resident = told.work.resident
    if kind == CLAIM:
        code = await give_claim_code(told.work, told.ids, told.now)
        owned = [each.cohort_name for each in await told.work.cohorts.of(resident.id) if each.role is CohortRole.OWNER]
        return replies.claim_code(code, resident.today(told.now + CLAIM_LASTS), told.today, owned)
    code = new_code(told.ids)
    await told.work.cohorts.keep_code(code, LINK, resident.id, resident.tenant, told.now + LINK_LASTS)
    return replies.link_code(code)


async def _use(told: Told, code: str) -> Reply:
    found = await told.work.cohorts.owner_of_code(code, (CLAIM, LINK))
    if found is None:
        return replies.code_not_good()
    kind, other_id = found
    if other_id == told.work.resident.id:
        return replies.own_code()
    mine = told.work.resident
    theirs = await told.work.cohorts.of(other_id)
    if kind == LINK:
        for each in theirs:
            await become_one(await told.work.open_cohort(each.cohort_id), other_id, mine.id)
    await forget_in_cohorts(told.work, other_id)
    other = await told.work.take_over(other_id, stays=kind == LINK)
    await told.work.save_resident(_joined(mine, other))
    await say_each_once(told.work)
    await leave_cohorts(told.work, theirs, told.now)
    await note_down(told, AuditEvent.MOVED_HERE if kind == CLAIM else AuditEvent.LINKED)
    told.work.acts.make_final()
    return replies.moved_here() if kind == CLAIM else replies.linked()


def _joined(mine: Resident, other: Resident) -> Resident:
    """Return the settings of both: what was set here stands, what was left as it is comes from the other account."""
    plain = Resident(mine.id, mine.address, mine.tz, mine.created_at)
    told = {
        field.name: getattr(other, field.name)
        for field in fields(Resident)
        if field.name not in _OWN and getattr(mine, field.name) == getattr(plain, field.name)
    }
    return replace(mine, **told, created_at=min(mine.created_at, other.created_at), welcomed=True)
