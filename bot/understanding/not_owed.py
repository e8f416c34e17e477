"""What plainly is not owed, whatever the evidence weighs (owed_evidence.py).

It was lived ("met him on zoom tuesday", where no zoom is owed), it fell through, it is done ("thank-you: sent"), or
another has to do it ("my PD must call her", "tomorrow she gives me a book").
"""

from itertools import pairwise

from bot.understanding.clauses import Clause, Clauses
from bot.understanding.cues import Cue
from bot.understanding.dates import Bound, Kind
from bot.understanding.lexicon import word_set
from bot.understanding.owed import adds_whom_to_ask_for, before_what, head_of
from bot.understanding.owed_plainly import BETWEEN, FOR_A_CASE

_LED_BY = word_set("on over via by through from per")
_WAYS = frozenset({"meet", "appointment", "call", "email"})
_KEPT_ANYHOW = (["add", "it"], ["log", "it"], ["note", "it"], ["save", "it"], ["add", "this"], ["save", "this"])
_WRITTEN_DOWN = (["write", "that", "down"], ["write", "this", "down"], ["write", "it", "down"])
_HAS_TO = word_set("needs wants has plans intends")
_OVER = word_set("done over finished went")
_JUST_OVER = word_set("finished over ended")
_RECORDS = (["log"], ["note"], ["notes"])
_AT_THE_HEAD = 2  # words
_IS_TO = word_set("will 'll she'll he'll they'll")
_THEY_WILL = word_set("she'll he'll they'll she'd he'd they'd")
_CAN = word_set("can could may might")
_CALLED = (["me"], ["her"], ["him"])
_CALLED_OFF = word_set("cancelled canceled")
_FELL_THROUGH = frozenset(
    {("fell", "through"), ("fell", "thru"), ("is", "off"), ("called", "off"), ("not", "happening")}
)


def is_plainly_not_owed(clauses: Clauses, number: int) -> bool:
    """Whether the act is one that was lived, that another has to do, or that is taken back at once."""
    clause, words = clauses.all[number], clauses.words
    head = head_of(clauses, clause)
    told = words[clause.start : clause.end]
    if clause.joint in FOR_A_CASE and told[0] == "you":
        return True  # "they convert prelims if you ask before december"
    if clause.quoted and head.form == "plain" and words[head.end : head.end + 1] == ["you"]:
        return True  # "then I'll call you by nov 20", says she
    if told in _KEPT_ANYHOW or told[:-1] in _KEPT_ANYHOW or told[:3] in _WRITTEN_DOWN:
        return True
    if _is_ticked_off(clauses, number) or _owes_nothing(clauses, clause, head) or _is_thanks(clauses, clause, head):
        return True
    if before_what(clauses, clause) or adds_whom_to_ask_for(clauses, number):
        return True
    if told[-1] == "?" or words[clause.end : clause.end + 1] == ["?"]:
        following = clauses.all[number + 1 : number + 2]
        return any(words[each.start : each.end] in (["no"], ["no", "."], ["nope"], ["nope", "."]) for each in following)
    if _names_somebody(clauses, clause, head) or fell_through(clauses, clause, head):
        return True
    return _was_lived(clauses, clause, head) or _is_anothers(clauses, clause, head)


def _is_ticked_off(clauses: Clauses, number: int) -> bool:
    """Whether all that follows is that it is done: "tysm to her: sent", "text her my number, done at 18:55"."""
    clause, following = clauses.all[number], clauses.all[number + 1 : number + 2]
    if not following or following[0].sentence != clause.sentence or following[0].quoted:
        return False
    if following[0].joint in FOR_A_CASE:
        return False  # "tell his coordinator when done"
    mentions = [clauses.mention(index) for index in following[0].dates]
    said = [word for word in clauses.words[following[0].start : following[0].end] if word not in _BESIDE_A_TICK]
    return said in _TICKS and all(mention.kind is Kind.CLOCK and mention.bound is None for mention in mentions)


_BESIDE_A_TICK = word_set("DATE at . ! already")
_TICKS = (["done"], ["sent"], ["✔"], ["✓"], ["✅"])


def _owes_nothing(clauses: Clauses, clause: Clause, head: Cue) -> bool:
    """Whether it is said that nothing is owed: "no thank-you needed", "I have to give her nothing"."""
    words = clauses.words
    if "nothing" in words[head.end : min(head.end + 2, clause.end)]:
        return True
    before = [word for word in words[clause.start : head.start] if word not in {"so", "and", "but"}]
    if before != ["no"] or clause.joint in FOR_A_CASE:
        return False  # "H-1B no thank-you friday" says no to the visa
    return words[head.end : head.end + 1] not in _TO_SOMEBODY  # "email him, no email her friday"


