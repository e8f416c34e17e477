"""Something coming that somebody else told of: "jess says orientation june 21"."""

import re
from dataclasses import replace

from bot.domain.vocabulary import Intent
from bot.messages import Reply
from bot.turn import Told
from bot.understanding.dates import read_dates
from bot.understanding.meaning import DayRange
from bot.use_cases.plan_event import plan_event

_HEARD = re.compile(
    r"\b(?:says?|said|told me|e-?mailed|texted|wrote|confirmed)(?: (?:that|the|my))*[:,]? "
    r"(?P<what>(?:\w+ ){0,2}?(?:orientation|onboarding|boot ?camp|training|graduation|check-?in|site visit|tour|"
    r"retreat|party|start date|first day)(?: day)?)(?: (?:is|starts?|begins?|will be|now|on|moved to))* ",
    re.IGNORECASE,
)


def _day_heard(told: Told) -> tuple[str, DayRange] | None:
    heard = _HEARD.search(told.meaning.text)
    if heard is None or told.meaning.follow_ups or "?" in told.meaning.text:
        return None
    dates = read_dates(told.meaning.text, told.local_now)
    day = next((each.due for each in dates if each.span.start == heard.end()), None)
    return (heard["what"], DayRange(day, day)) if day else None


def hears_of_event(told: Told) -> bool:
    """Tell whether the day of something follows right on what it is."""
    return told.meaning.intent is Intent.LOG and _day_heard(told) is not None


async def plan_heard(told: Told) -> Reply:
    heard = _day_heard(told)
    what, days = heard or ("", None)
    meaning = replace(told.meaning, intent=Intent.PLAN, when=days, where=None, where_kind=None)
    return await plan_event(replace(told, meaning=meaning), called=what)
