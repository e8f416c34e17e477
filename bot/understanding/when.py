"""When an encounter took place, or a plan will: which of the days told is that day, and in which tense it is read.

A bare weekday is the last one in an encounter and the next one in a plan (contract, "How dates are read"). Whether a
day behind is the encounter's, or belongs to what somebody else did, is weighed from who does what around it
(``model/when.json``, learned by training/train_encounter.py); what the fixed rules make of it is one piece of evidence.
"""

import re
from datetime import date, timedelta

from bot.domain.vocabulary import Intent
from bot.understanding.clauses import Clause, Clauses
from bot.understanding.dates import Bound, DateMention, Grain, Kind, Tense
from bot.understanding.dates.calendar_days import add_months
from bot.understanding.dates.rules.days_of_month import DAY_OF_MONTH, PLAIN_DAY
from bot.understanding.dates.rules.named_days import BARE_WEEKDAY
from bot.understanding.linear import score, weights
from bot.understanding.meaning import DayRange, Span
from bot.understanding.outline import Outline

_HAPPENED = (
    r"met|saw|seen|talked|spoke|chatted|had|ran|bumped|sat|worked|rounded|shadowed|told|said|heard|phoned|asked|went|"
    r"was|were|did|got|caught|shared|discussed|presented|attended|visited|interviewed|emailed|texted|gave|offered|"
    r"introduced|let|agreed|mentioned|helped|taught|answered|replied|called|bought|invited|joined|covered|ended"
)
# Past as it was lived; "said", "asked" and "invited" may well speak of a day to come.
_LIVED = re.compile(
    r"\b(?:met|saw|seen|talked|spoke|chatted|had|ran|bumped|sat|worked|rounded|shadowed|was|were|went|called|phoned|"
    r"visited|interviewed|attended|presented)\b"
)
_OCCASION = re.compile(
    rf"\b(?:{_HAPPENED}|meeting|coffee|lunch|dinner|zoom|call|night|conversation|clinic|rounds|with|EVENT)\b"
)
# Said before the day in its clause: it is still to come, or it is the day of something else.
_AHEAD = re.compile(
    r"\b(?:will|'ll|she'll|he'll|going to|need|needs|should|must|have to|wants|starting|starts|opening|open|deadline|"
    r"due|send|email|by|expected|next|remind|graduated|matched|class of|moved|came|trained|finished|since|last year|"
    r"every|each|arrived|stopped|dropped|filled|converted|changed|took|quit|left|lost|i'd|i'll|is bringing|is coming|"
    r"are having|is having|which is|forget|let's|come|show up|can|could|might|check|come back|our first|about)\b"
    r"|\bi (?:call|write|email|send|meet|see|go|phone|talk|give|bring|hand|tell|show|return|submit|have)\b|it's$"
    r"|^(?:then )?(?:call|email|write|text|ping|see|meet|bring|thanks|thank|ty|sending|emailing|calling|writing)\b"
)
_OTHER_STORY = re.compile(
    r"\b(?:class of|graduated|came (?:here |to |from )|trained|since|moved|matched|stopped|"
    r"they (?:dropped|stopped|filled)|converted|took|hired|left|lost a|last year)\b"
)
_TOLD_BEFORE = re.compile(r"\b(?:i|you) (?:told|said|wrote|logged)(?: you)?$")
_NEGATED = re.compile(r"(?:\bnot|n't)$")
_HEADING = re.compile(r"^(?:\w+ ){0,3}(?:[,(-] )?DATE(?: (?:EVENT )?:| \)| EVENT(?: \.)?$|(?: [.!])?$)")
_CLAUSES = re.compile(r" (?:,|;|and|so|but|that) ")
_NEITHER_DAY = frozenset({Bound.BY, Bound.BEFORE, Bound.UNTIL, Bound.SINCE, Bound.FOR, Bound.WITHIN, Bound.AFTER})
_DOING = frozenset(
    {"encounter", "say", "send", "email", "call", "meet", "thank", "ask", "is", "task", "promise", "want"}
)
_NO_EVIDENCE = frozenset({"PERSON", "dr", ".", ",", "PLACE", "ROLE", "the", "a", "(", ")", ":", ";", "!"})
_BY_RULE = 0.8  # log odds by which the fixed rules weigh more than the few examples teach
_BEYOND_DOUBT = 4.5
THEN, ANOTHER_DAY = "then", "another day"
_A_WEEK = 7  # days
_LONGEST = 10  # days: what is longer is a period and no day of an encounter
_LONG_AGO = 13  # days after which "she moved here in May" is her story and no encounter


