"""Briefs before a meeting. Questions come from the playbook: "Mentors into sponsors", "Visa", "Conferences"."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp
from bot.domain.note import Note
from bot.domain.recall import Evidence, shorten
from bot.domain.vocabulary import Role
from bot.messages import Reply
from bot.replies.days import day_in_words, due_in_words
from bot.replies.people import fact_in_words, full_name, position_in_words

_DIRECTORS = (Role.PROGRAM_DIRECTOR, Role.ASSOCIATE_PROGRAM_DIRECTOR, Role.DEPARTMENT_CHAIR)
_FOR_DIRECTORS = (
    "Have prelims here been taken over into categorical places?",
    "How did earlier residents on a visa move on from here?",
    "What should I show you by the spring?",
)
_FOR_OTHERS = (
    "How should I position myself for a categorical place?",
    "Which programs would you look at, given my visa?",
    "How do I turn my evaluations into strong letters?",
)
_BRING = "Bring: your updated CV and your goals in a few bullet points."


def stranger(name: str) -> str:
    return f"{name}: you have not told me anything yet."


def brief(
    contact: Contact,
    evidence: Sequence[Evidence],
    notes: Sequence[Note],
    owed: Sequence[FollowUp],
    zone: ZoneInfo,
    today: date,
) -> str:
    """Return the lines about one person: who, what they said, the last note, what is owed."""
    position = position_in_words(contact.position)
    lines = [full_name(contact) + (f" · {position}" if position else "")]
    lines += [
        f"· {found.fact.about}, {fact_in_words(found.fact)} ({day_in_words(found.fact.told_on, today)})"
        for found in evidence[:4]
    ]
    if notes:
        day = day_in_words(notes[0].received_at.astimezone(zone).date(), today)
        lines.append(f"· Last, {day}: “{shorten(notes[0].text)}”")
    lines += [f"· You owe: {f.what} ({due_in_words(f.due_on, f.due_at, today)})" for f in owed[:3]]
    return "\n".join(lines)


def meeting(people: Sequence[str], roles: Sequence[Role | None]) -> Reply:
    questions = _FOR_DIRECTORS if any(role in _DIRECTORS for role in roles) else _FOR_OTHERS
    asks = "\n".join(["Three questions to choose from:", *(f"{n}. {q}" for n, q in enumerate(questions, 1))])
    return Reply("\n\n".join([*people, asks, _BRING]), title="Before you go in")
