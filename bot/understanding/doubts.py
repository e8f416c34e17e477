"""What is told both ways and left open: "the forum says they do, the website says no, don't know who to believe"."""

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.understanding.meaning import FactMention
from bot.understanding.outline import Outline
from bot.understanding.rule import holds_any

_LEFT_OPEN = re.compile(
    r"\b(?:who|whom|which|what|whose word)(?: (?:one|of them|to|i|should|can|do))* (?:believe|beleive|trust)\b|"
    r"\b(?:conflicting|contradictory|mixed) (?:info|information|answers?|messages|reports|stories|news|signals)\b|"
    r"\b(?:they|sources|it|which|who) (?:all )?(?:contradicts?|disagrees?)\b|\bi heard both\b"
)
_HOLDS = ("believe", "beleive", "trust", "conflict", "contradict", "mixed", "disagree", "heard both")


def left_open(outline: Outline, facts: Iterable[FactMention]) -> list[FactMention]:
    """*facts*, where the message leaves open which of two opposite ones is right: maybe."""
    told = list(facts)
    if not (holds_any(outline.text, _HOLDS) and _LEFT_OPEN.search(outline.text)):
        return told
    values: dict[tuple[str, str, str], set[str]] = {}
    for fact in told:
        values.setdefault((fact.about, fact.kind, fact.visa or ""), set()).add(fact.value)
    return [
        replace(fact, value="maybe") if {"yes", "no"} <= values[fact.about, fact.kind, fact.visa or ""] else fact
        for fact in told
    ]
