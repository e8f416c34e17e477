"""The words of a nudge: what is owed, why now, what was last said, the next step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.follow_up import FollowUp
from bot.domain.recall import shorten
from bot.domain.vocabulary import FollowUpKind
from bot.messages import Button, Item, Reply
from bot.planning.plan import Telling
from bot.replies.days import day_in_words, due_in_words, time_in_words

QUOTED = 140
"""How many characters of the resident's own words a nudge repeats."""

_NEXT_STEPS = {
    FollowUpKind.THANK_YOU: "Three lines do: name one thing you learned.",
    FollowUpKind.EMAIL: "Write it now if you have five minutes; short is kind.",
    FollowUpKind.CALL: "Have the one question ready, then call.",
    FollowUpKind.MEET: "Offer two times that suit you.",
    FollowUpKind.SEND: "Attach it, add one line, send it.",
    FollowUpKind.ASK_LETTER: "Ask whether they know your work well enough for a strong letter; offer your CV.",
    FollowUpKind.CONNECT: "Send the request with a short note on where you met.",
    FollowUpKind.APPLY: "Check what is still missing, then send it.",
    FollowUpKind.OTHER: "Do it now, or choose a better day.",
}


@dataclass(frozen=True, slots=True)
class LastWords:
    """What the resident last told of the person or the task, and on which local day."""

    text: str
    on: date


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing to tell: the occasion, what is owed, and what was last said about it."""

    telling: Telling
    follow_up: FollowUp
    last_words: LastWords | None


def nudge(subject: Subject, today: date) -> Reply:
    """Tell one thing."""
    about = subject.telling.due.about
    lines = [_why_now(subject, today), _last_said(subject, today), _next_step(subject)]
    return Reply(
        "\n".join(line for line in lines if line),
        title=_task(subject.follow_up),
        buttons=answers(about),
        about=(about,),
        kind="nudge",
    )


def digest(subjects: Sequence[Subject], today: date) -> Reply:
    """Tell several things in one message, the one that matters most first."""
    return Reply(
        "The first matters most; the rest can wait if the day is full.",
        title=f"{len(subjects)} things for {day_in_words(today, today)}",
        items=tuple(_item(subject, today) for subject in subjects),
        about=tuple(subject.telling.due.about for subject in subjects),
        kind="digest",
    )


def answers(about: str) -> tuple[Button, ...]:
    """Return the buttons under everything that Vouch brings up unasked."""
    return Button("Done", f"done:{about}"), Button("Later", f"later:{about}"), Button("Stop", f"stop:{about}")


def _item(subject: Subject, today: date) -> Item:
    about = subject.telling.due.about
    lines = [
        f"{_task(subject.follow_up)}. {_why_now(subject, today)}",
        _last_said(subject, today),
        _next_step(subject),
    ]
    return Item("\n".join(line for line in lines if line), about, answers(about))


def _task(follow_up: FollowUp) -> str:
    task = follow_up.what or follow_up.kind.replace("_", " ")
    return task[:1].upper() + task[1:]


def _why_now(subject: Subject, today: date) -> str:
    telling, follow_up = subject.telling, subject.follow_up
    if follow_up.due_on is None:
        wanted = "You gave it no day, and a week has gone by"
    elif follow_up.due_on == today:
        wanted = f"For today{f' at {time_in_words(follow_up.due_at)}' if follow_up.due_at else ''}, as you asked"
    else:
        wanted = f"It was for {due_in_words(follow_up.due_on, follow_up.due_at, today)}"
    if telling.again:
        return f"{wanted}. It is still open, so I say it once more; after this it stays in your agenda."
    if telling.late and follow_up.due_on is not None:
        return f"{wanted}. This comes late."
    return f"{wanted}."


def _last_said(subject: Subject, today: date) -> str:
    words = subject.last_words
    if words is None:
        return ""
    told = "Today" if words.on == today else day_in_words(words.on, today)
    return f"{told} you told me: “{shorten(words.text, QUOTED)}”"


def _next_step(subject: Subject) -> str:
    return f"Next step: {_NEXT_STEPS[subject.follow_up.kind]}"
