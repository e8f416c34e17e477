"""Briefs: one phone screen before a meeting, before a conference, before an attorney."""

from collections.abc import Sequence
from datetime import date

from bot.domain.follow_up import ConferenceGoals, Event
from bot.domain.knowledge import Encounter, Fact
from bot.domain.note import Note
from bot.domain.recall import shorten
from bot.domain.resident import Resident
from bot.messages import Reply, say
from bot.planning.dossier import Dossier
from bot.planning.goals import Reached
from bot.playbook.pack import Goals
from bot.playbook.sourced import SourcedFact
from bot.replies.counting import counted
from bot.replies.days import day_in_words
from bot.replies.people import fact_in_words, full_name, position_in_words, short_name
from bot.replies.planned import goals_in_words
from bot.replies.rhythm import coming_in_words
from bot.replies.sourced import links_of, source_in_words

SHOWN = 4
HEARD = 2
QUOTED = 140


def stranger(name: str) -> str:
    return f"{name}: you have not told me anything yet."


def brief_in_words(found: Dossier, today: date, last: tuple[str, date] | None = None) -> str:
    """Return the brief about one person. *last* is the newest note about them and its local day."""
    formal = "The talk of months 3 to 6: your goal, your progress, and how prelims and earlier non-US IMGs moved on."
    lines = [
        card(found, today, last),
        *([formal] if found.formal else []),
        "Ask:",
        *(f"{number}. {question}" for number, question in enumerate(found.questions, 1)),
        f"Bring: {found.bring}.",
    ]
    return "\n".join(lines)


def card(found: Dossier, today: date, last: tuple[str, date] | None = None) -> str:
    """Return who they are, what was said with its day, and what is owed both ways: a line each, who they are first."""
    contact = found.contact
    position, name = position_in_words(contact.position), short_name(contact)
    relation = contact.relationship.value.replace("_", " ") if contact.relationship else ""
    lines = [
        " · ".join(part for part in (full_name(contact), position, relation, "IMG" if contact.img else "") if part),
        _met(found.met, today),
        *(f"· Said: {_claim(fact)} ({day_in_words(fact.told_on, today)})" for fact in found.facts[:SHOWN]),
        *(f"· Feedback: “{shorten(d.what, QUOTED)}” ({day_in_words(d.on, today)})" for d in found.feedback[:HEARD]),
        f"· Last, {day_in_words(last[1], today)}: “{shorten(last[0], QUOTED)}”" if last else "",
        *(f"· You owe: {f.what} ({coming_in_words(f, today)})" for f in found.owed[:SHOWN]),
        *(f"· {name} was going to {p.what} (said {day_in_words(p.made_on, today)})" for p in found.promised[:SHOWN]),
    ]
    return "\n".join(line for line in lines if line)


def meeting(briefs: Sequence[str]) -> Reply:
    return Reply("\n\n".join(briefs), title="Before you go in")


def program(name: str, heard: Sequence[Fact], people: Sequence[str], questions: Sequence[str], today: date) -> Reply:
    """Say what was heard of a program, and the brief on each who is known there; what to ask where nobody is."""
    lines = [
        *(f"· {fact_in_words(fact)} ({day_in_words(fact.told_on, today)})" for fact in heard[:SHOWN]),
        *people,
        *([] if people else ["You know nobody there yet.", "Ask:"]),
        *(f"{number}. {question}" for number, question in enumerate([] if people else questions, 1)),
    ]
    return Reply("\n".join(lines), title=f"Before you go in: {name}")


ASKED_OF = {
    "director": "a PD or APD",
    "mentor": "a mentor or attending",
    "fellow": "a fellow",
    "coordinator": "a coordinator",
    "senior": "a senior or chief resident",
    "alum": "an alum",
    "conference": "a speaker at a conference",
    "attorney": "an immigration attorney",
}
"""The parts of the question bank, in the order they are offered."""


def question_bank() -> Reply:
    """Ask whom the questions are for."""
    buttons = tuple(say(_begun(whom), f"questions for {whom}") for whom in ASKED_OF.values())
    text = "Whom do you ask? With a name, “prep me for Dr. Rao”, I leave out what you asked before."
    return Reply(text, title="Questions", buttons=buttons)


def questions_of(role: str, questions: Sequence[str]) -> Reply:
    """List what to ask somebody of that role."""
    asks = "\n".join(f"{number}. {question}" for number, question in enumerate(questions, 1))
    return Reply(
        f"Three are enough for one talk; pick the ones you do not know the answer to.\n{asks}",
        title=f"Questions for {ASKED_OF[role]}",
    )


