"""Two who say opposite things of one program stand side by side, each with who said it."""

import pytest

from bot.domain.contact import Contact
from bot.domain.knowledge import Fact
from tests.conversations.dialogue import Dialogue


async def claims(vouch: Dialogue) -> set[tuple[str, str, str | None]]:
    names = {contact.id: contact.name for contact in await vouch.keeps(Contact)}
    return {(fact.about, fact.value, names.get(fact.said_by or "")) for fact in await vouch.keeps(Fact)}


BOTH = {("Mercy", "yes", "Lin"), ("Mercy", "no", "Hernandez")}


@pytest.mark.parametrize(
    "said",
    [
        "lin takes h1b hernandez said no h1b",
        "lin says mercy takes h1b, hernandez said no h1b",
        "Dr. Lin at Mercy said yes to H-1B, Dr. Hernandez at Mercy said no H-1B",
    ],
)
async def test_both_are_kept_for_the_program_where_they_work(vouch: Dialogue, said: str) -> None:
    await vouch.hears("met Dr. Lin, fellow at Mercy")
    await vouch.hears("met Dr. Hernandez, attending at Mercy")
    await vouch.hears(said)
    assert await claims(vouch) == BOTH
    await vouch.hears("does Mercy take H-1B?")
    assert "Where two disagree, both stand here." in vouch.said
    yes, no = (item.text for item in vouch.reply.items)
    assert yes.startswith("Mercy, H-1B: yes (Dr. Lin, told Tue 13 Oct, disputed)")
    assert no.startswith("Mercy, H-1B: no (Dr. Hernandez, told Tue 13 Oct, disputed)")


async def test_one_who_puts_it_right_said_it_once(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Lin, fellow at Mercy")
    await vouch.hears("Dr. Lin said Mercy takes H-1B, no wait, no H-1B at Mercy")
    assert {value for _, value, _ in await claims(vouch)} == {"no"}


async def test_what_an_attorney_does_is_said_of_no_program(vouch: Dialogue) -> None:
    await vouch.hears("met Sam Lee, immigration attorney at Lee & Park")
    await vouch.hears("Sam Lee takes H-1B")
    assert "Lee & Park" not in {about for about, _, _ in await claims(vouch)}
