"""What the resident owes: an action the resident takes on, with whom and by when.

Each clause that names an act is weighed (owed.py): an order to oneself ("email her thursday"), a plan ("I should"),
what somebody asks of the resident ("wants my CV by friday"), a noun with a day ("thank-you to her by tuesday"). What
the other person will do, and what is done already, weighs as nothing.
"""

import math
import re
from datetime import time

from bot.domain.vocabulary import FollowUpKind, Intent
from bot.understanding.clauses import Clause, Clauses
from bot.understanding.cues import Cue
from bot.understanding.dates import DateMention, Kind
from bot.understanding.due import Due
from bot.understanding.lexicon import word_set
from bot.understanding.linear import score, weights
from bot.understanding.meaning import FollowUpMention, Span
from bot.understanding.owed import (
    BARE,
    KINDS,
    NOTHING,
    OWED,
    can_be_due,
    can_be_owed,
    date_of,
    head_of,
    is_deadline,
    kind_features,
    names_an_act,
    owed_features,
)
from bot.understanding.pronouns import Antecedents
from bot.understanding.reading import Person

LONGEST_TASK = 120  # characters
OWED_FROM = 0.45  # the share of the evidence that has to speak for something owed
_TOLD_BEFORE = 5  # clauses
_PRONOUNS = word_set("her him them his their she he")
_NAMELESS = word_set("PLACE attorney office")
_OWNING = word_set("his her their your")
_LISTING = word_set(", and & + / n")
_LONGEST_LIST = 40  # words
_HEADS_A_LIST = word_set(": → - – — > =")
_BESIDE_NAMES = word_set("dr . the ROLE PLACE SPEC ( ) at of from")
_ANDS = word_set("and & + n")
_BETWEEN_NAMES = word_set("dr drs . , the ROLE PLACE SPEC ( ) : - – both doctors doctor prof at & + and n \n ;")
_TO_SEVERAL = word_set("thank-yous cards notes emails calls them em both each all x2 x3 everyone")
_AT_ONCE = word_set("now rn")
_CARRIERS = word_set("email mail text message")
_LETTER_WORDS = word_set(
    "rec recs recommendation recommend reference referee referees write writes writing writer wrote"
)
_SETTING_OFF = word_set(", ( : here there")
_APPOSED = word_set(", dr . ( :")
_OF_PEOPLE = word_set("of doctors drs people ROLE")
_AFTER_TWO = word_set("DATE . , until by on before tomorrow") | {""}
_TITLES = frozenset({"dr", "prof", "mr", "mrs", "ms"})
_TRAILING = word_set("and then , so but also by on i i'll need to - or before should she he please : (")


