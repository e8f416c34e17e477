"""What plainly is owed, or plainly is not, whatever the evidence weighs (owed_evidence.py).

"I will write to her", "told him I'd call", "→ apply" and "set a reminder for march" leave no doubt; nor does "met him
on zoom tuesday", where no zoom is owed.
"""

from itertools import pairwise

from bot.domain.vocabulary import Intent
from bot.understanding.clauses import ACTS, Clause, Clauses
from bot.understanding.cues import Cue
from bot.understanding.dates import Bound
from bot.understanding.lexicon import word_set
from bot.understanding.owed import adds_whom_to_ask_for, before_what, can_be_due, head_of, run_on

PLAINLY = 0.6  # the share of the evidence that plain words count for at least
_LED_BY = word_set("on over via by through from per")
_WAYS = frozenset({"meet", "appointment", "call", "email"})
_FOR_A_CASE = word_set("if when once unless whenever")
_KEPT_ANYHOW = (["add", "it"], ["log", "it"], ["note", "it"], ["save", "it"], ["add", "this"], ["save", "this"])
_SOMEBODY = word_set("PERSON ROLE her him them dr both")
_MODALS = word_set("will shall must i'll gotta should")
_OTHERS_ARE = word_set("she's he's they they're is are was were be who PERSON ROLE we're you're it's not never")
_WITH_TO = word_set("have i've has need going got ought supposed i'm am decided")
_I_WANT_TO = ("thank", "want")
_BETWEEN = word_set("just also then definitely probably def really still now again then finally maybe")
_ALWAYS_MINE = word_set("i'll gotta")
_OPENING = word_set("so and then now also , for ok okay well DATE the in on PLACE EVENT if_not at")
_I_WILL = (["i'd"], ["i'll"], ["i", "will"], ["i", "would"])
_ARROWS = word_set("→ > =>")
_REQUESTS = word_set("reminder nudge alarm")
_ASKED_FOR = word_set("set put make a an reminder nudge alarm please to self myself me for also DATE . ! give")


def is_plainly_owed(clauses: Clauses, number: int, intent: Intent) -> bool:
    """Whether the resident says in so many words that they are going to do it."""
    clause = clauses.all[number]
    if clause.has("negation") or clause.joint in _FOR_A_CASE or clauses.words[clause.end : clause.end + 1] == ["?"]:
        return False
    if intent is Intent.LOG and asks_for_a_reminder(clauses, clause):
        return True
    if clauses.words[clause.end : clause.end + 2] == [":", "\n"] and _HEADING.issuperset(
        clauses.words[clause.start : clause.end]
    ):
        return True  # "thank-yous:" over a list
    if clause.quoted or clauses.words[clause.end - 1] == "?":
        return False
    head = head_of(clauses, clause)
    if head is run_on(clauses, clause):
        return True
    if head.start == clause.start and head.form == "plain" and head.name in ACTS - {"meet"}:
        before = clauses.all[number - 1] if number else clause
        if clause.joint in _ARROWS and (head.name != "send" or head.end < clause.end):
            return True
        if before.dates and "wait" in clauses.words[before.start : before.dates[-1]] and not before.quoted:
            return True
    return any(
        _is_said_of_me(clauses, clause, cue) or _is_promised(clauses, clause, cue)
        for cue in clause.cues
        if cue.name in ACTS and cue.start > clause.start and _may_be_an_order(clauses, cue)
    )


_HEADING = word_set("thank-yous thank yous you notes cards to write send due owed still")


def asks_for_a_reminder(clauses: Clauses, clause: Clause) -> bool:
    """Whether nothing is said but that a reminder is wanted, and for when: "set a reminder for march"."""
    words = clauses.words[clause.start : clause.end]
    if clause.quoted or _REQUESTS.isdisjoint(words) or not _ASKED_FOR.issuperset(words):
        return False
    if clause.dates:
        return True
    number = clauses.all.index(clause)
    following = clauses.all[number + 1 : number + 2]
    return any(
        each.joint == ":"
        and bool(each.dates)
        and {"DATE", ".", "\n"}.issuperset(clauses.words[each.start : each.end])
        and can_be_due(clauses.mention(each.dates[0]))
        for each in following
    )


