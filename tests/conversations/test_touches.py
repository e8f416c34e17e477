"""Whom did I meet, and whom have I let go quiet: real lists with their days, the longest ago first."""

from datetime import timedelta

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


@pytest.mark.parametrize(
    ("told", "met", "spoken_of"),
    [
        ("Dr. Patel says I should talk to Dr. Sarah Lin, chair at Emory", "Patel", "Lin"),
        ("met Dr. Patel, she mentioned Dr. Chen is the PD at UAB", "Patel", "Chen"),
        ("Dr. Patel will introduce me to Dr. Wu, chair at Baylor", "Patel", "Wu"),
        ("met Dr. Patel, he told me about Dr. Wu, chair at Baylor", "Patel", "Wu"),
    ],
)
async def test_who_was_only_spoken_of_was_not_met(vouch: Dialogue, told: str, met: str, spoken_of: str) -> None:
    """A chair whom somebody named is no chair one knows, and no talk that needs a thank-you."""
    await vouch.hears(told)
    await vouch.hears("who have I met this week")
    assert met in vouch.said
    assert spoken_of not in vouch.said
    await vouch.hears("how am I doing")
    fields = dict(vouch.reply.fields)
    assert fields["Roles you know"].startswith("0 of 8")
    assert fields["Inside and outside"].startswith("1 inside, 0 outside")
    await vouch.hears(f"met Dr. {spoken_of} today")
    await vouch.hears("how am I doing")
    assert dict(vouch.reply.fields)["Roles you know"].startswith("1 of 8")


@pytest.mark.parametrize(
    "told",
    [
        "Dr. Patel introduced me to Dr. Wu, chair at Baylor",
        "talked about research with Dr. Patel and Dr. Wu",
        "met Dr. Patel about the QI project. Dr. Wu said h1b is ok at Emory",
        "met Dr. Patel, then saw Dr. Wu",
    ],
)
async def test_who_was_met_beside_somebody_else_was_met(vouch: Dialogue, told: str) -> None:
    await vouch.hears(told)
    await vouch.hears("who have I met this week")
    assert "Patel" in vouch.said
    assert "Wu" in vouch.said


@pytest.mark.parametrize("asked", ["what did i do this month", "what have I done so far this month?"])
async def test_what_was_done_in_some_days_is_listed_day_by_day(vouch: Dialogue, asked: str) -> None:
    """What comes is asked for in other words: who looks back at the end of a month wants to see it."""
    await vouch.hears("met Dr. Patel, PD at Mercy. email him thursday")
    vouch.clock.advance(timedelta(days=2))
    await vouch.hears("done with the patel email")
    await vouch.hears(asked)
    assert [item.text for item in vouch.reply.items] == [
        "Tue 13 Oct: in touch with Dr. Patel",
        "Thu 15 Oct: done: email Dr. Patel",
    ]
    await vouch.hears("what did I do last week")
    assert "nothing you did: Mon 5 Oct to Sun 11 Oct" in vouch.said
