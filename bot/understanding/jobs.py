"""Whether words name a job and nothing else: "vice chair", "fellow", "assistant PD"."""

from bot.understanding.lexicon import lexicon, word_set
from bot.understanding.tokens import tokenise

_RANKS = word_set(
    "vice associate assistant interim acting full clinical senior junior the a an of chair professor dean"
)


def is_job(words: str) -> bool:
    """Tell whether each of the words belongs to a role, a field or a rank.

    >>> is_job("vice chair"), is_job("GI fellow"), is_job("Chen")
    (True, True, False)
    """
    tokens = tokenise(words)
    named = {place for h in lexicon().hits(tokens) if h.category in _OF_JOBS for place in range(h.start, h.end)}
    named |= {place for place, token in enumerate(tokens) if token.text.lower() in _RANKS}
    return bool(tokens) and len(named) == len(tokens)


_OF_JOBS = ("roles", "specialties")
