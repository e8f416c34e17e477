"""Learn what a statement says of letters, of IMGs, of prelims, and of who speaks up; a model for each kind of fact.

From the statements of ``training/facts/KIND/VALUE.txt`` (one a line) and the corpus's tuned part. A labelled fact does
not say which statement tells it: of those that may, the one that fits best is taken, first by the rules and the names
in it, then by what was learned so far. Whether a position is open is learned by a network with one hidden layer
(training/networks.py); on the other kinds it gained nothing.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.domain.vocabulary import FactKind
from bot.understanding.asked import is_question
from bot.understanding.attributes import AttributeFinder
from bot.understanding.engine import outline_of
from bot.understanding.hidden_layer import Weights as NetworkWeights
from bot.understanding.img_friendly import img_rule
from bot.understanding.letter_statements import letter_statements
from bot.understanding.linear import Weights, score
from bot.understanding.openings import OPEN, PositionNamed, opening_evidence, positions_named
from bot.understanding.outline import Outline
from bot.understanding.prelim_conversions import converts_rule
from bot.understanding.pronouns import Antecedents
from bot.understanding.statements import NOTHING, VALUES, features_of, may_speak_of
from bot.understanding.support_facts import advocacy_statements
from training import networks
from training.corpus import ANY_TIME, Message, tuned_messages
from training.fields import seen_often
from training.labels import FACTUAL, accepted
from training.logistic import Example, train_evenly, write
from training.marked import MarkedMessage, marked_messages

MARKED_AS = {FactKind.IMG_FRIENDLY: "img", FactKind.CONVERTS_PRELIMS: "converts"}
PRIOR = 2.0
ROUNDS = 2
UNITS = 8  # of the network for openings; 16 gain no more
BATCH = 128  # of some 4,000 positions, in larger ones too few steps are taken
SEEN_AT_LEAST = 2  # positions


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that may tell a fact: its evidence, what the rules make of it, the names in it, its items."""

    features: dict[str, float]
    rule: str
    names: frozenset[str]
    first: int
    last: int


def statements_of(kind: FactKind, outline: Outline) -> list[Statement]:
    antecedents = Antecedents(outline)
    AttributeFinder(outline, antecedents).find()
    if kind is FactKind.LETTER:
        return [
            _statement(outline, each.first, each.last, each.rule, features_of(kind, each.words, each.rule, each.before))
            for each in letter_statements(outline)
        ]
    if kind is FactKind.ADVOCATES:
        return [
            _statement(outline, each.first, each.last, each.rule, features_of(kind, each.words, each.rule, each.before))
            for each in advocacy_statements(outline, antecedents)
        ]
    found = []
    for start, end in outline.sentences():
        text = outline.text_of(start, end)
        words = text.split()
        if not may_speak_of(kind, words) or is_question(outline, start, end):
            continue
        rule = (img_rule if kind is FactKind.IMG_FRIENDLY else converts_rule)(text)[0]
        found.append(_statement(outline, start, end, rule, features_of(kind, words, rule)))
    return found


def _statement(outline: Outline, first: int, last: int, rule: str, features: Iterable[str]) -> Statement:
    items = outline.items[first:last]
    names = [named.name for item in items if (named := item.person or item.place)]
    return Statement(
        dict.fromkeys(features, 1.0),
        rule,
        frozenset(name.lower().split()[-1] for name in names),
        first,
        last,
    )


