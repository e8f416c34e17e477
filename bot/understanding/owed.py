"""What speaks for a clause being something the resident owes, and of which kind.

Readable evidence, weighed by ``model/follow_ups.json`` and ``model/follow_up_kinds.json``, which
training/train_follow_ups.py wrote.
"""

from collections.abc import Iterator
from itertools import pairwise

from bot.domain.vocabulary import FollowUpKind, Intent
from bot.understanding.clauses import ACTS, Clause, Clauses, date_cue
from bot.understanding.cues import Cue
from bot.understanding.dates import Bound, DateMention, Kind, Tense
from bot.understanding.lexicon import word_set
from bot.understanding.tokens import numberless

NOTHING = "nothing"
OWED = "owed"
SHORT = 4  # items of a clause that is hardly more than a date
BARE = "bare"
_BARE = 12  # items of a clause that names no act
NEAR = 8  # clauses within which a date belongs to an act
KINDS = tuple(kind.value for kind in FollowUpKind)
_HEADS = ACTS | {"document", "letter", "appointment", "owe"}
_VERBS = ACTS - {"apply"}
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
_SPEAKER = {"me": "speaker", "mine": "to speaker", "bot": "me"}  # inside another's words
_MAKING_NOUNS = word_set("my the her his a")


def names_an_act(clause: Clause) -> bool:
    return any(cue.name in _HEADS for cue in clause.cues) and not _tells_how(clause)


def _tells_how(clause: Clause) -> bool:
    """Whether a clause says no more than by what way: "thank her, by email, tomorrow"."""
    return clause.end - clause.start == 2 and any(
        cue.name == "way" and cue.start == clause.start for cue in clause.cues
    )


def can_be_owed(clauses: Clauses, clause: Clause) -> bool:
    """Whether an act is named, or no more than who and when: "dr rao fri 4:15", "TB test by 10/31"."""
    if names_an_act(clause) or _wants_of_me(clause):
        return True
    return 1 < clause.end - clause.start <= _BARE and any(can_be_due(clauses.mention(index)) for index in clause.dates)


def _wants_of_me(clause: Clause) -> bool:
    """Whether somebody wants what no word of a document names: "he needs my vanc protocol", "wants mine by DATE"."""
    wants = next((cue for cue in clause.cues if cue.name == "want" and cue.form in {"s", "plain", "past"}), None)
    return wants is not None and (
        bool(clause.dates) or any(cue.name == "mine" and cue.start >= wants.end for cue in clause.cues)
    )


def head_of(clauses: Clauses, clause: Clause) -> Cue:
    """The cue that names the act: the first verb of one, else the first noun."""
    heads = [
        cue
        for cue in clause.cues
        if cue.name in _HEADS and clause.start <= cue.start and not _asks_to_be_reminded(clauses.words, cue)
    ]
    verbs = [cue for cue in heads if cue.form and not (cue.start and clauses.words[cue.start - 1] in _MAKING_NOUNS)]
    plain = [cue for cue in verbs if cue.form in {"plain", "ing"}]
    wants = [cue for cue in clause.cues if cue.name == "want"] if not heads else []
    return (plain or verbs or heads or wants or [Cue(BARE, "", clause.start, clause.start + 1)])[0]


def _asks_to_be_reminded(words: list[str], cue: Cue) -> bool:
    """Whether the verb is what the resident asks of Vouch, "remind me to call her", not what is to be done."""
    if words[cue.start] not in _REMINDING:
        return False
    return words[cue.end : cue.end + 1] == ["me"] or (not cue.start and words[cue.end : cue.end + 1] in _TO_DO_NEXT)


_TO_DO_NEXT = [["ask"], ["call"], ["email"], ["send"], ["thank"], ["text"], ["write"], ["to"]]
"""What follows "remind" where "me" is left out: "rmd call her", "nudge to ask"."""
_REMINDING = word_set("remind nudge ping poke bug nag tell buzz prod alert prompt")


