"""Which day goes with what is owed: one in its clause, beside it, at the head of its sentence, or told before."""

from itertools import pairwise

from bot.understanding.clauses import ACTS, Clause, Clauses
from bot.understanding.cues import Cue
from bot.understanding.dates import Bound, Grain, Kind
from bot.understanding.dates.rules.named_days import ASAP
from bot.understanding.lexicon import word_set
from bot.understanding.owed import (
    HEADS,
    VERBS,
    adds_whom_to_ask_for,
    before_what,
    can_be_due,
    is_deadline,
    names_an_act,
    said_kind,
    takes_up,
    tells_how,
)

SHORT = 4  # items of a clause that is hardly more than a date
NEAR = 8  # clauses within which a date belongs to an act


def date_of(clauses: Clauses, number: int, head: Cue) -> tuple[int | None, str]:
    """The outline item of the date that goes with clause *number*, and where it stands."""
    clause = clauses.all[number]
    due = _due_in(clauses, clause)
    after = [index for index in due if index > head.start]
    if due and (again := _told_again(clauses, number)) is not None:
        return again, "here"
    if due and (then := _done_on(clauses, number)) is not None:
        return then, "taken up"
    if due:
        here = _last_day_of(clauses, after) or (after or due[::-1])[0]
        return (here if (sharper := _told_sharper(clauses, number, here)) is None else sharper), "here"
    near = clauses.all[number + 1 : number + NEAR]
    closed = clauses.words[clause.end : clause.end + 1] == [")"] and clause.joint == "("
    for place, other in enumerate(near, number + 1):
        at_that_time = place == number + 1 and other.joint in _AT_A_TIME  # "ask him when we finish on DATE"
        if other.sentence != clause.sentence or (_acts_anew(other) and not at_that_time):
            break
        if _is_another(clause, other) and not (
            tells_how(other) or before_what(clauses, other) or adds_whom_to_ask_for(clauses, place)
        ):
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
    if (waited := _waits_until(clauses, number)) is not None:
        return waited, "waited for"
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
        deadline = is_deadline(other) or (other is not clause and _gives_word(other))
        if names_an_act(other) and not deadline:
            break
        for index in _due_in(clauses, other):
            if deadline or clauses.mention(index).bound in _DEADLINES:
                return index, "deadline after it"
    if (alone := _alone_at_the_end(clauses, number)) is not None:
        return alone, "deadline after it"
    told_before = clauses.all[max(number - 2, 0) : number] if clauses.all[number].has("apply") else ()
    for before in reversed(told_before):  # "Deadline DATE. Apply.", "closes DATE, says Dr. Lund. I'll apply"
        closes = not _CLOSING.isdisjoint(clauses.words[before.start : before.end])
        if (closes or is_deadline(before)) and (due := _due_in(clauses, before)):
            return due[-1], "deadline before it"
    return None, "none"


def _alone_at_the_end(clauses: Clauses, number: int) -> int | None:
    """The day that a message ends with, for the one act it tells: "Call Rao back, he phoned twice. Tonight!"."""
    last = clauses.all[-1]
    words = [word for word in clauses.words[last.start : last.end] if word not in _MARKS_OF_AN_END]
    if words != ["DATE"] or last.sentence == clauses.all[number].sentence or last.quoted:
        return None
    opens = clauses.all[-2:-1]
    if opens and opens[0].sentence == last.sentence and clauses.words[opens[0].start : opens[0].end] not in _AGREEING:
        return None
    later = [cue for each in clauses.all[number + 1 :] for cue in each.cues if cue.name in HEADS]
    if any(cue.form != "past" for cue in later) or clauses.dates[:-1]:
        return None
    return next(iter(_due_in(clauses, last)), None)


_MARKS_OF_AN_END = word_set(". ! then so on")
_AGREEING = (["ok"], ["okay"], ["yes"], ["so"])


