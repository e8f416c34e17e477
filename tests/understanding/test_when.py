"""Which of the days told is the encounter's, the plan's, or the day to remind on."""

from datetime import datetime

import pytest

from bot.understanding import understand

NOW = datetime(2026, 10, 14, 10, 0)  # a Wednesday


def _when(text: str) -> str:
    days = understand(text, NOW, "UTC").when
    return "" if days is None else f"{days.start}" if days.start == days.end else f"{days.start}/{days.end}"


@pytest.mark.parametrize(
    ("told", "day"),
    {
        "had lunch with Dr. Osei tuesday, he knows the PD at Lakeside": "2026-10-13",
        "Friday night shift: Dr. Brandt (EM, Lakeside) loves IMGs": "2026-10-09",
        "Interview recap (Mon): Dr. Abara, PD at Mercy. J-1 ok": "2026-10-12",
        "forgot to log from 2 wks ago: Dr. Lind (cards) bought me lunch": "2026-09-30",
        "met Dr. Sommer 10/3 at the ACP dinner, she is PD at Mercy": "2026-10-03",
        "saw Dr. Ekpo last thursday. email her friday": "2026-10-08",
        "10/12 Zoom w/ Dr. Osei, PD at Mercy, J-1 ok": "2026-10-12",
        "On 3 October, Mercy open house, Dr. Lind, APD: 'we interview IMGs'": "2026-10-03",
        "Program fair, Sun. Talked: Mercy (no visa). Nobody gave names.": "2026-10-11",
        "Sat Oct 10 / Diwali at the Raos' / Dr. Abara (sports, FM), he'll write to the PD": "2026-10-10",
    }.items(),
)
def test_a_day_that_lies_behind_is_the_encounters(told: str, day: str) -> None:
    assert _when(told) == day


def test_nothing_is_owed_in_a_year_on_a_day_that_has_just_passed() -> None:
    understood = understand("Dr. Lind, neuro-onc at Mercy: Zoom 10/12, says ask Lakeside for a PGY-2", NOW, "UTC")
    assert not [follow_up for follow_up in understood.follow_ups if follow_up.due_on]
    assert str(understood.when and understood.when.start) == "2026-10-12"


@pytest.mark.parametrize(
    "told",
    [
        "Dr. Osei offered to be my mentor. Coffee on Monday at 3.",
        "Dr. Brandt said come for a second look nov 4. no issue with J-1",
        "Dr. Abara invited me for tea on Sunday at four",
        "Dr. Lind from GI said yes to the shadowing on Thursday at 7 in the morning",
        "Dr. Sommer is PD at Mercy. I call her on Tuesday morning.",
        "Dr. Ekpo and I talked about Sunday football",
        "met Dr. Osei, our chair. first call is the first Monday of December",
        "Dr. Lind, PD at Mercy, graduated in May and moved here last year",
        "Dr. Brandt asked if I'd present at resident report on November 11th",
        "wed clinic with Dr. Osei, he says J-1 only",
        "Dr. Rao is flying to India nov 3-20, email her after",
    ],
)
def test_a_day_still_to_come_is_not(told: str) -> None:
    assert _when(told) in ("", "2026-10-14")


@pytest.mark.parametrize(
    ("told", "days"),
    {
        "start nights monday w dr ekpo thru nov 1": "2026-10-19/2026-11-01",
        "Starting Monday I am in clinic with Dr. Lind for two weeks.": "2026-10-19/2026-11-01",
        "I go to ATS this year, from May 14th through the 19th, with two posters": "2027-05-14/2027-05-19",
        "starting MICU with Dr. Gupta monday until nov 30": "2026-10-19/2026-11-30",
        "Next month, from the 8th to the 21st, I rotate in pathology with Dr. Lind": "2026-11-08/2026-11-21",
        "I go from the first to the fourteenth of November to night float with Dr. Lind": "2026-11-01/2026-11-14",
        "I'm on ICU the next four weeks with Dr. Lind, from Monday the 19th until the 30th": "2026-10-19/2026-10-30",
        "Starting clinic with Dr. Lind on the 19th for two weeks, my first there since July": "2026-10-19/2026-11-01",
        "I'll be in a wellness course from Nov 2 to 6, Dr. Lind covers, no pings needed": "2026-11-02/2026-11-06",
        "From tomorrow I'm with the stroke team: Dr. Lind, with fellow Bose. Until the 25th.": "2026-10-15/2026-10-25",
        "Friday I'm starting on 4B; the attending will be Dr. Lind, and it lasts until oct 30": "2026-10-16/2026-10-30",
        "The first of March I begin anesthesia and I stay until the 26th": "2027-03-01/2027-03-26",
        "I start the project with Dr. Lind on the first of December, runs to end of February": "2026-12-01/2027-02-28",
        "From November I'm doing research with Dr. Lind in Anaheim, until the end of December": "2026-11-01/2026-12-31",
        "11/12 ATS Orlando flight 6a, back 11/19": "2026-11-12/2026-11-19",
        "tues/thurs next month i'm at the HIV clinic, Dr. Lind supervising, nov 2 to nov 25": "2026-11-02/2026-11-25",
        "I go to the SGIM in Chicago from the fifth until the eighth of May": "2027-05-05/2027-05-08",
        "going to denver nov 3-9 for my exam, cant answer anybody": "2026-11-03/2026-11-09",
    }.items(),
)
def test_a_plan_lasts_from_its_first_day_to_its_last(told: str, days: str) -> None:
    assert _when(told) == days


@pytest.mark.parametrize(
    ("told", "day"),
    {
        "Make it Saturday instead, I'm on call tomorrow.": "2026-10-17",
        "not today, monday": "2026-10-19",
        "ping me tues instead of sun": "2026-10-20",
        "push Dr. Osei back to thursday, can't do friday": "2026-10-15",
    }.items(),
)
def test_a_reminder_moves_to_the_day_that_suits(told: str, day: str) -> None:
    (follow_up,) = understand(told, NOW, "UTC").follow_ups
    assert str(follow_up.due_on) == day


@pytest.mark.parametrize(
    ("told", "days"),
    {
        "micu oct 1-24": "2026-10-01/2026-10-24",
        "wards sept 28 - oct 25": "2026-09-28/2026-10-25",
        "cards from oct 1 to oct 16 with Dr. Osei": "2026-10-01/2026-10-16",
        "micu oct 1-12": "2027-10-01/2027-10-12",
        "micu oct 19-30": "2026-10-19/2026-10-30",
    }.items(),
)
def test_what_has_begun_and_is_not_over_is_no_next_years(told: str, days: str) -> None:
    assert _when(told) == days
