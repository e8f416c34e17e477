"""What a message tells of somebody, before it is known of whom: a role, a field, a place of work, a way to reach them.

Each is one :class:`Told` at one item of the outline. Whose it is, is weighed in attribution.py.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.vocabulary import Relationship, Role, Specialty
from bot.understanding.contact_details import DetailKind
from bot.understanding.lexicon import table_keys, word_set
from bot.understanding.outline import Item, Outline
from bot.understanding.places_told_before import places_pointed_back_to
from bot.understanding.positions_held import is_apposed, is_vacant, role_of_a_position
from bot.understanding.reading import Reading
from bot.understanding.role_phrases import RELATIONSHIP_PHRASES, ROLE_PHRASES
from bot.understanding.subjects import is_where_another_is

# The kinds of what is told, each weighed by weights of its own.
ROLE, FIELD, PLACE, IMG, REACH, RELATIONSHIP = "role", "field", "place", "img", "reach", "relationship"

# Words that mean a role by the company they keep.
_PLAIN_ROLES = {
    "chief": Role.CHIEF_RESIDENT,
    "chiefs": Role.CHIEF_RESIDENT,
    "director": Role.PROGRAM_DIRECTOR,
    "gme": Role.COORDINATOR,
    "prelim": Role.RESIDENT,
    "classmate": Role.ALUM,
}
_ASSISTANTS = frozenset({"assistant", "asst"})
# What is a field or a job only where it explains a name; elsewhere it is a hospital, a card, a virus.
_SHORT_FIELDS = {
    "hospital": (Specialty.HOSPITAL_MEDICINE, Role.ATTENDING),
    "card": (Specialty.CARDIOLOGY, None),
    "hep": (Specialty.GASTROENTEROLOGY, None),
    "resp": (Specialty.PULMONARY_CRITICAL_CARE, None),
}
_SEVERAL, _ARE = word_set("both all two three four each"), word_set("are they're we're")
_SEEING_OTHERS = word_set(
    "like likes love loves take takes want wants prefer accept hire help welcome support with of to for about"
)
_FAX = word_set("f fax")
REFERENCE = "the place told before"
"""The phrase by which "there" and its like tell a place."""


@dataclass(frozen=True, slots=True)
class Told:
    """*value* of *kind*, told by items *first* to *position* of the outline, over tokens *start* to *end*.

    *phrase* names the rule of role_phrases.py that read it; empty for what one word or name says.
    """

    kind: str
    value: str
    position: int
    start: int
    end: int
    first: int
    phrase: str = ""


def find_told(outline: Outline) -> list[Told]:
    """All that *outline* may tell of somebody, in the order of its words."""
    found = [*_by_items(outline), *_by_phrases(outline), *_by_reference(outline), *_by_schooling(outline)]
    return sorted(found, key=lambda told: told.position)


def _by_items(outline: Outline) -> Iterator[Told]:
    reading = outline.reading
    fields = {hit.start: hit for hit in reading.hits_of("specialties")}
    others = _of_whom_is_spoken_to(outline)
    items = outline.items
    for position, item in enumerate(outline.items):
        if item.person is not None or not (fields or item.word in _TELLING):
            continue
        if position in others and item.word in _SPOKEN_TO_AS:
            continue
        if item.word == "ROLE" and item.value:
            helper = _beside_another(outline, position)
            if helper is not None:
                if items[helper].word in _HELPERS:
                    first, last = sorted((helper, position))
                    yield Told(ROLE, Role.OTHER, helper, items[first].start, items[last].end, first)
                continue
            if item.value != Role.RESIDENT or not is_vacant(outline, position):
                value = Role.RESIDENT if _is_in_a_long_residency(outline, position) else item.value
                yield Told(ROLE, value, position, item.start, item.end, position)
            if reading.key(item.end - 1) == "mentor":  # "research mentor"
                yield Told(RELATIONSHIP, Relationship.MENTOR, position, item.start, item.end, position)
        elif item.word == "POSITION":
            role = role_of_a_position(outline, position)
            if role is not None:
                yield Told(ROLE, role, position, item.start, item.end, position)
        elif item.word in _PLAIN_ROLES:
            yield Told(ROLE, _plain_role(outline, position), position, item.start, item.end, position)
        elif item.word in _ASSISTANTS:
            yield Told(ROLE, Role.OTHER, position, item.start, item.end, position)
        elif item.word == "PLACE" and item.place:
            if outline.items[position - 1].word == "(" and is_where_another_is(outline, position):
                continue
            yield Told(PLACE, item.place.name, position, item.start, item.end, position)
            continue
        elif (item.word == "img" and not _is_left_open(outline, position)) or (
            item.word == "imgs" and _tells_of_several(outline, position)
        ):
            yield Told(IMG, item.word, position, item.start, item.end, position)
        elif item.word in {"EMAIL", "PHONE", "LINKEDIN"} and item.value and not _is_fax(outline, position):
            yield Told(REACH, DetailKind[item.word].value, position, item.start, item.end, position)
        elif item.word == "dr" and _is_diagnostic_radiology(outline, position):
            yield Told(FIELD, Specialty.RADIOLOGY, position, item.start, item.end, position)
            continue
        elif item.word in _SHORT_FIELDS and is_apposed(outline, position) and reading.key(item.start) != "hospital":
            short, role = _SHORT_FIELDS[item.word]
            yield Told(FIELD, short, position, item.start, item.end, position)
            if role is not None:
                yield Told(ROLE, role, position, item.start, item.end, position)
            continue
        for start in range(item.start, item.end) if fields else ():
            field = fields.get(start)
            if field is not None and not _is_of_something_else(reading, field.start):
                yield Told(FIELD, field.value, position, field.start, field.end, position)
                break


def _of_whom_is_spoken_to(outline: Outline) -> set[int]:
    """Items that tell of somebody without a name who is called or known: "she'll talk to the Bronxcare PD for me"."""
    text = outline.text
    if ("ROLE" not in text and "PLACE" not in text) or "PERSON" not in text:
        return set()
    found = set[int]()
    for match in _SPOKEN_TO.finditer(text):
        first, last = outline.item_index(match.start("told")), outline.item_index(match.end() - 1)
        if not any(item.person for item in outline.items[last + 1 : last + 6]):
            found.update(range(first, last + 1))
    return found


_SPOKEN_TO_AS = frozenset({"ROLE", "PLACE", "SPEC", "director", "chief"})
_SPOKEN_TO = re.compile(
    r"\b(?:(?:talk|talks|talking|speak|speaks|speaking) (?:to|with)|calls?|calling|phones?|phoning|emails|emailing|"
    r"texts|texting|(?:write|writes|writing|reach out) to|(?:introduces?|mentions?|recommends?) me to|"
    r"connects? me (?:with|to|w/)|knows|vouch for me (?:to|with)) "
    r"(?P<told>(?:(?:the|her|his|their|a|an|old|former|own|new) ){0,3}(?:(?:PLACE|SPEC|ROLE|director|chief|at|of|in|"
    r"from|over|@|program) ){0,5}(?:PLACE|ROLE|director|chief))\b"
)


def _is_of_something_else(reading: Reading, index: int) -> bool:
    """Whether a short name of a field is half of another word: "gas station", "med ed", "green cards"."""
    key, before = reading.key(index), reading.key(index - 1)
    return (
        (key == "gas" and reading.key(index + 1) == "station")
        or (key == "ed" and before == "med")
        or (key == "cards" and before == "green")
    )


_TELLING = {"ROLE", "POSITION", "PLACE", "img", "imgs", "EMAIL", "PHONE", "LINKEDIN", "dr"} | {
    *_PLAIN_ROLES,
    *_SHORT_FIELDS,
    *_ASSISTANTS,
}
"""Words of an outline that may tell of somebody without a field of medicine."""


def _beside_another(outline: Outline, position: int) -> int | None:
    """The item by which a role only tells whose wife or aide somebody is: "the PD's *wife*", "*aide* of the PD"."""
    items, before = outline.items, position - 1
    if (
        position + 1 < len(items)
        and items[position + 1].word in _NEAR_TO_SOMEBODY
        and outline.reading.tokens[items[position].end - 1].is_possessive
    ):
        return position + 1
    while before > 0 and items[before].word in _THE:
        before -= 1
    if before < 1 or items[before].word != "of":
        return None
    near = items[before - 1]
    is_one = near.word in _NEAR_TO_SOMEBODY if near.word != "ROLE" else near.value in _NO_LEADERS
    return before - 1 if is_one else None


_NO_LEADERS = frozenset({Role.COORDINATOR, Role.OTHER})
_THE = word_set("the our my their his her SPEC")
_HELPERS = word_set("assistant asst secretary admin")
_NEAR_TO_SOMEBODY = _HELPERS | word_set(
    "husband wife brother sister cousin friend son daughter nephew niece mother father partner admin secretary ROLE"
)


def _is_diagnostic_radiology(outline: Outline, position: int) -> bool:
    """Whether "DR" is a field: "PGY-2 DR at Nassau", "the DR residents"."""
    items = outline.items
    after = items[position + 1].word if position + 1 < len(items) else "\n"
    if outline.reading.tokens[items[position].start].text != "DR" or after in {"PERSON", "."}:
        return False
    before = next((item.word for item in reversed(items[:position]) if item.word not in {",", "/", "(", "-"}), "")
    return not _TRAINEES.isdisjoint((before, after))


_TRAINEES = frozenset({"ROLE", "POSITION"})


def _is_in_a_long_residency(outline: Outline, position: int) -> bool:
    """Whether a fourth or later year is one of a residency that lasts so long: "PGY-4 psych", "surgery, PGY-5"."""
    reading, item = outline.reading, outline.items[position]
    if item.value != Role.FELLOW or reading.key(item.start)[:3] != "pgy":
        return False
    both = [hit for hit in reading.hits_of("specialties", Specialty.PEDIATRICS) if reading.key(hit.start)[:3] == "med"]
    return (
        bool(both)  # medicine and pediatrics
        or any(hit.value in _LONG_RESIDENCIES for hit in reading.hits_of("specialties"))
        or any(_is_diagnostic_radiology(outline, at) for at, item in enumerate(outline.items) if item.word == "dr")
    )


_LONG_RESIDENCIES = frozenset(
    {
        Specialty.SURGERY,
        Specialty.PSYCHIATRY,
        Specialty.OBGYN,
        Specialty.RADIOLOGY,
        Specialty.NEUROLOGY,
        Specialty.DERMATOLOGY,
        Specialty.ANESTHESIOLOGY,
        Specialty.ORTHOPEDICS,
        Specialty.UROLOGY,
        Specialty.PATHOLOGY,
        Specialty.OPHTHALMOLOGY,
        Specialty.PMR,
        Specialty.RADIATION_ONCOLOGY,
    }
)


def _tells_of_several(outline: Outline, position: int) -> bool:
    """Whether "IMGs" are the people told of, as in "both are IMGs"; "cool with IMGs" says how somebody sees others."""
    before = [item.word for item in outline.items[max(position - 4, 0) : position]]
    return bool(before) and (
        before[-1] in _ARE or (not _SEVERAL.isdisjoint(before) and _SEEING_OTHERS.isdisjoint(before))
    )


def _is_left_open(outline: Outline, position: int) -> bool:
    """Whether an "IMG?" is no more than asked, or answered with a no: "Ruth, GIM, IMG? no"."""
    ahead = [item.word for item in outline.items[position + 1 : position + 4]]
    return ahead[:1] == ["?"] and _YES.isdisjoint(ahead)


_YES = word_set("yes y yep yeah yup")


def _by_schooling(outline: Outline) -> Iterator[Told]:
    """Who studied abroad is an IMG: "graduated in Kharkiv", "MBBS from Calcutta", "trained abroad"."""
    reading = outline.reading
    starts = [hit.start for hit in reading.hits_of("places", "abroad", "country")]
    if not _ABROAD.isdisjoint(reading.keys):
        starts += [index for index, token in enumerate(reading.tokens) if token.key in _ABROAD]
    if not _GRADUATE.isdisjoint(reading.keys):
        starts += [index for index in range(len(reading.tokens)) if _is_foreign_graduate(reading, index)]
    for start in starts:
        position = outline.item_at(start)
        first, _ = outline.sentence_of(position)
        before = [item.word for item in outline.items[max(first, position - _SCHOOL_WITHIN) : position]]
        back = next((ago for ago, word in enumerate(reversed(before), start=1) if word in _SCHOOLING), 0)
        after = outline.items[position + 1].word if position + 1 < len(outline.items) else ""
        if back and _NO_SCHOOLING.isdisjoint(before[-back:]):
            yield Told(IMG, "img", position, start, start + 1, position - back, STUDIED_ABROAD)
        elif after in _GRADUATE or _is_foreign_graduate(reading, start):
            yield Told(IMG, "img", position, start, start + 2, position, STUDIED_ABROAD)


def _is_foreign_graduate(reading: Reading, index: int) -> bool:
    """Whether token *index* says of a graduate from where: "a Thai graduate", "Egyptian med grad"."""
    if reading.tokens[index].key not in _NATIONALITIES:
        return False
    following = index + 2 if reading.key(index + 1) in {"med", "medical"} else index + 1
    return reading.key(following) in _GRADUATE


STUDIED_ABROAD = "studied abroad"
_SCHOOL_WITHIN = 7  # words
_ABROAD = word_set("abroad overseas")
_SCHOOLING = word_set(
    "graduated graduate grad studied trained qualified mbbs mbchb school schooling medschool medicine finished "
    "degree diploma faculty"
)
_GRADUATE = word_set("graduate grad")
_NATIONALITIES = (
    table_keys("stop_names", "nationalities")
    | word_set("indian pakistani nigerian brazilian egyptian british chinese korean")
) - word_set("canadian americans")
_NO_SCHOOLING = word_set("fellowship residency internship phd vacation conference PERSON not isn't wasn't never i my")


def _plain_role(outline: Outline, position: int) -> str:
    """What "chief" or "director" is by the words beside it: of a field or division, else of residents or a program."""
    if _leads_a_program(outline, position):
        return Role.PROGRAM_DIRECTOR
    items = outline.items
    if items[position].word == "director" and any(
        item.word == "SPEC" and _is_a_program(outline, item) for item in items[max(position - 1, 0) : position + 3]
    ):
        return Role.PROGRAM_DIRECTOR
    if position > 0 and outline.reading.key(items[position - 1].start) in _SHIFTS:
        return Role.CHIEF_RESIDENT
    near = {item.word for item in items[max(position - 1, 0) : position + 4]}
    ofs_a_field = "SPEC" in near or "division" in near or (position > 0 and items[position - 1].word == "EVENT")
    return Role.DIVISION_CHIEF if ofs_a_field else _PLAIN_ROLES[outline.items[position].word]


_SHIFTS = word_set("night nights ward wards weekend day")
"""What only residents are chief of: "the night chief"."""


def _leads_a_program(outline: Outline, position: int) -> bool:
    """Whether "director" goes on with the program it is of: "director of the internal medicine residency"."""
    items = outline.items[position : position + 7]
    ahead = [item.word for item in items]
    if ahead[:2] != ["director", "of"]:
        return False
    ends = [outline.reading.key(item.end - 1) for item in items]  # "IM program" is one word of the outline
    return any(ends[at] in _PROGRAMS and set(ahead[2:at]) <= _OF_PROGRAMS for at in range(2, len(items)))


_PROGRAMS = word_set("residency program fellowship programme")
_OF_PROGRAMS = word_set("the their our its SPEC PLACE POSITION im med medicine categorical transitional / - and peds")


def _by_phrases(outline: Outline) -> Iterator[Told]:
    for kind, phrases in ((ROLE, ROLE_PHRASES), (RELATIONSHIP, RELATIONSHIP_PHRASES)):
        for phrase in phrases:
            for match in phrase.matches(outline.text):
                if match.end() == match.start():
                    continue
                items = outline.items
                first, last = outline.item_index(match.start()), outline.item_index(match.end() - 1)
                says = phrase.says
                if says == Role.DIVISION_CHIEF:
                    says = _led(outline, first, last) or says
                elif says == Role.RESIDENT and items[last].value in _TRAINED_AS:
                    says = _TRAINED_AS[items[last].value or ""]
                yield Told(kind, says, last, items[first].start, items[last].end, first, phrase.name)


_TRAINED_AS = {"fellowship": Role.FELLOW, "research": Role.RESEARCHER}
"""What somebody is who is "doing her fellowship"; of every other position, a resident."""


def _led(outline: Outline, first: int, last: int) -> Role | None:
    """Who "runs IM at Mercy" or "runs their EM program" directs a program, not a division."""
    for item in outline.items[first : last + 1]:
        if item.word == "SPEC" and (
            item.value == "internal_medicine" or outline.reading.key(item.end - 1) in _PROGRAMS
        ):
            return Role.PROGRAM_DIRECTOR
    return None


def _is_a_program(outline: Outline, item: Item) -> bool:
    """Whether a field is one that is led as a residency: "IM", "the FM director", "their EM program"."""
    return item.value in _LED_AS_RESIDENCIES or outline.reading.key(item.end - 1) in _PROGRAMS


_LED_AS_RESIDENCIES = frozenset({Specialty.INTERNAL_MEDICINE, Specialty.FAMILY_MEDICINE})


def _by_reference(outline: Outline) -> Iterator[Told]:
    items = outline.items
    for name, first, last in places_pointed_back_to(outline):
        yield Told(PLACE, name, last, items[first].start, items[last].end, first, REFERENCE)


def _is_fax(outline: Outline, position: int) -> bool:
    before = [item.word for item in outline.items[max(position - 2, 0) : position]]
    return bool(_FAX & set(before))
