"""What holds for every text: nothing raises, spans stand in the text, and what is due is never past."""

from datetime import date, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.dates import DateMention, Kind, Tense, read_dates
from bot.understanding.dates.rules import ALL_RULES
from bot.understanding.dates.spellings import SPELLINGS

_SMALL_WORDS = (
    "in on by at the this a an for from of to and or before after since until - / : , . @ ( ) 's th 1 2 3 12 29 30 31 "
    "1230 0700 2026 2027 11/20 2/30 pm am p ago week's dr May Park I she met move"
)
_SENTENCES = [said for rule in ALL_RULES for said in (*rule.examples, *rule.counterexamples)]
WORDS = st.sampled_from([*sorted(SPELLINGS), *_SENTENCES, *_SMALL_WORDS.split(), "\n"])
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(WORDS, max_size=14).map(" ".join),
    st.lists(WORDS, max_size=14).map("".join),
)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1))


@given(TEXTS, MOMENTS)
def test_every_text_is_read_without_an_error_into_words_of_its_own(text: str, now: datetime) -> None:
    mentions = read_dates(text, now)
    spans = [mention.span for mention in mentions]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(text[span.start : span.end].strip() for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))


@given(TEXTS, MOMENTS)
def test_nothing_is_due_before_today_and_nothing_past_lies_ahead(text: str, now: datetime) -> None:
    for mention in read_dates(text, now):
        assert mention.due is None or mention.due >= now.date()
        assert mention.tense is not Tense.PAST or mention.due is None
        for days in (mention.future, mention.past):
            assert days is None or days.start <= days.end
        assert mention.past is None or mention.past.start <= now.date() or mention.kind is not Kind.DAY


@given(TEXTS, MOMENTS)
def test_what_cannot_be_resolved_has_no_day(text: str, now: datetime) -> None:
    for mention in read_dates(text, now):
        if mention.kind is Kind.UNKNOWN:
            assert _days(mention) == (None, None, None)
        assert not mention.impossible or mention.kind is Kind.UNKNOWN


@given(TEXTS, MOMENTS)
def test_the_same_text_is_read_the_same_way_twice(text: str, now: datetime) -> None:
    assert read_dates(text, now) == read_dates(text, now)


def _days(mention: DateMention) -> tuple[date | None, date | None, date | None]:
    return mention.first, mention.last, mention.due
