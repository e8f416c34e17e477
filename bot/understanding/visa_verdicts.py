"""What is said of a visa that a message names: yes, no, maybe, only this one, or nothing at all.

The rules of polarity.py and the words around the visa are evidence; how much each weighs was learned from labelled
messages (training/train_visas.py) and is kept as readable numbers in ``model/visa_verdicts.json``.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.understanding.linear import Strongest, score, weights
from bot.understanding.polarity import Ruling, Verdict
from bot.understanding.statements import NOTHING, around, likeliest

VERDICTS = (NOTHING, *(verdict.value for verdict in Verdict))


@dataclass(frozen=True, slots=True)
class Mention:
    """A visa, or several spoken of together, in its *sentence*, of the *words* given.

    *before* and *after* are the words of the outline that belong to it, *ruling* is what the rules make of them, *held*
    whether they read as a visa that somebody holds, *from_a_lawyer* whether the message tells of a lawyer; *previous*
    is what was said of the visa before it.
    """

    visas: tuple[str, ...]
    before: str
    after: str
    sentence: str
    words: frozenset[str]
    ruling: Ruling | None
    held: bool
    names_a_kind: bool
    from_a_lawyer: bool = False
    previous: str | None = None


def decide(mention: Mention) -> tuple[str, float, Strongest]:
    """Return what is said of it (of VERDICTS), the share of the evidence that speaks for that, and the strongest."""
    learned = weights("visa_verdicts")
    features = tuple(dict.fromkeys(features_of(mention)))
    best, share = likeliest(score(features, learned, VERDICTS))
    return best, share, learned.strongest(features, best)


def features_of(mention: Mention) -> Iterator[str]:
    """The evidence, in readable words."""
    rule = mention.ruling
    verdict = rule.verdict.value if rule else NOTHING
    yield "always"
    yield f"rule says {verdict}{' of a held one' if mention.held else ''}"
    yield f"rule {rule.rule}" if rule else "no rule"
    if not mention.names_a_kind:
        yield "names no kind"
    if mention.held:
        yield "held"
    if mention.from_a_lawyer:
        yield "a lawyer speaks"
        yield f"a lawyer speaks, PLACE {'PLACE' in mention.words}"
    yield f"visa {' '.join(mention.visas)}" if len(mention.visas) == 1 else "several visas"
    if mention.previous:
        yield f"after {mention.previous}"
        if rule is None:
            yield f"no rule after {mention.previous}"
    for evidence in around(mention.before, mention.after):
        yield evidence
        if evidence.startswith(("+ says", "- says")):
            yield f"rule says {verdict}, {evidence}"
    sentence = mention.words
    yield f"PLACE {'PLACE' in sentence}"
    yield f"PERSON {'PERSON' in sentence}"
    yield f"I {bool({'i', 'my', 'me'} & sentence)}"
    yield f"length {min(mention.sentence.count(' ') // 4, 5)}"
