"""Every message is read: it never raises, its spans stand in the text, and twice gives the same."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.understanding import KnownContact, KnownPlace
from tests.bench.corpus import tuned_messages
from tests.understanding.invariants import check_reading

_TOLD = [message.text for message in tuned_messages()]
_PIECES = sorted({word for text in _TOLD for word in text.split()})
KNOWN = (KnownContact("Wei Chen", nicknames=("Chenny",), mine=True), KnownPlace("Lakeside Regional", "the Rock"))

TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(_PIECES), max_size=30).map(" ".join),
    st.lists(st.sampled_from(_PIECES), max_size=30).map("".join),
    st.tuples(st.sampled_from(_TOLD), st.integers(0, 200), st.integers(0, 200)).map(
        lambda cut: cut[0][cut[1] : cut[2]]
    ),
    st.tuples(st.sampled_from(_TOLD), st.sampled_from(_TOLD)).map("\n".join),
)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1))


@given(TEXTS, MOMENTS)
def test_every_message_is_read_into_words_of_its_own(text: str, now: datetime) -> None:
    check_reading(text, now)


@given(TEXTS, MOMENTS)
def test_so_it_is_with_contacts_and_words_of_ones_own(text: str, now: datetime) -> None:
    check_reading(text, now, KNOWN)


@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=3), st.integers(1, 60))
def test_words_said_over_and_over_are_read_like_any_others(words: list[str], times: int) -> None:
    """No rule tries such a message in every way it could be taken: that would not end."""
    check_reading(" ".join(words * times), datetime(2026, 10, 13, 18, 40))


def test_a_plea_for_quiet_that_turns_out_none_is_read() -> None:
    check_reading("a day and so for now " * 8 + "zebra", datetime(2026, 10, 13, 18, 40))
    check_reading("a " * 60 + "zebra", datetime(2026, 10, 13, 18, 40))
