"""What a win or a piece of feedback is about, by its words: themes.toml beside this file."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from importlib import resources

import msgspec

from bot.domain.names import fold
from bot.domain.year import Deed
from bot.drafting.limits import Strict

HEADINGS = ("Clinical strengths", "Work ethic", "Communication", "Scholarly work")
"""The headings of the talking points (playbook, "Month by month": clinical strengths, work ethic, communication)."""


class Theme(Strict, frozen=True):
    name: str
    heading: str
    words: tuple[str, ...]


class Praise(Strict, frozen=True):
    """*words* praise; where one of *but* stands, something was to be done better."""

    words: tuple[str, ...]
    but: tuple[str, ...]


class _Themes(Strict, frozen=True):
    themes: tuple[Theme, ...]
    praise: Praise


@cache
def _read() -> _Themes:
    return msgspec.toml.decode((resources.files("bot.drafting") / "themes.toml").read_bytes(), type=_Themes)


def themes() -> tuple[Theme, ...]:
    return _read().themes


def praises(text: str) -> bool:
    """Tell whether a piece of feedback praises, and asks for nothing to be done better.

    >>> praises("excellent differential"), praises("be more concise"), praises("good notes, but shorter")
    (True, False, False)
    """
    said = set(fold(text))
    return bool(said & set(_read().praise.words)) and not said & set(_read().praise.but)


def theme_of(text: str) -> Theme | None:
    """Return the theme that most words of the text speak of, the earlier one where two tie; None where none does.

    >>> theme = theme_of("handled three rapid responses alone")
    >>> theme and theme.name
    'leading'
    """
    said = Counter(fold(text))
    scores = [(sum(said[word] for word in theme.words), theme) for theme in themes()]
    most = max(score for score, _ in scores)
    return next(theme for score, theme in scores if score == most) if most else None


def heading_of(text: str) -> str:
    """Return the heading of the talking points that a win goes under; the first for one without a theme."""
    theme = theme_of(text)
    return theme.heading if theme else HEADINGS[0]


def place_of(text: str) -> str:
    """Return where a win is filed, the same wherever it is said: its heading, and its theme.

    >>> place_of("handled three rapid responses alone"), place_of("poster accepted at SGIM")
    ('Clinical strengths: leading', 'Scholarly work')
    """
    theme = theme_of(text)
    heading = heading_of(text)
    return f"{heading}: {theme.name}" if theme and theme.name.casefold() != heading.casefold() else heading


def subject_of(text: str) -> str:
    """Return what a piece of feedback is about, in the words of its theme."""
    theme = theme_of(text)
    return theme.name if theme else "other things"


def grouped(deeds: Iterable[Deed], group_of: Callable[[str], str]) -> dict[str, list[Deed]]:
    """Return deeds by group, the group with most first, each oldest first."""
    found: dict[str, list[Deed]] = {}
    for deed in sorted(deeds, key=lambda deed: (deed.on, deed.id)):
        found.setdefault(group_of(deed.what), []).append(deed)
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))
