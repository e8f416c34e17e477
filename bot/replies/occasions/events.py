"""Rotations and conferences: before, during and after."""

from datetime import date

from bot.domain.follow_up import ConferenceGoals, Event
from bot.planning.goals import goals_of
from bot.playbook.pack import Goals
from bot.replies.counting import counted
from bot.replies.days import day_in_words
from bot.replies.nudges import Words, begun
from bot.replies.occasions.people import conference_contact_words
from bot.replies.occasions.scene import Scene, contact_of, event_of, names_of, notes_of
from bot.replies.planned import goals_in_words


def rotation_words(scene: Scene, ids: list[str]) -> Words | None:
    event = event_of(scene, ids[0])
    if event is None:
        return None
    who = names_of(scene, event.contact_ids, "your attending")
    title = event.title or "the rotation"
    ends = day_in_words(event.ends_on, scene.today)
    match ids[-1]:
        case "first":
            task = f"tell {who} your goal"
            began = day_in_words(event.starts_on, scene.today)
            why = f"First days of {title}, since {began}: now is when they learn who you are."
            step = "One sentence: that you hope to go on in a categorical place, and would value their advice."
        case "mid":
            task, why = f"ask {who} for feedback", f"Halfway through {title}, which ends {ends}."
            step = "Ask about something concrete: how you presented that patient."
        case "last":
            task = f"ask {who} for a letter"
            why = f"The last days of {title} (until {ends}): your work is fresh in their mind."
            step = (
                "Ask whether they know your work well enough to write a strong letter; "
                "offer your CV and talking points: clinical strengths, work ethic, communication."
            )
        case _:
            within = scene.pack.rotation.thank_you_within
            late = (scene.today - event.ends_on).days > within
            counts = (
                "it is late for a thank-you, and still kind" if late else f"a thank-you counts within {within} days"
            )
            task, why = f"thank {who}", f"{begun(title)} ended {ends}; {counts}."
            step = (
                "Three lines: what you learned, your goal, that you hope to stay in touch. Add your CV where it fits."
            )
    return Words(task, why, step, event.contact_ids, notes_of([event.source]), source=event.source)


def conference_words(scene: Scene, ids: list[str]) -> Words | None:
    """Return the words about a person met there, or about the conference itself."""
    contact = contact_of(scene, ids[0])
    if contact:
        return conference_contact_words(scene, contact)
    event = event_of(scene, ids[0])
    if event is None or len(ids) < 2:
        return None
    title = event.title or "the conference"
    match ids[1]:
        case "before":
            return Words(
                f"get ready for {title}" if event.goals else f"set your goal for {title}",
                f"{title} begins {day_in_words(event.starts_on, scene.today)}.",
                f"{_goal(scene, event)}. Look up the speakers, choose the PD panels and IMG sessions, "
                "and practise your 20-30 seconds: who you are, where, what you hope for, the advice you ask.",
                note_ids=notes_of([event.source]),
            )
        case "after":
            return Words(
                f"look back on {title}",
                f"It is over. {standing(scene, event)}",
                "I bring up each person within 5 to 10 days. If you have ten minutes now, write to the one who "
                "matters most.",
                note_ids=notes_of([event.source]),
            )
        case day:
            return Words(
                f"write down whom you met at {title} today, {day_in_words(date.fromisoformat(day), scene.today)}",
                standing(scene, event),
                "One line each while you remember: “met Dr. X, PD at Y, sponsors H-1B”.",
                note_ids=notes_of([event.source]),
            )


def standing(scene: Scene, event: Event) -> str:
    """Say how the goals of a conference stand at this moment."""
    reached, goals = goals_of(event, scene.kept), _wanted(scene, event)
    over = "At the end" if event.ends_on < scene.today else "So far"
    counts = (
        (reached.directors, goals.directors, "PD"),
        (reached.research_partners, goals.research_partners, "research partner"),
        (reached.imgs, goals.imgs, "IMG"),
    )
    stands = ", ".join(_of(*each) for each in counts if each[1])
    return f"{over} {stands}; {counted(reached.people, 'person')} in all."


def _wanted(scene: Scene, event: Event) -> ConferenceGoals | Goals:
    return event.goals or scene.pack.conference.goals


def _of(reached: int, wanted: int, noun: str) -> str:
    """Return "2 of 3 PDs", or "4 PDs (3 hoped for)" where it is more than that."""
    if reached > wanted:
        return f"{counted(reached, noun)} ({wanted} hoped for)"
    return f"{reached} of {counted(wanted, noun)}"


def _goal(scene: Scene, event: Event) -> str:
    if event.goals:
        return f"Yours: {goals_in_words(event.goals)}"
    goals = scene.pack.conference.goals
    return (
        f"For example {goals.directors} PDs or APDs of IMG-friendly programs, "
        f"{counted(goals.research_partners, 'research partner')}, {goals.imgs} physicians who were IMGs"
    )