def find_when(clauses: Clauses, intent: Intent, used: set[int]) -> tuple[DayRange, Span] | None:
    """The day of the encounter (a log) or the days that a plan lasts; dates in *used* belong to what is owed."""
    outline = clauses.outline
    if intent is Intent.PLAN:
        planned = _planned(
            outline, [m for i, m in enumerate(outline.reading.dates) if i not in used and m.kind is Kind.DAY]
        )
        # Beside a meeting one day more is no day of it: "signed up for the 14th, because what is a Saturday for".
        return planned if planned and (not used or planned[0].start < planned[0].end) else None
    best: tuple[float, DayRange, Span] | None = None
    for number, (mention, days) in enumerate(candidates(outline, intent, used)):
        scores = score(when_features(clauses, mention, intent, number), weights("when"), (THEN, ANOTHER_DAY))
        gap = scores[THEN] - scores[ANOTHER_DAY] + _by_rules(clauses, mention, intent)
        outline.reading.note(
            "when", mention.span, f"then ({gap:+.1f})", None if gap >= 0 else "the encounter was another day"
        )
        if gap >= 0 and (best is None or gap > best[0]):
            best = (gap, days, mention.span)
    return best[1:] if best else None


def candidates(outline: Outline, intent: Intent, used: set[int]) -> list[tuple[DateMention, DayRange]]:
    """The days behind that are told, in their order, and are nothing's that is owed."""
    if intent not in {Intent.LOG, Intent.CORRECT}:
        return []
    dates = [m for i, m in enumerate(outline.reading.dates) if i not in used and m.kind is Kind.DAY]
    return [
        (mention, mention.past)
        for mention in dates
        if mention.past and not is_todays_own(outline, mention) and _may_be_then(outline, mention, mention.past)
    ]


def _lies_behind(mention: DateMention) -> bool:
    return mention.tense is Tense.PAST or mention.just_passed


def is_todays_own(outline: Outline, mention: DateMention) -> bool:
    """Whether a bare weekday is today's own, which is the day of an encounter that needs no telling: "sat clinic"."""
    if mention.rule != BARE_WEEKDAY.name or not (mention.past and mention.future):
        return False
    return mention.future.start - mention.past.start == 2 * timedelta(days=_A_WEEK)


def _may_be_then(outline: Outline, mention: DateMention, days: DayRange) -> bool:
    explicit = _lies_behind(mention)
    if mention.bound in _NEITHER_DAY or (mention.bound is Bound.FROM and not explicit):
        return False
    age = (outline.reading.now.date() - days.start).days
    return (
        age >= 0 and (days.end - days.start).days <= _LONGEST and age <= 366 and outline.date_item(mention) is not None
    )


def when_features(clauses: Clauses, mention: DateMention, intent: Intent, number: int) -> list[str]:
    """What speaks for a day, the candidate of that number, being the day of the encounter."""
    outline = clauses.outline
    item = outline.date_item(mention) or 0
    clause = _clause_of(clauses, item)
    by_rule = "rule says then" if _by_rule(outline, mention, intent) else "rule says another day"
    explicit = "past" if _lies_behind(mention) else "open"
    start, end = outline.sentence_of(item)
    words = clauses.words
    before = words[item - 1] if item > start and words[item - 1] not in _NO_EVIDENCE else "^"
    after = words[item + 1] if item + 1 < end and words[item + 1] not in _NO_EVIDENCE else "$"
    who, does = _acting(clauses, clause, item)
    days = mention.past
    age = (outline.reading.now.date() - days.start).days if days else 0
    aged = (
        "today"
        if not age
        else "yesterday"
        if age == 1
        else "a week"
        if age <= _A_WEEK
        else "two"
        if age <= 14
        else "long"
    )
    place = "first" if not start else "later"
    told = [
        by_rule,
        f"{by_rule} {intent}",
        f"{by_rule} {explicit}",
        f"{by_rule} {place}",
        f"{by_rule} who {who}",
        f"{by_rule} does {does}",
        explicit,
        f"{explicit} who {who}",
        f"{explicit} does {does}",
        f"who {who} does {does}",
        f"does {does}",
        f"who {who} {place}",
        f"aged {aged}",
        f"aged {aged} does {does}",
        f"number {min(number, 2)}",
        f"{mention.grain} {explicit}",
        f"after {before}",
        f"after {before} {explicit}",
        f"before {after}",
        f"between {before} and {after}",
        f"{place} sentence {explicit}",
        f"time {mention.at is not None} {explicit}",
    ]
    told += [f"near {word}" for word in words[max(start, item - 5) : item] if word not in _NO_EVIDENCE]
    return told


