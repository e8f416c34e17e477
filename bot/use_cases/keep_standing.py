"""How the resident stands with the Match and the own program: kept word for word, for the gates before a draft."""

from bot.messages import Reply
from bot.replies import standing
from bot.turn import Told
from bot.understanding.own_story import told_director, told_matched, told_unmatched, told_waiver
from bot.use_cases.log_encounter import keep_told


async def keep_standing(told: Told) -> Reply:
    """Keep what the message tells, and say what follows from it."""
    await keep_told(told, met=False)
    text = told.meaning.text
    if told_unmatched(text):
        return standing.unmatched(told.act_id)
    return standing.noted(
        matched=told_matched(text), waiver=told_waiver(text), director=told_director(text), act_id=told.act_id
    )
