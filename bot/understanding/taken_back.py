"""Names told only to be taken back: "Swedish... wait no, Stroger", "Yale? no, Drexel", "Nazneen, not Faisal"."""

from bot.understanding.lexicon import word_set
from bot.understanding.reading import Reading

_SAYING_OTHERWISE = word_set(
    "wait sorry sry mean meant rather correction actually scratch scrap cancel oops pardon perdón"
)
_NO = word_set("no nope nah")
_TAKING_BACK = _SAYING_OTHERWISE | _NO | word_set("i it its at in of from the is dr doctor prof or that")
_BEFORE_A_NAME = frozenset({"dr", "doctor", "prof", "the", ".", "'", '"'})
_BEFORE_A_PLACE = frozenset({"the", "at", "in", "from", "of", "@", "new", "san", "'", '"'})
_BEFORE_DENIAL = frozenset({".", ",", "?", "…", "-", "–", "—"})
_UP_TO_NAME = frozenset({",", ".", "at", "of", "from", "with", "in", "dr", "the", "it", "'", "is", "it's"})
_TOLD_AGAIN = frozenset({"at", "of", "from", "in"})
_AFTER_DENIAL = frozenset("-–—:")
_ANSWERED = frozenset({"?", "yes", ":", "no", "ok", "does", "sponsors", "takes", "maybe"})
"""Words after a name by which it is one of several that were asked about."""
_BREAKING_OFF = frozenset(".…-–—")
_EXCUSES = word_set("sorry sry oops pardon")
_LEADING_TO_A_NAME = frozenset({"at", "in", "from", "@"})


def is_taken_back(reading: Reading, end: int) -> bool:
    """Whether another name replaces the one that ends here: "Swedish... wait no, Stroger", "Yale? No: Drexel"."""
    end = next((hit.end for hit in reading.hits_of("specialties") if hit.start == end), end)  # "Mercy neuro? no, Kern"
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
        or _is_asked_and_denied(reading, end, index)
        or _is_denied(reading, end, index)
        or _is_another_person(reading, end, index)
        or _is_put_right_after(reading, end, index)
    )
    if not said_otherwise or reading.key(end) in {"\n", ")"}:
        return False
    starts = {index, _after_its_state(reading, index)}
    return any(place.start in starts for place in reading.places) or any(
        person.mentions[0][0] == index for person in reading.people
    )


def _after_its_state(reading: Reading, index: int) -> int:
    """Where the hospital in brackets begins that stands in the state or city at *index*: "from Vermont (UVM)"."""
    for hit in reading.hits_of("places"):
        if hit.start == index and reading.key(hit.end) == "(":
            return hit.end + 1
    return index


def _is_denied(reading: Reading, end: int, following: int) -> bool:
    """Whether no more than a "no" that stands by itself lies before another name: "Regions... no, at Hope"."""
    between = [token.text.lower() for token in reading.tokens[end:following]]
    at = next((index for index, word in enumerate(between) if word in _NO), None)
    if at is None:
        return False
    if at == 0:  # "of Cedars no, of City of Hope"
        return between[1:2] == [","] and not _TOLD_AGAIN.isdisjoint(between[2:])
    rest = between[at + 1 :]
    if rest[:1] == ["no"]:  # "Vanderbilt... no no, in Belmont"
        rest = rest[1:]
    broken_off = between[max(at - 2, 0) : at] == [".", "."] or between[at - 1] == "…"
    if not set(between[:at]) <= _BEFORE_DENIAL or not set(rest) <= _UP_TO_NAME | {":", "!"} or not (rest or broken_off):
        return False
    if rest[:1] not in ([","], [":"], ["!"]) and between[at - 1] != "." and not broken_off:
        return False
    return _is_not_answered(reading, following) or _is_told_again(reading, following)


def _is_not_answered(reading: Reading, name: int) -> bool:
    ahead = [token.text.lower() for token in reading.tokens[name : name + 5]]
    if ")" in ahead:  # "(PD, Kern? no, Kent): …"
        ahead = ahead[: ahead.index(")")]
    return _ANSWERED.isdisjoint(ahead)


def _is_told_again(reading: Reading, name: int) -> bool:
    """Whether what replaces a name is replaced itself: "at Cooper... no, at Hahnemann, no: at Crozer"."""
    replacing = next((place for place in reading.places if place.start == name), None)
    return (
        replacing is not None
        and [reading.key(replacing.end + ahead) for ahead in (0, 1)] == [",", "no"]
        and reading.key(replacing.end + 2) in {",", ":"}
        and reading.key(replacing.end + 3) in _LEADING_TO_A_NAME
    )


def _is_another_person(reading: Reading, end: int, following: int) -> bool:
    """Whether somebody is put in the place of who was asked for: "dr sunniva? no SUNITA rao"."""
    if reading.key(end) != "?" or reading.key(end + 1) != "no":
        return False
    mentions = [person.mentions[0] for person in reading.people]
    return any(stop == end for _, stop in mentions) and any(start == following for start, _ in mentions)


def _is_put_right_after(reading: Reading, end: int, following: int) -> bool:
    """Whether a place breaks off and the next is said with an excuse: "at UPMC Mercy... UPMC Passavant, sorry"."""
    if not all(token.text in _BREAKING_OFF for token in reading.tokens[end:following]) or following == end:
        return False
    place = next((place for place in reading.places if place.start == following), None)
    return place is not None and reading.key(place.end) == "," and reading.key(place.end + 1) in _EXCUSES


def _is_asked_and_denied(reading: Reading, index: int, following: int) -> bool:
    """Whether "? no" at token *index* says that what follows is right: "Mercy? no - Unity? yes" answers twice."""
    while reading.key(index) == reading.key(index + 1) == "?":
        index += 1
    if reading.key(index) != "?" or reading.key(index + 1) not in _NO:
        return False
    marks = [reading.key(ahead) for ahead in range(index, index + 9)]
    if marks[2] in _AFTER_DENIAL:
        return "?" not in marks[3:]
    between = {token.text.lower() for token in reading.tokens[index + 2 : following]}
    return between <= _UP_TO_NAME | _LEADING_TO_A_NAME and _is_not_answered(reading, following)


def is_ruled_out(reading: Reading, start: int, end: int) -> bool:
    """Whether tokens *start* to *end* name somebody only to say who is not meant: "Nazneen, not Faisal"."""
    index = _denied_at(reading, start, _BEFORE_A_NAME)
    if index is None:
        return False
    mentions = [person.mentions[0] for person in reading.people if person.mentions[0] != (start, end)]
    return _is_one_beside(mentions, index, end)


def is_place_ruled_out(reading: Reading, start: int, end: int) -> bool:
    """Whether tokens *start* to *end* name a place only to say where it is not: "works at Kern, not at Rush"."""
    index = _denied_at(reading, start, _BEFORE_A_PLACE)
    if index is None or any(index - 4 <= hit.end <= index for hit in reading.hits_of("visas")):
        return False  # "Mercy takes H-1B, not Unity" tells of both
    return _is_one_beside([(place.start, place.end) for place in reading.places if place.start != start], index, end)


def _denied_at(reading: Reading, start: int, between: frozenset[str]) -> int | None:
    """The "not" before a name that starts at token *start*."""
    index = start - 1
    while reading.key(index) in between:
        index -= 1
    return index if reading.key(index) == "not" else None


def _is_one_beside(mentions: list[tuple[int, int]], index: int, end: int) -> bool:
    """Whether another name stands right before the "not" at *index*, or soon after the name that ends at *end*."""
    return any(index - 4 <= other_end <= index or end <= other_start <= end + 5 for other_start, other_end in mentions)
