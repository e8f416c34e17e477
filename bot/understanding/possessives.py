"""A possessive typed without its apostrophe: "add kwans number 617-555-0100", "got mehras letter"."""

import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from bot.domain.names import fold
from bot.understanding.meaning import Known, KnownContact, Span, Understanding

_OWNS = re.compile(
    r"\b(?P<name>[^\W\d_][\w-]*)(?P<s>s) (?=(?:new |work |cell |office |personal |mobile )?"
    r"(?:number|no|cell|phone|mobile|pager|e-?mail|linked-?in|letter|lor)\b)",
    re.IGNORECASE,
)
T = TypeVar("T")


def apostrophe_left_out(text: str, known: Sequence[Known]) -> int | None:
    """Return where the apostrophe belongs in somebody's number, address or letter; None where nothing of that is said.

    Only for the name of somebody known, and not where another is called so: "jones number" of Dr. Jones.
    """
    owns = _OWNS.search(text)
    if owns is None:
        return None
    names = {word for each in known if isinstance(each, KnownContact) for word in fold(each.name)}
    name = owns["name"].casefold()
    return owns.start("s") if name in names and f"{name}s" not in names else None


def with_apostrophe(text: str, at: int) -> str:
    return f"{text[:at]}'{text[at:]}"


def told_without(meaning: Understanding, text: str, at: int) -> Understanding:
    """Return what was read with an apostrophe at *at* as a reading of *text*, which lacks it."""
    return replace(moved_back(meaning, at, 1), text=text)


def moved_back(read: T, at: int, longer: int) -> T:
    """Return it with every span of the words behind *at* moved back by what was read there and was not written.

    *longer* is by how many characters the text that was read is longer.
    """
    moved: Any = read
    if isinstance(read, Span):
        start, end = (place if place <= at else max(at, place - longer) for place in (read.start, read.end))
        moved = Span(start, end)
    elif isinstance(read, tuple):
        moved = tuple(moved_back(each, at, longer) for each in read)
    elif isinstance(read, dict):
        moved = {key: moved_back(each, at, longer) for key, each in read.items()}
    elif is_dataclass(read) and not isinstance(read, type):
        moved = replace(read, **{each.name: moved_back(getattr(read, each.name), at, longer) for each in fields(read)})
    return moved  # type: ignore[no-any-return]
