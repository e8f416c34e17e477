"""The words after `/vouch`, each as the sentence it stands for (simulate.md, "Words that stay the same everywhere")."""

SENTENCES = {
    "help": "help",
    "due": "what's due {}",
    "progress": "how am I doing {}",
    "who": "who {}",
    "ask": "{}",
    "draft": "draft {}",
    "check": "check: {}",
    "prep": "prep me for my meeting with {}",
    "settings": "settings {}",
    "pause": "pause {}",
    "history": "what did you send me?",
    "forget": "delete everything about {}",
    "letters": "my letters",
    "rotations": "my rotations",
    "wins": "my wins",
    "words": "words {}",
    "opening": "opening: {}",
}
"""A word that is not here is read as the plain words it is."""

LISTS = frozenset(("letters", "rotations", "wins"))
"""Words that list, and after which something can be told: "/vouch wins poster accepted at SGIM"."""

_PLANNED = "programs shortlist export import move link board status"
NOT_YET = frozenset(_PLANNED.split())
"""Words that have their place after `/vouch` and no answer yet; it is said so rather than taken for something told."""


def not_yet(words: str) -> str | None:
    """Return the word with which a command begins that Vouch cannot follow yet."""
    first = words.strip().partition(" ")[0].lower()
    return first if first in NOT_YET else None


def sentence_of(words: str) -> str:
    """Return what the words after a slash command say.

    >>> sentence_of("prep Dr. Rao")
    'prep me for my meeting with Dr. Rao'
    >>> sentence_of("met Dr. Rao at ACP")
    'met Dr. Rao at ACP'
    """
    first, _, rest = words.strip().partition(" ")
    pattern = SENTENCES.get(first.lower())
    if pattern and "{}" not in pattern and rest:
        if first.lower() == "wins":
            return f"win: {rest.strip()}"
        return rest if first.lower() in LISTS else pattern
    if pattern is None:
        return words.strip() or SENTENCES["help"]
    if first.lower() == "forget" and rest.strip().lower() in ("", "me"):
        return "forget me" if rest else "delete data"
    return pattern.format(rest).strip()
