"""Same person, one contact: asked with the reason where it is likely, and never asked twice."""

import pytest

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp
from bot.domain.nudge import Response, ResponseState
from bot.ids import TimeOrderedIds
from bot.use_cases.merge_contacts import merge_contacts
from tests.conversations.dialogue import Dialogue


async def test_the_surname_alone_meets_the_only_one_it_can_mean(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("met Dr. Patel at grand rounds")
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Anita Patel"]


async def test_a_fuller_name_is_taken_over(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Patel, PD at Mercy")
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Anita Patel"]


async def test_a_likely_one_is_asked_with_the_reason(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Wei Chan, attending at Lakeside")
    await vouch.hears("met Dr. Wei Chang, attending at Lakeside")
    assert "Is this Dr. Wei Chan (Attending, Lakeside)? I ask because" in vouch.said
    assert vouch.buttons[:2] == ["Same person", "Someone else"]
    assert vouch.said.count("?") == 1


async def test_same_person_joins_them_in_place(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Wei Chan, attending at Lakeside")
    await vouch.hears("met Dr. Wei Chang at grand rounds. email him friday")
    asked = vouch.last
    await vouch.clicks("Same person")
    [chan] = await vouch.keeps(Contact)
    assert vouch.last.replaces == asked.id
    assert [each.contact_id for each in await vouch.keeps(FollowUp)] == [chan.id]


async def test_someone_else_is_remembered(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Wei Chan, attending at Lakeside")
    await vouch.hears("met Dr. Wei Chang, attending at Lakeside")
    await vouch.clicks("Someone else")
    await vouch.hears("met Dr. Wei Chang at grand rounds")
    assert "Same person" not in vouch.buttons
    assert len(await vouch.keeps(Contact)) == 2


async def test_a_bare_surname_of_two_is_asked_with_a_button_each(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("met Dr. Ravi Patel, attending at Lakeside")
    await vouch.hears("met Dr. Patel at grand rounds")
    assert vouch.buttons[:3] == [
        "Dr. Anita Patel (Program Director, Mercy)",
        "Dr. Ravi Patel (Attending, Lakeside)",
        "Someone else",
    ]
    await vouch.clicks("Dr. Ravi Patel (Attending, Lakeside)")
    assert sorted(contact.name for contact in await vouch.keeps(Contact)) == ["Anita Patel", "Ravi Patel"]


async def test_a_question_answered_twice_stays_answered(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Wei Chan, attending at Lakeside")
    await vouch.hears("met Dr. Wei Chang, attending at Lakeside")
    asked = vouch.last
    await vouch.clicks("Same person")
    await vouch.clicks("Same person", on=asked)
    assert vouch.said.startswith("One person: Dr. Wei Chan")
    assert len(await vouch.keeps(Contact)) == 1


async def test_joined_with_a_doctor_somebody_is_called_doctor(vouch: Dialogue) -> None:
    """A draft that begins "Dear Wei" to an attending cannot be taken back."""
    await vouch.hears("met Wei Chan at grand rounds")
    await vouch.hears("met Dr. Wei Chang at grand rounds")
    await vouch.clicks("Same person")
    assert "One person: Dr. Wei Chan" in vouch.said


async def test_a_stopped_nudge_stays_stopped_when_two_names_become_one_person(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Priya Raman, APD at Mercy")
    await vouch.hears("met Dr. Dmitri Volkov, PD at Mercy")
    kept, gone = await vouch.keeps(Contact)
    async with vouch.store.work_for((await vouch.resident()).id) as work:
        stopped = Response(f"cadence:{gone.id}", vouch.clock.now(), ResponseState.STOPPED)
        told = Response(f"letter:{gone.id}", vouch.clock.now(), ResponseState.DONE)
        asked = Response(f"letter:{kept.id}", vouch.clock.now(), ResponseState.OPEN)
        for each in (stopped, told, asked):
            await work.put(each)
        await merge_contacts(work, kept, gone, TimeOrderedIds(vouch.clock))
        answers = {each.id: each.state for each in await work.all(Response)}
    assert answers[f"cadence:{kept.id}"] is ResponseState.STOPPED
    assert answers[f"letter:{kept.id}"] is ResponseState.OPEN


@pytest.mark.parametrize(
    "told",
    [
        "merge lucy and lucia gomez",
        "Lucy and Lucia Gomez are the same person",
        "actually lucy is the same as lucia gomez",
        "combine Lucy with Lucia Gomez please",
    ],
)
async def test_two_are_made_one_in_plain_words(vouch: Dialogue, told: str) -> None:
    await vouch.hears("met Lucy, coordinator at Mercy")
    await vouch.hears("Lucia Gomez said Mercy sponsors H-1B")
    await vouch.hears(told)
    assert vouch.said == "One person: Lucia Gomez\nCoordinator, Mercy · also told as Lucy"
    assert [each.name for each in await vouch.keeps(Contact)] == ["Lucia Gomez"]
    await vouch.hears("undo")
    assert len(await vouch.keeps(Contact)) == 2


async def test_asked_whether_two_are_one_it_leaves_that_to_the_resident(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Ahmed Hassan, APD at Lakeside")
    await vouch.hears("met Dr. A. Hasan, ICU attending at Mercy")
    await vouch.clicks("Someone else")
    await vouch.hears("is ahmed hassan the same person as a hasan")
    assert vouch.buttons == ["Same person", "Someone else"]
    assert len(await vouch.keeps(Contact)) == 2
    await vouch.hears("same person")
    assert len(await vouch.keeps(Contact)) == 1


async def test_a_name_never_told_joins_nobody(vouch: Dialogue) -> None:
    await vouch.hears("met Lucy, coordinator at Mercy")
    before = await vouch.state()
    await vouch.hears("merge lucy and maria")
    assert vouch.said.startswith("You never told me of “maria”.")
    assert await vouch.state() == before


async def test_a_question_left_open_is_no_third_who_could_be_meant(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("met Dr. Ravi Patel, attending at Lakeside")
    await vouch.hears("met Dr. Patel at grand rounds")
    await vouch.hears("saw Dr. Patel in clinic again")
    assert vouch.buttons[:3] == [
        "Dr. Anita Patel (Program Director, Mercy)",
        "Dr. Ravi Patel (Attending, Lakeside)",
        "Someone else",
    ]
