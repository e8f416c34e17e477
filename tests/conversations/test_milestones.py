"""Each milestone of the playbook is completed by what the resident tells, and by nothing less."""

from datetime import date

import pytest

from bot.domain.contact import Contact
from bot.domain.knowledge import Encounter
from bot.planning.evidence import EVIDENCE, completed
from bot.playbook.pack import DEFAULT, load_pack, pack_for
from bot.use_cases.holdings import kept_by
from tests.conversations.dialogue import Dialogue

TOO_LITTLE = {
    "two-attendings": ["worked with Dr. Gupta, attending on wards"],
    "trusted-resident": ["met Dr. Rao, attending on wards"],
    "say-the-goal": ["met Dr. Rao, attending on wards"],
    "ask-feedback": ["met Dr. Rao, attending on wards"],
    "meet-director": ["met Dr. Novak, PD at Mercy, at ACP", "my PD is Dr. Weiss"],
    "meet-mentor": ["met Dr. Chen, attending on wards"],
    "ask-conversion": ["met Dr. Novak, PD here"],
    "committee": ["met Dr. Rao at the QI meeting"],
    "research": ["met Dr. Sato, researcher here"],
    "letters": ["asked Dr. Gupta for a letter"],
    "conference": ["met Dr. Gupta at noon conference"],
    "alumni": ["email Dr. Okafor, an alum of our program, friday"],
    "application-target": ["met Dr. Rao, attending on wards"],
    "ready-package": ["updated my CV", "finished my personal statement"],
}
ENOUGH = {
    "two-attendings": ["worked with Dr. Gupta, attending on wards", "worked with Dr. Lee, attending in the MICU"],
    "trusted-resident": ["met Sam Park, chief resident, I trust him"],
    "say-the-goal": ["told Dr. Gupta that I want to stay in categorical IM"],
    "ask-feedback": ["asked Dr. Gupta for feedback on how I presented"],
    "meet-director": ["met with the PD today about my goals"],
    "meet-mentor": ["Dr. Chen is my mentor", "met Dr. Chen for career advice"],
    "ask-conversion": ["asked the PD whether they convert prelims to categorical"],
    "committee": ["joined the patient safety committee"],
    "research": ["started a QI project with Dr. Lee"],
    "letters": ["Dr. Gupta agreed to write my letter"],
    "conference": ["met Dr. Novak, PD at Mercy, at ACP"],
    "alumni": ["met Dr. Okafor, an alum of our program"],
    "ready-package": ["updated my standard e-mail about openings"],
    "application-target": ["I'm applying to categorical internal medicine next cycle"],
}


async def is_complete(vouch: Dialogue, milestone_id: str) -> bool:
    resident = await vouch.resident()
    async with vouch.store.work_for(resident.id) as work:
        milestone = pack_for(resident).milestone(milestone_id)
        assert milestone
        return completed(milestone, resident, await kept_by(work), resident.today(vouch.clock.now()))


async def tell(vouch: Dialogue, *told: str) -> None:
    for line in ("my year started july 1", "I work at Lakeside", *told):
        await vouch.hears(line)


@pytest.mark.parametrize("milestone", ENOUGH)
async def test_what_completes_a_milestone(vouch: Dialogue, milestone: str) -> None:
    await tell(vouch, *TOO_LITTLE[milestone])
    assert not await is_complete(vouch, milestone)
    await tell(vouch, *ENOUGH[milestone])
    assert await is_complete(vouch, milestone)


async def test_in_the_last_months_the_pd_and_every_outside_contact_is_written_to(vouch: Dialogue) -> None:
    """What was told of them before those months does not count."""
    await tell(vouch, "talked to Dr. Novak, PD at Lakeside", "met Dr. Weiss, PD at Mercy, at ACP, interested in me")
    vouch.clock.advance(date(2027, 3, 20) - date(2026, 10, 13))
    assert not await is_complete(vouch, "in-touch-application")
    assert not await is_complete(vouch, "outside-contacts")
    await tell(vouch, "talked to Dr. Novak about my application", "talked to Dr. Weiss on the phone")
    assert await is_complete(vouch, "in-touch-application")
    assert await is_complete(vouch, "outside-contacts")


def test_every_evidence_is_tried_here() -> None:
    tried = {*ENOUGH, "in-touch-application", "outside-contacts"}
    named = {milestone.evidence for milestone in load_pack(DEFAULT).milestones if milestone.id in tried}
    assert named == EVIDENCE.keys()


@pytest.mark.parametrize(
    ("told", "met"),
    [
        ("my PD is Dr. Anita Patel", 0),
        ("Dr. Patel is the PD here, open to H-1B", 0),
        ("Dr. Patel is my PD, we talked about the categorical spots", 1),
        ("my PD Dr. Patel is nice, met her for 20 minutes", 1),
        ("met Dr. Patel, my PD", 1),
    ],
)
async def test_who_the_director_is_said_to_be_is_no_talk_with_them(vouch: Dialogue, told: str, met: int) -> None:
    """Else "meet the PD" would be done, and never brought up, for whoever tells Vouch the PD's name."""
    await vouch.hears(told)
    assert len(await vouch.keeps(Contact)) == 1
    assert len(await vouch.keeps(Encounter)) == met
