"""What speaks for a clause being something the resident owes, and of which kind.

Readable evidence, weighed by ``model/follow_ups.json`` and ``model/follow_up_kinds.json``, which
training/train_follow_ups.py wrote.
"""

from collections.abc import Iterator
from itertools import pairwise

from bot.domain.vocabulary import Intent
from bot.understanding.clauses import Clause, Clauses, date_cue
from bot.understanding.cues import Cue
from bot.understanding.lexicon import word_set
from bot.understanding.owed import HEADS, head_of, names_an_act, said_kind
from bot.understanding.owed_days import date_of
from bot.understanding.tokens import numberless

_WHO = frozenset(
    {
        "me",
        "mine",
        "bot",
        "other",
        "must",
        "will",
        "would",
        "want",
        "negation",
        "promise",
        "say",
        "ask",
        "invite",
        "if",
        "when",
        "remind",
    }
)
_NAMED = frozenset({"PERSON", "ROLE", "PLACE"})
_TO_SOMEBODY = _NAMED | {"her", "him", "them"}
_SPEAKER = {"me": "speaker", "mine": "to speaker", "bot": "me"}  # inside another's words


def owed_features(clauses: Clauses, number: int, intent: Intent) -> dict[str, float]:
    """What speaks for clause *number* telling of something the resident owes."""
    return dict.fromkeys(_owed(clauses, number, intent), 1.0)


def kind_features(clauses: Clauses, number: int, intent: Intent) -> dict[str, float]:
    """What speaks for one kind of follow-up or another."""
    return dict.fromkeys(_kind(clauses, number, intent), 1.0)


def _kind(clauses: Clauses, number: int, intent: Intent) -> Iterator[str]:
    clause, words = clauses.all[number], clauses.words
    head = head_of(clauses, clause)
    kind = said_kind(clause)
    yield f"says {kind}"
    yield f"says {kind} intent {intent}"
    if clause.has("ask", "follow") and any(cue.name == "letter" and cue.start < head.start for cue in clauses.cues):
        yield "asks after a letter"
        yield f"asks after a letter, {words[head.start]}"
    yield f"head {' '.join(words[head.start : head.end])}"
    yield f"head {' '.join(words[head.start : head.end])} says {kind}"
    yield f"act {head.name}.{head.form}"
    after = words[head.end] if head.end < clause.end else "$"
    yield f"head {words[head.start]} {after}"
    if head.end == clause.end and words[clause.end : clause.end + 1] in (["if"], ["whether"]):
        yield f"head {words[head.start]} then if"  # "to see if she answered"
    for cue in clause.cues:
        if cue.name in HEADS:
            yield f"has {cue.name}.{cue.form}"
            if cue.start >= head.start:
                yield f"then {cue.name}"
                yield f"act {head.name} then {cue.name}"
    for word in numberless(words[clause.start : clause.end]):
        yield f"word {word}"
    previous = clauses.all[number - 1] if number and clauses.all[number - 1].sentence == clause.sentence else None
    if previous is not None and names_an_act(previous):
        yield f"before says {said_kind(previous)} here {kind}"
    told = _told_before(clauses, number)
    if told is not None and not _names_a_thing(clauses, clause, head):
        yield f"of what was told {said_kind(told)} here {kind}"
        yield f"of what was told {said_kind(told)} head {words[head.start]}"


def _told_before(clauses: Clauses, number: int) -> Clause | None:
    """The last clause before that names an act, a few clauses back at most."""
    return next((each for each in reversed(clauses.all[max(number - 4, 0) : number]) if names_an_act(each)), None)


def _names_a_thing(clauses: Clauses, clause: Clause, head: Cue) -> bool:
    """Whether a clause says what is to be sent or asked, and not just "it" or "that" or nothing."""
    if any(cue.name in {"document", "letter", "thank", "topic"} for cue in clause.cues):
        return True
    return not any(word in _IT for word in clauses.words[head.end : clause.end]) and head.end + 2 < clause.end


_IT = word_set("it that this them one so ones something")


