"""Saying back what is coming."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.contact import Contact
from bot.domain.follow_up import ConferenceGoals, Event, EventKind
from bot.messages import Button, Reply
from bot.replies.counting import counted
from bot.replies.days import day_in_words, days_in_words, time_in_words
from bot.replies.people import short_name
from bot.replies.saved import Saved, reminder, usual_buttons
from bot.understanding.meaning import DayRange

_KINDS = {
    EventKind.MEETING: "Meeting",
    EventKind.ROTATION: "Rotation",
    EventKind.CONFERENCE: "Conference",
    EventKind.TIME_OFF: "Time off",
    EventKind.OTHER: "Plan",
}


def goals_in_words(goals: ConferenceGoals) -> str:
    """Return "3 PDs, 1 research partner"; what none is wanted of is left out."""
    wanted = ((goals.directors, "PD"), (goals.research_partners, "research partner"), (goals.imgs, "IMG"))
    return ", ".join(counted(number, noun) for number, noun in wanted if number)


def goals_set(event: Event, act_id: str) -> Reply:
    """Say which goals count at a conference now."""
    said = f"Your goal for {event.title or 'the conference'}: {goals_in_words(event.goals or ConferenceGoals())}."
    return Reply(f"{said} I count them each evening while you are there.", buttons=(Button("Undo", f"undo:{act_id}"),))


def coming(event: Event, today: date, before_days: int) -> str:
    """Say when Vouch comes back to an event by itself, as far as that still lies ahead."""
    match event.kind:
        case EventKind.ROTATION if event.ends_on < today:
            return ""
        case EventKind.ROTATION:
            stages = ["in the first days", "in the middle", "in the last week", "after it"]
            done = today - event.starts_on
            half = (event.ends_on - event.starts_on) / 2
            ahead = stages[2:] if done > half else stages[1:] if done > timedelta(days=1) else stages
            return f"I come back {', '.join(ahead[:-1])} and {ahead[-1]}."
        case EventKind.CONFERENCE:
            left = (event.starts_on - today).days
            first = "a week before, " if left > before_days else "with your next digest, " if left > 0 else ""
            own = f"Your goal: {goals_in_words(event.goals)}.\n" if event.goals else ""
            return f"{own}I come back {first}each evening while you are there, and after it."
        case EventKind.TIME_OFF:
            back = day_in_words(event.ends_on + timedelta(days=1), today)
            return (
                f"Rotations, milestones and targets wait until {back}. What you asked me for still comes; "
                "“pause” holds that too."
            )
        case _:
            return ""


def planned(outcome: Saved, event: Event | None, today: date, open_end: bool = False, before_days: int = 7) -> Reply:
    """Say what was planned, with whom and when in full; ask for the day where none was told.

    *open_end*: the resident did not say until when, and the usual length was taken. *before_days* is how long before a
    conference its goal is brought up.
    """
    people = [person.contact for person in outcome.people]
    lines = [reminder(follow_up, today) for follow_up in outcome.follow_ups if follow_up.due_on]
    if event is None:
        lines.append("Which day is it?")
        title = "Noted"
    else:
        at = f" at {time_in_words(event.at)}" if event.at else ""
        lines.insert(0, f"{days_in_words(DayRange(event.starts_on, event.ends_on), today)}{at}")
        if open_end:
            lines.append("You did not say until when, so I take the usual four weeks. Tell me if it ends another day.")
        lines += [words] if (words := coming(event, today, before_days)) else []
        title = event_in_words(event, people)
    return Reply(
        "\n".join(lines), title=title, buttons=usual_buttons(outcome.note_id, outcome.act_id, outcome.follow_ups)
    )


def interviews(outcome: Saved, over: Sequence[tuple[str, date]], today: date) -> Reply:
    """Say when each interview is of which Vouch reminds; of those *over*, ask whom the resident met there."""
    lines = [reminder(follow_up, today) for follow_up in outcome.follow_ups]
    lines += [f"{place}: {day_in_words(on, today)}" for place, on in over]
    if over:
        lines.append("Who interviewed you? Name them with their program, and thank-yous can follow.")
    return Reply(
        "\n".join(lines), title="Interviews", buttons=usual_buttons(outcome.note_id, outcome.act_id, outcome.follow_ups)
    )


def event_in_words(event: Event, people: list[Contact]) -> str:
    """Return "Rotation: MICU with Dr. Gupta"."""
    with_whom = f" with {' and '.join(short_name(contact) for contact in people)}" if people else ""
    title = "" if event.title.casefold() == _KINDS[event.kind].casefold() else event.title
    return f"{_KINDS[event.kind]}{f': {title}' if title else ''}{with_whom}"


def cancelled(event: Event, people: list[Contact], act_id: str, today: date) -> Reply:
    """Say which event is off, with whom and on which days."""
    days = days_in_words(DayRange(event.starts_on, event.ends_on), today)
    text = f"Off the calendar: {event_in_words(event, people)}, {days}."
    return Reply(text, buttons=(Button("Undo", f"undo:{act_id}"),))
