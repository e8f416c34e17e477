"""Rules about where words stand that tell of a person: beside the name, after a pronoun, in a sentence of their own.

Told beside the name ("Dr. Patel, PD at Mercy", "our APD, Dr. Patel") or of a pronoun in a later sentence ("she is …").
Each rule only votes; attribution.py weighs the votes with what else speaks for one person or another.
"""

import re
from collections.abc import Iterable, Iterator

from bot.understanding.lexicon import word_set
from bot.understanding.outline import Outline
from bot.understanding.positions_held import role_of_a_position
from bot.understanding.pronouns import Antecedents
from bot.understanding.reading import Person
from bot.understanding.rule import holds_any

# Words that may stand between a name and what it is: "Patel , the new PD over at Mercy".
LINKS = word_set(
    ", ( ) - – — : / | @ & = the a an our my your their his her new newest old current currently now also and at of "
    "from in is was as who who's he she he's she's they works working worked work for over out here there this "
    "that one acting interim core very junior lead main local adult clinical division dept department section "
    "service team group faculty side program residency fellowship internal medicine it's been has be being named "
    "apparently both already still site academic community hospital academics same guy lady person doc doctor dr "
    "md do mbbs phd mph \" ' “ ” practicing practices facp senior i think old-time wonderful nice great "
    "kind super amazing lovely awesome sweet funny brilliant famous real big cool"
) | {"\n"}
_LEFT_LINKS = word_set(
    ", ( ) - – — : = the a an our my your their his her new current dr prof of at @ from in is was named called and "
    "'s md for with / over other name whose"
)
_FRAGMENT_OPENERS = word_set("a an the also now - – , our and new her his")
_TOLD_OF_SOMEONE = frozenset(
    {"ROLE", "chief", "director", "PLACE", "SPEC", "own program", "img", "imgs", "EMAIL", "PHONE", "LINKEDIN"}
)
_TOLD_ALONE = frozenset({"ROLE", "SPEC"})
_IMGS = frozenset({"img", "imgs"})
_LEADING = frozenset({"ROLE", "chief", "director", "PLACE", "SPEC", "EVENT", "own program"})
_PRONOUNS = word_set("he she he's she's they they're")
_BREAKERS_RIGHT = frozenset({".", ";", "!", "?"})
_PROGRAM_VERBS = word_set(
    "sponsors sponsor sponsored takes take accepts does do doesn't don't has is are converts convert only said "
    "says told"
)
_NAME_IS = re.compile(
    r"\b(?:(?:is|was) (?:called|named)|name(?:'s| is| was| :)|they call (?:her|him)|called|"
    r"named) (?:dr )?(?:\. )?PERSON|\b(?:she|he)(?:'s| is) dr (?:\. )?PERSON(?= ?(?:$|[.,;!)]))"
)
_NAMING_HOLDS = ("name", "call", "he's dr", "he is dr")
_CLINIC_WITH = re.compile(
    r"(?:SPEC|EVENT) (?:clinic|consults?|rounds)(?: DATE| today| this| week|,){0,3} (?:with|"
    r"w) (?:dr )?(?:\. )?PERSON"
)
_PRONOUN_IS = re.compile(
    r"\b(she's|he's|they're|she is|he is|she was|he was|she works|he works|she|he)(?: (?:is|was|works|also|"
    r"now|actually|just|moved|started|the|a|an|at|to|been|their|works as|trained))*(?= (?:ROLE|SPEC|PLACE|EVENT|"
    r"at PLACE|at the PLACE|new|our|my|img|from PLACE|in SPEC|core|one of|over at|associate|division|chief|"
    r"director|POSITION))"
)
_SOMEBODY = r"(?:PERSON|she|he|she's|he's|who)"
_WORKS_AT = re.compile(
    rf"{_SOMEBODY}(?: [\w']+| ,){{0,3}}? (?:moved|moving|works?|working|goes|going|went|"
    r"joined|joining|started|starting|based|is|now|"
    r"practices|transferred|'s|she's|he's|left for) (?:from (?:the )?PLACE )?(?:\w+ |DATE ){0,2}?"
    r"(?:at|to|in|with|@|from(?! (?:the )?PLACE to\b)) (?:the )?PLACE"
    rf"|{_SOMEBODY} (?:[^.;\n]{{0,60}} )?now (?:an? |the |ROLE |SPEC |faculty |staff |in SPEC )*"
    r"(?:at|in|with|@) (?:the )?PLACE"
    rf"|{_SOMEBODY}(?: [\w']+){{0,3}}? (?:left|leaves|leaving|quit|quits) (?:the )?PLACE "
    r"(?:for|to join|to) (?:the )?PLACE"
)

