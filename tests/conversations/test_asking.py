"""Answers come from what was told. A question and a wish are kept, and are no telling."""

import pytest

from tests.conversations.dialogue import Dialogue


@pytest.mark.parametrize(
    "asked",
    [
        "what did Dr. Rao say about zebras?",
        "write a thank-you to Dr. Rao for the zebras",
        "prep me for my meeting with Dr. Rao about zebras",
        "check: Dear Dr. Rao, thank you for the zebras",
    ],
)
async def test_what_only_asks_is_never_quoted(vouch: Dialogue, asked: str) -> None:
    await vouch.hears("met Dr. Rao at Lakeside, she likes ultrasound")
    await vouch.hears(asked)
    await vouch.hears("what did Dr. Rao say?")
    assert "ultrasound" in vouch.said
    assert "zebras" not in vouch.said


@pytest.mark.parametrize(
    ("word", "answered"),
    [
        ("who", "You have told me of nobody yet."),
        ("check", "Paste it after “check:”"),
        ("move", "Your claim code:"),
        ("history", "I have sent you nothing"),
    ],
)
async def test_a_command_word_says_the_same_without_its_slash(vouch: Dialogue, word: str, answered: str) -> None:
    await vouch.hears(word)
    alone = vouch.said
    await vouch.hears(word, command="/vouch")
    assert answered in alone
    assert answered in vouch.said
