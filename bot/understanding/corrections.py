"""Which old word a correction names: "her name is Anitha, not Anita", "change Chan to Chen"."""

import re

_WORD = r"[^\W\d_][\w'’-]*(?:\s+[A-Z][\w'’-]*)?"
_OLD = (
    re.compile(
        rf"\b(?:change|replace|rename|correct)\s+(?:dr\.?\s+)?(?P<old>{_WORD})\s+(?:to|with|by|into)\b", re.IGNORECASE
    ),
    re.compile(rf",?\s+(?:and\s+)?not\s+(?:dr\.?\s+|at\s+|a\s+|an\s+|the\s+)?(?P<old>{_WORD})", re.IGNORECASE),
    re.compile(rf"\binstead of\s+(?:dr\.?\s+)?(?P<old>{_WORD})", re.IGNORECASE),
)
_NO_VALUE = frozenset(
    ("a", "the", "that", "this", "it", "sure", "just", "both", "right", "true", "only", "really", "what", "so")
)


def find_replaced(text: str) -> str | None:
    """Return the value that is said to be wrong, as written; None where none is named.

    >>> find_replaced("her name is Anitha, not Anita")
    'Anita'
    """
    for pattern in _OLD:
        match = pattern.search(text)
        if match and match["old"].split()[0].lower() not in _NO_VALUE:
            return match["old"]
    return None
