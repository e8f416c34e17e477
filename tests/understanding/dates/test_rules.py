"""Every rule proves itself by the examples written beside it, alone and among all the others."""

import pytest

from bot.understanding.dates import read_dates
from bot.understanding.dates.rule import REFERENCE_NOW, Rule
from bot.understanding.dates.rules import ALL_RULES
from tests.understanding.dates.described import described

EXAMPLES = [(rule, said, told) for rule in ALL_RULES for said, told in rule.examples.items()]
COUNTEREXAMPLES = [(rule, said) for rule in ALL_RULES for said in rule.counterexamples]


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_every_rule_brings_its_proof(rule: Rule) -> None:
    assert rule.examples
    assert rule.counterexamples


def test_no_two_rules_share_a_name() -> None:
    """`explain` tells rules apart by their names."""
    names = [rule.name for rule in ALL_RULES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("rule", "said", "told"), EXAMPLES, ids=lambda value: getattr(value, "name", value))
def test_an_example_is_read_as_written_among_all_rules(rule: Rule, said: str, told: str) -> None:
    assert told in [described(mention) for mention in read_dates(said, REFERENCE_NOW)]


@pytest.mark.parametrize(("rule", "said"), COUNTEREXAMPLES, ids=lambda value: getattr(value, "name", value))
def test_a_counterexample_is_not_read_by_its_rule(rule: Rule, said: str) -> None:
    alone = read_dates(said, REFERENCE_NOW, rules=(rule,))
    together = [mention for mention in read_dates(said, REFERENCE_NOW) if mention.rule == rule.name]
    assert not alone
    assert not together
