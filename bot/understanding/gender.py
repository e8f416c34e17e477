"""Whether "she" or "he" is said of somebody, as far as a given name tells."""

from functools import lru_cache

from bot.understanding.lexicon import words
from bot.understanding.tokens import folded

FEMININE, MASCULINE = "f", "m"


@lru_cache(maxsize=1024)
def gender_of_name(name: str, *, titled: bool) -> str | None:
    """Return FEMININE or MASCULINE by the given name; None where it tells neither, or a title stands before one word.

    >>> gender_of_name("Susan Okoye", titled=True), gender_of_name("Omar", titled=False)
    ('f', 'm')
    >>> gender_of_name("James", titled=True), gender_of_name("Robin Cole", titled=True)
    (None, None)
    """
    first, _, rest = name.partition(" ")
    if titled and not rest:
        return None  # "Dr. James" is called so by the family name
    key = folded(first)
    if key in words("womens_names"):
        return FEMININE
    return MASCULINE if key in words("mens_names") else None
