"""Done, Later and Stop on what was told, and the days that Later offers."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date, time, timedelta

from bot.domain.delivery import WENT_OUT
from bot.domain.follow_up import Event, EventKind, FollowUp, FollowUpState
from bot.domain.local_time import all_day_quiet, on_nights
from bot.messages import Item, Reply, reply_from_json, reply_to_json
from bot.planning.conferences import EVENING
from bot.replies import owed as replies
from bot.replies.nudges import answers
from bot.replies.undone import no_longer_there
from bot.turn import Pressed, Submitted, Told, Turn
from bot.understanding.dates import read_dates, read_day_alone
from bot.use_cases.matters import Matter, find_matter
from bot.use_cases.undo_act import undo_pressed

LONGEST_SEARCH = 60  # days


async def press_done(pressed: Pressed) -> Reply:
    return await _answer(pressed, _done)


async def press_stop(pressed: Pressed) -> Reply:
    return await _answer(pressed, _stopped)


async def stop_told(told: Told) -> Reply | None:
    """Answer "stop", said in answer to a nudge: it is that one that shall not come again."""
    matter = await find_matter(told, told.thread_about[0])
    return await _stopped(told, matter) if matter and matter.is_open else None


async def press_later(pressed: Pressed) -> Reply:
    """Move to tomorrow's digest at once (docs/simulate.md, "Defaults") and offer other days."""
    return await _answer(pressed, _to_tomorrow)


async def press_tonight(pressed: Pressed) -> Reply:
    return await _answer(pressed, _to_tonight)


async def press_next_free(pressed: Pressed) -> Reply:
    return await _answer(pressed, _to_next_free)


async def press_pick(pressed: Pressed) -> Reply:
    """Ask for the day with a form."""
    matter = await find_matter(pressed, pressed.target)
    return replies.pick_a_day(matter.task) if matter else no_longer_there()


async def submit_day(submitted: Submitted) -> Reply:
    """Move what was told to the day that was written or picked; what is no day is asked for again."""
    matter = await find_matter(submitted, submitted.target)
    if matter is None:
        return no_longer_there()
    day, at = _day_and_time(submitted)
    if day is None:
        return replies.pick_a_day(matter.task, unclear=_written(submitted))
    later = await matter.move(submitted, day, at)
    answer = replies.snoozed(later, submitted.act_id, submitted.today)
    return await _in_its_line(submitted, submitted.on, matter.task.about, answer)


async def check_day(submitted: Submitted) -> dict[str, str]:
    """Say what is wrong with a day that was written or picked, while the form is still open."""
    day, _ = _day_and_time(submitted)
    return {} if day else {"day": replies.no_day_to_come(_written(submitted))}


def _written(submitted: Submitted) -> str:
    return " ".join(submitted.values.get(name, "") for name in ("day", "time")).strip()


def _day_and_time(submitted: Submitted) -> tuple[date | None, time | None]:
    """Return the day that was written, None where none is read or it is past, and the time with it."""
    day = read_day_alone(_written(submitted), submitted.local_now)
    if day is None or day < submitted.today:
        return None, None
    told = read_dates(_written(submitted), submitted.local_now)
    return day, next((mention.at for mention in told if mention.at), None)


Change = Callable[[Turn, Matter], Awaitable[Reply]]


async def _answer(pressed: Pressed, change: Change) -> Reply:
    """Change what was told; in a digest only its own line, so that the rest can still be answered."""
    matter = await find_matter(pressed, pressed.target)
    if matter is None:
        return no_longer_there()
    answer = await change(pressed, matter) if matter.is_open else replies.closed_already(matter.task.what)
    return await _in_its_line(pressed, pressed.on, matter.task.about, answer)


