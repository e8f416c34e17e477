"""What is to be done for one person, in an order that reads as nothing owed: "thank her", "ask kim if they do J-1"."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.domain.vocabulary import FollowUpKind
from bot.messages import Reply
from bot.replies.people import full_name
from bot.turn import Told
from bot.understanding.meaning import FollowUpMention, KnownContact
from bot.use_cases.lend_subject import left_out
from bot.use_cases.set_reminder import set_reminder

_ORDER = re.compile(
    r"\W*(?:(?:ok|and|then|please|pls|now|also|so)[, ]+)*"
    r"(?P<do>thank|e-?mail|text|message|call|remind|nudge|write|ping|follow up with|check in with|reach out to)"
    r" (?:back )?(?:him|her)\b(?P<rest>[^\n]{0,80})",
    re.IGNORECASE,
)


_ASKS_ONE = re.compile(
    r"\W*(?:(?:ok|and|then|please|pls|now|also|so)[, ]+)*"
    r"(?P<task>(?:ask|tell|(?:update|inform|notify)(?=[^?\n]{2,40} (?:that|on|about|re)\b)) "
    r"(?P<whom>(?:dr|prof)?\.? ?)[^?\n]{2,100}?)[.!]*",
    re.IGNORECASE,
)


_ASKS_OFFICE = re.compile(
    r"\W*(?:(?:ok|and|then|please|pls|now|also|so|need to|have to|gotta|must)[, ]+)*"
    r"(?P<task>(?:ask|tell|call|e-?mail|check with) (?:my |the |our |an? )?(?:immigration )?(?:lawyer|attorney|gme|hr|"
    r"ecfmg|payroll|nrmp|uscis|student affairs)(?: office)? (?:re|about|if|whether|for|how|what|when|that|regarding)\b"
    r"[^?\n]{2,100}?)[.!]*",
    re.IGNORECASE,
)
"""An office to be asked, which is nobody by name: "ask lawyer re grace period"."""


def orders_for_one(told: Told) -> bool:
    """Tell whether a message is such an order: its verb needs a name beside it, or what is to be asked is a claim."""
    meaning = told.meaning
    if _is_for_office(told) or _asks_of_own_day(told):
        return True
    if meaning.follow_ups or meaning.facts:
        return False
    return _task_named(told) is not None or (not meaning.people and _ORDER.fullmatch(meaning.text) is not None)


_OF_ONES_OWN = re.compile(
    r"\b(?:if|whether|when) i (?:can|could|may|should|am|have to|need to|get to)\b", re.IGNORECASE
)


def _asks_of_own_day(told: Told) -> bool:
    """Tell whether the one day told is what is asked about: "ask dr ali if i can leave june 18"."""
    days = [each.due_span for each in told.meaning.follow_ups if each.due_span]
    asks = _OF_ONES_OWN.search(told.meaning.text)
    return asks is not None and len(days) == 1 and days[0].start > asks.end() and _task_named(told) is not None


def _is_for_office(told: Told) -> bool:
    meaning = told.meaning
    dated = any(each.due_on for each in meaning.follow_ups)
    return not (meaning.people or dated) and _ASKS_OFFICE.fullmatch(meaning.text) is not None


def _task_named(told: Told) -> str | None:
    """Return what the one named is to be asked or told, as the resident put it."""
    people = [each for each in told.meaning.people if "name" in each.spans]
    order = _ASKS_ONE.fullmatch(told.meaning.text) if len(people) == 1 else None
    return order["task"] if order and people[0].spans["name"].start <= order.end("whom") else None


def order_for_one(otherwise: Callable[[Told], Awaitable[Reply]]) -> Callable[[Told], Awaitable[Reply]]:
    """Keep it as owed to the one told of last; where that is nobody, the words mean something else."""

    async def answer(told: Told) -> Reply:
        if task := _task_named(told):
            owed = FollowUpMention(FollowUpKind.OTHER, told.meaning.people[0].name, what=task)
            return await set_reminder(replace(told, meaning=replace(told.meaning, follow_ups=(owed,))))
        if (office := _ASKS_OFFICE.fullmatch(told.meaning.text)) and _is_for_office(told):
            owed = FollowUpMention(FollowUpKind.OTHER, what=office["task"])
            return await set_reminder(replace(told, meaning=replace(told.meaning, follow_ups=(owed,))))
        order, contact = _ORDER.fullmatch(told.meaning.text), await left_out(told)
        if order is None or contact is None:
            return await otherwise(told)
        known = [KnownContact(contact.name, contact.position.role, contact.position.institution)]
        said = f"{order['do']} {full_name(contact)}{order['rest']}"
        meaning = told.tools.understand(said, told.local_now, told.work.resident.tz, known)
        if not meaning.follow_ups:
            return await otherwise(told)
        return await set_reminder(replace(told, meaning=meaning))

    return answer
