"""Introductions: everybody who wants one, never two who do not, and no repeat while there are new ones."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.peers import PeerRound, PeerWish, introduce


def wishes(number: int, without: tuple[tuple[int, int], ...] = ()) -> list[PeerWish]:
    return [
        PeerWish(f"m{one}", wanted=True, without=tuple(f"m{b}" for a, b in without if a == one))
        for one in range(number)
    ]


@given(st.integers(2, 12), st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=4))
def test_everybody_is_placed_once_and_never_with_whom_they_do_not_want(
    number: int, without: list[tuple[int, int]]
) -> None:
    groups = introduce(wishes(number, tuple(without)), [])
    placed = [one for group in groups for one in group]
    assert len(placed) == len(set(placed))
    assert all(len(group) in (2, 3) for group in groups)
    apart = {frozenset((f"m{a}", f"m{b}")) for a, b in without}
    assert not [pair for group in groups for pair in combinations(group, 2) if frozenset(pair) in apart]
    if not without:
        assert len(placed) == number


def test_four_meet_in_three_rounds_without_a_repeat() -> None:
    rounds: list[PeerRound] = []
    for number in range(3):
        rounds.append(PeerRound(str(number), introduce(wishes(4), rounds)))
    pairs = [frozenset(group) for each in rounds for group in each.groups]
    assert len(set(pairs)) == 6


def test_an_odd_number_makes_one_group_of_three_and_one_alone_none() -> None:
    assert sorted(len(group) for group in introduce(wishes(5), [])) == [2, 3]
    assert introduce(wishes(1), []) == ()
