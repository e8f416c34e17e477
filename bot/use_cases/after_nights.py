"""The day after the resident's nights: "snooze everything til after nights", "push Lee to when nights are over"."""

import re
from datetime import date, timedelta

from bot.turn import Told

AFTER_NIGHTS = re.compile(
    r"\b(?:after|done with|over with|off|end of|finish(?:ed)?(?: with)?|through with) (?:my |these |this |the )?"
    r"(?:(?:run|block|week|stretch) of )?night(?:s|\s*(?:float|shifts?|block|week))\b"
    r"|\bnights? (?:float |shifts? |block )?(?:are|is|['’]?s)? ?(?:over|done|finished|end)\b",
    re.IGNORECASE,
)


def day_after_nights(told: Told) -> date | None:
    """Return the day on which the nights under way, or the next ones, are over; None where none were told."""
    last = min((each.last for each in told.work.resident.nights if each.last >= told.today), default=None)
    return last + timedelta(days=1) if last else None
