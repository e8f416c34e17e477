"""What the resident typed in haste, as a sentence of an e-mail carries it: no word is added but the grammar's own."""

import re
from collections.abc import Sequence

from bot.domain.vocabulary import Visa
from bot.understanding.talked_of import written_out

_MADE = (
    "poster|abstract|paper|manuscript|case report|case series|article|chapter|review|letter to the editor|talk|"
    "oral presentation|presentation|project|proposal|grant|study|protocol|vignette|qi project"
)
_DONE_TO_IT = (
    "accepted|published|selected|funded|approved|presented|awarded|picked|chosen|submitted|finished|completed|in press"
)
_PASSIVE = re.compile(
    rf"^(?:(?:got|had|have)\s+)?(?:(?:my|our|the|an?)\s+)?(?P<thing>(?:[\w-]+\s+){{0,3}}?(?P<noun>(?:{_MADE})s?)"
    rf"(?:\s+(?:on|about)\s+.{{2,40}}?)?)\s+(?:(?:was|got|is|has been|been|just)\s+)*"
    rf"(?P<done>{_DONE_TO_IT})\b(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_I_DID = re.compile(
    r"^(?:\w+ed|won|got|ran|led|gave|taught|wrote|made|did|took|became|found|built|began|caught|put|cut|set)\b",
    re.IGNORECASE,
)
_I = re.compile(r"^i(?:['’]ve| have)?\s+(?:just\s+)?", re.IGNORECASE)
_WAS = re.compile(r"^(?:was|got|been)\s+(?=\w+(?:ed|en)\b)", re.IGNORECASE)
_LEAD = re.compile(r"^(?:just|today|yesterday|finally|good news|great news|news|so)\b[:,]?\s+", re.IGNORECASE)
_DEGREES = re.compile(r",?\s*\b(?:M\.?D\.?|D\.?O\.?|MBBS|MBChB|MBBCh|Ph\.?D\.?|MPH|MSc|MS)\b\.?")
_TAKES_ARTICLE = re.compile(r"^(?:university|hospital|college|medical center) of\b", re.IGNORECASE)

MOST_WORDS = 20
"""An achievement that runs longer is a story; an e-mail has its first words."""


def as_news(what: str, most: int | None = MOST_WORDS) -> str:
    """Return an achievement as a clause that can stand after a colon; of its words, at *most* so many.

    >>> as_news("poster accepted at SGIM!")
    'my poster was accepted at SGIM'
    >>> as_news("passed step 3"), as_news("ran the code on 5 west alone")
    ('I passed step 3', 'I ran the code on 5 west alone')
    """
    words = _LEAD.sub("", written_out(" ".join(what.split()[:most]).strip(" .!;,")))
    if made := _PASSIVE.match(words):
        plural = made["noun"].lower().endswith("s") and not made["noun"].lower().endswith(("series", "in press"))
        return (
            f"my {_lowered(made['thing'])} {'were' if plural else 'was'} {made['done'].lower()}{made['rest']}".rstrip()
        )
    if _I.match(words):
        return _I.sub("I ", words)
    if _I_DID.match(words):
        return f"I {words[:1].lower()}{words[1:]}"
    return words


def _lowered(words: str) -> str:
    """Return the words as they stand within a sentence: "Poster" becomes "poster", "QI" stays."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def as_bullet(what: str) -> str:
    """Return an achievement as a line of a CV has it: no "I", a capital first, no full stop.

    >>> as_bullet("i ran the code on 5 west alone.")
    'Ran the code on 5 west alone'
    """
    words = _LEAD.sub("", written_out(" ".join(what.split()).strip(" .!;,")))
    return capitalize_first(_WAS.sub("", _I.sub("", re.sub(r"^(?:my|our)\s+", "", words, flags=re.IGNORECASE))))


def as_point(what: str) -> str:
    """Return an achievement as it stands after a heading and a colon.

    >>> as_point("I ran the code on 5 west alone.")
    'ran the code on 5 west alone'
    """
    return _lowered(as_bullet(what))


def as_work(words: str) -> str:
    """Return what the resident works on as a sentence; a gap stays as it is.

    >>> as_work("i am finishing a chart review"), as_work("a chart review of sepsis")
    ('I am finishing a chart review.', 'I am working on a chart review of sepsis.')
    """
    line = re.sub(r"\bi\b", "I", " ".join(words.split()))
    if not line or line.startswith("["):
        return line
    speaks = re.match(r"(?:I|I['’]m|we|my|our|currently|right now|together)\b", line, re.IGNORECASE)
    whole = capitalize_first(line) if speaks else f"I am working on {_lowered(line)}"
    return whole if whole.endswith((".", "!", "?")) else f"{whole}."


def as_question(words: str) -> str:
    """Return the words with a capital and a question mark; a gap stays as it is.

    >>> as_question("how did you choose your fellowship")
    'How did you choose your fellowship?'
    """
    line = re.sub(r"\bi\b", "I", " ".join(words.split()))
    if not line or line.startswith("["):
        return line
    return capitalize_first(line.rstrip(".")) + ("" if line.endswith("?") else "?")


def with_article(place: str) -> str:
    """Return the name as a sentence has it.

    >>> with_article("University of Iowa"), with_article("Mercy")
    ('the University of Iowa', 'Mercy')
    """
    return f"the {place}" if _TAKES_ARTICLE.match(place) else place


def a_visa(visa: Visa) -> str:
    """Return a visa as a sentence has it.

    >>> a_visa(Visa.H1B), a_visa(Visa.J1_WAIVER)
    ('an H-1B visa', 'a J-1 waiver')
    """
    if visa is Visa.J1_WAIVER:
        return "a J-1 waiver"
    return f"{'an' if visa.value[0] in 'HO' else 'a'} {visa.value} visa"


def without_degrees(name: str) -> str:
    """Return "Ana Silva" for "Ana Silva, MD"."""
    return _DEGREES.sub("", name).strip(" ,") or name


def has_degree(name: str) -> bool:
    return bool(_DEGREES.search(name))


def as_one_clause(clauses: Sequence[str], lead: str = "") -> str:
    """Return several clauses as one, with *lead* before all but the first.

    >>> as_one_clause(["I passed Step 3", "my poster was accepted"], "that ")
    'I passed Step 3, and that my poster was accepted'
    """
    if len(clauses) < 2:
        return "".join(clauses)
    middle = "".join(f", {lead}{clause}" for clause in clauses[1:-1])
    return f"{clauses[0]}{middle}, and {lead}{clauses[-1]}"


def capitalize_first(words: str) -> str:
    return words[:1].upper() + words[1:]


def name_capitalized(name: str) -> str:
    """Return a name typed without any capitals as names are written; one with capitals stays as it is.

    >>> name_capitalized("ana de la cruz"), name_capitalized("McKay")
    ('Ana de la Cruz', 'McKay')
    """
    if name != name.lower():
        return name
    small = ("de", "la", "van", "der", "den", "von", "bin", "al", "el", "da", "dos", "of", "the", "and", "at", "del")
    words = name.split()
    return " ".join(
        word if place and word in small else "-".join(part[:1].upper() + part[1:] for part in word.split("-"))
        for place, word in enumerate(words)
    )
