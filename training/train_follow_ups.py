"""Learn which clauses tell of something the resident owes, and of which kind; writes ``model/follow_ups.json``.

A labelled follow-up does not say where in the message it stands: of the clauses that could be it, the one that fits its
kind, its day and its person best is taken, first by the words alone, then by what was learned so far.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.domain.vocabulary import Intent
from bot.understanding.clauses import Clauses
from bot.understanding.engine import outline_of
from bot.understanding.linear import Weights, score
from bot.understanding.owed import (
    KINDS,
    NOTHING,
    OWED,
    can_be_owed,
    head_of,
    names_an_act,
    said_kind,
)
from bot.understanding.owed_days import date_of
from bot.understanding.owed_evidence import kind_features, owed_features
from training.corpus import ANY_TIME, Message, tuned_messages
from training.logistic import Example, train_evenly, write
from training.marked import MarkedMessage, marked_messages

OWING = {"log", "remind", "correct", "plan"}
ROUNDS = 3
ANY_DAY = "any"
ASKS_TO_REMIND = re.compile(r"^(?:please |pls |plz |can you |so )*(?:remind|rmd|nudge|ping me|poke|dont let me)")
OWED_PRIOR = 12.0  # few clauses owe anything: what is rare among them must not weigh
ENOUGH = 2.0  # how well a clause has to fit a label to be taken for it


def accepted(label: object) -> list[str | None]:
    return label if isinstance(label, list) else [label]  # type: ignore[list-item]


def fits_day(clauses: Clauses, number: int, wanted: object) -> float:
    if wanted == ANY_DAY:
        return 1.0
    place, _ = date_of(clauses, number, head_of(clauses, clauses.all[number]))
    day_told = clauses.mention(place).due if place is not None else None
    due = day_told.isoformat() if day_told else None
    for day in accepted(wanted):
        if day is None or due is None:
            if day is None and due is None:
                return 2.0
        elif day[:10] <= due <= day[-10:]:
            return 2.0
    return 0.0


class Labelled:
    """The clauses of one message that could be owed, with their features and the labels of the message."""

    def __init__(self, message: Message, marked: MarkedMessage | None = None) -> None:
        outline = outline_of(message.text, datetime.fromisoformat(message.now), message.known)
        self.clauses = Clauses(outline)
        intents = accepted(message.gold["intent"])
        intent = Intent(intents[0] or "log")
        self.numbers = [number for number, clause in enumerate(self.clauses.all) if can_be_owed(self.clauses, clause)]
        self.owed = {number: owed_features(self.clauses, number, intent) for number in self.numbers}
        self.kinds = {number: kind_features(self.clauses, number, intent) for number in self.numbers}
        self.gold = message.gold.get("follow_ups", ())
        self.marked = {number: kinds for number in self.numbers if (kinds := self._marks(marked, number))}

    def label(self, learned: Weights | None) -> dict[int, set[str]]:
        """The accepted kinds of each clause that is owed; of what may be left out, "nothing" is one."""
        labels = {number: set(kinds) for number, kinds in self.marked.items()}
        for follow_up in self.gold:
            kinds = {str(kind) for kind in accepted(follow_up["kind"])}
            ranked = sorted(
                ((self._fit(number, follow_up, kinds, learned), -number) for number in self.numbers), reverse=True
            )
            if ranked and ranked[0][0] >= ENOUGH:
                labels.setdefault(-ranked[0][1], set()).update(
                    kinds | ({NOTHING} if follow_up.get("optional") else set())
                )
        return labels

    def _marks(self, marked: MarkedMessage | None, number: int) -> set[str]:
        """The kinds of the marks in which the act of a clause stands."""
        if marked is None:
            return set()
        clause = self.clauses.all[number]
        head = clause if not names_an_act(clause) else head_of(self.clauses, clause)
        return {kind for kind in KINDS if marked.said(kind, self.clauses.outline, head.start, head.end)}

    def _fit(self, number: int, follow_up: dict[str, Any], kinds: set[str], learned: Weights | None) -> float:
        clause = self.clauses.all[number]
        fit = fits_day(self.clauses, number, follow_up.get("due"))
        fit += 2.0 if said_kind(clause) in kinds else 0.0
        names = {str(name).lower().split()[-1] for name in accepted(follow_up.get("with")) if name}
        people = {item.person.name.lower().split()[-1] for item in self.clauses.items(clause) if item.person}
        fit += 0.5 if names & people else 0.0
        if learned:
            scores = score(self.owed[number], learned, (OWED, NOTHING))
            fit += 2.0 / (1 + math.exp(min(scores[NOTHING] - scores[OWED], 50)))
        return fit


def phrases() -> Iterator[Message]:
    """The messages of ``training/follow_ups/*.txt``, one a line: each owes what its file is named for, once."""
    for file in sorted((Path(__file__).parent / "follow_ups").glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            owed = [] if file.stem == NOTHING else [{"kind": file.stem, "due": ANY_DAY}]
            intent = "remind" if ASKS_TO_REMIND.search(line.lower()) and owed else "log"
            yield Message(line, ANY_TIME.isoformat(), (), {"intent": intent, "follow_ups": owed})


def labelled_marked() -> Iterator[Labelled]:
    """The marked messages, whose marks tell which clauses owe something."""
    for marked in marked_messages():
        if marked.intent in OWING:
            yield Labelled(Message(marked.text, ANY_TIME.isoformat(), (), {"intent": marked.intent}), marked)


def labelled_messages(messages: Iterable[Message]) -> list[Labelled]:
    return [Labelled(message) for message in messages if set(accepted(message.gold["intent"])) & OWING]


def learn(messages: Sequence[Message]) -> tuple[Weights, Weights]:
    """The weights that tell what is owed, and those that tell its kind."""
    labelled = [*labelled_messages((*phrases(), *messages)), *labelled_marked()]
    owed: Weights | None = None
    for _ in range(ROUNDS):
        owed = train_evenly(list(owed_examples(labelled, owed)), (OWED, NOTHING), prior=OWED_PRIOR)
    return owed or {}, train_evenly(list(kind_examples(labelled, owed)), KINDS)


def owed_examples(labelled: Sequence[Labelled], learned: Weights | None) -> Iterator[Example]:
    for one in labelled:
        labels = one.label(learned)
        for number in one.numbers:
            kinds = labels.get(number, {NOTHING})
            yield (
                one.owed[number],
                frozenset(
                    {OWED, NOTHING}
                    if len(kinds) > 1 and NOTHING in kinds
                    else {NOTHING}
                    if NOTHING in kinds
                    else {OWED}
                ),
            )


def kind_examples(labelled: Sequence[Labelled], learned: Weights | None) -> Iterator[Example]:
    for one in labelled:
        for number, kinds in one.label(learned).items():
            yield one.kinds[number], frozenset(kinds - {NOTHING})


def main() -> None:
    owed, kinds = learn(list(tuned_messages()))
    write("follow_ups", owed)
    write("follow_up_kinds", kinds)


if __name__ == "__main__":
    main()