def takes_up(clauses: Clauses, clause: Clause) -> bool:
    """Whether a clause says no more than "will do it", of an act told before."""
    words = clauses.words[clause.start : clause.end]
    return (
        any(
            first in {"do", "doing"} and then in {"it", "that", "this", "so", "both"} for first, then in pairwise(words)
        )
        or (len(words) <= 5 and (words[-1] in {"will", "i'll"} or words[:2] == ["will", "do"] or words[0] in _DOING))
        or ("sending" in words[:1] and not any(cue.name in {"document", "thank"} for cue in clause.cues))
    )


_DOING = word_set("do doing on")


def said_kind(clause: Clause) -> FollowUpKind:
    """The kind its words alone suggest; the most specific wins. "Text her about my score" sends no score."""
    about = next((cue.start for cue in clause.cues if cue.name == "topic"), clause.end)
    names = {cue.name for cue in clause.cues if cue.start < about or cue.name in {"letter", "thank"}}
    if "thank" in names:
        return FollowUpKind.THANK_YOU
    if "letter" in names and names & {"ask", "email", "task"}:
        return FollowUpKind.ASK_LETTER
    if "connect" in names:
        return FollowUpKind.CONNECT
    if "apply" in names:
        return FollowUpKind.APPLY
    if "document" in names:
        return FollowUpKind.SEND
    for name, kind in (
        ("call", FollowUpKind.CALL),
        ("email", FollowUpKind.EMAIL),
        ("appointment", FollowUpKind.MEET),
        ("meet", FollowUpKind.MEET),
        ("send", FollowUpKind.SEND),
    ):
        if name in names:
            return kind
    return FollowUpKind.OTHER


def can_be_due(mention: DateMention) -> bool:
    if mention.kind in {Kind.RECURRING, Kind.DURATION}:
        return mention.due is not None
    return mention.due is not None and mention.tense is not Tense.PAST and mention.bound is not Bound.SINCE


def date_of(clauses: Clauses, number: int, head: Cue) -> tuple[int | None, str]:
    """The outline item of the date that goes with clause *number*, and where it stands."""
    clause = clauses.all[number]
    due = _due_in(clauses, clause)
    after = [index for index in due if index > head.start]
    if due:
        return (after or due[::-1])[0], "here"
    near = clauses.all[number + 1 : number + NEAR]
    closed = clauses.words[clause.end : clause.end + 1] == [")"] and clause.joint == "("
    for place, other in enumerate(near, number + 1):
        if other.sentence != clause.sentence or _acts_anew(other):
            break
        if _is_another(clause, other) and not _tells_how(other):
            break
        if closed and "PERSON" in clauses.words[other.start : other.end]:
            break  # "Dr. A (thank-you), Dr. B (abstract, DATE)"
        if due := _due_in(clauses, other):
            if _opens_another(clauses, place):
                break
            return due[0], "after it"
    for other in reversed(clauses.all[max(number - NEAR, 0) : number]):
        if other.sentence != clause.sentence:
            break
        if other.end - other.start <= SHORT - 1 and (due := _due_in(clauses, other)):
            return due[-1], "before it"
    for place, other in enumerate(near):  # "… my email. will do it DATE"
        if takes_up(clauses, other) and (due := _due_in(clauses, other)):
            return due[-1], "taken up"
        if place and names_an_act(other) and not takes_up(clauses, other):
            break
    if _says_then(clauses, clause):  # "my block ends on DATE. I need to ask him by then"
        for index in range(clause.start - 1, -1, -1):
            if clauses.words[index] == "DATE" and can_be_due(clauses.mention(index)):
                return index, "that day"
    following = next((other for other in near if other.sentence != clause.sentence), None)
    short = following is not None and (
        (following.end - following.start <= SHORT and not _has_verb(following)) or is_deadline(following)
    )
    if following is not None and short and (due := _due_in(clauses, following)):
        return due[0], "next sentence"
    for other in near:  # "she asked for the manuscript. by DATE she'll have it"
        deadline = is_deadline(other)
        if names_an_act(other) and not deadline:
            break
        for index in _due_in(clauses, other):
            if deadline or clauses.mention(index).bound in _DEADLINES:
                return index, "deadline after it"
    return None, "none"


def _due_in(clauses: Clauses, clause: Clause) -> list[int]:
    return [index for index in clause.dates if can_be_due(clauses.mention(index)) and not _denied(clauses, index)]


