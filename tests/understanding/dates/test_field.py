"""A field that holds nothing but a day: English by our own grammar, other languages by dateparser."""

from datetime import date, datetime

import pytest

from bot.understanding.dates import read_day_alone

MONDAY_EVENING = datetime(2026, 10, 12, 18, 44)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("friday", date(2026, 10, 16)),
        ("Dec 1", date(2026, 12, 1)),
        ("3 de marzo", date(2027, 3, 3)),
        ("15 décembre", date(2026, 12, 15)),
        ("mañana", date(2026, 10, 13)),
        ("3 मार्च", date(2027, 3, 3)),
    ],
)
def test_a_day_is_read_in_the_language_it_is_written_in(written: str, day: date) -> None:
    assert read_day_alone(written, MONDAY_EVENING) == day


@pytest.mark.parametrize("written", ["soon", "asdf", "3", "", "pronto"])
def test_what_is_no_day_is_none(written: str) -> None:
    assert read_day_alone(written, MONDAY_EVENING) is None
