"""Records are listed in the order of their ids, so ids must keep the order in which things were told."""

import random
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.codes import new_code
from bot.ids import TimeOrderedIds


class SteppingClock:
    """A clock that moves by the given numbers of milliseconds, backwards too, as a corrected system clock does."""

    def __init__(self, steps: list[int]) -> None:
        self._now = datetime(2026, 7, 1, tzinfo=UTC)
        self._steps = iter(steps)

    def now(self) -> datetime:
        self._now += timedelta(milliseconds=next(self._steps, 0))
        return self._now


@given(st.lists(st.integers(-5, 5), max_size=60))
def test_ids_are_never_repeated_and_never_go_back(steps: list[int]) -> None:
    ids = TimeOrderedIds(SteppingClock(steps))
    given_out = [ids.new() for _ in steps]
    assert given_out == sorted(set(given_out))


def test_a_seed_repeats_the_same_ids() -> None:
    one, other = (TimeOrderedIds(SteppingClock([1]), random.Random(7)) for _ in range(2))
    assert [one.new() for _ in range(5)] == [other.new() for _ in range(5)]


def test_a_code_is_no_neighbour_of_what_was_given_out_in_the_same_millisecond() -> None:
    """Ids reach the platform in buttons; a code that continued them could be guessed and would open an account."""
    ids = TimeOrderedIds(SteppingClock([]))
    seen = ids.new()
    codes = [new_code(ids) for _ in range(50)]
    starts = {code[:9] for code in codes}
    assert len(starts) == len(codes)
    assert all(len(code.replace("-", "")) == 12 for code in codes)
    assert not any(seen[-12:-3] == code.replace("-", "")[:9] for code in codes)
    assert ids.new() > seen
