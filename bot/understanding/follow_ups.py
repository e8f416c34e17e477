"""What the resident owes: an action the resident takes on, with whom and by when.

Each clause that names an act is weighed (owed_evidence.py): an order to oneself ("email her thursday"), a plan ("I
should"), what somebody asks of the resident ("wants my CV by friday"), a noun with a day ("thank-you to her by
tuesday"). What the other person will do, and what is done already, weighs as nothing.
"""

import math
from datetime import date, time, timedelta

from bot.domain.vocabulary import FollowUpKind, Intent
from bot.understanding.clauses import Clause, Clauses
from bot.understanding.cues import Cue
from bot.understanding.dates import Bound, DateMention, Kind
from bot.understanding.due import Due
from bot.understanding.lexicon import word_set
from bot.understanding.linear import score, weights
from bot.understanding.meaning import FollowUpMention, Span
from bot.understanding.not_owed import fell_through, is_plainly_not_owed
from bot.understanding.owed import (
    BARE,
    NOTHING,
    OWED,
    can_be_due,
    can_be_owed,
    head_of,
    is_deadline,
    names_an_act,
    takes_up,
)
from bot.understanding.owed_days import date_of
from bot.understanding.owed_evidence import owed_features
from bot.understanding.owed_kinds import kind_of
from bot.understanding.owed_once import keep, most_specific
from bot.understanding.owed_plainly import PLAINLY, is_plainly_owed
from bot.understanding.owed_to import OwedTo
from bot.understanding.owed_words import sent_to_each, task_in_words
from bot.understanding.pronouns import Antecedents
from bot.understanding.when import is_todays_own

OWED_FROM = 0.45  # the share of the evidence that has to speak for something owed
OWED_BY_A_DAY_FROM = 0.28  # where a last day is told, and nothing else by it
TAKEN_UP_FROM = 0.1  # where the resident says "I'll do it" and when
LONGEST_LIST = 60  # items
_FAR_OFF = timedelta(days=330)
_OTHERS = word_set("PERSON ROLE she he they she'll he'll they'll she'd he'd they'd")
_THEY_WILL = word_set("he'd she'd they'd he'll she'll they'll")
_MIDNIGHT = time(0)
_WAY = word_set("by via per")
_TALKS = frozenset({"call", "appointment", "meet", "email"})
_ASKING = word_set("if whether")
_LAST_DAYS = frozenset({Bound.BY, Bound.BEFORE})
_AT_ONCE = word_set("now rn")
_AFTERWARDS = word_set("after afterwards")


