"""Which clauses may tell of something the resident owes: the act they name, and what its words alone make of it.

Whether it is owed is weighed (owed_evidence.py); by when and to whom is said in or near it (owed_days.py, owed_to.py).
"""

from itertools import pairwise

from bot.domain.vocabulary import FollowUpKind
from bot.understanding.clauses import ACTS, Clause, Clauses
from bot.understanding.cues import Cue
from bot.understanding.dates import Bound, DateMention, Kind, Tense
from bot.understanding.lexicon import word_set

NOTHING = "nothing"
OWED = "owed"
BARE = "bare"
_BARE = 12  # items of a clause that names no act
KINDS = tuple(kind.value for kind in FollowUpKind)
HEADS = ACTS | {"document", "letter", "appointment", "owe"}
VERBS = ACTS - {"apply"}
_MAKING_NOUNS = word_set("my the her his a")


def names_an_act(clause: Clause) -> bool:
    return not HEADS.isdisjoint(clause.hints) and not tells_how(clause)


def tells_how(clause: Clause) -> bool:
    """Whether a clause says no more than by what way: "thank her, by email, tomorrow"."""
    return clause.end - clause.start == 2 and any(
        cue.name == "way" and cue.start == clause.start for cue in clause.cues
    )


def can_be_owed(clauses: Clauses, clause: Clause) -> bool:
    """Whether an act is named, or no more than who and when: "dr rao fri 4:15", "TB test by 10/31"."""
    if _adds_a_detail(clauses, clause) or _is_thanks_itself(clauses, clause) or _is_standing(clauses, clause):
        return False
    if is_done_already(clauses, clause):
        return False
    if names_an_act(clause) or _wants_of_me(clause):
        return True
    return 1 < clause.end - clause.start <= _BARE and any(can_be_due(clauses.mention(index)) for index in clause.dates)


def is_done_already(clauses: Clauses, clause: Clause) -> bool:
    """Whether the resident tells in the present what was done: "I already send the CV to Rao"."""
    words = clauses.words[clause.start : clause.end]
    first = next((place for place, word in enumerate(words) if word not in _I_HAVE), 0)
    act = clause.start + first + 1
    return words[first : first + 1] == ["already"] and any(
        cue.name == "finished" and cue.start == act and cue.form in {"", "plain"} for cue in clause.cues
    )


_I_HAVE = word_set("i i've have we yes ok so and , yeah btw also")


def _adds_a_detail(clauses: Clauses, clause: Clause) -> bool:
    """Whether a clause hands in what it says to add: "add her number 617 555 0188", "LinkedIn: linkedin.com/in/ana"."""
    if (
        clauses.words[clause.end : clause.end + 2] == [":", "LINKEDIN"]
        and not clause.dates
        and _ITS_LABEL.issuperset(clauses.words[clause.start : clause.end])
    ):
        return True
    if clauses.words[clause.start] not in {"add", "save", "put"}:
        return False
    words = clauses.words[clause.start : clause.end]
    return words[1:2] == ["that"] or not {"PHONE", "EMAIL"}.isdisjoint(words)


_ITS_LABEL = word_set("add save put linkedin her his my for on dr . PERSON profile url link is the page")


def _is_thanks_itself(clauses: Clauses, clause: Clause) -> bool:
    """Whether a clause is somebody's thanks and no task: "thank you for coming on monday", in a mail passed on."""
    words = clauses.words[clause.start : clause.end]
    return words[:3] == ["thank", "you", "for"] and (
        words[3:4] == ["your"] or any(w.endswith("ing") for w in words[3:4])
    )


def _is_standing(clauses: Clauses, clause: Clause) -> bool:
    """Whether another lets the resident come on any day, which owes no day: "she said I can visit her any Monday"."""
    if not (clause.quoted or clause.has("say", "would", "promise")):
        return False
    return any(clauses.words[index - 1 : index] == ["any"] for index in clause.dates)


def _wants_of_me(clause: Clause) -> bool:
    """Whether somebody wants what no word of a document names: "he needs my vanc protocol", "wants mine by DATE"."""
    if "want" not in clause.hints:
        return False
    wants = next((cue for cue in clause.cues if cue.name == "want" and cue.form in {"s", "plain", "past"}), None)
    return wants is not None and (
        bool(clause.dates) or any(cue.name == "mine" and cue.start >= wants.end for cue in clause.cues)
    )


def head_of(clauses: Clauses, clause: Clause) -> Cue:
    """The cue that names the act: the first verb of one, else the first noun."""
    if clause.head is None:
        clause.head = _find_head(clauses, clause)
    return clause.head


