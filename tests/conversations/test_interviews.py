"""Several interviews in one line are each kept on its day."""

from datetime import date

import pytest

from bot.domain.contact import Contact
from bot.domain.follow_up import Event, FollowUp
from tests.conversations.dialogue import Dialogue


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        (
            "interview w Temple thurs 9am zoom then Cooper monday in person",
            ["Thu 15 Oct at 9 am: interview with Temple.", "Mon 19 Oct: interview with Cooper."],
        ),
        (
            "ivs: emory 11/2, jefferson 11/5 at 8am, drexel dec 1",
            [
                "Mon 2 Nov: interview with Emory.",
                "Thu 5 Nov at 8 am: interview with Jefferson.",
                "Tue 1 Dec: interview with Drexel.",
            ],
        ),
    ],
)
async def test_each_interview_ahead_is_reminded_of(vouch: Dialogue, told: str, kept: list[str]) -> None:
    await vouch.hears(told)
    assert all(each in vouch.said for each in kept)
    assert len(await vouch.keeps(FollowUp)) == len(kept)
    assert not await vouch.keeps(Contact)


async def test_of_interviews_that_are_over_it_is_asked_whom_they_were_with(vouch: Dialogue) -> None:
    """A program in such a list had become a person, or the days were lost."""
    await vouch.hears("interviewed at Drexel oct 3, Temple oct 10")
    assert vouch.said.startswith("Interviews\nDrexel: Sat 3 Oct\nTemple: Sat 10 Oct\nWho interviewed you?")
    days = {(each.title, each.starts_on) for each in await vouch.keeps(Event)}
    assert days == {
        ("interview with Drexel", date(2026, 10, 3)),
        ("interview with Temple", date(2026, 10, 10)),
    }
    await vouch.hears("undo")
    assert not await vouch.keeps(Event)


@pytest.mark.parametrize(
    "told", ["interviewed w dr kim oct 3 and dr lee oct 5", "interview dinner oct 20, talk oct 21"]
)
async def test_people_and_dinners_are_no_programs(vouch: Dialogue, told: str) -> None:
    await vouch.hears(told)
    assert not vouch.said.startswith("Interviews")


async def test_the_month_is_no_part_of_a_programs_name(vouch: Dialogue) -> None:
    await vouch.hears("iv at Penn dec 12")
    assert "interview with Penn." in vouch.said or "iv at Penn." in vouch.said


async def test_what_comes_tonight_is_not_done_yet(vouch: Dialogue) -> None:
    await vouch.hears("PD at Temple is Dr. Halloran, APD is Dr. Fitz")
    await vouch.hears("thank both by sat")
    await vouch.hears("sent halloran's. fitz's tonight")
    assert vouch.said == "Done: send Dr. Halloran a thank-you."


@pytest.mark.parametrize(
    "told",
    [
        "Hola soy Lucia Ferrer, TY Lincoln, H1B, next cycle",
        "hi, im Lucia Ferrer, TY at Lincoln, h1b, started 2 days ago",
    ],
)
async def test_a_program_beside_ones_job_sponsors_nothing(vouch: Dialogue, told: str) -> None:
    await vouch.hears(told)
    assert "Your program: Lincoln" in vouch.said
    assert not await vouch.keeps(Contact)
