"""Peers: members of a cohort who want to be introduced to one another every few weeks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, slots=True)
class PeerWish:
    """Kept with the cohort. *id* is the member's; *without* are those they do not want to meet: nobody is told."""

    id: str
    wanted: bool
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeerRound:
    """Who was introduced to whom. *id* is the local day."""

    id: str
    groups: tuple[tuple[str, ...], ...]


def introduce(wishes: Iterable[PeerWish], before: Iterable[PeerRound]) -> tuple[tuple[str, ...], ...]:
    """Return groups of two, one of three where the number is odd: nobody twice with the same one, nor unwillingly.

    The same wishes and rounds give the same groups. Who cannot be placed waits for the next round.
    """
    wanting = sorted((wish for wish in wishes if wish.wanted), key=lambda wish: wish.id)
    people = [wish.id for wish in wanting]
    apart = {frozenset((wish.id, other)) for wish in wanting for other in wish.without}
    apart |= {frozenset(pair) for each in before for group in each.groups for pair in combinations(group, 2)}
    rounds = [[pair for pair in pairs if frozenset(pair) not in apart] for pairs in (*_rotations(people), [])]
    tried = [(_filled_up(pairs, people, apart), len(pairs)) for pairs in rounds]
    # As many people as can be, and of such rounds the one that leaves the others as they are.
    return max(tried, key=lambda each: (sum(map(len, each[0])), each[1]))[0]


def _rotations(people: Sequence[str]) -> Iterator[list[tuple[str, str]]]:
    """Give the rounds in which everybody meets everybody once, by the circle method: one sits still, the others turn.

    Followed round after round they never run into a dead end, as picking pair by pair does.
    """
    still, turning = people[:1], list(people[1:])
    if len(people) % 2:
        turning.append("")  # whoever meets it is left over
    for _ in turning:
        circle = [*still, *turning]
        yield [
            (one, other)
            for one, other in zip(circle[: len(circle) // 2], reversed(circle), strict=False)
            if one and other
        ]
        turning.append(turning.pop(0))


def _filled_up(
    pairs: Iterable[tuple[str, str]], people: Sequence[str], apart: set[frozenset[str]]
) -> tuple[tuple[str, ...], ...]:
    """Return the pairs, and place whoever is left with each other or as a third."""
    groups: list[tuple[str, ...]] = [*pairs]
    placed = {one for group in groups for one in group}
    left = [one for one in people if one not in placed]
    while left:
        # Whoever has the fewest people left to meet chooses first.
        left.sort(key=lambda one: (sum(_may_meet(one, (other,), apart) for other in left), one))
        first = left.pop(0)
        partner = next((other for other in left if _may_meet(first, (other,), apart)), None)
        if partner:
            left.remove(partner)
            groups.append((first, partner))
        elif pair := next((each for each in groups if len(each) == 2 and _may_meet(first, each, apart)), None):
            groups[groups.index(pair)] = (*pair, first)
    return tuple(groups)


def _may_meet(one: str, others: Iterable[str], apart: set[frozenset[str]]) -> bool:
    return all(one != other and frozenset((one, other)) not in apart for other in others)
