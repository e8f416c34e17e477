"""What plainly is owed, whatever the evidence weighs (owed_evidence.py): not_owed.py is its opposite.

"I will write to her", "told him I'd call", "→ apply" and "set a reminder for march" leave no doubt.
"""

from bot.domain.vocabulary import Intent
from bot.understanding.clauses import ACTS, Clause, Clauses
from bot.understanding.cues import Cue
from bot.understanding.lexicon import word_set
from bot.understanding.owed import can_be_due, head_of, run_on

PLAINLY = 0.6  # the share of the evidence that plain words count for at least
FOR_A_CASE = word_set("if when once unless whenever")
_SOMEBODY = word_set("PERSON ROLE her him them dr both")
_MODALS = word_set("will shall must i'll gotta should")
_OTHERS_ARE = word_set("she's he's they they're is are was were be who PERSON ROLE we're you're it's not never")
_WITH_TO = word_set("have i've has need going got ought supposed i'm am decided")
_I_WANT_TO = ("thank", "want")
BETWEEN = word_set("just also then definitely probably def really still now again then finally maybe")
_ALWAYS_MINE = word_set("i'll gotta")
_OPENING = word_set("so and then now also , for ok okay well DATE the in on PLACE EVENT if_not at")
_I_WILL = (["i'd"], ["i'll"], ["i", "will"], ["i", "would"])
_ARROWS = word_set("→ > =>")
_REQUESTS = word_set("reminder nudge alarm")
_ASKED_FOR = word_set("set put make a an reminder nudge alarm please to self myself me for also DATE . ! give")


def is_plainly_owed(clauses: Clauses, number: int, intent: Intent) -> bool:
    """Whether the resident says in so many words that they are going to do it."""
    clause = clauses.all[number]
    if clause.has("negation") or clause.joint in FOR_A_CASE or clauses.words[clause.end : clause.end + 1] == ["?"]:
        return False
    if intent is Intent.LOG and asks_for_a_reminder(clauses, clause):
        return True
    if clauses.words[clause.end : clause.end + 2] == [":", "\n"] and _HEADING.issuperset(
        clauses.words[clause.start : clause.end]
    ):
        return True  # "thank-yous:" over a list
    if clause.quoted or clauses.words[clause.end - 1] == "?":
        return False
    if _an_office_wants(clauses, clause):
        return True
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


def _an_office_wants(clauses: Clauses, clause: Clause) -> bool:
    """Whether an office wants some paper of the resident's: "gme wants contract signed"."""
    words = clauses.words[clause.start : clause.end]
    wants = {cue.start for cue in clause.cues if cue.name == "want" and cue.form == "s"}
    return words[0] in _OFFICES and clause.start + 1 in wants and clause.has("document") and "you" not in words


_OFFICES = word_set("gme hr payroll ecfmg credentialing compliance")


def _may_be_an_order(clauses: Clauses, act: Cue) -> bool:
    return act.form == "plain" or clauses.words[act.start] == "follow-up"


def _is_said_of_me(clauses: Clauses, clause: Clause, act: Cue) -> bool:
    """Whether "I will" or "I have to" leads to the act, and it is done to somebody: "I shall meet with Dr. Holm"."""
    words = clauses.words
    place = act.start - 1
    while place >= clause.start and words[place] in BETWEEN:
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
