"""Who is named in a message and is no contact, and what was taken for a name and is nobody's.

Patients, the resident, whom a letter passed on greets; initials, cities and countries, festivals.
"""

from bot.domain.names import TITLES
from bot.understanding.identity import resolve_known
from bot.understanding.introduction import introduction_in
from bot.understanding.lexicon import word_set
from bot.understanding.patients import is_patient
from bot.understanding.reading import GIVEN_NAMES, Person, Reading
from bot.understanding.titled_names import title_of


def leave_out_patients(reading: Reading) -> None:
    """Leave out whose name stands beside words said of patients: nobody of them becomes a contact, redacted or not."""
    reading.people[:] = [
        person
        for person in reading.people
        if title_of(reading, person) == "Dr." or not is_patient(reading.text, reading.span(*person.mentions[0]))
    ]


def leave_out_no_names(reading: Reading) -> None:
    """Leave out what was taken for somebody's name without a title, and is a city's, a country's or a festival's."""
    reading.people[:] = [
        person
        for person in reading.people
        if not (_is_initial(reading, person) or (not person.titled and _is_no_name(reading, *person.mentions[0])))
        or _is_known(reading, person)
    ]


def _is_known(reading: Reading, person: Person) -> bool:
    name = resolve_known(person, reading.known)
    return any(contact.name == name for contact in reading.known)


def _is_initial(reading: Reading, person: Person) -> bool:
    """Whether no more than letters are told of somebody who is no doctor: "Mr. L", a patient."""
    return all(len(word.strip(".")) == 1 for word in person.words) and title_of(reading, person) != "Dr."


def _is_no_name(reading: Reading, start: int, end: int) -> bool:
    if any((reading.key(at), reading.key(at + 1)) in _FESTIVALS for at in range(start - 1, end)):
        return True
    place = next((hit for hit in reading.hits_of("places") if (hit.start, hit.end) == (start, end)), None)
    return place is not None and (end > start + 1 or (place.value in _ABROAD and reading.key(start) not in GIVEN_NAMES))


_ABROAD = frozenset({"country", "abroad"})
_FESTIVALS = {
    ("mardi", "gras"),
    ("feliz", "natal"),
    ("feliz", "navidad"),
    ("eid", "mubarak"),
    ("ramadan", "kareem"),
    ("ramadan", "mubarak"),
    ("nowruz", "mubarak"),
    ("rosh", "hashanah"),
    ("yom", "kippur"),
    ("shabbat", "shalom"),
    ("chag", "sameach"),
    ("merry", "christmas"),
    ("happy", "diwali"),
    ("palm", "sunday"),
    ("hari", "raya"),
}


def leave_out_oneself(reading: Reading) -> None:
    """Leave out who is told of only as the one who writes: "I'm Ana Silva, prelim at Mercy. Met Dr. Lee"."""
    _leave_out_addressee(reading)
    reading.people[:] = [person for person in reading.people if not _is_what_i_am(reading, person)]
    own = introduction_in(reading.text)
    if own is None:
        return
    reading.introduced_until = own.until
    reading.people[:] = [
        person for person in reading.people if any(reading.span(*each).end > own.until for each in person.mentions)
    ]


def _is_what_i_am(reading: Reading, person: Person) -> bool:
    """Whether a word taken for a name tells what the resident is: "she heard that I'm Grenadian", "I am Ana"."""
    first, end = person.mentions[0]
    if reading.tokens[end - 1].is_possessive:
        return False  # "I'm Okafor's co-resident"
    said = reading.key(first - 1) == "im" or (reading.key(first - 2), reading.key(first - 1)) == ("i", "am")
    return said and not person.titled and len(person.mentions) == 1


def _leave_out_addressee(reading: Reading) -> None:
    """Leave out to whom a letter passed on is written, the resident: '"Dear Dr. Diaz, we …" - Ann Lee, coordinator'."""
    if len(reading.people) < 2 or reading.keys.isdisjoint(_GREETING | _OPENING_QUOTES):
        return
    person = reading.people[0]
    start, end = person.mentions[0]
    before = start - 1
    while reading.key(before) in TITLES or reading.key(before) == ".":
        before -= 1
    quoted = before == 0 or reading.key(before - 1) in _OPENING_A_LETTER
    called = person.titled and reading.key(before) in _OPENING_QUOTES and reading.key(end) in _DASHES
    if (
        ((reading.key(before) in _GREETING and quoted) or called)
        and reading.key(end) in _AFTER_GREETING
        and len(person.mentions) == 1
    ):
        reading.people.remove(person)


_GREETING = word_set("dear hi hello")
_OPENING_QUOTES = frozenset({'"', "“", "'", "‘"})
_OPENING_A_LETTER = _OPENING_QUOTES | {">", "\n"}
_DASHES = frozenset("-–—")
_AFTER_GREETING = frozenset({",", "!", ":", "-", "–", "—", "\n"})
