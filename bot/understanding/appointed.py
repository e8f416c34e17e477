"""An hour appointed: a day ahead told with its time that no task takes, "invited to their bbq june 5 at 3".

Whoever tells a day and an hour that lie ahead is to be somewhere then, whatever the words for it. What runs out then
("due", "closes"), what is nobody's meeting ("flight", "exam") and what was lived already is left out.
"""

from itertools import pairwise

from bot.domain.vocabulary import FollowUpKind, Intent
from bot.understanding.clauses import Clause, Clauses
from bot.understanding.dates import Bound, DateMention, Kind
from bot.understanding.follow_ups import FollowUpFinder
from bot.understanding.lexicon import word_set
from bot.understanding.meaning import FollowUpMention
from bot.understanding.owed import can_be_due
from bot.understanding.reading import Person
from bot.understanding.when import tells_of_it_as_lived

_APPOINTS = frozenset({Intent.LOG, Intent.PLAN, Intent.CORRECT})
_RUNS_OUT = frozenset({Bound.BY, Bound.BEFORE, Bound.UNTIL, Bound.SINCE, Bound.FROM, Bound.AFTER, Bound.WITHIN})
_COUNTED = word_set("in within") | {"next"}
"""What opens an hour counted from now, which tells how fast: "she answered in 4 minutes"."""
_NOBODYS = word_set(
    "flight fly flies train bus exam step ite boards dentist shift shifts nights on-call deadline due closes close "
    "closing opens open opening ends end expires drops leaves leaving lands off results posted released "
    "weekly monthly list hrs every each"
)
_OCCASIONS = frozenset({"appointment", "meet"})
_OF_THE_SEASON = word_set("interview dinner")
"""What is planned for a day without its hour: "mercy interview 11/20 all day, dinner the night before"."""


def appointed(clauses: Clauses, finder: FollowUpFinder, intent: Intent) -> list[FollowUpMention]:
    """The meetings told by nothing but their day and hour; the dates taken join those the *finder* used."""
    if intent not in _APPOINTS:
        return []
    found: list[FollowUpMention] = []
    for clause in clauses.all:
        for index in clause.dates:
            number = int(clauses.outline.items[index].value or 0)
            mention = clauses.mention(index)
            if number in finder.used_dates or not _is_appointed(clauses, clause, index, mention, intent):
                continue
            if finder.is_far_off(mention.due, mention.span):
                continue
            person = _with_whom(clauses, finder, clause, index)
            words = clauses.words[clause.start : clause.end]
            of_season = next((word for word in words if word in _OF_THE_SEASON), "")
            if person is None and not clause.has(*_OCCASIONS) and "EVENT" not in words and not of_season:
                continue
            finder.used_dates.add(number)
            found.append(
                FollowUpMention(
                    kind=FollowUpKind.MEET,
                    with_name=person.name if person else None,
                    what=of_season,
                    span=mention.span,
                    due_on=mention.due,
                    due_at=mention.at,
                    due_span=mention.span,
                )
            )
    return found


def _is_appointed(clauses: Clauses, clause: Clause, index: int, mention: DateMention, intent: Intent) -> bool:
    if mention.kind is not Kind.DAY or mention.bound in _RUNS_OUT or not can_be_due(mention):
        return False
    words = clauses.words[clause.start : clause.end]
    if mention.at is None and (intent is not Intent.PLAN or _OF_THE_SEASON.isdisjoint(words)):
        return False
    outline = clauses.outline
    if mention.due is None:
        return False
    told = outline.reading.text[mention.span.start : mention.span.end].split(maxsplit=1)[0].lower()
    if _went_by(clauses, mention):
        return False
    start, _ = outline.sentence_of(clause.start)
    words = clauses.words[start : clause.end]
    if told in _COUNTED or " by " in outline.reading.text[mention.span.start : mention.span.end]:
        return False
    if not _NOBODYS.isdisjoint(words) or clauses.words[clause.end : clause.end + 1] == ["?"]:
        return False
    if words[-1] == "?" or clause.has("negation", "if"):
        return False
    return _is_given(clauses, clause, index) or not tells_of_it_as_lived(outline, mention, intent)


def _went_by(clauses: Clauses, mention: DateMention) -> bool:
    """Whether the hour is one that was lived: "I wrote her. 5 min later: call me", "uploaded at 4pm today", at 8pm."""
    reading = clauses.outline.reading
    if reading.text[mention.span.start : mention.span.end].lower().endswith(" later"):
        return True
    return mention.due == reading.now.date() and mention.at is not None and mention.at <= reading.now.time()


def _is_given(clauses: Clauses, clause: Clause, index: int) -> bool:
    """Whether somebody gave that hour, in a sentence that tells of a meeting: "I met her, she said come at 3"."""
    words = clauses.words[clause.start : index]
    start, _ = clauses.outline.sentence_of(clause.start)
    if not _IS_SET.isdisjoint(pairwise(clauses.words[start:index])):
        return True
    return not _GIVING.isdisjoint(pairwise(words)) or any(
        cue.name in {"appointment", "meet"} and cue.form in {"", "plain"} and words[place - 1] in _GAVE
        for cue in clause.cues
        if (place := cue.start - clause.start) in range(1, len(words))
    )


_GIVING = frozenset(
    {("gave", "me"), ("gives", "me"), ("give", "me"), ("offered", "me"), ("invited", "me"), ("has", "me")}
)
_IS_SET = frozenset(
    (done, way) for done in ("set", "scheduled", "booked", "confirmed") for way in ("with", "for", "w", ":", "DATE")
)
_GAVE = word_set("said says say me to")


def _with_whom(clauses: Clauses, finder: FollowUpFinder, clause: Clause, index: int) -> Person | None:
    """Who is named behind a "with", nearest before the hour in its clause, after it there, else of whom it is told."""
    items = clauses.outline.items
    if behind := _behind_with(clauses, index):
        return behind
    before = (items[place].person for place in range(index - 1, clause.start - 1, -1))
    after = (items[place].person for place in range(index + 1, clause.end))
    named = next((each for each in (*before, *after) if each), None)
    return named or _named_next(clauses, clause) or finder.owed_to.spoken_of(index)


def _named_next(clauses: Clauses, clause: Clause) -> Person | None:
    """Who is named next in the sentence, where no one was before: "tomorrow, 5:30, Dr. Raza on Teams"."""
    start, end = clauses.outline.sentence_of(clause.start)
    items = clauses.outline.items
    if any(item.person for item in items[start : clause.end]):
        return None
    return next((item.person for item in items[clause.end : min(clause.end + _NAMED_WITHIN, end)] if item.person), None)


def _behind_with(clauses: Clauses, index: int) -> Person | None:
    """Who follows the hour after a "with": "they squeezed me in on the 22nd, 8:15, with the chair, Dr. Rao"."""
    words, place = clauses.words, index + 1
    while words[place : place + 1] in ([","], ["DATE"]):
        place += 1
    if words[place : place + 1] != ["with"]:
        return None
    _, end = clauses.outline.sentence_of(index)
    items = clauses.outline.items[place + 1 : min(place + _NAMED_WITHIN, end)]
    return next((item.person for item in items if item.person), None)


_NAMED_WITHIN = 10  # words