def _owed(clauses: Clauses, number: int, intent: Intent) -> list[str]:
    clause, words = clauses.all[number], clauses.words
    head = head_of(clauses, clause)
    form = "to" if words[head.start - 1 : head.start] == ["to"] else head.form or "noun"
    kind = said_kind(clause).value
    who = _actor(clauses, clause, head.start)
    actors = who.split(" ")
    place, where = date_of(clauses, number, head)
    when = date_cue(clauses.mention(place)) if place is not None else "none"
    rest = words[head.end : clause.end]
    whom = not _TO_SOMEBODY.isdisjoint(rest)
    evidence = [
        f"intent {intent}",
        f"act {head.name}.{head.form}" if head.form else f"act {head.name}",
        f"form {form}",
        f"kind {kind} form {form}",
        f"who {who}",
        f"who {who} form {form}",
        f"who {who} form {form} when {when}",
        f"who last {actors[-1]} form {form}",
        *(f"among {name} form {form}" for name in actors),
        f"when {when}",
        f"form {form} when {when}",
        f"who {who} when {when}",
        f"date {where}",
        f"date {where} form {form}",
        *_around(clauses, number, form, who),
        *_within(clauses, clause, head, form, when),
        f"whom {whom} form {form}",
        f"whom {whom} form {form} when {when}",
    ]
    if head.start == clause.start:
        evidence.append(f"begins with it, {form}, {kind}, {when}")
    if rest[:1] == ["me"]:
        evidence += (f"to me, form {form}", f"to me, {'quoted' if clause.quoted else 'told'}, who {actors[-1]}")
    if _is_ticked(clauses, number):
        evidence.append("ticked off")
    if clause.quoted:
        evidence += (f"quoted form {form}", f"quoted who {who} form {form}")
    return evidence


def _is_ticked(clauses: Clauses, number: int) -> bool:
    """Whether a word or mark right behind says that it is done: "Dr. Amar: thanks (done)"."""
    following = clauses.all[number + 1 : number + 2]
    words = clauses.words[following[0].start : following[0].end] if following else []
    return 0 < len(words) <= _A_TICK and any(
        cue.name == "finished" and cue.form != "plain" for cue in following[0].cues
    )


_A_TICK = 2  # words


def _around(clauses: Clauses, number: int, form: str, who: str) -> list[str]:
    """What the clause before, the mark between and the place in the message say."""
    clause, words = clauses.all[number], clauses.words
    previous = clauses.all[number - 1] if number and clauses.all[number - 1].sentence == clause.sentence else None
    before = _actor(clauses, previous, previous.end) if previous is not None else "start"
    last = clauses.all[-1].sentence
    place = "only" if not last else "last" if clause.sentence == last else "first" if not clause.sentence else "inner"
    evidence = [
        f"joint {clause.joint}",
        f"joint {clause.joint} who {who} form {form}",
        f"before {before} joint {clause.joint} who {who}",
        f"before {before} form {form} who {who}",
        f"before {before} form {form}",
        f"{place} sentence, form {form}",
    ]
    if words[-1] == "?" or "?" in words[clause.end - 1 : clause.end + 1]:
        evidence.append("question")
    return evidence


def _within(clauses: Clauses, clause: Clause, head: Cue, form: str, when: str) -> list[str]:
    """The words of the clause and what they hint at."""
    words = clauses.words
    after = words[head.end] if head.end < clause.end else "$"
    evidence = [
        f"head {' '.join(words[head.start : head.end])}",
        f"head after {words[head.start - 1] if head.start > clause.start else clause.joint}",
        f"head after {' '.join(words[max(head.start - 2, clause.start) : head.start])}",
        f"head before {after}",
        *(f"word {word}" for word in numberless(words[clause.start : clause.end])),
    ]
    if head.start == clause.start:
        evidence.append(f"begins with it, {form}, {'after ' + clause.joint if clause.joint else 'first'}")
        evidence.append(f"begins with it, before {after}")
    for cue in clause.cues:
        if cue.name in _WHO:
            evidence.append(f"has {cue.name}.{cue.form} {'before' if cue.start < head.start else 'after'} {form}")
        if cue.name in HEADS and cue is not head:
            evidence += (f"also {cue.name}.{cue.form}", f"also {cue.name}.{cue.form} when {when}")
    return evidence


def _actor(clauses: Clauses, clause: Clause, before: int) -> str:
    """Who acts and how sure it is, in the order told: "other want mine", "me must"; "nobody" where nobody is named."""
    told: list[str] = []
    for index in range(clause.start, min(before, clause.end)):
        if clauses.words[index] in _NAMED:
            told.append("named")
        if index in clauses.by_item:
            told += [cue.name for cue in clauses.by_item[index] if cue.name in _WHO]
    if clause.quoted:
        told = [_SPEAKER.get(name, name) for name in told]
    if len(told) > 1:
        told = [told[0], *(name for before, name in pairwise(told) if name != before)]
    return " ".join(told[-3:]) or "nobody"
