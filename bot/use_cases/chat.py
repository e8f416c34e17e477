"""What changes nothing: help, small talk, and buttons whose thing is gone."""

import re

from bot.messages import Reply
from bot.replies import small_talk as replies
from bot.replies.help import show_help, show_more_help
from bot.replies.undone import no_longer_there
from bot.turn import Told, Turn
from bot.use_cases.lend_subject import lend_subject
from bot.use_cases.log_encounter import log_encounter

_MORE = re.compile(r"\b(?:more|all|everything|rest|else|full)\b", re.IGNORECASE)


async def give_help(told: Told) -> Reply:
    return show_more_help() if _MORE.search(told.meaning.text) else show_help()


async def small_talk(told: Told) -> Reply:
    """Answer small talk; "she's an IMG too" is told of the person named last, and kept as such."""
    with_subject = await lend_subject(told)
    return replies.chat(told.meaning.text) if with_subject is told else await log_encounter(with_subject)


async def give_comfort(told: Told) -> Reply:
    """Answer one who may harm themselves, whatever else was read in it; the words are kept as ever."""
    return replies.chat(told.meaning.text)


async def thing_gone(turn: Turn) -> Reply:
    return no_longer_there()