def _last_day_of(clauses: Clauses, due: list[int]) -> int | None:
    """The deadline among the days of a clause whose first is a month of its thing: "dates for nov vacation by fri"."""
    if len(due) < 2 or clauses.mention(due[0]).grain is not Grain.MONTH:
        return None
    return next((index for index in due if clauses.mention(index).bound in _DEADLINES), None)


def _gives_word(clause: Clause) -> bool:
    """Whether the resident tells by when another shall have it: "needs my certificate. I told her end of month"."""
    if clause.end - clause.start > SHORT + 1:
        return False  # "I promised to send him a list by friday" is a thing of its own
    says = next((cue for cue in clause.cues if cue.name in {"say", "promise"} and cue.form == "past"), None)
    return says is not None and any(cue.name == "me" and cue.start < says.start for cue in clause.cues)


def _told_again(clauses: Clauses, number: int) -> int | None:
    """The day that another comes to, in the next clause: "my email after the holiday, so on the 12th"."""
    following = clauses.all[number + 1 : number + 2]
    for other in clauses.all[number + 1 : number + 3]:  # "monthly coffee, the first one on the 12th"
        if any(pair in _THE_FIRST for pair in pairwise(clauses.words[other.start : other.end])) and (
            due := _due_in(clauses, other)
        ):
            return due[0]
    if not following or following[0].joint != "so" or following[0].end - following[0].start >= SHORT:
        return None
    due = _due_in(clauses, following[0])
    return due[0] if due else None


_THE_FIRST = frozenset({("first", "one"), ("1st", "one"), ("next", "one"), ("first", "time")})


def _told_sharper(clauses: Clauses, number: int, index: int) -> int | None:
    """The day told behind one that is hardly a day: "send her the form asap (by fri)", "apply asap, by oct 1"."""
    following = clauses.all[number + 1 : number + 2]
    if clauses.mention(index).rule != ASAP.name or not following or following[0].joint not in {"(", ","}:
        return None
    due = _due_in(clauses, following[0]) if following[0].end - following[0].start <= SHORT else []
    return due[0] if due else None


def _done_on(clauses: Clauses, number: int) -> int | None:
    """The day on which an act is done that tells another day: "text her I can't cover sat, do it tonight"."""
    for other in clauses.all[number + 1 : number + NEAR]:
        words = clauses.words[other.start : other.end]
        if (words[:2] in _DO_IT or words[:2] == ["doing", "DATE"]) and (due := _due_in(clauses, other)):
            return due[-1]
        if names_an_act(other):
            break
    return None


_DO_IT = (["do", "it"], ["do", "this"], ["do", "that"], ["doing", "it"], ["doing", "that"], ["doing", "this"])


def _waits_until(clauses: Clauses, number: int) -> int | None:
    """The day up to which the clause before waits: "if nothing came by wed, call her"."""
    before = clauses.all[number - 1] if number else None
    if before is not None and before.dates and _WAIT in clauses.words[before.start : before.dates[-1]]:
        return before.dates[-1] if can_be_due(clauses.mention(before.dates[-1])) else None  # "wait 2 wks then poke"
    if before is None or before.sentence != clauses.all[number].sentence or not before.has("if"):
        return None
    due = [index for index in _due_in(clauses, before) if clauses.mention(index).bound in _WAITING]
    return due[-1] if due else None


_WAIT = "wait"


def _due_in(clauses: Clauses, clause: Clause) -> list[int]:
    if not clause.dates:
        return []
    return [index for index in clause.dates if can_be_due(clauses.mention(index)) and not is_denied(clauses, index)]


def _has_verb(clause: Clause) -> bool:
    return any(cue.name in VERBS and cue.form for cue in clause.cues)


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
    return not _THEN.isdisjoint(pairwise(clauses.words[clause.start : clause.end + 1]))


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
    if other.joint in _JOINING or other.hints.isdisjoint(_THINGS):
        return False
    return said_kind(other) is not said_kind(clause)