_NOT_OF_A_PERSON = re.compile(
    r"\b(?:takes?|took|taking|love|loves|like|likes|for|hire|hires|accepts?|many|more|few|no|any|some|most|"
    r"interviews?|i'm|i am|as an?|me|of|their|non-us|sponsors?|ranks?|ranked|want|wants|"
    r"friendly|percent|%|considers?|all|these|those|don't|doesn't|us)(?: \w+){0,2} $|\bi'm (?:also |too )?(?:an? )?$"
)
_IMG_OF_A_PROGRAM = re.compile(
    r"friendly|friendlier|program|resident|applicant|grads|panel|mixer|dinner|meetup|section|group|list|only|"
    r"ok\b|okay|welcome|candidate|spots|heavy|fair"
)

_SIGNING = word_set("regards sincerely best thanks warmly cheers respectfully")
_SIGNED = re.compile(
    r"(?<![\w'-])(?:regards|sincerely|best|thanks|warmly|cheers|respectfully)(?: wishes)?(?: [,\n.-])* "
    r"(?:dr )?(?:\. )?PERSON"
)
_WRITER = re.compile(
    r"ROLE(?= (?:(?:at|of|from) PLACE )?(?:just |finally )?(?:replied|wrote|emailed|answered|responded|sent))"
)
_SIGNATURES = word_set("at of for the , | - – — / and office gme team program residency")
_GIVING_HOLDS = ("replac", "succeed", "promoted", " job", " position")
_BY_WHOM = r"(?:replac(?:es|ing)|succeed(?:s|ing)) (?:her|him|them|(?:dr )?(?:\. )?PERSON) as"
_GIVEN_A_ROLE = (
    re.compile(
        rf"\b(?P<who>PERSON|she|he|she's|he's) (?:[\w']+ ){{0,2}}?(?:promoted to|{_BY_WHOM}) "
        r"(?:the |our |their |new |interim ){0,2}(?P<role>ROLE)"
    ),
    re.compile(
        r"\b(?P<who>PERSON|she|he|she's|he's) (?:[\w']+ ){0,2}?(?:got|gets|took|takes|has|landed) the (?P<role>ROLE) "
        r"(?:job|position|post|role)\b"
    ),
    re.compile(
        rf"\bwho(?:'s| is)? {_BY_WHOM} (?:the |our |their |new ){{0,2}}(?P<role>ROLE) \? (?:it's )?(?:dr )?(?:\. )?"
        r"(?P<who>PERSON)"
    ),
)

Vote = tuple[int, Person, str]
"""Item *0* of the outline tells of person *1*, says rule *2*."""


