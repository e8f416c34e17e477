"""Back at work: "back from vacation", "my leave is over" end the pause and the days off that were told."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.domain.follow_up import Event, EventKind
from bot.messages import Reply
from bot.replies import settings as replies
from bot.turn import Told
from bot.understanding.meaning import SettingChange
from bot.use_cases.change_settings import with_setting

_OFF = (
    r"(?:vacation|vacay|pto|holidays?|(?:(?:my|annual|maternity|paternity|parental|medical|sick|family) )*leave|"
    r"time off|days? off|break|honeymoon|trip|travel(?:ing|s)?)"
)
_BACK = re.compile(
    r"\W*(?:(?:hi|hey|hello|ok(?:ay)?|so|vouch|and)[,! ]+)*"
    r"(?:(?:i['’]?m|i am|im|we['’]?re|got|i got|just got) )?(?:(?:now|just|finally|officially|early) )*back"
    rf"(?: (?:early|now|again|today))*(?: (?:(?:from|off) (?:my |the |our )?{_OFF}|(?:at|to|on|in) (?:the |my )?"
    r"(?:work|hospital|job|service|wards?|floors?|office|town|business|reality)))?"
    rf"(?: (?:early|now|again|today|already|everyone|vouch))*\W*"
    rf"|\W*(?:my |the )?{_OFF}(?:['’]?s| is| are| was)? (?:over|done|finished|ended)(?: (?:now|early|sadly|today))*\W*",
    re.IGNORECASE,
)


def comes_back(told: Told) -> bool:
    """Tell whether the message says no more than that: who is "back on nights" tells of shifts."""
    return _BACK.fullmatch(told.meaning.text) is not None


async def come_back(told: Told) -> Reply:
    """End the pause and the days off under way; the rotations and reminders that waited for it come again."""
    resident = told.work.resident
    was_paused = resident.paused(told.now)
    if was_paused:
        await told.work.save_resident(with_setting(resident, SettingChange("resume", True), told.now))
    ended = [each for each in await told.work.all(Event) if _is_off_on(each, told)]
    for each in ended:
        if each.starts_on < told.today:
            await told.work.put(replace(each, ends_on=told.today - timedelta(days=1)))
        else:
            await told.work.remove(each)
    return replies.welcome_back(was_paused, bool(ended), told.act_id)


def _is_off_on(event: Event, told: Told) -> bool:
    return event.kind is EventKind.TIME_OFF and event.starts_on <= told.today <= event.ends_on