_JOINING = word_set("and & + / or plus n")
_THINGS = frozenset({"send", "email", "call", "meet", "thank", "connect", "letter", "document", "ask"})


def _opens_another(clauses: Clauses, number: int) -> bool:
    """Whether a day begins what another act is told in: "we connect, and until March 28, I send her the table"."""
    day, following = clauses.all[number], clauses.all[number + 1 : number + 2]
    begins = clauses.words[day.start] in {"and", "then", "but"} and day.end - day.start < SHORT
    return begins and any(each.sentence == day.sentence and _acts_anew(each) for each in following)


_CLOSING = word_set("closes close closing")
_AT_A_TIME = word_set("when once")
_DEADLINES = frozenset({Bound.BY, Bound.BEFORE})
_WAITING = _DEADLINES | {Bound.UNTIL}
_DENIERS = word_set("not isn't wasn't instead_of can't_do rather_than no cannot_do can't")


def is_denied(clauses: Clauses, index: int) -> bool:
    """Whether a date is no day to come: "June 8th, not the 6th", "instead of sunday", "asked 9/28"."""
    if clauses.mention(index).bound not in _DEADLINES and any(
        cue.form == "past" and cue.name in ACTS and cue.end == index for cue in clauses.by_item.get(index - 1, ())
    ):
        return True
    if _taken_back(clauses.words, index) or _tells_what(clauses, index) or _is_moved_from(clauses, index):
        return True
    before = [word for word in clauses.words[max(index - 3, 0) : index] if word not in {"the", "on", "a", "at", "for"}]
    if before[-1:] == ["no"] and clauses.mention(index).bound in _DEADLINES:
        return False  # "email him a formal no by wed"
    return bool(before) and (before[-1] in _DENIERS or "_".join(before[-2:]) in _DENIERS)


def _is_moved_from(clauses: Clauses, index: int) -> bool:
    """Whether a day is the one that is left: "move the coffee from saturday to sunday"."""
    if clauses.mention(index).bound is not Bound.FROM or clauses.words[index + 1 : index + 2] != ["DATE"]:
        return False
    return any(
        cue.name == "defer"
        for place in range(max(index - SHORT * 2, 0), index)
        for cue in clauses.by_item.get(place, ())
    )


def _tells_what(clauses: Clauses, index: int) -> bool:
    """Whether a date says what a thing is about or which one: "talk about January", "the November schedule"."""
    mention = clauses.mention(index)
    if mention.bound in _DEADLINES:
        return False
    if clauses.words[index - 1] in {"starts", "begins"}:
        return True  # "wants me in her project, starts DATE"
    told = clauses.outline.reading.text[mention.span.start :].lower()
    if mention.kind is Kind.DAY and told.startswith(_ABOUT):
        return True
    if clauses.words[index - 1 : index] == ["about"] and told.startswith("the "):
        return True  # "email her about the feb 20 talk"
    which = mention.bound is Bound.FOR or clauses.words[index - 1 : index] == ["the"]
    return which and any(cue.name == "document" for cue in clauses.by_item.get(index + 1, ()))


_ABOUT = ("about ", "abt ")


def _taken_back(words: list[str], index: int) -> bool:
    """Whether another day is put in its place at once: "thursday no wait friday", "the 5th, I mean the 6th"."""
    after = [word for word in words[index + 1 : index + 8] if word not in _BETWEEN_DAYS]
    corrects = bool(after) and (after[0] in _CORRECTING or " ".join(after[:2]) in _CORRECTING_PAIRS)
    return corrects and "DATE" in after[1:4]


_BETWEEN_DAYS = word_set(", . - – — ( the on ... no: uh um er")
_CORRECTING = word_set("→ > no wait sorry actually rather scratch correction nope oops")
_CORRECTING_PAIRS = frozenset({"i mean", "or rather", "make it", "make that", "better say", "that is"})
