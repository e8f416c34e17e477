"""Give each person of a message what is told of them: role, field, institution, relationship, IMG, ways to reach them.

What is told is found in told.py, of whom in attribution.py. Here the strongest of each kind is kept.
"""

from bot.domain.vocabulary import Relationship, Role, Specialty
from bot.understanding.attribution import ENOUGH, Attribution, Pair
from bot.understanding.hidden_layer import network
from bot.understanding.lexicon import word_set
from bot.understanding.outline import Outline
from bot.understanding.pronouns import Antecedents
from bot.understanding.reading import Person, Reading
from bot.understanding.role_phrases import sounds_like_a_peer
from bot.understanding.titled_names import title_of
from bot.understanding.told import FIELD, IMG, PLACE, REACH, REFERENCE, RELATIONSHIP, ROLE, Told, find_told

_SENIORITY = list(Role)
# A doctor told by the field is an attending, where the field is surely the doctor's own.
_SURE = 2.0
# How many words away from the name a field still says what the doctor is: "on nephrology consults all week with Dr. …".
_LEADING_UP, _SAID_AFTER = 7, 4
_OCCASIONS = word_set(
    "conference conf lunch dinner breakfast shift talk lecture symposium research paper abstract study"
)


class AttributeFinder:
    """Fills in the people of a reading."""

    def __init__(self, outline: Outline, antecedents: Antecedents) -> None:
        self.outline = outline
        self.reading: Reading = outline.reading
        self.antecedents = antecedents
        self.specialists: list[Person] = []

    def find(self) -> None:
        told = find_told(self.outline) if self.reading.people else []
        if not told:
            return
        attribution = Attribution(self.outline, self.antecedents, told)
        # Roles first: where somebody works is weighed by what they are.
        for kinds in ((ROLE,), (PLACE, FIELD, IMG, REACH, RELATIONSHIP)):
            weighed = sorted(attribution.weighed(*kinds), key=lambda each: (_is_implied(each[0].told), -each[1]))
            for pair, weight in weighed:
                self._settle(pair, weight)
        for person in self.specialists:
            person.role = person.role or Role.ATTENDING

    def _settle(self, pair: Pair, weight: float) -> None:
        told, person = pair.told, pair.person
        lost_to = None
        if weight <= (0.0 if told.phrase not in {"", REFERENCE} or pair.by_rule else ENOUGH.get(told.kind, 0.0)):
            lost_to = "its cues"
        elif self._set(person, told):
            sure = pair.by_rule or weight > _SURE
            is_doctor = told.kind == FIELD and title_of(self.reading, person) == "Dr."
            if is_doctor and sure and not self._is_of_an_occasion(told) and self._is_theirs(pair):
                self.specialists.append(person)
        else:
            lost_to = "what speaks more strongly"
        if self.reading.traced:
            said = f"{told.kind} {told.value} of {person.name} ({weight:+.1f})"
            span = self.reading.span(told.start, told.end)
            why = network("attribution").strongest(pair.cues)
            self.reading.note(told.phrase or "told of somebody", span, said, lost_to, why)

    def _is_theirs(self, pair: Pair) -> bool:
        """Whether the field is told near enough to the name to be the doctor's own and not only their program's."""
        at = pair.told.position
        if pair.by_rule:
            return True
        apart = [at - index for index, item in enumerate(self.outline.items) if item.person is pair.person]
        return any(-_LEADING_UP <= each <= _SAID_AFTER for each in apart)

    def _is_of_an_occasion(self, told: Told) -> bool:
        """Whether the field is that of what people meet for or write: "radiology conference", "ID division lunch"."""
        after = [item.word for item in self.outline.items[told.position + 1 : told.position + 3]]
        while after and after[0] in {"division", "dept", "department"}:
            after.pop(0)
        return bool(after) and after[0] in _OCCASIONS

    def _set(self, person: Person, told: Told) -> bool:
        """Set what is told; False where something of the kind is there already."""
        if told.kind == ROLE:
            return self._set_role(person, told)
        field, value = _FIELDS_OF[told.kind](told, self.reading)
        if getattr(person, field) is not None:
            return False
        setattr(person, field, value)
        person.spans[field] = self.reading.span(told.start, told.end)
        return True

    def _set_role(self, person: Person, told: Told) -> bool:
        role = Role(told.value)
        if not _outranks(role, person.role):
            return False
        if role is Role.ATTENDING and told.phrase and person.role in _TRAINING:
            return False  # "worked with Dr. Rao, a fellow": the rank is told
        person.role = role
        span = person.spans["role"] = self.reading.span(told.start, told.end)
        if role is Role.RESIDENT and sounds_like_a_peer(self.reading.text[span.start : span.end].lower()):
            person.relationship = person.relationship or Relationship.PEER
            person.spans.setdefault("relationship", span)
        return True


def _is_implied(told: Told) -> bool:
    """Whether a phrase says no more than that somebody teaches, which a rank told outright may gainsay."""
    return bool(told.phrase) and told.kind == ROLE and told.value == Role.ATTENDING


_TRAINING = frozenset({Role.FELLOW, Role.CHIEF_RESIDENT, Role.RESIDENT})


def _reach(told: Told, reading: Reading) -> tuple[str, str]:
    span = reading.span(told.start, told.end)
    written = next(detail.written for detail in reading.details if detail.span.start <= span.start < detail.span.end)
    return told.value, written


_FIELDS_OF = {
    PLACE: lambda told, reading: ("institution", told.value),
    FIELD: lambda told, reading: ("specialty", Specialty(told.value)),
    IMG: lambda told, reading: ("img", True),
    RELATIONSHIP: lambda told, reading: ("relationship", Relationship(told.value)),
    REACH: _reach,
}


def _outranks(role: Role, present: Role | None) -> bool:
    if present is None or present is Role.ALUM:
        return True
    return role is not Role.ALUM and _SENIORITY.index(role) < _SENIORITY.index(present)
