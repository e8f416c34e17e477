"""To whom something is owed: named after the act, in a list below it, a pronoun there, else whom it is about."""

from itertools import pairwise, takewhile

from bot.domain.vocabulary import FollowUpKind
from bot.understanding.clauses import Clause, Clauses
from bot.understanding.cues import Cue
from bot.understanding.lexicon import word_set
from bot.understanding.named_in_passing import is_named_in_passing, is_one_of_theirs
from bot.understanding.outline import Item
from bot.understanding.pronouns import Antecedents
from bot.understanding.reading import COMMON_WORDS, Person

_PRONOUNS = word_set("her him them his their she he")
_PROMISED = word_set("promised owe told")
_OBJECTS = word_set("her him them")
_IS_GOING_TO = word_set("she'd he'd they'd she'll he'll they'll will would")
_SUBJECTS = word_set("she he she'll he'll she'd he'd she's he's")
_NAMELESS = word_set("PLACE attorney office")
_TURNING_TO = frozenset({FollowUpKind.EMAIL, FollowUpKind.CALL, FollowUpKind.MEET, FollowUpKind.CONNECT})
_CARRIED_BY = {FollowUpKind.CALL: "PHONE", FollowUpKind.EMAIL: "EMAIL"}
_WANTED = frozenset({("wants", "me"), ("invited", "me"), ("asked", "me")})
"""Of whom the clause is; a role in it is somebody else's: "wants me friday for dinner with the residents"."""
_OWNING = word_set("his her their your")
_ONE_FROM = (["one", "from"], ["1", "from"], ["other", "from"], ["another", "from"])
_LISTING = word_set(", and & + / n")
_BESIDE_ANOTHER = word_set("and then to dr prof . , ROLE at from PLACE")
_LONGEST_LIST = 40  # words
_HEADS_A_LIST = word_set(": → - – — > =")
_BY_TRADE = word_set(
    "nurse nurses rn pharmacist pharmd librarian chaplain dietitian tech manager mgr np pa secretary clerk therapist "
    "rt pt ot socialworker midwife professor student scribe charge"
)
"""What may stand before a name in a list of people: "thank Dr. Rao and the pharmacist Lorna"."""
_BESIDE_NAMES = word_set("dr . the ROLE PLACE SPEC ( ) at of from") | _BY_TRADE
_BULLETS = word_set("• * - – — 1 2 3 4 5 6 )") | {"\n", "·"}
_POSSESSED = word_set("his her their our my the")
_ANDS = word_set("and & + n")
_AGAIN_TO = (["to"], ["for"])
_BETWEEN_NAMES = word_set("dr drs . , the ROLE PLACE SPEC ( ) : - – both doctors doctor prof at & + and n \n ;")
_TO_SEVERAL = word_set("thank-yous cards notes emails calls them em both each all x2 x3 everyone")
_CARDS = ["thank", "you", "SPEC"]
"""Thank-you cards: alone, "cards" is cardiology."""
_SETTING_OFF = word_set(", ( : here there")
_APPOSED = word_set(", dr . ( :")
_TITLED = word_set("dr doctor prof ms mrs mr miss . ROLE")
_HIS_PEOPLE = word_set(
    "ROLE assistant secretary partner wife husband colleague coordinator nurse ma scribe manager friend office fellow"
)
_LONGEST_APPOSITION = 9  # words
_SENTENCES_BACK = 4
_OF_PEOPLE = word_set("of doctors drs people ROLE")
_AFTER_TWO = word_set("DATE . , until by on before tomorrow") | {""}


