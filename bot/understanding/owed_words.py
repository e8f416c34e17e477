"""What is owed, in words: the resident's own, as they will read them in a reminder."""

import re

from bot.domain.vocabulary import FollowUpKind
from bot.understanding.clauses import Clause, Clauses
from bot.understanding.dates import Grain
from bot.understanding.lexicon import word_set
from bot.understanding.owed import head_of
from bot.understanding.owed_days import is_denied
from bot.understanding.owed_plainly import asks_for_a_reminder

LONGEST_TASK = 120  # characters
_TITLES = frozenset({"dr", "prof", "mr", "mrs", "ms"})
_TRAILING = word_set("and then , so but also by on i i'll need to - or before should she he please : ( el the")
_VERB_AND_THING = 2  # words
_NO_THING = word_set("to me us PERSON ROLE DATE")
_ENDS_A_THING = word_set(". , ; : ( ) - –")
_TELLERS = word_set("she he they who")
_BESIDE_TELLING = word_set("also then just even and")
_TELLS_MORE = word_set("said says told tells thinks thought mentioned asked added")
_SAID_TO_ME = re.compile(
    r"\A(?:(?:(?:told|reminded|informed|warned) me|said|says) that|(?:told|asked|advised|asking|telling) (?:me )?to) "
    r"(?=\S)",
    re.IGNORECASE,
)
_SPACE_BEFORE_MARK = re.compile(r" (?=[,.:;!?)])")


def task_in_words(clauses: Clauses, clause: Clause, kind: FollowUpKind, day: int | None) -> str:
    """The task in the resident's own words, without its date (at item *day*); in another's, what is to be sent."""
    if clause.quoted and kind is not FollowUpKind.SEND:
        return ""  # "come see me", says the other: to see them, as the kind says
    if asks_for_a_reminder(clauses, clause):
        return ""
    begin, end = _begins(clauses, clause), _ends(clauses, clause)
    kept: list[str] = []
    for place, item in enumerate(clauses.outline.items[begin:end], begin):
        if item.word == "." and kept and kept[-1].lower() in _TITLES:
            kept[-1] += "."
        elif item.word in {".", ";", "!", "\n"} or (kept and _goes_on_telling(clauses, place)):
            break
        elif (item.word != "DATE" or _is_of_the_thing(clauses, place, day)) and not (
            (clause.quoted and item.word == "me") or _parts_days(clauses, place)
        ):
            word = clauses.outline.reading.words_of(item.start, item.end)
            kept.append("my" if clause.quoted and item.word == "your" else word)
    if kept and kept[-1].isdigit() and clauses.words[end : end + 1] == [")"] and "(" not in kept:
        kept.pop()  # the number of the next: "1) cv 2) statement"
    while kept and kept[-1].lower() in _TRAILING:
        kept.pop()
    return _SAID_TO_ME.sub("", _SPACE_BEFORE_MARK.sub("", " ".join(kept)))[:LONGEST_TASK]


def sent_to_each(clauses: Clauses, clause: Clause, kind: FollowUpKind) -> str:
    """What is sent to each of several, without them: "send my cv to Dr. A friday and to Dr. B monday"."""
    begin = head_of(clauses, clause).start
    words = clauses.words[begin : clause.end]
    named = words.index("PERSON") if "PERSON" in words else 0
    to = words.index("to") if "to" in words[:named] else 0
    if kind is not FollowUpKind.SEND or to < _VERB_AND_THING or "DATE" in words[:to]:
        return ""
    items = clauses.outline.items
    return clauses.outline.reading.words_of(items[begin].start, items[begin + to - 1].end)[:LONGEST_TASK]


def _ends(clauses: Clauses, clause: Clause) -> int:
    """Where the task ends: with the clause, or with what is to be asked: "ask Dr. Rao if they do H-1B"."""
    following = clauses.all[clauses.all.index(clause) + 1 :][:1]
    if clauses.words[head_of(clauses, clause).start] != "ask" or not following or following[0].joint not in _ASKING:
        return clause.end
    return following[0].end if following[0].sentence == clause.sentence else clause.end


_ASKING = frozenset({"if", "whether"})


def _begins(clauses: Clauses, clause: Clause) -> int:
    """Where the task begins: with its act, or with all that somebody wants: "needs license copy and bls card"."""
    head = head_of(clauses, clause)
    wants = next((cue for cue in clause.cues if cue.name == "want" and cue.form == "s"), None)
    if head.form not in {"", "past"} or wants is None or wants.end > head.start:
        return head.start
    between = clauses.words[wants.start + 1 : head.start]
    return head.start if _NO_THING.intersection(between) or _ENDS_A_THING.intersection(between) else wants.end


def _parts_days(clauses: Clauses, place: int) -> bool:
    """Whether an "or" stands between two days: "zoom tomorrow at 4 or friday at 10 with Dr. Rao"."""
    return clauses.words[place - 1 : place + 2] == ["DATE", "or", "DATE"]


def _is_of_the_thing(clauses: Clauses, place: int, day: int | None) -> bool:
    """Whether a date belongs to what is told and is no day for it: "tell him I can't do saturday"."""
    if place == day:
        return False
    return is_denied(clauses, place) or (day is not None and clauses.mention(place).grain is Grain.MONTH)


def _goes_on_telling(clauses: Clauses, place: int) -> bool:
    """Whether the next sentence begins without a mark: "a draft of my statement by thursday she also said …"."""
    words = clauses.words[place : place + 3]
    if words[:1] == ["and"]:
        words = words[1:]
    told = words[1:] if words[1:2] and words[1] not in _BESIDE_TELLING else words[2:]
    return bool(words) and words[0] in _TELLERS and bool(told) and told[0] in _TELLS_MORE
