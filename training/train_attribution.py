"""Learn how much each cue speaks for something being told of a person; writes ``model/attribution.json``.

From the corpus's tuned part and the messages of training/people: a pair is right when the label of that person holds
that value, wrong when it holds another or accepts only silence beside it. A role teaches nothing where it gives way to
a more senior one that the message tells.

Each message is read twice: with the names that the learned tags find in it, and with those they find when it was not
among the messages they learned from. For names are found as imperfectly in what residents will write, and a hospital
that was missed or cut short leaves the next one to be weighed.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from unittest.mock import patch

from bot.domain.vocabulary import Role
from bot.understanding import name_tags
from bot.understanding.attribution import Attribution, Pair
from bot.understanding.engine import outline_of
from bot.understanding.identity import resolve_known
from bot.understanding.linear import Rows, packed
from bot.understanding.pronouns import Antecedents
from bot.understanding.reading import Person
from bot.understanding.told import FIELD, IMG, PLACE, REACH, RELATIONSHIP, ROLE, find_told
from training import train_name_tags
from training.corpus import Message, tuned_messages
from training.fields import seen_often
from training.labels import accepted, same_name
from training.networks import learn, write
from training.people import people_messages

FOLDS = 3
SEEN_AT_LEAST = 6  # examples, of which each message gives two alike
UNITS = 16  # 32 gain no more

_LABEL = {ROLE: "role", PLACE: "institution", FIELD: "specialty", IMG: "img", RELATIONSHIP: "relationship"}
_SENIORITY = [role.value for role in Role]


def examples(message: Message) -> Iterator[tuple[tuple[str, ...], bool]]:
    outline = outline_of(message.text, datetime.fromisoformat(message.now), message.known)
    antecedents = Antecedents(outline)
    labels = {id(person): label_of(person, message) for person in outline.reading.people}
    for person in outline.reading.people:
        label = labels[id(person)]
        roles = accepted(label.get("role")) if label else []
        person.role = Role(roles[0]) if roles else None
    told = find_told(outline)
    roles_told = {each.value for each in told if each.kind == ROLE}
    attribution = Attribution(outline, antecedents, told)
    for pair in attribution.pairs(ROLE, PLACE, FIELD, IMG, REACH, RELATIONSHIP):
        label = labels[id(pair.person)]
        right = None if label is None else is_right(pair, label, roles_told)
        if right is not None:
            yield pair.cues, right


def label_of(person: Person, message: Message) -> dict[str, Any] | None:
    full_name = resolve_known(person, message.known)
    for label in message.gold.get("people", ()):
        if any(same_name(full_name, name) for name in accepted(label["name"])):
            found: dict[str, Any] = label
            return found
    return None


def is_right(pair: Pair, label: dict[str, Any], roles_told: set[str]) -> bool | None:
    """Whether *label* says so; None where it does not tell. *roles_told* are all that the message may tell."""
    told = pair.told
    if told.kind == REACH:
        return told.value in label
    given = label.get(_LABEL[told.kind])
    values = accepted(given)
    if told.kind == IMG:
        return None if isinstance(given, list) else bool(values)
    right = any(same_name(told.value, value) for value in values) if told.kind == PLACE else told.value in values
    if right:
        return True
    if told.kind == PLACE and any(_is_cut(told.value, value) for value in values):
        return None
    if told.kind == ROLE and values and _gives_way(told.value, values[0]) and values[0] in roles_told:
        return None
    return False


def _is_cut(name: str, whole: str) -> bool:
    """Whether *name* is the right place cut short or run on: whose it is was found, where it ends was not."""
    return not set(name.lower().split()).isdisjoint(whole.lower().split())


def _gives_way(role: str, present: str) -> bool:
    return role == Role.ALUM or _SENIORITY.index(role) > _SENIORITY.index(present)


def unseen_examples(messages: Sequence[Message]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The examples of each message as it is read by tags that were learned from the others."""
    for fold in range(FOLDS):
        others = [message for number, message in enumerate(messages) if number % FOLDS != fold]
        evidence, weights = train_name_tags.learned(others)
        seen = ((tuple(name.split("\t")), packed(enumerate(row))) for name, row in evidence.items())
        rows = Rows(seen, len(weights))
        learned = name_tags.TagRows(rows), name_tags.moves_of(weights)
        with patch.object(name_tags, "_learned", lambda learned=learned: learned):
            for message in messages[fold::FOLDS]:
                yield from examples(message)


def main() -> None:
    messages = [*tuned_messages(), *people_messages()]
    pairs = [*(example for message in messages for example in examples(message)), *unseen_examples(messages)]
    often = seen_often((cues for cues, _ in pairs), SEEN_AT_LEAST)
    write("attribution", learn(pairs, often, UNITS))


if __name__ == "__main__":
    main()
