"""What changes nothing: help, small talk, and buttons whose thing is gone."""

import re

from bot.domain.vocabulary import Intent
from bot.messages import Reply
from bot.replies import about_vouch
from bot.replies import small_talk as replies
from bot.replies.help import show_help, show_more_help
from bot.replies.undone import no_longer_there
from bot.turn import Told, Turn
from bot.use_cases.lend_subject import lend_subject
from bot.use_cases.log_encounter import log_encounter

_MORE = re.compile(r"\b(?:more|all|everything|rest|else|full)\b", re.IGNORECASE)


async def give_help(told: Told) -> Reply:
    """Show what can be said; what asks for something else is answered in a line."""
    if told.meaning.intent is Intent.HELP and not about_vouch.is_on_vouch(told.meaning.text):
        return about_vouch.unknown()
    return show_more_help() if _MORE.search(told.meaning.text) else show_help()


def asks_about_vouch(told: Told) -> bool:
    return not told.meaning.people and about_vouch.answer(told.note.text, told.local_now) is not None


async def answer_about_vouch(told: Told) -> Reply:
    """Answer what is asked of Vouch itself, or of the law, in one line."""
    return about_vouch.answer(told.note.text, told.local_now) or about_vouch.unknown()


async def small_talk(told: Told) -> Reply:
    """Answer small talk; "she's an IMG too" is told of the person named last, and kept as such."""
    with_subject = await lend_subject(told)
    return replies.chat(told.meaning.text) if with_subject is told else await log_encounter(with_subject)


async def give_comfort(told: Told) -> Reply:
    """Answer one who may harm themselves, whatever else was read in it; the words are kept as ever."""
    return replies.chat(told.meaning.text)


async def thing_gone(turn: Turn) -> Reply:
    return no_longer_there()
