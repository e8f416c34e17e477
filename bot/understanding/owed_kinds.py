"""Of which kind a thing owed is, where what stands beside the act leaves no doubt: "notes to both" are to write."""

from bot.domain.vocabulary import FollowUpKind
from bot.understanding.clauses import Clause, Clauses
from bot.understanding.lexicon import word_set
from bot.understanding.owed import head_of, names_an_act
from bot.understanding.owed_days import date_of

_NOTES = (["notes", "to"], ["note", "to"], ["lines", "to"])
_WRITTEN_TO = word_set("both PERSON dr her him them all each everyone the ROLE")
_NEEDING = word_set("need want")
_MY_OWN = word_set("i we still also so and then need want i'll will")
_OF_WRITERS = word_set("letter letters")
_MUST = word_set("must should")
_HAS = (["has"], ["have"], ["needs"], ["need"])
_SENT = word_set("submitted uploaded emailed mailed faxed handed turned returned sent in")
_SUBMITTED = word_set("submitted uploaded sent in submit upload send")


def kind_by_its_thing(clauses: Clauses, number: int) -> FollowUpKind | None:
    """The kind of what clause *number* tells to be owed, None where the evidence has to say."""
    clause = clauses.all[number]
    head = head_of(clauses, clause)
    words = clauses.words
    if words[head.start : head.start + 2] in _NOTES and words[head.start + 2] in _WRITTEN_TO:
        return FollowUpKind.EMAIL  # "notes to both by tuesday"
    if _needs_letters(clauses, clause) or _asks_for_one_behind(clauses, number):
        return FollowUpKind.ASK_LETTER
    if words[head.start] == "bring" and head.start == clause.start and _is_brought_along(clauses, number):
        return FollowUpKind.MEET
    if words[head.start] == "approach" and not {"letter", "letters"} & set(words[head.end : clause.end]):
        return FollowUpKind.EMAIL
    if head.name == "want" and words[head.end : head.end + 2] == ["to", "know"]:
        return FollowUpKind.OTHER
    if _has_to_be_done(clauses, clause):
        return FollowUpKind.OTHER
    if _wants_me_there(clauses, clause) or _goes_to_introduce(clauses, clause):
        return FollowUpKind.MEET
    return None


def _has_to_be_done(clauses: Clauses, clause: Clause) -> bool:
    """Whether a thing has to be made what it is not yet, and is sent to nobody: "my DS-2019 must be renewed"."""
    words = clauses.words[clause.start : clause.end]
    return any(
        (modal in _MUST or (modal == "to" and words[place - 1 : place] in _HAS)) and be == "be" and done.endswith("ed")
        for place, (modal, be, done) in enumerate(zip(words, words[1:], words[2:], strict=False))
    ) and _SENT.isdisjoint(words)


def _wants_me_there(clauses: Clauses, clause: Clause) -> bool:
    """Whether it is the resident who is wanted, and no thing: "wants me back thursday for her clinic"."""
    head = head_of(clauses, clause)
    if head.name != "want" or clauses.words[head.end : head.end + 1] not in (["me"], ["us"]):
        return False
    return bool(clause.dates) and "to" not in clauses.words[head.end : clause.end]


def _goes_to_introduce(clauses: Clauses, clause: Clause) -> bool:
    """Whether the resident goes to say who they are: "I'll try to catch her next week to introduce myself"."""
    if "myself" not in clauses.words[clause.start : clause.end] or not clause.has("meet", "task"):
        return False
    writes = [cue for cue in clause.cues if cue.name in {"email", "call", "send"}]
    return bool(writes) and all(cue.end - cue.start > 1 and clauses.words[cue.start] == "introduce" for cue in writes)


def _needs_letters(clauses: Clauses, clause: Clause) -> bool:
    """Whether the resident needs letters, which have to be asked for: "i need 2 letters by jan 5"."""
    words = clauses.words[clause.start : clause.end]
    need = next((place for place, word in enumerate(words) if word in _NEEDING), None)
    if need is None or not _MY_OWN.issuperset(words[: need + 1]) or not _SUBMITTED.isdisjoint(words):
        return False
    letters = next((place for place, word in enumerate(words) if word in _OF_WRITERS), 0)
    return need < letters < need + 5 and "to" not in words[need + 1 : letters - 1]


def _asks_for_one_behind(clauses: Clauses, number: int) -> bool:
    """Whether the letter asked for stands behind a bracket: "ask Singh (cards attending) for a letter"."""
    clause = clauses.all[number]
    head = head_of(clauses, clause)
    if head.name not in {"ask", "task", "follow"} or clauses.words[head.start] != "ask":
        return False
    following = clauses.all[number + 1 : number + 4]
    for before, each in zip([clause, *following], following, strict=False):
        if each.sentence != clause.sentence or (names_an_act(each) and not each.has("letter")):
            return False
        if each.joint == ")" and clauses.words[each.start] in {"for", "4"}:
            return each.has("letter")
        if before is not clause and each.joint not in {"(", ")", ","}:
            return False
    return False


def _is_brought_along(clauses: Clauses, number: int) -> bool:
    """Whether something is brought to an hour told before, which is a meeting: "consult Feb 19, 6 pm, bring my CV"."""
    clause = clauses.all[number]
    place, where = date_of(clauses, number, head_of(clauses, clause))
    return place is not None and where == "before it" and clauses.mention(place).at is not None
