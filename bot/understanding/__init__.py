"""Text in, an Understanding out: pure, synchronous and deterministic."""

from collections.abc import Sequence
from datetime import datetime

from bot.understanding.meaning import Known, KnownContact, KnownPlace, Understanding

__all__ = ["Known", "KnownContact", "KnownPlace", "Understanding", "understand"]


def understand(text: str, now: datetime, tz: str, known: Sequence[Known] = ()) -> Understanding:
    """Return what *text* means to a resident whose wall clock shows *now* (naive, local) in zone *tz*.

    Never raises for any text. *known* are the resident's contacts and their words for places; a name that can only be
    one of them becomes its full name. Of a very long message the beginning is read (``engine.READ_AT_MOST``).
    """
    from bot.understanding.engine import read  # the vocabulary is loaded by the first message, not by the import

    return read(text, now, known)[0]
