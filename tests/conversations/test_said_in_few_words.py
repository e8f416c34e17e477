"""Names put right, and questions of how many, in the fewest words."""

import pytest

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp
from bot.domain.knowledge import Fact
from tests.conversations.dialogue import Dialogue


@pytest.mark.parametrize(
    ("met", "said", "name"),
    [
        ("APD at Temple is Dr. Fitz", "Fitz = Dr. Fitzgibbon", "Fitzgibbon"),
        ("met Anil, chief resident", "Anil = Dr. Anil Kumar Rao", "Anil Kumar Rao"),
        ("met Dr. Abara", "no wait it's Dr. Abarra two r's", "Abarra"),
        ("met Dr. Castellanos at Drexel", "oops, Dr. Castelanos, one l", "Castelanos"),
    ],
)
async def test_the_whole_name_or_its_spelling_puts_it_right(vouch: Dialogue, met: str, said: str, name: str) -> None:
    await vouch.hears(met)
    await vouch.hears(said)
    assert [each.name for each in await vouch.keeps(Contact)] == [name]


@pytest.mark.parametrize("said", ["kim = Dr. Lee", "no wait, two r's"])
async def test_what_names_somebody_else_or_nobody_renames_nobody(vouch: Dialogue, said: str) -> None:
    await vouch.hears("met Dr. Kim")
    await vouch.hears(said)
    assert [each.name for each in await vouch.keeps(Contact)] == ["Kim"]


@pytest.mark.parametrize(
    "asked", ["how many can vouch for me", "how many people would vouch for me", "who'll vouch for me"]
)
async def test_how_many_would_speak_up_is_answered_with_who(vouch: Dialogue, asked: str) -> None:
    await vouch.hears("Dr. Castellanos at Drexel says he'll call Jefferson for me")
    await vouch.hears(asked)
    assert "Castellanos" in vouch.said
    assert "call Jefferson for me" in vouch.said


async def test_asking_for_a_service_puts_nothing_off(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Abara at Drexel. call her friday")
    await vouch.hears("put in for abara's service next month")
    assert "Fri 16 Oct" in {f"{each.due_on:%a %d %b}" for each in await vouch.keeps(FollowUp) if each.due_on}


async def test_the_day_of_what_is_spoken_of_is_no_day_to_write_on(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Abara at Drexel")
    await vouch.hears("email Abara about the nov 20 talk")
    assert [each.due_on for each in await vouch.keeps(FollowUp)] == [None]


async def test_an_arrow_may_part_who_one_is_from_what_one_wants(vouch: Dialogue) -> None:
    await vouch.hears("Femi Adeyinka here, prelim surgery-> want IM, Cooper, J-1, nonUS img nigeria")
    assert "Your program: Cooper" in vouch.said
    assert "Your specialty: internal medicine" in vouch.said
    assert not await vouch.keeps(Contact)


async def test_an_equals_sign_before_a_policy_teaches_no_name(vouch: Dialogue) -> None:
    await vouch.hears("met dr sethi, she knows the pd at Drexel, dr marlowe")
    await vouch.hears("drexel pd = marlowe, they do j1, h1b no")
    assert "Marlowe" in {each.name for each in await vouch.keeps(Contact)}
    assert {(fact.about, fact.value) for fact in await vouch.keeps(Fact)} == {("Drexel", "yes"), ("Drexel", "no")}


async def test_her_cv_to_send_is_ones_own(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Abara at Drexel")
    await vouch.hears("send her cv by friday")
    assert [each.what for each in await vouch.keeps(FollowUp)] == ["send your cv to Dr. Abara"]
    await vouch.hears("read her paper by friday")
    assert "read Dr. Abara's paper" in {each.what for each in await vouch.keeps(FollowUp)}


async def test_how_long_a_visa_lasts_is_answered_with_it(vouch: Dialogue) -> None:
    await vouch.hears("my visa ends June 30 2027")
    await vouch.hears("how long until my visa runs out")
    assert "Wed 30 Jun 2027" in str(vouch.reply)
