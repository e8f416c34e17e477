"""Which mentions are one person, and which known contact a person is."""

from collections.abc import Collection, Sequence
from functools import lru_cache

from bot.domain.names import TITLES
from bot.understanding.lexicon import table_keys, word_set
from bot.understanding.meaning import KnownContact
from bot.understanding.reading import STOP_WORDS, Person, Reading
from bot.understanding.taken_back import is_ruled_out
from bot.understanding.tokens import folded

_PARTICLES = table_keys("titles", "particles")


def merge_mentions(reading: Reading) -> None:
    """Make one person of several mentions: a later "Patel" or "Anita" is the "Anita Patel" told before."""
    merged: list[Person] = []
    for person in reading.people:
        same = next((other for other in merged if _is_part_of(person, other) or _is_part_of(other, person)), None)
        if same is None:
            same = next((other for other in merged if _is_half_of_surname(name_words(person.name), other.name)), None)
        if same is None and reading.nicknames:
            same = next((other for other in merged if person.name.lower() in _nicknames(reading, other)), None)
        if same is not None and _is_namesake(reading, person):
            same = None
        if same is None:
            merged.append(person)
            continue
        if len(person.words) > len(same.words):
            same.name = person.name
            same.spans["name"] = person.spans["name"]
        same.mentions.extend(person.mentions)
        same.titled = same.titled or person.titled
    reading.people = merged


def _nicknames(reading: Reading, person: Person) -> set[str]:
    """What stood in quotes or brackets within a name: "Bart" of 'Bartholomew "Bart" Ngata'."""
    ends = {reading.tokens[index].end for start, end in person.mentions for index in range(start, end)}
    return {nickname for end, nickname in reading.nicknames.items() if end in ends}


def _is_namesake(reading: Reading, person: Person) -> bool:
    """Whether the words beside a name say that another of the name is meant: "his wife, Dr. Rao", "Rao the younger"."""
    start, end = person.mentions[0]
    before = [reading.key(index) for index in range(max(start - 5, 0), start)]
    while before and before[-1] in _BETWEEN_KIN_AND_NAME:
        before.pop()
    if len(before) > 1 and before[-1] in _KIN and before[-2] in _WHOSE:
        return True
    after = [reading.key(index) for index in range(end, end + 4) if reading.key(index) not in {"(", ",", "-"}]
    return len(after) > 1 and (
        (after[0] in _WHOSE and after[1] in _KIN) or (after[0] in {"the", "no"} and after[1] in _OF_TWO)
    )


_KIN = word_set("wife husband brother sister son daughter father mother cousin twin spouse uncle aunt")
_WHOSE = word_set("his her their the younger older twin")
_BETWEEN_KIN_AND_NAME = frozenset({"dr", "doctor", ".", ",", "also", "(", "is", "another", "a", "named", "prof"})
_THEIRS = word_set("his her their")
_CALLED = word_set("is name 's ,")
_TWO = 2
_ANOTHER = word_set("different another diff")
_OF_TWO = word_set("younger older other elder junior senior second son wife brother relation")


def is_another(reading: Reading, person: Person) -> bool:
    """Whether it is said that this is not who is known by the name: "different Kim", "her husband is Omar Kim"."""
    for start, _ in person.mentions:
        before = start - 1
        while reading.key(before) in TITLES or reading.key(before) == ".":
            before -= 1
        if reading.key(before) in _ANOTHER or (reading.key(before) == "other" and _is_one_of_few(reading, person)):
            return True
        while reading.key(before) in _CALLED:
            before -= 1
        if reading.key(before).removesuffix("s").removesuffix("'") in _KIN and reading.key(before - 1) in _THEIRS:
            return True
    return False


def _is_one_of_few(reading: Reading, person: Person) -> bool:
    """Whether no two known bear the surname, one of whom "the other Patel" could be."""
    surname = name_words(person.name)[-1]
    return sum(name_words(contact.name)[-1:] == (surname,) for contact in reading.known) < _TWO


def _is_part_of(part: Person, whole: Person) -> bool:
    a, b = name_words(part.name), name_words(whole.name)
    if a == b:
        return True
    if len(a) < len(b):
        return b[-len(a) :] == a or (len(a) == 1 and a[0] == b[0])
    return len(a) == len(b) > 1 and a[-1] == b[-1] and a[0][0] == b[0][0] and 1 in (len(a[0]), len(b[0]))


