"""What Vouch sent unasked, with what came of each: passed reminders stay visible, and so does what never arrived."""

import re
from datetime import datetime, timedelta

from bot.domain.delivery import DeliveryState
from bot.messages import Reply, reply_from_json
from bot.planner import is_planned
from bot.ports import UnitOfWork
from bot.replies import history
from bot.replies.history import Sent
from bot.understanding.meaning import Understanding

SHOWN_FOR = timedelta(days=30)

ASKS = re.compile(
    r"\b(?:what|which|when)\b.{0,20}\byou\b.{0,20}\b(?:sen[dt]|remind|nudged?|told me)\b|\byou\b.{0,12}\bsent me\b",
    re.IGNORECASE,
)
"""Words that ask for the history: "what did you send me?"."""


async def show_history(work: UnitOfWork, meaning: Understanding, now: datetime) -> Reply:
    """List the nudges and digests of the last 30 days, newest first, with what failed and when."""
    rows = [row for row in await work.sent(now - SHOWN_FOR) if is_planned(row)]
    sent = [
        Sent(
            (row.sent_at or row.next_at).astimezone(work.resident.zone),
            reply_from_json(row.content) if row.content else None,
            arrived=row.state is DeliveryState.SENT,
            reason=row.error or "",
        )
        for row in rows
    ]
    return history.history(sent, work.resident.today(now))