def _begun(words: str) -> str:
    return words.partition(" ")[2].capitalize() if not words.endswith("APD") else "PD or APD"


def nobody_named(questions: Sequence[str]) -> Reply:
    """Answer where nobody is named and no meeting is ahead."""
    asks = "\n".join(f"{number}. {question}" for number, question in enumerate(questions, 1))
    return Reply(
        f"Whom do you meet? Name them and I show what you told me. For any such talk, ask:\n{asks}\n"
        "Bring: updated CV, your goals in bullet points.",
        title="Before you go in",
    )


def conference(
    name: str,
    *,
    event: Event | None,
    goals: Goals | ConferenceGoals,
    reached: Reached | None,
    known: Sequence[str],
    questions: Sequence[str],
    today: date,
) -> Reply:
    """Brief for a conference: goal, sessions, whom to look for, what to ask, what to do after."""
    days = ""
    if event:
        first, last = day_in_words(event.starts_on, today), day_in_words(event.ends_on, today)
        days = f"{first} to {last}" if event.starts_on != event.ends_on else first
    so_far = (
        f" So far: {counted(reached.directors, 'PD')}, {counted(reached.research_partners, 'research partner')}, "
        f"{counted(reached.imgs, 'IMG')}."
        if reached and reached.people
        else ""
    )
    wanted = (
        goals_in_words(goals)
        if isinstance(goals, ConferenceGoals)
        else f"{goals.directors} PDs or APDs of IMG-friendly programs, "
        f"{counted(goals.research_partners, 'research partner')}, {goals.imgs} physicians who were non-US IMGs"
    )
    goal = f"Goal: {wanted}.{so_far}"
    lines = [
        f"{name}: {days}" if days else name,
        goal,
        "Go to: PD panels, “meet the program” events, IMG and mentorship workshops. Look the speakers up beforehand.",
        f"You know from there: {', '.join(known[:SHOWN])}" if known else "",
        "Ask:",
        *(f"{number}. {question}" for number, question in enumerate(questions[:3], 1)),
        "There: talk to speakers after the session, take the card, write me one line at once.",
        "After: a follow-up within 7-10 days that names something from the talk; I bring each one up.",
        "Bring: your 20-30 second introduction (below), CV on your phone.",
    ]
    return Reply("\n".join(line for line in lines if line), title=f"Before {name}")


def attorney(questions: Sequence[str], resident: Resident, facts: Sequence[SourcedFact], today: date) -> Reply:
    """List what to ask an attorney, with what is known of the own visa and the dated facts."""
    status = f"Your visa, as you told me: {resident.visa}." if resident.visa else "You have not told me your visa."
    dates = [f"Your {own.kind.value} runs until {day_in_words(own.on, today)}." for own in resident.own_dates]
    lines = [
        status,
        *dates,
        "Ask:",
        *(f"{number}. {question}" for number, question in enumerate(questions, 1)),
        "What is known, each to be verified with your GME office or an attorney:",
        *(f"· {_undated(fact)} ({source_in_words(fact, today)})" for fact in facts),
        "Bring: passport and visa, I-94, DS-2019 or I-797, your contract. I give no legal advice.",
    ]
    return Reply("\n".join(lines), title="Questions for an immigration attorney", links=links_of(facts))


def _undated(fact: SourcedFact) -> str:
    """Return a step without what is to be done on its day ("ask for it now"), which this is not."""
    return fact.text.rpartition(": ")[0] or fact.text if fact.days_before else fact.text


def last_words(notes: Sequence[Note], resident: Resident) -> tuple[str, date] | None:
    """Return the newest note and its local day."""
    return (notes[0].text, resident.today(notes[0].received_at)) if notes else None


def _met(met: Sequence[Encounter], today: date) -> str:
    if not met:
        return ""
    # Two notes of one day and place are one time.
    times = list(dict.fromkeys(f"{day_in_words(e.on, today)}{f' at {e.where}' if e.where else ''}" for e in met))
    more = f" and {len(times) - 3} more before" if len(times) > 3 else ""
    return f"· In touch: {', '.join(times[:3])}{more}"


def _claim(fact: Fact) -> str:
    return fact_in_words(fact) if fact.contact_id else f"{fact.about}, {fact_in_words(fact)}"
