"""What was told of an occasion so far: the memory that keeps a nudge from being repeated."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.follow_up import FollowUp


@dataclass(frozen=True, slots=True)
class Occasion:
    """One reason to nudge. *id* is ``kind:stable-id`` ("follow_up:01J…"), the same for the same occasion always.

    *told_at* are the UTC moments at which it was told, oldest first. Only the courier writes it, never as part of an
    act: undoing an answer must not make Vouch forget what it said.
    """

    id: str
    told_at: tuple[datetime, ...] = ()


def about_follow_up(follow_up: FollowUp) -> str:
    """Return the occasion's id, which is also the target of its buttons."""
    return f"follow_up:{follow_up.id}"
