"""An answer quotes the resident's own words: enough of them to be understood, and none of another sentence."""

from datetime import UTC, datetime

import pytest

from bot.domain.note import Note, Source
from bot.domain.recall import notes_with, quote, shorten


def note(text: str, note_id: str = "n1") -> Note:
    return Note(note_id, note_id, datetime(2026, 10, 13, tzinfo=UTC), text)


@pytest.mark.parametrize(
    ("text", "part", "quoted"),
    [
        (
            "met Dr. Rosa Lind, APD at Lakeside, sponsors J-1. email her friday",
            "sponsors J-1",
            "met Dr. Rosa Lind, APD at Lakeside, sponsors J-1.",
        ),
        ("long night. V. Rao said no H-1B! tired", "no H-1B", "V. Rao said no H-1B!"),
        ("one line\nanother line", "another", "another line"),
        ("no stop at all", "stop", "no stop at all"),
    ],
)
def test_a_quote_is_the_sentence_it_stands_in(text: str, part: str, quoted: str) -> None:
    start = text.index(part)
    assert quote(note(text), Source("n1", start, start + len(part))) == quoted


def test_a_note_is_found_by_its_words_whatever_their_endings() -> None:
    asked = note("Dr. Lind mentioned two research projects", "n1")
    other = note("coffee with Tariq", "n2")
    assert notes_with(["project", "mentioning"], [asked, other]) == [asked]


def test_a_long_text_is_cut_at_a_word() -> None:
    assert shorten("a long line of words", 12) == "a long line …"