@lru_cache(maxsize=16_384)  # every contact's name is looked for in every message
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared; a hyphen parts two of them, since many leave it out.

    >>> name_words("Jessamy Cruz-Albright")
    ('jessamy', 'cruz', 'albright')
    """
    return tuple(folded(name).translate(_PARTED).split())


_PARTED = str.maketrans(".-", "  ")


def find_known_mentions(reading: Reading) -> None:
    """Find known contacts that are named without any cue: "push the chen one", "what did priya say"."""
    called = frozenset[str]().union(*[_words_called(contact.name, contact.nicknames) for contact in reading.known])
    initials = {_initials(contact.name) for contact in reading.known} - {""}
    told = _surnames_told(reading)
    if not called and not told:
        return
    if initials:
        called |= {token.key for index, token in enumerate(reading.tokens) if _are_initials(reading, index, initials)}
    index = 0
    while index < len(reading.tokens):
        token = reading.tokens[index]
        again = token.is_capitalised and token.key in told
        if not (again or token.key in called) or index in reading.cover or reading.person_at(index):
            index += 1
            continue
        if _in_place(reading, index):
            index += 1
            continue
        end = _known_end(reading, index, called) if token.key in called else index + 1
        if _goes_on_from_one_before(reading, index, end):
            index = end
            continue
        everyday = token.key in STOP_WORDS or (end == index + 1 and token.key in _EVERYDAY)
        if everyday and not token.is_capitalised and not _stands_as_somebody(reading, index, end):
            index += 1
            continue
        if is_ruled_out(reading, index, end):
            index = end
            continue
        name = reading.words_of(index, end).removesuffix("'s")
        person = Person(name.title() if name.islower() else name, [(index, end)])
        person.spans["name"] = reading.span(index, end)
        reading.people.append(person)
        index = end
    reading.people.sort(key=lambda person: person.mentions[0])


def _goes_on_from_one_before(reading: Reading, start: int, end: int) -> bool:
    """Take into the name right before it the rest of what one contact is called: "alcazar" and "webb"."""
    before = reading.person_at(start - 1)
    if before is None or before.mentions[0][1] != start or reading.tokens[start - 1].is_possessive:
        return False
    first = before.mentions[0][0]
    whole = {word for index in range(first, end) for word in name_words(reading.tokens[index].key)}
    if not any(whole <= _words_called(contact.name, ()) for contact in reading.known):
        return False
    before.name, before.mentions[0] = reading.words_of(first, end).removesuffix("'s").title(), (first, end)
    before.spans["name"] = reading.span(first, end)
    return True


def _are_initials(reading: Reading, index: int, initials: Collection[str]) -> bool:
    """Whether token *index* is a surname's letters, and no other word: "P-W", "KO", but not "CV" or "vk"."""
    token = reading.tokens[index]
    if token.key.replace("-", "") not in initials or token.key in STOP_WORDS:
        return False
    meant = any(hit.start <= index < hit.end for hits in reading.hits.values() for hit in hits)
    return "-" in token.text or (token.is_all_caps and not meant)


@lru_cache(maxsize=16_384)
def _initials(name: str) -> str:
    """The letters by which a surname in two is written, where it is one: "vk" of "Renata Villalobos-King"."""
    surname = name.rsplit(maxsplit=1)[-1] if name else ""
    letters = "".join(word[0] for word in name_words(surname)) if "-" in surname else ""
    return letters if len(letters) > 1 else ""


def _surnames_told(reading: Reading) -> frozenset[str]:
    """The surnames of those who were named by a title: "Asked: Dr. Hart. Yes: Hart" names one person twice."""
    told = {reading.key(person.mentions[0][1] - 1) for person in reading.people if person.titled}
    return frozenset(told - STOP_WORDS - _EVERYDAY)


@lru_cache(maxsize=16_384)
def _words_called(name: str, nicknames: tuple[str, ...]) -> frozenset[str]:
    """The words that alone can mean a contact, as the words of a message are compared with them."""
    joined = name_words(name.replace("-", "")) if "-" in name else ()
    by_nickname = [word for each in nicknames for word in name_words(each) if word not in STOP_WORDS]
    words = {*name_words(name), *joined, *by_nickname} - _PARTICLES - TITLES
    return frozenset(word.replace("'", "") for word in words if len(word) > 1)


def find_own_mentions(reading: Reading) -> None:
    """Find who "my PD" and "our coordinator" are, where one known contact of the own program has that role."""
    own = [contact for contact in reading.known if contact.mine and contact.role]
    for hit in reading.hits_of("roles") if own else ():
        holders = [contact for contact in own if contact.role and contact.role.value == hit.value]
        start = hit.start - 1
        named = any(reading.person_at(index) for index in range(hit.end, min(hit.end + 4, len(reading.tokens))))
        named = named or _is_told_of_one_before(reading, start)
        if len(holders) != 1 or reading.key(start) not in ("my", "our") or named:
            continue
        person = next((each for each in reading.people if each.name == holders[0].name), None)
        if person:
            person.mentions.append((start, hit.end))
            continue
        person = Person(holders[0].name, [(start, hit.end)])
        person.spans["name"] = reading.span(start, hit.end)
        reading.people.append(person)
    reading.people.sort(key=lambda person: person.mentions[0])


