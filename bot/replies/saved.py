"""Saying back what was kept: who, what they said, and what comes when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.contact import Contact, Position
from bot.domain.follow_up import FollowUp
from bot.domain.knowledge import Encounter, Fact
from bot.domain.matching import Candidate
from bot.domain.names import person_name
from bot.domain.vocabulary import FollowUpKind
from bot.domain.year import Deed, DeedKind, Promise
from bot.messages import Button, Reply
from bot.replies.counting import listed
from bot.replies.days import day_in_words
from bot.replies.people import fact_in_words, full_name, position_in_words, short_name, with_position
from bot.replies.rhythm import coming_in_words

DRAFTABLE = frozenset(FollowUpKind) - {FollowUpKind.CALL, FollowUpKind.MEET, FollowUpKind.OTHER}


@dataclass(frozen=True, slots=True)
class SavedPerson:
    """*before* is the contact as it was, None for a new one; *candidates* are whom a new one might turn out to be."""

    contact: Contact
    before: Contact | None
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedFact:
    """*older* is an earlier fact that says otherwise, *older_by* who said that one."""

    fact: Fact
    older: Fact | None = None
    older_by: Contact | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A pause that a reminder waits for, until that local day; None: until the resident resumes."""

    until: date | None


@dataclass(frozen=True, slots=True)
class Saved:
    """All that one message left behind. *unclear* are words that look like a date and are none.

    *settled* is what was owed until now and is done with this.

    *doubtful* is what was read with too little to go on: it is kept, and asked about.
    """

    note_id: str
    act_id: str
    people: Sequence[SavedPerson]
    facts: Sequence[SavedFact]
    follow_ups: Sequence[FollowUp]
    encounter: Encounter | None
    unclear: Sequence[str] = ()
    promises: Sequence[Promise] = ()
    kept: Sequence[Promise] = ()
    settled: Sequence[FollowUp] = ()
    deeds: Sequence[Deed] = ()
    doubtful: Fact | FollowUp | None = None
    held: Held | None = None


def saved(outcome: Saved, today: date) -> Reply:
    """Say back a message that was kept; at most one question, the one about a person first."""
    title = "Saved " + listed(_subjects(outcome)) if _subjects(outcome) else ("" if outcome.follow_ups else "Saved.")
    if any(deed.kind is DeedKind.WIN for deed in outcome.deeds):
        title = "Congratulations!"
    question, buttons = _question(outcome, today)
    lines = [
        *(_person(person, outcome, today) for person in outcome.people),
        *_about_others(outcome, today),
        *(_differs(each.older, each.older_by, today) for each in outcome.facts if each.older),
        *(reminder(follow_up, today) for follow_up in outcome.follow_ups),
        *([_waits(outcome.held, today)] if outcome.held else []),
        *(_promise(promise, today) for promise in outcome.promises),
        *(f"So it came: {promise.what}. I stop asking." for promise in outcome.kept),
        *([f"That settles: {'; '.join(each.what for each in outcome.settled)}."] if outcome.settled else []),
        *(_DEEDS[deed.kind] for deed in outcome.deeds if deed.kind in _DEEDS),
        question,
    ]
    return Reply(
        "\n".join(line for line in lines if line),
        title=title or None,
        buttons=(*buttons, *usual_buttons(outcome.note_id, outcome.act_id, outcome.follow_ups)),
    )


def reminder(follow_up: FollowUp, today: date) -> str:
    if follow_up.due_on is None:
        return f"To do, no date yet: {follow_up.what}."
    due = coming_in_words(follow_up, today)
    if follow_up.series:
        return f"I'll remind you {due}: {follow_up.what}. Done settles one day, Stop ends them all."
    if follow_up.kind is FollowUpKind.MEET and follow_up.due_on == today and follow_up.due_at is None:
        return f"Today: {follow_up.what}. Tell me afterwards what was said; I ask tomorrow if you don't."
    return f"I'll remind you {due}: {follow_up.what}."


def _waits(held: Held, today: date) -> str:
    until = f"until {day_in_words(held.until, today)}" if held.until else "until you say “resume”"
    return f"You paused me {until}, so it waits for that. With a clock time it would come all the same."


