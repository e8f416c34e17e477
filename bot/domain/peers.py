"""Peers: members of a cohort who want to be introduced to one another every few weeks."""

from collections.abc import Iterable, Sequence
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
    """Return groups of two, one of three where the number is odd: those who met least often, never who do not want to.

    The same wishes and rounds give the same groups. Who cannot be placed waits for the next round.
    """
    wanting = sorted((wish for wish in wishes if wish.wanted), key=lambda wish: wish.id)
    apart = {frozenset((wish.id, other)) for wish in wanting for other in wish.without}
    met: dict[frozenset[str], int] = {}
    for group in (group for each in before for group in each.groups):
        for pair in combinations(group, 2):
            met[frozenset(pair)] = met.get(frozenset(pair), 0) + 1
    return _fewest_repeats([wish.id for wish in wanting], apart, met)


def _fewest_repeats(
    people: Sequence[str], apart: set[frozenset[str]], met: dict[frozenset[str], int]
) -> tuple[tuple[str, ...], ...]:
    waiting, groups = list(people), list[tuple[str, ...]]()
    while len(waiting) > 1:
        # Whoever has the fewest new people left chooses first, so that the last ones are not left with repeats.
        waiting.sort(key=lambda one: (sum(_new(one, other, apart, met) for other in waiting), one))
        first = waiting.pop(0)
        others = [other for other in waiting if frozenset((first, other)) not in apart]
        if not others:
            continue
        partner = min(others, key=lambda other: (met.get(frozenset((first, other)), 0), waiting.index(other)))
        waiting.remove(partner)
        groups.append((first, partner))
    left = [one for one in people if not any(one in group for group in groups)]
    for one in left:
        fitting = [g for g in groups if len(g) == 2 and not any(frozenset((one, each)) in apart for each in g)]
        if fitting:
            chosen = min(fitting, key=lambda group: sum(met.get(frozenset((one, each)), 0) for each in group))
            groups[groups.index(chosen)] = (*chosen, one)
    return tuple(groups)


def _new(one: str, other: str, apart: set[frozenset[str]], met: dict[frozenset[str], int]) -> bool:
    pair = frozenset((one, other))
    return one != other and pair not in apart and pair not in met