class BesideRules:
    """Yields, rule by rule, which item tells of whom; an item that one rule claimed is left alone by the next."""

    def __init__(self, outline: Outline, antecedents: Antecedents) -> None:
        self.outline = outline
        self.items = outline.items
        self.words = {item.word for item in outline.items}
        self.antecedents = antecedents
        self.used: set[int] = set()
        self.fields = {hit.start for hit in outline.reading.hits_of("specialties")}

    def votes(self) -> Iterator[Vote]:
        mentions = [(index, item.person) for index, item in enumerate(self.items) if item.person]
        yield from self._given_a_role()
        for index, person in mentions:
            yield from self._claim(person, self._right_of(index), "told after the name")
        for index, person in mentions:
            yield from self._claim(person, self._left_of(index), "told before the name")
        yield from self._told_by_pronoun()
        yield from self._told_in_fragments()
        yield from self._introduced_by_role()
        yield from self._in_clinic_with()
        yield from self._at_work()
        yield from self._signed()
        yield from self._is_img()

    def _claim(self, person: Person, positions: Iterable[int], rule: str) -> Iterator[Vote]:
        for position in positions:
            if position not in self.used:
                self.used.add(position)
                yield position, person, rule

    def _is_img(self) -> Iterator[Vote]:
        """Read whom "IMG" is said of: "she is an IMG too", not "they take IMGs"."""
        if _IMGS.isdisjoint(self.words):
            return
        for position, item in enumerate(self.items):
            if item.word not in _IMGS or position in self.used:
                continue
            start, end = self.outline.sentence_of(position)
            before = self.outline.text_of(start, position)
            after = self.outline.text_of(position + 1, min(position + 4, end))
            if _NOT_OF_A_PERSON.search(before) or _IMG_OF_A_PROGRAM.match(after):
                continue
            if item.word == "imgs" and "both " not in f"{before} ":
                continue
            person = self.antecedents.subject_before(position)
            if person is not None:
                yield position, person, "is an IMG"

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
                if self._is_own_subject(position) or self._leads_to_another(position):
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
        return word in LINKS or (inside and word not in _BREAKERS_RIGHT)

    def _attribute_soon(self, position: int) -> bool:
        for ahead in range(position, min(position + 6, len(self.items))):
            if self._is_attribute(ahead):
                return True
            if self.items[ahead].word not in LINKS:
                return False
        return False

    def _card_goes_on(self, position: int) -> bool:
        following = position + 1
        return following < len(self.items) and (self._is_attribute(following) or self.items[following].word == "\n")

    def _is_attribute(self, position: int) -> bool:
        item = self.items[position]
        if item.word == "POSITION":
            return role_of_a_position(self.outline, position) is not None
        return item.word in _TOLD_OF_SOMEONE or item.start in self.fields

    def _is_own_subject(self, position: int) -> bool:
        """A place that does something itself ("… at UAB, Mercy sponsors H-1B") tells of programs, not of the person."""
        item = self.items[position]
        if item.word != "PLACE" or position + 1 >= len(self.items):
            return False
        before, after = self.items[position - 1].word, self.items[position + 1].word
        return before in {",", "and", "-", ":", "\n"} and (after in _PROGRAM_VERBS or after in {"VISA", ":"})

    def _leads_to_another(self, position: int) -> bool:
        """Whether "and the fellow, Dr. Haddad" goes on to somebody else, of whom it tells."""
        before = [item.word for item in self.items[max(position - 2, 0) : position]]
        if before != ["and", "the"] or self.items[position].word != "ROLE":
            return False
        following = self.items[position + 1 : position + 5]
        ahead = next((index for index, item in enumerate(following) if item.person is not None), None)
        return ahead is not None and all(item.word in {",", "dr", ".", "is"} for item in following[:ahead])

    def _left_of(self, index: int) -> Iterator[int]:
        """Items before the name that lead up to it: "kettering apd dr X", "the PD at Mercy, Dr. X"."""
        told = False
        for position in range(index - 1, max(index - 14, -1), -1):
            item = self.items[position]
            if item.person is not None or position in self.used:
                return
            if item.word in _LEADING or (
                item.word == "POSITION" and role_of_a_position(self.outline, position) is not None
            ):
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
        if self.items[position].word in {"ROLE", "POSITION", "chief", "director"}:
            return True
        if told:
            return self.items[position].word != "PLACE" or self.items[position + 1].word not in {"\n", "-"}
        if self._only_title_between(position, index):
            return True
        return self.items[position].word == "PLACE" and self._role_before_place(position)

    def _only_title_between(self, position: int, index: int) -> bool:
        return all(item.word in {"dr", ".", "-", ":", "=", ",", "–", "—"} for item in self.items[position + 1 : index])

    def _role_before_place(self, position: int) -> bool:
        """Whether the place is told of a role before it: "the PD at Mercy, Dr. X"."""
        before = [item.word for item in self.items[max(position - 3, 0) : position]]
        return "ROLE" in before and bool({"at", "of", "from", "in", "@"} & set(before))

    # -- in later words

    def _told_by_pronoun(self) -> Iterator[Vote]:
        """Read sentences about someone named before: "She is the PD at Mercy", "he's chief of GI"."""
        if _PRONOUNS.isdisjoint(self.words):
            return
        for match in _PRONOUN_IS.finditer(self.outline.text):
            person = self.antecedents.at(self.outline.item_index(match.start(1)))
            if person is not None:
                last = self.outline.item_index(match.end() - 1)
                yield from self._claim(person, self._right_of(last), "told of a pronoun")

    def _told_in_fragments(self) -> Iterator[Vote]:
        """Read sentences without a subject, about the person before: "… asked for my CV. Nephro fellow at SLU"."""
        if _TOLD_ALONE.isdisjoint(self.words):
            return
        for start, end in self.outline.sentences():
            position = start
            while position < end and self.items[position].word in _FRAGMENT_OPENERS:
                position += 1
            if position >= end or position in self.used or self.items[position].word not in _TOLD_ALONE:
                continue
            if any(item.person for item in self.items[start:end]):
                continue
            person = self.antecedents.last_before(start)
            if person is not None:
                yield from self._claim(person, self._right_of(position - 1), "told in a fragment")

    def _introduced_by_role(self) -> Iterator[Vote]:
        """Read roles told before a name that comes later: "the PD of Kern was there. Her name is Dr. Ito"."""
        if not holds_any(self.outline.text, _NAMING_HOLDS):
            return
        for match in _NAME_IS.finditer(self.outline.text):
            index = self.outline.item_index(match.end() - 1)
            person = self.items[index].person
            if person is None:
                continue
            for position in range(index - 1, max(index - 25, -1), -1):
                if self.items[position].person is not None:
                    break
                if self.items[position].word == "ROLE" and position not in self.used:
                    if any(item.word == "i'm" for item in self.items[max(position - 3, 0) : position]):
                        break  # "asked if I'm the new intern. He's Dr. Rao"
                    yield from self._claim(person, self._right_of(position - 1), "role told before the name")
                    if position > 0 and self.items[position - 1].word == "SPEC":
                        yield from self._claim(person, [position - 1], "field told before the name")
                    break

    def _in_clinic_with(self) -> Iterator[Vote]:
        """Read the field of a clinic as that of the physician met there: "endo clinic with Dr. Long"."""
        if not self.fields and "EVENT" not in self.outline.text:
            return
        for match in _CLINIC_WITH.finditer(self.outline.text):
            person = self.outline.items_between(*match.span())[-1].person
            if person is not None:
                yield self.outline.item_index(match.start()), person, "the clinic's field"

    def _at_work(self) -> Iterator[Vote]:
        """Read where somebody works now: "he moved to Mercy last year"."""
        if not self.outline.reading.places:
            return
        for match in _WORKS_AT.finditer(self.outline.text):
            person = self._subject(match)
            if person is not None:
                place = self.outline.item_index(match.end() - 1)
                yield place, person, "where they work"
                # "moved from Mercy to Tufts and is PD now"
                yield from self._claim(person, self._right_of(place), "told after where they work")

    def _signed(self) -> Iterator[Vote]:
        """Read who a message passed on is from: "the coord replied: '… Regards, Ann Lee'", "From: Ann …"."""
        if not _SIGNING.isdisjoint(self.words):
            for match in _SIGNED.finditer(self.outline.text):
                index = self.outline.item_index(match.end() - 1)
                person = self.items[index].person
                writer = _WRITER.search(self.outline.text, 0, match.start())
                if person is not None and writer is not None:
                    role = self.outline.item_index(writer.start())
                    yield from self._claim(person, self._right_of(role - 1), "told of who signed")
        if self.items and self.items[0].word == "from":
            person = next((item.person for item in self.items[1:4] if item.person), None)
            start, end = self.outline.sentence_of(len(self.items) - 1)
            if person is not None and self.items[start - 1].word == "\n" and self._tells_alone(start, end):
                yield from self._claim(person, range(start, end), "told of who signed")

    def _tells_alone(self, start: int, end: int) -> bool:
        """Whether a line is no more than a role and where: "Essentia GME coordinator"."""
        words = [item.word for item in self.items[start:end]]
        return "ROLE" in words and all(
            word in _SIGNATURES or self._is_attribute(start + at) for at, word in enumerate(words)
        )

    def _given_a_role(self) -> Iterator[Vote]:
        """Read who gets a role: "Dr. Lee replaces her as PD", "who replaces her as PD? dr lee", "he got the PD job"."""
        if "ROLE" not in self.words or not holds_any(self.outline.text, _GIVING_HOLDS):
            return
        for given in _GIVEN_A_ROLE:
            for match in given.finditer(self.outline.text):
                who = self.outline.item_index(match.start("who"))
                person = self.items[who].person or self.antecedents.at(who)
                if person is not None:
                    role = self.outline.item_index(match.start("role"))
                    yield from self._claim(person, self._right_of(role - 1), "given a role")

    def _subject(self, match: re.Match[str]) -> Person | None:
        """The person a pattern's match is about: named in it, else who its pronoun or sentence is about."""
        for item in self.outline.items_between(*match.span()):
            if item.person:
                return item.person
        return self.antecedents.at(self.outline.item_index(match.start()))
