"""What the resident did in some days: whom they met, and what they closed: "what did I do this month"."""

import re
from datetime import timedelta

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp, FollowUpState
from bot.domain.knowledge import Encounter
from bot.messages import Reply
from bot.replies import done_for as replies
from bot.replies.done_for import Done
from bot.replies.people import full_name
from bot.turn import Told
from bot.understanding.dates import Grain, read_dates
from bot.understanding.meaning import DayRange

_ASKS = re.compile(
    r"\W*(?:(?:so|ok|hey|and|remind me|tell me|vouch)\W+)*what (?:all )?(?:(?:did|have) i|i['’]?ve|i) (?:all )?"
    r"(?:do|done|did|got|gotten|get done|got done|accomplish(?:ed)?|achieve(?:d)?|finish(?:ed)?|complete(?:d)?)"
    r"(?: done)?(?: so far)?(?P<days> [\w' ]{3,30}?)?(?: so far)?\W*",
    re.IGNORECASE,
)
_LATELY = timedelta(days=7)


def asks_to_recount(told: Told) -> bool:
    asked = _ASKS.fullmatch(told.note.text)
    return asked is not None and not told.meaning.people and (not asked["days"] or _days(told) is not None)


async def recount_days(told: Told) -> Reply:
    """List it day by day, the first day first."""
    days = _days(told) or DayRange(told.today - _LATELY, told.today)
    contacts = {contact.id: contact for contact in await told.work.all(Contact)}
    done = [
        Done(each.on, f"in touch with {', '.join(full_name(contacts[i]) for i in each.contact_ids if i in contacts)}")
        for each in await told.work.all(Encounter)
        if any(i in contacts for i in each.contact_ids)
    ]
    done += [
        Done(told.work.resident.today(each.closed_at), f"done: {each.what}")
        for each in await told.work.all(FollowUp)
        if each.state is FollowUpState.DONE and each.closed_at
    ]
    found = sorted((each for each in done if days.start <= each.on <= days.end), key=lambda each: each.on)
    return replies.recounted(found, days, told.today)


def _days(told: Told) -> DayRange | None:
    """Return the days asked about, up to today: "this month" begins with its first day, also where it is to come."""
    text, today = told.note.text, told.today
    this = re.search(r"\bthis (week|month|year)\b", text, re.IGNORECASE)
    if this:
        unit = this[1].lower()
        starts = {"week": today - timedelta(days=today.weekday()), "month": today.replace(day=1)}
        year = told.work.resident.starts_on or today.replace(month=1, day=1)
        return DayRange(starts.get(unit, year), today)
    past = next((each for each in read_dates(text, told.local_now) if each.past), None)
    if past is None or past.past is None:
        return None
    longer = past.grain is Grain.WEEK
    end = past.past.start + timedelta(days=6) if longer else past.past.end
    return DayRange(past.past.start, min(end, today))