_DEEDS = {
    DeedKind.WIN: "I keep this among your wins, and bring up tomorrow whom to tell.",
    DeedKind.STRENGTH: "I keep this among your wins.",
    DeedKind.FEEDBACK: "Feedback asked for: that counts.",
    DeedKind.GOAL_TOLD: "You said your goal aloud: that counts.",
    DeedKind.COMMITTEE: "A committee joined: that counts.",
    DeedKind.RESEARCH: "Research under way: that counts.",
    DeedKind.CONVERSION: "You asked about converting prelims: that counts.",
    DeedKind.DIRECTOR: "A talk with your PD: that counts.",
}


def _promise(promise: Promise, today: date) -> str:
    if promise.due_on is None:
        return f"Promised to you: {promise.what}. I'll ask in two weeks whether it came."
    return f"Promised to you by {day_in_words(promise.due_on, today)}: {promise.what}. I'll ask if it has not come."


def usual_buttons(note_id: str, act_id: str, follow_ups: Sequence[FollowUp]) -> tuple[Button, ...]:
    """Return Edit, Change date, Draft it and Undo, as far as they fit what was kept."""
    buttons = [Button("Edit", f"edit:{note_id}")]
    if follow_ups:
        buttons.append(Button("Change date", f"date:{follow_ups[0].id}"))
    draftable = [each for each in follow_ups if each.kind in DRAFTABLE and each.contact_id]
    if draftable:
        buttons.append(Button("Draft it", f"draft:{draftable[0].id}"))
    return (*buttons, Button("Undo", f"undo:{act_id}"))


def _subjects(outcome: Saved) -> list[str]:
    people = [full_name(person.contact) for person in outcome.people]
    return people or list(dict.fromkeys(saved_fact.fact.about for saved_fact in outcome.facts))


def _person(person: SavedPerson, outcome: Saved, today: date) -> str:
    contact = person.contact
    parts = [
        position_in_words(contact.position) if _has_news(person) else "",
        _earlier_job(person),
        _details(person),
        _claims([each.fact for each in outcome.facts if _told_by(each.fact, contact)], contact, today),
        _meeting(outcome.encounter, today) if person is outcome.people[0] else "",
    ]
    told = " · ".join(part for part in parts if part)
    if len(outcome.people) == 1:
        return told
    return f"{short_name(contact)} · {told}" if told else ""


def _has_news(person: SavedPerson) -> bool:
    return person.before is None or _job(person.before.position) != _job(person.contact.position)


def _job(position: Position) -> tuple[object, ...]:
    return position.role, position.institution, position.specialty


def _earlier_job(person: SavedPerson) -> str:
    before = person.before
    if before is None or len(person.contact.positions) <= len(before.positions) or not before.positions:
        return ""
    return f"before: {position_in_words(before.position)}"


def _details(person: SavedPerson) -> str:
    contact, before = person.contact, person.before
    details = [
        (
            "IMG" if contact.img else "not an IMG",
            contact.img is not None,
            before is not None and before.img == contact.img,
        ),
        *(
            (str(value).replace("_", " "), value is not None, before is not None and getattr(before, name) == value)
            for name in ("relationship", "email", "phone", "linkedin")
            for value in (getattr(contact, name),)
        ),
    ]
    words = [word for word, told, known in details if told and not known]
    if before is not None and contact.name != before.name:
        words.insert(0, f"until now {before.name}")
    return " · ".join(words)


def _told_by(fact: Fact, contact: Contact) -> bool:
    return contact.id in (fact.said_by, fact.contact_id)


def _claims(facts: Sequence[Fact], contact: Contact | None, today: date) -> str:
    """Return "H-1B: yes, J-1: no (told today)", each with the program's name where the person works elsewhere."""
    if not facts:
        return ""
    home = contact.position.institution if contact else None
    claims = []
    for fact in facts:
        elsewhere = contact is not None and fact.contact_id is None and fact.about != home
        claims.append(f"{fact.about} {fact_in_words(fact)}" if elsewhere else fact_in_words(fact))
    return f"{', '.join(claims)} (told {_day(facts[0].told_on, today)})"