class OwedTo:
    def __init__(self, clauses: Clauses, antecedents: Antecedents) -> None:
        self.clauses = clauses
        self.outline = clauses.outline
        self.reading = clauses.outline.reading
        self.antecedents = antecedents
        self._days: dict[int, int] = {}

    def whom(self, clause: Clause, head: Cue, kind: FollowUpKind) -> tuple[list[Person | None], list[int | None]]:
        """Return those it is owed to, and for each the item of their own day in a list, None where there is none.

        "thank-yous: Dr. Rao (today), Dr. Kim (tomorrow)" tells such days.
        """
        self._days.clear()
        people = [None if self._is_kin_of_whom(clause, each) else each for each in self._people(clause, head, kind)]
        return people, [self._days.get(id(person)) for person in people]

    def _is_kin_of_whom(self, clause: Clause, person: Person | None) -> bool:
        """Whether one named later is of the "him" it is owed to: "revert to him by sunday, his wife Dr. Latha …"."""
        items = self.outline.items[clause.end : clause.end + _LONGEST_APPOSITION]
        words = [item.word for item in items]
        named = next((place for place, item in enumerate(items) if item.person is person), None) if person else None
        owner = next((place for place, word in enumerate(words[:named]) if word in _OWNING), None)
        if named is None or owner is None or _OBJECTS.isdisjoint(self.clauses.words[clause.start : clause.end]):
            return False
        return not _HIS_PEOPLE.isdisjoint(words[owner:named])

    def _people(self, clause: Clause, head: Cue, kind: FollowUpKind) -> list[Person | None]:
        """Those named after the act, a pronoun there, else whom the clause is about."""
        if kind is FollowUpKind.APPLY:
            return [None]
        items = self.outline.items[head.start : clause.end]
        words = [item.word for item in items]
        several = self._last_named(
            clause.end, _how_many([item.word for item in self.clauses.outline.items[clause.start : clause.end]])
        )
        if len(several) > 1:
            return list(several)
        listed = self._named(head, clause)
        if listed:
            return listed
        if kind is FollowUpKind.ASK_LETTER and (writers := self._one_from_each(clause.end)):
            return writers
        if spelled := self._spelled_small(words[head.end - head.start :]):
            return [spelled]
        together = self._together(clause, head, words)
        if len(together) > 1:
            return list(together)
        if len(words) > 1 and words[-1] not in _PRONOUNS and words[-1] != "DATE":
            beside = self._beside(clause.end - 1)
            if beside:
                return [beside]
        if head.name == "connect" and not head.form:  # "look for her on LinkedIn"
            for index in range(head.start - 1, clause.start - 1, -1):
                if self.outline.items[index].word in _OBJECTS and (found := self.antecedents.at(index)):
                    return [found]
        for position, item in enumerate(items):
            if item.word in _PRONOUNS and not self._owns_next(head.start + position):
                index = head.start + position
                found = (
                    self._same_act_to(clause, head) or self.antecedents.at(index) or self.antecedents.last_before(index)
                )
                if found:
                    return [found]
        for position, item in enumerate(items[:8]):
            if item.word == "ROLE" and not _WANTED.intersection(
                pairwise(self.clauses.words[clause.start : clause.end])
            ):
                holders = [self._holder(each.value) for each in self._joined_roles(items[position:])]
                return list(dict.fromkeys(holders)) if all(holders) else holders[:1]
        beforehand = takewhile(lambda word: word != "DATE", words[:6])
        if not _NAMELESS.isdisjoint(beforehand) and not clause.quoted:
            return [None]
        for index in range(head.start - 1, clause.start - 1, -1):
            item = self.outline.items[index]
            if item.person:
                return [item.person]
            if item.word in _OBJECTS and self.clauses.words[index - 1] in _PROMISED and self.antecedents.at(index):
                return [self.antecedents.at(index)]  # "I promised him version two"
        subject = self._reached(clause.start, kind) or self.spoken_of(head.start, kind)
        if subject is None and len(self.reading.people) == 1:
            subject = self.reading.people[0]
        return [subject]

    def _joined_roles(self, items: list[Item]) -> list[Item]:
        """The roles that *items* begin with, joined by an "and": "the PD and the chief"."""
        roles, joined = items[:1], False
        for item in items[1:]:
            if item.word == "ROLE" and joined:
                roles.append(item)
            elif item.word not in _ANDS and not (joined and item.word in _POSSESSED):
                break
            joined = item.word != "ROLE"
        return roles

    def _one_from_each(self, start: int) -> list[Person | None]:
        """Those of whom each is told to write one: "I need 2 letters, one from Hsu, one from Petrosyan"."""
        items = self.outline.items
        writers: list[Person | None] = []
        for index in range(start, min(start + _LONGEST_LIST, len(items))):
            before = [item.word for item in items[max(index - 4, 0) : index] if item.word not in {"dr", ".", "the"}]
            if items[index].person and before[-2:] in _ONE_FROM:
                writers.append(items[index].person)
        return writers

    def _spelled_small(self, words: list[str]) -> Person | None:
        """Who of those told before is meant by a part of the name alone: "Sirvart Kole knows her. call sirvart"."""
        for person in self.reading.people:
            parts = person.name.lower().split()
            if len(parts) > 1 and any(part in words and part not in COMMON_WORDS for part in (parts[0], parts[-1])):
                return person
        return None

    def _same_act_to(self, clause: Clause, head: Cue) -> Person | None:
        """Who is named where another advised the same: "she says to email the APD, Dr. Rao, so I email her friday"."""
        for other in self.clauses.all:
            if other is clause:
                return None
            advised = next((cue for cue in other.cues if cue.name == head.name and cue.form == "plain"), None)
            if advised is None or other.has("me") or head.form != "plain":
                continue
            if self.clauses.words[advised.start - 1] in _IS_GOING_TO:
                continue  # "she'd email Dr. Rao herself, I send her my statement"
            named = next((item.person for item in self.outline.items[advised.end : other.end] if item.person), None)
            if beside := named or self._beside(other.end - 1):
                return beside
        return None

    def _reached(self, start: int, kind: FollowUpKind) -> Person | None:
        """Whose number or address the sentence before tells: "gave me Dr. Rao's cell, 555-0142. To call thursday"."""
        if kind not in _CARRIED_BY:
            return None
        begin, _ = self.outline.sentence_of(start)
        before = self.outline.items[slice(*self.outline.sentence_of(begin - 1))] if begin else []
        told = next((place for place, item in enumerate(before) if item.word == _CARRIED_BY[kind]), 0)
        return next((item.person for item in reversed(before[:told]) if item.person), None)

    def _together(self, clause: Clause, head: Cue, words: list[str]) -> list[Person]:
        """Those named together before what they are owed: "Dr. A + Dr. B want it", "Dr. A, Dr. B. thank-yous"."""
        if any(self.outline.items[index].person for index in range(clause.start, head.start)):
            return self._run_of_names(head.start, clause.start, joined=True)
        if _TO_SEVERAL.isdisjoint(words[:4]) and words[:3] != _CARDS:
            return []
        return self._run_of_names(clause.start, 0, joined=False) or self._last_list(clause.start)

    def _last_list(self, before: int) -> list[Person]:
        """Those named together a sentence or two before: "with Dr. A, Dr. B and Dr. C. J-1 only. Thank-yous due"."""
        end = before
        for _ in range(_SENTENCES_BACK):
            start, _ = self.outline.sentence_of(end - 1) if end else (0, 0)
            last = next((index for index in range(end - 1, start - 1, -1) if self.outline.items[index].person), None)
            if last is not None:
                people = self._run_of_names(last + 1, start, joined=True)
                return people if len(people) > 1 else []
            end = start
        return []

    def _run_of_names(self, before: int, first: int, *, joined: bool) -> list[Person]:
        """The people of a list that ends before item *before*, in their order; where *joined*, only with an "and"."""
        items = self.outline.items
        index = before - 1
        while joined and index >= first and not items[index].person:
            index -= 1
        people: list[Person] = []
        told = False
        while index >= first:
            item = items[index]
            if item.person:
                people += [item.person] if item.person not in people else []
            elif item.word in _ANDS:
                told = True
            elif item.word not in _BETWEEN_NAMES:
                break
            index -= 1
        return people[::-1] if told or not joined else []

    def spoken_of(self, index: int, kind: FollowUpKind = FollowUpKind.MEET) -> Person | None:
        """Of whom the sentence is; else who comes first in the one before: "Rao will tell Lee. Thank-you due.".

        Who is named only in passing ("she'll mention me to Lee") is passed over for whom it is told of.
        """
        items = self.outline.items
        start, _ = self.outline.sentence_of(index)
        if start and not any(item.person for item in items[start:index]):
            begin, end = self.outline.sentence_of(start - 1)
            named = [place for place in range(begin, end) if items[place].person]
            if main := next((place for place in named if not self._is_passed_over(place, kind)), None):
                return items[main].person
            if named:
                return self._told_of_before(named[0], kind) or items[named[0]].person
        subject = self.antecedents.subject_before(index)
        last = next((place for place in range(index - 1, -1, -1) if items[place].person), None)
        if last is not None and items[last].person is subject and self._is_passed_over(last, kind):
            return self._told_of_before(last, kind) or subject
        return subject

    def _told_of_before(self, index: int, kind: FollowUpKind) -> Person | None:
        """The last one named before item *index*, or meant by a pronoun in its sentence, and not in passing."""
        items = self.outline.items
        start, _ = self.outline.sentence_of(index)
        for place in range(index - 1, -1, -1):
            if items[place].person and not self._is_passed_over(place, kind):
                return items[place].person
            if place >= start and items[place].word in _SUBJECTS and (meant := self.antecedents.at(place)):
                return meant
        return None

    def _is_passed_over(self, place: int, kind: FollowUpKind) -> bool:
        """Whether who is named there is owed nothing: to write to another's boss is more likely than to thank them."""
        return is_named_in_passing(self.clauses, place) or (
            kind not in _TURNING_TO and is_one_of_theirs(self.clauses, place)
        )

    def _named(self, head: Cue, clause: Clause) -> list[Person | None]:
        """Those named after the act: the first, all of a list ("thank A, B and C"), not whose assistant it is."""
        items = self.outline.items
        first = next((index for index in range(head.start, clause.end) if items[index].person), None)
        heading = first is None
        if first is None:
            first = self._first_under(clause)
            if first is None:
                return []
        if self._owns(first) and (theirs := self._whose(first)):
            return [theirs]
        following = next((index for index in range(first + 1, clause.end) if items[index].person), None)
        if following is not None and self._owns(first):
            return [items[following].person]
        if self._owns(first) and any(item.word in _PRONOUNS for item in items[head.end : first]):
            return []  # "bring her Dr. Rao's book"
        people: list[Person | None] = [items[first].person]
        listed = joined = False
        if first - 2 > head.start and items[first - 1].word in {"and", "&"} and items[first - 2].word == "ROLE":
            holder = self._holder(items[first - 2].value)
            people = [holder, *people] if holder else people
            joined = holder is not None
        if also := self._pronoun_joined(head.end, first):
            people, joined = [also, *people], True
        depth = 0
        for index in range(first + 1, min(first + _LONGEST_LIST, len(items))):
            item = items[index]
            depth += (item.word == "(") - (item.word == ")")
            if depth and heading and not item.person and item.word != "DATE":
                continue  # "cards: Dr. A (LSU), Dr. B (Ochsner)"
            if item.person:
                if listed and item.person not in people:
                    people.append(item.person)
                listed = False
            elif heading and item.word in _BULLETS:
                listed = joined = items[index - 1].word == "\n" or items[index - 2].word == "\n" or listed
            elif item.word in _LISTING:
                listed, joined = True, joined or item.word != ","
            elif listed and item.word in _POSSESSED:
                continue  # "thank Dr. Rao and her coordinator, Lorna"
            elif item.word == "DATE" and (heading or (self._days and not listed) or self._leads_to_another(index)):
                self._days[id(people[-1])] = index
            elif listed and item.word == "to" and self._days:
                continue
            elif item.word not in _BESIDE_NAMES and not (heading and item.word == "EVENT"):
                break
        if not heading and len(self._days) not in {0, len(people)}:
            self._days.clear()
            return people[:1]
        return people if heading or joined or len(people) > 2 or self._days else people[:1]

    def _leads_to_another(self, index: int) -> bool:
        """Whether behind the day at *index* another is named with a day of their own: "Rao friday and Lee monday"."""
        words = [item.word for item in self.outline.items[index + 1 : index + _LONGEST_APPOSITION]]
        after = [word for word in words[1:] if word not in _BESIDE_ANOTHER]
        return words[:1] != [] and words[0] in _LISTING and after[:2] == ["PERSON", "DATE"]

    def _pronoun_joined(self, start: int, first: int) -> Person | None:
        """Who is joined to the first one named: "linkedin her + Dr. Beck"."""
        words = [item.word for item in self.outline.items[start:first] if item.word not in {"dr", "."}]
        if words[-1:] in _AGAIN_TO:  # "thank-you to him & to Dr. Beck"
            words.pop()
        if len(words) < 2 or words[-1] not in _ANDS or words[-2] not in _PRONOUNS:
            return None
        index = next(index for index in range(first - 1, start - 1, -1) if self.outline.items[index].word in _PRONOUNS)
        return self.antecedents.at(index)

    def _first_under(self, clause: Clause) -> int | None:
        """The first name of a list whose heading the clause is: "thank-yous pending: Dr. A, Dr. B"."""
        items = self.outline.items
        end = clause.end
        if end < len(items) and items[end].word == "(":  # "thank-yous still owed (Mercy): Dr. A, Dr. B"
            closing = next((index for index in range(end, min(end + 6, len(items))) if items[index].word == ")"), end)
            end = closing + 1
        if end + 1 >= len(items) or items[end].word not in _HEADS_A_LIST:
            return None
        for index in range(end + 1, min(clause.end + _LONGEST_LIST, len(items))):
            if items[index].person:
                return index
            if items[index].word not in _BESIDE_NAMES and items[index].word not in _BULLETS:
                return None
        return None

    def _owns(self, index: int) -> bool:
        return self.reading.tokens[self.outline.items[index].end - 1].is_possessive

    def _whose(self, first: int) -> Person | None:
        """Who is named for what they are to the one at *first*: "call Dr. Pugh's coordinator, Jolene"."""
        items = self.outline.items[first + 1 : first + _LONGEST_APPOSITION]
        mark = next((place for place, item in enumerate(items) if item.word in _SETTING_OFF), len(items))
        if _HIS_PEOPLE.isdisjoint(item.word for item in items[:mark]):
            return None
        for item in items[mark + 1 :]:
            if item.person:
                return item.person
            if item.word not in _TITLED:
                break
        return None

    def _owns_next(self, index: int) -> bool:
        """Whether "his" or "their" at *index* says whose assistant, not to whom: "email his coordinator"."""
        items = self.outline.items
        return items[index].word in _OWNING and index + 1 < len(items) and items[index + 1].word == "ROLE"

    def _holder(self, role: str | None) -> Person | None:
        """The only person told to hold *role*: "email his coordinator … her name is Ilse"."""
        holders = [person for person in self.reading.people if person.role and person.role.value == role]
        return holders[0] if len(holders) == 1 else None

    def _beside(self, index: int) -> Person | None:
        """Who is named right behind a role, where a clause ends at the comma: "tell the chief, Ming, that I stay"."""
        items = self.outline.items[index + 1 : index + 5]
        named = next((place for place, item in enumerate(items) if item.person), None)
        if not named or items[0].word not in _SETTING_OFF or any(item.word not in _APPOSED for item in items[1:named]):
            return None
        return items[named].person

    def _last_named(self, before: int, most: int) -> list[Person]:
        """The last *most* people told, where so many are meant."""
        if not most:
            return []
        people = dict.fromkeys(id(item.person) for item in self.outline.items[:before] if item.person)
        by_id = {id(person): person for person in self.reading.people}
        return [by_id[key] for key in list(people)[-most:] if key in by_id]


def _how_many(words: list[str]) -> int:
    """Of how many people an act is told: "thank both", "email the three of them", "card for the two doctors"."""
    for before, word, following in zip(["", *words], words, [*words[1:], ""], strict=False):
        if word in {"both", "x2"} or (
            word == "two" and (following in _OF_PEOPLE or (before == "the" and following in _AFTER_TWO))
        ):
            return 2
        if word in {"three", "all", "x3"}:
            return 3
    return 0
