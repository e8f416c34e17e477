"""What changes nothing: help, small talk, and buttons whose thing is gone."""

from bot.messages import Reply
from bot.replies import small_talk as replies
from bot.replies.help import show_help
from bot.replies.undone import no_longer_there
from bot.turn import Told, Turn


async def give_help(told: Told) -> Reply:
    return show_help()


async def small_talk(told: Told) -> Reply:
    return replies.chat(told.meaning.text)


async def thing_gone(turn: Turn) -> Reply:
    return no_longer_there()
