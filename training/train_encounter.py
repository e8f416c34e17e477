"""Learn which of the events and occasions told is where an encounter was; writes ``model/where.json``."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.domain.vocabulary import Intent
from bot.understanding.encounter import ELSEWHERE, THERE, candidates, where_features, widened
from bot.understanding.engine import outline_of
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


def main() -> None:
    told = [example for message in tuned_messages() for example in examples(message)]
    write("where", train_evenly(told, (THERE, ELSEWHERE), prior=PRIOR))


if __name__ == "__main__":
    main()
