"""What speaks for one intent or another: the words of the outline, how it begins and ends, and the rules that fired."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.understanding.intent_rules import INTENT_RULES
from bot.understanding.outline import Outline

_COUNTED = ("PERSON", "PLACE", "VISA", "DATE", "ROLE", "EVENT", "POSITION", "SPEC")
_TELLING = re.compile(
    r"\b(?:met|ran into|bumped into|talked|spoke|worked with|saw|sat|told|said|says|offered|agreed|asked|"
    r"heard|thinks|gave|introduced|wants|was|had|got)\b"
)
_DIGIT = re.compile(r"\d")


def intent_features(outline: Outline) -> dict[str, float]:
    """Return the features of *outline* with their strength."""
    text = outline.text.replace("dr . ", "dr ")
    words = text.split(" ") if text else []
    return dict.fromkeys(_features(text, words), 1.0) | dict.fromkeys(_rules(outline), 0.5)


def _features(text: str, words: list[str]) -> Iterator[str]:
    shapes = ["^", *(_DIGIT.sub("#", word) for word in words), "$"]
    yield from shapes[1:-1]
    for before, after in pairwise(shapes):
        yield f"{before} {after}"
    for word in words[:4]:
        yield f"early {word}"
    yield f"first {shapes[1]}"
    yield f"question {'?' in text}"
    yield f"ends asking {text.endswith('?')}"
    for placeholder in _COUNTED:
        yield f"{placeholder} x{min(words.count(placeholder), 2)}"
    yield f"length {min(len(words) // 5, 8)}"
    yield f"sentences {min(text.count(' . ') + text.count(chr(10)), 3)}"
    yield f"telling {min(len(_TELLING.findall(text)), 3)}"


def _rules(outline: Outline) -> Iterator[str]:
    for rule in INTENT_RULES:
        match = rule.pattern.search(outline.text)
        if match:
            yield f"rule {rule.name}"
            if match.start() < 8:
                yield f"rule at the start {rule.name}"
