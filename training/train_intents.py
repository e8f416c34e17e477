"""Learn how much each piece of evidence weighs for each intent; writes ``bot/understanding/model/intents.json``.

From the messages of ``training/intents/*.txt`` (one a line, the file's name is its intent), the marked messages, and
the corpus's tuned part.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from bot.understanding.clauses import Clauses
from bot.understanding.engine import outline_of
from bot.understanding.intent import INTENTS
from bot.understanding.intent_features import intent_features, strength
from bot.understanding.linear import Weights
from training.corpus import ANY_TIME, Message, tuned_messages
from training.logistic import Example, train_evenly, write
from training.marked import marked_messages

PRIOR = 4.0
SMALLEST = 0.03
MOST = 22_000  # features; held messages are read as well with three times as many, and 15,000 lose some
SEEN_AT_LEAST = 3  # examples
COUNT_OF_A_PHRASE = 0.5  # of a whole message, which tells more of how residents write
LEARNINGS = 2  # one alone decides some short lines by the order of its examples
HEARD = 0.5  # of its evidence each time, which gained 0.4 to 0.6 points on three sets of unseen messages


def phrase_examples() -> Iterator[Example]:
    for file in sorted((Path(__file__).parent / "intents").glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield intent_features(Clauses(outline_of(line.strip(), ANY_TIME))), frozenset({file.stem})


def marked_examples() -> Iterator[Example]:
    for marked in marked_messages():
        yield intent_features(Clauses(outline_of(marked.text, ANY_TIME))), frozenset({marked.intent})


def message_example(message: Message) -> Example:
    outline = outline_of(message.text, datetime.fromisoformat(message.now), message.known)
    gold = message.gold["intent"]
    return intent_features(Clauses(outline)), frozenset(gold if isinstance(gold, list) else [gold])


def learned(messages: Iterable[Message]) -> Weights:
    """Return the weights that the phrases and these messages teach."""
    phrases = [*phrase_examples(), *marked_examples()]
    whole = list(map(message_example, messages))
    return train_evenly(
        [*phrases, *whole],
        INTENTS,
        prior=PRIOR,
        smallest=SMALLEST,
        seen=SEEN_AT_LEAST,
        most=MOST,
        strength=lambda features: strength(sum(features.values())),
        heard=HEARD,
        learnings=LEARNINGS,
        counts=[COUNT_OF_A_PHRASE] * len(phrases) + [1.0] * len(whole),
    )


def main() -> None:
    write("intents", learned(tuned_messages()))


if __name__ == "__main__":
    main()
