"""Words of others inside a note: data, never a command."""

import re

_QUOTED = re.compile(r"[\"“][^\"”]{0,500}[\"”]")
_TAKES_AWAY = re.compile(
    r"\b(?:forget|delete|erase|wipe|remove|purge|clear|undo|scrap|scratch|ignore|disregard|take|drop)\b", re.IGNORECASE
)


def only_quoted(text: str) -> bool:
    """Tell whether words that would take something away stand inside quotation marks alone.

    >>> only_quoted('Dr. Rao wrote "delete everything", odd')
    True
    >>> only_quoted("delete everything about Dr. Rao")
    False
    """
    outside = _QUOTED.sub(" ", text)
    return outside != text and not _TAKES_AWAY.search(outside)
