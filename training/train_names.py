"""Learn how much each cue speaks for a person, an institution or nothing; writes ``model/names.json``.

From the corpus's tuned part: a run of words is a person when its words are in a labelled name, an institution when
they are in a labelled institution or in what a fact is about. An unlabelled short name of a hospital teaches nothing:
the message tells of the place, there was just nothing to be said of it.
"""

from collections.abc import Iterator
from datetime import datetime

from bot.understanding.names import NAME_CLASSES, NOTHING, PERSON, PLACE, NameFinder
from bot.understanding.reading import Reading
from bot.understanding.tokens import folded
from training.corpus import Message, tuned_messages
from training.labels import accepted
from training.logistic import Example, train, write


def examples(message: Message) -> Iterator[Example]:
    reading = Reading(message.text, datetime.fromisoformat(message.now), message.known)
    people, places = labelled_names(message)
    for run in NameFinder(reading).runs():
        words = {token.key for token in reading.tokens[run.start : run.end] if token.is_word}
        features = dict.fromkeys(run.cues, 1.0)
        if any(words <= name for name in people):
            yield features, frozenset({PERSON})
        elif any(words <= name for name in places):
            yield features, frozenset({PLACE})
        elif "known institution" in run.cues or "known institution of several words" in run.cues:
            yield features, frozenset({PLACE, NOTHING})
        else:
            yield features, frozenset({NOTHING})


def labelled_names(message: Message) -> tuple[list[set[str]], list[set[str]]]:
    """The words of each labelled person and of each labelled institution."""
    people, places = [], []
    for person in message.gold.get("people", ()):
        people += [name_keys(name) for name in accepted(person["name"])]
        places += [name_keys(name) for name in accepted(person.get("institution"))]
    for fact in message.gold.get("facts", ()):
        places += [name_keys(name) for name in accepted(fact["about"])]
    return people, [words for words in places if words not in people]


def name_keys(name: str) -> set[str]:
    return {folded(word).replace("-", "").replace("'", "").strip(".,") for word in name.replace(".", " ").split()} | {
        "of",
        "at",
        "the",
        "st",
    }


# The tags (train_name_tags.py) take the cues as evidence, so they must see them fail: on messages these never saw.
FILES = "tuned-[12].jsonl"


def main() -> None:
    write("names", train((example for message in tuned_messages(FILES) for example in examples(message)), NAME_CLASSES))


if __name__ == "__main__":
    main()
