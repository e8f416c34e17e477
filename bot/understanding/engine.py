"""Read a message: who and where first, then what is told of them, then what is wanted and owed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.vocabulary import FactKind, FollowUpKind, Intent
from bot.domain.year import DeedKind
from bot.understanding.attributes import AttributeFinder
from bot.understanding.clauses import Clauses
from bot.understanding.confidence import weighed_facts, weighed_follow_ups, weighed_intent, weighed_people
from bot.understanding.corrections import find_replaced
from bot.understanding.deeds import find_deeds
from bot.understanding.doubts import left_open
from bot.understanding.encounter import find_where
from bot.understanding.fact_tables import in_tables
from bot.understanding.identity import (
    find_known_mentions,
    find_own_mentions,
    full_place,
    is_another,
    merge_mentions,
    resolve_known,
)
from bot.understanding.intent import TAKING_AWAY, decide_intent
from bot.understanding.introduction import introduction_in
from bot.understanding.keeping_in_touch import find_cadences, find_interested, find_mentor_kinds
from bot.understanding.letter_facts import letter_facts
from bot.understanding.meaning import (
    FactMention,
    FollowUpMention,
    Known,
    PersonMention,
    PromiseMention,
    SettingChange,
    Span,
    Understanding,
)
from bot.understanding.names import NameFinder
from bot.understanding.no_contacts import leave_out_no_names, leave_out_oneself, leave_out_patients
from bot.understanding.outline import Outline
from bot.understanding.patients import find_patients
from bot.understanding.preferences import (
    asks_for_settings,
    find_cap,
    find_own_dates,
    find_preferences,
    find_quiet,
    find_resumed,
    find_review,
)
from bot.understanding.program_facts import program_facts
from bot.understanding.promises import find_kept, find_promises, overlap
from bot.understanding.pronouns import Antecedents
from bot.understanding.questions import asks_plainly, asks_who, find_question
from bot.understanding.reading import Person, Reading
from bot.understanding.reminders import owed_by_intent
from bot.understanding.services import spends_days, starts_service
from bot.understanding.shifts import find_calls, find_nights, find_shifts_over
from bot.understanding.silence import find_silence
from bot.understanding.subjects import Subjects
from bot.understanding.support_facts import advocacy_facts
from bot.understanding.time_off import find_time_off
from bot.understanding.titled_names import title_of
from bot.understanding.visa_facts import is_contradicted, visa_facts
from bot.understanding.when import find_when

# Longer messages are kept whole by the caller and read up to here: nobody tells more in one breath.
READ_AT_MOST = 6_000
UNSURE = 0.5  # below this share of the evidence, what tells a fact is taken as told

_TELLING = frozenset({Intent.LOG, Intent.PLAN, Intent.DONE})
_OF_SOMETHING_ELSE = TAKING_AWAY | {Intent.ASK, Intent.DRAFT}
"""Wants what is stored, and tells nothing of the resident's days or of how Vouch shall behave."""
_FACTUAL = frozenset({Intent.LOG, Intent.CORRECT, Intent.PLAN, Intent.DONE})
_NOBODY = frozenset({Intent.CHAT, Intent.HELP, Intent.SETTINGS, Intent.PROGRESS})
# Of nobody in particular as a rule: whom they name must be named beyond doubt.
_SELDOM_SOMEBODY = frozenset({Intent.UNDO, Intent.AGENDA})


_EVENTFUL = frozenset({Intent.LOG, Intent.PLAN, Intent.CHAT, Intent.DONE, Intent.HELP, Intent.PROGRESS})
_THE_LETTER = frozenset(("letter", "the letter", "my letter", "lor", "the lor"))
"""All that "said yes! letter by jan 5" leaves of a task, which is its writer's."""
_ASKED_FOR = frozenset(("ask", "get", "request", "remind"))
"""What the resident does to have a letter, and its writer does not."""

