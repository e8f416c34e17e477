"""One message, one thing wanted; and nothing is taken away on a guess."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.domain.vocabulary import Intent
from bot.understanding import understand
from bot.understanding.plainly_wanted import RULES
from bot.understanding.rule import Rule

NOW = datetime(2026, 10, 13, 18, 40)
CORPUS = Path(__file__).parent.parent / "corpus"


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


@pytest.mark.parametrize(
    ("message", "intent"),
    [
        ("take Dr. Aksoy out of my contacts", Intent.FORGET),
        ("what I told you about Dr. Aksoy, I want it gone, please", Intent.FORGET),
        ("that message was for my wife, take it off again", Intent.UNDO),
        ("don't save that one", Intent.UNDO),
    ],
)
def test_what_is_told_beyond_doubt_is_taken_away_without_the_usual_words(message: str, intent: Intent) -> None:
    assert understand(message, NOW, "America/Chicago").intent == intent


def test_what_is_wanted_is_read_from_short_and_tired_lines() -> None:
    """Twenty lines of each intent that nothing was learned from; one in eight may be mistaken, no more."""
    lines = [line.partition(": ") for line in (CORPUS / "short-lines.txt").read_text(encoding="utf-8").splitlines()]
    mistaken = [line for line in lines if understand(line[2], NOW, "America/Chicago").intent != line[0]]
    assert len(mistaken) <= len(lines) / 8, mistaken


@pytest.mark.parametrize("said", (CORPUS / "chatter.txt").read_text(encoding="utf-8").splitlines())
def test_chatter_questions_and_patients_tell_nothing_to_keep(said: str) -> None:
    read = understand(said, NOW, "America/Chicago")
    assert (read.facts, read.people, read.follow_ups, read.settings, read.promises) == ((), (), (), (), ())


@pytest.mark.parametrize("said", ["quiet day today", "long night. 3 admits and a code"])
def test_how_the_day_was_is_no_setting(said: str) -> None:
    assert understand(said, NOW, "America/Chicago").intent == Intent.CHAT


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_what_is_wanted_beyond_doubt_is_proved_by_its_examples(rule: Rule[Intent]) -> None:
    held = {text for text in (*rule.examples, *rule.counterexamples) if rule.may_match(text)}
    held = {text for text in held if rule.pattern.fullmatch(text)}
    assert held == set(rule.examples)


@pytest.mark.parametrize(
    ("message", "intent"),
    [
        ("faxed!!!", "done"),
        ("told Dr. Aksoy", "done"),
        ("certified my rank list", "done"),
        ("moved to tues", "snooze"),
        ("the Aksoy one moves to the 20th", "snooze"),
        ("dump me everything open", "agenda"),
        ("happy new year, what's open", "agenda"),
        ("only urgent stuff until friday", "settings"),
        ("can you mute the progress messages", "settings"),
        ("nope, that voice memo was for my sister", "undo"),
        ("gentle no to Dr. Aksoy", "draft"),
        ("never mind, that was meant for Dr. Aksoy", "undo"),
    ],
)
def test_what_is_wanted_beyond_doubt(message: str, intent: str) -> None:
    """A wrong guess here cost most: asked for all that is open, Vouch offered to forget it."""
    assert understand(message, NOW, "America/Chicago").intent == intent
