"""Each cue of what was talked of, and each heading, against its own examples and counterexamples."""

import pytest

from bot.understanding import headings
from bot.understanding.headings import HeadingRule, read_heading
from bot.understanding.talked_of import CUES, Cue, talked_of


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.pattern.pattern[:30])
def test_a_cue_reads_its_examples_and_nothing_else(cue: Cue) -> None:
    for text, said in cue.examples.items():
        assert (cue.matter, said) in [(each.matter, each.said_to_them) for each in talked_of(text)], text
    for text in cue.counterexamples:
        assert cue.matter not in [each.matter for each in talked_of(text)], text


def test_what_is_found_stands_in_the_note() -> None:
    text = "rounds. talked with Dr. Lee about her sepsis project, she told me to apply early."
    for each in talked_of(text):
        assert text[each.span.start : each.span.end] in ("her sepsis project", "to apply early")


def test_gossip_and_patients_go_into_no_draft() -> None:
    """A draft goes to an outsider; what was said in confidence stays here."""
    assert not list(talked_of("talked about how rude the chief is"))
    assert not list(talked_of("discussed the patient in room 4"))


@pytest.mark.parametrize("rule", headings.RULES, ids=lambda rule: rule.kind.value)
def test_a_heading_is_read_and_what_only_looks_like_one_is_not(rule: HeadingRule) -> None:
    for text, rest in rule.examples.items():
        heading = read_heading(text)
        assert heading is not None, text
        assert (heading.kind, heading.rest) == (rule.kind, rest), text
    for text in rule.counterexamples:
        heading = read_heading(text)
        assert heading is None or heading.kind is not rule.kind, text
