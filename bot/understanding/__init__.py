"""Text in, an Understanding out: pure, synchronous and deterministic."""

import gc
from collections.abc import Sequence
from datetime import datetime

from bot.understanding.meaning import Known, KnownContact, KnownPlace, Understanding

__all__ = ["Known", "KnownContact", "KnownPlace", "Understanding", "load", "understand"]


def understand(text: str, now: datetime, tz: str, known: Sequence[Known] = ()) -> Understanding:
    """Return what *text* means to a resident whose wall clock shows *now* (naive, local) in zone *tz*.

    Never raises for any text. *known* are the resident's contacts and their words for places; a name that can only be
    one of them becomes its full name. Of a very long message the beginning is read (``engine.READ_AT_MOST``).
    """
    from bot.understanding.engine import read  # the vocabulary is loaded by the first message, not by the import

    return read(text, now, known)[0]


_OF_EVERY_KIND = (
    "met Dr. Rao, PD at Mercy, sponsors H-1B. email her my CV thursday",
    "Dr. Rao will write me a letter and call her friend for me. takes imgs, they convert prelims, a PGY-2 spot opens",
    "remind me the day before thanksgiving to call Dr. Rao",
    "i'm in central time now",
)
"""Messages that between them ask for every vocabulary, model and calendar."""


def load() -> None:
    """Load vocabulary, weights and calendars now, in a process that will read many messages: no resident need wait.

    They live as long as the process, so the garbage collector need not look through them with each of its rounds; that
    is a tenth of the time a message takes.
    """
    from bot.understanding.dates import compile_rules

    for text in _OF_EVERY_KIND:
        understand(text, datetime(2026, 10, 13, 18), "UTC")
    compile_rules()
    gc.collect()
    gc.freeze()
