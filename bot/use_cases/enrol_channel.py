"""A cohort from the members of a channel, and what its members are called."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.domain.announcement import Outcome
from bot.domain.cohort import CohortRole, MemberName, Membership, MemberTally, channel_name
from bot.domain.peers import PeerWish
from bot.domain.resident import Resident
from bot.messages import Reply
from bot.ports import Person, UnitOfWork
from bot.replies import cohorts as replies
from bot.turn import Told, Turn

_FROM = re.compile(
    r"(?:(?:create|make|start)\s+(?:a\s+|the\s+)?(?:new\s+)?)?cohort\s+(?:create\s+|new\s+|refresh\s+)?from\s+"
    r"(?:(?:the\s+)?(?:members\s+of\s+|people\s+in\s+)?)(?:#(?P<name>[\w.-]+)|(?:here|this\s+channel))\s*[.!]*",
    re.IGNORECASE,
)


def channel_wanted(words: str) -> str | None:
    """Return the name of the channel that a cohort is to be made from, "" for the one that this was typed in.

    >>> channel_wanted("cohort from #Prelims"), channel_wanted("cohort from here"), channel_wanted("cohort code")
    ('prelims', '', None)
    """
    asked = _FROM.fullmatch(words.strip())
    return channel_name(asked["name"] or "") if asked else None


async def name_in(told: Told, cohort_id: str) -> None:
    """Let the cohort know what the platform calls the one who speaks."""
    if told.found.sender:
        await _keep_name(await told.work.open_cohort(cohort_id), told.work.resident.id, told.found.sender)


async def enrol(told: Told, cohort_id: str, people: Sequence[Person]) -> int:
    """Make everybody in *people* a member; return how many were none before."""
    account = await told.work.open_cohort(cohort_id)
    members = {each.resident_id for each in await told.work.cohorts.members(cohort_id)}
    new = 0
    for person in people:
        resident_id = await _find_or_take_in(told, person)
        if resident_id not in members:
            await told.work.cohorts.join(cohort_id, resident_id, CohortRole.MEMBER)
            members.add(resident_id)
            new += 1
        await _keep_name(account, resident_id, person)
    return new


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
        await forget_in_cohort(await work.open_cohort(cohort.cohort_id), resident_id)


async def forget_in_cohort(account: UnitOfWork, resident_id: str) -> None:
    for kind in (MemberName, MemberTally, PeerWish):
        if known := await account.find(kind, resident_id):
            await account.remove(known)


async def _find_or_take_in(told: Told, person: Person) -> str:
    if known := await told.work.cohorts.find(person.address):
        return known
    tz = person.tz or told.work.resident.tz
    fresh = Resident(told.ids.new(), person.address, tz, told.now, platform_tz=person.tz)
    await told.work.add_account(fresh)
    return fresh.id


async def _keep_name(account: UnitOfWork, resident_id: str, person: Person) -> None:
    told = MemberName(resident_id, person.name, person.also)
    if await account.find(MemberName, resident_id) != told:
        await account.put(told)
