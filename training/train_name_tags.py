"""Learn to tag the words that name somebody or somewhere; writes ``model/name_tags.json``.

On the corpus's tuned part, the messages of training/people, and variants of each (variants.py). A known institution
without a label may be tagged or not: the message tells of the place, there was just nothing to be said of it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.understanding.lexicon import vocabulary
from bot.understanding.name_tags import OUT, PERSON, PERSON_ON, PLACE, PLACE_ON, TAGS, WordEvidence
from bot.understanding.names import NameFinder
from bot.understanding.reading import Reading
from training import variants
from training.corpus import Message, tuned_messages
from training.fields import learn, seen_often
from training.logistic import MODELS
from training.people import people_messages

VARIANTS = 4
SEEN_AT_LEAST = 5
SMALLEST_KEPT = 0.05


@dataclass(frozen=True, slots=True)
class Example:
    """The evidence of each token worth weighing, and the tags accepted for it."""

    tokens: tuple[int, ...]
    features: tuple[tuple[str, ...], ...]
    accepted: tuple[frozenset[int], ...]


def examples(message: Message, substitutes: variants.Substitutes, count: int) -> Iterator[Example]:
    for variant in variants.variants(variants.marked(message), substitutes, count):
        yield example(variant, message)


def example(variant: variants.Marked, message: Message) -> Example:
    reading = Reading(variant.text, datetime.fromisoformat(message.now), message.known)
    finder = NameFinder(reading)
    evidence = WordEvidence(reading, finder.ruled())
    labels: dict[int, int] = {}
    for named in variant.named:
        first = True
        for index, token in enumerate(reading.tokens):
            if named.start <= token.start < named.end:
                begin, on = (PERSON, PERSON_ON) if named.kind == variants.PERSON else (PLACE, PLACE_ON)
                labels[index] = begin if first else on
                first = False
    known_unlabelled = {
        index
        for hit in reading.hits_of("institutions", "known")
        if not any(i in labels for i in range(hit.start, hit.end))
        for index in range(hit.start, hit.end)
    }
    tokens = evidence.candidates()
    accepted = [
        frozenset({labels[index]})
        if index in labels
        else frozenset({OUT, PLACE, PLACE_ON})
        if index in known_unlabelled
        else frozenset({OUT})
        for index in tokens
    ]
    return Example(
        tuple(tokens),
        tuple(tuple("\t".join(feature) for feature in evidence.features(index)) for index in tokens),
        tuple(accepted),
    )


def stretches(one: Example) -> Iterator[list[int]]:
    """The places, in *one*'s lists, of tokens that stand side by side."""
    stretch: list[int] = []
    for at, token in enumerate(one.tokens):
        if stretch and token != one.tokens[at - 1] + 1:
            yield stretch
            stretch = []
        stretch.append(at)
    if stretch:
        yield stretch


def labels_of(one: Example, stretch: list[int]) -> Iterator[int]:
    """The label of each place; where several are accepted, what the rules make of it."""
    before = OUT
    for at in stretch:
        accepted, features = one.accepted[at], one.features[at]
        if len(accepted) == 1:
            tag = next(iter(accepted))
        elif "rule\tplace\t" in features:
            tag = PLACE
        elif "rule\tplace goes on\t" in features and before in {PLACE, PLACE_ON}:
            tag = PLACE_ON
        else:
            tag = OUT
        yield tag
        before = tag


def learned(messages: list[Message]) -> tuple[dict[str, list[float]], list[list[float]]]:
    """The weight of each piece of evidence for each tag, and of each tag after each."""
    substitutes = variants.Substitutes(0, vocabulary("institutions")["known"])
    by_message = [list(examples(message, substitutes, VARIANTS)) for message in messages]
    often = seen_often(
        ((name for one in each for features in one.features for name in features) for each in by_message), SEEN_AT_LEAST
    )
    weights, moves = learn(
        (
            (
                [tuple(name for name in one.features[at] if name in often) for at in stretch],
                [str(tag) for tag in labels_of(one, stretch)],
            )
            for each in by_message
            for one in each
            for stretch in stretches(one)
        ),
        sparse=0.6,
        small=0.4,
    )
    tags = [str(tag) for tag in range(len(TAGS))]
    evidence = {name: [round(row.get(tag, 0.0), 2) for tag in tags] for name, row in weights.items()}
    kept = {name: row for name, row in evidence.items() if max(map(abs, row)) >= SMALLEST_KEPT}
    return kept, [[round(moves.get((before, after), 0.0), 2) for after in tags] for before in tags]


def main() -> None:
    evidence, moves = learned([*tuned_messages(), *people_messages()])
    lines = (f"{json.dumps(feature, ensure_ascii=False)}: {json.dumps(row)}" for feature, row in evidence.items())
    target = MODELS / "name_tags.json"
    target.write_text(
        f'{{"moves": {json.dumps(moves)},\n"evidence": {{\n' + ",\n".join(lines) + "\n}}\n", encoding="utf-8"
    )
    print(f"{target.name}: {len(evidence)} features, {target.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
