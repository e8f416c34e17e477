"""What was brought up and is done, moved or stopped, and which follow-up was meant."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp, FollowUpState, next_time
from bot.domain.nudge import about_follow_up
from bot.domain.recall import shorten
from bot.messages import Button, Form, FormField, Reply
from bot.replies.days import day_in_words, due_in_words
from bot.replies.people import short_name
from bot.replies.rhythm import coming_in_words, rhythm_of

MOST_ASKED = 5
"""How many follow-ups are offered to choose from; more than fit a glance help nobody."""

LABEL_LENGTH = 70
"""Slack refuses longer button labels than 75 characters."""


@dataclass(frozen=True, slots=True)
class Task:
    """One open thing: the occasion that its buttons answer, what to do, and when (local) where a day is told.

    *rhythm* is how it repeats ("every Mon"), and *again_on* when it comes the next time after this.
    """

    about: str
    what: str
    due_on: date | None = None
    due_at: time | None = None
    contact_id: str | None = None
    rhythm: str = ""
    again_on: date | None = None


def task_of(follow_up: FollowUp) -> Task:
    coming = next_time(follow_up, follow_up.due_on) if follow_up.due_on else None
    return Task(
        about_follow_up(follow_up),
        follow_up.what,
        follow_up.due_on,
        follow_up.due_at,
        follow_up.contact_id,
        rhythm_of(follow_up),
        coming.due_on if coming else None,
    )


def finished(what: str, act_id: str, again: str = "") -> Reply:
    return Reply(f"Done: {what}.{again}", buttons=(Button("Undo", f"undo:{act_id}"),))


def still_owed(left: FollowUp, act_id: str, today: date) -> Reply:
    """Say what is left of a task of which a part is done."""
    when = f", {due_in_words(left.due_on, left.due_at, today)}" if left.due_on else ""
    return Reply(f"Noted. Still to do{when}: {left.what}.", buttons=(Button("Undo", f"undo:{act_id}"),))


def meeting_over(what: str, act_id: str) -> Reply:
    """Take in how a meeting went, and ask for the one line that is worth keeping."""
    said = f"Noted, and done: {what}. What was said or promised? One line is enough, or leave it at that."
    return Reply(said, buttons=(Button("Undo", f"undo:{act_id}"),))


def settled_on(meeting: FollowUp, act_id: str, today: date) -> Reply:
    """Say which of the days offered it is."""
    when = due_in_words(meeting.due_on, meeting.due_at, today)
    return Reply(f"{when} it is: {meeting.what}. The other day is off.", buttons=(Button("Undo", f"undo:{act_id}"),))


def repeats(follow_up: FollowUp, act_id: str, today: date) -> Reply:
    """Say the rhythm that a task has now."""
    said = f"I'll remind you {coming_in_words(follow_up, today)}: {follow_up.what}."
    return Reply(said, buttons=(Button("Undo", f"undo:{act_id}"),))


def what_to_repeat() -> Reply:
    return Reply("Gladly. What of? Say it in one line: “remind me every monday to check ERAS”.")


def not_so_often() -> Reply:
    return Reply("Once a day is the most often I repeat a reminder: “every day at 2 pm”, say. So I set none yet.")


def skipped(after: FollowUp, act_id: str, today: date) -> Reply:
    """Say that this time of what repeats is passed over, and when it comes next."""
    said = f"Skipped this once: {after.what}.{comes_again(after, today)}"
    return Reply(said, buttons=(Button("Undo", f"undo:{act_id}"),))


def comes_again(after: FollowUp, today: date) -> str:
    """Say when what repeats comes next, as it is now that this time is done; empty for what comes once."""
    if after.series is None:
        return ""
    if after.state is not FollowUpState.OPEN:
        return " That was the last one."
    return f" Next: {due_in_words(after.due_on, after.due_at, today)}."


def snoozed(task: Task, act_id: str, today: date) -> Reply:
    return Reply(_moved(task, today), buttons=(Button("Undo", f"undo:{act_id}"),))


def put_off(task: Task, act_id: str, today: date) -> Reply:
    """Say the new day, and offer the others."""
    days = (("Tonight", "tonight"), ("Tomorrow", "later"), ("Next free day", "nextfree"), ("Pick a day", "pick"))
    buttons = tuple(Button(label, f"{verb}:{task.about}") for label, verb in days)
    return Reply(_moved(task, today), buttons=(*buttons, Button("Undo", f"undo:{act_id}")))


def pick_a_day(task: Task, unclear: str = "") -> Reply:
    """Ask for a day; *unclear* is what was written and is none."""
    form = Form(
        f"move:{task.about}",
        "When shall I come back to it?",
        (
            FormField("day", "Day", "date", str(task.due_on or ""), "“friday” or “12/4” will do", required=True),
            FormField("time", "Time", "time", hint="left out: with the morning digest"),
        ),
    )
    asked = f"“{unclear}” is no day to come. " if unclear else ""
    return Reply(f"{asked}{_begun(task.what)}", form=form)


def no_day_to_come(written: str) -> str:
    """Say under a field why its day will not do, whether it was written or picked ("2025-12-03")."""
    with contextlib.suppress(ValueError):
        day = date.fromisoformat(written[:10])
        return f"{day:%a} {day.day} {day:%b} {day.year} is no day to come. Pick today or a later one."
    return f"“{written}” is no day to come. “friday” or “12/4” will do." if written else "Pick a day, or write one."


def dropped(what: str, act_id: str, rhythm: str = "") -> Reply:
    return Reply(
        f"I won't bring it up again: {what}{f', {rhythm}' if rhythm else ''}.",
        buttons=(Button("Undo", f"undo:{act_id}"),),
    )


def called_off(meeting: FollowUp, act_id: str, today: date) -> Reply:
    """Say which meeting is off and that nothing else is changed."""
    when = f", {due_in_words(meeting.due_on, meeting.due_at, today)}" if meeting.due_on else ""
    text = f"Off the calendar: {meeting.what}{when}. All else you told me stays."
    return Reply(text, buttons=(Button("Undo", f"undo:{act_id}"),))


def no_such_meeting(what: str) -> Reply:
    return Reply(f"I have no {what} ahead to cancel, so nothing is changed. “What's due” lists what is planned.")


def person_stopped(contact: Contact, dropped_too: Sequence[str], act_id: str) -> Reply:
    """Say that somebody is brought up no more, what is dropped with that, and how to have it back."""
    name = short_name(contact)
    off = f" Off your list: {'; '.join(dropped_too)}." if dropped_too else ""
    again = f"“Check in with {name} every 4 weeks” starts it again."
    return Reply(f"No more reminders about {name}.{off} {again}", buttons=(Button("Undo", f"undo:{act_id}"),))


def all_answered(answered: Sequence[Reply], act_id: str) -> Reply:
    """Say what became of several things at once, a line each."""
    return Reply("\n".join(each.text for each in answered), buttons=(Button("Undo", f"undo:{act_id}"),))


def everything_answered(answered: Sequence[Reply], stay: Sequence[Task], act_id: str, today: date) -> Reply:
    """Say what became of all that is due, and which meetings were left alone."""
    said = all_answered(answered, act_id)
    return replace(said, text="\n".join([said.text, *_left_alone(stay, today)]))


def nothing_due(which: Reply | None, stay: Sequence[Task], today: date) -> Reply:
    """Say that nothing due could be meant; offer what is open, *which* asking for one of it."""
    alone = _left_alone(stay, today)
    begins = "\n".join(alone) if alone else "Nothing is due, so nothing is changed."
    return replace(which, text=f"{begins}\n{which.text}") if which else Reply(begins)


def until_which_day(*, of_nights: bool) -> Reply:
    """Ask for the day to which everything is put off; nothing is moved before it is known."""
    if of_nights:
        return Reply(
            "Nothing is moved yet: you told me of no nights ahead. Which is the last one? Say “nights until sunday”, "
            "then once more what waits for their end."
        )
    return Reply("Nothing is moved yet: to which day? Say “snooze everything to monday”, for example.")


def _left_alone(meetings: Sequence[Task], today: date) -> list[str]:
    begins = "Left where it is, since somebody else comes too"
    return [f"{begins}: {each.what}, {due_in_words(each.due_on, each.due_at, today)}." for each in meetings]


def closed_already(what: str) -> Reply:
    return Reply(f"That is settled already: {what}.")


def _moved(task: Task, today: date) -> str:
    then = f" Then {task.rhythm} again, from {day_in_words(task.again_on, today)}." if task.again_on else ""
    return f"I'll remind you {due_in_words(task.due_on, task.due_at, today)}: {task.what}.{then}"


def in_touch(ended: Sequence[str], act_id: str) -> Reply:
    """Say that a touch was kept, and what it settles."""
    settled = f" That settles: {'; '.join(ended)}." if ended else ""
    return Reply(f"Good, you were in touch.{settled}", buttons=(Button("Undo", f"undo:{act_id}"),))


def applied(place: str, on: date, today: date) -> Reply:
    """Say that an application is kept, and what is wanted of what comes of it."""
    day = "today" if on == today else day_in_words(on, today)
    return Reply(f"Noted: you applied to {place} {day}. Tell me when they answer.")


def nothing_open() -> Reply:
    return Reply("Good. Nothing of that kind was open here, so I keep your words as a note.")


def nothing_to_move() -> Reply:
    return Reply("I found no reminder that this could move, so I keep your words as a note.")


def which_is_done(owed: Sequence[FollowUp], today: date) -> Reply:
    return _which("Which one is done?", "done", owed, today)


def which_to_move(owed: Sequence[FollowUp], today: date) -> Reply:
    return _which("Which one shall I move?", "later", owed, today)


def which_to_drop(owed: Sequence[FollowUp], today: date) -> Reply:
    return _which("Which one shall I drop?", "stop", owed, today)


def which_to_stop(tasks: Sequence[Task]) -> Reply:
    """Ask which of the things just told shall not come again."""
    buttons = tuple(Button(shorten(each.what, LABEL_LENGTH), f"stop:{each.about}") for each in tasks[:MOST_ASKED])
    return Reply("Which one shall I stop?", buttons=buttons)


def when_it_comes(owed: Sequence[FollowUp], today: date) -> Reply:
    """Say when each of these comes, a line each; of what has no day, that it has none."""
    lines = [
        f"I remind you {coming_in_words(each, today)}: {each.what}." if each.due_on else f"No day yet: {each.what}."
        for each in owed[:MOST_ASKED]
    ]
    moves = (Button("Change date", f"date:{about_follow_up(owed[0])}"),) if len(owed) == 1 else ()
    return Reply("\n".join(lines), buttons=moves)


def no_such_reminder(what: str) -> Reply:
    """Say that no open reminder is called so, and where they all stand."""
    named = f" about “{shorten(what, LABEL_LENGTH)}”" if what else ""
    return Reply(f"I have no open reminder{named}, so nothing is changed. “What's due” lists them all.")


def of_which_two(order: str) -> Reply:
    """Ask whom an order for both means, where it is not two who were told of last."""
    return Reply(f"Which two? Write it with their names: “{order} Dr. … and Dr. …”.")


def _which(question: str, verb: str, owed: Sequence[FollowUp], today: date) -> Reply:
    buttons = tuple(Button(_label(each, today), f"{verb}:{about_follow_up(each)}") for each in owed[:MOST_ASKED])
    more = f" ({len(owed) - MOST_ASKED} more are open.)" if len(owed) > MOST_ASKED else ""
    return Reply(f"{question}{more}", buttons=buttons)


def _label(follow_up: FollowUp, today: date) -> str:
    return shorten(
        f"{follow_up.what}, {rhythm_of(follow_up) or due_in_words(follow_up.due_on, None, today)}", LABEL_LENGTH
    )


def _begun(what: str) -> str:
    return what[:1].upper() + what[1:]
