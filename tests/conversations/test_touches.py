"""Whom did I meet, and whom have I let go quiet: real lists with their days, the longest ago first."""

import pytest

from bot.domain.knowledge import Encounter
from tests.conversations.dialogue import Dialogue


async def told(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Rao, APD at Lakeside, at SGIM on august 3")
    await vouch.hears("had coffee with Dr. Kim on september 2")
    await vouch.hears("met Dr. Ortega, fellow at Mercy, on october 9")


@pytest.mark.parametrize(
    "asked",
    ["who havent i talked to in a while", "Who have I not been in touch with lately?", "who should i reach out to"],
)
async def test_who_has_gone_quiet_comes_longest_ago_first(vouch: Dialogue, asked: str) -> None:
    await told(vouch)
    await vouch.hears(asked)
    assert [item.text for item in vouch.reply.items] == [
        "Dr. Rao (Associate Program Director, Lakeside): last in touch Mon 3 Aug, 10 weeks ago",
        "Dr. Kim: last in touch Wed 2 Sep, 5 weeks ago",
    ]
    assert "Ortega" not in vouch.said


async def test_the_time_asked_about_is_kept_to(vouch: Dialogue) -> None:
    await told(vouch)
    await vouch.hears("who haven't I spoken to in 2 months")
    assert "Rao" in vouch.said
    assert "Kim" not in vouch.said
    await vouch.hears("who havent i emailed since july")
    assert vouch.said.startswith("Nobody: you were in touch with everyone since Wed 1 Jul. Longest ago: Dr. Rao")


async def test_who_was_met_in_these_days_comes_with_each_day(vouch: Dialogue) -> None:
    await told(vouch)
    await vouch.hears("who did i meet this month")
    assert "1 person, Thu 1 Oct to Tue 13 Oct." in vouch.said
    assert "Fri 9 Oct: Dr. Ortega (Fellow, Mercy)" in vouch.said
    await vouch.hears("who did I talk to in august?")
    assert "Mon 3 Aug: Dr. Rao" in vouch.said
    await vouch.hears("who did i meet at sgim")
    assert "Mon 3 Aug: Dr. Rao" in vouch.said
    await vouch.hears("who did i meet yesterday")
    assert vouch.said == "You told me of nobody you met on Mon 12 Oct."


async def test_asking_is_no_touch_and_other_questions_stay_what_they_were(vouch: Dialogue) -> None:
    await told(vouch)
    met = await vouch.keeps(Encounter)
    await vouch.hears("who havent i talked to about visas")
    assert "in touch" not in vouch.said
    await vouch.hears("who did i meet at ACP")
    assert "Rao" not in vouch.said
    assert await vouch.keeps(Encounter) == met
