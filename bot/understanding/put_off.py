"""What is put off, and to which day: one person's thing, several people's to one day, or each to a day of its own."""

from dataclasses import dataclass, field

from bot.domain.vocabulary import FollowUpKind
from bot.understanding.dates import DateMention
from bot.understanding.due import Due, due_of, suited_days
from bot.understanding.lexicon import word_set
from bot.understanding.meaning import FollowUpMention
from bot.understanding.outline import Outline

_JOIN = word_set("and & + n or , /")
_BETWEEN = _JOIN | word_set(
    "the my dr . prof thank you thanks note card email mail text call letter cv one to for with"
)
"""What may stand between people whose things are put off together: "Lim and the thank-you for Cole"."""


@dataclass(slots=True)
class _Moved:
    """People whose things are put off together, and the day told behind them."""

    names: list[str] = field(default_factory=list)
    day: DateMention | None = None


def put_off(outline: Outline) -> list[FollowUpMention]:
    """One of kind `other` for each person whose thing is put off: of the first named, unless others are joined to it.

    "Push Lim and Cole to Sat" puts off two things to one day, "Lim to Sat, Cole to Mon" each to its own. Of a day told
    in another's place ("no, Monday") the last counts.
    """
    moved = _moved(outline)
    if len(moved) > 1:
        return [_other(name, _on(each.day)) for each in moved if each.day for name in each.names]
    day = due_of(outline, last=True)
    return [_other(name, day) for name in (moved[0].names if moved else [None])]


def _moved(outline: Outline) -> list[_Moved]:
    days = {mention.span: mention for mention in suited_days(outline)}
    moved: list[_Moved] = []
    between: list[str] = []
    for item in outline.items:
        if item.word == "PERSON" and item.person:
            last = moved[-1] if moved else None
            if last and not (_JOIN.intersection(between) and _BETWEEN.issuperset(between)):
                break
            if last is None or last.day:
                moved.append(last := _Moved())
            if all(item.person.name not in each.names for each in moved):
                last.names.append(item.person.name)
            between = []
        elif moved and item.word == "DATE" and item.value is not None:
            day = days.get(outline.reading.dates[int(item.value)].span)
            if day and moved[-1].day is None:
                moved[-1].day = day
                between = []
        else:
            between.append(item.word)
    return [each for each in moved if each.names]


def _on(day: DateMention) -> Due:
    return {"due_on": day.due, "due_at": day.at, "due_span": day.span}


def _other(name: str | None, due: Due) -> FollowUpMention:
    return FollowUpMention(FollowUpKind.OTHER, name, **due)
