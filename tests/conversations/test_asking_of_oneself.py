"""What a resident asks about themselves is answered from what is set and told, with that one thing."""

import pytest

from tests.conversations.dialogue import Dialogue


async def test_the_time_zone_is_told_from_the_settings(vouch: Dialogue) -> None:
    await vouch.hears("I moved to Denver")
    await vouch.hears("what time zone am i in")
    assert vouch.said == "Time zone: America/Denver"


@pytest.mark.parametrize(
    ("told", "asked", "answered"),
    [
        ("no messages after 10 pm", "whats my quiet hours", "Quiet: 10 pm to 7 am"),
        ("digest at 8 am", "when does my digest come?", "Morning digest: 8 am"),
        (
            "my contract ends june 30 2027",
            "when does my contract end",
            "260 days left.\nYour contract ends: Wed 30 Jun 2027",
        ),
        ("I'm on a J-1", "what visa am I on", "Your visa: J-1"),
    ],
)
async def test_one_thing_is_asked_and_one_is_answered(vouch: Dialogue, told: str, asked: str, answered: str) -> None:
    await vouch.hears(told)
    await vouch.hears(asked)
    assert vouch.said == answered


async def test_what_was_never_told_is_not_guessed(vouch: Dialogue) -> None:
    await vouch.hears("when does my visa expire")
    assert vouch.said == "You never told me. For example “my visa ends June 30 2027”."
    await vouch.hears("am I paused?")
    assert vouch.said.startswith("Nothing is paused: I write as usual.")


async def test_everything_told_of_oneself_is_the_profile(vouch: Dialogue) -> None:
    await vouch.hears("I'm Ana Silva, prelim at City Hospital")
    await vouch.hears("what do you know about me")
    assert vouch.said.startswith("Your profile")
    assert "Ana Silva" in vouch.said


