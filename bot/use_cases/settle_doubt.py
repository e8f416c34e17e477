"""What was read with too little to go on turns out right: the resident says so."""

from dataclasses import replace

from bot.domain.knowledge import Fact
from bot.messages import Reply
from bot.replies.saved import right
from bot.turn import Pressed


async def press_right(pressed: Pressed) -> Reply:
    fact = await pressed.work.find(Fact, pressed.target)
    if fact:
        await pressed.work.put(replace(fact, confidence=1.0))
    return right()
