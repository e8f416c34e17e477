"""Whom the resident met when, and with whom they have not been in touch: "who havent i talked to in a while"."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.contact import Contact
from bot.domain.follow_up import Event
from bot.domain.knowledge import Encounter
from bot.domain.names import fold
from bot.messages import Reply
from bot.planning.network import talks_at
from bot.planning.touches import last_touches
from bot.replies import touches as replies
from bot.turn import Told
from bot.understanding.dates import DateMention, Grain, read_dates
from bot.understanding.lexicon import word_set
from bot.understanding.meaning import DayRange
from bot.use_cases.answer_question import answer_question
from bot.use_cases.holdings import kept_by

A_WHILE = timedelta(weeks=4)
"""How long "in a while" and "lately" are taken to be."""

_TOUCH = (
    r"(?:met|meet|see|seen|saw|run into|ran into|work(?:ed)? with|(?:talk|speak|spoke|spoken|chat|catch up|caught up|"
    r"connect|reconnect|check in|checked in|follow up|been in touch|be in touch|touch base|keep up|kept up)(?:ed|ted)?"
    r"(?: (?:to|with))?|(?:reach out|reached out) to|heard from|hear from|contact(?:ed)?|e-?mail(?:ed)?|text(?:ed)?|"
    r"call(?:ed)?|messaged?)"
)
_WHO = r"\W*(?:(?:so|ok|hey|and|remind me|tell me|show me|list)\W+)*who(?:m| all|se)?(?: else)?"
_NOT_MET = re.compile(
    rf"{_WHO} (?:(?:have|did|had)(?:n['’]?t| not)? (?:i|we)(?: not)?|(?:i|we)(?: have|['’]ve)?(?: not|n['’]?t)?"
    rf"|haven['’]?t i|did(?:n['’]?t) i) (?:yet |really |even |actually )*{_TOUCH}(?P<rest>\b.*)"
    rf"|{_WHO} (?:am i|are we) (?:losing touch with|out of touch with|neglecting)(?P<rest_2>\b.*)"
    r"|\W*(?:who(?:m)?|people|contacts) (?:should|do|can|must) i (?:need to |have to )?"
    r"(?:reach out to|check in (?:with|on)|catch up with|reconnect with|get back in touch with)(?P<rest_3>\b.*)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r" (?:at|in|on|during) (?:the |my )?(?P<place>(?!(?:last|this|past|all|a|the)\b)[\w'’-]+(?: [\w'’-]+){0,2})\W*",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:haven|didn|hadn)['’]?t\b|\bnot\b", re.IGNORECASE)
_MET = re.compile(
    rf"{_WHO} (?:(?:did|have) (?:i|we)|(?:i|we)(?: have|['’]ve)?) (?:all )?{_TOUCH}(?P<rest>\b.*)", re.IGNORECASE
)
_LATELY = re.compile(r"\b(?:lately|recently|recent|these days|so far)\b", re.IGNORECASE)
_IDLE = word_set(
    "in a the for of at on during this last past since over while long time lately recently yet ever really so far now "
    "again all today i met anymore any more have been up to with pls please bit forever ages some most next"
)
"""Words that say no more than when."""


def asks_untouched(told: Told) -> bool:
    """Tell whether the message asks with whom the resident has not been in touch, people in general and not one."""
    found = _NOT_MET.fullmatch(told.note.text.strip())
    if not found or told.meaning.people:
        return False
    negated = found["rest"] is None or _NEGATED.search(told.note.text[: found.start("rest")])
    return bool(negated) and not _left(told, found["rest"] or found["rest_2"] or found["rest_3"] or "")


async def list_untouched(told: Told) -> Reply:
    """List those whom the resident was in touch with longest ago, the longest first."""
    before = _cutoff(told)
    touched = last_touches(told.work.resident, await kept_by(told.work))
    contacts = await told.work.all(Contact)
    since = [
        replies.Touched(contact, touched[contact.id].on if contact.id in touched else None, _first_told(told, contact))
        for contact in contacts
    ]
    since.sort(key=lambda each: (each.day, each.contact.id))
    return replies.untouched([each for each in since if each.day < before], since, before, told.today)


def asks_met(told: Told) -> bool:
    """Tell whether the message asks whom the resident met in some days, or at some place they told of."""
    found = _MET.fullmatch(told.note.text.strip())
    if not found or told.meaning.people:
        return False
    timed = _days(told) or _LATELY.search(found["rest"])
    return bool(timed and not _left(told, found["rest"])) or _PLACE.fullmatch(found["rest"]) is not None


async def list_met(told: Told) -> Reply:
    """List every encounter in those days or at that place, the first one first, each with its day."""
    asked = _MET.fullmatch(told.note.text.strip())
    place = _PLACE.fullmatch(asked["rest"]) if asked else None
    met = await told.work.all(Encounter)
    days = _days(told) or DayRange(told.today - A_WHILE, told.today)
    if place and (there := talks_at(place["place"], met, await told.work.all(Event))):
        met, days = there, DayRange(min(each.on for each in there), max(each.on for each in there))
    elif place and not _days(told):
        return await answer_question(told)
    met = [each for each in met if days.start <= each.on <= days.end]
    contacts = {contact.id: contact for contact in await told.work.all(Contact)}
    lines = [
        replies.Met(each.on, [contacts[one] for one in each.contact_ids if one in contacts], each.where)
        for each in sorted(met, key=lambda each: (each.on, each.created_at))
    ]
    return replies.met([line for line in lines if line.contacts], days, told.today)


def _mentions(told: Told) -> Sequence[DateMention]:
    return read_dates(told.note.text, told.local_now)


def _days(told: Told) -> DayRange | None:
    """Return the days asked about; a week has its weekend too, and "since" lasts until today."""
    past = next((each for each in _mentions(told) if each.past), None)
    if past is None or past.past is None:
        return None
    days = past.past
    if re.search(r"\bsince\b", told.note.text, re.IGNORECASE):
        return DayRange(days.start, told.today)
    if past.grain is Grain.WEEK:
        return DayRange(days.start, min(days.start + timedelta(days=6), told.today))
    return days


def _cutoff(told: Told) -> date:
    """Return the day since which there was no touch: "since september", "in two months", else a while ago."""
    for mention in _mentions(told):
        if mention.past:
            return mention.past.start
        if mention.due and mention.due > told.today:  # "in a month", read as of time to come
            return told.today - (mention.due - told.today)
    return told.today - A_WHILE


def _left(told: Told, rest: str) -> bool:
    """Tell whether the question says more than whom and when."""
    dated = set()
    for mention in _mentions(told):
        dated |= set(fold(told.note.text[mention.span.start : mention.span.end]))
    return bool({word for word in fold(re.sub(r"[?!]", " ", rest)) if word not in _IDLE and word not in dated})


def _first_told(told: Told, contact: Contact) -> date:
    return told.work.resident.today(contact.created_at)