async def test_the_notes_of_a_day_are_listed_in_ones_own_words(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Rao, APD at Lakeside")
    await vouch.hears("who is Dr. Rao?")
    await vouch.hears("what did i tell you today")
    assert vouch.said.splitlines()[0] == "1 note, Tue 13 Oct, newest first."
    await vouch.hears("show me my notes from yesterday")
    assert vouch.said == "You told me nothing on Mon 12 Oct."


@pytest.mark.parametrize("said", ["thx goodnight", "ty!!", "ok thanks so much good night"])
async def test_good_night_is_nobodys_name(vouch: Dialogue, said: str) -> None:
    await vouch.hears("hello")
    await vouch.hears(said)
    assert await vouch.state() == []


async def test_what_was_done_for_somebody_is_answered_from_acts_and_drafts(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Raj Gupta, cardiology attending, call him friday")
    await vouch.hears("did i email gupta")
    assert vouch.said == "Not that you told me of: Dr. Raj Gupta."
    await vouch.hears("have i called dr gupta yet?")
    assert vouch.said.endswith("Still open: call Dr. Gupta (Fri 16 Oct).")
    await vouch.clicks("Done")
    await vouch.hears("did i call him")
    assert vouch.said == "Yes, Dr. Raj Gupta:\n· Tue 13 Oct: done: call Dr. Gupta"
    await vouch.hears("draft a thank you to gupta")
    await vouch.hears("have i thanked gupta")
    assert vouch.said.endswith("The thank-you was drafted Tue 13 Oct. Did you send it?")
    await vouch.clicks("Sent it")
    await vouch.hears("have i thanked gupta?")
    assert vouch.said == "Yes, Dr. Raj Gupta:\n· Tue 13 Oct: you sent the thank-you"
    await vouch.hears("did i send gupta my cv")
    assert vouch.said.startswith("Not that you told me of")


async def test_what_is_still_to_be_done_is_no_proof_that_it_was(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Ana Ortiz, fellow at Kent. thank her tomorrow")
    await vouch.hears("have i thanked ortiz")
    assert vouch.said.startswith("Not that you told me of: Dr. Ana Ortiz.")
    await vouch.hears("Dr. Ortiz says she was thanked by all of us")
    await vouch.hears("have i thanked ortiz")
    assert vouch.said.startswith("What you told me of Dr. Ana Ortiz:")


async def test_whom_thanks_are_owed_is_listed_and_nobody_else(vouch: Dialogue) -> None:
    await vouch.hears("who's due for a thank you")
    assert vouch.said.startswith("Nobody that you told me of.")
    await vouch.hears("call Dr. Rao friday")
    await vouch.hears("thank Dr. Lee for the lecture thursday")
    await vouch.hears("who do i owe a thank you")
    assert vouch.said == "Thank-yous you owe\nThu 15 Oct: thank Dr. Lee for the lecture"


async def test_how_many_letters_are_needed_is_the_programs_own_number(vouch: Dialogue) -> None:
    await vouch.hears("Dr. Moss agreed to write my letter")
    await vouch.hears("how many letters do i need")
    assert "Each program sets its own number" in vouch.said
    assert "1 agreed" in vouch.said
    assert "Dr. Moss" in vouch.said


@pytest.mark.parametrize(
    ("asked", "day", "others"),
    [
        ("when is the match", "Fri 19 Mar 2027", ("15 Mar", "3 Mar")),
        ("when is match week?", "Mon 15 Mar 2027", ("19 Mar", "3 Mar")),
        ("when do rank lists lock", "Wed 3 Mar 2027", ("15 Mar", "19 Mar")),
    ],
)
async def test_one_date_of_the_season_is_answered_alone(
    vouch: Dialogue, asked: str, day: str, others: tuple[str, ...]
) -> None:
    await vouch.hears(asked)
    assert vouch.said.startswith(day)
    assert not any(other in vouch.said for other in others)
    await vouch.clicks("All dates")
    assert all(other in vouch.said for other in others)


async def test_whether_a_task_is_done_is_told_by_what_was_said_of_it(vouch: Dialogue) -> None:
    await vouch.hears("submit vacation request by friday")
    await vouch.hears("did I submit the vacation thing")
    assert vouch.said.startswith("Not that you told me of: the vacation thing.\nStill open: submit vacation request")
    await vouch.clicks("Done")
    await vouch.hears("did i do my vacation form yet?")
    assert vouch.said == "Yes:\n· Tue 13 Oct: submit vacation request"


async def test_a_task_never_told_of_is_not_taken_for_done(vouch: Dialogue) -> None:
    await vouch.hears("submit vacation request by friday")
    await vouch.hears("have I renewed my DS-2019")
    assert vouch.said == "Not that you told me of: your DS-2019."


async def test_the_visa_is_told_however_it_is_asked_for(vouch: Dialogue) -> None:
    await vouch.hears("I'm on a J-1")
    await vouch.hears("what have you stored about my immigration status?")
    assert vouch.said == "Your visa: J-1"


@pytest.mark.parametrize("asked", ["would it be rude to write to her twice?", "should i email dr lowe again"])
async def test_whether_to_write_once_more_is_answered_by_what_was_written(vouch: Dialogue, asked: str) -> None:
    await vouch.hears("met dr amara lowe, apd at lakeview")
    await vouch.hears("I wrote to dr lowe")
    before = await vouch.state()
    await vouch.hears(asked)
    assert vouch.said.startswith("What you told me of Dr. Amara Lowe:\n· Tue 13 Oct: “I wrote to dr lowe”")
    assert await vouch.state() == before


async def test_whether_i_wrote_to_her_is_asked_of_the_woman_told_of(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Nadia Rahman, cardiology attending")
    await vouch.hears("met Dr. Omar Farah, PD at Kern")
    await vouch.hears("did i email her")
    assert vouch.said.startswith("Not that you told me of: Dr. Nadia Rahman.")
