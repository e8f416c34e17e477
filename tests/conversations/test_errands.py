"""A bare task of one's own is owed, as it would be with “remind me to” before it."""

import pytest

from bot.domain.follow_up import FollowUp, FollowUpState
from tests.conversations.dialogue import Dialogue


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("request transcript from ecfmg", "To do, no date yet: request transcript from ecfmg."),
        ("call lawyer", "To do, no date yet: call lawyer."),
        ("email gme", "To do, no date yet: email gme."),
        ("text chief tmrw", "I'll remind you Wed 14 Oct: text chief."),
        ("call back the landlord sunday 5pm", "I'll remind you Sun 18 Oct at 5 pm: call back the landlord."),
        ("pay nbme fee", "To do, no date yet: pay nbme fee."),
        ("schedule step 3", "To do, no date yet: schedule step 3."),
        ("need to order scrubs", "To do, no date yet: order scrubs."),
        ("do mandatory modules by friday", "I'll remind you Fri 16 Oct: do mandatory modules."),
        ("finish epic training", "To do, no date yet: finish epic training."),
        ("get flu shot", "To do, no date yet: get flu shot."),
        ("update my cv tomorrow", "I'll remind you Wed 14 Oct: update your CV."),
    ],
)
async def test_a_bare_task_is_kept(vouch: Dialogue, told: str, kept: str) -> None:
    await vouch.hears("met Dr. Lee, PD at Mercy. email her saturday")
    await vouch.hears(told)
    assert kept in vouch.said


@pytest.mark.parametrize(
    "told",
    [
        "call me Annie",
        "finish that",
        "order of programs",
        "schedule?",
        "complete list of people",
        "sign me up",
        "get it",
    ],
)
async def test_what_looks_like_a_task_and_is_none_owes_nothing(vouch: Dialogue, told: str) -> None:
    await vouch.hears("met Dr. Lee, PD at Mercy")
    await vouch.hears(told)
    assert not await vouch.keeps(FollowUp)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("thank them both", ["send Dr. Patel a thank-you", "send Dr. Chen a thank-you"]),
        ("email both of them friday", ["email Dr. Patel", "email Dr. Chen"]),
        ("text both sunday", ["text Dr. Patel", "text Dr. Chen"]),
    ],
)
async def test_both_are_the_two_told_of_last(vouch: Dialogue, told: str, kept: list[str]) -> None:
    """“Thank them both” closed whatever else was open."""
    await vouch.hears("met Dr. Roy at Drexel, send him my CV friday")
    await vouch.hears("met Dr. Anita Patel, PD at Tufts and Dr. Wei Chen, attending at Tufts")
    await vouch.hears(told)
    assert all(each in vouch.said for each in kept)
    assert {each.state for each in await vouch.keeps(FollowUp)} == {FollowUpState.OPEN}
    assert len(await vouch.keeps(FollowUp)) == 3


async def test_both_may_have_been_told_of_one_after_the_other(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Roy at Drexel")
    await vouch.hears("met Dr. Lima at Tufts")
    await vouch.hears("thank them both tomorrow")
    assert "I'll remind you Wed 14 Oct: send Dr. Roy a thank-you." in vouch.said
    assert "I'll remind you Wed 14 Oct: send Dr. Lima a thank-you." in vouch.said


async def test_nobody_is_thanked_where_both_can_only_be_one(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Roy at Drexel")
    await vouch.hears("thank them both")
    assert vouch.said.startswith("Which two? Write it with their names: “thank Dr. … and Dr. …”.")
    assert not await vouch.keeps(FollowUp)


@pytest.mark.parametrize("asked", ["what do I have left this wk", "whats due this wk"])
async def test_a_week_ends_on_sunday_however_it_is_spelled(vouch: Dialogue, asked: str) -> None:
    await vouch.hears("met Dr. Lee, PD at Mercy. email her saturday")
    await vouch.hears(asked)
    assert "until Sun 18 Oct" in vouch.said
    assert "Sat 17 Oct: email Dr. Lee" in vouch.said


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        (
            "write to Patel Thursday and to Chen the following Monday",
            ["Thu 15 Oct: email Dr. P", "Mon 19 Oct: email Dr. C"],
        ),
        ("email Patel tomorrow, Chen friday", ["Wed 14 Oct: email Dr. Patel", "Fri 16 Oct: email Dr. Chen"]),
        (
            "call Patel today, Chen tomorrow and Roy next monday",
            ["Wed 14 Oct: call Dr. Chen", "Mon 19 Oct: call Dr. Roy"],
        ),
        (
            "send cv to Patel friday and to Dr. Kim at Drexel by monday",
            ["Fri 16 Oct: send cv to Dr. Patel", "Mon 19 Oct: send cv to Dr. Kim"],
        ),
    ],
)
async def test_each_of_a_list_has_their_own_day(vouch: Dialogue, told: str, kept: list[str]) -> None:
    await vouch.hears("met Dr. Anita Patel and Dr. Wei Chen at Tufts and Dr. Roy at Drexel")
    await vouch.hears(told)
    assert all(each in vouch.said for each in kept)


async def test_a_day_of_the_last_alone_is_the_day_of_both(vouch: Dialogue) -> None:
    await vouch.hears("thank Dr. Patel and Dr. Chen friday")
    assert "Fri 16 Oct: send Dr. Patel a thank-you." in vouch.said
    assert "Fri 16 Oct: send Dr. Chen a thank-you." in vouch.said


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("Met Dr. Okafor, wants contract signed + immunizations by friday", "contract signed + immunizations"),
        ("gme wants contract signed + immunizations", "contract signed + immunizations"),
        ("coordinator needs license copy and bls card by monday", "license copy and bls card"),
    ],
)
async def test_all_that_is_wanted_is_kept(vouch: Dialogue, told: str, kept: str) -> None:
    await vouch.hears(told)
    assert kept in vouch.said


async def test_each_day_offered_has_its_own_hour(vouch: Dialogue) -> None:
    await vouch.hears("zoom w Dr. Chen tmrw 4 or fri 10")
    assert "Wed 14 Oct at 4 pm: zoom w Dr. Chen." in vouch.said
    assert "Fri 16 Oct at 10 am: meet Dr. Chen." in vouch.said
    await vouch.hears("told him fri")
    assert vouch.said.startswith("Fri 16 Oct at 10 am it is")
