"""What leads may know of how a cohort is doing: counts of each member, which are only ever shown added up.

A member's own unit of work writes their counts into the cohort's account. So nothing that a lead asks opens a member's
account, and there is no way from a lead to what anybody told.
"""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.cohort import MemberTally, Total
from bot.domain.follow_up import FollowUpState
from bot.planning.coverage import count_of
from bot.planning.evidence import completed
from bot.playbook.pack import pack_for
from bot.ports import UnitOfWork
from bot.use_cases.holdings import kept_by


async def count_for_cohorts(work: UnitOfWork, now: datetime) -> None:
    """Let the cohorts of the resident know how many, of what counts there."""
    cohorts = await work.cohorts.of(work.resident.id)
    tally = await _tally_of(work, now) if cohorts else None
    for cohort in cohorts:
        account = await work.open_cohort(cohort.cohort_id)
        if tally and await account.find(MemberTally, tally.id) != tally:
            await account.put(tally)


async def totals_of(account: UnitOfWork, members: Iterable[str]) -> list[Total]:
    """Return each count over the members, with how many of them it comes from."""
    there = set(members)
    tallies = [each.counts for each in await account.all(MemberTally) if each.id in there]
    return [
        Total(name, sum(each[name] for each in tallies), sum(each[name] > 0 for each in tallies))
        for name in MemberTally("").counts
    ]


async def _tally_of(work: UnitOfWork, now: datetime) -> MemberTally:
    kept, resident = await kept_by(work), work.resident
    pack, today = pack_for(resident), resident.today(now)
    found = {target.id: count_of(target, kept) for target in pack.targets}
    return MemberTally(
        resident.id,
        milestones=sum(completed(each, resident, kept, today) for each in pack.milestones),
        mentors=found.get("mentor", 0),
        sponsors=found.get("sponsor", 0),
        follow_ups=sum(each.state is FollowUpState.DONE for each in kept.follow_ups),
    )
