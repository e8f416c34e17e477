"""What a model proposes is kept as far as words of the message bear it out, and no further."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.vocabulary import Intent
from bot.understanding import Understanding, understand
from bot.understanding.proposals import SCHEMA, supported

NOW = datetime(2026, 10, 14, 10, 0)
TEXT = "hallway, the nephrology boss of lakeside might take imgs. mail her friday"


def _with(**proposal: Any) -> Understanding:
    return supported(understand(TEXT, NOW, "UTC"), proposal, NOW)


def _fact(**fields: Any) -> dict[str, Any]:
    fact = {"about": "lakeside", "kind": "img_friendly", "visa": None, "value": "maybe", "words": "might take imgs"}
    return fact | fields


def test_a_fact_with_its_words_is_added_and_said_to_be_unsure() -> None:
    before = understand(TEXT, NOW, "UTC")
    after = _with(facts=[_fact()])
    if not before.facts:
        (fact,) = after.facts
        assert (fact.about, fact.value) == ("lakeside", "maybe")
        assert fact.span is not None
        assert TEXT[fact.span.start : fact.span.end] == "might take imgs"
        assert fact.confidence <= 0.5


@pytest.mark.parametrize(
    "fields",
    [
        {"words": "they love imgs"},
        {"about": "Mercy"},
        {"kind": "visa", "visa": "H-1B"},
        {"kind": "letter", "value": "agreed"},
        {"kind": "opening", "value": "PGY-2"},
        {"value": "certainly"},
        {"kind": "salary"},
    ],
    ids=str,
)
def test_a_fact_without_words_for_it_is_dropped(fields: dict[str, Any]) -> None:
    before = understand(TEXT, NOW, "UTC")
    assert supported(before, {"facts": [_fact(**fields)]}, NOW).facts == before.facts


def test_a_day_that_the_message_does_not_tell_is_dropped() -> None:
    owed = {"kind": "call", "with": None, "due": "2026-10-20", "time": "09:00", "words": "mail her friday"}
    added = _with(follow_ups=[owed]).follow_ups[-1]
    assert (added.due_on, added.due_at) == (None, None)


@pytest.mark.parametrize("intent", ["forget", "undo", "done", "snooze", "settings", "correct", "rule the world"])
def test_no_proposal_makes_a_message_take_something_away(intent: str) -> None:
    unsure = understand("hm ok", NOW, "UTC")
    assert supported(unsure, {"intent": intent}, NOW).intent is unsure.intent
    assert unsure.intent is not Intent.FORGET


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.sampled_from(["lakeside", "mail her", "yes"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*SCHEMA["properties"], "words", "name", "kind", "about", "value"]), inner)
    ),
)


@given(ANYTHING)
def test_whatever_a_model_answers_is_taken_in_and_stays_within_the_text(proposal: object) -> None:
    after = supported(understand(TEXT, NOW, "UTC"), proposal, NOW)
    spans = [span for person in after.people for span in person.spans.values()]
    spans += [fact.span for fact in after.facts if fact.span]
    assert all(0 <= span.start < span.end <= len(TEXT) for span in spans)
