"""What is said of a visa that a message names: yes, no, maybe, only this one, or nothing at all.

The rules of polarity.py and the words around the visa are evidence; how much each weighs was learned from labelled
messages (training/train_visas.py) and is kept as readable numbers in ``model/visa_verdicts.json``.
"""

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


def features_of(mention: Mention) -> list[str]:
    """The evidence, in readable words."""
    rule, said = mention.ruling, mention.words
    verdict = rule.verdict.value if rule else NOTHING
    beside = around(mention.before, mention.after)
    features = [
        "always",
        f"rule says {verdict}{' of a held one' if mention.held else ''}",
        f"rule {rule.rule}" if rule else "no rule",
        f"visa {mention.visas[0]}" if len(mention.visas) == 1 else "several visas",
        f"PLACE {'PLACE' in said}",
        f"PERSON {'PERSON' in said}",
        f"I {not _RESIDENT.isdisjoint(said)}",
        f"length {min(mention.sentence.count(' ') // 4, 5)}",
        *beside,
        *(f"rule says {verdict}, {evidence}" for evidence in beside if evidence.startswith(("+ says", "- says"))),
    ]
    if not mention.names_a_kind:
        features.append("names no kind")
    if mention.held:
        features.append("held")
    if mention.from_a_lawyer:
        features += ("a lawyer speaks", f"a lawyer speaks, PLACE {'PLACE' in said}")
    if mention.previous:
        features.append(f"after {mention.previous}")
        if rule is None:
            features.append(f"no rule after {mention.previous}")
    return features


_RESIDENT = frozenset({"i", "my", "me"})
