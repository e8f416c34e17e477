"""A resident's own words: taught in plain words or by a correction, used, shown and forgotten."""

import pytest

from bot.domain.contact import Contact
from bot.domain.knowledge import Fact
from bot.domain.own_words import OwnWord
from tests.conversations.dialogue import Dialogue


async def test_a_short_name_taught_is_read_as_the_hospital(vouch: Dialogue) -> None:
    await vouch.hears("The Rock is short for Lakeside Regional")
    assert vouch.said == "From now on I read “The Rock” as Lakeside Regional."
    await vouch.hears("met Dr. Osei, APD at the rock, they take J-1")
    assert [contact.position.institution for contact in await vouch.keeps(Contact)] == ["Lakeside Regional"]
    assert [fact.about for fact in await vouch.keeps(Fact)] == ["Lakeside Regional"]


async def test_a_nickname_is_another_name_of_the_contact(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Amy Stubblefield, PD at Mercy")
    await vouch.hears("Stubbs = Dr. Stubblefield")
    assert vouch.said == "From now on I read “Stubbs” as Dr. Amy Stubblefield."
    await vouch.hears("stubbs agreed to write my letter")
    assert [fact.about for fact in await vouch.keeps(Fact)] == ["Amy Stubblefield"]
    assert len(await vouch.keeps(Contact)) == 1


async def test_a_nickname_of_nobody_known_is_asked_about(vouch: Dialogue) -> None:
    await vouch.hears("Stubbs = Dr. Stubblefield")
    assert "Tell me about them once" in vouch.said
    assert await vouch.keeps(OwnWord) == []


async def test_a_correction_teaches_the_short_name_it_spells_out(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Osei, APD at LRMC")
    await vouch.hears("actually she's at Lakeside Regional Medical Center")
    assert "I'll read “LRMC” as Lakeside Regional Medical Center from now on." in vouch.said
    await vouch.clicks("Undo")
    assert await vouch.keeps(OwnWord) == []


async def test_the_words_are_listed_and_each_can_be_forgotten(vouch: Dialogue) -> None:
    await vouch.hears("hello")
    await vouch.hears("words the Rock = Lakeside Regional", command="/vouch")
    await vouch.hears("met Dr. Amy Stubblefield, PD at Mercy")
    await vouch.hears("when I say Stubbs I mean Dr. Stubblefield")
    await vouch.hears("words", command="/vouch")
    assert "“the Rock” means Lakeside Regional" in vouch.said
    assert "“Stubbs” means Dr. Amy Stubblefield" in vouch.said
    await vouch.clicks("Forget")
    assert vouch.said == "I no longer read anything into “the Rock”."
    await vouch.hears("words forget Stubbs", command="/vouch")
    assert vouch.said == "I no longer read anything into “Stubbs”."
    await vouch.hears("my words")
    assert "no words of your own" in vouch.said


async def test_an_everyday_word_is_not_taken_over(vouch: Dialogue) -> None:
    await vouch.hears("hello")
    await vouch.hears("words letter = Lakeside Regional", command="/vouch")
    assert "already means something" in vouch.said


async def test_my_pd_is_the_one_of_the_own_program(vouch: Dialogue) -> None:
    await vouch.hears("my program is Mercy")
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("met Dr. Wei Chen, PD at Lakeside")
    await vouch.hears("my PD agreed to write me a letter")
    assert [fact.about for fact in await vouch.keeps(Fact)] == ["Anita Patel"]
    await vouch.hears("remind me to email my PD friday")
    assert "I'll remind you Fri 16 Oct: email Dr. Patel." in vouch.said


async def test_they_are_the_program_told_of_last(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Wei Chen, PD at Lakeside")
    await vouch.hears("they sponsor H-1B too")
    assert [(fact.about, fact.visa) for fact in await vouch.keeps(Fact)] == [("Lakeside", "H-1B")]


async def test_a_titled_word_completes_the_name_and_teaches_no_title(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Okafor, attending at Mercy")
    await vouch.hears("dr okafor = Samuel Okafor")
    assert vouch.said == "From now on I read “dr okafor” as Dr. Samuel Okafor."
    await vouch.hears("met dr smith and dr jones at grand rounds")
    await vouch.hears("feedback from Dr. Walsh: good presentation today")
    assert "Kept from Dr. Walsh" in vouch.said
    known = {contact.name: contact.aliases for contact in await vouch.keeps(Contact)}
    assert known == {"Samuel Okafor": ("Okafor",), "Smith": (), "Jones": (), "Walsh": ()}


async def test_a_nickname_is_learned_without_its_title_and_its_small_words(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Amy Stubblefield, PD at Mercy")
    await vouch.hears("Dr. Stubbs of the Rock = Dr. Stubblefield")
    await vouch.hears("Of course Dr. Osei was there too. The room was full")
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Amy Stubblefield", "Osei"]


@pytest.mark.parametrize("word", ["dr", "the doctor", "the boss", "Prof. Dr."])
async def test_titles_and_everyday_words_stand_for_nobody(vouch: Dialogue, word: str) -> None:
    await vouch.hears("met Dr. Wei Chen, PD at Mercy")
    await vouch.hears(f"{word} = Dr. Chen")
    assert vouch.said.startswith(f"“{word}” already means something")
    assert [contact.aliases for contact in await vouch.keeps(Contact)] == [()]


async def test_a_titled_word_is_never_a_place(vouch: Dialogue) -> None:
    await vouch.hears("dr okafor = Samuel Okafor")
    assert vouch.said.startswith("I don't know Samuel Okafor yet.")
    assert await vouch.keeps(OwnWord) == []


async def test_a_number_with_a_name_is_theirs_and_no_word_for_them(vouch: Dialogue) -> None:
    await vouch.hears("408 555 0128 = Dr. Vivian Cai, APD at O'Connor")
    assert vouch.said.startswith("Saved Dr. Vivian Cai")
    assert "408 555 0128" in vouch.said