def _by_rules(clauses: Clauses, mention: DateMention, intent: Intent) -> float:
    """How much the fixed rules add to what was learned; "met her on oct 1" is beyond doubt."""
    if not _by_rule(clauses.outline, mention, intent):
        return -_BY_RULE
    item = clauses.outline.date_item(mention) or 0
    who, does = _acting(clauses, _clause_of(clauses, item), item)
    return _BEYOND_DOUBT if who in {"me", "nobody"} and does.startswith("encounter") else _BY_RULE


def _clause_of(clauses: Clauses, item: int) -> Clause | None:
    """The clause of a day, or where nothing is done in it the last one of its sentence where something is."""
    start, _ = clauses.outline.sentence_of(item)
    until = [each for each in clauses.all if start <= each.start <= item]
    acting = [each for each in until if any(cue.form and cue.name in _DOING for cue in each.cues)]
    return acting[-1] if acting and until[-1].end > item else next(iter(until[::-1]), None)


def _acting(clauses: Clauses, clause: Clause | None, item: int) -> tuple[str, str]:
    """The last thing done in a clause before the day, else the first after it, and who does it: named before it."""
    if clause is None:
        return "nobody", "nothing"
    done = [cue for cue in clause.cues if cue.form and cue.name in _DOING]
    done.sort(key=lambda cue: (cue.start, cue.name == "encounter"))  # "worked with" is more than work
    ahead = [cue for cue in done if cue.start < item]
    chosen = ahead[-1] if ahead else done[0] if done else None
    who = "nobody"
    for index in range(clause.start, chosen.start if chosen else item):
        names = {cue.name for cue in clauses.by_item.get(index, ())}
        if clauses.words[index] == "PERSON":
            who = "named"
        elif "me" in names:
            who = "me"
        elif "other" in names:
            who = "other"
    return who, f"{chosen.name}.{chosen.form}" if chosen else "nothing"


def tells_of_it_as_lived(outline: Outline, mention: DateMention, intent: Intent) -> bool:
    """Whether a day, though it may lie ahead too, is told as one of an encounter that took place."""
    item = outline.date_item(mention)
    if item is None or not mention.past:
        return False
    start, end = outline.sentence_of(item)
    return bool(_LIVED.search(outline.text_of(start, end))) or _by_rule(outline, mention, intent)


def _by_rule(outline: Outline, mention: DateMention, intent: Intent) -> bool:
    days, today = mention.past, outline.reading.now.date()
    explicit = _lies_behind(mention)
    item = outline.date_item(mention)
    if days is None or item is None:
        return False
    age = (today - days.start).days
    start, end = outline.sentence_of(item)
    sentence, so_far = outline.text_of(start, end), outline.text_of(start, item)
    if _NEGATED.search(so_far) or _TOLD_BEFORE.search(so_far):
        return False
    if intent is Intent.CORRECT and not re.search(r"\b(?:was|met|saw|happened|that)\b", sentence):
        return False
    if age > _LONG_AGO and _OTHER_STORY.search(so_far):
        return False
    if not explicit and age > _A_WEEK and mention.future and (mention.future.start - today).days < age:
        return False  # "on the 9th of December", told on Nov 30
    return explicit or _tells_of_it(outline, mention, sentence, so_far)


def _tells_of_it(outline: Outline, mention: DateMention, sentence: str, so_far: str) -> bool:
    """Whether a day that could be either lies behind here: "lunch with Dr. Rao tuesday", not "coffee tuesday at 3"."""
    clause = _CLAUSES.split(f" {so_far} ")[-1].strip()
    told = outline.reading.text[mention.span.start : mention.span.end].lower()
    if _AHEAD.search(clause) or told.startswith("about "):
        return False
    if mention.at or told.startswith("this "):
        return bool(_LIVED.search(clause))
    if _HEADING.match(sentence):
        return outline.date_item(mention) in range(4)
    return bool(_OCCASION.search(sentence))