def _has_verb(clause: Clause) -> bool:
    return any(cue.name in _VERBS and cue.form for cue in clause.cues)


def _acts_anew(clause: Clause) -> bool:
    """Whether a clause tells of another act, by somebody named in it."""
    return _has_verb(clause) and clause.has("me", "other", "must", "will", "would")


def _says_then(clauses: Clauses, clause: Clause) -> bool:
    """Whether the day is one told before: "by then", "the same day", "I'll do it that day", "follow up then."."""
    if (
        clauses.words[clause.end : clause.end + 1] == ["then"]
        and clauses.words[clause.end + 1 : clause.end + 2] in _ENDS
    ):
        return True
    if clause.end - clause.start > 1 and clauses.words[clause.end - 1] in {"after", "afterwards"}:
        return True  # "out until DATE, wants me to call after"
    return any(pair in _THEN for pair in pairwise(clauses.words[clause.start : clause.end + 1]))


_ENDS: tuple[list[str], ...] = ([], ["."], ["!"], ["\n"])


_THEN = frozenset(
    {
        ("by", "then"),
        ("before", "then"),
        ("that", "day"),
        ("this", "day"),
        ("same", "day"),
        ("that", "weekend"),
        ("before", "that"),
        ("after", "that"),
        ("also", "then"),
        ("ask", "then"),
        ("again", "then"),
    }
)


def _is_another(clause: Clause, other: Clause) -> bool:
    """Whether a later clause names a thing of its own, not one more for the same day: "apply, call Mindy thu"."""
    if other.joint in _JOINING or not other.has(*_THINGS):
        return False
    return said_kind(other) is not said_kind(clause)


_JOINING = word_set("and & + / or plus n")
_THINGS = frozenset({"send", "email", "call", "meet", "thank", "connect", "letter", "document", "ask"})


def _opens_another(clauses: Clauses, number: int) -> bool:
    """Whether a day begins what another act is told in: "we connect, and until March 28, I send her the table"."""
    day, following = clauses.all[number], clauses.all[number + 1 : number + 2]
    begins = clauses.words[day.start] in {"and", "then", "but"} and day.end - day.start < SHORT
    return begins and any(each.sentence == day.sentence and _acts_anew(each) for each in following)


def is_deadline(clause: Clause) -> bool:
    """Whether a clause says by when and nothing else: "deadline she gave: DATE", "due DATE"."""
    owed = {cue.name for cue in clause.cues} & (_HEADS | {"owe"})
    return any(cue.name == "owe" and not cue.form for cue in clause.cues) and owed <= {"owe", "apply", "send"}


_DEADLINES = frozenset({Bound.BY, Bound.BEFORE})
_DENIERS = word_set("not instead_of can't_do rather_than no cannot_do can't")


def _denied(clauses: Clauses, index: int) -> bool:
    """Whether a date is no day to come: "June 8th, not the 6th", "instead of sunday", "asked 9/28"."""
    if any(cue.form == "past" and cue.name in ACTS and cue.end == index for cue in clauses.by_item.get(index - 1, ())):
        return True
    if _taken_back(clauses.words, index):
        return True
    before = [word for word in clauses.words[max(index - 3, 0) : index] if word not in {"the", "on", "a", "at", "for"}]
    return bool(before) and (before[-1] in _DENIERS or "_".join(before[-2:]) in _DENIERS)


def _taken_back(words: list[str], index: int) -> bool:
    """Whether another day is put in its place at once: "thursday no wait friday", "the 5th, I mean the 6th"."""
    after = [word for word in words[index + 1 : index + 8] if word not in _BETWEEN_DAYS]
    corrects = bool(after) and (after[0] in _CORRECTING or " ".join(after[:2]) in _CORRECTING_PAIRS)
    return corrects and "DATE" in after[1:4]


_BETWEEN_DAYS = word_set(", . - – — ( the on ... no: uh um er")
_CORRECTING = word_set("no wait sorry actually rather scratch correction nope oops")
_CORRECTING_PAIRS = frozenset({"i mean", "or rather", "make it", "make that", "better say", "that is"})


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
    for cue in clause.cues:
        if cue.name in _HEADS:
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


