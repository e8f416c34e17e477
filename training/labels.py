"""Read the labels of the corpus: accepted values, and when two names are the same."""

import re

from bot.understanding.tokens import folded

FACTUAL = frozenset({"log", "plan", "correct", "done"})
"""The intents of messages that tell facts."""
_DROPPED = re.compile(r"\b(?:the|program|residency|internal medicine|im|dr|prof|professor|md)\b")


def accepted(label: object) -> list[str]:
    """The values that a label accepts, silence apart."""
    return [str(value) for value in (label if isinstance(label, list) else [label]) if value]


def same_name(one: str, other: str) -> bool:
    """Whether two names differ in case, marks, titles and the word "program" at most."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    words = re.sub(r"[^a-z0-9]+", " ", re.sub(r"['’.]", "", folded(name)))
    return " ".join(_DROPPED.sub(" ", words).split()) or words.strip()
