"""Learn where and when an encounter was, of all that is told; writes ``model/where.json`` and ``model/when.json``."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.domain.vocabulary import Intent
from bot.understanding.attributes import AttributeFinder
from bot.understanding.clauses import Clauses
from bot.understanding.encounter import ELSEWHERE, THERE, candidates, where_features, widened
from bot.understanding.engine import outline_of
from bot.understanding.meaning import DayRange
from bot.understanding.pronouns import Antecedents
from bot.understanding.reminders import owed_by_intent
from bot.understanding.when import ANOTHER_DAY, THEN, when_features
from bot.understanding.when import candidates as days_told
from training.corpus import Message, tuned_messages
from training.logistic import Example, train_evenly, write

PRIOR = 2.0
_LEFT_OUT = frozenset({"the", "program", "conference", "meeting", "rotation"})
"""Words by which two ways of telling a place may differ."""


def accepted(label: object) -> list[str | None]:
    return label if isinstance(label, list) else [label]  # type: ignore[list-item]


def same_place(label: object, told: str) -> bool:
    """Whether *told* is one of the labels, which may have more words or fewer."""
    said = _words(told)
    for one in accepted(label):
        wanted = _words(one or "")
        if said and wanted and (said <= wanted or wanted <= said):
            return True
    return False


def _words(told: str) -> set[str]:
    words = {word.strip("'.,&") for word in told.lower().replace("-", " ").split()}
    return (words - _LEFT_OUT) or words


def examples(message: Message) -> Iterator[Example]:
    intent = accepted(message.gold["intent"])[0] or "log"
    if intent not in {"log", "plan"}:
        return
    outline = outline_of(message.text, datetime.fromisoformat(message.now), message.known)
    told: Any = message.gold.get("where")
    for number, hit in enumerate(candidates(outline)):
        meant = told is not None and same_place(told, outline.reading.words_of(*widened(outline.reading, hit)))
        either = meant and None in accepted(told)
        labels = {THERE, ELSEWHERE} if either else {THERE} if meant else {ELSEWHERE}
        yield dict.fromkeys(where_features(outline, hit, Intent(intent), number), 1.0), frozenset(labels)


def examples_of_days(message: Message) -> Iterator[Example]:
    intent = Intent(accepted(message.gold["intent"])[0] or "log")
    if intent not in {Intent.LOG, Intent.CORRECT}:
        return
    outline = outline_of(message.text, datetime.fromisoformat(message.now), message.known)
    antecedents = Antecedents(outline)
    AttributeFinder(outline, antecedents).find()
    clauses = Clauses(outline)
    _, used = owed_by_intent(clauses, antecedents, intent)
    when: Any = message.gold.get("when")
    for number, (mention, days) in enumerate(days_told(outline, intent, used)):
        meant = when is not None and any(one is not None and same_days(one, days) for one in accepted(when))
        today = days.start.isoformat() == message.now[:10]  # told or left out, it is the same
        either = (meant and None in accepted(when)) or (today and when is None)
        labels = {THEN, ANOTHER_DAY} if either else {THEN} if meant else {ANOTHER_DAY}
        yield dict.fromkeys(when_features(clauses, mention, intent, number), 1.0), frozenset(labels)


def same_days(label: str, days: DayRange) -> bool:
    """Whether *days* are the label's: a day, an accepted range "first..last", or what lasts, "first/last"."""
    first, last = days.start.isoformat(), days.end.isoformat()
    if "/" in label or first != last:
        return label.replace("..", "/") == f"{first}/{last}"
    return label[:10] <= first <= label[-10:]


def main() -> None:
    messages = list(tuned_messages())
    places = [example for message in messages for example in examples(message)]
    write("where", train_evenly(places, (THERE, ELSEWHERE), prior=PRIOR))
    days = [example for message in messages for example in examples_of_days(message)]
    write("when", train_evenly(days, (THEN, ANOTHER_DAY), prior=PRIOR))


if __name__ == "__main__":
    main()
