"""A question of Vouch's is answered in words as well as with its buttons."""

import pytest

from bot.domain.contact import Contact
from tests.conversations.dialogue import Dialogue


async def _asked_who(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Priya Raman, APD at Saint Luke's")
    await vouch.hears("call Raaman friday")
    assert "Is this Dr. Priya Raman" in vouch.said


@pytest.mark.parametrize("told", ["yes", "same person", "it's her", "yep, that's right"])
async def test_yes_is_the_same_person(vouch: Dialogue, told: str) -> None:
    await _asked_who(vouch)
    await vouch.hears(told)
    assert vouch.said.startswith("One person: Dr. Priya Raman")
    assert len(await vouch.keeps(Contact)) == 1


@pytest.mark.parametrize("told", ["no", "someone else", "no, different person", "no different people"])
async def test_no_is_somebody_else(vouch: Dialogue, told: str) -> None:
    await _asked_who(vouch)
    await vouch.hears(told)
    assert len(await vouch.keeps(Contact)) == 2
    await vouch.hears("call Raaman monday")
    assert "Is this Dr. Priya Raman" not in vouch.said


@pytest.mark.parametrize("told", ["no", "cancel", "never mind", "nvm", "don't delete her"])
async def test_a_deletion_is_called_off_and_nothing_else_is_undone(vouch: Dialogue, told: str) -> None:
    await _asked_who(vouch)
    await vouch.hears("yes")
    await vouch.hears("delete Raman")
    before = await vouch.state()
    await vouch.hears(told)
    assert vouch.said == "All right, nothing is changed."
    assert await vouch.state() == before


async def test_a_deletion_is_confirmed_in_words(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("delete Patel")
    await vouch.hears("yes delete")
    assert vouch.said.startswith("Deleted for good")
    assert not await vouch.keeps(Contact)


async def test_everything_is_deleted_by_the_button_alone(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("forget me")
    await vouch.hears("yes")
    assert "press Confirm" in vouch.said
    assert len(await vouch.keeps(Contact)) == 1


@pytest.mark.parametrize("between", ["thanks", "what's due"])
async def test_yes_to_something_later_deletes_nobody(vouch: Dialogue, between: str) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("delete Patel")
    await vouch.hears(between)
    await vouch.hears("yes")
    assert len(await vouch.keeps(Contact)) == 1


async def test_a_button_called_by_its_name_is_shown_again(vouch: Dialogue) -> None:
    await vouch.hears("pt john smith in rm 402 w sepsis, met Dr. Patel, PD at Mercy")
    assert vouch.buttons == ["Redact", "Keep as is"]
    await vouch.hears("Redact!")
    assert vouch.buttons == ["Redact"]
    await vouch.clicks("Redact")
    assert vouch.said.startswith("Saved Dr. Patel")


async def test_words_that_mean_something_are_no_button(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Patel, PD at Mercy. email her friday")
    await vouch.hears("draft a thank you to Dr. Patel")
    await vouch.hears("warmer")
    assert vouch.said.startswith("Thank-you to Dr. Patel, warmer")