_PERHAPS_SETTINGS = _PERHAPS_PLAN = frozenset({Intent.SETTINGS, Intent.CHAT})
"""A service that begins is neither a setting nor talk."""
_PERHAPS_AWAY = frozenset({Intent.LOG, Intent.SETTINGS, Intent.SNOOZE, Intent.CHAT})
_PERHAPS_WHO = frozenset({Intent.HELP, Intent.PROGRESS, Intent.CHAT})
_PERHAPS_ASKED = frozenset({Intent.LOG, Intent.CHAT, Intent.SETTINGS, Intent.CORRECT})
_DOUBTFUL = 0.7

_UNSURE = frozenset({Intent.PLAN, Intent.CHAT, Intent.DONE, Intent.HELP, Intent.PROGRESS, Intent.ASK})
"""What a deed told settles: "got intern of the month" is something to keep."""


def read(
    text: str, now: datetime, known: Sequence[Known] = (), *, weigh: bool = True, traced: bool = False
) -> tuple[Understanding, Reading]:
    """Return what *text* means, and the reading that led to it; *traced*, with what every rule said.

    Without *weigh* the intent's confidence is the evidence for it, and the fields carry what their rules say.
    """
    outline = outline_of(text, now, known, traced=traced)
    reading = outline.reading
    antecedents = Antecedents(outline)
    AttributeFinder(outline, antecedents).find()
    clauses = Clauses(outline)
    guess = decide_intent(clauses)
    intent = Intent.SETTINGS if _only_introduces(outline) else guess.intent
    if (intent in _PERHAPS_WHO and asks_who(text)) or (intent in _PERHAPS_ASKED and asks_plainly(text)):
        intent = Intent.ASK
    if intent is Intent.PLAN and reading.dates and not any(mention.future or mention.at for mention in reading.dates):
        intent = Intent.LOG  # nothing told lies ahead
    if (
        guess.confidence < UNSURE
        and intent is guess.intent is not Intent.LOG
        and _facts(outline, antecedents, Intent.LOG)
    ):
        intent = Intent.LOG
    facts = _facts(outline, antecedents, intent)
    if intent is Intent.CHAT and (facts or reading.people):
        intent = Intent.LOG
    deeds = find_deeds(outline) if intent in _EVENTFUL else ()
    if intent is Intent.ASK and "?" not in text:
        deeds = tuple(deed for deed in find_deeds(outline) if deed.kind is DeedKind.WIN)
    if deeds and intent in _UNSURE:
        intent = Intent.LOG
        facts = facts or _facts(outline, antecedents, intent)
    cadences = find_cadences(outline) if intent not in TAKING_AWAY else ()
    settings = _settings_told(reading, intent, facts)
    if settings or cadences or asks_for_settings(text):
        intent = Intent.SETTINGS
    elif (
        (intent in _PERHAPS_PLAN and starts_service(reading))
        or _is_time_off(intent, reading, told=facts or deeds)
        or (guess.confidence < _DOUBTFUL and not facts and intent in _PERHAPS_AWAY and spends_days(reading))
    ):
        intent = Intent.PLAN
    told = intent in _TELLING
    promises = find_promises(outline, antecedents) if told else ()
    owed, used = owed_by_intent(clauses, antecedents, intent)
    follow_ups = _still_owed(owed, promises, facts)
    when = find_when(clauses, intent, used)
    lasts = intent is Intent.PLAN and when is not None and when[0].end > when[0].start
    where = find_where(outline, intent, follow_ups, lasts) if intent in {Intent.LOG, Intent.PLAN} else None
    names = {person.name: _name_of(reading, person) for person in reading.people}
    people = [_mention(reading, person, names) for person in _concerned(reading, intent, names)]
    facts = [_of_whom(fact, names, reading) for fact in facts]
    follow_ups = [_with_whom(follow_up, names, text) for follow_up in follow_ups]
    confidence = guess.confidence
    if weigh:
        people, facts = weighed_people(people), weighed_facts(facts)
        follow_ups = weighed_follow_ups(follow_ups, intent, reading.dates)
        confidence = weighed_intent(intent, confidence)
    understanding = Understanding(
        text=text,
        intent=intent,
        people=tuple(people),
        facts=tuple(facts),
        follow_ups=tuple(follow_ups),
        when=when[0] if when else None,
        when_span=when[1] if when else None,
        where=where[0] if where else None,
        where_span=where[1] if where else None,
        where_kind=where[2] if where else None,
        promises=tuple(replace(promise, by_name=names.get(promise.by_name, promise.by_name)) for promise in promises),
        promises_kept=tuple(names.get(name, name) for name in (find_kept(outline) if told else ())),
        deeds=deeds if told else (),
        cadences=tuple(replace(each, with_name=names.get(each.with_name, each.with_name)) for each in cadences),
        interested=tuple(names.get(name, name) for name in (find_interested(outline, antecedents) if told else ())),
        mentor_kinds=tuple((names.get(name, name), kind) for name, kind in find_mentor_kinds(outline)) if told else (),
        question=find_question(reading) if intent in {Intent.ASK, Intent.FORGET} else None,
        settings=settings,
        replaces=find_replaced(reading.text) if intent is Intent.CORRECT else None,
        patient_identity=find_patients(reading.text),
        confidence=confidence,
        unclear_dates=tuple(mention.span for mention in reading.dates if mention.impossible),
    )
    return understanding, reading


