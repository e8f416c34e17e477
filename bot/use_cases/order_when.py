"""What is to be done once something else is: "thank jess when passport done", in words that sound done themselves."""

import re
from dataclasses import replace

from bot.domain.vocabulary import FollowUpKind, Intent
from bot.messages import Reply
from bot.turn import Told
from bot.understanding.meaning import FollowUpMention
from bot.use_cases.set_reminder import set_reminder

_ORDER = re.compile(
    r"\W*(?:(?:ok|and|then|please|pls|also|so|remember to|need to|must)[, ]+)*"
    r"(?P<task>(?:thank|e-?mail|call|text|send|ask|tell|remind|ping|message|update|follow up with|submit|apply)\b"
    r"(?! (?:is|was)\b)[^?\n]{2,60}? (?:when|once|after|as soon as|if) [^?\n]{2,60}?)[.!]*",
    re.IGNORECASE,
)


def orders_for_later(told: Told) -> bool:
    """Tell whether an order was taken for something done, by the word that says what it waits for."""
    return told.meaning.intent is Intent.DONE and _ORDER.fullmatch(told.meaning.text) is not None


async def keep_for_later(told: Told) -> Reply:
    """Keep it with what it waits for, and without a day."""
    order = _ORDER.fullmatch(told.meaning.text)
    name = told.meaning.people[0].name if len(told.meaning.people) == 1 else None
    owed = FollowUpMention(FollowUpKind.OTHER, name, what=order["task"] if order else "")
    return await set_reminder(replace(told, meaning=replace(told.meaning, intent=Intent.REMIND, follow_ups=(owed,))))
