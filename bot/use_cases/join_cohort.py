"""Make a cohort, join it by code, leave it, and say who leads it."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.codes import new_code, read_code
from bot.domain.cohort import LEADING, CohortProfile, CohortRole, Membership, channel_name, cohort_address
from bot.domain.resident import Resident
from bot.messages import Reply
from bot.ports import Ids, UnitOfWork
from bot.replies import cohorts as replies
from bot.turn import Told, Turn
from bot.use_cases.describe_cohort import profile_of, read_fields, read_name
from bot.use_cases.meet_peers import set_wish
from bot.use_cases.post_to_cohort import plan_posts

JOIN = "join"
JOIN_CODE_LASTS = timedelta(days=30)
ACTIVE = timedelta(days=30)
YEAR_BEGINS = 7, 1
"""Month and day on which most of these years begin (playbook, "The year at a glance")."""

_NAME = re.compile(r"#?[\w.-]{1,60}")
_ROLES = {"owner": CohortRole.OWNER, "lead": CohortRole.LEAD, "member": CohortRole.MEMBER}


async def cohort_command(told: Told) -> Reply:
    """Answer "cohort …": an overview, or create, code, join, leave, owner, lead, member, peers; year, track, site."""
    told.work.make_final()
    verb, _, rest = told.note.text.strip().partition(" ")[2].strip().partition(" ")
    rest = rest.strip()
    match verb.casefold():
        case "create" | "new":
            return await _create(told, rest)
        case "code" | "invite":
            return await _code(told, rest)
        case "join":
            return await join(told, rest)
        case "leave":
            return await _leave(told, rest)
        case "owner" | "lead" | "member" as role:
            return await _give_role(told, rest, _ROLES[role])
        case "peers":
            cohort = await _own(told, "")
            return await set_wish(told, cohort, rest) if cohort else replies.not_in("")
        case "year" | "track" | "site":
            return await _describe(told, f"{verb} {rest}")
        case _:
            return await _overview(told)


async def join_command(told: Told) -> Reply:
    """Answer "join CODE"."""
    told.work.make_final()
    return await join(told, told.note.text.strip().partition(" ")[2])


async def join(turn: Turn, typed: str) -> Reply:
    found = await turn.work.cohorts.owner_of_code(read_code(typed), [JOIN])
    if found is None:
        return replies.code_not_good()
    account = await turn.work.open_cohort(found[1])
    name = account.resident.address.channel or ""
    if account.resident.tenant != turn.work.resident.tenant:
        return replies.code_not_good()  # a member of one workspace never sees another's
    if any(each.cohort_id == found[1] for each in await turn.work.cohorts.of(turn.work.resident.id)):
        return replies.joined_already(name)
    await turn.work.cohorts.join(found[1], turn.work.resident.id, CohortRole.MEMBER)
    return replies.joined(name)


async def put_into_cohort(work: UnitOfWork, name: str, role: CohortRole, now: datetime, ids: Ids) -> str:
    """Make the resident a member of the cohort of this name in their workspace; it is made where there is none.

    Its year begins when that of the first member does who told, and its zone is that of the first who leads it.
    Returns its id.
    """
    cohort_id = await _find_or_add(work, name, ids)
    led = any(each.leads for each in await work.cohorts.members(cohort_id))
    await work.cohorts.join(cohort_id, work.resident.id, role)
    account = await work.open_cohort(cohort_id)
    cohort = account.resident
    if cohort.starts_on is None and work.resident.starts_on:
        cohort = replace(cohort, starts_on=work.resident.starts_on)
    if role in LEADING and not led:
        cohort = replace(cohort, tz=work.resident.tz)
    if cohort != account.resident:
        await account.save_resident(cohort)
    await plan_posts(account, now)
    return cohort_id


async def _find_or_add(work: UnitOfWork, name: str, ids: Ids) -> str:
    resident = work.resident
    address = cohort_address(resident.address.platform, resident.address.workspace, name)
    if known := await work.cohorts.find(address):
        return known
    cohort = Resident(ids.new(), address, resident.tz, resident.created_at, welcomed=True, starts_on=resident.starts_on)
    await work.add_cohort(cohort)
    return cohort.id


async def _create(told: Told, rest: str) -> Reply:
    name, profile = read_name(rest)
    if not _NAME.fullmatch(name):
        return replies.name_needed()
    address = told.work.resident.address
    if await told.work.cohorts.find(cohort_address(address.platform, address.workspace, name)):
        return replies.name_taken(name)
    cohort_id = await put_into_cohort(told.work, name, CohortRole.OWNER, told.now, told.ids)
    await _keep_profile(await told.work.open_cohort(cohort_id), profile, told.now)
    return replies.created(name, profile, await _new_join_code(told, name))


async def _describe(told: Told, words: str) -> Reply:
    """Answer "cohort site Mercy", for another cohort than the only one led "cohort site Mercy for #name"."""
    words, _, named = words.partition(" for #")
    cohort = await _own(told, named, leading=True)
    if cohort is None:
        return replies.not_in(channel_name(named))
    account = await told.work.open_cohort(cohort.cohort_id)
    profile = read_fields(words, await profile_of(account))
    await _keep_profile(account, profile, told.now)
    return replies.described(cohort.cohort_name, profile)


async def _keep_profile(account: UnitOfWork, profile: CohortProfile, now: datetime) -> None:
    """Keep what the cohort is; its year begins when that of its first member did who told, else on 1 July."""
    if profile != await profile_of(account):
        await account.put(profile)
    if account.resident.starts_on is None and profile.year and profile.year.isdecimal():
        await account.save_resident(replace(account.resident, starts_on=date(int(profile.year), *YEAR_BEGINS)))
        await plan_posts(account, now)


async def _code(told: Told, rest: str) -> Reply:
    cohort = await _own(told, rest, leading=True)
    if cohort is None:
        return replies.not_in(channel_name(rest))
    return replies.join_code(cohort.cohort_name, await _new_join_code(told, cohort.cohort_name))


async def _new_join_code(turn: Turn, name: str) -> str:
    address = turn.work.resident.address
    cohort_id = await turn.work.cohorts.find(cohort_address(address.platform, address.workspace, name))
    code = new_code(turn.ids)
    expires_at = turn.now + JOIN_CODE_LASTS
    await turn.work.cohorts.drop_codes(JOIN, cohort_id or "")
    await turn.work.cohorts.keep_code(code, JOIN, cohort_id or "", address.tenant, expires_at)
    return code


async def _leave(told: Told, rest: str) -> Reply:
    cohort = await _own(told, rest)
    if cohort is None:
        return replies.not_in(channel_name(rest))
    others = [
        each for each in await told.work.cohorts.members(cohort.cohort_id) if each.resident_id != told.work.resident.id
    ]
    if cohort.role is CohortRole.OWNER and others and not any(each.role is CohortRole.OWNER for each in others):
        return replies.owner_stays(cohort.cohort_name)
    await told.work.cohorts.leave(cohort.cohort_id, told.work.resident.id)
    return replies.left(cohort.cohort_name)


async def _give_role(told: Told, rest: str, role: CohortRole) -> Reply:
    who, _, named = rest.partition(" ")
    who = who.lstrip("@")
    cohort = await _own(told, named, leading=True)
    if cohort is None or cohort.role is not CohortRole.OWNER:
        return replies.only_owners()
    members = await told.work.cohorts.members(cohort.cohort_id)
    member = next((each for each in members if each.who.casefold() == who.casefold()), None)
    if member is None:
        return replies.nobody_of_that_name(who)
    await told.work.cohorts.join(cohort.cohort_id, member.resident_id, role)
    return replies.role_changed(member.who, role, cohort.cohort_name)


async def _overview(told: Told) -> Reply:
    mine = []
    for each in await told.work.cohorts.of(told.work.resident.id):
        members = len(await told.work.cohorts.members(each.cohort_id))
        active = await told.work.cohorts.active(each.cohort_id, told.now - ACTIVE) if each.leads else 0
        profile = await profile_of(await told.work.open_cohort(each.cohort_id))
        mine.append(replies.Overview(each, profile, members, active))
    return replies.overview(mine)


async def _own(turn: Turn, named: str, *, leading: bool = False) -> Membership | None:
    """Return the resident's cohort of this name, or the only one; only those led where *leading*."""
    mine = [each for each in await turn.work.cohorts.of(turn.work.resident.id) if each.leads or not leading]
    if named:
        return next((each for each in mine if each.cohort_name == channel_name(named)), None)
    return mine[0] if len(mine) == 1 else None
