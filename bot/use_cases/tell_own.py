"""What the resident asks about themselves, "what time zone am i in": that one thing, and nothing beside it."""

from bot.messages import Reply
from bot.replies import own
from bot.replies.profile import profile
from bot.turn import Told
from bot.understanding.own_questions import own_thing_asked


def asks_own(told: Told) -> bool:
    return own_thing_asked(told.note.text) is not None


async def tell_own(told: Told) -> Reply:
    asked = own_thing_asked(told.note.text)
    if asked is None or asked not in own.LABELS:
        return profile(told.work.resident)
    return own.one(told.work.resident, asked, told.now)
