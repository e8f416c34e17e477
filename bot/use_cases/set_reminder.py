"""A reminder and nothing else new: nobody was met."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.matching import match_contact
from bot.messages import Reply
from bot.replies.people import full_name
from bot.replies.saved import saved
from bot.replies.small_talk import kept_words
from bot.turn import Told
from bot.use_cases.lend_subject import lend_subject
from bot.use_cases.log_encounter import keep_told
from bot.use_cases.own_words import known_names
from bot.use_cases.remind_before import counted_back

_NEEDS_ONE = re.compile(
    r"\W*(?:(?:ok|so|and|btw|also|oh)[, ]+)*(?P<who>(?:dr\b\.? ?)?[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*)?) "
    r"(?:needs?|will need|might need|could use) (?:an? |another )?(?:gentle |little )?"
    r"(?P<do>reminder|reminding|nudge|ping|poke|follow[- ]?up)\b(?P<rest>[^?\n]{0,80})",
    re.IGNORECASE,
)


def says_who_needs_one(told: Told) -> bool:
    """Tell whether somebody is said to need a reminder: "stein needs a nudge in a wk, hes slow"."""
    return _NEEDS_ONE.fullmatch(told.meaning.text) is not None


def remind_who_needs_one(otherwise: Callable[[Told], Awaitable[Reply]]) -> Callable[[Told], Awaitable[Reply]]:
    """Set what is to be done for somebody known who needs it; of nobody known the words mean something else."""

    async def answer(told: Told) -> Reply:
        needs = _NEEDS_ONE.fullmatch(told.meaning.text)
        contact = match_contact(needs["who"], await told.work.all(Contact)).certain if needs else None
        if needs is None or contact is None:
            return await otherwise(told)
        words = f"remind me to {_TO_DO.get(needs['do'][:4].lower(), 'remind')} {full_name(contact)}{needs['rest']}"
        meaning = told.tools.understand(words, told.local_now, told.work.resident.tz, await known_names(told.work))
        return await set_reminder(replace(told, meaning=meaning))

    return answer


_TO_DO = {"foll": "follow up with", "nudg": "nudge", "ping": "ping", "poke": "nudge"}


async def set_reminder(told: Told) -> Reply:
    """Store what is to be done and when; a person named for the first time becomes a contact."""
    told = await lend_subject(await counted_back(told))
    outcome = await keep_told(told, met=False)
    return saved(outcome, told.today) if outcome.follow_ups else kept_words(told.meaning.text)