def phrase_examples(kind: FactKind) -> Iterator[Example]:
    for file in sorted((Path(__file__).parent / "facts" / str(kind)).glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            for statement in statements_of(kind, outline_of(line, ANY_TIME)):
                yield statement.features, frozenset({file.stem})


def marked_examples(kind: FactKind, marked: MarkedMessage) -> Iterator[Example]:
    if marked.intent in FACTUAL:
        outline = outline_of(marked.text, ANY_TIME)
        for statement in statements_of(kind, outline):
            said = marked.said(MARKED_AS.get(kind, str(kind)), outline, statement.first, statement.last)
            yield statement.features, said or frozenset({NOTHING})


def labelled(kind: FactKind, message: Message) -> tuple[list[Statement], list[dict[str, object]]]:
    if not FACTUAL & set(accepted(message.gold["intent"])):
        return [], []
    outline = outline_of(message.text, datetime.fromisoformat(message.now), message.known)
    return statements_of(kind, outline), [fact for fact in message.gold.get("facts", ()) if fact["kind"] == kind]


def message_examples(
    statements: Sequence[Statement], facts: Sequence[dict[str, object]], learned: Weights | None, kind: FactKind
) -> Iterator[Example]:
    labels: dict[int, set[str]] = {}
    for fact in facts:
        if statements:
            best = max(range(len(statements)), key=lambda number: _fit(statements[number], fact, learned, kind))
            values = {str(value) for value in accepted(fact["value"])}
            labels.setdefault(best, set()).update(values | ({NOTHING} if fact.get("optional") else set()))
    for number, statement in enumerate(statements):
        yield statement.features, frozenset(labels.get(number, {NOTHING}))


def _fit(statement: Statement, fact: dict[str, object], learned: Weights | None, kind: FactKind) -> float:
    values = set(accepted(fact["value"]))
    fit = 2.0 if statement.rule in values else 1.0 if statement.rule != NOTHING else 0.0
    fit += 0.5 if {str(name).lower().split()[-1] for name in accepted(fact["about"])} & statement.names else 0.0
    if learned:
        scores = score(statement.features, learned, (NOTHING, *VALUES[kind]))
        top = max(scores.values())
        odds = {name: math.exp(value - top) for name, value in scores.items()}
        fit += 3.0 * sum(odds[name] for name in odds if name in values) / sum(odds.values())
    return fit


def learn(kind: FactKind, messages: Sequence[Message], prior: float = PRIOR) -> Weights:
    phrases = list(phrase_examples(kind))
    phrases += (example for marked in marked_messages() for example in marked_examples(kind, marked))
    read = [labelled(kind, message) for message in messages]
    learned: Weights | None = None
    for _ in range(ROUNDS):
        told = [example for statements, facts in read for example in message_examples(statements, facts, learned, kind)]
        learned = train_evenly([*phrases, *told], (NOTHING, *VALUES[kind]), prior)
    return learned or {}


def opening_examples(outline: Outline, is_open: Callable[[PositionNamed], bool | None]) -> Iterator[networks.Example]:
    """One example for each position named; *is_open* tells whether it is, None where either is right."""
    for start, end in outline.sentences():
        if is_question(outline, start, end):
            continue
        converts = converts_rule(outline.text_of(start, end))[0] != NOTHING
        for named in positions_named(outline, start, end, converts):
            told = is_open(named)
            if told is not None:
                yield opening_evidence(named), told


def learn_openings(messages: Sequence[Message]) -> NetworkWeights:
    examples: list[networks.Example] = []
    for file in sorted((Path(__file__).parent / "facts" / "opening").glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            examples += opening_examples(outline_of(line, ANY_TIME), partial(_is_in_file, file.stem))
    for marked in marked_messages():
        if marked.intent in FACTUAL:
            outline = outline_of(marked.text, ANY_TIME)
            examples += opening_examples(outline, partial(_is_marked, marked, outline))
    for message in messages:
        if FACTUAL & set(accepted(message.gold["intent"])):
            facts = [fact for fact in message.gold.get("facts", ()) if fact["kind"] == FactKind.OPENING]
            outline = outline_of(message.text, datetime.fromisoformat(message.now), message.known)
            examples += opening_examples(outline, partial(_is_open, facts))
    often = seen_often((evidence for evidence, _ in examples), SEEN_AT_LEAST)
    return networks.learn(examples, often, UNITS, batch=BATCH)


def _is_open(facts: Sequence[dict[str, object]], named: PositionNamed) -> bool | None:
    fact = next((fact for fact in facts if named.value in accepted(fact["value"])), None)
    return False if fact is None else None if fact.get("optional") else True


def _is_in_file(name: str, _: PositionNamed) -> bool:
    return name == OPEN


def _is_marked(marked: MarkedMessage, outline: Outline, named: PositionNamed) -> bool:
    place = outline.items.index(named.item)
    return bool(marked.said(OPEN, outline, place, place + 1))


def main() -> None:
    messages = list(tuned_messages())
    for kind in VALUES:
        write(str(kind), learn(kind, messages))
    networks.write("opening", learn_openings(messages))


if __name__ == "__main__":
    main()
