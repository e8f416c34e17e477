"""Of whom something is told: what speaks for one person, or against it, weighed by learned weights.

Every role, field, place, way to reach somebody and relationship of a message is tried on the people near it. Where the
words stand, what stands between them and what the rules of told_beside.py say are cues (attribution_cues.py); how much
each weighs, alone and with others, is learned from labelled messages by a network with one hidden layer
(training/train_attribution.py, ``model/attribution.json``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.vocabulary import Role
from bot.understanding.attribution_cues import AttributionCues, is_of_several
from bot.understanding.hidden_layer import network
from bot.understanding.lexicon import word_set
from bot.understanding.outline import Outline
from bot.understanding.own_colleagues import OwnColleagues
from bot.understanding.people_near import PeopleNear
from bot.understanding.pronouns import Antecedents
from bot.understanding.reading import Person
from bot.understanding.told import FIELD, PLACE, REACH, ROLE, Told
from bot.understanding.told_beside import BesideRules

# How much more must speak for than against where no rule says so: what is wrong misleads more than what is missing.
BESIDE_A_TITLE = 3.0
_AT = (["at"], ["of"], ["@"], ["from"])
_WHOSE = word_set("my our her his their")
ENOUGH = {ROLE: 1.2, FIELD: 1.0, PLACE: 0.65, REACH: 0.5}


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing told, one person it may be told of, and the cues of whether it is."""

    told: Told
    person: Person
    cues: tuple[str, ...]
    by_rule: bool
    """Whether a rule of told_beside.py says so too."""


class Attribution:
    """Weighs, for one message, what is told of whom."""

    def __init__(self, outline: Outline, antecedents: Antecedents, told: Sequence[Told]) -> None:
        self.told = told
        self.near = PeopleNear(outline, antecedents)
        self.votes: dict[int, dict[int, str]] = {}
        for position, person, rule in BesideRules(outline, antecedents).votes():
            self.votes.setdefault(position, {})[id(person)] = rule
        self._share_votes()
        self.cues = AttributionCues(self.near, antecedents, told, self.votes)

    def pairs(self, *kinds: str) -> Iterator[Pair]:
        for told in self.told:
            if told.kind in kinds:
                for person, anchor, pronoun in self.near.candidates(told):
                    cues = tuple(dict.fromkeys(self.cues.cues(told, person, anchor, pronoun)))
                    yield Pair(told, person, cues, by_rule=self.cues.rule_for(told, person) is not None)

    def weighed(self, *kinds: str) -> Iterator[tuple[Pair, float]]:
        """Each pair with how much more speaks for it than against it."""
        learned = network("attribution")
        colleagues = OwnColleagues(self.near.outline) if PLACE in kinds else None
        for pair in self.pairs(*kinds):
            weight, led_to = learned.weight(pair.cues), self._led_to(pair.told)
            if led_to is pair.person:
                weight = max(weight, BESIDE_A_TITLE)
            elif (led_to and not is_of_several(self.near.outline, pair.told)) or (
                colleagues and not pair.by_rule and colleagues.only_speaks_of(pair.person, pair.told)
            ):
                weight = min(weight, 0.0)
            yield pair, weight

    def _led_to(self, told: Told) -> Person | None:
        """Before whose title a role stands, whatever else is there: "her PD Dr. Fox", "the PD at Temple, Dr. Fox".

        Where it is told whose, the name alone will do: "Dr. Roy, our coordinator Debbie".
        """
        if told.kind == PLACE:
            role = told.position - 2
            return self._presented_by(role) if self._is_there(role) else None
        if told.kind != ROLE or told.value == Role.ALUM:  # "my classmate Dr. Rao is an attending now"
            return None
        if self._is_there(told.position):
            return self._presented_by(told.position)
        owned = told.start > 0 and self._is_somebodys(told)
        named = self.near.items[told.position + 1].person if told.position + 1 < len(self.near.items) else None
        return (named if owned else None) or self._titled_at(told.position + 1, after_comma=owned)

    def _is_there(self, role: int) -> bool:
        """Whether a role that one person has stands at item *role*, with its place: "the PD at Temple"."""
        words = [item.word for item in self.near.items[max(role - 1, 0) : role + 3]]
        return role > 0 and words[:2] == ["the", "ROLE"] and words[2:3] in _AT and words[3:] == ["PLACE"]

    def _presented_by(self, role: int) -> Person | None:
        return self._titled_at(role + 3, after_comma=True)

    def _titled_at(self, at: int, *, after_comma: bool) -> Person | None:
        """Whose title begins at item *at*."""
        items = self.near.items
        after = [item.word for item in items[at : at + 3]]
        if after[:1] == [","] and after_comma:
            at, after = at + 1, after[1:]
        if after[:1] != ["dr"]:
            return None
        at += 2 if after[1:2] == ["."] else 1
        return items[at].person if at < len(items) else None

    def _is_somebodys(self, told: Told) -> bool:
        """Whether it is told whose: "her PD", "Dr. Lee's PD", "the chair's assistant"."""
        reading = self.near.outline.reading
        owned = any(reading.tokens[at].is_possessive for at in (told.start - 1, told.start))
        return owned or reading.key(told.start - 1) in _WHOSE

    def _share_votes(self) -> None:
        """What is told of several people is told of all who are named together: "Rao and Lee, both attendings"."""
        groups = self.near.named_together()
        for told in self.told:
            votes = self.votes.get(told.position)
            if votes and is_of_several(self.near.outline, told):
                named = {groups[index] for index in groups if id(self.near.items[index].person) in votes}
                for index, group in groups.items():
                    if group in named:
                        votes.setdefault(id(self.near.items[index].person), "told of several")
