"""What the resident told in some days: "show me my notes from today", "what did i tell you yesterday"."""

import re
from datetime import timedelta

from bot.domain.recall import tellings
from bot.messages import Reply
from bot.replies import answers
from bot.turn import Told
from bot.understanding.dates import Grain, read_dates
from bot.understanding.meaning import DayRange

_ASKS = re.compile(
    r"\W*(?:(?:please|pls|can you|hey)\W+)*(?:(?:show|list|see|read|give)(?: me)? (?:all )?(?:my |the )?notes?"
    r"|(?:what (?:are|were) )?(?:all )?my notes?|what (?:did|have) i "
    r"(?:t[eo]l[ld]|sa(?:y|id)|sen[dt]|wr[io]te?|logg?(?:ed)?)"
    r"(?: (?:to )?(?:you|u))?|what(?:['’]?s| is) in my notes?)"
    r"(?: (?:from|of|for|on|in))? (?P<days>(?:the )?[\w' ]{2,30}?)\W*",
    re.IGNORECASE,
)


def asks_told(told: Told) -> bool:
    return not told.meaning.people and _days(told) is not None


async def show_told(told: Told) -> Reply:
    """List the notes of those days, newest first, in the resident's own words."""
    days = _days(told) or DayRange(told.today, told.today)
    zone = told.work.resident.zone
    notes = [
        note
        for note in tellings(await told.work.notes.newest())
        if days.start <= note.received_at.astimezone(zone).date() <= days.end
    ]
    return answers.notes_of_days(days, notes, zone, told.today)


def _days(told: Told) -> DayRange | None:
    """Return the days asked about, where the message says no more than them."""
    asked = _ASKS.fullmatch(told.note.text)
    if asked is None:
        return None
    words = asked["days"].strip()
    mention = next((each for each in read_dates(words, told.local_now) if each.past), None)
    if mention is None or mention.past is None or mention.span.end - mention.span.start < len(words):
        return None
    if mention.grain is Grain.WEEK:
        return DayRange(mention.past.start, min(mention.past.start + timedelta(days=6), told.today))
    return mention.past