async def press_all(pressed: Pressed) -> Reply:
    """Done or Later for everything that a message still lists with that button; one Undo takes all of it back."""
    shown = await pressed.work.deliveries.find(pressed.on)
    items = reply_from_json(shown.content).items if shown and shown.content else ()
    change = _FOR_ALL.get(pressed.target)
    answered = []
    for about in (button.target for item in items for button in item.buttons if button.verb == pressed.target):
        matter = await find_matter(pressed, about)
        if change and matter and matter.is_open:
            answered.append(await change(pressed, matter))
    return replies.all_answered(answered, pressed.act_id) if answered else no_longer_there()


async def press_undo(pressed: Pressed) -> Reply:
    """Take an act back; in a digest only that line changes, and what is open again can be answered again."""
    answer = await undo_pressed(pressed)
    shown = await pressed.work.deliveries.find(pressed.on)
    items = reply_from_json(shown.content).items if shown and shown.content else ()
    undo = f"undo:{pressed.target}"
    about = next((item.about for item in items if any(button.action == undo for button in item.buttons)), None)
    if about is None:
        return answer
    matter = await find_matter(pressed, about)
    if matter and matter.is_open:
        answer = replace(answer, buttons=(*answers(about), *answer.buttons))
    return await _in_its_line(pressed, pressed.on, about, answer)


async def _in_its_line(turn: Turn, on: str, about: str, answer: Reply) -> Reply:
    """Return the list that was pressed on, the answer in the line about this; the answer alone on other messages."""
    shown = await turn.work.deliveries.find(on)
    listed = reply_from_json(shown.content) if shown and shown.content else Reply("")
    if shown is None or len(listed.items) < 2:
        return answer
    line = Item(answer.text, about, answer.buttons)
    changed = replace(listed, items=tuple(line if item.about == about else item for item in listed.items))
    if shown.state in WENT_OUT:
        # The row keeps what the list says now: the next press on it starts from there.
        await turn.work.deliveries.put(replace(shown, content=reply_to_json(changed)))
    return replace(changed, kind="reply")


async def _done(turn: Turn, matter: Matter) -> Reply:
    again = await matter.finish(turn)
    return replies.finished(matter.task.what, turn.act_id, again)


async def _stopped(turn: Turn, matter: Matter) -> Reply:
    await matter.stop(turn)
    return replies.dropped(matter.task.what, turn.act_id, matter.task.rhythm)


async def _to_tomorrow(turn: Turn, matter: Matter) -> Reply:
    return await _move(turn, matter, turn.today + timedelta(days=1), None)


async def _to_tonight(turn: Turn, matter: Matter) -> Reply:
    if turn.local_now.time() < EVENING:
        return await _move(turn, matter, turn.today, EVENING)
    in_an_hour = (turn.local_now + timedelta(hours=1)).replace(second=0, microsecond=0)
    return await _move(turn, matter, in_an_hour.date(), in_an_hour.time())


async def _to_next_free(turn: Turn, matter: Matter) -> Reply:
    """Move to the first day without a night shift, a call, an event or anything else due."""
    taken = {each.due_on for each in await turn.work.all(FollowUp) if each.state is FollowUpState.OPEN}
    events = await turn.work.all(Event)
    days = (turn.today + timedelta(days=ahead) for ahead in range(1, LONGEST_SEARCH))
    free = (day for day in days if day not in taken and not _busy(turn, events, day))
    return await _move(turn, matter, next(free, turn.today + timedelta(days=1)), None)


def _busy(turn: Turn, events: list[Event], day: date) -> bool:
    resident = turn.work.resident
    return (
        on_nights(resident, day)
        or all_day_quiet(resident, day)
        or any(event.starts_on <= day <= event.ends_on and event.kind is not EventKind.ROTATION for event in events)
    )


_FOR_ALL: Mapping[str, Change] = {"done": _done, "later": _to_tomorrow}


async def _move(turn: Turn, matter: Matter, day: date, at: time | None) -> Reply:
    later = await matter.move(turn, day, at)
    return replies.put_off(later, turn.act_id, turn.today)
