"""Names told only to be taken back: "Swedish... wait no, Stroger", "Yale? no, Drexel", "Nazneen, not Faisal"."""

from bot.understanding.lexicon import word_set
from bot.understanding.reading import Reading

_SAYING_OTHERWISE = word_set("wait sorry mean meant rather correction actually scratch oops")
_TAKING_BACK = _SAYING_OTHERWISE | word_set("no i it its at in of from the is dr doctor prof or that")
_BEFORE_A_NAME = frozenset({"dr", "doctor", "prof", "the", ".", "'", '"'})
_BEFORE_DENIAL = frozenset({".", ",", "?", "…", "-", "–", "—"})
_UP_TO_NAME = frozenset({",", ".", "at", "of", "from", "with", "in", "dr", "the", "it", "'", "is", "it's"})
_TOLD_AGAIN = frozenset({"at", "of", "from", "in"})
_AFTER_DENIAL = frozenset("-–—:")
_ANSWERED = frozenset({"?", "yes", ":", "no", "ok", "does", "sponsors", "takes", "maybe"})
"""Words after a name by which it is one of several that were asked about."""


def is_taken_back(reading: Reading, end: int) -> bool:
    """Whether another name replaces the one that ends here: "Swedish... wait no, Stroger", "Yale? No: Drexel"."""
    index, words = end, set()
    while (
        index < len(reading.tokens)
        and index - end < 12
        and (reading.tokens[index].key in _TAKING_BACK or not reading.tokens[index].is_word)
    ):
        if reading.tokens[index].is_word:
            words.add(reading.tokens[index].key)
        index += 1
    said_otherwise = (
        words & _SAYING_OTHERWISE
        or _is_asked_and_denied(reading, end)
        or _is_denied(reading, end, index)
        or _is_another_person(reading, end, index)
    )
    if not said_otherwise or reading.key(end) in {"\n", ")"}:
        return False
    return any(place.start == index for place in reading.places) or any(
        person.mentions[0][0] == index for person in reading.people
    )


def _is_denied(reading: Reading, end: int, following: int) -> bool:
    """Whether no more than a "no" that stands by itself lies before another name: "Regions... no, at Hope"."""
    between = [token.text.lower() for token in reading.tokens[end:following]]
    if "no" not in between:
        return False
    at = between.index("no")
    if at == 0:  # "of Cedars no, of City of Hope"
        return between[1:2] == [","] and not _TOLD_AGAIN.isdisjoint(between[2:])
    if not set(between[:at]) <= _BEFORE_DENIAL or not set(between[at + 1 :]) <= _UP_TO_NAME or len(between) == at + 1:
        return False
    if between[at + 1] != "," and between[at - 1] != ".":
        return False
    ahead = {token.text.lower() for token in reading.tokens[following : following + 5]}
    return ahead.isdisjoint(_ANSWERED)


def _is_another_person(reading: Reading, end: int, following: int) -> bool:
    """Whether somebody is put in the place of who was asked for: "dr sunniva? no SUNITA rao"."""
    if reading.key(end) != "?" or reading.key(end + 1) != "no":
        return False
    mentions = [person.mentions[0] for person in reading.people]
    return any(stop == end for _, stop in mentions) and any(start == following for start, _ in mentions)


def _is_asked_and_denied(reading: Reading, index: int) -> bool:
    """Whether "? no -" at token *index* says that what follows is right: "Mercy? no - Unity? yes" answers twice."""
    if reading.key(index) != "?":
        return False
    marks = [reading.key(ahead) for ahead in range(index, index + 9)]
    return marks[1] == "no" and marks[2] in _AFTER_DENIAL and "?" not in marks[3:]


def is_ruled_out(reading: Reading, start: int, end: int) -> bool:
    """Whether tokens *start* to *end* name somebody only to say who is not meant: "Nazneen, not Faisal"."""
    index = start - 1
    while reading.key(index) in _BEFORE_A_NAME:
        index -= 1
    if reading.key(index) != "not":
        return False
    mentions = [person.mentions[0] for person in reading.people if person.mentions[0] != (start, end)]
    return any(index - 4 <= other_end <= index or end <= other_start <= end + 5 for other_start, other_end in mentions)