def _owed(clauses: Clauses, number: int, intent: Intent) -> Iterator[str]:
    clause, words = clauses.all[number], clauses.words
    head = head_of(clauses, clause)
    form = "to" if words[head.start - 1 : head.start] == ["to"] else head.form or "noun"
    kind = said_kind(clause)
    who = _actor(clauses, clause, head.start)
    place, where = date_of(clauses, number, head)
    when = date_cue(clauses.mention(place)) if place is not None else "none"
    yield f"intent {intent}"
    yield f"act {head.name}.{head.form}" if head.form else f"act {head.name}"
    yield f"form {form}"
    yield f"kind {kind} form {form}"
    yield f"who {who}"
    yield f"who {who} form {form}"
    yield f"who {who} form {form} when {when}"
    yield f"who last {who.split(' ')[-1]} form {form}"
    for name in sorted(set(who.split(" "))):
        yield f"among {name} form {form}"
    yield f"when {when}"
    yield f"form {form} when {when}"
    yield f"who {who} when {when}"
    yield f"date {where}"
    yield f"date {where} form {form}"
    yield from _around(clauses, number, form, who)
    yield from _within(clauses, clause, head, form, when)
    if head.start == clause.start:
        yield f"begins with it, {form}, {kind}, {when}"
    rest = words[head.end : clause.end]
    whom = any(word in _NAMED or word in {"her", "him", "them"} for word in rest)
    yield f"whom {whom} form {form}"
    yield f"whom {whom} form {form} when {when}"
    if clause.quoted:
        yield f"quoted form {form}"
        yield f"quoted who {who} form {form}"


def _around(clauses: Clauses, number: int, form: str, who: str) -> Iterator[str]:
    """What the clause before, the mark between and the place in the message say."""
    clause, words = clauses.all[number], clauses.words
    previous = clauses.all[number - 1] if number and clauses.all[number - 1].sentence == clause.sentence else None
    before = _actor(clauses, previous, previous.end) if previous is not None else "start"
    yield f"joint {clause.joint}"
    yield f"joint {clause.joint} who {who} form {form}"
    yield f"before {before} joint {clause.joint} who {who}"
    yield f"before {before} form {form} who {who}"
    yield f"before {before} form {form}"
    last = clauses.all[-1].sentence
    place = "only" if not last else "last" if clause.sentence == last else "first" if not clause.sentence else "inner"
    yield f"{place} sentence, form {form}"
    if words[-1] == "?" or "?" in words[clause.end - 1 : clause.end + 1]:
        yield "question"


def _within(clauses: Clauses, clause: Clause, head: Cue, form: str, when: str) -> Iterator[str]:
    """The words of the clause and what they hint at."""
    words = clauses.words
    after = words[head.end] if head.end < clause.end else "$"
    if head.start == clause.start:
        yield f"begins with it, {form}, {'after ' + clause.joint if clause.joint else 'first'}"
        yield f"begins with it, before {after}"
    for cue in clause.cues:
        if cue.name in _WHO:
            yield f"has {cue.name}.{cue.form} {'before' if cue.start < head.start else 'after'} {form}"
        if cue.name in _HEADS and cue is not head:
            yield f"also {cue.name}.{cue.form}"
            yield f"also {cue.name}.{cue.form} when {when}"
    yield f"head {' '.join(words[head.start : head.end])}"
    yield f"head after {words[head.start - 1] if head.start > clause.start else clause.joint}"
    yield f"head after {' '.join(words[max(head.start - 2, clause.start) : head.start])}"
    yield f"head before {after}"
    for word in numberless(words[clause.start : clause.end]):
        yield f"word {word}"


def _actor(clauses: Clauses, clause: Clause, before: int) -> str:
    """Who acts and how sure it is, in the order told: "other want mine", "me must"; "nobody" where nobody is named."""
    told: list[str] = []
    for index in range(clause.start, min(before, clause.end)):
        if clauses.words[index] in _NAMED:
            told.append("named")
        told += [cue.name for cue in clauses.by_item.get(index, ()) if cue.name in _WHO]
    if clause.quoted:
        told = [_SPEAKER.get(name, name) for name in told]
    kept = [name for place, name in enumerate(told) if place == 0 or told[place - 1] != name]
    return " ".join(kept[-3:]) or "nobody"
