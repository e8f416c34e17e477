"""What else of its kind a message tells: nearer to somebody, or of them by a rule. Evidence for attribution.py."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from bot.understanding.reading import Person
from bot.understanding.told import ROLE, Told

Votes = Mapping[int, Mapping[int, str]]
"""For each item of the outline, the rule that says so of each person (by id)."""


class ToldElsewhere:
    """Answers it for one message; *named* holds the items at which people are named, by the id of the person."""

    def __init__(self, told: Sequence[Told], votes: Votes, named: Mapping[int, Sequence[int]]) -> None:
        self._named = named
        self._of_kind: dict[str, list[Told]] = {}
        self._voted: dict[tuple[str, int], set[str]] = {}
        self._times: dict[tuple[str, str], int] = {}
        for each in told:
            said = each.kind, each.value
            self._times[said] = self._times.get(said, 0) + 1
            self._of_kind.setdefault(each.kind, []).append(each)
            for person in votes.get(each.position, ()):
                self._voted.setdefault((each.kind, person), set()).add(each.value)
        self._positions = {kind: [each.position for each in of_kind] for kind, of_kind in self._of_kind.items()}
        self._role_told_at: dict[tuple[int, str], int | None] = {}

    def others(self, told: Told) -> int:
        """How often something else of the kind is told."""
        return len(self._of_kind[told.kind]) - self._times[told.kind, told.value]

    def another_voted(self, told: Told, person: Person) -> bool:
        """Whether a rule says something else of the kind of *person*."""
        return bool(self._voted.get((told.kind, id(person)), set()) - {told.value})

    def another_nearer(self, told: Told, anchor: int) -> bool:
        """Whether something else of the kind stands nearer to item *anchor*."""
        positions, distance = self._positions[told.kind], abs(told.position - anchor)
        first, last = bisect_right(positions, anchor - distance), bisect_left(positions, anchor + distance)
        return any(each.value != told.value for each in self._of_kind[told.kind][first:last])

    def role_told_at(self, person: Person) -> int | None:
        """The item that tells the role of *person*: of several, the one nearest to where they are first named."""
        if person.role is None:
            return None
        asked = (id(person), person.role.value)
        if asked not in self._role_told_at:
            first = self._named[id(person)][0]
            told_at = [each.position for each in self._of_kind.get(ROLE, ()) if each.value == person.role]
            self._role_told_at[asked] = min(told_at, key=lambda position: abs(position - first), default=None)
        return self._role_told_at[asked]
