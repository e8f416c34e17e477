"""The first source of nudges: what the resident owes."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.follow_up import FollowUp, FollowUpState, at_hand, lapses_on, next_time
from bot.domain.local_time import to_wall
from bot.domain.nudge import about_follow_up
from bot.domain.resident import Resident
from bot.domain.vocabulary import FollowUpKind
from bot.planning.due import Due, Kept

UNDATED_AFTER = timedelta(days=7)
"""A follow-up without a date is due on the first of the days 7 to 10 (playbook, "Conferences")."""

WEIGHTS = {
    FollowUpKind.APPLY: 90,
    FollowUpKind.ASK_LETTER: 80,
    FollowUpKind.THANK_YOU: 70,
    FollowUpKind.SEND: 60,
    FollowUpKind.EMAIL: 60,
    FollowUpKind.CALL: 60,
    FollowUpKind.MEET: 60,
    FollowUpKind.CONNECT: 50,
    FollowUpKind.OTHER: 40,
}
"""What is lost by waiting: an opening goes first, a letter fades with the rotation, a connection can wait."""


def follow_ups_due(resident: Resident, kept: Kept, now: datetime) -> Iterable[Due]:
    """Return every open follow-up, dated or not; of what repeats, the time at hand and the next."""
    today = resident.today(now)
    for each in kept.follow_ups:
        if each.state is FollowUpState.OPEN:
            yield _due(resident, at_hand(each, today), kept)
            for other in (_missed(each, to_wall(now, resident.zone)), next_time(each, today)):
                if other:
                    yield _due(resident, other, kept)


def _missed(follow_up: FollowUp, wall: datetime) -> FollowUp | None:
    """Return the time before that of today, while its hour is still to come: an outage may have kept it back."""
    this, before = at_hand(follow_up, wall.date()), at_hand(follow_up, wall.date() - timedelta(days=1))
    if this.series is None or before.series is None or this.series.on == before.series.on:
        return None
    begun = this.due_at is None or wall.time() >= this.due_at
    return None if begun or before.series.on in before.series.done_on else before


def _due(resident: Resident, follow_up: FollowUp, kept: Kept) -> Due:
    about = about_follow_up(follow_up)
    return Due(
        about,
        f"{about}:{follow_up.moves}",
        follow_up.due_on or resident.today(follow_up.set_at + UNDATED_AFTER),
        follow_up.set_at,
        follow_up.due_at if follow_up.due_on else None,
        WEIGHTS[follow_up.kind],
        lapses_on=lapses_on(follow_up, kept.events),
    )
