"""One message, one thing wanted; and nothing is taken away on a guess."""

from datetime import datetime

import pytest

from bot.domain.vocabulary import Intent
from bot.understanding import understand

NOW = datetime(2026, 10, 13, 18, 40)


@pytest.mark.parametrize(
    ("message", "intent"),
    [
        ("met Dr. Selin Aksoy, APD at Lakeside, they take J-1", "log"),
        ("pls remind me to thank dr aksoy friday", "remind"),
        ("sent the thank-you to Aksoy", "done"),
        ("push Aksoy to next week", "snooze"),
        ("her name is Selin, not Selma", "correct"),
        ("undo that", "undo"),
        ("delete everything about Dr. Aksoy", "forget"),
        ("who takes J-1?", "ask"),
        ("what's due this week", "agenda"),
        ("am I on track with mentors?", "progress"),
        ("write a thank-you to Dr. Aksoy", "draft"),
        ("prep me for my meeting with Dr. Aksoy", "prepare"),
        ("starting MICU with Dr. Aksoy monday until nov 30", "plan"),
        ("no messages after 9pm", "settings"),
        ("what can you do?", "help"),
        ("thanks!", "chat"),
    ],
)
def test_what_is_wanted(message: str, intent: str) -> None:
    assert understand(message, NOW, "America/Chicago").intent == intent


@pytest.mark.parametrize(
    "message",
    [
        "she is an IMG too",
        "I forgot her name",
        "don't forget to email Dr. Aksoy",
        "they removed the H-1B line from their site",
        "she deleted her LinkedIn",
        'Dr. Aksoy wrote "delete everything about me", odd',
        "never forget: Dr. Aksoy sponsors H-1B",
    ],
)
def test_nothing_is_taken_away_without_an_order(message: str) -> None:
    assert understand(message, NOW, "America/Chicago").intent not in {Intent.FORGET, Intent.UNDO}
