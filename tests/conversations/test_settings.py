"""What the resident tells of themselves, each said back with Undo; the welcome; and the commands."""

from datetime import date, time, timedelta

import pytest

from bot.domain.contact import Contact
from bot.domain.resident import QuietHours
from bot.domain.vocabulary import Intent, Visa
from bot.routes import INTENTS
from tests.conversations.dialogue import ADDRESS, Dialogue


def test_every_intent_has_a_use_case() -> None:
    assert set(INTENTS) == set(Intent)


async def test_the_welcome_asks_three_things_each_may_be_skipped(vouch: Dialogue) -> None:
    [welcome] = await vouch.conversation.greet(ADDRESS)
    vouch.answers = [welcome]
    assert vouch.reply.form is not None
    assert [field.name for field in vouch.reply.form.fields] == ["tz", "starts_on", "quiet"]
    await vouch.fills_in(tz="America/Denver", starts_on="", quiet="")
    resident = await vouch.resident()
    assert (resident.tz, resident.starts_on) == ("America/Denver", None)
    assert await vouch.conversation.greet(ADDRESS) == ()


async def test_the_welcome_reads_what_residents_write(vouch: Dialogue) -> None:
    [welcome] = await vouch.conversation.greet(ADDRESS)
    vouch.answers = [welcome]
    await vouch.fills_in(tz="America/Chicago", starts_on="2026-07-01", quiet="10 pm to 6 am")
    resident = await vouch.resident()
    assert resident.starts_on == date(2026, 7, 1)
    assert resident.quiet == QuietHours(time(22), time(6))


async def test_a_visa_is_said_back(vouch: Dialogue) -> None:
    await vouch.hears("I'm on a J-1 visa")
    assert (await vouch.resident()).visa is Visa.J1
    assert "Your visa: J-1" in vouch.said
    assert vouch.buttons == ["Undo"]


async def test_pause_and_resume(vouch: Dialogue) -> None:
    """What the pause held is known afterwards, so that it comes with the next digest."""
    await vouch.hears("pause 7 days")
    now = vouch.clock.now()
    assert (await vouch.resident()).paused(now + timedelta(days=6))
    await vouch.hears("resume")
    resident = await vouch.resident()
    assert not resident.paused(now + timedelta(hours=1))
    assert resident.paused_at is not None
    assert resident.paused_until == vouch.clock.now()


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("help", "What you can say"),
        ("", "What you can say"),
        ("due", "Nothing is due"),
        ("who sponsors H-1B?", "You never told me"),
        ("settings", "Your settings"),
        ("pause 7 days", "Paused"),
        ("forget", "Whom or what shall I delete?"),
        ("forget me", "Delete everything I keep for you"),
        ("export", "This file holds everything I keep for you"),
        ("programs", "No program yet"),
    ],
)
async def test_the_words_after_vouch(vouch: Dialogue, words: str, answer: str) -> None:
    await vouch.hears("hello")
    await vouch.hears(words, command="/vouch", channel="C1")
    assert answer in vouch.said
    assert vouch.last.channel == "C1"


async def test_met_is_a_word_of_the_telling(vouch: Dialogue) -> None:
    await vouch.hears("Dr. Anita Patel, PD at Mercy", command="/met")
    assert vouch.said.startswith("Saved Dr. Anita Patel")
    [patel] = await vouch.keeps(Contact)
    assert (await vouch.note("message-1")).text == "met Dr. Anita Patel, PD at Mercy"
    assert patel.position.institution == "Mercy"


@pytest.mark.parametrize("words", ["hi", "thanks so much!", "lol", "such a long day", "good night", "🙂", "k"])
async def test_small_talk_is_short_and_warm(vouch: Dialogue, words: str) -> None:
    await vouch.conversation.greet(ADDRESS)
    await vouch.hears(words)
    assert len(vouch.said) < 120
    assert "understand" not in vouch.said
    assert await vouch.state() == []


async def test_no_review_and_another_wish_in_one_line_are_both_kept(vouch: Dialogue) -> None:
    await vouch.hears("no weekly review and no messages after 10 pm")
    assert (await vouch.resident()).quiet.start == time(22)
    assert "No weekly review from now on." in vouch.said
    assert "Quiet: 10 pm" in vouch.said