def _is_told_of_one_before(reading: Reading, start: int) -> bool:
    """Whether the role that begins here is that of the one named right before it: "met Dr. Roy, our PD"."""
    return start > 1 and reading.key(start - 1) in _BEFORE_A_ROLE and bool(reading.person_at(start - 2))


_BEFORE_A_ROLE = frozenset({",", "(", "is", "-", "–", "—"})


_EVERYDAY = word_set("may will park long rich young day king early best love grace hope bill mark march price case")


_DONE_TO = word_set(
    "email call text thank ask tell told met meet with from dr prof saw emailed called texted thanked asked"
)
_SAID_TO = word_set(
    "talked spoke talk speak note email letter thanks wrote write sent send message reply out card you packet update"
)
_REMINDERS = word_set("reminder reminders nudge one follow-up followup thing email letter thank-you")
_OPENS = word_set("and but actually no wait oh ok so also btw sorry correction")
_DOES = word_set(
    "is was says said told wants wanted agreed introduced offered asked emailed called sent thinks wrote replied "
    "mentioned recommended takes sponsors works moved knows promised texted"
)


def _stands_as_somebody(reading: Reading, start: int, end: int) -> bool:
    """Whether words that are everyday ones too stand where a known person would: "email brown", "brown says …"."""
    before, further = reading.key(start - 1), reading.key(start - 2)
    if before in _DONE_TO or (before == "to" and further in _SAID_TO):
        return True
    if before in {"about", "re", "for"} and further in _REMINDERS:
        return True
    if before == "the" and reading.key(end) in _REMINDERS:
        return True
    begins = start == 0 or not reading.tokens[start - 1].is_word or before in _OPENS
    return begins and reading.key(end) in _DOES


def _in_place(reading: Reading, index: int) -> bool:
    """Whether the word at *index* names a place, and not one known who is called like it: "email brown friday".

    A word of no hospital we know of that was taken for a place gives way to somebody known: "gupta's number".
    """
    place = next((place for place in reading.places if place.start <= index < place.end), None)
    if place is None:
        return False
    if place.end > place.start + 1:
        return True
    guessed = not any(hit.start <= index < hit.end for hit in reading.hits_of("institutions", "known"))
    led_to = reading.key(index - 1) in {"with", "from", "at", "@", "in"}
    if led_to or not (guessed or _stands_as_somebody(reading, index, place.end)):
        return True
    reading.places.remove(place)
    return False


def _known_end(reading: Reading, index: int, called: frozenset[str]) -> int:
    end = index + 1
    while end < len(reading.tokens) and reading.tokens[end].key in called and not reading.tokens[end - 1].is_possessive:
        end += 1
    return end


def full_place(reading: Reading, name: str) -> str:
    """The full name of a place that the resident calls by a word of their own, else the name as told."""
    if not reading.known_places:
        return name
    told = name_words(name.casefold().removeprefix("the "))
    said = (
        place.name for place in reading.known_places if name_words(place.said.casefold().removeprefix("the ")) == told
    )
    return next(said, name)


def resolve_known(person: Person, known: Sequence[KnownContact]) -> str:
    """The full name of the one known contact that *person* can be, else the name as told."""
    words = name_words(person.name) if known else ()
    if not words:
        return person.name
    matches = [
        contact
        for contact in known
        if (words[-1] in (whole := name_words(contact.name)) and _could_be(words, whole))
        or _is_half_of_surname(words, contact.name)
        or (contact.nicknames and any(words == name_words(nick) for nick in contact.nicknames))
    ]
    if not matches and len(words) == 1:
        matches = [contact for contact in known if _may_be_short_for(words[0], name_words(contact.name))]
    if len({contact.name for contact in matches}) == 1:
        return matches[0].name
    return person.name


_SHORTEST_NICKNAME = 3  # letters


def _may_be_short_for(word: str, known: Sequence[str]) -> bool:
    """Whether a name that fits nobody to the letter is short for *known*: "Rafa", "Dr. G". A slip is asked about."""
    if not known:
        return False
    return word == known[-1][0] or (len(word) >= _SHORTEST_NICKNAME and known[0].startswith(word))


def _is_half_of_surname(told: Sequence[str], name: str) -> bool:
    """Whether *told* is the first half of a surname in two, or its letters: "Alcazar", "A-W" of "Alcázar-Webb"."""
    halves = name_words(name.rsplit(maxsplit=1)[-1]) if "-" in name else ()
    return len(halves) > 1 and (tuple(told) == halves[:1] or "".join(told) == _initials(name))


def _could_be(told: Sequence[str], known: Sequence[str]) -> bool:
    if told == known:
        return True
    if len(told) == 1:
        return told[0] in (known[0], known[-1])
    if told == known[-len(told) :]:
        return True
    if told[-1] != known[-1] or len(known) < 2:
        return False
    first_told, first_known = told[0], known[0]
    return first_told == first_known or (1 in (len(first_told), len(first_known)) and first_told[0] == first_known[0])
