"""Of which kind a thing owed is: by what stands beside the act where that leaves no doubt ("notes to both" are to
write), by the act told before ("doing it friday"), and else by the evidence.
"""

from bot.domain.vocabulary import FollowUpKind, Intent
from bot.understanding.clauses import Clause, Clauses
from bot.understanding.lexicon import word_set
from bot.understanding.linear import score, weights
from bot.understanding.owed import BARE, KINDS, head_of, is_deadline, names_an_act, said_kind, takes_up
from bot.understanding.owed_days import date_of
from bot.understanding.owed_evidence import kind_features
from bot.understanding.owed_plainly import asks_for_a_reminder

_TOLD_BEFORE = 5  # clauses
_WAYS = ("meet", "appointment", "call", "email", "connect", "thank", "apply", "letter", "invite")
_CARRIERS = word_set("email mail text message")
_LETTER_WORDS = word_set(
    "rec recs recommendation recommend reference referee referees write writes writing writer wrote"
)
_HANDING_IN = word_set("send sending submit upload mail bring hand")
_HANDLING = word_set("print pick collect scan read sign file")
_WRITING = word_set("write writing send sending mail post posting")
_THEM = (["it"], ["them"], ["both"], ["those"], ["these"])
_GOING_ON = word_set("and & n + also then plus")
_OPENINGS = word_set("POSITION spot spots opening openings slot slots position positions vacancy vacancies seat seats")
_APPLIES_BY = word_set("eras apply application applications")
_NOTES = (["notes", "to"], ["note", "to"], ["lines", "to"])
_WRITTEN_TO = word_set("both PERSON dr her him them all each everyone the ROLE")
_NEEDING = word_set("need want")
_MY_OWN = word_set("i we still also so and then need want i'll will")
_OF_WRITERS = word_set("letter letters")
_MUST = word_set("must should")
_HAS = (["has"], ["have"], ["needs"], ["need"])
_SENT = word_set("submitted uploaded emailed mailed faxed handed turned returned sent in")
_SUBMITTED = word_set("submitted uploaded sent in submit upload send")


def kind_of(clauses: Clauses, number: int, intent: Intent) -> FollowUpKind:
    """The kind of what clause *number* tells to be owed."""
    if asks_for_a_reminder(clauses, clauses.all[number]):
        return FollowUpKind.OTHER
    if _goes_along(clauses, number):
        return FollowUpKind.SEND
    if told := _told_act(clauses, number) or _writes_cards(clauses, number):
        return told
    if plain := _kind_by_its_thing(clauses, number):
        return plain
    kinds = score(kind_features(clauses, number, intent), weights("follow_up_kinds"), KINDS)
    if not _speaks_of_a_letter(clauses):
        kinds.pop(FollowUpKind.ASK_LETTER.value)  # "ask her about the waiver"
    kind = FollowUpKind(max(kinds, key=lambda kind: kinds[kind]))
    if kind is FollowUpKind.ASK_LETTER:
        return _done_with_a_letter(clauses, number) or kind
    if kind is FollowUpKind.OTHER or not clauses.all[number].has(*_WAYS):
        return FollowUpKind.SEND if _is_asked_for(clauses, number) else kind
    return kind


def _done_with_a_letter(clauses: Clauses, number: int) -> FollowUpKind | None:
    """What is done with a letter that nobody is asked for: "print the letters", "send an update letter"."""
    clause = clauses.all[number]
    if clause.has("ask") or "request" in clauses.words[clause.start : clause.end]:
        return None
    verb = clauses.words[head_of(clauses, clause).start]
    if verb in _HANDING_IN:
        return FollowUpKind.SEND
    return FollowUpKind.OTHER if verb in _HANDLING else None


def _is_asked_for(clauses: Clauses, number: int) -> bool:
    """Whether another asks the resident for a thing: "she asked for a paragraph", "needs my vanc protocol"."""
    clause = clauses.all[number]
    head = head_of(clauses, clause)
    if (head.name != "want" or head.form not in {"s", "past"}) and clauses.words[head.start : head.end + 1] not in (
        ["asked", "for"],
        ["asks", "for"],
    ):
        return False
    return not clause.has("me") and "to" not in clauses.words[head.end : clause.end]


def _speaks_of_a_letter(clauses: Clauses) -> bool:
    letters = any(cue.name == "letter" for cue in clauses.cues)
    return letters or not _LETTER_WORDS.isdisjoint(clauses.words)


def _told_act(clauses: Clauses, number: int) -> FollowUpKind | None:
    """What was told before, where a clause says only "doing it friday", "and Dr. Rao by monday", "so again wed"."""
    clause = clauses.all[number]
    words = clauses.words[clause.start : clause.end]
    bare = head_of(clauses, clause).name == BARE
    goes_on = bare and ((words[0] in _GOING_ON and "PERSON" in words) or "again" in words)
    if not (goes_on or takes_up(clauses, clause)):
        return None
    before = clauses.all[max(number - _TOLD_BEFORE, 0) : number]
    act = next((each for each in reversed(before) if names_an_act(each) and not is_deadline(each)), None)
    told = said_kind(act) if act else FollowUpKind.OTHER
    if told is FollowUpKind.THANK_YOU or (goes_on and told is not FollowUpKind.OTHER):
        return told
    if not goes_on and not _OPENINGS.isdisjoint(clauses.words) and _APPLIES_BY & set(clauses.words):
        return FollowUpKind.APPLY  # "two spots, eras only. do it by monday"
    return None


def _writes_cards(clauses: Clauses, number: int) -> FollowUpKind | None:
    """Whether "I write them on Sunday" is about thanks told before."""
    clause = clauses.all[number]
    head = head_of(clauses, clause)
    if clauses.words[head.start] not in _WRITING or clauses.words[head.end : head.end + 1] not in _THEM:
        return None
    before = clauses.all[max(number - 2, 0) : number]
    thanks = any(cue.name == "thank" and not cue.form for each in before for cue in each.cues)
    return FollowUpKind.THANK_YOU if thanks else None


def _goes_along(clauses: Clauses, number: int) -> bool:
    """Whether "I'll email it to her" says by what way a thing told before is sent."""
    clause = clauses.all[number]
    head = head_of(clauses, clause)
    if head.name != "email" and clauses.words[head.start] not in _CARRIERS:
        return False
    if clauses.words[head.end : head.end + 1] not in (["it"], ["them"], ["that"], ["those"]):
        return False
    before = clauses.all[max(number - _TOLD_BEFORE, 0) : number]
    return any(cue.name == "document" for each in before for cue in each.cues)


def _kind_by_its_thing(clauses: Clauses, number: int) -> FollowUpKind | None:
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
