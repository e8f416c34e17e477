"""“kim backed out”, in a line of its own, is of the letter that Kim agreed to; asked where it could be more."""

import pytest

from bot.domain.knowledge import Fact
from bot.domain.vocabulary import FactKind
from tests.conversations.dialogue import Dialogue

AGREED = "met Dr. Kim, attending at Lakeside. she agreed to write me a letter"


async def letters(vouch: Dialogue) -> list[str]:
    return [fact.value for fact in await vouch.keeps(Fact) if fact.kind is FactKind.LETTER]


@pytest.mark.parametrize(
    "said", ["kim backed out", "ugh Dr. Kim bailed on me", "she changed her mind", "Dr. Kim can’t write it after all"]
)
async def test_the_letter_is_declined(vouch: Dialogue, said: str) -> None:
    await vouch.hears(AGREED)
    await vouch.hears(said)
    assert "letter: declined" in vouch.said
    await vouch.hears("letters")
    assert vouch.said.startswith("Letters\n1 declined.")
    await vouch.hears("undo")
    assert await letters(vouch) == ["agreed"]


async def test_it_is_asked_where_something_else_is_open_too(vouch: Dialogue) -> None:
    await vouch.hears(AGREED)
    await vouch.hears("coffee with Dr. Kim friday at 3pm")
    await vouch.hears("kim backed out")
    assert vouch.said == "I keep your words. What did Dr. Kim back out of?"
    assert vouch.buttons == ["The letter", "coffee with Dr. Kim"]
    assert await letters(vouch) == ["agreed"]
    await vouch.clicks("The letter")
    assert await letters(vouch) == ["agreed", "declined"]


async def test_it_is_not_asked_where_the_letter_was_just_spoken_of(vouch: Dialogue) -> None:
    await vouch.hears("coffee with Dr. Kim friday at 3pm")
    await vouch.hears("Dr. Kim agreed to write me a letter")
    await vouch.hears("kim backed out")
    assert await letters(vouch) == ["agreed", "declined"]


async def test_who_owes_no_letter_declines_none(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Kim, attending at Lakeside")
    await vouch.hears("kim backed out")
    assert await letters(vouch) == []


async def test_what_was_told_later_counts_though_the_day_is_an_earlier_one(vouch: Dialogue) -> None:
    """Shortly after midnight in New York it is the evening before in Los Angeles."""
    await vouch.hears("I moved to Tokyo")
    await vouch.hears(AGREED)
    await vouch.hears("I moved to Honolulu")
    await vouch.hears("kim backed out")
    await vouch.hears("letters")
    assert vouch.said.startswith("Letters\n1 declined.")


async def test_a_deadline_is_of_the_one_named_without_an_apostrophe_too(vouch: Dialogue) -> None:
    await vouch.hears(AGREED)
    await vouch.hears("Dr. Rossi agreed to write me a letter")
    await vouch.hears("rossis letter due dec 15")
    assert vouch.said.startswith("Letters due Tue 15 Dec: Dr. Rossi.")
    await vouch.hears("when is rossis letter due")
    assert vouch.said.startswith("Letters\n2 agreed.")
