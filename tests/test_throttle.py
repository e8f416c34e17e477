"""Whoever writes too fast is answered in turn, and keeps nobody else waiting."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.throttle import Throttle
from tests.databases import SetClock

MINUTE = timedelta(minutes=1)


def test_a_thousand_a_minute_go_through_at_once_and_the_next_waits_its_turn() -> None:
    clock = SetClock()
    throttle = Throttle(clock)
    assert {throttle.wait("ana") for _ in range(1000)} == {timedelta(0)}
    assert throttle.wait("ana") == MINUTE
    assert throttle.wait("ben") == timedelta(0)
    clock.advance(2 * MINUTE)
    assert throttle.wait("ana") == timedelta(0)


@given(st.lists(st.integers(0, 20_000), min_size=1, max_size=60))
def test_no_minute_ever_has_more_than_its_share(pauses: list[int]) -> None:
    clock, let_through = SetClock(), []
    throttle = Throttle(clock, most=3)
    for milliseconds in pauses:
        clock.advance(timedelta(milliseconds=milliseconds))
        let_through.append(clock.now() + throttle.wait("ana"))
    assert all(later - earlier >= MINUTE for earlier, later in zip(let_through, let_through[3:], strict=False))
