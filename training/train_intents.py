"""Learn how much each piece of evidence weighs for each intent, and write ``bot/understanding/model/intents.json``.

A multinomial logistic regression, trained by stochastic gradient descent with AdaGrad steps on the messages of
``training/intents/*.txt`` (one message a line, the file's name is its intent) and ``tests/corpus/tuned-*.jsonl``. The
order is shuffled from a fixed seed, so that the same sources give the same file.
"""

import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.domain.vocabulary import Intent
from bot.understanding.engine import outline_of
from bot.understanding.intent import Weights, score
from bot.understanding.intent_features import intent_features
from bot.understanding.meaning import KnownContact

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "bot" / "understanding" / "model" / "intents.json"
ANY_TIME = datetime(2026, 11, 10, 14, 0)  # noqa: DTZ001 - the resident's wall clock has no zone
EPOCHS = 30
STEP = 0.35
DECAY = 3e-3
SMALLEST_KEPT = 0.1
SEEN_AT_LEAST = 2

Example = tuple[dict[str, float], frozenset[str]]


def phrase_examples() -> Iterator[Example]:
    for file in sorted((ROOT / "training" / "intents").glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield intent_features(outline_of(line.strip(), ANY_TIME)), frozenset({file.stem})


def corpus_examples(*files: Path) -> Iterator[Example]:
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            message = json.loads(line)
            known = [KnownContact(contact["name"]) for contact in message.get("known", [])]
            outline = outline_of(message["text"], datetime.fromisoformat(message["now"]), known)
            gold = message["gold"]["intent"]
            yield intent_features(outline), frozenset(gold if isinstance(gold, list) else [gold])


def train(examples: list[Example]) -> Weights:
    weights: defaultdict[str, dict[str, float]] = defaultdict(dict)
    squares: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    order = random.Random(0)  # noqa: S311 - the same order each time is what is wanted
    seen = Counter(feature for features, _ in examples for feature in features)
    examples = [
        ({f: s for f, s in features.items() if seen[f] >= SEEN_AT_LEAST}, accepted) for features, accepted in examples
    ]
    intents = [intent.value for intent in Intent]
    for _ in range(EPOCHS):
        order.shuffle(examples)
        for features, accepted in examples:
            scores = score(features, weights)
            top = max(scores.values())
            odds = {intent: math.exp(scores[intent] - top) for intent in intents}
            total = sum(odds.values())
            right = sum(odds[intent] for intent in accepted)
            for intent in intents:
                target = odds[intent] / right if intent in accepted else 0.0
                error = odds[intent] / total - target
                if abs(error) < 1e-3:
                    continue
                for feature, strength in features.items():
                    row = weights[feature]
                    weight = row.get(intent, 0.0)
                    gradient = error * strength + DECAY * weight
                    squares[feature][intent] += gradient * gradient
                    row[intent] = weight - STEP * gradient / (math.sqrt(squares[feature][intent]) + 1e-6)
    return weights


def rounded(weights: Weights) -> Weights:
    kept = {
        feature: {intent: round(weight, 2) for intent, weight in sorted(row.items()) if abs(weight) >= SMALLEST_KEPT}
        for feature, row in sorted(weights.items())
    }
    return {feature: row for feature, row in kept.items() if row}


def main() -> None:
    examples = [*phrase_examples(), *corpus_examples(*sorted((ROOT / "tests" / "corpus").glob("tuned-*.jsonl")))]
    weights = rounded(train(examples))
    TARGET.parent.mkdir(exist_ok=True)
    lines = (f"{json.dumps(feature, ensure_ascii=False)}: {json.dumps(row)}" for feature, row in weights.items())
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{len(examples)} messages, {len(weights)} features, {TARGET.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