class FollowUpFinder:
    def __init__(self, clauses: Clauses, antecedents: Antecedents, intent: Intent) -> None:
        self.clauses = clauses
        self.outline = clauses.outline
        self.reading = clauses.outline.reading
        self.intent = intent
        self.used_dates: set[int] = set()
        self.owed_to = OwedTo(clauses, antecedents)

    def find(self) -> list[FollowUpMention]:
        found: list[FollowUpMention] = []
        owing = [number for number, clause in enumerate(self.clauses.all) if can_be_owed(self.clauses, clause)]
        # A day told beside an act is the act's: "call Dr. Rao, fri 4:15" owes no second thing on Friday.
        for number in sorted(owing, key=lambda number: _after_acts(self.clauses.all[number])):
            clause = self.clauses.all[number]
            if (not names_an_act(clause) or is_deadline(clause)) and self._uses(clause):
                continue
            kind, sure = self.weigh(number)
            if self.reading.traced:
                self.reading.note("owed", self._span(clause), f"{kind or 'nothing'} ({sure:.2f} for something)")
            if kind is None or self._borrows_its_day(number):
                if fell_through(self.clauses, clause, head_of(self.clauses, clause)):
                    self.used_dates.update(int(self.outline.items[index].value or 0) for index in clause.dates)
                continue
            for follow_up in self._owed(number, kind, sure):
                if self.intent is not Intent.LOG or not self.is_far_off(follow_up.due_on, follow_up.due_span):
                    keep(found, follow_up)
        unused = len(self.used_dates) < len(self.clauses.dates)
        for number in owing if unused else ():
            if sure := self._owed_after_all(number, found):
                for follow_up in self._owed(number, kind_of(self.clauses, number, self.intent), sure):
                    keep(found, follow_up)
        found.sort(key=lambda follow_up: follow_up.span or Span(0, 0))
        return most_specific(found)

    def _borrows_its_day(self, number: int) -> bool:
        """Whether a talk told by the way has only the day of a task beside it: "phone w/ Rao / send cv by friday"."""
        clause = self.clauses.all[number]
        head = head_of(self.clauses, clause)
        a_talk = not head.form or self.clauses.words[head.end : head.end + 1] in (["w/"], ["with"])
        if not a_talk or head.name not in _TALKS or self.intent is not Intent.LOG:
            return False
        place, _ = date_of(self.clauses, number, head)
        if place is None:
            return False
        if clause.start <= place < clause.end:  # "Sunday call w/ Rao", on a Sunday
            mention = self.clauses.mention(place)
            return not number and mention.at is None and is_todays_own(self.outline, mention)
        if self.clauses.words[head.start - 1] in _WAY:
            return True  # "the coordinator by e-mail: J-1 only. Deadline friday"
        return any(
            each.start <= place < each.end and names_an_act(each) and not is_deadline(each) and self.weigh(other)[0]
            for other, each in enumerate(self.clauses.all)
        )

    def _owed_after_all(self, number: int, found: list[FollowUpMention]) -> float:
        """How surely a clause is owed that was weighed too lightly, but whose day nothing else is owed by; else 0.

        A last day told ("two pages by Halloween"), or one on which the resident does "it" ("thank-yous pending, tonight
        I'll do"), is the day of something.
        """
        clause = self.clauses.all[number]
        head = head_of(self.clauses, clause)
        place, _ = date_of(self.clauses, number, head)
        if (
            place is None
            or (head.form == "s" and not _wants_a_thing(self.clauses, head))
            or clause.joint in _ASKING
            or self._is_done_by_another(clause, head, place)
            or int(self.outline.items[place].value or 0) in self.used_dates
        ):
            return 0.0
        mention = self.clauses.mention(place)
        if any(each.due_on == mention.due for each in found) or self.is_far_off(mention.due, mention.span):
            return 0.0
        sure = self._share_owed(number)
        if sure >= TAKEN_UP_FROM and names_an_act(clause) and self._does_it_on(number, place):
            return sure
        return sure if mention.bound in _LAST_DAYS and sure >= OWED_BY_A_DAY_FROM else 0.0

    def _is_done_by_another(self, clause: Clause, head: Cue, place: int) -> bool:
        """Whether the day is for what somebody else will do: "met Dr. Rao! said he'd know by feb"."""
        if head.form == "past" and place not in range(clause.start, clause.end):
            return True
        return head.name != "want" and not _THEY_WILL.isdisjoint(self.clauses.words[clause.start : clause.end])

    def _does_it_on(self, number: int, place: int) -> bool:
        """Whether it is the resident who does "it" on the day at item *place*."""
        doing = next((each for each in self.clauses.all[number + 1 :] if place in range(each.start, each.end)), None)
        if doing is None or doing.quoted or doing.has("negation", "bot") or not takes_up(self.clauses, doing):
            return False
        return _OTHERS.isdisjoint(self.clauses.words[doing.start : doing.end])

    def is_far_off(self, due: date | None, told: Span | None) -> bool:
        """Whether a day is too far ahead for what is told by the way: one just gone by, or "twice in 3 years".

        What is *told* with its year is meant.
        """
        if due is None or due <= self.reading.now.date() + _FAR_OFF:
            return False
        return told is None or str(due.year) not in self.reading.text[told.start : told.end]

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
        return self._owed(-number, kind_of(self.clauses, -number, self.intent), sure)

    def _uses(self, clause: Clause) -> bool:
        """Whether a day of the clause belongs to something owed already."""
        return any(int(self.outline.items[index].value or 0) in self.used_dates for index in clause.dates)

    def _span(self, clause: Clause) -> Span:
        items = self.outline.items
        return self.reading.span(items[clause.start].start, items[clause.end - 1].end)

    def weigh(self, number: int) -> tuple[FollowUpKind | None, float]:
        """The kind of what clause *number* tells to be owed, if it does, and how much of the evidence says so."""
        sure = self._share_owed(number)
        return (kind_of(self.clauses, number, self.intent) if sure >= OWED_FROM else None), sure

    def _share_owed(self, number: int) -> float:
        if is_plainly_not_owed(self.clauses, number):
            return 0.0
        least = PLAINLY if is_plainly_owed(self.clauses, number, self.intent) else 0.0
        scores = score(owed_features(self.clauses, number, self.intent), weights("follow_ups"), (OWED, NOTHING))
        return max(1 / (1 + math.exp(min(scores[NOTHING] - scores[OWED], 50))), least)

    def _owed(self, number: int, kind: FollowUpKind, sure: float) -> list[FollowUpMention]:
        clause = self.clauses.all[number]
        head = head_of(self.clauses, clause)
        place, _ = date_of(self.clauses, number, head)
        span = self.reading.span(self.outline.items[head.start].start, self.outline.items[head.end - 1].end)
        people, own_days = self.owed_to.whom(clause, head, kind)
        days = own_days if own_days[0] is not None else [place] * len(people)
        if kind is FollowUpKind.APPLY and len(listed := self._listed_days(clause)) > 1:
            people, days = [None] * len(listed), listed
        each = sent_to_each(self.clauses, clause, kind) if len(people) > 1 else None
        return [
            FollowUpMention(
                kind=kind,
                with_name=person.name if person else None,
                what=task_in_words(self.clauses, clause, kind, day) if each is None else each,
                span=span,
                confidence=round(sure, 2),
                **self._due(clause, day),
            )
            for person, day in zip(people, days, strict=True)
        ]

    def _listed_days(self, clause: Clause) -> list[int | None]:
        """The days of a list of programs whose heading the clause is: "Apply list: Mercy 9/28, Unity 9/30"."""
        words = self.clauses.words
        if words[clause.end : clause.end + 1] != [":"]:
            return []
        following = [each for each in self.clauses.all if clause.end < each.start < clause.end + LONGEST_LIST]
        days: list[int | None] = []
        for each in following:
            if names_an_act(each):
                break
            days += [index for index in each.dates if can_be_due(self.clauses.mention(index))]
        return days

    def _due(self, clause: Clause, place: int | None) -> Due:
        """The day at item *place* and its time, or a time told beside it."""
        mention = self.clauses.mention(place) if place is not None else None
        if place is not None:
            self.used_dates.add(int(self.outline.items[place].value or 0))
        at = mention.at if mention else None
        if place is not None and place < clause.start and self.clauses.words[clause.end - 1] in _AFTERWARDS:
            at = None  # "interview on the 14th at 8, thank-yous after"
        elif at is None:
            at = self._clock(clause)
        elif mention and mention.kind is Kind.CLOCK and place is not None:
            mention = self._day_before(place) or mention
        said = [word for word in self.clauses.words[clause.start : clause.end] if word not in {".", "!"}]
        if mention is None and said[-1:] and said[-1] in _AT_ONCE:
            return {"due_on": self.reading.now.date()}
        if mention and mention.at == _MIDNIGHT and mention.kind is Kind.CLOCK and mention.bound in _LAST_DAYS:
            return {"due_on": self.reading.now.date(), "due_span": mention.span}  # "reply before midnight"
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


def _wants_a_thing(clauses: Clauses, head: Cue) -> bool:
    """Whether another waits for something: "needs vax rec by 6/25", "wants to know by monday"."""
    after = clauses.words[head.end : head.end + 2]
    if head.name != "want":
        return after[:1] == ["for"] and clauses.words[head.start] == "asks"
    return after[:1] != ["to"] or after[1:] in _TO_HAVE


_TO_HAVE = (["know"], ["see"], ["hear"], ["have"], ["read"])


def _after_acts(clause: Clause) -> bool:
    return not names_an_act(clause) or is_deadline(clause)
