"""Learn what the words around a visa say of it; writes ``bot/understanding/model/visa_verdicts.json``.

From the statements of ``training/visa_verdicts/*.txt`` (one a line, the file's name is what it says of every visa that
it names), the marked messages, and the corpus's tuned part.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.understanding.attributes import AttributeFinder
from bot.understanding.engine import outline_of
from bot.understanding.linear import Weights
from bot.understanding.polarity import Verdict
from bot.understanding.pronouns import Antecedents
from bot.understanding.statements import NOTHING
from bot.understanding.subjects import Subjects
from bot.understanding.visa_mentions import mentions_of
from bot.understanding.visa_verdicts import VERDICTS, Mention, features_of
from training.corpus import ANY_TIME, Message, tuned_messages
from training.labels import FACTUAL, accepted
from training.logistic import Example, train_evenly, write
from training.marked import MarkedMessage, marked_messages

BOTH = {"H-1B", "J-1"}
PRIOR = 4.0


def phrase_examples() -> Iterator[Example]:
    for file in sorted((Path(__file__).parent / "visa_verdicts").glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            for _, _, mention in mentions_of(outline_of(line, ANY_TIME)):
                yield _example(mention, frozenset({file.stem}))


def marked_examples(marked: MarkedMessage) -> Iterator[Example]:
    if marked.intent in FACTUAL:
        outline = outline_of(marked.text, ANY_TIME)
        found = list(mentions_of(outline))
        said = [marked.said("visa", outline, start, start + 1) or frozenset({NOTHING}) for _, start, _ in found]
        yield from _in_order(found, said)


def message_examples(message: Message) -> Iterator[Example]:
    """A labelled fact does not say where it stands: it goes to the mention of its visa that speaks of its subject."""
    if not FACTUAL & set(accepted(message.gold["intent"])):
        return
    outline = outline_of(message.text, datetime.fromisoformat(message.now), message.known)
    antecedents = Antecedents(outline)
    AttributeFinder(outline, antecedents).find()
    subjects = Subjects(outline, antecedents)
    facts = [fact for fact in message.gold.get("facts", ()) if fact["kind"] == "visa"]
    found = list(mentions_of(outline))
    named = {visa for _, _, mention in found for visa in mention.visas}
    said = []
    for sentence, start, mention in found:
        abouts = {_plain(name) for name, _ in subjects.of_statement(*sentence, start, start + 1)}
        said.append(verdicts_of(mention, abouts, facts, named))
    yield from _in_order(found, said)


def _in_order(found: list[tuple[tuple[int, int], int, Mention]], said: list[frozenset[str]]) -> Iterator[Example]:
    """An example for each mention, which knows what was said of the one before it in its sentence."""
    before: tuple[tuple[int, int], str | None] | None = None
    for (sentence, _, mention), verdicts in zip(found, said, strict=True):
        yield _example(mention, verdicts, before[1] if before and before[0] == sentence else None)
        before = sentence, next(iter(verdicts)) if len(verdicts) == 1 else None


def verdicts_of(mention: Mention, abouts: set[str], facts: list[dict[str, Any]], named: set[str]) -> frozenset[str]:
    of_visa = [fact for fact in facts if set(accepted(fact["visa"])) & set(_expanded(mention.visas))]
    here = [fact for fact in of_visa if {_plain(name) for name in accepted(fact["about"])} & abouts] or of_visa
    if not here:
        return frozenset({NOTHING})
    verdicts = {str(value) for fact in here for value in accepted(fact["value"])}
    other = BOTH - set(mention.visas)
    if verdicts == {"yes"} and len(other) == 1:
        denied = [fact for fact in facts if set(accepted(fact["visa"])) == other and fact["value"] == "no"]
        if denied and not other & named and "any" not in named:
            return frozenset({Verdict.ONLY.value})
        if denied:
            verdicts.add(Verdict.ONLY.value)
    if any(fact.get("optional") for fact in here):
        verdicts.add(NOTHING)
    return frozenset(verdicts)


def _expanded(visas: tuple[str, ...]) -> set[str]:
    return {kind for visa in visas for kind in (BOTH if visa == "both" else {visa})}


def _plain(name: object) -> str:
    return "".join(str(name).lower().split())


def _example(mention: Mention, verdicts: frozenset[str], previous: str | None = None) -> Example:
    return dict.fromkeys(features_of(replace(mention, previous=previous)), 1.0), verdicts


def examples(messages: list[Message]) -> list[Example]:
    return [
        *phrase_examples(),
        *(example for marked in marked_messages() for example in marked_examples(marked)),
        *(example for message in messages for example in message_examples(message)),
    ]


def learn(messages: list[Message]) -> Weights:
    return train_evenly(examples(messages), VERDICTS, PRIOR)


def main() -> None:
    write("visa_verdicts", learn(list(tuned_messages())))


if __name__ == "__main__":
    main()
