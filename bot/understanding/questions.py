"""What a question wants to know: of whom, of which program, which claim or which detail."""

import re
from collections.abc import Iterable

from bot.domain.vocabulary import FactKind, Role, Specialty, Visa
from bot.understanding.lexicon import word_set
from bot.understanding.meaning import Question
from bot.understanding.reading import Reading

CLAIMS: tuple[tuple[FactKind, re.Pattern[str]], ...] = (
    # "Is she a sponsor" asks for who speaks up for one; "a sponsor of visas" names the visa.
    (FactKind.VISA, re.compile(r"\bvisas?\b|(?<!\ba )(?<!\bmy )\bsponsor(?:s|ed|ing|ship)?\b", re.IGNORECASE)),
    (
        FactKind.CONVERTS_PRELIMS,
        re.compile(r"\bconver(?:t|ts|ted|ting|sion)\b|\btakes? (?:over )?prelims?\b", re.IGNORECASE),
    ),
    (FactKind.IMG_FRIENDLY, re.compile(r"\bimgs?\b|\bforeign grad", re.IGNORECASE)),
    (FactKind.OPENING, re.compile(r"\bopen(?:ing|ings| spots?| positions?)\b|\bspots?\b|\bvacan", re.IGNORECASE)),
    (FactKind.LETTER, re.compile(r"\bletters?\b|\blors?\b|\bwrite for me\b", re.IGNORECASE)),
    (
        FactKind.ADVOCATES,
        re.compile(
            r"\bvouch(?:es|ing)? for\b|\bput in a (?:good )?word\b|\b(?:recommend|introduce|speak up for|advocates? "
            r"for|help) me\b(?! with\b)|"
            r"\b(?:offered|promised|willing|agreed) to (?:help|support|introduce|recommend|call|speak|advocate)\b",
            re.IGNORECASE,
        ),
    ),
)
"""The first that fits is asked about; a visa by name comes before all of them."""

DETAILS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"\be-?mail\b|\bemial\b", re.IGNORECASE)),
    ("phone", re.compile(r"\b(?:phone|cell|mobile|pager)\b|\bnumber\b", re.IGNORECASE)),
    ("linkedin", re.compile(r"\blinked ?in\b", re.IGNORECASE)),
)

_IDLE = word_set(
    "a about again all am an and any anything are at be by can could did do doctor does dr everything exactly find "
    "for from got had has have he her hers him his how i if in is it its know let list me mention mentioned my note "
    "notes of on or our please prof remember remind said say search see she show some somebody someone tell than that "
    "the their them there they thing things this to told us was we were what whats when where which who whom whos why "
    "with would written wrote you your"
)


_ASKS_PLAINLY = re.compile(
    r"\W*(?:(?:and|so|ok(?:ay)?|but|wait|hey|um+|also)[, ]+)*(?:(?:do|does|did|are|is|was|were|has|have|can|could|"
    r"will|would)"
    r"(?:n['’]?t)? (?:they|she|he|any ?one|any ?body)|(?:does|is|was|has) it|(?:is|are|was|were) "
    r"there)\b[^.!\n]{2,80}\W*",
    re.IGNORECASE,
)


def asks_plainly(text: str) -> bool:
    """Tell whether the order of its words makes a question of a message, whatever its marks.

    >>> asks_plainly("do they do h1b"), asks_plainly("do the CV friday")
    (True, False)
    """
    return _ASKS_PLAINLY.fullmatch(text) is not None


def asks_who(text: str) -> bool:
    """Tell whether people are asked for by a claim: "who will vouch for me" asks nothing of Vouch.

    >>> asks_who("who will vouch for me?"), asks_who("who are you"), asks_who("how many can vouch for me")
    (True, False, True)
    """
    return _WHO.match(text) is not None and any(asks.search(text) for _, asks in CLAIMS)


_WHO = re.compile(
    r"\W*(?:(?:and|so|ok|now)[, ]+)*(?:who|how many (?:(?:people|ppl|attendings|doctors|docs|of them|contacts) )?"
    r"(?=can|could|will|would|offered|agreed|promised))",
    re.IGNORECASE,
)


def find_question(reading: Reading) -> Question:
    """Return what the message asks for; whatever it does not narrow down stays open."""
    text = reading.text
    person = reading.people[0].name if reading.people else None
    places = tuple(dict.fromkeys(place.name for place in reading.places))
    visa = next((Visa(hit.value) for hit in reading.hits_of("visas", *Visa)), None)
    kind = FactKind.VISA if visa else next((kind for kind, asks in CLAIMS if asks.search(text)), None)
    detail = next((name for name, asks in DETAILS if asks.search(text)), None) if kind is None else None
    role = next((Role(hit.value) for hit in reading.hits_of("roles")), None) if person is None else None
    field = next((Specialty(hit.value) for hit in reading.hits_of("specialties")), None) if person is None else None
    return Question(
        person=person,
        institutions=places,
        fact_kind=kind,
        visa=visa,
        role=role,
        specialty=field,
        field=detail,
        words=_content(text, (*([person] if person else []), *places)),
    )


def _content(text: str, names: Iterable[str]) -> tuple[str, ...]:
    named = {word.lower() for name in names for word in name.split()}
    words = re.findall(r"[^\W_]+(?:[-'’][^\W_]+)*", text)
    return tuple(word for word in words if (key := word.lower().removesuffix("'s")) not in _IDLE and key not in named)