def _meeting(encounter: Encounter | None, today: date) -> str:
    if encounter is None or (encounter.on == today and not encounter.where):
        return ""
    where = f", {encounter.where}" if encounter.where else ""
    return f"{_day(encounter.on, today)}{where}" if encounter.on != today else str(encounter.where)


def _about_others(outcome: Saved, today: date) -> list[str]:
    """Return a line for each program that none of the message's people told of."""
    people = [person.contact for person in outcome.people]
    loose = [each.fact for each in outcome.facts if not any(_told_by(each.fact, contact) for contact in people)]
    named = len({fact.about for fact in loose}) > 1 or bool(people)
    lines = []
    for about in dict.fromkeys(fact.about for fact in loose):
        claims = _claims([fact for fact in loose if fact.about == about], None, today)
        lines.append(f"{about} · {claims}" if named else claims)
    return lines


def _differs(older: Fact, older_by: Contact | None, today: date) -> str:
    by = f"{short_name(older_by)} said" if older_by else "You told me"
    return (
        f"{by} otherwise {_on(older.told_on, today)} ({older.about}, {fact_in_words(older)}). "
        "I keep both and mark the older one old."
    )


def _question(outcome: Saved, today: date) -> tuple[str, tuple[Button, ...]]:
    for person in outcome.people:
        if person.candidates:
            return same_person(person.contact, person.candidates)
    if outcome.unclear:
        return f"I can't find {' or '.join(f'“{words}”' for words in outcome.unclear)} in the calendar. Which day?", ()
    undated = next((follow_up for follow_up in outcome.follow_ups if follow_up.due_on is None), None)
    if undated:
        sure = undated is not outcome.doubtful
        return "When should I remind you?" if sure else f"Shall I remind you to {undated.what}? Tell me a day.", ()
    if any(each.due_on and each.due_on < today for each in outcome.follow_ups):
        return "That day has passed. Which day did you mean?", ()
    return _doubt(outcome.doubtful, today) if outcome.doubtful else ("", ())


def right() -> Reply:
    return Reply("Good, I'll go by that.")


def _doubt(doubtful: Fact | FollowUp, today: date) -> tuple[str, tuple[Button, ...]]:
    """Ask about the one thing that is the least sure, with a button to say that it is right."""
    if isinstance(doubtful, Fact):
        question = f"I'm not sure I read you right: {doubtful.about}, {fact_in_words(doubtful)}?"
    else:
        day = coming_in_words(doubtful, today) if doubtful.due_on else ""
        question = f"I'm not sure I read you right: {doubtful.what}, {day}?"
    return question, (Button("That's right", f"right:{doubtful.id}"),)


def same_person(contact: Contact, candidates: Sequence[Candidate]) -> tuple[str, tuple[Button, ...]]:
    """Ask whether a new contact is one already known, with the reason for asking."""
    other = Button("Someone else", f"other:{contact.id}")
    if len(candidates) == 1:
        known = candidates[0]
        question = f"Is this {with_position(known.contact)}?"
        if _is_fuller(contact, known.contact):
            position = position_in_words(known.contact.position)
            known_for = f" ({position})" if position else ""
            question = f"Is {full_name(contact)} the {full_name(known.contact)}{known_for} you know?"
        return (
            f"{question} I ask because {known.reason}.",
            (Button("Same person", f"same:{contact.id}:{known.contact.id}"), other),
        )
    reasons = "; ".join(f"{with_position(known.contact)}, because {known.reason}" for known in candidates)
    buttons = (Button(with_position(known.contact), f"same:{contact.id}:{known.contact.id}") for known in candidates)
    return f"Which {contact.name} is this? It could be {reasons}.", (*buttons, other)


def _is_fuller(contact: Contact, known: Contact) -> bool:
    """Tell whether a full name stands against a surname alone."""
    return bool(person_name(contact.name).given) and not person_name(known.name).given


def _day(day: date, today: date) -> str:
    return "today" if day == today else day_in_words(day, today)


def _on(day: date, today: date) -> str:
    return "earlier today" if day == today else f"on {day_in_words(day, today)}"