def _settings_told(reading: Reading, intent: Intent, facts: Sequence[FactMention]) -> tuple[SettingChange, ...]:
    """Return what is told of the resident or asked of Vouch; a plea for quiet is all that it asks for."""
    if silence := find_silence(reading):
        return silence
    settings = find_preferences(reading) if intent in _PERHAPS_SETTINGS else ()
    if reading.people:
        return settings
    if intent in {Intent.PLAN, Intent.REMIND}:
        settings = find_quiet(reading) or (find_nights(reading) if intent is Intent.PLAN else ())
    if intent not in _OF_SOMETHING_ELSE:
        settings = (
            settings
            or find_calls(reading)
            or find_shifts_over(reading)
            or find_own_dates(reading)
            or find_review(reading)
            or find_resumed(reading)
            or (find_cap(reading) if not facts else ())
        )
    return settings


def _still_owed(
    owed: Sequence[FollowUpMention], promises: Sequence[PromiseMention], facts: Sequence[FactMention]
) -> list[FollowUpMention]:
    """Return what the resident owes of what is spoken of as owed."""
    # What somebody else is going to do is not what the resident owes (docs/understanding.md, "follow_ups").
    theirs = [promise.span for promise in promises]
    # Who was asked for a letter, or agreed to it, has not to be asked for it any more.
    asked = {fact.about: fact.span for fact in facts if fact.kind is FactKind.LETTER}
    # "asked her for a letter, deadline dec 20": the deadline is the letter's own.
    return [
        each
        for each in owed
        if not any(overlap(each.span, span) for span in theirs)
        and not (asked and (each.what or "").casefold() == "deadline")
        and not (
            each.kind is FollowUpKind.ASK_LETTER
            and each.with_name in asked
            and (overlap(each.span, asked[each.with_name]) or (each.what or "").casefold() in _THE_LETTER)
            and not _ASKED_FOR.intersection((each.what or "").casefold().split())
        )
    ]


def _is_time_off(intent: Intent, reading: Reading, told: object) -> bool:
    """Whether nothing but days off is told: "vacation nov 9-15"."""
    return intent not in _OF_SOMETHING_ELSE and not told and find_time_off(reading) is not None


def _concerned(reading: Reading, intent: Intent, names: dict[str, str]) -> list[Person]:
    """The people whom a message of *intent* is about."""
    if intent in _NOBODY:
        return []
    if intent not in _SELDOM_SOMEBODY:
        return reading.people
    known = {contact.name for contact in reading.known}
    return [person for person in reading.people if person.titled or names[person.name] in known]


