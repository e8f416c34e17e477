"""The time expressions that other readers are tested with; see public/README.md for where they come from."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bot.understanding.dates import DateMention, Kind, read_dates

DAYS_RIGHT, TIMES_RIGHT = 0.95, 0.93
_VAGUE = 2  # days: "in a couple of weeks" is a run of days around the one meant


@dataclass(frozen=True, slots=True)
class Expression:
    """*day* is "2013-02-15" or "2013-07-13..2013-07-15", *clock* "15:00", "09:30-11:00" or empty."""

    now: datetime
    day: str
    clock: str
    said: str


def test_days_and_times_are_read_as_well_as_asked() -> None:
    told = [each for each in _expressions() if each.day]
    timed = [each for each in told if each.clock]
    wrong_days = [each for each in told if not any(_is_day(m, each) for m in _read(each))]
    wrong_times = [each for each in timed if not any(_is_day(m, each) and _is_time(m, each) for m in _read(each))]
    assert len(told) > 400
    assert len(timed) > 150
    assert 1 - len(wrong_days) / len(told) >= DAYS_RIGHT, wrong_days
    assert 1 - len(wrong_times) / len(timed) >= TIMES_RIGHT, wrong_times


def test_what_others_take_for_no_date_is_none() -> None:
    none = [each for each in _expressions() if not each.day]
    assert len(none) > 20
    assert [(each.said, _read(each)) for each in none if _read(each)] == []


def _expressions() -> list[Expression]:
    lines = [
        line.split("\t")
        for file in sorted((Path(__file__).parent / "public").glob("*.tsv"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    return [Expression(datetime.fromisoformat(now), *meant.partition(" ")[::2], said) for now, meant, said in lines]


def _read(expression: Expression) -> list[DateMention]:
    return [each for each in read_dates(expression.said, expression.now) if each.kind is not Kind.DURATION]


def _is_day(mention: DateMention, meant: Expression) -> bool:
    first, _, last = meant.day.partition("..")
    start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    runs = [(days.start, days.end) for days in (mention.future, mention.past) if days]
    if mention.due:
        runs.append((mention.due, mention.due))
    return any(a <= start and end <= b and (b - a) - (end - start) <= _VAGUE * date.resolution for a, b in runs)


def _is_time(mention: DateMention, meant: Expression) -> bool:
    at, _, until = meant.clock.partition("-")
    told = f"{mention.at:%H:%M}" if mention.at else ""
    told_until = f"{mention.until_at:%H:%M}" if mention.until_at else ""
    return told == at and (not until or told_until == until)
