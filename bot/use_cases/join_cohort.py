"""Make a cohort, join it by code, leave it, and say who leads it."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from bot.codes import new_code, read_code
from bot.domain.cohort import LEADING, CohortProfile, CohortRole, Membership, channel_name, cohort_address
from bot.domain.resident import Resident
from bot.messages import Reply
from bot.ports import Ids, UnitOfWork
from bot.replies import cohorts as replies
from bot.turn import Told, Turn
from bot.use_cases.count_for_cohorts import totals_of
from bot.use_cases.describe_cohort import FIELDS, profile_of, read_fields, read_name
from bot.use_cases.enrol_channel import (
    channel_wanted,
    enrol,
    find_member,
    follow_from_now_on,
    forget_in_cohort,
    is_among,
    keep_apart,
    name_in,
    names_of,
)
from bot.use_cases.keep_led import leave_cohorts, take_lead
from bot.use_cases.meet_peers import set_wish
from bot.use_cases.post_to_cohort import plan_posts

JOIN = "join"
JOIN_CODE_LASTS = timedelta(days=30)
ACTIVE = timedelta(days=30)
YEAR_BEGINS = 7, 1
"""Month and day on which most of these years begin (playbook, "The year at a glance")."""

MOST_BY_ANYBODY = 200
"""Up to how many people of a channel anybody in it may take into a cohort, who then get announcements in their DMs.