def outline_of(text: str, now: datetime, known: Sequence[Known] = (), *, traced: bool = False) -> Outline:
    """The outline of *text*: who and where is found, what is said of them not yet."""
    reading = Reading(_readable(text), now, known, traced=traced)
    NameFinder(reading).find()
    find_known_mentions(reading)
    merge_mentions(reading)
    leave_out_patients(reading)
    leave_out_no_names(reading)
    leave_out_oneself(reading)
    find_own_mentions(reading)
    return Outline(reading)


def _readable(text: str) -> str:
    """As much of *text* as is read. The mark that asks for a coloured picture ("✔" and U+FE0F) says nothing."""
    text = text.replace("\ufe0f", " ")
    if len(text) <= READ_AT_MOST:
        return text
    cut = max(text.rfind(" ", 0, READ_AT_MOST), text.rfind("\n", 0, READ_AT_MOST))
    return text[: cut if cut > 0 else READ_AT_MOST]


def _only_introduces(outline: Outline) -> bool:
    """Whether the resident says who they are and nothing else: "I'm Ana, prelim at Mercy, J-1"."""
    own = introduction_in(outline.reading.text) if outline.reading.introduced_until else None
    return own is not None and own.alone


def _facts(outline: Outline, antecedents: Antecedents, intent: Intent) -> list[FactMention]:
    if intent not in _FACTUAL:
        return []
    subjects = Subjects(outline, antecedents)
    found: dict[tuple[str, ...], FactMention] = {}
    told = (
        *visa_facts(outline, subjects),
        *program_facts(outline, subjects),
        *letter_facts(outline, antecedents),
        *advocacy_facts(outline, antecedents),
    )
    for fact in left_open(outline, in_tables(outline, told)):
        if fact.span and fact.span.end <= outline.reading.introduced_until:
            continue  # "I'm Ana, prelim at Mercy, J-1" is no fact of Mercy
        key = (fact.about, fact.kind, fact.visa or "", fact.value if fact.kind == "opening" else "")
        if key in found and is_contradicted(outline.reading, found[key], fact):
            found[(*key, fact.value)] = fact
            continue
        found[key] = fact
    return list(found.values())


def _of_whom(fact: FactMention, names: dict[str, str], reading: Reading) -> FactMention:
    """The fact under the full name of whom or what it is of."""
    about = names.get(fact.about) or full_place(reading, fact.about)
    return fact if about == fact.about else replace(fact, about=about)


def _with_whom(follow_up: FollowUpMention, names: dict[str, str], text: str) -> FollowUpMention:
    """The follow-up under the full name of whom it is with, and with the words that tell of it."""
    with_name = names.get(follow_up.with_name or "", follow_up.with_name)
    if with_name == follow_up.with_name and follow_up.span:
        return follow_up
    return replace(follow_up, with_name=with_name, span=follow_up.span or follow_up.due_span or Span(0, len(text)))


def _spans(person: Person) -> dict[str, Span]:
    """Where each field was read; a role that a field of medicine or an act implies, in the words that imply it."""
    if person.role is None or "role" in person.spans or "name" not in person.spans:
        return person.spans
    return person.spans | {"role": person.spans.get("specialty", person.spans["name"])}


def _name_of(reading: Reading, person: Person) -> str:
    """The full name of the one known who is meant, else the name as told."""
    return person.name if is_another(reading, person) else resolve_known(person, reading.known)


def _mention(reading: Reading, person: Person, names: dict[str, str]) -> PersonMention:
    return PersonMention(
        name=names[person.name],
        title=title_of(reading, person),
        role=person.role,
        institution=full_place(reading, person.institution) if person.institution else None,
        specialty=person.specialty,
        relationship=person.relationship,
        img=person.img,
        email=person.email,
        phone=person.phone,
        linkedin=person.linkedin,
        spans=_spans(person),
        confidence=person.confidence,
        another=is_another(reading, person),
    )
