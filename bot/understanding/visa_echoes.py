"""Statements of visas that name none of their own: "Mercy takes H-1B, Unity doesn't", "no J-1 here but Christ does"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.understanding.outline import Outline
from bot.understanding.polarity import Verdict
from bot.understanding.reading import Place

_LEADS = r"(?:(?:^|[,;.(] |\b(?:and|but|while|whereas) )(?:(?:and|but|PERSON at|dr PERSON at) )*)"
_SAYS = (
    r"(?P<no>doesn't|does not|don't|do not|won't|will not|wouldn't|can't|cannot|can not|never|nope|neither)|"
    r"(?P<maybe>might|may|maybe|possibly|could)|"
    r"(?P<yes>does|do|will|would|can|yes|yep|sure)|"
    r"(?P<same>also|too|same|likewise|as well)"
)
_MORE = r"(?: (?:do|does|it|that|so|either|too|though|as well|of course|for sure|for residents))*"
_ENDS = r"(?= ?(?:$|[.,;)!\n]|but |and ))"
_ECHO = re.compile(rf"{_LEADS}(?P<about>PLACE) (?:{_SAYS}){_MORE}{_ENDS}")


@dataclass(frozen=True, slots=True)
class Echo:
    """Items *start* to *end* (exclusive) say of *place* what was last said of a visa; *verdict* None: the same."""

    place: Place
    verdict: Verdict | None
    start: int
    end: int


def echoes(outline: Outline, start: int, end: int) -> Iterator[Echo]:
    """The echoes among items *start* to *end*.

    In "PLACE takes VISA , PLACE doesn't" the second place is told not to take it.
    """
    text = outline.text_of(start, end)
    base = outline.items[start].at if start < end else 0
    for found in _ECHO.finditer(text):
        place = outline.items[outline.item_index(base + found.start("about"))].place
        said = next(name for name in ("no", "maybe", "yes", "same") if found[name])
        if place is not None:
            verdict = None if said == "same" else Verdict(said)
            first = outline.item_index(base + found.start())
            yield Echo(place, verdict, first, outline.item_index(base + found.end() - 1) + 1)