More than a program has residents; a channel of the whole hospital takes somebody whom its IT named for it.
"""

_MAKING = ("create", "new")
_NAME = re.compile(r"#?[\w.-]{1,60}")
_MAKE = re.compile(
    r"(?:please\s+)?(?:create|make|start)\s+(?:a\s+|the\s+)?(?:new\s+)?cohort\s*(?:called\s+|named\s+)?", re.IGNORECASE
)
_BEFORE_CODE = re.compile(r"(?:please\s+)?join\s+(?:the\s+)?(?:cohort\s+)?(?:with\s+)?", re.IGNORECASE)


async def cohort_command(told: Told) -> Reply:
    """Answer "cohort …": an overview, or create, from a channel, code, join, leave, members, roles …"""
    told.work.acts.make_final()
    if channel_wanted(told.note.text) is not None:
        return await _from_channel(told)
    words = _MAKE.sub("cohort create ", told.note.text.strip())
    verb, _, rest = words.partition(" ")[2].strip().partition(" ")
    rest = rest.strip()
    answer = ANSWERS.get(verb.casefold())
    return await answer(told, rest) if answer else await _overview(told)


def name_to_make(words: str) -> str | None:
    """Return the name of the cohort that the words make, as a channel has it; None where they make none.

    >>> name_to_make("create a cohort called Prelims, site Mercy"), name_to_make("cohort code")
    ('prelims', None)
    """
    verb, _, rest = _MAKE.sub("cohort create ", words.strip()).partition(" ")[2].strip().partition(" ")
    if verb.casefold() not in _MAKING:
        return None
    return channel_name(read_name(rest.strip())[0]) or None


async def join_command(told: Told) -> Reply:
    """Answer "join CODE"."""
    told.work.acts.make_final()
    return await join(told, _BEFORE_CODE.sub("", told.note.text.strip()))


async def join(told: Told, typed: str) -> Reply:
    found = await told.work.cohorts.owner_of_code(read_code(typed), [JOIN])
    if found is None:
        return replies.code_not_good()
    account = await told.work.open_cohort(found[1])
    name = account.resident.address.channel or ""
    if account.resident.tenant != told.work.resident.tenant:
        return replies.code_not_good()  # a member of one workspace never sees another's
    if any(each.cohort_id == found[1] for each in await told.work.cohorts.of(told.work.resident.id)):
        return replies.joined_already(name)
    await told.work.cohorts.join(found[1], told.work.resident.id, CohortRole.MEMBER)
    await keep_apart(account, told.work.resident.id, apart=False)
    await name_in(told, found[1])
    return replies.joined(name)


async def put_into_cohort(work: UnitOfWork, name: str, role: CohortRole, now: datetime, ids: Ids) -> str:
    """Make the resident a member of the cohort of this name in their workspace; it is made where there is none.

    Its year begins when that of the first member does who told, and its zone is that of the first who leads it.
    Returns its id.
    """
    cohort_id = await _find_or_add(work, name, ids)
    begins_to_lead = role in LEADING and not any(each.leads for each in await work.cohorts.members(cohort_id))
    await work.cohorts.join(cohort_id, work.resident.id, role)
    account = await work.open_cohort(cohort_id)
    cohort = account.resident
    if cohort.starts_on is None and work.resident.starts_on:
        cohort = replace(cohort, starts_on=work.resident.starts_on)
    if begins_to_lead:
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
    await work.add_account(cohort)
    return cohort.id


async def _create(told: Told, rest: str) -> Reply:
    name, profile = read_name(rest)
    if not _NAME.fullmatch(name):
        return replies.name_needed()
    address = told.work.resident.address
    if await told.work.cohorts.find(cohort_address(address.platform, address.workspace, name)):
        return replies.name_taken(name)
    if not _may_make(told):
        return replies.made_by_others()
    if told.found.is_in is False:
        return replies.channel_of_others(name)
    cohort_id = await put_into_cohort(told.work, name, CohortRole.OWNER, told.now, told.ids)
    await _keep_profile(await told.work.open_cohort(cohort_id), profile, told.now)
    await name_in(told, cohort_id)
    return replies.created(name, profile, await _new_join_code(told, name))


async def _from_channel(told: Told) -> Reply:
    """Make everybody in a channel a member of the cohort of its name; it is made where there is none."""
    channel = told.found.channel
    if channel is None:
        return replies.channel_not_told(told.found.refusal)
    if not is_among(channel.people, told.work.resident):
        return replies.not_in_channel(channel.name)
    name, address = channel_name(channel.name), told.work.resident.address
    cohort_id = await told.work.cohorts.find(cohort_address(address.platform, address.workspace, name))
    in_it = {each.address.user for each in await told.work.cohorts.members(cohort_id)} if cohort_id else set()
    new = [each for each in channel.people if each.address.user not in in_it]
    if len(new) > MOST_BY_ANYBODY and _me_there(told) not in told.tools.cohort_makers:
        return replies.too_many_for_anybody(channel.name, len(channel.people), MOST_BY_ANYBODY)
    if cohort_id is None and not _may_make(told):
        return replies.made_by_others()
    if cohort_id is None:
        cohort_id = await put_into_cohort(told.work, name, CohortRole.OWNER, told.now, told.ids)
    elif not any(each.leads and each.cohort_id == cohort_id for each in await told.work.cohorts.of(_me(told))):
        return replies.only_leads_enrol(name)
    account = await told.work.open_cohort(cohort_id)
    enrolled = await enrol(account, channel.people, told.now, told.ids)
    await follow_from_now_on(account)
    names = await names_of(account)
    elsewhere = [
        names.get(each.resident_id, each.who)
        for each in await told.work.cohorts.members(cohort_id)
        if each.resident_id in enrolled.elsewhere
    ]
    return replies.enrolled(name, len(channel.people), enrolled.new, enrolled.apart, sorted(elsewhere))


def _may_make(turn: Turn) -> bool:
    makers = turn.tools.cohort_makers
    return not makers or _me_there(turn) in makers


def _me_there(turn: Turn) -> str:
    return turn.work.resident.address.user


async def _members(told: Told, rest: str) -> Reply:
    """List who is in a cohort, for those who lead it."""
    cohort = await _own(told, rest, leading=True)
    if cohort is None:
        return await _which(told, rest)
    names = await names_of(await told.work.open_cohort(cohort.cohort_id))
    members = await told.work.cohorts.members(cohort.cohort_id)
    return replies.members(cohort.cohort_name, [(names.get(each.resident_id, each.who), each.role) for each in members])


def _me(turn: Turn) -> str:
    return turn.work.resident.id


async def _describe(field: str, told: Told, rest: str) -> Reply:
    """Answer "cohort site Mercy", for another cohort than the only one led "cohort site Mercy for #name"."""
    words, _, named = f"{field} {rest}".partition(" for #")
    cohort = await _own(told, named, leading=True)
    if cohort is None:
        return await _which(told, named)
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
        return await _which(told, rest)
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
        return await _which(told, rest)
    others = [
        each for each in await told.work.cohorts.members(cohort.cohort_id) if each.resident_id != told.work.resident.id
    ]
    if cohort.role is CohortRole.OWNER and others and not any(each.role is CohortRole.OWNER for each in others):
        return replies.owner_stays(cohort.cohort_name)
    account = await told.work.open_cohort(cohort.cohort_id)
    await forget_in_cohort(account, told.work.resident.id)
    await keep_apart(account, told.work.resident.id, apart=True)
    await told.work.cohorts.leave(cohort.cohort_id, told.work.resident.id)
    await leave_cohorts(told.work, [cohort], told.now)
    return replies.left(cohort.cohort_name)


async def _claim(told: Told, rest: str) -> Reply:
    """Answer "cohort claim": lead a cohort that nobody leads any more."""
    cohort = await _own(told, rest)
    return await take_lead(told, cohort) if cohort else await _which(told, rest)


async def _set_peers(told: Told, rest: str) -> Reply:
    cohort = await _own(told, "")
    return await set_wish(told, cohort, rest) if cohort else await _which(told, "")


async def _give_role(role: CohortRole, told: Told, rest: str) -> Reply:
    found = await _member_of_own(told, rest)
    if isinstance(found, Reply):
        return found
    cohort, member, who = found
    if role is CohortRole.MEMBER and member.resident_id == _me(told):
        return replies.owner_stays(cohort.cohort_name)  # else nobody might own it
    await told.work.cohorts.join(cohort.cohort_id, member.resident_id, role)
    return replies.role_changed(who, role, cohort.cohort_name)


async def _remove(told: Told, rest: str) -> Reply:
    found = await _member_of_own(told, rest)
    if isinstance(found, Reply):
        return found
    cohort, member, who = found
    if member.role is CohortRole.OWNER:
        return replies.owner_stays_in(cohort.cohort_name)
    account = await told.work.open_cohort(cohort.cohort_id)
    await forget_in_cohort(account, member.resident_id)
    await keep_apart(account, member.resident_id, apart=True)
    await told.work.cohorts.leave(cohort.cohort_id, member.resident_id)
    return replies.removed(who, cohort.cohort_name)


async def _member_of_own(told: Told, rest: str) -> tuple[Membership, Membership, str] | Reply:
    """Return the cohort that the resident owns, and the member of it whom "@NAME" or "@NAME for #cohort" means."""
    who, _, named = rest.partition(" for #")
    cohort = await _own(told, named, leading=True)
    if cohort is None and not named and " " in rest:  # "cohort lead @ana prelims"
        who, _, named = rest.rpartition(" ")
        cohort = await _own(told, named, leading=True)
    if cohort is None:
        leading = any(each.leads for each in await told.work.cohorts.of(_me(told)))
        return await _which(told, named) if leading else replies.only_owners()
    members = await told.work.cohorts.members(cohort.cohort_id)
    # A lead stands in where nobody owns the cohort: its owner may have left the hospital.
    if cohort.role is not CohortRole.OWNER and any(each.role is CohortRole.OWNER for each in members):
        return replies.only_owners()
    member = await find_member(told, cohort, who)
    return member if isinstance(member, Reply) else (cohort, member, who.strip().lstrip("@"))


async def _which(turn: Turn, named: str) -> Reply:
    """Say why no cohort is meant: none of that name, or several and no name."""
    mine = await turn.work.cohorts.of(_me(turn))
    return replies.not_in(channel_name(named)) if named or not mine else replies.which_cohort(mine)


async def _overview(told: Told) -> Reply:
    mine = []
    for each in await told.work.cohorts.of(told.work.resident.id):
        members = [member.resident_id for member in await told.work.cohorts.members(each.cohort_id)]
        active = await told.work.cohorts.active(each.cohort_id, told.now - ACTIVE) if each.leads else 0
        account = await told.work.open_cohort(each.cohort_id)
        totals = await totals_of(account, members) if each.leads else []
        mine.append(replies.Overview(each, await profile_of(account), len(members), active, totals))
    return replies.overview(mine)


async def _own(turn: Turn, named: str, *, leading: bool = False) -> Membership | None:
    """Return the resident's cohort of this name, or the only one; only those led where *leading*."""
    mine = [each for each in await turn.work.cohorts.of(turn.work.resident.id) if each.leads or not leading]
    if named:
        return next((each for each in mine if each.cohort_name == channel_name(named)), None)
    return mine[0] if len(mine) == 1 else None


ANSWERS: Mapping[str, Callable[[Told, str], Awaitable[Reply]]] = {
    "create": _create,
    "new": _create,
    "code": _code,
    "invite": _code,
    "join": join,
    "leave": _leave,
    "claim": _claim,
    "members": _members,
    "roster": _members,
    "remove": _remove,
    "peers": _set_peers,
    **{role.value: partial(_give_role, role) for role in CohortRole},
    **{field: partial(_describe, field) for field in FIELDS},
}
"""What is answered after the word "cohort"; anything else shows the overview."""
