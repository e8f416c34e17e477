"""Statements of visas that name none of their own: "Mercy takes H-1B, Unity doesn't", "J-1: Kern y, Kent n"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.understanding.outline import Outline
from bot.understanding.polarity import Verdict
from bot.understanding.reading import Place

_LEADS = (
    r"(?:(?:^(?:(?:table|booth|stand) \d+ |[•\-–—*|]|\d \)|\d \.|and|but| )*|[,;.(|/:] |\b(?:and|but|while|whereas) |"
    r"(?:(?<= yes)|(?<= no)|(?<= maybe)|(?<= y)|(?<= n)) )"
    r"(?:(?:and|but|PERSON at|dr PERSON at|at|in) )*|^(?:and |but |so )?(?:she|he|they|PERSON) (?:says?|said|told me|"
    r"thinks?|thought)(?: that)?(?: the)? )"
)
_SAYS = (
    r"(?P<none>none|nothing|nada|zero|zilch|zip)|(?P<neither>neither|both (?:no|n|not)\b|no (?:to|for) both)|"
    r"(?P<both>both|either)|"
    r"(?P<no>never (?:did|has|had|does|took|takes|sponsored|will)|"
    r"doesn't|does not|don't|do not|won't|will not|wouldn't|can't|cannot|can not|never|no|not|"
    r"n|and(?= ?(?:[,.;\n]|$))|✗|✘|❌|✖)|"
    r"(?P<maybe>might|may|maybe|possibly|could|probably|perhaps|depends|unclear|unsure|tbd|pending|rarely|"
    r"sometimes|under (?:review|discussion)|case by case|\?+)|"
    r"(?P<yes>does|do|will|would|can|yes|sure|y|okay|✓|✔|✅|still (?:does|do))|"
    r"(?P<same>also|too|same|likewise|as well|ditto)"
)
_TAKES = (
    r"(?:(?:takes?|does|do|has|have|sponsors?|accepts?|offers?|supports?) (?=(?:none|nothing|neither|both|either)\b))?"
)
_ASIDE = r"(?: \( [^()]{0,40} \))?"
_MARK = (
    r"(?: (?:[:=|–—-]|, where (?:they|we)|\. \.(?: \.)*|- >|→|is(?= a )|says?|said|a|[\"'“”‘’]|"
    r"\((?= (?:both|none|neither|no|yes|y|n|maybe|either) \))))*"
)
_MORE = (
    r"(?: (?:do|does|it|that|them|one|so|either|too|though|as well|of course|for sure|for residents|at all|currently|"
    r"now|"
    r"not|yet|ever|any|"
    r"every year|each year|DATE|next|from|\d+|more|anymore|this year|here|also|[\"'“”‘’]|as (?:for )?(?:the )?[\w']+))*"
)
_ENDS = r"(?= ?(?:$|[.,;)!\n|/(—–-]|but |and |per |PLACE (?:- )?(?:yes|no|maybe|y|n)\b))"
_ECHO = re.compile(
    rf"{_LEADS}(?P<about>PLACE)(?: \))?{_ASIDE}{_MARK} {_TAKES}(?:{_SAYS}){_MORE}{_ENDS}"
    r"|\b(?P<same_at>same|ditto|likewise)(?: (?:thing|story|policy|goes|here))*(?: (?:at|for|in|with))? "
    r"(?P<there>PLACE)"
    r"|^(?:[•\-–—*] )*(?:(?P<none_of>none|nothing|no one|nobody)|(?P<neither_of>neither)|(?P<both_of>both|either)|"
    r"(?P<said_of>yes|no|maybe)) "
    r"(?:[:=–—-]|at|->) (?P<listed>PLACE(?: (?:,|and|&|/|;) PLACE)*)(?= ?(?:$|[.;\n(]))"
)
_KINDS = ("none", "neither", "both", "no", "maybe", "yes", "same")
_SAYING = {"none": "no", "neither": "no", "both": "yes"}


@dataclass(frozen=True, slots=True)
class Echo:
    """Items *start* to *end* (exclusive) say of *place* what was last said of a visa; *verdict* None: the same.

    *of_all*: it is said of every visa ("none"); *of_two*: of H-1B and J-1 ("both", "neither").
    """

    place: Place
    verdict: Verdict | None
    of_all: bool
    start: int
    end: int
    of_two: bool = False


def echoes(outline: Outline, start: int, end: int) -> Iterator[Echo]:
    """The echoes among items *start* to *end*.

    In "PLACE takes VISA , PLACE doesn't" the second place is told not to take it.
    """
    text = outline.text_of(start, end)
    if "PLACE" not in text:
        return
    base = outline.items[start].at if start < end else 0
    for found in _ECHO.finditer(text):
        if found["listed"]:
            yield from _listed(outline, base, found)
            continue
        about = "there" if found["same_at"] else "about"
        place = outline.items[outline.item_index(base + found.start(about))].place
        said = "same" if found["same_at"] else next(name for name in _KINDS if found[name])
        if place is not None:
            verdict = None if said == "same" else Verdict(_SAYING.get(said, said))
            first = outline.item_index(base + found.start(about))
            last = outline.item_index(base + found.end() - 1) + 1
            yield Echo(place, verdict, said == "none", first, last, said in {"both", "neither"})


def _listed(outline: Outline, base: int, found: re.Match[str]) -> Iterator[Echo]:
    """The places listed under what they take: "none: Crozer, Kern"."""
    for place in re.finditer("PLACE", found["listed"]):
        index = outline.item_index(base + found.start("listed") + place.start())
        named = outline.items[index].place
        if named is not None:
            verdict = Verdict(found["said_of"] or ("yes" if found["both_of"] else "no"))
            of_two = bool(found["both_of"] or found["neither_of"])
            yield Echo(named, verdict, bool(found["none_of"]), index, index + 1, of_two)