def _may_be_an_order(clauses: Clauses, act: Cue) -> bool:
    return act.form == "plain" or clauses.words[act.start] == "follow-up"


def _is_said_of_me(clauses: Clauses, clause: Clause, act: Cue) -> bool:
    """Whether "I will" or "I have to" leads to the act, and it is done to somebody: "I shall meet with Dr. Holm"."""
    words = clauses.words
    place = act.start - 1
    while place >= clause.start and words[place] in _BETWEEN:
        place -= 1
    if place >= clause.start and words[place] == "to":
        place -= 1
        if place < clause.start or (words[place] not in _WITH_TO and (act.name, words[place]) != _I_WANT_TO):
            return False
    elif place < clause.start or words[place] not in _MODALS:
        return False
    after = words[act.end : min(act.end + 6, clause.end)]
    if (act.name != "apply" and _SOMEBODY.isdisjoint(after)) or "you" in after[:1]:
        return False
    if words[place] in _ALWAYS_MINE:
        return place == clause.start or words[place - 1] not in _OTHERS_ARE
    if words[place] == "going" and words[place - 1] not in _OTHERS_ARE:
        return True  # "super helpful, gonna email her"
    subject = place if words[place] in {"i'm", "i've"} else place - 1
    if words[subject : subject + 1] not in (["i"], ["i'm"], ["i've"]):
        return False
    return all(word in _OPENING for word in words[clause.start : subject])


def _is_promised(clauses: Clauses, clause: Clause, act: Cue) -> bool:
    """Whether the resident gave somebody their word: "told her I'd follow up on the poster in 10 days"."""
    words = clauses.words
    one, two = words[act.start - 1 : act.start], words[max(act.start - 2, 0) : act.start]
    if one not in _I_WILL and two not in _I_WILL:
        return False
    gave = next((cue for cue in clause.cues if cue.name in {"say", "promise"} and cue.form == "past"), None)
    if gave is None or gave.start > act.start or words[gave.end : gave.end + 1] == ["me"]:
        return False
    return all(word in {"i", "and", "so", "then"} for word in words[clause.start : gave.start])


def is_plainly_not_owed(clauses: Clauses, number: int) -> bool:
    """Whether the act is one that was lived, that another has to do, or that is taken back at once."""
    clause, words = clauses.all[number], clauses.words
    head = head_of(clauses, clause)
    told = words[clause.start : clause.end]
    if clause.joint in _FOR_A_CASE and told[0] == "you":
        return True  # "they convert prelims if you ask before december"
    if clause.quoted and head.form == "plain" and words[head.end : head.end + 1] == ["you"]:
        return True  # "then I'll call you by nov 20", says she
    if told in _KEPT_ANYHOW or told[:-1] in _KEPT_ANYHOW:
        return True
    if before_what(clauses, clause) or adds_whom_to_ask_for(clauses, number):
        return True
    if told[-1] == "?" or words[clause.end : clause.end + 1] == ["?"]:
        following = clauses.all[number + 1 : number + 2]
        return any(words[each.start : each.end] in (["no"], ["no", "."], ["nope"], ["nope", "."]) for each in following)
    if _names_somebody(clauses, clause, head) or fell_through(clauses, clause, head):
        return True
    return _was_lived(clauses, clause, head) or _is_anothers(clauses, clause, head)


def _names_somebody(clauses: Clauses, clause: Clause, head: Cue) -> bool:
    """Whether to call is to give a name: "call me Max", "told me to call her Nell"."""
    if head.name != "call" or clauses.words[head.end : head.end + 1] not in _CALLED or clause.dates:
        return False
    if head.end + 1 >= clause.end:
        return False
    named = clauses.outline.items[head.end + 1]
    token = clauses.outline.reading.tokens[named.start]
    return token.is_capitalised and not token.is_all_caps


def fell_through(clauses: Clauses, clause: Clause, head: Cue) -> bool:
    """Whether what was to be is not to be: "coffee with Dr. Rao thursday fell through"."""
    if head.name not in _WAYS:
        return False
    words = clauses.words[head.end : clause.end]
    return not _CALLED_OFF.isdisjoint(words) or not _FELL_THROUGH.isdisjoint(pairwise(words))


