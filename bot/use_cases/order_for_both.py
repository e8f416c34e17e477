"""What is to be done for two who were told of last: "thank them both", "email both of them friday"."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.vocabulary import FollowUpKind
from bot.messages import Reply
from bot.replies.owed import of_which_two
from bot.replies.people import full_name
from bot.turn import Told
from bot.understanding.meaning import FollowUpMention, KnownContact
from bot.use_cases.last_told import touched_by
from bot.use_cases.lend_subject import FRESH
from bot.use_cases.set_reminder import set_reminder

_ORDER = re.compile(
    r"\W*(?:(?:ok|and|then|please|pls|now|also|so|need to|have to|gotta|should|remind me to)[, ]+)*"
    r"(?P<do>thank|e-?mail|text|message|call|remind|nudge|write(?: to)?|ping|follow up with|check in with|"
    r"reach out to|(?:send )?thank[- ]?you(?:s| notes?| cards?)?(?: to| for)) "
    r"(?:them both|both(?: of (?:them|those))?|the two of them|the both of them)\b"
    r"(?P<rest>(?! (?:dr|prof)\b)[^?\n]{0,80})",
    re.IGNORECASE,
)


def orders_for_both(told: Told) -> bool:
    return not told.meaning.people and _ORDER.fullmatch(told.meaning.text) is not None


def order_for_both(otherwise: Callable[[Told], Awaitable[Reply]]) -> Callable[[Told], Awaitable[Reply]]:
    """Keep one task for each of the two; where it is not two that were told of last, ask which."""

    async def answer(told: Told) -> Reply:
        order, both = _ORDER.fullmatch(told.meaning.text), await _last_two(told)
        if order is None:
            return await otherwise(told)
        if both is None:
            return of_which_two(order["do"].lower())
        first, second = (full_name(each) for each in both)
        known = [KnownContact(each.name, each.position.role, each.position.institution) for each in both]
        said = f"remind me to {order['do']} {first} and {second}{order['rest']}"
        meaning = told.tools.understand(said, told.local_now, told.work.resident.tz, known)
        owed = tuple(replace(each, what=_what(each, order["do"], both)) for each in meaning.follow_ups)
        if {each.with_name for each in owed} != {each.name for each in both}:
            return await otherwise(told)
        return await set_reminder(replace(told, meaning=replace(meaning, follow_ups=owed)))

    return answer


def _what(owed: FollowUpMention, do: str, both: tuple[Contact, Contact]) -> str:
    """Return what is to be done for one of them, where its kind does not say it."""
    name = next((full_name(each) for each in both if each.name == owed.with_name), "")
    return f"{do} {name}" if owed.kind is FollowUpKind.OTHER else ""


async def _last_two(told: Told) -> tuple[Contact, Contact] | None:
    """Return the two of the latest message with anybody, else the one of it and the one of the message before."""
    met: dict[str, Contact] = {}
    for act in await told.work.acts.of_note(told.thread.id) if told.thread else await told.work.acts.newest():
        if not told.thread and told.now - act.at > FRESH:
            return None
        met |= {each.id: each for each in (await touched_by(told, [act])).contacts}
        if len(met) > 1:
            break
    if len(met) != 2:
        return None
    first, second = met.values()
    return first, second
