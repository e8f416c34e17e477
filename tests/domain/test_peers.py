"""Introductions: everybody who wants one, never two who do not, and nobody twice."""

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


@given(st.integers(1, 8))
def test_an_even_number_meets_everybody_in_as_few_rounds_as_there_are_others_and_nobody_twice(half: int) -> None:
    number = 2 * half
    rounds = followed(number, number - 1)
    pairs = [frozenset(group) for each in rounds for group in each.groups]
    assert len(pairs) == len(set(pairs)) == number * (number - 1) // 2
    assert introduce(wishes(number), rounds) == ()


@given(st.integers(1, 6))
def test_an_odd_number_meets_nobody_twice_either(half: int) -> None:
    rounds = followed(2 * half + 1, 2 * half + 1)
    pairs = [frozenset(pair) for each in rounds for group in each.groups for pair in combinations(group, 2)]
    assert len(pairs) == len(set(pairs))


def followed(number: int, rounds: int) -> list[PeerRound]:
    before: list[PeerRound] = []
    for each in range(rounds):
        before.append(PeerRound(str(each), introduce(wishes(number), before)))
    return before


def test_an_odd_number_makes_one_group_of_three_and_one_alone_none() -> None:
    assert sorted(len(group) for group in introduce(wishes(5), [])) == [2, 3]
    assert introduce(wishes(1), []) == ()
