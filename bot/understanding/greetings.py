"""How a message begins that says who writes, "hey, this is Rosa, …", or that was written to somebody: "Hi Ana, …"."""

import re
from collections.abc import Iterable

from bot.domain.names import fold
from bot.understanding.reading import FAMILY_NAMES, GIVEN_NAMES
from bot.understanding.tokens import folded

_WORD = r"[^\W\d_][\w'’-]+"
_SAYS_OWN_NAME = re.compile(
    r"\s*(?P<own>(?P<greets>(?:hi|hey|hello|yo|good (?:morning|afternoon|evening))(?: there| vouch| bot)?[\s,.!]+)?"
    rf"(?:this is|it['’]?s|i['’]?m|i am|my name is)\s+(?P<me>{_WORD}(?:\s+{_WORD}){{0,2}}?)(?: here)?)"
    r"(?:\s*[,.;:!–—-]+\s*|\s+and\s+|\s*\Z)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_OF_ONESELF = re.compile(
    r"(?:and |so |btw )*(?:i(?:['’]?m| am)(?! (?:calling|writing|reaching|with|from|your|the|an?)\b"
    r"(?! (?:prelim|intern\b|resident|pgy|img|non-?us)))|i(?:['’]ve|['’]d|['’]ll)?(?! am\b)|my|on (?:an? )?[hjo]-?1)\b",
    re.IGNORECASE,
)
"""What a resident goes on with, and nobody else whose words are handed on: "this is Rosa, I'm the coordinator"."""
_PUT_RIGHT = re.compile(r"i mea?nt?\b", re.IGNORECASE)

_WRITTEN_TO = re.compile(
    r"\s*(?:hi|hey|hello|dear|good (?:morning|afternoon|evening))[\s,]+(?P<title>(?:dr|doctor)\b\.?\s+)?"
    rf"(?P<name>{_WORD}(?: {_WORD}){{0,2}})\s*(?:[,:!–—]|-\s|\n)\s*(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_TO_THEM = re.compile(r"\byou(?:r|rs)?\b", re.IGNORECASE)


def says_own_name(text: str, own_name: str | None = None) -> tuple[str, str] | None:
    """Return the words with which residents say who they are, and what they tell of themselves after it.

    Who is known by another name already hands on somebody else's words.

    >>> says_own_name("hey its rosa, i'm on a J-1"), says_own_name("this is Dr. Lee, she's the PD")
    (('hey its rosa', "i'm on a J-1"), None)
    """
    found = _SAYS_OWN_NAME.fullmatch(text)
    if found is None or not _is_name(found["me"]) or not _shares_word(found["me"], own_name):
        return None
    rest = found["rest"].strip()
    told = rest and _OF_ONESELF.match(rest) and not _PUT_RIGHT.match(rest)
    return (found["own"].strip(), rest) if told or (found["greets"] and not rest) else None


def own_name_in(introduction: str) -> str | None:
    """Return the name in "this is rosa"; None where the words are no such introduction."""
    found = _SAYS_OWN_NAME.fullmatch(introduction)
    return found["me"] if found and not found["rest"] and _is_name(found["me"]) else None


def without_salutation(text: str, own_name: str | None, known: Iterable[str]) -> str:
    """Return what somebody wrote to the resident without the resident's name over it: that names no contact.

    *known* are the names that contacts are called by. Where the own name is not told, a lone first name that is nobody
    known is the resident's.

    >>> without_salutation("Hi Ana, thank you for coming.", None, [])
    'thank you for coming.'
    >>> without_salutation("Hi Sarah, thank you for coming.", "Ana Silva", [])
    'Hi Sarah, thank you for coming.'
    """
    found = _WRITTEN_TO.fullmatch(text)
    if found is None:
        return text
    names = {folded(word) for word in found["name"].split()}
    if own_name:
        own = names <= {folded(word) for word in own_name.split()}
    else:
        lone = len(names) == 1 and names <= GIVEN_NAMES and not found["title"]
        own = (
            lone
            and bool(_TO_THEM.search(found["rest"]))
            and names.isdisjoint(word for name in known for word in fold(name))
        )
    return found["rest"] if own else text


_THANKS_FIRST = re.compile(
    r"\A\s*(?:(?:many )?thanks|thank you|thx|ty|good (?:morning|afternoon|evening))(?: (?:so|very) much| a lot| again)?"
    r"[.!]+\s+(?=(?:\S+\s+){4})",
    re.IGNORECASE,
)


def without_thanks(text: str) -> str:
    """Return *text*, of the same length, with spaces for thanks to Vouch or a greeting before what is told.

    >>> without_thanks("Thanks! I am on an H-1B visa.").strip()
    'I am on an H-1B visa.'
    """
    first = _THANKS_FIRST.match(text)
    return " " * first.end() + text[first.end() :] if first else text


def _shares_word(name: str, own_name: str | None) -> bool:
    known = {folded(word) for word in (own_name or name).split()}
    return bool(known & {folded(word) for word in name.split()})


def _is_name(words: str) -> bool:
    first, *more = (folded(word) for word in words.split())
    return first in GIVEN_NAMES and all(word in GIVEN_NAMES or word in FAMILY_NAMES for word in more)
