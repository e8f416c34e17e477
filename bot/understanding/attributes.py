"""What is told of each person: role, field, institution, relationship, IMG, ways to reach them.

Told beside the name ("Dr. Patel, PD at Mercy", "our APD, Dr. Patel") or of a pronoun in a later sentence ("she is …").
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from bot.domain.vocabulary import Relationship, Role, Specialty
from bot.understanding.contact_details import DetailKind
from bot.understanding.lexicon import word_set
from bot.understanding.outline import Item, Outline
from bot.understanding.pronouns import Antecedents
from bot.understanding.reading import Person, Place, Reading

_SENIORITY = list(Role)
_SPECIALIST_NEEDS_TITLE = frozenset({Role.ATTENDING})
# Words that may stand between a name and what it is: "Patel , the new PD over at Mercy".
_LINKS = word_set(
    ", ( ) - – — : / | @ & the a an our my your their his her new newest old current currently now also and at of "
    "from in is was as who who's he she he's she's they works working worked work for over out here there this "
    "that one acting interim core very junior lead main local adult clinical division dept department section "
    "service team group faculty side program residency fellowship internal medicine it's been has be being named "
    "apparently both already still site academic community hospital academics same guy lady person doc doctor dr "
    "md do mbbs phd mph \" ' “ ” from_ practicing practices md, facp senior i think old-time wonderful nice great "
    "kind super amazing lovely awesome sweet funny brilliant famous real big cool"
) | {"\n"}
_LEFT_LINKS = word_set(
    ", ( ) - – — : the a an our my your their his her new current dr prof of at @ from in is was named called and "
    "'s md for with / over other name whose"
)
_FRAGMENT_OPENERS = word_set("a an the also now - – , our and new her his")
_TOLD_OF_SOMEONE = frozenset({"ROLE", "PLACE", "SPEC", "own program", "img", "imgs", "EMAIL", "PHONE", "LINKEDIN"})
_OPENING_NOUNS = word_set(
    "spot spots slot slots opening openings position positions seat seats vacancy job POSITION categorical open"
)
_PRONOUNS = word_set("he she he's she's they they're")
_OF_A_PROGRAM = frozenset({Role.PROGRAM_DIRECTOR, Role.ASSOCIATE_PROGRAM_DIRECTOR, Role.COORDINATOR})
_OWN = re.compile(r"\b(?:our|my)\b|own program|\bhere\b")
_NAME_IS = re.compile(
    r"\b(?:(?:is|was) (?:called|named)|name(?:'s| is| was| :)|they call (?:her|him)|called|"
    r"named) (?:dr )?(?:\. )?PERSON"
)
_CLINIC_WITH = re.compile(
    r"(?:SPEC|EVENT) (?:clinic|consults?|rounds)(?: DATE| today| this| week|,){0,3} (?:with|"
    r"w) (?:dr )?(?:\. )?PERSON"
)
_LEADING = frozenset({"ROLE", "PLACE", "SPEC", "EVENT", "own program"})
_BREAKERS_RIGHT = frozenset({".", ";", "!", "?"})


class AttributeFinder:
    """Fills in the people of a reading."""

    def __init__(self, outline: Outline, antecedents: Antecedents) -> None:
        self.outline = outline
        self.reading: Reading = outline.reading
        self.items = outline.items
        self.antecedents = antecedents
        self.used: set[int] = set()
        self.specs = {hit.start: hit for hit in self.reading.hits_of("specialties")}
        self.roles = {hit.start: hit for hit in self.reading.hits_of("roles")}

    def find(self) -> None:
        mentions = [(index, item.person) for index, item in enumerate(self.items) if item.person]
        for index, person in mentions:
            self._take(person, self._right_of(index), "told after the name")
        for index, person in mentions:
            self._take(person, self._left_of(index), "told before the name")
        self._told_by_pronoun()
        self._told_in_fragments()
        self._introduced_by_role()
        self._in_clinic_with()
        self._told_by_pattern()
        self._ways_to_reach()
        self._img()
        for person in self.reading.people:
            if person.role is None and person.titled and person.specialty is not None:
                person.role = Role.ATTENDING
        self._at_the_place_spoken_of()

    # -- beside the name

    def _right_of(self, index: int) -> Iterator[int]:
        """Items after the name, while they belong to it."""
        depth, told = 0, False
        for position in range(index + 1, len(self.items)):
            item = self.items[position]
            depth += (item.word in {"(", "["}) - (item.word in {")", "]"})
            if item.person is not None or depth < 0:
                return
            if self._is_attribute(position):
                if self._is_own_subject(position):
                    return
                told = True
                yield position
            elif (told and item.word in _PRONOUNS) or not self._leads_on(position, inside=depth > 0):
                return

    def _leads_on(self, position: int, inside: bool) -> bool:
        """Whether the word at *position* may stand between a name and what is told of it."""
        word = self.items[position].word
        if word == "\n":
            return self._card_goes_on(position)
        if word in {"and", "with", "who", ",", ":"} and not inside:
            return self._attribute_soon(position + 1)
        return word in _LINKS or (inside and word not in _BREAKERS_RIGHT)

    def _attribute_soon(self, position: int) -> bool:
        for ahead in range(position, min(position + 6, len(self.items))):
            if self._is_attribute(ahead):
                return True
            if self.items[ahead].word not in _LINKS:
                return False
        return False

    def _card_goes_on(self, position: int) -> bool:
        following = position + 1
        return following < len(self.items) and (self._is_attribute(following) or self.items[following].word == "\n")

    def _is_attribute(self, position: int) -> bool:
        item = self.items[position]
        if item.word == "POSITION":
            return self._is_year_of_training(position)
        return item.word in _TOLD_OF_SOMEONE or item.start in self.specs

    def _is_year_of_training(self, position: int) -> bool:
        """Whether "PGY-2" is what somebody is, not a position that is open."""
        item = self.items[position]
        after = self.items[position + 1].word if position + 1 < len(self.items) else ""
        return bool(item.value and item.value.startswith("PGY")) and after not in _OPENING_NOUNS

    def _is_own_subject(self, position: int) -> bool:
        """A place that does something itself ("… at UAB, Mercy sponsors H-1B") tells of programs, not of the person."""
        item = self.items[position]
        if item.word != "PLACE" or position + 1 >= len(self.items):
            return False
        before, after = self.items[position - 1].word, self.items[position + 1].word
        return before in {",", "and", "-", ":", "\n"} and (after in _PROGRAM_VERBS or after in {"VISA", ":"})

    def _left_of(self, index: int) -> Iterator[int]:
        """Items before the name that lead up to it: "kettering apd dr X", "the PD at Mercy, Dr. X"."""
        told = False
        for position in range(index - 1, max(index - 14, -1), -1):
            item = self.items[position]
            if item.person is not None or position in self.used:
                return
            if item.word in _LEADING or (item.word == "POSITION" and self._is_year_of_training(position)):
                if not self._leads_up(position, index, told):
                    return
                told = True
                yield position
            elif not self._links_left(position):
                return

    def _links_left(self, position: int) -> bool:
        word = self.items[position].word
        if word == ".":
            return position > 0 and self.items[position - 1].word == "dr"
        return word in _LEFT_LINKS and word not in {"and", "with"}

    def _leads_up(self, position: int, index: int, told: bool) -> bool:
        """Whether the role, field or place at *position* is told of the name at *index*."""
        if self.items[position].word in {"ROLE", "POSITION"}:
            return True
        if told:
            return self.items[position].word != "PLACE" or self.items[position + 1].word not in {"\n", "-"}
        if self._only_title_between(position, index):
            return True
        return self.items[position].word == "PLACE" and self._role_before_place(position)

    def _only_title_between(self, position: int, index: int) -> bool:
        return all(item.word in {"dr", ".", "-", ":", ",", "–", "—"} for item in self.items[position + 1 : index])

    def _role_before_place(self, position: int) -> bool:
        """Whether the place is told of a role before it: "the PD at Mercy, Dr. X"."""
        before = [item.word for item in self.items[max(position - 3, 0) : position]]
        return "ROLE" in before and bool({"at", "of", "from", "in", "@"} & set(before))

    def _take(self, person: Person, positions: Iterator[int], rule: str) -> None:
        for position in positions:
            if position in self.used:
                continue
            item = self.items[position]
            self.used.add(position)
            self._set_from(person, item, rule)

    def _set_from(self, person: Person, item: Item, rule: str) -> None:
        span = self.reading.span(item.start, item.end)
        if item.word == "ROLE" and item.value:
            self._add_role(person, Role(item.value), item)
        if item.word == "POSITION":
            self._add_role(person, Role.RESIDENT, item)
        if item.word == "PLACE" and item.place and person.institution is None:
            person.institution = item.place.name
            person.spans["institution"] = span
        for start in range(item.start, item.end):
            hit = self.specs.get(start)
            if hit and person.specialty is None and item.word in {"ROLE", "SPEC", "EVENT", "clinic"}:
                person.specialty = Specialty(hit.value)
                person.spans["specialty"] = self.reading.span(hit.start, hit.end)
        if item.word in {"img", "imgs"}:
            person.img = True
            person.spans["img"] = span
        self.reading.note(rule, span, f"{item.word.lower()} of {person.name}")

    def _add_role(self, person: Person, role: Role, item: Item) -> None:
        if not _outranks(role, person.role):
            return
        person.role = role
        person.spans["role"] = self.reading.span(item.start, item.end)
        if role is Role.RESIDENT and re.search(
            r"\bco-?|\bcollegue|fellow (?:intern|resident|prelim)", self.reading.words_of(item.start, item.end).lower()
        ):
            person.relationship = person.relationship or Relationship.PEER
            person.spans.setdefault("relationship", person.spans["role"])

    # -- in later words

    def _told_by_pronoun(self) -> None:
        """Read sentences about someone named before: "She is the PD at Mercy", "he's chief of GI"."""
        for match in _PRONOUN_IS.finditer(self.outline.text):
            index = self.outline.item_index(match.start(1))
            person = self.antecedents.at(index)
            if person is not None:
                self._take(person, self._right_of(self.outline.item_index(match.end() - 1)), "told of a pronoun")

    def _told_in_fragments(self) -> None:
        """Read sentences without a subject, about the person before: "… asked for my CV. Nephro fellow at SLU"."""
        for start, end in self.outline.sentences():
            position = start
            while position < end and self.items[position].word in _FRAGMENT_OPENERS:
                position += 1
            if position >= end or position in self.used or self.items[position].word not in {"ROLE", "SPEC"}:
                continue
            if any(item.person for item in self.items[start:end]):
                continue
            person = self.antecedents.last_before(start)
            if person is not None:
                self._take(person, self._right_of(position - 1), "told in a fragment")

    def _introduced_by_role(self) -> None:
        """Read roles told before a name that comes later: "the PD of Kern was there. Her name is Dr. Ito"."""
        for match in _NAME_IS.finditer(self.outline.text):
            index = self.outline.item_index(match.end() - 1)
            person = self.items[index].person
            if person is None or person.role is not None:
                continue
            for position in range(index - 1, max(index - 25, -1), -1):
                if self.items[position].person is not None:
                    break
                if self.items[position].word == "ROLE" and position not in self.used:
                    self._take(person, self._right_of(position - 1), "role told before the name")
                    if position > 0 and self.items[position - 1].word == "SPEC":
                        self._take(person, iter([position - 1]), "field told before the name")
                    break

    def _in_clinic_with(self) -> None:
        """Read the field of a clinic as that of the physician met there: "endo clinic with Dr. Long"."""
        for match in _CLINIC_WITH.finditer(self.outline.text):
            person = self.outline.items_between(*match.span())[-1].person
            field = self.outline.items_between(*match.span())[0]
            if person is not None and person.specialty is None and person.role in {None, Role.ATTENDING}:
                self._set_from(person, field, "the clinic's field")

    def _at_the_place_spoken_of(self) -> None:
        """Give people of a program, told without it, the one place that the message speaks of."""
        for index, item in enumerate(self.items):
            person = item.person
            if person is None or person.institution is not None or person.role not in _OF_A_PROGRAM:
                continue
            if _OWN.search(self.outline.text_of(max(index - 5, 0), min(index + 5, len(self.items)))):
                continue
            places = {place.name for place in self.reading.places}
            if len(places) == 1:
                place = self.reading.places[0]
                person.institution = place.name
                person.spans["institution"] = self.reading.span(place.start, place.end)

    def _told_by_pattern(self) -> None:
        text = self.outline.text
        for pattern, role in _ROLE_PATTERNS:
            for match in pattern.finditer(text):
                person = self._subject(match)
                if person:
                    item = self.outline.items_between(*match.span())[-1]
                    self._add_role(person, role, item)
                    for position in range(
                        self.outline.item_index(match.start()), self.outline.item_index(match.end() - 1) + 1
                    ):
                        if self.items[position].start in self.specs and person.specialty is None:
                            self._set_from(person, self.items[position], "what they lead")
        for match in _WORKS_AT.finditer(text):
            person = self._subject(match)
            item = self.outline.items_between(*match.span())[-1]
            if person is not None and item.place is not None and person.institution is None:
                self._set_from(person, item, "where they work")
        for pattern, relationship in _RELATIONSHIP_PATTERNS:
            for match in pattern.finditer(text):
                person = self._subject(match)
                if person and person.relationship is None:
                    person.relationship = relationship
                    person.spans["relationship"] = self.outline.span(*match.span())
                    self.reading.note("relationship", person.spans["relationship"], f"{relationship} {person.name}")

    def _subject(self, match: re.Match[str]) -> Person | None:
        """The person a pattern's match is about: named in it, else who its pronoun or sentence is about."""
        for item in self.outline.items_between(*match.span()):
            if item.person:
                return item.person
        return self.antecedents.at(self.outline.item_index(match.start()))

    def _ways_to_reach(self) -> None:
        for detail in self.reading.details:
            if detail.kind is DetailKind.LINK:
                continue
            first = self.reading.token_range(detail.span).start
            position = bisect_right(self.items, first, key=lambda item: item.end)
            if (
                detail.kind is DetailKind.PHONE
                and self.items[position - 1 if self.items[position - 1].word not in {":", "."} else position - 2].word
                in {"f", "fax"}
                and position
            ):
                continue
            person = self._owner(position)
            if person and getattr(person, detail.kind.value) is None:
                setattr(person, detail.kind.value, detail.written)
                person.spans[detail.kind.value] = detail.span

    def _owner(self, position: int) -> Person | None:
        before = next((item.person for item in reversed(self.items[:position]) if item.person), None)
        return before or next((item.person for item in self.items[position:] if item.person), None)

    def _img(self) -> None:
        for position, item in enumerate(self.items):
            if item.word not in {"img", "imgs"} or position in self.used:
                continue
            start, end = self.outline.sentence_of(position)
            before = self.outline.text_of(start, position)
            after = self.outline.text_of(position + 1, min(position + 4, end))
            if (
                _NOT_OF_A_PERSON.search(before)
                or _PROGRAM_IMG_AFTER.match(after)
                or (item.word == "imgs" and not re.search(r"both ?$|both ", before))
            ):
                continue
            person = self.antecedents.subject_before(position)
            if person and person.img is None:
                person.img = True
                person.spans["img"] = self.reading.span(item.start, item.end)
                self.reading.note("IMG", person.spans["img"], f"{person.name} is an IMG")