class FollowUpFinder:
    def __init__(self, clauses: Clauses, antecedents: Antecedents, intent: Intent) -> None:
        self.clauses = clauses
        self.outline = clauses.outline
        self.reading = clauses.outline.reading
        self.antecedents = antecedents
        self.intent = intent
        self.used_dates: set[int] = set()
        self.days_of_people: dict[int, int] = {}
        """The item of a person's own day in a list: "thank-yous: Dr. Rao (today), Dr. Kim (tomorrow)"."""

    def find(self) -> list[FollowUpMention]:
        found: list[FollowUpMention] = []
        owing = [number for number, clause in enumerate(self.clauses.all) if can_be_owed(self.clauses, clause)]
        # A day told beside an act is the act's: "call Dr. Rao, fri 4:15" owes no second thing on Friday.
        for number in sorted(owing, key=lambda number: _after_acts(self.clauses.all[number])):
            clause = self.clauses.all[number]
            if (not names_an_act(clause) or is_deadline(clause)) and self._uses(clause):
                continue
            kind, sure = self.weigh(number)
            if kind is None:
                self.reading.note("owed", self._span(clause), "nothing", f"{sure:.2f} for something")
                continue
            self.reading.note("owed", self._span(clause), f"{kind} ({sure:.2f})")
            for follow_up in self._owed(number, kind, sure):
                _keep(found, follow_up)
        found.sort(key=lambda follow_up: follow_up.span or Span(0, 0))
        return _most_specific(found)

    def likeliest(self) -> list[FollowUpMention]:
        """What is owed where something certainly is: the clause that names an act and has most evidence for it."""
        acts = [
            (sure, -number)
            for number, clause in enumerate(self.clauses.all)
            if names_an_act(clause) and (head := head_of(self.clauses, clause)).name != BARE and head.form != "past"
            for sure in (self._share_owed(number),)
        ]
        if not acts:
            return []
        sure, number = max(acts)
        return self._owed(-number, self._kind(-number), sure)

    def _uses(self, clause: Clause) -> bool:
        """Whether a day of the clause belongs to something owed already."""
        return any(int(self.outline.items[index].value or 0) in self.used_dates for index in clause.dates)

    def _span(self, clause: Clause) -> Span:
        items = self.outline.items
        return self.reading.span(items[clause.start].start, items[clause.end - 1].end)

    def weigh(self, number: int) -> tuple[FollowUpKind | None, float]:
        """The kind of what clause *number* tells to be owed, if it does, and how much of the evidence says so."""
        sure = self._share_owed(number)
        return (self._kind(number) if sure >= OWED_FROM else None), sure

    def _share_owed(self, number: int) -> float:
        scores = score(owed_features(self.clauses, number, self.intent), weights("follow_ups"), (OWED, NOTHING))
        return 1 / (1 + math.exp(min(scores[NOTHING] - scores[OWED], 50)))

    def _kind(self, number: int) -> FollowUpKind:
        if self._goes_along(number):
            return FollowUpKind.SEND
        kinds = score(kind_features(self.clauses, number, self.intent), weights("follow_up_kinds"), KINDS)
        if not self._speaks_of_a_letter():
            kinds.pop(FollowUpKind.ASK_LETTER.value)  # "ask her about the waiver"
        return FollowUpKind(max(kinds, key=lambda kind: kinds[kind]))

    def _speaks_of_a_letter(self) -> bool:
        letters = any(cue.name == "letter" for cue in self.clauses.cues)
        return letters or not _LETTER_WORDS.isdisjoint(self.clauses.words)

    def _goes_along(self, number: int) -> bool:
        """Whether "I'll email it to her" says by what way a thing told before is sent."""
        clause = self.clauses.all[number]
        head = head_of(self.clauses, clause)
        if head.name != "email" and self.clauses.words[head.start] not in _CARRIERS:
            return False
        if self.clauses.words[head.end : head.end + 1] not in (["it"], ["them"], ["that"], ["those"]):
            return False
        before = self.clauses.all[max(number - _TOLD_BEFORE, 0) : number]
        return any(cue.name == "document" for each in before for cue in each.cues)

    def _owed(self, number: int, kind: FollowUpKind, sure: float) -> list[FollowUpMention]:
        clause = self.clauses.all[number]
        head = head_of(self.clauses, clause)
        place, _ = date_of(self.clauses, number, head)
        span = self.reading.span(self.outline.items[head.start].start, self.outline.items[head.end - 1].end)
        self.days_of_people.clear()
        people = self._whom(clause, head, kind)
        own_days = [self.days_of_people.get(id(person)) for person in people]
        days = own_days if own_days[0] is not None else [place] * len(people)
        return [
            FollowUpMention(
                kind=kind,
                with_name=person.name if person else None,
                what=self._what(clause, head, kind) if len(people) == 1 else "",
                span=span,
                confidence=round(sure, 2),
                **self._due(clause, day),
            )
            for person, day in zip(people, days, strict=True)
        ]

    def _due(self, clause: Clause, place: int | None) -> Due:
        """The day at item *place* and its time, or a time told beside it."""
        mention = self.clauses.mention(place) if place is not None else None
        if place is not None:
            self.used_dates.add(int(self.outline.items[place].value or 0))
        at = mention.at if mention else None
        if at is None:
            at = self._clock(clause)
        elif mention and mention.kind is Kind.CLOCK and place is not None:
            mention = self._day_before(place) or mention
        if mention is None and self.clauses.words[clause.end - 1] in _AT_ONCE:
            return {"due_on": self.reading.now.date()}
        return {
            "due_on": mention.due if mention else None,
            "due_at": at,
            "due_span": mention.span if mention else None,
        }

    def _day_before(self, place: int) -> DateMention | None:
        """The day told earlier in the sentence, or at the head of a list, that a mere time of day is on."""
        start, _ = self.outline.sentence_of(place)
        for index in range(place - 1, -1, -1):
            if self.outline.items[index].word != "DATE":
                continue
            mention = self.clauses.mention(index)
            if mention.kind is Kind.DAY and can_be_due(mention) and (index >= start or index < 3):
                return mention
        return None

    def _clock(self, clause: Clause) -> time | None:
        return next((mention.at for index in clause.dates if (mention := self.clauses.mention(index)).at), None)

    def _whom(self, clause: Clause, head: Cue, kind: FollowUpKind) -> list[Person | None]:
        """Those it is owed to: named after the act, a pronoun there, else whom the clause is about."""
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
        together = self._together(clause, head, words)
        if len(together) > 1:
            return list(together)
        if len(words) > 1 and words[-1] not in _PRONOUNS and words[-1] != "DATE":
            beside = self._beside(clause.end - 1)
            if beside:
                return [beside]
        for position, item in enumerate(items):
            if item.word in _PRONOUNS and not self._owns_next(head.start + position):
                index = head.start + position
                found = self.antecedents.at(index) or self.antecedents.last_before(index)
                if found:
                    return [found]
        for item in items[:8]:
            if item.word == "ROLE":
                return [self._holder(item.value)]
        if any(word in _NAMELESS for word in words[:6]) and not clause.quoted:
            return [None]
        for item in reversed(self.outline.items[clause.start : head.start]):
            if item.person:
                return [item.person]
        subject = self._spoken_of(head.start)
        if subject is None and len(self.reading.people) == 1:
            subject = self.reading.people[0]
        return [subject]

    def _together(self, clause: Clause, head: Cue, words: list[str]) -> list[Person]:
        """Those named together before what they are owed: "Dr. A + Dr. B want it", "Dr. A, Dr. B. thank-yous"."""
        if any(self.outline.items[index].person for index in range(clause.start, head.start)):
            return self._run_of_names(head.start, clause.start, joined=True)
        if _TO_SEVERAL.isdisjoint(words[:4]):
            return []
        return self._run_of_names(clause.start, 0, joined=False)

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

    def _spoken_of(self, index: int) -> Person | None:
        """Of whom the sentence is; else who comes first in the one before: "Rao will tell Lee. Thank-you due."."""
        start, _ = self.outline.sentence_of(index)
        if start and not any(item.person for item in self.outline.items[start:index]):
            before = self.outline.items[slice(*self.outline.sentence_of(start - 1))]
            if first := next((item.person for item in before if item.person), None):
                return first
        return self.antecedents.subject_before(index)

    def _named(self, head: Cue, clause: Clause) -> list[Person | None]:
        """Those named after the act: the first, all of a list ("thank A, B and C"), not whose assistant it is."""
        items = self.outline.items
        first = next((index for index in range(head.start, clause.end) if items[index].person), None)
        heading = first is None
        if first is None:
            first = self._first_under(clause)
            if first is None:
                return []
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
            elif item.word in _LISTING:
                listed, joined = True, joined or item.word != ","
            elif item.word == "DATE" and heading:
                self.days_of_people[id(people[-1])] = index
            elif item.word not in _BESIDE_NAMES:
                break
        return people if heading or joined or len(people) > 2 else people[:1]

    def _pronoun_joined(self, start: int, first: int) -> Person | None:
        """Who is joined to the first one named: "linkedin her + Dr. Beck"."""
        words = [item.word for item in self.outline.items[start:first] if item.word not in {"dr", "."}]
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
            if items[index].word not in _BESIDE_NAMES:
                return None
        return None

    def _owns(self, index: int) -> bool:
        return self.reading.tokens[self.outline.items[index].end - 1].is_possessive

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

    def _what(self, clause: Clause, head: Cue, kind: FollowUpKind) -> str:
        """The task in the resident's own words, without its date; in another's words, what is to be sent."""
        if clause.quoted and kind is not FollowUpKind.SEND:
            return ""  # "come see me", says the other: to see them, as the kind says
        kept: list[str] = []
        for item in self.outline.items[head.start : clause.end]:
            if item.word == "." and kept and kept[-1].lower() in _TITLES:
                kept[-1] += "."
            elif item.word in {".", ";", "!", "\n"}:
                break
            elif item.word != "DATE" and not (clause.quoted and item.word == "me"):
                word = self.reading.words_of(item.start, item.end)
                kept.append("my" if clause.quoted and item.word == "your" else word)
        while kept and kept[-1].lower() in _TRAILING:
            kept.pop()
        return re.sub(r" ([,.:;!?)])", r"\1", " ".join(kept))[:LONGEST_TASK]


