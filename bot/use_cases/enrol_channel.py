"""A cohort from the members of a channel, which it follows then, and what its members are called."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.announcement import Outcome
from bot.domain.cohort import CohortRole, KeptApart, MemberName, Membership, MemberTally, channel_name, cohort_address
from bot.domain.peers import PeerWish
from bot.domain.resident import Address, Resident
from bot.messages import ChannelChanged, Reply
from bot.ports import Ids, Lookups, Person, UnitOfWork
from bot.replies import cohorts as replies
from bot.turn import Told, Tools, Turn
from bot.use_cases.describe_cohort import profile_of

_FROM = re.compile(
    r"(?:(?:(?:create|make|start)\s+(?:a\s+|the\s+)?(?:new\s+)?)?cohort\s+(?:create\s+|new\s+|refresh\s+|update\s+)?from\s+"
    r"|(?:please\s+)?(?:update|refresh)\s+(?:the\s+)?(?:cohort(?:'s)?\s+)?members\s+(?:from|of|in)\s+)"
    r"(?:(?:the\s+)?(?:members\s+of\s+|people\s+in\s+)?)(?:#(?P<name>[\w.-]+)|(?:here|this\s+channel))\s*[.!]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """How many are *new*, how many stay *apart* who had left, and the ids of members who are not in the channel."""

    new: int
    apart: int
    elsewhere: tuple[str, ...]


def channel_wanted(words: str) -> str | None:
    """Return the name of the channel that a cohort is to be made from, "" for the one that this was typed in.

    >>> [channel_wanted(each) for each in ("cohort from #Prelims", "update members from here", "cohort code")]
    ['prelims', '', None]
    """
    asked = _FROM.fullmatch(words.strip())
    return channel_name(asked["name"] or "") if asked else None


async def name_in(told: Told, cohort_id: str) -> None:
    """Let the cohort know what the platform calls the one who speaks."""
    if told.found.sender:
        await _keep_name(await told.work.open_cohort(cohort_id), told.work.resident.id, told.found.sender)


async def enrol(account: UnitOfWork, people: Sequence[Person], now: datetime, ids: Ids) -> Enrolled:
    """Make everybody in *people* a member of the cohort of *account*, but those who left it or were taken out."""
    cohort_id, kept_apart = account.resident.id, {each.id for each in await account.all(KeptApart)}
    members = {each.resident_id for each in await account.cohorts.members(cohort_id)}
    new, apart, there = 0, 0, set[str]()
    for person in people:
        resident_id = await _find_or_take_in(account, person, now, ids)
        there.add(resident_id)
        if resident_id not in members and resident_id in kept_apart:
            apart += 1
            continue
        if resident_id not in members:
            await account.cohorts.join(cohort_id, resident_id, CohortRole.MEMBER)
            members.add(resident_id)
            new += 1
        await _keep_name(account, resident_id, person)
    return Enrolled(new, apart, tuple(members - there))


async def follow_from_now_on(account: UnitOfWork) -> None:
    """Let the cohort have the people of its channel from now on."""
    await account.put(replace(await profile_of(account), follows_channel=True))


async def follow_channel(tools: Tools, lookups: Lookups | None, told: ChannelChanged) -> None:
    """Take in who came into the channel of a cohort that was made from it, and let go who left it.

    Whoever leads stays, and nobody is told: they hear of it with the first announcement.
    """
    place = told.sender
    cohort = await tools.store.find_resident(cohort_address(place.platform, place.workspace, told.channel))
    if cohort is None:
        return
    person = await lookups.person(place) if lookups and told.joined else None
    async with tools.store.work_for(cohort.id) as account:
        follows = (await profile_of(account)).follows_channel
        if not follows or not await account.notes.see(told.delivery_ids):
            return
        if person:
            await enrol(account, [person], tools.clock.now(), tools.ids)
        elif not told.joined:
            await _let_go(account, place)
        await account.commit()


async def _let_go(account: UnitOfWork, who: Address) -> None:
    resident_id = await account.cohorts.find(who)
    members = await account.cohorts.members(account.resident.id)
    if any(each.resident_id == resident_id and not each.leads for each in members):
        await forget_in_cohort(account, resident_id or "")
        await account.cohorts.leave(account.resident.id, resident_id or "")


async def keep_apart(account: UnitOfWork, resident_id: str, *, apart: bool) -> None:
    """Remember whether somebody is not to be enrolled from the channel; who joins by code is again."""
    known = await account.find(KeptApart, resident_id)
    if apart and known is None:
        await account.put(KeptApart(resident_id))
    elif known and not apart:
        await account.remove(known)


def is_among(people: Iterable[Person], resident: Resident) -> bool:
    return any(each.address.user == resident.address.user for each in people)


async def find_member(turn: Turn, cohort: Membership, typed: str) -> Membership | Reply:
    """Return the member whom these words name."""
    wanted = typed.strip().lstrip("@")
    members = await turn.work.cohorts.members(cohort.cohort_id)
    if exactly := next((each for each in members if each.who.casefold() == wanted.casefold()), None):
        return exactly
    account = await turn.work.open_cohort(cohort.cohort_id)
    called = {each.id for each in await account.all(MemberName) if each.is_called(wanted)}
    found = [each for each in members if each.resident_id in called]
    if len(found) == 1:
        return found[0]
    return replies.several_of_that_name(wanted) if found else replies.nobody_of_that_name(wanted)


async def names_of(account: UnitOfWork) -> dict[str, str]:
    """Return what the members of a cohort are called, by their ids, as far as the platform told."""
    return {each.id: each.name for each in await account.all(MemberName)}


async def with_names(account: UnitOfWork, outcomes: Sequence[Outcome]) -> list[Outcome]:
    names = await names_of(account)
    return [replace(each, who=names.get(each.resident_id or "") or each.who) for each in outcomes]


async def forget_in_cohorts(work: UnitOfWork, resident_id: str) -> None:
    """Leave nothing in the cohorts of somebody who goes that says who they were."""
    for cohort in await work.cohorts.of(resident_id):
        account = await work.open_cohort(cohort.cohort_id)
        await forget_in_cohort(account, resident_id)
        await keep_apart(account, resident_id, apart=False)


async def forget_in_cohort(account: UnitOfWork, resident_id: str) -> None:
    for kind in (MemberName, MemberTally, PeerWish):
        if known := await account.find(kind, resident_id):
            await account.remove(known)


async def _find_or_take_in(account: UnitOfWork, person: Person, now: datetime, ids: Ids) -> str:
    if known := await account.cohorts.find(person.address):
        return known
    fresh = Resident(ids.new(), person.address, person.tz or account.resident.tz, now, platform_tz=person.tz)
    await account.add_account(fresh)
    return fresh.id


async def _keep_name(account: UnitOfWork, resident_id: str, person: Person) -> None:
    told = MemberName(resident_id, person.name, person.also)
    if await account.find(MemberName, resident_id) != told:
        await account.put(told)
