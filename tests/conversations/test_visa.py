"""The own visa: status, dates, steps counted back with their sources, and no legal advice."""

import pytest

from tests.conversations.dialogue import Dialogue


async def test_the_clock_runs_back_from_the_last_day_with_dated_sources(vouch: Dialogue) -> None:
    await vouch.hears("I'm on a J-1")
    await vouch.hears("my visa expires June 30 2027")
    await vouch.hears("my visa")
    assert "Your visa ends: Wed 30 Jun 2027, 260 days left" in vouch.said
    assert "Thu 1 Apr 2027: Your home country's Ministry of Health has to write a new statement of need" in vouch.said
    assert "(Source: ECFMG, checked Thu 26 Nov)" in vouch.said
    assert "https://" not in vouch.said, "six addresses fill a phone"
    assert any("ecfmg.org" in link.url for link in vouch.reply.links)
    assert "Verify every date with your GME office or an attorney" in vouch.said
    assert "I-129" not in vouch.said, "what is about another visa is left out"


async def test_the_addresses_are_one_tap_away_and_second_hand_is_said(vouch: Dialogue) -> None:
    await vouch.hears("my visa")
    assert "(Source: USCIS, checked Thu 26 Nov, secondary source)" in vouch.said
    await vouch.clicks("Sources")
    assert "https://www.ecfmg.org/evsp/applicants-faq.html" in vouch.said
    assert "Read it there before you count on it" in vouch.said


async def test_without_a_date_the_steps_say_how_long_before(vouch: Dialogue) -> None:
    await vouch.hears("visa status")
    assert "not told" in vouch.said
    assert "my visa ends June 30 2027" in vouch.said, "it says how to tell it"


@pytest.mark.parametrize("tone", ["Shorter", "More formal", "Warmer"])
async def test_the_phrase_says_status_and_wish_in_thirty_words(vouch: Dialogue, tone: str) -> None:
    await vouch.hears("I'm on a J-1")
    await vouch.hears("my visa expires June 30 2027")
    await vouch.hears("visa phrase")
    assert vouch.draft.body.startswith("I'm on a J-1 visa through June 30, 2027, and")
    await vouch.clicks(tone)
    assert len(vouch.draft.body.split()) <= 30


async def test_old_facts_are_marked(vouch: Dialogue) -> None:
    vouch.clock.moment = vouch.clock.moment.replace(year=2027, month=4)
    await vouch.hears("my visa")
    assert "old: look again" in vouch.said


async def test_the_visa_one_has_and_the_one_one_needs_are_two(vouch: Dialogue) -> None:
    await vouch.hears("I'm on a J-1")
    await vouch.hears("I need an H-1B")
    await vouch.hears("visa phrase")
    assert vouch.draft.body == "I'm on a J-1 visa, and I'm looking for a program that sponsors H-1B."
    await vouch.hears("Mercy takes J-1 only")
    await vouch.hears("shortlist")
    assert "H-1B: no -6" in vouch.said
    assert (await vouch.resident()).visa == "J-1"


async def test_steps_are_shown_with_their_visa_where_the_own_is_not_told(vouch: Dialogue) -> None:
    await vouch.hears("my visa ends June 30 2027")
    await vouch.hears("my visa")
    assert "Fri 1 Jan 2027: If you are on an H-1B visa:" in vouch.said
    assert "If you are on a J-1 visa:" in vouch.said


async def test_the_own_status_is_read_however_it_is_told_and_said_back_in_the_first_line(vouch: Dialogue) -> None:
    await vouch.hears("im Mira Tan prelim IM at St Vincent hosp, J1, want neuro pgy2 in july")
    await vouch.hears("my visa")
    assert vouch.said.startswith("Your visa: J-1\n")
    await vouch.hears("on an h1b visa")
    await vouch.hears("my visa ends 6/30/27")
    await vouch.hears("whats my visa status")
    assert vouch.said.startswith("Your visa: H-1B, ends Wed 30 Jun 2027, 260 days\n")


async def test_the_visa_whose_end_is_told_is_the_own_one(vouch: Dialogue) -> None:
    await vouch.hears("my h1b ends 6/30/27")
    await vouch.hears("what's my status")
    assert vouch.said.startswith("Your visa: H-1B, ends Wed 30 Jun 2027, 260 days\n")