def before_what(clauses: Clauses, clause: Clause) -> bool:
    """Whether a clause names the event that something has to be done before: "email her, before their DATE meeting"."""
    if clauses.words[clause.start] not in {"before", "ahead"} or not clause.dates:
        return False
    return clause.dates[0] <= clause.start + _SHORT and all(not cue.form or cue.name == "way" for cue in clause.cues)


def adds_whom_to_ask_for(clauses: Clauses, number: int) -> bool:
    """Whether a clause says no more than who shall come to the telephone: "call the office, ask for Bonnie"."""
    clause = clauses.all[number]
    if clauses.words[clause.start : clause.start + 3] not in _ASKED_FOR or not number:
        return False
    return clauses.all[number - 1].has("call")


_SHORT = 4  # words
_ASKED_FOR = (["ask", "for", "PERSON"], ["ask", "for", "dr"], ["asking", "for", "PERSON"])


def run_on(clauses: Clauses, clause: Clause) -> Cue | None:
    """An order with its day that ends what is told, with no mark between: "they do H-1B email him sunday"."""
    if clause.end - clause.start < _AN_ORDER or clauses.words[clause.end - 1] != "DATE":
        return None
    told, act, whom = clauses.words[clause.end - _AN_ORDER : clause.end - 1]
    if told not in _TOLD_OF or whom not in _WHOM or act == "to":
        return None
    orders = clauses.by_item.get(clause.end - _AN_ORDER + 1, ())
    return next((cue for cue in orders if cue.name in ACTS and cue.form == "plain"), None)


_TOLD_OF, _WHOM, _AN_ORDER = word_set("VISA PLACE POSITION SPEC"), word_set("him her them"), 4


def _find_head(clauses: Clauses, clause: Clause) -> Cue:
    if order := run_on(clauses, clause):
        return order
    heads = [
        cue
        for cue in clause.cues
        if cue.name in HEADS and clause.start <= cue.start and not _asks_to_be_reminded(clauses.words, cue)
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
    if words[-1] == "." and len(words) > 1:
        words = words[:-1]
    return (
        words[-2:] == ["i'll", "do"]  # "thank-yous to both, tonight I'll do"
        or not _DO_IT.isdisjoint(pairwise(words))
        or (len(words) <= 5 and (words[-1] in {"will", "i'll"} or words[:2] == ["will", "do"] or words[0] in _DOING))
        or (words[:2] == ["to", "do"] and bool(clause.dates))
        or not _DONE_BY_ME.isdisjoint(zip(words, words[1:], words[2:], strict=False))
        or (words[0] == "sending" and not clause.has("document", "thank"))
    )


_DOING = word_set("do doing on")
_DO_IT = frozenset(
    {
        ("goes", "out"),
        *((do, it) for do in ("do", "doing") for it in ("it", "that", "this", "so", "both")),
        *((write, it) for write in ("write", "writing") for it in ("it", "them", "both")),
    }
)
_DONE_BY_ME = frozenset(
    (first, then, do)
    for first, then, do in (
        ("that", "i'll", "do"),
        ("this", "i'll", "do"),
        ("it", "must", "be"),
        ("be", "done", "by"),
        ("must", "be", "done"),
        ("to", "be", "done"),
        ("to", "be", "sent"),
        ("to", "be", "asked"),
        ("should", "be", "done"),
        ("to", "go", "out"),
        ("on", "my", "list"),
        ("on", "my", "todo"),
        ("on", "my", "radar"),
    )
)
"""Of an act told before: "greetings to her, that I'll do on Friday", "it must be done this week"."""


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
    if "apply" in names and not _asks_about_applying(clause):
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


def _asks_about_applying(clause: Clause) -> bool:
    """Whether an application is what somebody is asked about: "ask him how he did his application"."""
    asked = next((cue.start for cue in clause.cues if cue.name == "ask" and cue.form), None)
    return asked is not None and all(cue.start > asked and not cue.form for cue in clause.cues if cue.name == "apply")


def can_be_due(mention: DateMention) -> bool:
    if mention.kind in {Kind.RECURRING, Kind.DURATION}:
        return mention.due is not None
    if mention.due is None or mention.just_passed:
        return False
    return mention.tense is not Tense.PAST and mention.bound is not Bound.SINCE


def is_deadline(clause: Clause) -> bool:
    """Whether a clause says by when and nothing else: "deadline she gave: DATE", "due DATE"."""
    if "owe" not in clause.hints or not clause.hints.isdisjoint(_MORE_THAN_A_DEADLINE):
        return False
    return any(cue.name == "owe" and not cue.form for cue in clause.cues)


_MORE_THAN_A_DEADLINE = HEADS - {"owe", "apply", "send"}
