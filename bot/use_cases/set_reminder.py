"""A reminder and nothing else new: nobody was met."""

from bot.messages import Reply
from bot.replies.saved import saved
from bot.replies.small_talk import kept_words
from bot.turn import Told
from bot.use_cases.lend_subject import lend_subject
from bot.use_cases.log_encounter import keep_told


async def set_reminder(told: Told) -> Reply:
    """Store what is to be done and when; a person named for the first time becomes a contact."""
    told = await lend_subject(told)
    outcome = await keep_told(told, met=False)
    return saved(outcome, told.today) if outcome.follow_ups else kept_words(told.meaning.text)
