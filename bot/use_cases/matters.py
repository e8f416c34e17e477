"""What a nudge was about, as something that can be done, stopped or moved: each kind of occasion in its own way."""

from dataclasses import dataclass, replace
from datetime import date, time
from typing import Protocol

from bot.domain.contact import Contact
from bot.domain.draft import WrittenDraft
from bot.domain.follow_up import FollowUp, FollowUpState, at_hand, closed, done, done_earlier, moved
from bot.domain.knowledge import Encounter
from bot.domain.local_time import reminder_time
from bot.domain.nudge import Response, ResponseState, follow_up_in, put_off, series_of
from bot.domain.year import Promise, PromiseState
from bot.replies.occasions import words_for
from bot.replies.owed import Task, comes_again, task_of
from bot.turn import Turn
from bot.use_cases.draft_words import log_sent
from bot.use_cases.word_nudge import scene_of


class Matter(Protocol):
    @property
    def task(self) -> Task: ...

    @property
    def is_open(self) -> bool: ...

    async def finish(self, turn: Turn) -> str:
        """Close it, and return what is to be said of its coming again."""

    async def stop(self, turn: Turn) -> None: ...

    async def move(self, turn: Turn, day: date, at: time | None) -> Task:
        """Put it off, and return the task as it is then."""


async def find_matter(turn: Turn, target: str) -> Matter | None:
    """Return what a button's target names; None where it is gone. A bare id is a follow-up's."""
    kind, _, rest = target.partition(":") if ":" in target else ("", "", target)
    if kind in ("", "follow_up"):
        record_id, time_of_many = follow_up_in(rest)
        follow_up = await turn.work.find(FollowUp, record_id)
        if follow_up is None:
            return await _find_drafted(turn, target, rest)
        return _Owed(follow_up, at_hand(follow_up, turn.today), time_of_many)
    words = words_for(await scene_of(turn.work, turn.now), target)
    if words is None:
        return None
    response = await turn.work.find(Response, target)
    ended = await turn.work.find(Response, series_of(target))
    promise = await turn.work.find(Promise, rest) if kind == "promise" else None
    over = any(each and each.state is not ResponseState.OPEN for each in (response, ended))
    is_open = promise.state is PromiseState.OPEN if promise else not over
    return _Brought(Task(target, words.task), is_open, response, promise)


async def _find_drafted(turn: Turn, target: str, draft_id: str) -> Matter | None:
    draft = await turn.work.find(WrittenDraft, draft_id)
    words = words_for(await scene_of(turn.work, turn.now), target) if draft else None
    if draft is None or words is None:
        return None
    return _Drafted(Task(target, words.task), draft, await turn.work.find(Response, target))


@dataclass(frozen=True, slots=True)
class _Drafted:
    """Words that were drafted, and may have been sent."""

    task: Task
    draft: WrittenDraft
    response: Response | None

    @property
    def is_open(self) -> bool:
        return self.draft.sent_at is None and (self.response is None or self.response.state is ResponseState.OPEN)

    async def finish(self, turn: Turn) -> str:
        await log_sent(turn, self.draft)
        return ""

    async def stop(self, turn: Turn) -> None:
        await turn.work.put(Response(self.task.about, turn.now, ResponseState.STOPPED))

    async def move(self, turn: Turn, day: date, at: time | None) -> Task:
        so_far = self.response or Response(self.task.about, turn.now)
        on, hour = reminder_time(turn.work.resident, day, at, turn.now)
        await turn.work.put(put_off(so_far, on, hour, turn.now))
        return replace(self.task, due_on=on, due_at=hour)


@dataclass(frozen=True, slots=True)
class _Owed:
    """*asked* is the time of what repeats that was answered, by its day in the series: perhaps not that *at_hand*."""

    follow_up: FollowUp
    at_hand: FollowUp
    asked: date | None = None

    @property
    def task(self) -> Task:
        return task_of(self.at_hand)

    @property
    def is_open(self) -> bool:
        series = self.follow_up.series
        done_already = series and self.asked and (self.asked in series.done_on)
        return self.follow_up.state is FollowUpState.OPEN and not done_already

    async def finish(self, turn: Turn) -> str:
        earlier = self.asked and self.at_hand.series and self.asked < self.at_hand.series.on
        if self.asked and earlier:
            after = done_earlier(self.follow_up, self.asked)
        else:
            after = done(self.follow_up, turn.now, turn.today)
        await turn.work.put(after)
        return comes_again(at_hand(after, turn.today), turn.today)

    async def stop(self, turn: Turn) -> None:
        await turn.work.put(closed(self.follow_up, FollowUpState.DROPPED, turn.now))

    async def move(self, turn: Turn, day: date, at: time | None) -> Task:
        later = moved(self.at_hand, *reminder_time(turn.work.resident, day, at, turn.now), turn.now)
        await turn.work.put(later)
        return task_of(later)


@dataclass(frozen=True, slots=True)
class _Brought:
    """What Vouch brought up by itself, *response* being what was answered so far."""

    task: Task
    is_open: bool
    response: Response | None
    promise: Promise | None

    async def finish(self, turn: Turn) -> str:
        if self.promise:
            await turn.work.put(replace(self.promise, state=PromiseState.KEPT, closed_at=turn.now))
            return ""
        await self._touch(turn)
        # A milestone is done as a whole, whichever of its reminders was answered.
        whole = series_of(self.task.about) if self.task.about.startswith("milestone:") else self.task.about
        await turn.work.put(Response(whole, turn.now, ResponseState.DONE))
        return ""

    async def stop(self, turn: Turn) -> None:
        if self.promise:
            await turn.work.put(replace(self.promise, state=PromiseState.DROPPED, closed_at=turn.now))
            return
        await turn.work.put(Response(series_of(self.task.about), turn.now, ResponseState.STOPPED))

    async def move(self, turn: Turn, day: date, at: time | None) -> Task:
        so_far = self.response or Response(self.task.about, turn.now)
        on, hour = reminder_time(turn.work.resident, day, at, turn.now)
        await turn.work.put(put_off(so_far, on, hour, turn.now))
        return replace(self.task, due_on=on, due_at=hour)

    async def _touch(self, turn: Turn) -> None:
        """Remember that the resident was in touch, which is what was asked of them."""
        kind, _, rest = self.task.about.partition(":")
        contact = await turn.work.find(Contact, rest.partition(":")[0]) if kind in ("cadence", "conference") else None
        if contact:
            await turn.work.put(Encounter(turn.ids.new(), (contact.id,), turn.today, turn.now))