_HAS_TO = word_set("needs wants has plans intends")
_OVER = word_set("done over finished went")
_AT_THE_HEAD = 2  # words
_IS_TO = word_set("will 'll she'll he'll they'll")
_CALLED = (["me"], ["her"], ["him"])
_CALLED_OFF = word_set("cancelled canceled")
_FELL_THROUGH = frozenset(
    {("fell", "through"), ("fell", "thru"), ("is", "off"), ("called", "off"), ("not", "happening")}
)


def _is_anothers(clauses: Clauses, clause: Clause, head: Cue) -> bool:
    """Whether it is another who is going to do it: "Dr. Rao is going to email her friday", "he'll call them"."""
    words, place = clauses.words, head.start - 1
    if head.form != "plain" or clause.quoted:
        return False
    if head.start > clause.start and (_is_for_me(clauses, clause, head) or _is_done_to_me(clauses, clause, head)):
        return True
    if clause.has("me", "mine"):
        return False
    while place > clause.start and words[place] in _BETWEEN:
        place -= 1
    if words[place] == "to" and words[place - 1] in _HAS_TO and head.name in {"task", "follow"}:
        return place - 1 > clause.start  # "the attorney needs to review it by friday"
    if words[place - 1 : place + 1] == ["going", "to"]:
        return place - 2 >= clause.start and words[place - 2] in {"is", "she's", "he's", "they're"}
    return place >= clause.start and (
        words[place] in {"she'll", "he'll", "they'll"}
        or (words[place] == "will" and place > clause.start and words[place - 1] in {"she", "he", "they", "PERSON"})
    )


def _came_or_is_over(clauses: Clauses, clause: Clause, head: Cue) -> bool:
    """Whether a talk or mail is one that came or took place: "new year call from Dr. Rao", "interview done"."""
    words = clauses.words
    after, before = (
        words[head.end : min(head.end + 2, clause.end)],
        words[max(head.start - 2, clause.start) : head.start],
    )
    if before[-1:] == ["DATE"] and clauses.mention(head.start - 1).bound is Bound.FROM:
        return True  # "F/u from fri mtg"
    if after[:1] and after[0] in _OVER and after[1:] not in (["by"], ["with"]):
        return True
    wished = clause.has("want", "must", "ask", "if", "task", "will", "would", "remind")
    return after[:1] == ["from"] and after[1:] != ["me"] and not wished and head.start - clause.start <= _AT_THE_HEAD


def _is_for_me(clauses: Clauses, clause: Clause, head: Cue) -> bool:
    """Whether somebody does it in the resident's place: "her chief will call Dr. Rao for me"."""
    if any(cue.name in {"me", "must", "want"} and cue.start < head.start for cue in clause.cues):
        return False
    return ("for", "me") in pairwise(clauses.words[head.end : clause.end])


def _is_done_to_me(clauses: Clauses, clause: Clause, head: Cue) -> bool:
    """Whether it is to the resident that another is going to do it: "the chief, Moises, will call me tomorrow"."""
    words = clauses.words
    if words[head.end : head.end + 1] not in (["me"], ["us"]) or head.name in {"meet", "appointment"}:
        return False
    if any(cue.name in {"me", "bot", "want"} and cue.start < head.start for cue in clause.cues):
        return False
    place = head.start - 1
    while place > clause.start and words[place] in _BETWEEN:
        place -= 1
    return words[place] in _IS_TO


def _was_lived(clauses: Clauses, clause: Clause, head: Cue) -> bool:
    """Whether a talk is named as the way of one that took place: "met him on zoom tue", "from her talk tonight"."""
    words = clauses.words
    if head.name in _WAYS and head.form in {"", "plain"} and _came_or_is_over(clauses, clause, head):
        return True
    if head.name not in _WAYS or words[head.start - 1] not in _LED_BY | {"her", "his", "their", "a", "our"}:
        return False
    if words[clause.start] == "from":
        return True
    met = next((cue for cue in clause.cues if cue.name == "encounter" and cue.form == "past"), None)
    if met is None or met.start >= head.start or words[head.start - 1] not in _LED_BY:
        return False
    return {"i", "we", "and", "then"}.issuperset(words[clause.start : met.start])
