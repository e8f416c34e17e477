"""A nudge or a digest: what it is about, why now, what was last said, the next step, and the buttons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.note import Source
from bot.domain.recall import shorten
from bot.messages import Button, Item, Reply
from bot.planning.plan import Telling
from bot.replies.days import day_in_words

QUOTED = 140
"""How many characters of the resident's own words a nudge repeats."""

WALL = 5
"""More things than this in one digest are a wall: then one is told in full, to be picked, the rest in a line each."""


@dataclass(frozen=True, slots=True)
class LastWords:
    """What the resident last told of the person or the task, and on which local day."""

    text: str
    on: date


@dataclass(frozen=True, slots=True)
class Words:
    """*task* is what to do, without a full stop; *why* why now and *step* the next step, each one or more sentences.

    *contact_ids* are the people it is about, *note_ids* the notes that it comes from: the newest is quoted, of *source*
    only the sentence it names. *says_when*: the words tell themselves that it is late, or for the last time. *draft* is
    what "Draft it" does, where words to somebody are called for.
    """

    task: str
    why: str
    step: str
    contact_ids: tuple[str, ...] = ()
    note_ids: tuple[str, ...] = ()
    source: Source | None = None
    says_when: bool = False
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing to tell: the occasion, its words, and what was last said about it."""

    telling: Telling
    words: Words
    last_words: LastWords | None


def nudge(subject: Subject, today: date) -> Reply:
    """Tell one thing."""
    about = subject.telling.due.about
    lines = [_why_now(subject), _last_said(subject, today), _next_step(subject)]
    return Reply(
        "\n".join(line for line in lines if line),
        title=begun(subject.words.task),
        buttons=answers(about, subject.words.draft),
        about=(about,),
        kind="nudge",
    )


def digest(subjects: Sequence[Subject], today: date) -> Reply:
    """Tell several things in one message, the one that matters most first; the same words only once."""
    day = day_in_words(today, today)
    subjects = _without_echoes(subjects)
    many = len(subjects) > WALL
    return Reply(
        "One is enough for today; the first matters most. The rest keeps."
        if many
        else "The first matters most; the rest can wait if the day is full.",
        title=f"{len(subjects)} things wait on {day}. Pick one." if many else f"{len(subjects)} things for {day}",
        items=tuple(_item(subject, today, brief=many and place > 0) for place, subject in enumerate(subjects)),
        about=tuple(subject.telling.due.about for subject in subjects),
        kind="digest",
    )


def _without_echoes(subjects: Sequence[Subject]) -> list[Subject]:
    """Leave out a quotation or a next step that an item above says already."""
    quoted: set[str] = set()
    steps: set[str] = set()
    told = []
    for subject in subjects:
        words, said = subject.words, subject.last_words
        if said and said.text in quoted:
            said = None
        step = "" if words.step in steps else words.step
        told.append(replace(subject, words=replace(words, step=step), last_words=said))
        steps.add(words.step)
        quoted |= {said.text} if said else set()
    return told


def answers(about: str, draft: str = "") -> tuple[Button, ...]:
    """Return the buttons under everything that Vouch brings up unasked; *draft* as in Words."""
    usual = Button("Done", f"done:{about}"), Button("Later", f"later:{about}"), Button("Stop", f"stop:{about}")
    return (*usual, Button("Draft it", draft)) if draft else usual


def begun(task: str) -> str:
    """Return the task as a sentence begins."""
    return task[:1].upper() + task[1:]


def _item(subject: Subject, today: date, brief: bool) -> Item:
    about = subject.telling.due.about
    lines = [f"{begun(subject.words.task)}. {_why_now(subject)}", _last_said(subject, today), _next_step(subject)]
    return Item("\n".join(line for line in (lines[:1] if brief else lines) if line), about, answers(about))


def _why_now(subject: Subject) -> str:
    telling, why = subject.telling, subject.words.why
    if subject.words.says_when:
        return why
    if telling.again:
        return f"{why} It is still open, so I say it once more; after this it stays in your agenda."
    return f"{why} This comes late." if telling.late else why


def _last_said(subject: Subject, today: date) -> str:
    words = subject.last_words
    if words is None:
        return ""
    told = "Today" if words.on == today else day_in_words(words.on, today)
    return f"{told} you told me: “{shorten(words.text, QUOTED)}”"


def _next_step(subject: Subject) -> str:
    return f"Next step: {subject.words.step}" if subject.words.step else ""
