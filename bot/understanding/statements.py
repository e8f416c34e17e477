"""What a statement says of a letter, of IMGs, of prelims, or of somebody who speaks up: weighed, not matched.

Which statements may speak of a kind of fact is told by words that it cannot do without (vocabulary/facts.toml). What
the rules make of such a statement and its own words are evidence; how much each weighs was learned from labelled
messages (training/train_facts.py) and is kept as readable numbers, a file of ``model/`` for each kind.
"""

import math
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, repeat

from bot.domain.vocabulary import FactKind
from bot.understanding.advocacy import told_for_me
from bot.understanding.cues import find_cues
from bot.understanding.lexicon import vocabulary
from bot.understanding.linear import Parts, Strongest, as_text, weights
from bot.understanding.polarity import is_unsaid
from bot.understanding.tokens import numberless
from bot.understanding.verdict_words import told_around, told_in

NOTHING = "nothing"
VALUES = {
    FactKind.LETTER: ("asked", "agreed", "declined", "sent"),
    FactKind.ADVOCATES: ("yes", "maybe"),
    FactKind.IMG_FRIENDLY: ("yes", "no", "maybe"),
    FactKind.CONVERTS_PRELIMS: ("yes", "no", "maybe"),
}
SURELY_NOTHING = 0.5
_HEDGED = "maybe"
_NOTHING_AGAINST_A_RULE = 0.75
"""Where a rule reads something in a statement, nothing has to be this much likelier to be believed."""
_CLOSE, _NEAR = 4, 9  # words on either side whose place counts, and whose presence does
_TOLD_AT = frozenset((FactKind.IMG_FRIENDLY, FactKind.CONVERTS_PRELIMS))
"""Kinds whose word is no part of what is said of it, so that the words around it count more than the rest."""
_WHO = frozenset(
    ["me", "mine", "other", "bot", "must", "will", "would", "negation", "if", "when", "ask", "promise", "say"]
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """*value* is one of VALUES or NOTHING, *share* the part of the evidence that speaks for it.

    *why* is the strongest of that evidence, empty for NOTHING.
    """

    value: str
    share: float
    why: Strongest | str


def may_speak_of(kind: FactKind, words: Sequence[str]) -> bool:
    """Whether a statement has the words without which it says nothing of this kind."""
    needed = _needed()[kind]
    if any(group.isdisjoint(words) for group in needed):
        return False
    if kind not in _TOLD_AT:
        return True
    at = _place_of(words, needed[0])
    return not is_unsaid(f" {' '.join(words[:at])} ", f" {' '.join(words[at + 1 :])} ")


def _place_of(words: Sequence[str], said: Container[str]) -> int:
    """Where the first of *said* stands."""
    return next((place for place, word in enumerate(words) if word in said), 0)


def weigh(kind: FactKind, words: Sequence[str], rule: str, before: Sequence[str] = ()) -> Verdict:
    """Decide what *words* say. *rule* is what the rules make of them, *before* the words of the sentence before."""
    classes = (NOTHING, *VALUES[kind])
    learned = weights(str(kind))
    features = dict.fromkeys(_evidence(kind, words, rule, before))
    rows = learned.rows_by_parts(classes)
    surely = SURELY_NOTHING if rule == NOTHING else _NOTHING_AGAINST_A_RULE
    best, share = likeliest(dict(zip(classes, rows.weights(rows.total(features)), strict=True)), surely)
    if kind is FactKind.ADVOCATES and rule == _HEDGED and best == "yes":
        best = _HEDGED
    return Verdict(best, share, "" if best == NOTHING else learned.strongest(features, best))


def likeliest(scores: Mapping[str, float], surely: float = SURELY_NOTHING) -> tuple[str, float]:
    """Return the class to believe and its share; NOTHING has to outweigh all the others, since much can be told.

    *surely* is the share of the evidence from which NOTHING is believed.
    """
    top = max(scores.values())
    odds = {name: math.exp(value - top) for name, value in scores.items()}
    total = sum(odds.values())
    if odds[NOTHING] >= surely * total:
        return NOTHING, odds[NOTHING] / total
    told = {name: share for name, share in odds.items() if name != NOTHING}
    best = max(told, key=told.__getitem__)
    return best, told[best] / total


def features_of(kind: FactKind, words: Sequence[str], rule: str, before: Sequence[str] = ()) -> list[str]:
    """The evidence, in readable words."""
    return as_text(_evidence(kind, words, rule, before))


def _evidence(kind: FactKind, words: Sequence[str], rule: str, before: Sequence[str]) -> list[Parts]:
    shown = numberless(words)
    cues = find_cues(words)
    who = [cue.name for cue in cues if cue.name in _WHO]
    features: list[Parts] = [("always",), ("rule", rule)]
    features += zip(repeat("word"), shown)
    features += pairwise(("^", *shown, "$"))
    features += zip(shown, repeat("_"), shown[2:])
    features += [("cue", f"{cue.name}.{cue.form}") for cue in cues]
    features += [("cues", f"{first} {then}") for first, then in pairwise(who)]
    features.append(("begins", who[0] if who else "None"))
    features += zip(repeat("before"), before)
    if kind not in _TOLD_AT:
        features += told_in(words)
    else:
        at = _place_of(words, _needed()[kind][0])
        features += zip(repeat("at it"), told_around(words[:at], words[at + 1 :]))
    if kind is FactKind.ADVOCATES:
        features += told_for_me(words)
    features += (("ends", shown[-1] if shown else "None"), ("length", str(min(len(shown) // 4, 5))))
    return features


def around(before: str, after: str) -> list[str]:
    """The evidence of the words on either side of something: those close by with their place."""
    ahead, behind = numberless(after.split()), numberless(before.split())
    evidence = [f"+{number} {word}" for number, word in enumerate(ahead[:_CLOSE], start=1)]
    evidence += [f"-{number} {word}" for number, word in enumerate(behind[: -_CLOSE - 1 : -1], start=1)]
    evidence += [f"+ {word}" for word in ahead[:_NEAR]]
    evidence += [f"- {word}" for word in behind[-_NEAR:]]
    evidence.append(f"{behind[-1] if behind else '^'} IT {ahead[0] if ahead else '$'}")
    evidence += told_around(behind, ahead)
    return evidence


@cache
def _needed() -> dict[FactKind, tuple[frozenset[str], ...]]:
    """For each kind the groups of words of which a statement needs one each."""
    groups: dict[FactKind, tuple[frozenset[str], ...]] = {}
    for name, said in vocabulary("facts").items():
        kind = FactKind(name.split(",")[0])
        groups[kind] = (*groups.get(kind, ()), frozenset(said))
    return groups
