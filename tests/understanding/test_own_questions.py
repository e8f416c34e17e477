"""Which of their own settings a resident asks for: each wording proves itself, and leaves others alone."""

import pytest

from bot.replies.own import LABELS
from bot.understanding.own_questions import OWN_THINGS, own_thing_asked


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, each in OWN_THINGS.items() for text in each.examples]
)
def test_it_is_asked_for_in_these_words(name: str, text: str) -> None:
    assert own_thing_asked(text) == name
    assert own_thing_asked(f"hey {text.upper()}??") == name


@pytest.mark.parametrize("text", [text for each in OWN_THINGS.values() for text in each.counterexamples])
def test_these_words_ask_for_nothing_of_ones_own(text: str) -> None:
    assert own_thing_asked(text) is None


def test_each_has_an_answer() -> None:
    assert set(OWN_THINGS) - {"everything"} == set(LABELS)