def _outranks(role: Role, present: Role | None) -> bool:
    if present is None or present is Role.ALUM:
        return True
    return role is not Role.ALUM and _SENIORITY.index(role) < _SENIORITY.index(present)


_PROGRAM_VERBS = word_set(
    "sponsors sponsor sponsored takes take accepts does do doesn't don't has is are converts convert only said "
    "says told"
)
_PRONOUN_IS = re.compile(
    r"\b(she's|he's|they're|she is|he is|she was|he was|she works|he works|she|he)(?: (?:is|was|works|also|"
    r"now|actually|just|moved|started|the|a|an|at|to|been|works as|trained))*(?= (?:ROLE|SPEC|PLACE|EVENT|"
    r"at PLACE|at the PLACE|new|our|my|img|from PLACE|in SPEC|core|one of|over at|associate|division))"
)
_LEADS = r"(?:directs|runs|heads|leads|directing|running|in charge of)"
_ROLE_PATTERNS = (
    (
        re.compile(
            rf"(?:PERSON|she|he|who) (?:\w+ )?{_LEADS} (?:the |their |our )?(?:[\w/-]+ |SPEC |PLACE |"
            rf"EVENT ){{0,3}}(?:fellowship|residency|program)\b"
        ),
        Role.PROGRAM_DIRECTOR,
    ),
    (
        re.compile(
            rf"(?:PERSON|she|he|who) (?:\w+ )?{_LEADS} (?:the |their |our )?(?:SPEC|EVENT)(?: division|"
            rf" section| dept| department)?\b(?! fellowship| residency| program)"
        ),
        Role.DIVISION_CHIEF,
    ),
    (
        re.compile(r"\bworked (?:[\w-]+ |EVENT |PLACE |SPEC |DATE |my |the ){0,6}with (?:dr \.? ?)?PERSON"),
        Role.ATTENDING,
    ),
    (re.compile(r"\bworking (?:\w+ |EVENT |PLACE |SPEC |DATE ){0,4}with dr \.? ?PERSON"), Role.ATTENDING),
)
_WORKS_AT = re.compile(
    r"(?:PERSON|she|he|she's|he's|who)(?: [\w']+| ,){0,3}? (?:moved|moving|works?|working|goes|going|went|"
    r"joined|joining|started|starting|based|is|now|"
    r"practices|transferred|'s|she's|he's|left for) (?:\w+ |DATE ){0,2}?(?:at|to|in|from|with|@) (?:the )?PLACE"
)
_RELATIONSHIP_PATTERNS = (
    (
        re.compile(
            r"(?:PERSON|she|he)?(?: \w+){0,3} (?:offered|agreed|happy|wants|volunteered|said she'd|said he'd|"
            r"will|said yes) (?:to (?:be|become|being) (?:my|a) (?:\w+ )?mentor\b|to mentor me|be my mentor|"
            r"mentor me)"
        ),
        Relationship.MENTOR,
    ),
    (
        re.compile(
            r"(?:she's|he's|is|be|as|become|became|officially) (?:officially |now |"
            r"really )?my (?:\w+ ){0,2}mentor\b|my (?:new |research |official )?mentor (?:is |"
            r"dr \.? ?)?(?:dr \.? ?)?PERSON|PERSON , my (?:\w+ )?mentor\b|mentor me\b|mentoring me\b|"
            r"(?:yes to|agreed to) mentor"
        ),
        Relationship.MENTOR,
    ),
    (re.compile(r"\brole model\b"), Relationship.ROLE_MODEL),
    (re.compile(r"\bmy sponsor\b|be(?:ing)? my sponsor|sponsor me\b|sponsoring me\b"), Relationship.SPONSOR),
    (re.compile(r"\bco-?(?:intern|resident|prelim)s?\b|\bfellow (?:intern|prelim)s?\b"), Relationship.PEER),
)
_NOT_OF_A_PERSON = re.compile(
    r"\b(?:takes?|took|taking|love|loves|like|likes|for|hire|hires|accepts?|many|more|few|no|any|some|most|"
    r"interviews?|i'm|i am|as an?|me|of|their|non-us|sponsors?|ranks?|ranked|want|wants|"
    r"friendly|percent|%|considers?|all|these|those|don't|doesn't|us)(?: \w+){0,2} $|\bi'm (?:also |too )?(?:an? )?$"
)
_PROGRAM_IMG_AFTER = re.compile(
    r"friendly|friendlier|program|resident|applicant|grads|panel|mixer|dinner|meetup|section|group|list|only|"
    r"ok\b|okay|welcome|candidate|spots|heavy|fair"
)


def place_of(person: Person, places: list[Place]) -> Place | None:
    return next((place for place in places if place.name == person.institution), None)
