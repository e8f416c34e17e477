"""Decide what a message wants done.

Words, what they hint at and who does what in each clause are evidence (intent_features.py); how much each weighs was
learned from labelled messages (training/train_intents.py) and is kept as readable numbers in ``model/intents.json``.
Taking something away needs more than a little weight: words that say so, as an order, outside another's quoted words,
or evidence that leaves hardly a doubt ("take her out of my contacts", in a message that quotes nobody).
"""

import math
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.vocabulary import Intent
from bot.understanding.clauses import Clause, Clauses
from bot.understanding.dates import Tense
from bot.understanding.intent_features import evidence, intent_features, strength, word_features
from bot.understanding.linear import weights
from bot.understanding.owed import is_done_already
from bot.understanding.plainly_wanted import plainly_wanted
from bot.understanding.quotes import only_quoted

INTENTS = tuple(intent.value for intent in Intent)
TAKING_AWAY = frozenset({Intent.FORGET, Intent.UNDO})
_ORDERS = frozenset({"delete", "undo"})
_TELLERS = (["she"], ["he"], ["they"], ["who"], ["we"])
_HARDLY_A_DOUBT = 0.8
_SAID_PLAINLY = 0.95
_TELLING = frozenset({Intent.LOG, Intent.REMIND})
_OPENING = 6  # words
_STATES = frozenset({"VISA", "POSITION"})
_QUOTES = frozenset('"“”')


@dataclass(frozen=True, slots=True)
class IntentGuess:
    """*confidence* is the share of the evidence that speaks for *intent*."""

    intent: Intent
    confidence: float


def decide_intent(clauses: Clauses) -> IntentGuess:
    if plain := plainly_wanted(clauses.outline.text):
        return IntentGuess(plain, _SAID_PLAINLY)
    scores = _scores(clauses)
    if not says_to_take_away(clauses) and not _surely_takes_away(clauses, scores):
        for intent in TAKING_AWAY:
            del scores[intent]
    best = max(scores, key=scores.__getitem__)
    top = scores[best]
    total = sum([math.exp(value - top) for value in scores.values()])
    intent = Intent(best)
    if intent is Intent.ASK and _sends_to_ask(clauses):
        intent = Intent.REMIND
    if intent is Intent.SNOOZE and clauses.words[:3] == ["put", "in", "for"]:
        intent = Intent.LOG  # a request, which puts nothing off
    if intent is Intent.SNOOZE and _tells_what_i_did(clauses):
        intent = Intent.CHAT
    if intent in _TELLING and _tells_no_more_than_done(clauses):
        intent = Intent.DONE
    return IntentGuess(intent, round(1 / total, 2))


def _tells_no_more_than_done(clauses: Clauses) -> bool:
    """Whether it begins with what was done, told in the present as some do: "I already send the CV to Rao"."""
    first = clauses.all[0] if clauses.all else None
    return (
        first is not None
        and first.start < _OPENING
        and is_done_already(clauses, first)
        and _STATES.isdisjoint(clauses.words)
    )


def _tells_what_i_did(clauses: Clauses) -> bool:
    """Whether the resident tells what they did, and puts nothing off: "i cried after the family meeting"."""
    did = clauses.words[:1] == ["i"] and clauses.words[1:2] != [] and clauses.words[1].endswith("ed")
    return did and not clauses.dates and all(cue.name != "defer" for cue in clauses.cues)


def _sends_to_ask(clauses: Clauses) -> bool:
    """Whether the resident is to ask somebody some day, and asks Vouch nothing: "ask dr feld how it went, monday"."""
    words = clauses.words
    if words[:1] != ["ask"] or words[1:2] not in (["dr"], ["PERSON"]) or "?" in words:
        return False
    return any(mention.future and mention.tense is not Tense.PAST for mention in clauses.outline.reading.dates)


def _scores(clauses: Clauses) -> dict[str, float]:
    words, seen, paired = evidence(clauses)
    rows = weights("intents").rows(INTENTS)
    total = rows.total(seen) + weights("intents").rows_by_parts(INTENTS).total(paired)
    features = len(seen) + len(paired)
    for word in words:
        row, of_word = _row_of_word(word)
        total += row
        features += of_word
    strong = strength(features)
    return {name: strong * weight for name, weight in zip(INTENTS, rows.weights(total), strict=True)}


@lru_cache(maxsize=4096)
def _row_of_word(word: str) -> tuple[int, int]:
    """What a word speaks for wherever it stands, and the number of its features.

    Kept, since the same few hundred words make up most messages.
    """
    features = word_features(word)
    return weights("intents").rows(INTENTS).total(features), len(features)


def weighed_intents(clauses: Clauses, most: int = 3) -> list[tuple[Intent, float, list[str]]]:
    """The likeliest intents with their shares, and the evidence that speaks most for each against the next best."""
    learned, seen, scores = weights("intents"), intent_features(clauses), _scores(clauses)
    ranked = sorted(scores, key=lambda name: -scores[name])
    total = sum(math.exp(value - scores[ranked[0]]) for value in scores.values())
    told = []
    for name, other in zip(ranked[:most], [ranked[1], *ranked[:most]], strict=False):
        for_it = {
            each: learned[each].get(name, 0.0) - learned[each].get(other, 0.0) for each in seen if each in learned
        }
        strongest = sorted(for_it, key=lambda each: -for_it[each])[:4]
        told.append((Intent(name), math.exp(scores[name] - scores[ranked[0]]) / total, strongest))
    return told


def _surely_takes_away(clauses: Clauses, scores: dict[str, float]) -> bool:
    """Whether hardly a doubt is left, and nobody tells of a deletion: "she deleted her LinkedIn"."""
    top = max(scores.values())
    if all(scores[name] < top for name in TAKING_AWAY):
        return False
    if any(cue.name in _ORDERS and cue.form not in {"", "plain"} for cue in clauses.cues):
        return False
    odds = {name: math.exp(value - top) for name, value in scores.items()}
    share = sum(odds[name] for name in TAKING_AWAY) / sum(odds.values())
    return share >= _HARDLY_A_DOUBT and _QUOTES.isdisjoint(clauses.words)


def says_to_take_away(clauses: Clauses) -> bool:
    """Whether the message orders to delete or undo something, in words of its own.

    Not "I forgot", "don't forget to email", "she deleted my page", nor what stands in quotation marks alone.
    """
    if all(cue.name not in _ORDERS for cue in clauses.cues):
        return False
    return any(_orders(clauses, clause) for clause in clauses.all) and not only_quoted(clauses.outline.reading.text)


def _orders(clauses: Clauses, clause: Clause) -> bool:
    if clause.quoted:
        return False
    for cue in clause.cues:
        if cue.name not in _ORDERS or cue.form in {"s", "ing"}:
            continue
        before = [other.name for other in clause.cues if other.end <= cue.start]
        if "negation" in before and clauses.words[cue.start] == "forget":
            continue
        if clauses.words[cue.start] in {"forgot", "forgotten"} or (
            clauses.words[cue.start] == "forget" and clauses.words[cue.start - 1 : cue.start] in (["i"], ["you"])
        ):
            continue
        past = any(other.form == "past" for other in clause.cues if other.start == cue.start)
        if past and clauses.words[cue.start - 1 : cue.start] in _TELLERS:
            continue
        if past and not ({"other", "want"} & set(before) or "be" in clauses.words[clause.start : cue.start]):
            continue
        return True
    return False
