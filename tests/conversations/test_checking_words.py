"""The resident's own words, held against the same limits as ours, and kept from the wrong reader."""

from bot.domain.follow_up import FollowUp
from tests.conversations.dialogue import Dialogue


async def test_own_text_is_held_against_the_same_limits_with_reasons(vouch: Dialogue) -> None:
    await vouch.hears("check: Dear Sir, I hope this email finds you well. Can you give me a job?")
    assert vouch.said.startswith("Checked")
    assert "Not ready" in vouch.said
    assert "asks for a place" in vouch.said
    assert "Dear Dr. Patel" in vouch.said, "what to write instead of “Dear Sir”"
    await vouch.hears("check my intro: Hi, I'm Ana, a prelim resident.")
    assert "45-75 words" in vouch.said
    await vouch.hears(f"check linkedin: {'Hello Dr. Lee, ' * 25}")
    assert "300 with a paid account" in vouch.said


async def test_a_text_that_greets_one_and_speaks_of_anothers_place_is_stopped(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("met Dr. Wei Chen, PD at Lakeside")
    await vouch.hears(
        "check: Subject: Advice\nDear Dr. Patel,\nI admire your program at Lakeside. May I ask one question?"
    )
    assert "Dr. Patel is at Mercy" in vouch.said


async def test_a_text_that_names_only_anothers_place_is_looked_at_again(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("met Dr. Wei Chen, PD at Lakeside")
    await vouch.hears("is this email ok?\nDear Dr. Chen, I loved hearing about Mercy's clinics. May I ask one thing?")
    assert "names Mercy and not Lakeside, where Dr. Chen is" in vouch.said


async def test_check_alone_asks_for_the_text(vouch: Dialogue) -> None:
    await vouch.hears("check", command="/vouch")
    await vouch.fills_in(text=" ".join(["word"] * 260))
    assert "250 is the most" in vouch.said
    assert not await vouch.keeps(FollowUp)


async def test_a_text_for_one_that_greets_another_is_stopped(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("met Dr. Wei Chen, PD at Lakeside")
    await vouch.hears("check for Dr. Chen: Dear Dr. Patel, thank you for your talk.")
    assert "It greets Dr. Patel, and goes to Dr. Chen" in vouch.said


async def test_a_text_that_greets_a_stranger_is_not_for_the_one_named(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears(
        "check: to Dr. Patel\nSubject: Brief advice\nDear Dr. Ng,\nI am a preliminary resident. Best regards, Ana"
    )
    assert "It greets Dr. Ng, and goes to Dr. Patel" in vouch.said
    await vouch.hears(
        "check: to Dr. Patel\nSubject: Brief advice\nDear Dr. Patel,\nI am a preliminary resident. Best, Ana"
    )
    assert "It greets" not in vouch.said
