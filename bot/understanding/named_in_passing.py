"""Whom a message names only by the way: Dr. Lee in "Dr. Rao will mention me to Dr. Lee. Thank-you due"."""

from bot.understanding.clauses import Clauses
from bot.understanding.lexicon import word_set

_LEADING_UP = word_set("dr . the doctor ROLE , prof mr ms mrs")
_MINE = word_set("me us my")
_BY_ANOTHER = word_set("she he they PERSON she'll he'll they'll she'd he'd they'd will would 'll himself herself")
_ACTS_ON = word_set("call calls calling email emails ask asks asking tell tells text texts phone phones replaces")
_OF_THEIRS = word_set(
    "boss wife husband partner friend colleague fellow mentor chief sister brother successor predecessor coordinator "
    "secretary assistant"
)
_THEIR = word_set("his her their")
_BACK = 5  # words
_SPEAKING = word_set("said says told tells asks asked wants needs wrote called emailed")
_BEHIND = 4  # words


def is_named_in_passing(clauses: Clauses, index: int) -> bool:
    """Whether the person at item *index* is somebody another speaks of or turns to."""
    words, place = clauses.words, index - 1
    while place >= 0 and words[place] in _LEADING_UP:
        place -= 1
    if place < 0:
        return False
    before = words[max(place - _BACK, 0) : place]
    if words[place] in {"to", "with"} and _leads_from_me(before):
        return True  # "she'll introduce me to Dr. Lee"
    if words[place] == "not" or (words[place] == "from" and not _BY_ANOTHER.isdisjoint(before)):
        return True  # "she got my number from Dr. Lee"
    return words[place] in _ACTS_ON and bool(before) and before[-1] in _BY_ANOTHER


def is_one_of_theirs(clauses: Clauses, index: int) -> bool:
    """Whether the person at item *index* is told of as another's, and says nothing: "her PD, Dr. Lee, is new"."""
    words, place = clauses.words, index - 1
    if not _SPEAKING.isdisjoint(words[index + 1 : index + _BEHIND]):
        return False
    while place > 0 and words[place] in _LEADING_UP and words[place] != "ROLE":
        place -= 1
    return place > 0 and (words[place] == "ROLE" or words[place] in _OF_THEIRS) and words[place - 1] in _THEIR


def _leads_from_me(before: list[str]) -> bool:
    """Whether somebody brings the resident to another: "mention me to", "put me in touch with", not "told me to …"."""
    place = next((place for place, word in enumerate(before) if word in _MINE), None)
    return place is not None and "i" not in before and "to" not in before[place + 1 : place + 3]
