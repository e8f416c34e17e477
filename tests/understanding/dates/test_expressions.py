"""Tables of what residents write, read at several moments of the year; see the head of expressions.toml."""

import tomllib
from datetime import date, datetime
from pathlib import Path

import pytest

from bot.understanding.dates import DateMention, Kind, read_dates
from tests.understanding.dates.described import described

TABLE = [
    moment
    for file in sorted(Path(__file__).parent.glob("*.toml"))
    for moment in tomllib.loads(file.read_text(encoding="utf-8"))["moment"]
]
CASES = [
    pytest.param(moment["now"], said, told, reading, id=f"{moment['now']:%a %m-%d} {reading}: {said}")
    for moment in TABLE
    for reading in ("due", "past", "lasting", "clock", "asked")
    for said, told in moment.get(reading, {}).items()
]
NOTHING = [(moment["now"], said) for moment in TABLE for said in moment.get("words", {}).get("nothing", ())]


@pytest.mark.parametrize(("now", "said", "told", "reading"), CASES)
def test_the_day_meant_is_the_day_read(now: datetime, said: str, told: str, reading: str) -> None:
    mentions = read_dates(said, now)
    assert mentions, "nothing read"
    assert any(_fits(mentions[0], one.strip(), reading) for one in told.split("|")), mentions
    assert reading == "due" or len(mentions) == 1


@pytest.mark.parametrize(("now", "said"), NOTHING)
def test_words_that_merely_look_like_a_date_stay_words(now: datetime, said: str) -> None:
    assert [m for m in read_dates(said, now) if m.kind is not Kind.DURATION] == []


def _fits(mention: DateMention, told: str, reading: str) -> bool:
    if reading in ("asked", "clock"):
        return described(mention).split(" due ")[0] == told or (told == "impossible" and mention.impossible)
    day, _, clock = told.partition(" ")
    if told == "impossible":
        return mention.impossible
    if (f"{mention.at:%H:%M}" if mention.at else "") != clock:
        return False
    first, _, last = day.partition("..")
    accepted = (date.fromisoformat(first), date.fromisoformat(last or first))
    if reading == "due":
        return mention.due is not None and accepted[0] <= mention.due <= accepted[1]
    days = mention.past if reading == "past" else mention.future
    if days is None:
        return False
    if reading == "lasting":
        return (days.start, days.end) == accepted and mention.lasting
    return accepted[0] <= days.start and days.end <= accepted[1]
