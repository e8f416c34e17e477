"""Count how often each kind of field is right, by its signs; writes ``bot/understanding/model/confidence.json``.

From the corpus's tuned part. ``--table`` prints instead how the numbers hold on the held part: docs/calibration.md.
"""

import json
import math
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bot.domain.vocabulary import Intent
from bot.understanding import confidence, follow_ups, program_facts, statements, visa_verdicts
from bot.understanding.confidence import REST, fact_signs, follow_up_signs, intent_signs, person_signs, share
from bot.understanding.engine import read
from bot.understanding.hidden_layer import Network
from bot.understanding.intent import INTENTS
from bot.understanding.intent_features import strength
from bot.understanding.linear import Learned, Weights, score
from bot.understanding.meaning import FactMention, FollowUpMention
from bot.understanding.statements import VALUES
from training import train_facts, train_intents, train_visas
from training.corpus import CORPUS, Message, read_messages, tuned_messages
from training.logistic import counted
from training.train_follow_ups import learn
from training.train_intents import message_example

_PRIOR = 8  # messages' worth of belief that a rare combination of signs is as good as its kind
_MODEL = Path(confidence.__file__).parent / "model" / "confidence.json"

Outcome = tuple[str, str, bool]
"""Kind of field, its signs, and whether it was right."""


def outcomes(message: Message) -> Iterator[Outcome]:
    understood, reading = read(message.text, datetime.fromisoformat(message.now), message.known, weigh=False)
    gold, intent = message.gold, understood.intent
    yield "intent", intent_signs(intent, understood.confidence), intent.value in _accepted(gold["intent"])
    names = [_plain(name) for person in gold.get("people", ()) for name in _accepted(person["name"])]
    for person in understood.people:
        yield "people", person_signs(person), _plain(person.name) in names
    for fact in understood.facts:
        yield "facts", fact_signs(fact), any(_same_fact(each, fact) for each in gold.get("facts", ()))
    for owed in understood.follow_ups:
        right = any(_same_owed(each, owed) for each in gold.get("follow_ups", ()))
        yield "follow_ups", follow_up_signs(owed, intent, reading.dates), right


def unseen_outcomes(messages: Sequence[Message]) -> Iterator[Outcome]:
    """How often what is learned is right on messages whose like it was not learned from: half from the other half.

    The weights know the tuned messages by heart; counted on them, they would seem surer than they are.
    """
    halves = messages[::2], messages[1::2]
    for learned_from, asked in (halves, halves[::-1]):
        weights = train_intents.learned(learned_from)
        owed, kinds = learn(learned_from)
        for message in asked:
            features, accepted = message_example(message)
            strong = strength(sum(features.values()))
            scores = {name: strong * each for name, each in score(counted(features), weights, INTENTS).items()}
            best = max(scores, key=lambda name: scores[name])
            evidence = 1 / sum(math.exp(value - scores[best]) for value in scores.values())
            yield "intent", intent_signs(Intent(best), evidence), best in accepted
        linear = {"follow_ups": owed, "follow_up_kinds": kinds} | linear_models(learned_from)
        models = {name: Learned(each) for name, each in linear.items()}
        networks = {"opening": Network(train_facts.learn_openings(learned_from))}
        with ExitStack() as patched:
            for module in (follow_ups, statements, visa_verdicts):
                patched.enter_context(patch.object(module, "weights", models.__getitem__))
            patched.enter_context(patch.object(program_facts, "network", networks.__getitem__))
            for message in asked:
                yield from (outcome for outcome in outcomes(message) if outcome[0] in ("follow_ups", "facts"))


def linear_models(messages: Sequence[Message]) -> dict[str, Weights]:
    """The weights of visas and of each kind of fact that has a linear model, learned from *messages* and phrases."""
    return {
        "visa_verdicts": train_visas.learn(list(messages)),
        **{str(kind): train_facts.learn(kind, messages) for kind in VALUES},
    }


def _accepted(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]


def _plain(name: object) -> str:
    letters = unicodedata.normalize("NFKD", str(name)).encode("ascii", "ignore").decode().lower()
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())


def _same_fact(gold: dict[str, Any], fact: FactMention) -> bool:
    about = [set(_plain(name).split()) for name in _accepted(gold["about"])]
    told = set(_plain(fact.about).split())
    named = any(each <= told or told <= each for each in about)
    visa = gold["kind"] != "visa" or fact.visa in _accepted(gold["visa"])
    return gold["kind"] == fact.kind and fact.value in map(str, _accepted(gold["value"])) and visa and named


def _same_owed(gold: dict[str, Any], owed: FollowUpMention) -> bool:
    due = owed.due_on.isoformat() if owed.due_on else None
    day = any(_covers(each, due) for each in _accepted(gold.get("due")))
    whom = _accepted(gold.get("with"))
    surname = _plain(owed.with_name or "").split()[-1:]
    with_whom = None in whom or surname in [_plain(each).split()[-1:] for each in whom]
    return owed.kind in _accepted(gold["kind"]) and day and with_whom


def _covers(gold: str | None, due: str | None) -> bool:
    if gold is None or due is None:
        return gold == due
    first, _, last = gold.partition("..")
    return first <= due <= (last or first)


def shares(found: Sequence[Outcome]) -> dict[str, dict[str, float]]:
    """The share of right ones by kind and signs, drawn towards its kind's where there are few."""
    counted: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for kind, signs, right in found:
        counted[kind][signs].append(right)
    learned = {}
    for kind, by_signs in sorted(counted.items()):
        every = [right for rights in by_signs.values() for right in rights]
        usual = sum(every) / len(every)
        learned[kind] = {REST: round(usual, 2)} | {
            signs: round((sum(rights) + _PRIOR * usual) / (len(rights) + _PRIOR), 2)
            for signs, rights in sorted(by_signs.items())
        }
    return learned


def table(found: Sequence[Outcome]) -> Iterator[str]:
    """Of what was said with about so much confidence, how much was right."""
    yield "| field | said with | how many | right |\n|---|---|---|---|"
    for kind in ("intent", "people", "facts", "follow_ups"):
        bands: dict[float, list[bool]] = defaultdict(list)
        for each, signs, right in found:
            if each == kind:
                bands[round(share(kind, signs) * 10) / 10].append(right)
        for band, rights in sorted(bands.items(), reverse=True):
            yield f"| {kind.replace('_', '-')} | {band:.1f} | {len(rights)} | {sum(rights) / len(rights):.2f} |"


def main() -> None:
    if "--table" in sys.argv:
        held = [m for file in sorted(CORPUS.glob("held-*.jsonl")) for m in read_messages(file)]
        print("\n".join(table([outcome for message in held for outcome in outcomes(message)])))
        return
    tuned = list(tuned_messages())
    people = [outcome for message in tuned for outcome in outcomes(message) if outcome[0] == "people"]
    learned = shares([*people, *unseen_outcomes(tuned)])
    _MODEL.write_text(json.dumps(learned, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
