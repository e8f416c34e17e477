"""A cohort is not without a lead unnoticed: a lead becomes its owner, or its members hear how one of them does."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.cohort import CohortRole, Membership
from bot.domain.delivery import Delivery
from bot.domain.local_time import held_until
from bot.messages import Reply
from bot.ports import UnitOfWork
from bot.replies import cohorts as replies
from bot.turn import Pressed, Turn
from bot.use_cases.describe_cohort import profile_of

ASKED_AGAIN = timedelta(days=28)
"""How long after they were asked members are asked again who will lead, while nobody does."""

HEIR, UNLED = "heir", "unled"


async def keep_led(account: UnitOfWork, now: datetime, left: CohortRole | None = None) -> None:
    """Look whether who led the cohort of *account* can still be reached, and see to it that somebody leads it.

    *left* is the role of a lead who just went. A cohort that nobody ever led is left as it is, and so are leads among
    whom nobody ever was the owner: each of them stands in for one.
    """
    cohort, members = account.resident, await account.cohorts.members(account.resident.id)
    leading = await _standing(account, members)
    profile, today = await profile_of(account), account.resident.today(now)
    was_owned = left is CohortRole.OWNER or any(each.role is CohortRole.OWNER for each in members)
    was_led = left is not None or profile.unled_on is not None or any(each.leads for each in members)
    if leading and was_owned and not any(each.role is CohortRole.OWNER for each in leading):
        heir = leading[0]  # who came first, as members() orders them
        await account.cohorts.join(cohort.id, heir.resident_id, CohortRole.OWNER)
        await _tell(account, HEIR, [heir], now)
    elif not leading and was_led and (profile.unled_on is None or profile.unled_on + ASKED_AGAIN <= today):
        await account.put(replace(profile, unled_on=today))
        await _tell(account, UNLED, [each for each in members if not each.leads], now)


async def leave_cohorts(work: UnitOfWork, left: Sequence[Membership], now: datetime) -> None:
    """See to cohorts that the resident just left: *left* are their memberships as they were."""
    for each in left:
        if each.leads:
            account = await work.open_cohort(each.cohort_id)
            await keep_led(account, now, each.role)


async def word_unled(work: UnitOfWork, row: Delivery, now: datetime) -> Reply | datetime | None:
    """Return what a new owner, or a member without a lead, is told; a later moment (UTC); None where it is settled."""
    if held := held_until(work.resident, now):
        return held
    step, cohort_id, _ = row.key.split(":")
    mine = next((each for each in await work.cohorts.of(work.resident.id) if each.cohort_id == cohort_id), None)
    if mine is None:
        return None
    if step == HEIR:
        inherited = replace(replies.you_own_it_now(mine.cohort_name), kind="announcement")
        return inherited if mine.role is CohortRole.OWNER else None
    account = await work.open_cohort(cohort_id)
    led = await _standing(account, await account.cohorts.members(cohort_id))
    return None if led else replies.nobody_leads(mine.cohort_name, cohort_id)


async def press_lead(pressed: Pressed) -> Reply:
    """Answer the button under the question who will lead."""
    pressed.work.acts.make_final()
    mine = await pressed.work.cohorts.of(pressed.work.resident.id)
    cohort = next((each for each in mine if each.cohort_id == pressed.target), None)
    return await take_lead(pressed, cohort) if cohort else replies.not_in("")


async def take_lead(turn: Turn, cohort: Membership) -> Reply:
    """Make the resident the owner of a cohort of theirs that nobody leads."""
    account = await turn.work.open_cohort(cohort.cohort_id)
    leading = await _standing(account, await account.cohorts.members(cohort.cohort_id))
    if leading:
        return replies.is_led(cohort.cohort_name, yours=cohort.leads)
    await turn.work.cohorts.join(cohort.cohort_id, turn.work.resident.id, CohortRole.OWNER)
    await account.put(replace(await profile_of(account), unled_on=None))
    return replies.you_own_it_now(cohort.cohort_name)


async def _standing(account: UnitOfWork, members: Sequence[Membership]) -> list[Membership]:
    """Return those who lead and were not found to be gone when they were last written to."""
    leading = [each for each in members if each.leads]
    gone = await account.cohorts.gone([each.resident_id for each in leading])
    return [each for each in leading if each.resident_id not in gone]


async def _tell(account: UnitOfWork, step: str, people: Sequence[Membership], now: datetime) -> None:
    cohort_id, today = account.resident.id, account.resident.today(now)
    about = (f"announcement:{cohort_id}:{today}",)
    key = f"{step}:{cohort_id}:{int(now.timestamp())}"
    rows = [
        Delivery(f"{each.resident_id}-{key}", each.resident_id, key, "announcement", now, about=about)
        for each in people
    ]
    await account.cohorts.deliver(rows, [each.address for each in people])
