"""A message of ours on its way to a resident, planned or answered: one row, from planned to sent or given up."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class DeliveryState(StrEnum):
    WAITING = "waiting"  # planned, or claimed by a process whose lease ends at next_at
    SENT = "sent"
    CANCELLED = "cancelled"  # done elsewhere, snoozed or no longer true
    FAILED = "failed"  # refused for 24 hours: a dead letter, visible in history and to the operator
    UNREACHABLE = "unreachable"  # the account is gone
    UNKNOWN = (
        "unknown"  # it may have arrived, the platform cannot tell, and twice would be worse than perhaps not at all
    )


WENT_OUT = (DeliveryState.SENT, DeliveryState.UNKNOWN)
"""What a resident has, or may have, before them."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """*key* makes a repeat impossible: one row a resident and key. *next_at* is UTC.

    *wall_at* is the local wall time it was planned for (naive) in *tz*; it is recomputed when the resident moves.
    *sent_at* is the moment before it was handed over, since whatever the resident answers to it comes after that. While
    it waits with words, it is when those were put together, in case they arrived.
    *maybe_sent* is set before any send: a claim that finds it set asks the platform before it sends again.
    *re* is the message_id it answers, *replaces* the delivery id of the message it changes in place.
    *content* is the Reply as JSON (messages.reply_to_json), fixed before the first attempt: a second one says the same.
    *sent_as* is the platform's reference of the message (Messenger.send), *reply_to* how the platform wants an answer
    to what it answers sent (messages.TextMessage).
    """

    id: str
    resident_id: str
    key: str
    kind: str
    next_at: datetime
    state: DeliveryState = DeliveryState.WAITING
    wall_at: datetime | None = None
    tz: str | None = None
    about: tuple[str, ...] = ()
    re: str | None = None
    channel: str | None = None
    replaces: str | None = None
    content: bytes | None = None
    attempt: int = 0
    maybe_sent: bool = False
    lease: str | None = None
    first_tried_at: datetime | None = None
    sent_at: datetime | None = None
    error: str | None = None
    sent_as: str | None = None
    reply_to: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom this process can reach: residents on these platforms, or one alone (a terminal shows only its own)."""

    platforms: tuple[str, ...]
    resident_id: str | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """How fast a platform takes messages: the least time between two to one conversation, and to one workspace."""

    conversation: timedelta
    workspace: timedelta


@dataclass(frozen=True, slots=True)
class Tally:
    """For the operator: how many deliveries of one platform are in one state, and when the oldest of them was due."""

    platform: str
    state: DeliveryState
    count: int
    oldest_due: datetime
