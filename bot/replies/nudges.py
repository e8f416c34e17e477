"""The words of a nudge: what is owed, why now, what was last said, the next step; and what a press made of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.follow_up import FollowUp, FollowUpState
from bot.domain.recall import shorten
from bot.domain.vocabulary import FollowUpKind
from bot.messages import Button, Form, FormField, Item, Reply
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


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of an item since it was shown. *follow_up* is None where it is gone, *undo* the act to take back."""

    follow_up: FollowUp | None
    undo: str | None


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


def later_choices(about: str) -> tuple[Button, ...]:
    return (
        Button("Tonight", f"tonight:{about}"),
        Button("Tomorrow", f"tomorrow:{about}"),
        Button("Next free day", f"free_day:{about}"),
        Button("Pick a day", f"pick_day:{about}"),
    )


def answered(shown: Reply, outcomes: Mapping[str, Answered], today: date) -> Reply:
    """Return the message as it stands now: what was answered says so, the rest is as it was."""
    if shown.items:
        items = [
            _answered_item(item, outcomes[item.about], today) if item.about and item.about in outcomes else item
            for item in shown.items
        ]
        return replace(shown, items=tuple(items))
    about = next((each for each in shown.about if each in outcomes), None)
    if about is None:
        return shown
    told = _answered_item(Item(shown.title or shown.text, about, shown.buttons), outcomes[about], today)
    return replace(shown, title=None, text=told.text, buttons=told.buttons)


def which_day(about: str, task: str, problem: str = "") -> Reply:
    """Ask for the day, and the time if it matters."""
    form = Form(
        f"pick_day:{about}",
        "Which day?",
        (
            FormField("day", "Day", "date", hint="2026-10-20, or “next friday”", required=True),
            FormField("at", "Time, if it matters", "time", hint="15:00; left empty it comes with the digest"),
        ),
        submit="Move it",
    )
    return Reply(problem or f"When shall I bring it back? {_sentence(task)}", form=form)


def unclear_day(words: str) -> str:
    return f"I can't read “{shorten(words, 40)}” as a day. Write it like 2026-10-20 or “next friday”."


def unclear_time(words: str) -> str:
    return f"I can't read “{shorten(words, 40)}” as a time. Write it like 15:00 or “3 pm”, or leave it empty."


def day_has_passed(day: date, today: date) -> str:
    return f"{day_in_words(day, today)} has passed. Which day from today on?"


def _item(subject: Subject, today: date) -> Item:
    about = subject.telling.due.about
    lines = [
        f"{_task(subject.follow_up)}. {_why_now(subject, today)}",
        _last_said(subject, today),
        _next_step(subject),
    ]
    return Item("\n".join(line for line in lines if line), about, answers(about))


def _answered_item(item: Item, outcome: Answered, today: date) -> Item:
    follow_up = outcome.follow_up
    undo = (Button("Undo", f"undo:{outcome.undo}"),) if outcome.undo else ()
    if follow_up is None:
        return replace(item, text=f"Gone: {item.text.splitlines()[0]}", buttons=())
    task = _task(follow_up)
    if follow_up.state is FollowUpState.DONE:
        return replace(item, text=f"Done: {task}.", buttons=undo)
    if follow_up.state is FollowUpState.DROPPED:
        return replace(item, text=f"Stopped: {task}. I won't bring it up again.", buttons=undo)
    due = due_in_words(follow_up.due_on, follow_up.due_at, today)
    with_digest = "" if follow_up.due_at else ", with the digest"
    return replace(
        item, text=f"Later: {task}. Back {due}{with_digest}.", buttons=(*later_choices(item.about or ""), *undo)
    )


def _task(follow_up: FollowUp) -> str:
    return _sentence(follow_up.what or follow_up.kind.replace("_", " "))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


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
