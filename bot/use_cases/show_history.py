"""What Vouch sent unasked, with what came of each: passed reminders stay visible, and so does what never arrived."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.delivery import DeliveryState
from bot.domain.follow_up import FollowUp, FollowUpState, at_hand
from bot.domain.nudge import Response, ResponseState, follow_up_in, series_of
from bot.domain.year import Promise
from bot.messages import Reply, reply_from_json
from bot.planner import is_planned
from bot.planning.rotations import was_done
from bot.ports import UnitOfWork
from bot.replies import history
from bot.replies.days import day_in_words
from bot.replies.history import Sent
from bot.replies.occasions import Scene
from bot.understanding.meaning import Understanding
from bot.use_cases.word_nudge import scene_of

SHOWN_FOR = timedelta(days=30)

ASKS = re.compile(
    r"\b(?:what|which|when)\b.{0,20}\byou\b.{0,20}\b(?:sen[dt]|remind|nudged?|told me)\b|\byou\b.{0,12}\bsent me\b"
    r"|\b(?:did(?: ?n['’]?t| not)|never|have ?n['’]?t) (?:i )?(?:get|got|gotten|receive|received|see|seen) "
    r"(?:any |a |my |the )*(?:reminders?|nudges?|messages?|digests?)\b",
    re.IGNORECASE,
)
"""Words that ask for the history: "what did you send me?"."""


async def show_history(work: UnitOfWork, meaning: Understanding, now: datetime) -> Reply:
    """List the nudges and digests of the last 30 days, newest first, with what failed and when."""
    rows = [row for row in await work.deliveries.sent(now - SHOWN_FOR) if is_planned(row)]
    scene = await scene_of(work, now)
    kept = _Kept(
        scene,
        {each.id: each for each in scene.kept.follow_ups},
        {each.id: each for each in scene.kept.promises},
        {each.id: each for each in scene.kept.responses},
        frozenset(due.about for due in scene.dues),
    )
    sent = [
        Sent(
            (row.sent_at or row.next_at).astimezone(work.resident.zone),
            reply_from_json(row.content) if row.content else None,
            arrived=None if row.state is DeliveryState.UNKNOWN else row.state is DeliveryState.SENT,
            reason=row.error or "",
            states=[_state(kept, about) for about in row.about],
        )
        for row in rows
    ]
    return history.history(sent, work.resident.today(now))


@dataclass(frozen=True, slots=True)
class _Kept:
    """The records that say what came of an occasion, by id, and all that is due now."""

    scene: Scene
    follow_ups: Mapping[str, FollowUp]
    promises: Mapping[str, Promise]
    responses: Mapping[str, Response]
    due: frozenset[str]


def _state(kept: _Kept, about: str) -> str:
    """Return what came of an occasion since it was told: done, stopped, put off, or open still."""
    scene = kept.scene
    kind, _, rest = about.partition(":")
    record_id, time_of_many = follow_up_in(about) if kind == "follow_up" else ("", None)
    follow_up = kept.follow_ups.get(record_id)
    if follow_up and about.count(":") == 1:  # else it is of the preparation for it
        return _state_of_owed(follow_up, time_of_many, scene)
    promise = kept.promises.get(rest) if kind == "promise" else None
    if promise:
        return promise.state.value
    response = kept.responses.get(about) or kept.responses.get(series_of(about))
    if response is None:
        return "open" if about in kept.due else _ended(about, scene)
    return _later(response.due_on, scene) if response.state is ResponseState.OPEN else response.state.value


def _state_of_owed(owed: FollowUp, time_of_many: date | None, scene: Scene) -> str:
    if owed.series and time_of_many in owed.series.done_on:
        return FollowUpState.DONE.value
    owed = at_hand(owed, scene.today)
    if owed.series and time_of_many and time_of_many < owed.series.on:
        return "passed"
    later = owed.state is FollowUpState.OPEN and owed.moves and owed.due_on
    return _later(owed.due_on, scene) if later else owed.state.value


def _later(day: date | None, scene: Scene) -> str:
    return f"later, {day_in_words(day, scene.today)}" if day and day > scene.today else "open"


_SETTLED = ("milestone", "letter", "cadence", "win", "opening")
"""Kinds that are due until they are dealt with: due no more, they are done."""


def _ended(about: str, scene: Scene) -> str:
    """Return what became of an occasion that is due no more and that no button answered."""
    kind, _, rest = about.partition(":")
    met = kind == "conference" and rest in scene.kept.contact_by_id
    if kind in _SETTLED or met or (kind == "rotation" and was_done(scene.resident, rest, scene.kept)):
        return "done"
    return "" if kind == "review" else "over"
