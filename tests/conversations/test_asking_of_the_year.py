"""What the playbook answers, with what was told beside it."""

import pytest

from tests.conversations.dialogue import Dialogue


@pytest.mark.parametrize("asked", ["whos my best bet", "which program is my best shot?", "what are my best chances"])
async def test_the_best_bet_is_who_acted_and_what_was_told_and_no_odds(vouch: Dialogue, asked: str) -> None:
    await vouch.hears(asked)
    assert vouch.said.startswith("I can't tell odds, and nothing you told me points to one yet.")
    await vouch.hears("I need H-1B")
    await vouch.hears("Dr. Lee agreed to write me a letter")
    await vouch.hears("met Dr. Kaplan, PD at Emory, sponsors H-1B")
    await vouch.hears(asked)
    assert "People: Dr. Lee agreed to a letter.\nPrograms: Emory." in vouch.said


@pytest.mark.parametrize("asked", ["what do i say to my pd", "what should i tell our PD", "what do i say to Dr. Roy"])
async def test_what_to_say_to_somebody_is_how_to_get_ready_for_them(vouch: Dialogue, asked: str) -> None:
    await vouch.hears("my PD is Dr. Roy")
    await vouch.hears(asked)
    assert vouch.reply.title == "Before you go in"
    assert "Dr. Roy" in vouch.said


@pytest.mark.parametrize("asked", ["how do i write ps", "help me write my personal statement", "tips for the ps"])
async def test_a_personal_statement_is_the_residents_own_to_write(vouch: Dialogue, asked: str) -> None:
    await vouch.hears(asked)
    assert vouch.said.startswith("I don't write personal statements.")


@pytest.mark.parametrize("asked", ["when should i take step 3", "do i need step 3?", "should i do step 3 before july"])
async def test_step_3_is_answered_with_what_was_heard_of_it(vouch: Dialogue, asked: str) -> None:
    await vouch.hears("Dr. Kaplan at Emory says H-1B only with step 3 done")
    await vouch.hears(asked)
    assert vouch.said.startswith("That is yours to decide")
    assert "“Dr. Kaplan at Emory says H-1B only with step 3 done”" in vouch.said


@pytest.mark.parametrize("asked", ["when should i ask for letters", "how do i ask for a LOR"])
async def test_a_letter_is_asked_for_while_the_work_is_fresh(vouch: Dialogue, asked: str) -> None:
    await vouch.hears(asked)
    assert vouch.said.startswith("In the last week of a strong rotation")


async def test_whether_to_write_to_them_is_of_the_one_told_of_last(vouch: Dialogue) -> None:
    await vouch.hears("should i email them")
    assert vouch.said == "Whom do you mean? A name is enough."
    await vouch.hears("met Dr. Kaplan, PD at Emory")
    await vouch.hears("should i email them")
    assert vouch.said.startswith("Dr. Kaplan · Program Director, Emory")