def _after_acts(clause: Clause) -> bool:
    return not names_an_act(clause) or is_deadline(clause)


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


def _keep(found: list[FollowUpMention], told: FollowUpMention) -> None:
    """Add what is told, unless it was told before; told again with its day, the later telling counts."""
    for place, other in enumerate(found):
        if _same(other, told):
            if other.due_on is None:
                found[place] = told
            elif (
                told.kind is FollowUpKind.SEND
                and told.due_on
                and told.due_on != other.due_on
                and told.what != other.what
            ):
                continue  # "wants my statement by monday, wants my cv by wednesday"
            return
    found.append(told)


def _same(one: FollowUpMention, other: FollowUpMention) -> bool:
    return one.kind is other.kind and one.with_name == other.with_name


def _most_specific(found: list[FollowUpMention]) -> list[FollowUpMention]:
    """Drop an unspecific task that repeats a specific one of the same day ("email a thank-you" is one thing)."""
    kept: list[FollowUpMention] = []
    for follow_up in found:
        vague = follow_up.kind is FollowUpKind.OTHER and any(
            other is not follow_up
            and (other.due_on == follow_up.due_on or follow_up.due_on is None)
            and follow_up.with_name in {other.with_name, None}
            for other in found
            if other.kind is not FollowUpKind.OTHER
        )
        if not vague:
            kept.append(follow_up)
    return kept