def _planned(outline: Outline, mentions: list[DateMention]) -> tuple[DayRange, Span] | None:
    ahead = [(m.future, m) for m in mentions if m.future and m.bound is not Bound.SINCE]
    if any(mention.grain is not Grain.YEAR for _, mention in ahead):  # "tuesday at 8 I see the PD, about next year"
        ahead = [each for each in ahead if each[1].grain is not Grain.YEAR]
    if run := _run(outline, ahead):
        return run
    lasting = [each for each in ahead if each[1].lasting or each[0].end > each[0].start]
    if lasting:  # "next month, from the 8th to the 21st"
        days, mention = max(lasting, key=_says_how_long)
        return _with_length(outline, _begun(outline, days, mention), mention)
    if not ahead:
        return None
    days, mention = ahead[0]
    return _with_length(outline, _begun(outline, days, mention), mention)


def _says_how_long(told: tuple[DayRange, DateMention]) -> tuple[bool, bool]:
    """What of several stretches counts: first and last day before "next month", what it is from before that."""
    _, mention = told
    return mention.grain is Grain.DAY, mention.bound is Bound.FROM and mention.lasting


def lasts(outline: Outline) -> bool:
    """Whether what is planned goes on for days: told as one stretch, or by what day it starts and until when."""
    days = [mention for mention in outline.reading.dates if mention.kind is Kind.DAY and mention.future]
    if any(mention.lasting and mention.future and mention.future.end > mention.future.start for mention in days):
        return True
    if len(days) < _A_PAIR or not _STARTS.search(outline.text):
        return False
    return _run(outline, [(mention.future, mention) for mention in days if mention.future]) is not None


_A_PAIR = 2
_STARTS = re.compile(r"\b(?:start|starts|starting|begin|begins|beginning)\b")


def _run(outline: Outline, ahead: list[tuple[DayRange, DateMention]]) -> tuple[DayRange, Span] | None:
    """The first and the last day, told apart: "Friday I start on 4B with Dr. Rao, and it lasts until July 30"."""
    for place, (first, starting) in enumerate(ahead):
        if first.start != first.end and starting.bound is not Bound.FROM:
            continue
        for last, ending in ahead[place + 1 :]:
            end = _seen_from(first.start, last, ending)
            if first.start <= end and _runs_to(outline, starting, ending):
                return DayRange(first.start, end), Span(starting.span.start, ending.span.end)
    return None


def _seen_from(start: date, last: DayRange, ending: DateMention) -> date:
    """The last day; a day of the month without its month is one after the first: "from March 1 ... until the 26th"."""
    if last.end >= start or ending.rule not in _OF_ANY_MONTH or last.start != last.end:
        return last.end
    return next((day for n in range(1, 13) if (day := add_months(last.end, n)) >= start), last.end)


_OF_ANY_MONTH = frozenset({DAY_OF_MONTH.name, PLAIN_DAY.name})


def _begun(outline: Outline, days: DayRange, mention: DateMention) -> DayRange:
    """What lasts until a day and has no first one goes on already: "on wards until nov 8"."""
    if mention.bound is not Bound.UNTIL or days.start < days.end:
        return days
    return DayRange(min(outline.reading.now.date(), days.start), days.end)


def _with_length(outline: Outline, days: DayRange, mention: DateMention) -> tuple[DayRange, Span]:
    """Stretch one day by a length told elsewhere: "starting Monday I am in clinic with her for two weeks"."""
    length = next((m for m in outline.reading.dates if m.kind is Kind.DURATION and m.future and not m.at), None)
    if length is None or length.future is None or days.end > days.start:
        return days, mention.span
    lasts = length.future.end - length.future.start
    return DayRange(days.start, days.start + max(lasts - timedelta(days=1), timedelta(0))), mention.span


_TO = re.compile(r"(?:(?:to|-|->|- >|→|until|till|through|thru|–|and ends|ends|,)(?: on)?|)(?: the)?")


_AWAY = re.compile(r"\b(?:away|gone|out|off|he's|she's|they're)\b")
"""What lasts until a day is another's: "friday I meet Dr. Rao, she's away until the 8th"."""
_ENDS = re.compile(r"(?:\b(?:ends|end :|ending|runs|goes on|lasts|back|finish|finishing|over)(?: on)?(?: the)?)$")


def _runs_to(outline: Outline, first: DateMention, last: DateMention) -> bool:
    """Whether two days told are the first and the last of a run."""
    start, end = outline.date_item(first), outline.date_item(last)
    if start is None or end is None:
        return False
    between = outline.text_of(start + 1, end)
    if start < end and (last.bound is Bound.UNTIL or _ENDS.search(between)) and not _AWAY.search(between):
        return True
    told = outline.reading.text[last.span.start : last.span.end].lower()
    if not between and first.bound is Bound.FROM and told.startswith("to "):  # "from the first to the 14th of November"
        return True
    return bool(between and _TO.fullmatch(between))