_TO_SOMEBODY = (["her"], ["him"], ["them"], ["dr"], ["PERSON"], ["the"], ["my"])


def _is_thanks(clauses: Clauses, clause: Clause, head: Cue) -> bool:
    """Whether Vouch or luck is thanked: "thanks for clearing that up", "thanks to Dr. Tsui I have an opening"."""
    if clauses.words[head.start] != "thanks" or head.start != clause.start:
        return False
    after = clauses.words[head.end : clause.end]
    if after[:1] == ["to"] and not _I_HAVE.isdisjoint(after[2:5]):
        return True
    return not clause.dates and (
        (after[:1] == ["for"] and not clause.joint) or (after in ([], ["."], ["!"]) and clause.joint == ",")
    )


_I_HAVE = word_set("i i've i'm we we've")


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


def _is_anothers(clauses: Clauses, clause: Clause, head: Cue) -> bool:
    """Whether it is another who is going to do it: "Dr. Rao is going to email her friday", "he'll call them"."""
    words, place = clauses.words, head.start - 1
    if _does_it_anyway(clauses, clause, head):
        return True
    if head.form != "plain" or clause.quoted:
        return False
    if _has_to_do_it(clauses, clause, head):
        return True
    if head.start > clause.start and (_is_for_me(clauses, clause, head) or _is_done_to_me(clauses, clause, head)):
        return True
    if clause.has("me", "mine"):
        return False
    while place > clause.start and words[place] in BETWEEN:
        place -= 1
    if words[place] == "to" and words[place - 1] in _HAS_TO and head.name in {"task", "follow"}:
        return place - 1 > clause.start  # "the attorney needs to review it by friday"
    if words[place - 1 : place + 1] == ["going", "to"]:
        return place - 2 >= clause.start and words[place - 2] in {"is", "she's", "he's", "they're"}
    return place >= clause.start and (
        words[place] in _THEY_WILL
        or (words[place] == "will" and place > clause.start and words[place - 1] in {"she", "he", "they", "PERSON"})
    )


def _does_it_anyway(clauses: Clauses, clause: Clause, head: Cue) -> bool:
    """Whether another does it, told in the present: "tomorrow she gives me a book", "Nkem sends the intro mon"."""
    words, place = clauses.words, head.start - 1
    while place > clause.start and words[place] in BETWEEN:
        place -= 1
    by_another = place >= clause.start and words[place] in _ANOTHER
    if head.form == "s" and head.name in _DONE_FOR_ME:
        return words[head.end : head.end + 1] in (["me"], ["us"]) and words[head.end + 1 : head.end + 2] != ["DATE"]
    return False if not by_another else head.form == "s" and head.name in {"send", "email", "call"}


_ANOTHER = word_set("she he PERSON ROLE who")
_DONE_FOR_ME = frozenset({"send", "email", "call", "task", "connect"})


def _has_to_do_it(clauses: Clauses, clause: Clause, head: Cue) -> bool:
    """Whether somebody else has to: "my PD must call her before tuesday", "she to e-mail Dr. Rao"."""
    words, place = clauses.words, head.start - 1
    if words[head.start] in _RECEIVING or head.name in {"meet", "appointment", "want"}:
        return False
    while place > clause.start and words[place] in BETWEEN:
        place -= 1
    if words[place] == "to" and place == clause.start + 1:
        return words[clause.start] in {"she", "he", "they"}
    subject = place - 1 if words[place] in _MUST else place - 2
    if words[place] not in _MUST and words[place - 1 : place + 1] not in (["has", "to"], ["needs", "to"]):
        return False
    return subject >= clause.start and words[subject] in _SOMEBODY


_MUST = word_set("must should")
_SOMEBODY = word_set("she he they PERSON ROLE friend secretary assistant office attorney lawyer")
_RECEIVING = word_set("get have receive see hear know read")
"""What others have to do that the resident has to bring about: "she needs to have my CV by friday"."""


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
    if words[clause.end - 1] in _JUST_OVER or after[:1] in _RECORDS:
        return True  # "call with Rao just finished", "phone note 7/16"
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
    while place > clause.start and words[place] in BETWEEN:
        place -= 1
    if any(clauses.mention(index).at for index in clause.dates):
        return words[place] in _IS_TO  # "he can show me the lab thursday at 1" is to be there
    return words[place] in _IS_TO or (words[place] in _CAN and words[place - 1] in _SOMEBODY and place > clause.start)


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
