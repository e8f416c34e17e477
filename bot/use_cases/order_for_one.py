"""What is to be done for somebody who is not named: "thank her", "call him"."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.messages import Reply
from bot.replies.people import full_name
from bot.turn import Told
from bot.understanding.meaning import KnownContact
from bot.use_cases.lend_subject import left_out
from bot.use_cases.set_reminder import set_reminder

_ORDER = re.compile(
    r"\W*(?:(?:ok|and|then|please|pls|now|also|so)[, ]+)*"
    r"(?P<do>thank|e-?mail|text|message|call|remind|nudge|write|ping|follow up with|check in with|reach out to)"
    r" (?:back )?(?:him|her)\b(?P<rest>[^\n]{0,80})",
    re.IGNORECASE,
)


def orders_for_one(told: Told) -> bool:
    """Tell whether a message is such an order that reads as nothing owed: its verb needs a name beside it."""
    meaning = told.meaning
    return not (meaning.people or meaning.follow_ups) and _ORDER.fullmatch(meaning.text) is not None


def order_for_one(otherwise: Callable[[Told], Awaitable[Reply]]) -> Callable[[Told], Awaitable[Reply]]:
    """Keep it as owed to the one told of last; where that is nobody, the words mean something else."""

    async def answer(told: Told) -> Reply:
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
